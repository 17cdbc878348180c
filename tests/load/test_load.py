"""A few people at once: the measure itself is `make load`."""

import sys

import pytest

from tests.load import __main__ as load


@pytest.mark.store
def test_three_people_at_once_get_their_own_answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("REPORTS_DIR", raising=False)
    arguments = ["load", "--people", "3", "--questions", "9", "--pause", "0.3"]
    monkeypatch.setattr(sys, "argv", arguments)
    assert load.main() == 0
    said = capsys.readouterr().out
    assert "9 questions" in said
    assert "errors and wrong answers: 0 []" in said

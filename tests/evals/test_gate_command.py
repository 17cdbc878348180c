"""The gate at the command line: what fails it, and that it says why and exits with 1."""

import json

import pytest

from index.stores.library import open_library

pytestmark = pytest.mark.store

PAIR = """
  - id: {0}
    kind: not_in_reports
    turns: ["Who won the {0}?"]
    status: [not_found, clarify]
"""
FAR = """
  - id: far
    kind: finding
    turns: ["What was said of Arden?"]
    needs: [arden-2024-10]
"""


def suite(*pairs):
    return "suite: small\npairs:" + "".join(pairs)


WHOLE = suite(PAIR.format("match"), PAIR.format("race"))


@pytest.fixture
def evaluate(front_door, monkeypatch, tmp_path):
    """Runs `reports eval` on an empty library, in a folder of its own; gives code, out, err."""
    (tmp_path / "small.yaml").write_text(WHOLE, encoding="utf-8")
    open_library(tmp_path / "library", embedding="none").close()
    monkeypatch.setenv("REPORTS_EMBEDDING", "none")
    monkeypatch.chdir(tmp_path)

    return lambda *words: front_door("--store", "library", "eval", *words)


@pytest.fixture
def gated(evaluate, tmp_path):
    """Runs the gate against a baseline of both pairs; `change` puts another suite in place."""
    evaluate("small.yaml", "--save-baseline", "--baseline", "baseline.json", "--out", "first")

    def run(*arguments, change=WHOLE):
        (tmp_path / "small.yaml").write_text(change, encoding="utf-8")
        return evaluate("small.yaml", "--gate", "--baseline", "baseline.json", *arguments)

    return run


def test_an_equal_run_passes(gated):
    code, _, err = gated()
    assert code == 0
    assert "gate: passed" in err


def test_an_empty_run_fails_and_says_so(gated):
    code, _, err = gated("--id", "nothing")
    assert code == 1
    assert "no pair was asked" in err
    assert "0 pairs were asked, and the baseline has 2; not asked: small/match, small/race" in err


def test_half_a_suite_fails_and_says_which_half_is_missing(gated):
    code, _, err = gated("--id", "match")
    assert code == 1
    assert "1 pairs were asked, and the baseline has 2; not asked: small/race" in err
    assert gated(change=suite(PAIR.format("match")))[0] == 1


def test_a_run_without_the_published_reports_fails_and_names_them(gated, tmp_path):
    path = tmp_path / "baseline.json"
    baseline = json.loads(path.read_text())
    baseline |= {"reports": ["arden-2024-10"], "pairs": baseline["pairs"] | {"small/far": True}}
    path.write_text(json.dumps(baseline))
    code, _, err = gated(change=WHOLE + FAR)
    assert code == 1
    assert "not in the library: arden-2024-10" in err
    assert "not asked: small/far" in err


def test_a_loss_fails_unless_it_is_accepted_with_a_reason(gated, tmp_path):
    lost = WHOLE.replace("status: [not_found, clarify]", "status: [answered]", 1)
    code, _, err = gated(change=lost)
    assert code == 1
    assert "lost: small/match (status: not_found, expected answered)" in err
    (tmp_path / "accepted.yaml").write_text('accepted: {small/match: "The match is off."}\n')
    code, _, err = gated("--accepted", "accepted.yaml", change=lost)
    assert code == 0
    assert "accepted: small/match (The match is off.)" in err


def test_a_run_that_becomes_the_baseline_is_held_against_the_one_before(gated):
    code, _, err = gated("--id", "match", "--save-baseline", "--out", "half")
    assert code == 1
    assert "gate: FAILED" in err


def test_without_a_baseline_there_is_no_gate(evaluate):
    code, _, err = evaluate("small.yaml", "--gate", "--baseline", "none.json")
    assert code == 2
    assert "--save-baseline" in err


def test_a_kept_run_is_read_instead_of_asked(evaluate, gated):
    evaluate("small.yaml", "--out", "second")
    code, out, err = evaluate("--from", "second", "--compare", "first", "--gate")
    assert code == 1  # the project's own baseline has other pairs
    assert "gained 0, lost 0, changed 0" in out
    assert "nothing to test" in out
    assert evaluate("--from", "second", "--gate", "--baseline", "baseline.json")[0] == 0
    code, _, err = evaluate("small.yaml", "--from", "second")
    assert code == 2
    assert "leave out what chooses pairs" in err


def test_several_runs_are_identical_but_for_their_times(evaluate, tmp_path):
    code, out, _ = evaluate("small.yaml", "--repeat", "2", "--out", "twice")
    assert code == 0
    assert "2 runs: identical but for their times" in out
    assert sorted(path.name for path in (tmp_path / "twice").iterdir()) == ["1", "2"]
    found = json.loads(evaluate("small.yaml", "--repeat", "2", "--json")[1])
    assert (found["runs"], found["identical"]) == (2, True)


def test_several_settings_are_run_and_kept_side_by_side(evaluate, tmp_path):
    varied = ("--vary", "question_limit=5,2000", "--out", "varied")
    code, out, _ = evaluate("small.yaml", *varied)
    assert code == 0
    assert "against question_limit=5" in out
    kept = sorted(path.name for path in (tmp_path / "varied").iterdir())
    assert kept == ["question_limit=2000", "question_limit=5"]
    settings = json.loads((tmp_path / "varied" / kept[1] / "settings.json").read_text())
    assert settings["options"]["settings"]["question_limit"] == "5"
    found = json.loads(evaluate("small.yaml", *varied, "--json")[1])
    assert found["settings"]["question_limit=5"]["passed"] == 0
    assert len(found["against_first"]["question_limit=2000"]["gained"]) == 2


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--vary", "colour=red,blue"), "'colour' cannot be set for a run"),
        (("--vary", "retrieval=dense,both"), "needs vectors"),
        (("--vary", "retrieval=late"), "two values or more"),
        (("--repeat", "2", "--gate"), "stand alone"),
        (("--set", "chunking=pages"), "no chunking 'pages'"),
    ],
)
def test_settings_that_there_are_not_are_refused(evaluate, arguments, reason):
    code, out, err = evaluate("small.yaml", *arguments)
    assert code in (1, 2)
    assert out == ""
    assert reason in err


def test_right_answers_are_broken_on_purpose_and_kinds_that_could_not_be_are_said(evaluate):
    code, out, err = evaluate("small.yaml", "--mutate")
    assert code == 1
    assert "needless answer" in out
    assert "No answer could be broken by: wrong number." in err

"""`reports eval` at the command line: which pairs are asked, and which files are written."""

import json

import pytest

from index.stores.library import open_library

pytestmark = pytest.mark.store

SUITE = """
suite: small
pairs:
  - id: off-one
    kind: not_in_reports
    turns: ["Who won the match?"]
    paraphrases: ["Which side won the match?"]
    status: [not_found, clarify]
  - id: off-two
    kind: not_in_reports
    turns: ["What does a loaf cost?"]
    status: [answered]
  - id: far
    kind: finding
    turns: ["What was said of Arden?"]
    needs: [arden-2024-10]
"""


@pytest.fixture
def evaluate(front_door, monkeypatch, tmp_path):
    """Runs `reports eval` on an empty library, in a folder of its own; gives code, out, err."""
    (tmp_path / "small.yaml").write_text(SUITE, encoding="utf-8")
    open_library(tmp_path / "library", embedding="none").close()
    monkeypatch.setenv("REPORTS_EMBEDDING", "none")
    monkeypatch.chdir(tmp_path)

    return lambda *words: front_door("--store", "library", "eval", "small.yaml", *words)


def asked(out):
    return [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()]


def test_a_line_per_pair_is_written_to_a_file(evaluate, tmp_path):
    assert evaluate("--jsonl", "pairs.jsonl", "--out", "run")[0] == 0
    assert asked(tmp_path / "pairs.jsonl") == ["off-one", "off-two"]
    assert (tmp_path / "pairs.jsonl").read_bytes() == (
        tmp_path / "run" / "answers.jsonl"
    ).read_bytes()


def test_a_file_that_cannot_be_written_is_named(evaluate):
    code, _, err = evaluate("--jsonl", "nowhere/pairs.jsonl")
    assert code == 2
    assert "nowhere/pairs.jsonl cannot be written" in err


@pytest.mark.parametrize(
    ("choice", "ids"),
    [
        (("--id", "off-*"), ["off-one", "off-two"]),
        (("--id", "small/*two"), ["off-two"]),
        (("--id", "off-one", "--id", "far"), ["off-one"]),
        (("--pair", "off-two"), ["off-two"]),
        (("--kind", "not_in_reports", "--id", "*one"), ["off-one"]),
    ],
)
def test_pairs_are_chosen_by_kind_and_id(evaluate, tmp_path, choice, ids):
    assert evaluate("--jsonl", "pairs.jsonl", *choice)[0] == 0
    assert asked(tmp_path / "pairs.jsonl") == ids


def test_only_what_failed_in_an_earlier_run_is_asked_again(evaluate, tmp_path):
    evaluate("--out", "runs/first")
    assert evaluate("--failed", "last", "--jsonl", "pairs.jsonl", "--out", "second")[0] == 0
    assert asked(tmp_path / "pairs.jsonl") == ["off-two"]
    assert evaluate("--failed", "second", "--id", "off-one")[0] == 2


def test_a_run_in_which_nothing_failed_leaves_nothing_to_ask(evaluate):
    evaluate("--id", "off-one", "--out", "runs/good")
    code, _, err = evaluate("--failed", "good")
    assert code == 2
    assert "No pair failed in runs/good" in err


def test_a_choice_that_fits_no_pair_is_refused(evaluate):
    code, out, err = evaluate("--id", "far", "--kind", "not_in_reports")
    assert (code, out) == (2, "")
    assert "No pair of these suites fits" in err


def test_each_part_of_a_choice_has_to_fit_something(evaluate):
    code, out, err = evaluate("--id", "off-*", "--id", "of-one")
    assert (code, out) == (2, "")
    assert "No pair of these suites is 'of-one'; did you mean 'off-one'?" in err
    code, _, err = evaluate("--kind", "finding", "--kind", "rating")
    assert (code, "is of the kind 'rating'" in err) == (2, True)


def test_other_wordings_are_told_in_the_terminal_and_in_the_summary(evaluate):
    assert "stability over paraphrases: 1 of 1 give the same rows" in evaluate()[1]
    reached = json.loads(evaluate("--json")[1])["all"]["stability"]
    assert reached == {"paraphrases": 1, "same_rows": 1, "fulfilled": 1}

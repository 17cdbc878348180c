import json

import pytest

from evals.errors import BadSuite
from evals.kept import load_run, save_run
from evals.models import Pair, Suite
from evals.run import RunOptions, evaluate

RATING = Pair(
    id="rating",
    kind="rating",
    turns=("How was Arden rated?",),
    needs=("arden-2024-10",),
    facts=({"subject": "Arden", "standard": "staffing", "value": "Inadequate"},),
    must=("Inadequate",),
)
FAR = Pair(id="far", kind="rating", turns=("How was Dale rated?",), needs=("dale-2025",))
REFUSED = Pair(id="refused", kind="not_in_reports", turns=("Who won?",), status=("not_found",))
SUITE = Suite(suite="small", pairs=(RATING, FAR, REFUSED), max_words={"rating": 40})


@pytest.fixture
def make_ask(rating):
    """An assistant that knows one answer, and breaks when it is asked who won."""

    def made(overrides):
        def ask(turns):
            if "won" in turns[-1]:
                raise RuntimeError("no such table")
            return [rating for _ in turns]

        return ask

    return made


def test_pairs_are_scored_skipped_by_name_or_fail_with_their_error(make_ask, shelf):
    run = evaluate([SUITE], make_ask, shelf)
    assert [(r.id, r.passed, r.error) for r in run.results] == [
        ("rating", True, None),
        ("refused", False, "RuntimeError: no such table"),
    ]
    assert [(s.id, s.missing) for s in run.skipped] == [("far", ("dale-2025",))]
    assert (run.summary.asked, run.summary.passed, run.summary.skipped) == (2, 1, 1)
    assert run.summary.errors == 1
    assert run.summary.kinds["rating"].words_max == 8


def test_a_digest_is_not_the_published_report(make_ask, shelf):
    digest = shelf.reports()[1].model_copy(update={"edition": "digest"})
    shelf._reports[1] = digest
    assert [s.id for s in evaluate([SUITE], make_ask, shelf).skipped] == ["rating", "far"]


def test_the_limit_of_the_suite_holds_for_its_kind(make_ask, shelf):
    strict = SUITE.model_copy(update={"max_words": {"rating": 7}})
    result = evaluate([strict], make_ask, shelf).results[0]
    assert [score.reason for score in result.failures()] == ["8 words, at most 7 are wanted"]


def test_kinds_and_ids_choose_pairs(make_ask, shelf):
    only = RunOptions(kinds=("not_in_reports",))
    assert [r.id for r in evaluate([SUITE], make_ask, shelf, only).results] == ["refused"]
    only = RunOptions(ids=("small/rating",))
    assert [r.id for r in evaluate([SUITE], make_ask, shelf, only).results] == ["rating"]


def test_overrides_reach_whoever_makes_the_assistant(rating, shelf):
    seen = {}

    def make_ask(overrides):
        seen.update(overrides)
        return lambda turns: [rating]

    evaluate([SUITE], make_ask, shelf, RunOptions(overrides={"embedding": "none"}))
    assert seen == {"embedding": "none"}


def test_too_few_answers_fail_the_pair(rating, shelf):
    run = evaluate([SUITE], lambda overrides: lambda turns: [], shelf)
    assert run.results[0].error == "ValueError: 0 answers to 1 turns"


def test_the_same_run_twice_differs_in_its_seconds_alone(make_ask, shelf, tmp_path):
    for name in ("a", "b"):
        save_run(evaluate([SUITE], make_ask, shelf), tmp_path / name)
    for file in sorted((tmp_path / "a").iterdir()):
        if file.name != "seconds.json":
            assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes(), file.name
    assert set(json.loads((tmp_path / "a" / "seconds.json").read_text())) == {
        "small/rating",
        "small/refused",
    }


def test_a_run_comes_back_from_its_folder(make_ask, shelf, tmp_path):
    run = evaluate([SUITE], make_ask, shelf)
    save_run(run, tmp_path / "run")
    again = load_run(tmp_path / "run")
    assert again == run
    # A key that the suite does not give must not come back as one that has to be null.
    assert again.results[0].pair.facts[0].model_fields_set == {"subject", "standard", "value"}


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(BadSuite, match="not a run"):
        load_run(tmp_path)


def without_a_line(text):
    return text.split("\n", 1)[1]


def with_a_line_twice(text):
    return text + text.split("\n")[0] + "\n"


@pytest.mark.parametrize(
    ("name", "damage", "said"),
    [
        ("answers.jsonl", without_a_line, r"answers.jsonl: it holds 1 pairs, and .* tells of 2"),
        ("answers.jsonl", with_a_line_twice, "answers.jsonl: small/rating stands in it 2 times"),
        ("answers.jsonl", lambda text: text[:-9], "answers.jsonl:2: the last line is cut off"),
        (
            "answers.jsonl",
            lambda text: text.replace('"passed":true', '"passed":false', 1),
            "answers.jsonl: it holds . pairs that passed",
        ),
        (
            "answers.jsonl",
            lambda text: text.replace('"words":', '"wrods":', 1),
            "answers.jsonl:1: words: is missing",
        ),
        ("summary.json", lambda text: "{", "summary.json: not JSON, or cut off"),
        ("seconds.json", lambda text: "[]", "seconds.json: no seconds by pair"),
        ("seconds.json", lambda text: "{}", "seconds.json: it has not the pairs of answers"),
        (
            "answers.jsonl",
            lambda text: text.replace('"reason":"', '"reason":"not ', 1),
            "answers.jsonl: it has been altered",
        ),
        (
            "summary.json",
            lambda text: text.replace('"wrong_report_pairs": 0', '"wrong_report_pairs": 99', 1),
            "summary.json: it has been altered",
        ),
        ("settings.json", lambda text: text + " ", "settings.json: it has been altered"),
        ("digests.json", lambda text: "[]", "digests.json: no digests by file"),
    ],
)
def test_a_run_that_was_damaged_is_refused(make_ask, shelf, tmp_path, name, damage, said):
    save_run(evaluate([SUITE], make_ask, shelf), tmp_path)
    (tmp_path / name).write_text(damage((tmp_path / name).read_text()))
    with pytest.raises(BadSuite, match=said):
        load_run(tmp_path)


def test_a_run_without_its_digests_is_refused(make_ask, shelf, tmp_path):
    save_run(evaluate([SUITE], make_ask, shelf), tmp_path)
    (tmp_path / "digests.json").unlink()
    with pytest.raises(BadSuite, match=r"has no digests\.json \(damaged, or a run of another"):
        load_run(tmp_path)


def test_refusals_are_counted_both_ways(make, shelf):
    fixed = make.fact_line("").model_copy(update={"kind": "fixed", "text": "Not known."})
    refusal = make.answer([fixed], [], status="not_found")
    summary = evaluate([SUITE], lambda overrides: lambda turns: [refusal], shelf).summary
    assert (summary.refusal_precision, summary.refusal_recall) == (0.5, 1.0)

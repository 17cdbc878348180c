import pytest

from evals.models import Evidence, Pair, Suite
from evals.results import ParaphraseResult, Retrieved
from evals.run import evaluate
from evals.tables import difference_table, figure_table
from evals.tally import differences, figures_of, latency_of

FILLED = "28 per cent of posts were filled"
SUITE = Suite(
    suite="small",
    pairs=(
        Pair(
            id="figure",
            kind="figure",
            turns=("How many posts were filled?",),
            needs=("arden-2024-10",),
            numbers=({"value": 28, "unit": "percent"}, {"value": 91, "unit": "percent"}),
            evidence=((Evidence(report="arden-2024-10", words=FILLED),),),
        ),
        Pair(id="claim", kind="premise", turns=("Why Good?",), must=("Inadequate",)),
        Pair(id="talk", kind="follow_up", turns=("Arden?", "And posts?"), must=("nothing",)),
        Pair(id="none", kind="not_in_reports", turns=("Who won?",), status=("not_found",)),
    ),
)


@pytest.fixture
def results(make, rating, figure, shelf):
    refusal = make.answer(
        [make.fact_line("x").model_copy(update={"kind": "fixed", "text": "Not known."})],
        [],
        status="not_found",
    )
    given = {"How many posts were filled?": figure, "Why Good?": rating, "And posts?": refusal}

    def ask(turns):
        return [given.get(turns[-1], refusal) for _ in turns]

    def rank(question):
        return ["arden-2024-10/2", "arden-2024-10/1"]

    run = evaluate([SUITE], lambda _: ask, shelf, make_rank=lambda _: rank)
    return list(run.results)


def figures(results):
    return {f.name: (f.part, f.whole) for f in figures_of(results)}


def test_each_figure_counts_what_it_is_about(results):
    found = figures(results)
    assert found["pairs passed"] == (2, 4)
    assert found["numbers right"] == (1, 2)
    assert found["evidence cited"] == (1, 1)
    assert found["refusal precision"] == (1, 2)
    assert found["refusal recall"] == (1, 1)
    assert found["needless refusals"] == (1, 3)
    assert found["premises corrected"] == (1, 1)
    assert found["conversations right"] == (0, 1)
    assert found["citation recall"] == (2, 2)
    assert "same rows in other words" not in found


def test_retrieval_is_measured_by_rank_and_by_characters(results):
    assert results[0].retrieved == (Retrieved(rank=2, characters=35 + 56),)
    found = {f.name: f.value for f in figures_of(results)}
    assert found["retrieval recall at 1"] == 0
    assert found["retrieval recall at 5"] == 1
    assert found["retrieval recall in 2,000 characters"] == 1
    assert found["retrieval MRR"] == 0.5


def test_words_that_nothing_was_found_for_count_as_not_found(results):
    nowhere = results[0].model_copy(update={"retrieved": (Retrieved(rank=None, characters=None),)})
    found = {f.name: f.value for f in figures_of([nowhere])}
    assert found["retrieval recall at 20"] == 0
    assert found["retrieval MRR"] == 0


def test_other_wordings_are_drawn_with_their_pair(results):
    asked = tuple(
        ParaphraseResult(
            wording=str(n), differs="x" * n, unfulfilled="", status="answered", text=""
        )
        for n in range(2)
    )
    found = figures([results[0].model_copy(update={"paraphrases": asked})])
    assert found["same rows in other words"] == (1, 2)
    assert found["fulfilled in other words"] == (2, 2)


def test_seconds_are_told_by_turn_and_kept_apart(results):
    seconds = {"small/figure": 1.0, "small/talk": 4.0}
    median, most = latency_of(results, seconds)
    assert (median.value, median.whole) == (1.5, 2)
    assert most.value == pytest.approx(1.95)
    assert not any(f.unit == "seconds" for f in figures_of(results))


def test_a_figure_that_changed_says_whether_it_may_be_chance(results):
    worse = [r.model_copy(update={"passed": False}) for r in results]
    (found,) = [d for d in differences(results * 20, worse * 20) if d.name == "pairs passed"]
    assert (found.before, found.after) == (0.5, 0)
    assert difference_table([found]).splitlines()[1].endswith("worse")
    mixed = [results[0], worse[1], results[2], results[3]]
    (found,) = [d for d in differences(results, mixed) if d.name == "pairs passed"]
    assert "may be chance" in difference_table([found])
    assert differences(results, results) == []


def test_the_table_says_how_the_intervals_were_made(results):
    lines = figure_table(figures_of(results)).splitlines()
    assert lines[1].split()[:2] == ["pairs", "passed"]
    assert "2 of 4 pairs" in lines[1]
    assert lines[-1].startswith("95% intervals: of shares of pairs the exact binomial ones")

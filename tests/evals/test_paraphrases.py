"""Other wordings of a question: the same rows or others, and what is reported of them."""

import json
from xml.etree import ElementTree

import pytest

from evals.compare import Baseline, baseline_of, compare, gate, load_baseline, save_baseline
from evals.kept import load_run, save_run
from evals.metrics.paraphrases import difference, misspells
from evals.models import Pair, Suite
from evals.page import run_page
from evals.report import comparison_text, junit_xml, summary_table, unstable_list
from evals.run import evaluate

PAIR = Pair(
    id="rating",
    kind="rating",
    turns=("Tell me of Arden.", "How was it rated?"),
    paraphrases=("And its rating?", "What about posts?"),
    must=("Inadequate",),
)
PLAIN = PAIR.model_copy(update={"id": "plain", "paraphrases": ()})


@pytest.fixture
def run_with(rating, shelf):
    """A run in which one wording has an answer of its own."""

    def run(answer, wording="What about posts?", pairs=(PAIR, PLAIN)):
        def ask(turns):
            if turns[-1] == wording:
                if isinstance(answer, Exception):
                    raise answer
                return [rating] * (len(turns) - 1) + [answer]
            return [rating for _ in turns]

        return evaluate([Suite(suite="small", pairs=pairs)], lambda overrides: ask, shelf)

    return run


@pytest.fixture
def table(make, cite, context):
    """The rows of Arden and Bray in the national table."""
    facts = [f for f in context.facts if f.measure == "score"][:2]
    cited = [
        cite(i, "annual-report-2024", f.source.quote).model_copy(update={"kind": "table"})
        for i, f in enumerate(facts, 1)
    ]
    lines = [make.fact_line(f"{f.subject} scored {f.value}.", i) for i, f in enumerate(facts, 1)]
    return make.answer(lines, cited, [make.answer_fact(f, i) for i, f in enumerate(facts, 1)])


def test_rows_are_compared_whatever_their_order(table):
    turned = table.model_copy(update={"facts": table.facts[::-1]})
    assert difference(table, turned) == ""


def test_missing_and_additional_rows_are_named(table):
    one = table.model_copy(update={"facts": table.facts[:1]})
    assert difference(table, one) == "missing: Bray 2024-02-22 score 4/21"
    assert difference(one, table) == "additional: Bray 2024-02-22 score 4/21"


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "Cole"},
        {"published": "2023"},
        {"standard": "staffing"},
        {"measure": "rating"},
        {"value": "5/21"},
        {"key_question": "safety"},
        {"addressee": "HMPPS"},
    ],
)
def test_every_part_of_a_row_tells(table, change):
    changed = (table.facts[0].model_copy(update=change), table.facts[1])
    found = difference(table, table.model_copy(update={"facts": changed}))
    assert found.startswith("missing: Arden 2024-10-10 score 3/21; additional: ")


def test_a_date_at_a_coarser_precision_is_the_same_row(table):
    month = table.facts[0].model_copy(update={"published": "2024-10"})
    coarse = table.model_copy(update={"facts": (month, table.facts[1])})
    assert difference(table, coarse) == ""


def test_another_status_is_a_difference(table):
    partial = table.model_copy(update={"status": "partial"})
    assert difference(table, partial) == "partial, not answered"


def test_rows_that_only_one_answer_has_are_a_difference(table, figure):
    assert difference(figure, table).startswith("additional: Arden 2024-10-10 score 3/21, Bray")


def test_without_facts_places_that_overlap_are_the_same(make, cite, figure):
    words = "28 per cent of posts"
    part = make.answer([make.quotation(words, 1)], [cite(1, "arden-2024-10", words)])
    assert difference(figure, part) == ""


def test_without_facts_other_places_are_named(make, cite, figure):
    warm = make.answer(
        [make.quotation("Rooms were warm.", 1)], [cite(1, "bray-2024", "Rooms were warm.")]
    )
    found = difference(figure, warm)
    assert "missing: arden-2024-10 'Only 28 per cent" in found
    assert "additional: bray-2024 'Rooms were warm.'" in found


def test_many_missing_rows_are_counted(table):
    facts = tuple(table.facts[0].model_copy(update={"subject": f"P{i}"}) for i in range(5))
    many = table.model_copy(update={"facts": facts})
    none = table.model_copy(update={"facts": (facts[0],)})
    assert difference(many, none).endswith("P3 2024-10-10 score 3/21 and 1 more")


def test_each_wording_is_asked_after_the_same_earlier_turns(rating, shelf):
    asked = []

    def ask(turns):
        asked.append(tuple(turns))
        return [rating for _ in turns]

    evaluate([Suite(suite="small", pairs=(PAIR, PLAIN))], lambda overrides: ask, shelf)
    assert asked == [
        PAIR.turns,
        ("Tell me of Arden.", "And its rating?"),
        ("Tell me of Arden.", "What about posts?"),
        PLAIN.turns,
    ]


def test_a_wording_with_other_rows_is_told_and_fails_nothing(run_with, figure):
    result = run_with(figure).results[0]
    assert result.passed
    assert result.failures() == ()
    score = result.score("paraphrases")
    assert (score.value, score.faults, score.of) == (0.5, 1, 2)
    assert score.reason == "'What about posts?': missing: Arden 2024-10 staffing rating Inadequate"
    assert [p.unfulfilled for p in result.paraphrases] == ["", "words_must: no 'Inadequate'"]


def test_a_wording_that_breaks_counts_as_other_rows(run_with):
    result = run_with(RuntimeError("no such table")).results[0]
    assert result.passed
    assert result.paraphrases[1].status == "error"
    assert result.paraphrases[1].differs == "RuntimeError: no such table"


def test_wordings_of_a_pair_without_an_answer_are_not_the_same(run_with):
    run = run_with(RuntimeError("no such table"), wording=PAIR.turns[-1])
    assert [p.differs for p in run.results[0].paraphrases] == ["the pair itself has no answer"] * 2
    assert run.summary.all.stability.model_dump() == {
        "paraphrases": 2,
        "same_rows": 0,
        "fulfilled": 2,
    }


def test_a_pair_without_paraphrases_has_no_such_score(run_with, figure):
    run = run_with(figure)
    assert run.results[1].score("paraphrases") is None
    assert run.summary.all.stability.paraphrases == 2


def test_a_run_with_paraphrases_is_the_same_twice_and_comes_back(run_with, figure, tmp_path):
    for name in ("a", "b"):
        save_run(run_with(figure), tmp_path / name)
    for name in ("answers.jsonl", "summary.json", "settings.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert load_run(tmp_path / "a").results == run_with(figure).results


def test_the_terminal_tells_stability_for_all_and_by_kind(run_with, figure):
    run = run_with(figure)
    told = "1 of 2 give the same rows; 1 of 2 fulfil what their pair expects"
    lines = summary_table(run).splitlines()
    assert lines[-2:] == [f"stability over paraphrases: {told}", f"  rating: {told}"]
    assert unstable_list(run).splitlines() == [
        "small/rating (rating): What about posts?",
        "    rows: missing: Arden 2024-10 staffing rating Inadequate",
        "    expected: words_must: no 'Inadequate'",
    ]


def test_a_run_without_paraphrases_tells_no_stability(run_with, figure):
    run = run_with(figure, pairs=(PLAIN,))
    assert "stability" not in summary_table(run) + junit_xml(run) + run_page(run).lower()
    assert 'name="unstable"' not in run_page(run)
    assert unstable_list(run) == ""


def test_junit_has_the_figures_and_the_differences(run_with, figure):
    suite = ElementTree.fromstring(junit_xml(run_with(figure)).encode())[0]
    properties = {p.get("name"): p.get("value") for p in suite.iter("property")}
    assert properties == {"paraphrases": "2", "same_rows": "1", "fulfilled": "1"}
    assert suite.get("failures") == "0"
    [told] = suite.iter("system-out")
    assert told.text.startswith("What about posts?\nrows: missing: Arden")


def test_the_page_shows_each_wording_escaped(run_with, figure):
    pair = PAIR.model_copy(update={"paraphrases": ("<b>posts</b>?",)})
    page = run_page(run_with(figure, wording="<b>posts</b>?", pairs=(pair,)))
    assert "0 of 1 give the same rows" in page
    assert "Asked as: &lt;b&gt;posts&lt;/b&gt;?" in page
    assert 'class="pair passed unstable"' in page


def test_two_runs_are_compared_in_stability(run_with, rating, figure):
    text = comparison_text(compare(run_with(rating), run_with(figure)))
    assert "stability before: 2 of 2 give the same rows" in text
    assert "stability now: 1 of 2 give the same rows" in text


def test_the_gate_holds_stability_where_the_baseline_has_it(run_with, rating, figure):
    steady, shaken = run_with(rating), run_with(figure)
    assert gate(baseline_of(steady), steady, {}).passed
    verdict = gate(baseline_of(steady), shaken, {})
    assert verdict.reasons == (
        "lost: paraphrases (1 of 2 give the same rows, and in the baseline 2 of 2; "
        "1 of 2 fulfil what is expected, and in the baseline 2 of 2)",
    )
    without = baseline_of(steady).model_copy(update={"stability": None})
    assert gate(without, shaken, {}).passed


def test_fewer_paraphrases_than_in_the_baseline_are_a_loss(run_with, rating):
    short = PAIR.model_copy(update={"paraphrases": PAIR.paraphrases[:1]})
    fewer = run_with(rating, pairs=(short, PLAIN))
    assert not gate(baseline_of(run_with(rating)), fewer, {}).passed


def test_taking_out_only_wordings_that_fail_is_a_loss(run_with, figure):
    baseline = baseline_of(run_with(figure))
    kept = PAIR.model_copy(update={"paraphrases": PAIR.paraphrases[:1]})
    fewer = run_with(figure, pairs=(kept, PLAIN))
    assert fewer.summary.all.stability.fulfilled == baseline.stability.fulfilled
    verdict = gate(baseline.model_copy(update={"expects": {}}), fewer, {})
    assert verdict.reasons == ("lost: paraphrases (1 were asked, and in the baseline 2)",)


def test_a_loss_of_stability_can_be_accepted_with_its_reason(run_with, rating, figure):
    verdict = gate(baseline_of(run_with(rating)), run_with(figure), {"paraphrases": "rarer words"})
    assert verdict.passed
    assert verdict.notes == ("accepted: paraphrases (rarer words)",)


def test_a_baseline_keeps_stability_only_where_there_is_some(run_with, rating, tmp_path):
    path = tmp_path / "baseline.json"
    save_baseline(baseline_of(run_with(rating, pairs=(PLAIN,))), path)
    assert "stability" not in json.loads(path.read_text())
    save_baseline(baseline_of(run_with(rating)), path)
    assert load_baseline(path) == baseline_of(run_with(rating))
    assert isinstance(load_baseline(path), Baseline)


def test_the_same_wording_twice_is_refused():
    with pytest.raises(ValueError, match="'How was it rated\\?' is written twice"):
        Pair(id="a", kind="rating", turns=PAIR.turns, paraphrases=("How was it rated?",))


def test_a_misspelling_is_the_same_words_spelt_otherwise():
    own = "What did Arden do about sickness among practitioners?"
    for wording in (
        "Waht did Ardon do aobut sickness amoung practitioners?",
        "what did arden do aboutsickness among practioners?",
    ):
        assert misspells(wording, ["And Bray?", own])
    for wording in (
        own,
        "How did Arden deal with sickness among practitioners?",
        "What did Arden do about sickness among practitioners and managers?",
        "What did Arden do about leavers among practitioners?",
    ):
        assert not misspells(wording, [own])

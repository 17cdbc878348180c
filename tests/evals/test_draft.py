import pytest

from evals.draft import draft_pair
from evals.edits import save_suite
from evals.models import Suite
from evals.stale import Words, confirm
from evals.suite import read_suite


@pytest.fixture
def words(context):
    return Words({report: context.texts[report] for report in context.published})


def test_a_rating_is_drafted_with_its_fact_and_its_report(rating, words):
    pair, _ = draft_pair("a-1", ["How was Arden rated for staffing?"], rating, words)
    assert (pair.kind, pair.status, pair.needs) == ("rating", ("answered",), ("arden-2024-10",))
    assert pair.draft
    (fact,) = pair.facts
    assert fact.model_dump() == {
        "subject": "Arden",
        "published": "2024-10",
        "standard": "staffing",
        "measure": "rating",
        "value": "Inadequate",
    }


def test_a_figure_is_drafted_with_its_number_and_at_most_twelve_words(figure, words):
    pair, _ = draft_pair("a-1", ["How many posts were filled?"], figure, words)
    assert pair.kind == "figure"
    assert [(n.value, n.unit) for n in pair.numbers] == [(28, "percent")]
    ((place,),) = pair.evidence
    assert place.report == "arden-2024-10"
    assert "28 per cent of posts" in place.words
    assert words.has(place)


def test_what_no_report_says_is_drafted_as_that(make, words):
    refusal = make.answer([], [], status="not_found")
    pair, notes = draft_pair("a-1", ["Who won?"], refusal, words)
    assert (pair.kind, pair.status, pair.needs) == ("not_in_reports", ("not_found",), ())
    assert set(notes) == {"kind", "status", "draft"}


def test_a_conversation_is_a_follow_up_and_a_kind_that_is_given_stays(figure, words):
    turns = ["How was Arden rated?", "How many posts?"]
    assert draft_pair("a-1", turns, figure, words)[0].kind == "follow_up"
    assert draft_pair("a-1", turns, figure, words, "figure")[0].kind == "figure"


def test_a_long_table_is_drafted_as_a_list_of_its_places(make, cite, shelf, words):
    scores = [fact for fact in shelf.facts() if fact.measure == "score"] * 2
    scores = [
        fact.model_copy(update={"subject": f"{fact.subject}{'' if n < 4 else ' Park'}"})
        for n, fact in enumerate(scores)
    ]
    table = make.answer(
        [make.fact_line("These.", 1)],
        [cite(1, "annual-report-2024", "Arden PDU")],
        [make.answer_fact(fact, 1) for fact in scores],
    )
    pair, _ = draft_pair("a-1", ["Which places?"], table, words)
    assert (pair.kind, pair.facts) == ("list", ())
    assert pair.items.values[:2] == ("Arden", "Bray")
    assert len(pair.items.values) == 8


def test_a_draft_tells_what_to_check_until_it_is_confirmed(rating, words, tmp_path):
    path = tmp_path / "small.yaml"
    pair, notes = draft_pair("a-1", ["How?"], rating, words)
    save_suite(path, Suite(suite="small", pairs=(pair,)), {"a-1": notes})
    text = path.read_text(encoding="utf-8")
    assert text.count("    # check: ") == 6
    assert "run `reports eval SUITE --confirm a-1`" in text
    suite = confirm(read_suite(path).suite, {"a-1"}, words.now)
    save_suite(path, suite)
    assert "check:" not in path.read_text(encoding="utf-8")
    assert read_suite(path).suite.pairs[0] == pair.model_copy(update={"draft": False})
    assert read_suite(path).suite.confirmed == {"arden-2024-10": words.now["arden-2024-10"]}

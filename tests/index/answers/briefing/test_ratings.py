"""Headlines on pairs of inspections that the made-up library does not have."""

import pytest

from index.answers.briefing.ratings import Pair, ratings_table, say_headline


@pytest.fixture
def now(knowledge):
    return next(r for r in knowledge.table.inspections if r.place.name == "Ashford Vale")


def earlier(row, **changes):
    """The same inspection two years before, with other values of some measures."""
    facts = tuple(
        fact.model_copy(update=changes.get(fact.measure, {}) if fact.measure in changes else {})
        for fact in row.facts
    )
    return row._replace(date="2022-05", facts=facts)


def said(request_for, now, last):
    statements = say_headline(request_for("Ashford Vale"), Pair(now, last))
    return " ".join(statement.text for statement in statements)


@pytest.mark.parametrize(
    ("before", "moved"),
    [(3, "The score rose"), (9, "The score fell"), (5, "The score is unchanged")],
)
def test_scores_of_one_round_are_compared(request_for, now, before, moved):
    last = earlier(now, score={"number": before, "value": f"{before}/21"})
    assert f"{moved}: 5 out of 21, {before} out of 21 before." in said(request_for, now, last)


@pytest.mark.parametrize(
    ("points", "word", "moved"),
    [
        (2, "Good", "worse than in May 2022: Good"),
        (0, "Inadequate", "better than in May 2022: Inadequate"),
        (1, "Requires improvement", "the same as in May 2022: Requires improvement"),
    ],
)
def test_overall_ratings_are_compared_in_every_round(request_for, now, points, word, moved):
    last = earlier(now, overall_rating={"number": points, "value": word})
    assert f"Overall that is {moved}." in said(request_for, now, last)


def test_a_lost_rating_before_is_passed_over_in_silence_and_shown_in_the_table(request_for, now):
    lost = {"number": None, "value": None, "cell": "not_legible"}
    last = earlier(now, overall_rating=lost)
    assert "Overall that is" not in said(request_for, now, last)
    table = ratings_table(request_for("Ashford Vale"), Pair(now, last))
    assert table.rows[0].cells[1].statement.text == "Not legible"


def test_no_colour_stands_for_what_cannot_be_read(request_for, now):
    lost = {"number": None, "value": None, "cell": "not_legible"}
    table = ratings_table(request_for("x"), Pair(now, earlier(now, rating=lost)))
    shown = [cell for row in table.rows for cell in row.cells]
    assert all(cell.points is None for cell in shown if cell.statement.text == "Not legible")
    assert {row.cells[1].statement.text for row in table.rows[2:]} == {"Not legible"}


def test_the_bands_are_said_only_where_a_report_prints_them(request_for, now):
    table = ratings_table(request_for("x"), Pair(now, None))
    bands = [s for s in table.legend if "decides its rating" in s.text]
    assert all(s.citations for s in bands)

"""Filters as people type them, and what is said of words that mean nothing."""

import pytest

from app.errors import BadSetting
from app.filters import TABLE_MEASURES, Score, Typed, read_selection


def test_nothing_typed_is_the_ratings_table():
    assert read_selection(Typed()).measures == TABLE_MEASURES


def test_words_are_understood_by_name_synonym_and_key():
    found = read_selection(
        Typed(
            standards=["Staff", "court-work"],
            ratings=["RI"],
            measures=["Key question"],
            schemes=["2021", "HMIP-probation-2023"],
            cells=["Not legible"],
        )
    )
    assert found.standards == ("staffing", "court_work")
    assert found.ratings == ("Requires improvement",)
    assert found.measures == ("key_question",)
    assert found.schemes == ("hmip-probation-2021", "hmip-probation-2023")
    assert found.cells == ("not_legible",)


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2024", "2024"),
        ("2024-10", "2024-10"),
        ("2024-10-10", "2024-10-10"),
        ("10 October 2024", "2024-10-10"),
        ("10/10/2024", "2024-10-10"),
    ],
)
def test_dates_keep_the_precision_that_was_typed(typed, date):
    assert read_selection(Typed(dates=[typed])).dates == (date,)


@pytest.mark.parametrize(
    ("typed", "held", "others"),
    [
        ("3", {3}, {2, 4}),
        ("2-4", {2, 3, 4}, {1, 5}),
        ("2 to 4", {2, 4}, {5}),
        (">=4", {4, 21}, {3}),
        (">4", {5}, {4}),
        ("<= 4", {0, 4}, {5}),
        ("<4", {0, 3}, {4}),
        ("=0", {0}, {1}),
    ],
)
def test_scores_hold_both_ends(typed, held, others):
    (score,) = read_selection(Typed(scores=[typed])).scores
    assert all(score.holds(number, 21) for number in held)
    assert not any(score.holds(number, 21) for number in others)


def test_score_out_of_a_maximum_holds_no_score_of_another_round():
    (score,) = read_selection(Typed(scores=["3/21"])).scores
    assert score == Score(3, 3, 21)
    assert score.holds(3, 21)
    assert not score.holds(3, 27)


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        ("standards", "porcelain", "Known are: "),
        ("ratings", "Inadequat", "Did you mean Inadequate?"),
        ("measures", "key_questions", "Did you mean key_question?"),
        ("cells", "derivd", "Did you mean derived?"),
        ("schemes", "hmip-probation-2024", "Did you mean hmip-probation-202"),
        ("dates", "2024-13", "2024-10-10"),
        ("dates", "2024-02-31x", "is no date"),
        ("scores", "many", "2-4"),
        ("scores", "4-2", "is no score"),
        ("scores", "-1", "is no score"),
    ],
)
def test_words_that_mean_nothing_are_refused_with_what_could_be_meant(field, typed, meant):
    with pytest.raises(BadSetting, match=typed) as refused:
        read_selection(Typed(**{field: [typed]}))
    assert meant in str(refused.value)
    assert refused.value.exit_code == 2

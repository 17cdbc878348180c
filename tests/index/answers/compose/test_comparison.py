from collections.abc import Callable

import pytest

from index.answers.compose.standing import NO_VERDICT
from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]


def values(answer: Answer) -> set[tuple[str, str | None, str | None]]:
    return {(f.subject, f.standard, f.value) for f in answer.facts}


def said(answer: Answer) -> str:
    return " ".join(s.text for s in answer.statements)


def test_scores_of_one_round_are_set_against_each_other(ask: Ask) -> None:
    answer = ask("Compare Ashford Vale and Dunmoor on score")
    assert values(answer) == {("Ashford Vale", None, "5/21"), ("Dunmoor", None, "2/21")}
    assert answer.statements[-1].text.startswith("Ashford Vale")
    assert len(answer.statements[-1].citations) == 2


def test_equal_ratings_are_called_equal(ask: Ask) -> None:
    answer = ask("Compare Ashford Vale and Melbury on assessment")
    assert {v[2] for v in values(answer)} == {"Inadequate"}
    assert "the same rating" in said(answer)


def test_two_rounds_are_never_compared_as_numbers(ask: Ask) -> None:
    for question in (
        "Compare Ashford Vale and North Ashford in 2022 on score",
        "How has North Ashford changed?",
        "Has North Ashford's score improved since 2022?",
    ):
        answer = ask(question)
        assert any("27" in note and "21" in note for note in answer.notes), question
        assert not any(w in said(answer) for w in ("higher", "lower", "rose", "fell", "equal"))


def test_change_over_time_shows_every_inspection(ask: Ask) -> None:
    answer = ask("How has North Ashford changed since 2022?")
    assert {("North Ashford", None, "7/27"), ("North Ashford", None, "4/21")} <= values(answer)


def test_a_side_that_cannot_be_read_makes_half_an_answer(ask: Ask) -> None:
    answer = ask("Compare Ashford Vale and Dunmoor on staffing")
    assert answer.status == "partial"
    assert ("Ashford Vale", "staffing", "Requires improvement") in values(answer)
    assert ("Dunmoor", "staffing", None) in values(answer)


def test_a_side_that_is_not_held_makes_half_an_answer(ask: Ask) -> None:
    answer = ask("Compare Ashford Vale and Leeds on staffing")
    assert answer.status == "partial"
    assert "Leeds" in said(answer)


def test_percentages_are_compared_by_place(ask: Ask) -> None:
    answer = ask("Compare Ashford Vale and North Ashford on keeping people safe in planning")
    assert values(answer) == {
        ("Ashford Vale", "planning", "54%"),
        ("North Ashford", "planning", "44%"),
    }


def test_findings_are_searched_for_each_place(ask: Ask) -> None:
    answer = ask("Compare Ashford Vale and North Ashford on sickness")
    assert "17 days" in said(answer) and "29 days" in said(answer)
    assert {c.report.subject for c in answer.citations} == {"Ashford Vale", "North Ashford"}


def test_a_standard_is_compared_with_a_point_of_each_place(ask: Ask) -> None:
    answer = ask("Compare planning in Ashford Vale and North Ashford in 2022")
    quoted = [c for c in answer.citations if c.quote in said(answer)]
    assert {c.standard for c in quoted} == {"planning"}
    assert {c.report.subject for c in quoted} == {"Ashford Vale", "North Ashford"}


def test_who_scored_more_is_answered_by_scores_alone(ask: Ask) -> None:
    answer = ask("Who scored more, Ashford Vale or Dunmoor?")
    assert not any(s.kind == "quote" for s in answer.statements)
    verdict = "Ashford Vale stands higher than Dunmoor (5 out of 21 against 2 out of 21)."
    assert answer.statements[-1].text == verdict


def test_whether_one_score_is_lower_is_answered_by_yes_or_no(ask: Ask) -> None:
    assert "No: Ashford Vale" in said(ask("Is Ashford Vale's score lower than Dunmoor's?"))
    assert "Yes: Ashford Vale" in said(ask("Is Dunmoor's total score lower than Ashford Vale's?"))


def test_which_is_better_is_said_for_a_standard_and_for_several_places(ask: Ask) -> None:
    text = said(ask("Is leadership better in Ashford Vale or Dunmoor?"))
    assert "No: " not in text and "Yes: " not in text
    several = said(ask("Which of Ashford Vale, Dunmoor and Melbury scored best overall?"))
    assert "Ashford Vale" in several


def test_everyday_words_for_a_standard_compare_its_ratings(ask: Ask) -> None:
    text = said(ask("Which is better run, Ashford Vale or North Ashford in 2022?"))
    assert "for leadership" in text
    assert "stands higher" in text


def test_where_only_words_are_there_no_verdict_is_given(ask: Ask) -> None:
    answer = ask("Is sickness worse in Ashford Vale or North Ashford?")
    assert answer.statements[-1].text == NO_VERDICT
    assert "higher" not in said(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Foreign national offenders in Ashford Vale and North Ashford, how many?",
        "How many dogs are kept in Ashford Vale and in North Ashford?",
        "How long do people wait for the dentist in Ashford Vale compared with North Ashford?",
    ],
)
def test_a_figure_of_another_thing_is_no_piece_of_a_comparison(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "not_found"
    assert answer.citations == ()


def test_a_figure_of_the_thing_asked_for_is_one(ask: Ask) -> None:
    answer = ask("How many days were lost to sickness in Ashford Vale and in Dunmoor?")
    assert "17 days" in answer.text


def test_a_figure_in_other_words_is_one_where_it_is_surely_meant(ask: Ask) -> None:
    answer = ask("How many sick days did officers have in Ashford Vale and in Dunmoor?")
    assert "17 days" in answer.text


def test_ratings_of_two_rounds_are_set_apart_by_their_dates(ask: Ask) -> None:
    answer = ask("Compare Ashford Vale and North Ashford 2022 on leadership")
    assert "(Good in May 2024 against Inadequate in June 2022)" in said(answer)
    assert any("different rounds" in note for note in answer.notes)

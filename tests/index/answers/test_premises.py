from collections.abc import Callable

import pytest

from index.answers.compose.phrases import CORRECTION
from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]


def facts(answer: Answer) -> set[tuple[str, str | None, str, str | None]]:
    return {(f.subject, f.standard, f.measure, f.value) for f in answer.facts}


def corrects(answer: Answer) -> bool:
    return answer.statements[0].text == CORRECTION


@pytest.mark.parametrize(
    ("question", "standard", "value"),
    [
        ("Why was Ashford Vale rated Good for assessment?", "assessment", "Inadequate"),
        ("Why was Ashford Vale rated Outstanding for 1.1?", "leadership", "Good"),
        ("Why was North Ashford rated Good for 2.1 in 2022?", "court_work", "Requires improvement"),
    ],
)
def test_a_rating_that_was_not_given_is_corrected_first(
    ask: Ask, question: str, standard: str, value: str
) -> None:
    answer = ask(question)
    assert corrects(answer)
    assert value in answer.statements[1].text
    assert (standard, "rating", value) in {f[1:] for f in facts(answer)}
    assert answer.status == "answered"


def test_a_wrong_overall_rating_and_a_wrong_score_are_corrected(ask: Ask) -> None:
    for question in (
        "Why was Ashford Vale rated Inadequate overall?",
        "Why did Ashford Vale score 12 points?",
    ):
        answer = ask(question)
        assert corrects(answer)
        assert ("Ashford Vale", None, "overall_rating", "Requires improvement") in facts(answer)
        assert ("Ashford Vale", None, "score", "5/21") in facts(answer)


def test_a_place_that_is_not_the_best_is_set_beside_the_one_that_is(ask: Ask) -> None:
    answer = ask("Why is Dunmoor, the top scoring PDU, so good?")
    assert corrects(answer)
    assert {("Dunmoor", None, "score", "2/21"), ("Ashford Vale", None, "score", "5/21")} <= facts(
        answer
    )


@pytest.mark.parametrize(
    "question",
    ["What made Dunmoor the best PDU?", "How did Dunmoor come first in the table?"],
)
def test_a_claim_of_first_place_is_corrected_however_it_is_put(ask: Ask, question: str) -> None:
    assert corrects(ask(question))


def test_a_wrong_region_is_corrected(ask: Ask) -> None:
    answer = ask("What is wrong with Dunmoor in Kent, Surrey and Sussex?")
    assert corrects(answer)
    assert "East Midlands" in answer.statements[1].text


@pytest.mark.parametrize(
    "question",
    [
        "Why was Ashford Vale rated Inadequate for assessment?",
        "Why was Ashford Vale rated Requires improvement overall?",
        "Why did Ashford Vale score 5 points?",
        "Was Ashford Vale rated Outstanding for leadership?",
        "Which standards was Ashford Vale rated Good for?",
    ],
)
def test_a_right_premise_and_a_plain_question_are_not_corrected(ask: Ask, question: str) -> None:
    assert all(s.text != CORRECTION for s in ask(question).statements)


def test_a_rating_that_cannot_be_read_is_neither_confirmed_nor_corrected(ask: Ask) -> None:
    answer = ask("Why was Dunmoor rated Good for leadership?")
    assert not corrects(answer)
    assert answer.status != "answered"
    assert [(f.cell, f.value) for f in answer.facts] == [("not_legible", None)]


@pytest.mark.parametrize(
    "question",
    [
        "Ashford Vale: every single standard inadequate - how come",
        "Why were all seven standards Inadequate in Ashford Vale?",
    ],
)
def test_a_claim_about_every_standard_is_set_right_by_those_that_differ(
    ask: Ask, question: str
) -> None:
    answer = ask(question)
    assert corrects(answer)
    assert ("Ashford Vale", "leadership", "rating", "Good") in facts(answer)


def test_a_claim_that_leaves_one_standard_out_is_not_corrected(ask: Ask) -> None:
    assert not corrects(ask("Why were all standards Inadequate in Ashford Vale, apart from one?"))


def test_everyday_words_for_a_standard_carry_a_premise(ask: Ask) -> None:
    answer = ask("ashford vale leaders got inadequate - what did they do wrong")
    assert corrects(answer)
    assert ("Ashford Vale", "leadership", "rating", "Good") in facts(answer)


def test_a_lost_rating_of_another_year_does_not_hide_a_wrong_premise(ask: Ask) -> None:
    answer = ask("Why was North Ashford rated Good for court work?")
    assert corrects(answer)


def test_a_region_claimed_in_brackets_is_corrected_and_the_score_said(ask: Ask) -> None:
    answer = ask("Ashford Vale (in the East Midlands region) score please")
    assert corrects(answer)
    assert any(f.measure == "score" for f in answer.facts)


def test_a_wrong_number_of_recommendations_is_corrected(ask: Ask) -> None:
    answer = ask("Ashford Vale's report made ten recommendations; how do they split?")
    assert corrects(answer)


def test_a_number_that_somebody_read_is_checked(ask: Ask) -> None:
    answer = ask("I read that sixteen PDUs were Inadequate overall nationally. Why so many?")
    assert corrects(answer)
    assert answer.status == "answered"

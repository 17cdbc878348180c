import pytest

from index.answers.intents import (
    COVERAGE,
    GREETING,
    aggregate_of,
    number_of,
    score_conditions,
)


@pytest.mark.parametrize(
    ("word", "number"), [("3", 3), ("three", 3), ("Twenty", 20), ("zero", 0), ("many", None)]
)
def test_numbers_are_read_in_digits_and_words(word: str, number: int | None) -> None:
    assert number_of(word) == number


@pytest.mark.parametrize("text", ["hello", "Good morning!", "thanks", "Thank you very much"])
def test_a_greeting_is_a_greeting(text: str) -> None:
    assert GREETING.search(text)


@pytest.mark.parametrize(
    "text", ["Hello, what was York rated?", "Good practice?", "thanks to whom?"]
)
def test_a_question_that_begins_with_one_is_not(text: str) -> None:
    assert not GREETING.search(text)


@pytest.mark.parametrize(
    ("pattern", "asked", "not_asked"),
    [
        (COVERAGE, "What reports do you have?", "What does the report cover?"),
    ],
)
def test_questions_that_no_report_answers_are_told_apart(
    pattern: object, asked: str, not_asked: str
) -> None:
    assert pattern.search(asked)  # type: ignore[attr-defined]
    assert not pattern.search(not_asked)  # type: ignore[attr-defined]


def test_a_number_without_a_score_sets_no_limit() -> None:
    assert score_conditions("more than 3 offices closed") == ()


def test_a_number_beyond_every_maximum_is_no_score() -> None:
    assert score_conditions("PDUs that scored more than 50") == ()


def test_plain_talk_asks_for_no_rows() -> None:
    assert aggregate_of("did leaders listen") is None

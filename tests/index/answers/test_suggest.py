from collections.abc import Callable

import pytest

from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    "question",
    [
        "What was Ashford Vale rated overall?",
        "What was North Ashford rated for planning in 2022?",
        "Summarise the report on Ashford Vale",
        "How many days were lost to sickness in North Ashford?",
    ],
)
def test_every_suggestion_is_a_question_that_is_answered(ask: Ask, question: str) -> None:
    suggestions = ask(question).suggestions
    assert 1 <= len(suggestions) <= 3
    for suggestion in suggestions:
        assert ask(suggestion).status == "answered", suggestion


def test_what_was_just_asked_is_not_suggested(ask: Ask) -> None:
    question = "What were the recommendations for Ashford Vale?"
    assert question not in ask(question).suggestions


def test_a_place_without_a_report_has_nothing_to_suggest_that_it_lacks(ask: Ask) -> None:
    for suggestion in ask("What was Dunmoor rated overall?").suggestions:
        assert ask(suggestion).status == "answered", suggestion

from collections.abc import Callable

import pytest

from index.answers.compose.practice import asks_practice
from index.models import Answer, QuestionPlan

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What effective practice did the annual report pick out?", True),
        ("Any good ideas on housing worth copying?", True),
        ("What did inspectors say about practice supervision?", False),
    ],
)
def test_practice_is_asked_for_as_something_to_copy(question: str, asked: bool) -> None:
    plan = QuestionPlan(question=question, standalone=question, intent="finding")
    assert asks_practice(plan) == asked


@pytest.mark.store
def test_examples_of_a_region_are_those_of_its_places(ask: Ask) -> None:
    held = ask("effective practice in the East Midlands")
    other = ask("effective practice in London")
    assert "Melbury" in held.text
    assert {c.report.id for c in held.citations} <= {"annual-report-2024", "sample-melbury-2024-07"}
    assert other.status == "not_found"
    assert not other.citations

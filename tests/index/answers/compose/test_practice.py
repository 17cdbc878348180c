import pytest

from index.answers.compose.practice import asks_practice
from index.models import QuestionPlan


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

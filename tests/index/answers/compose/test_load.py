from collections.abc import Callable

import pytest

from index.answers.compose.load import people_in
from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("The caseload of the unit was 1,240 people at the time.", 1240),
        ("It supervises 820 people in the community and 345 on licence.", 1165),
        ("In 2023 the caseload was 100 per cent of what it should be.", 0),
        ("Each officer looks after 45 people.", 0),
    ],
)
def test_the_counts_of_a_sentence_are_taken_together(text: str, people: int) -> None:
    assert people_in(text) == people


@pytest.mark.parametrize(
    "question",
    [
        "Who has the bigger caseload, Ashford Vale or North Ashford?",
        "Which PDU has the highest caseload?",
        "Which place looks after the most people?",
    ],
)
def test_whose_caseload_is_larger_is_said_from_both_numbers(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "1,240" in answer.text and "980" in answer.text
    assert "Ashford Vale supervises more people than North Ashford." in answer.text
    [verdict] = [s for s in answer.statements if s.kind == "fact"]
    assert len(verdict.citations) == 2


def test_caseloads_that_are_not_compared_get_no_verdict(ask: Ask) -> None:
    answer = ask("How many people do Ashford Vale and North Ashford supervise?")
    assert answer.status == "answered"
    assert not [s for s in answer.statements if s.kind == "fact"]


def test_a_place_whose_report_does_not_say_is_named(ask: Ask) -> None:
    answer = ask("Who has the bigger caseload, Ashford Vale or Dunmoor?")
    assert answer.status == "partial"
    assert "do not say this of Dunmoor" in answer.text

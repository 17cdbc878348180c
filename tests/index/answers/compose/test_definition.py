from collections.abc import Callable

import pytest

from index.answers.compose.definition import asked_term
from index.models import Answer

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What is the sorting desk?", "sorting desk"),
        ("whats a sorting desk??", "sorting desk"),
        ("What does PQD mean?", "PQD"),
        ("sorting desk - meaning?", "sorting desk"),
        ("Can you explain the sorting desk to a new starter?", "sorting desk"),
        ("What is meant by 'sorting desk', in plain English?", "sorting desk"),
        ("What did leaders say about the sorting desk?", None),
        ("What is the one thing that the leaders of the unit did about it?", None),
        ("What is it?", None),
        ("Who runs the sorting desk?", None),
    ],
)
def test_the_term_of_a_question_for_its_meaning(question: str, term: str | None) -> None:
    assert asked_term(question) == term


@pytest.mark.store
def test_an_abbreviation_is_answered_where_a_report_writes_it_out(ask: Ask) -> None:
    answer = ask("What does PDU stand for?")
    assert answer.status == "answered"
    assert "probation delivery unit (PDU)" in answer.text
    assert len(answer.citations) == 1


@pytest.mark.store
def test_a_term_that_no_report_explains_is_not_explained(ask: Ask) -> None:
    assert ask("What is a helicopter pad?").status == "not_found"

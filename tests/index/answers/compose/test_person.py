from collections.abc import Callable

import pytest

from index.models import Answer

pytestmark = pytest.mark.store
Ask = Callable[..., Answer]


@pytest.mark.parametrize("question", ["Who is Petra Lindqvist?", "petra lindqvist"])
def test_a_person_is_told_by_the_report_that_names_them(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert "chief inspector" in answer.text
    assert "Ashford Vale" in answer.text


def test_what_a_person_says_stands_in_the_foreword_they_sign(ask: Ask) -> None:
    answer = ask("What does Petra Lindqvist say about assessments?")
    assert [c.section[-1] for c in answer.citations] == ["Foreword"]
    assert "who might be hurt" in answer.text


def test_a_name_with_a_title_is_never_quoted_as_a_finding(ask: Ask) -> None:
    answer = ask("What worries the chief inspector of Ashford Vale most?")
    quoted = [s.text for s in answer.statements if s.kind == "quote"]
    assert not any("Petra Lindqvist" in text for text in quoted)


@pytest.mark.parametrize(
    "question", ["What does Petra Lindqvist say?", "What did Petra Lindqvist write?"]
)
def test_what_a_person_says_at_large_is_quoted_from_the_foreword(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert {c.section[-1] for c in answer.citations} == {"Foreword"}

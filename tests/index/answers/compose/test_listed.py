from collections.abc import Callable

import pytest

from index.models import Answer

pytestmark = pytest.mark.store
Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    "question",
    [
        "What themed inspections were finished in the year?",
        "which thematic inspection reports came out",
        "What topics were covered by thematic inspections?",
        "how many thematic inspections were there?",
    ],
)
def test_all_titles_under_the_heading_that_is_named_are_listed(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert [s.text for s in answer.statements if s.kind == "quote"] == [
        "The quality of work with people who sleep rough",
        "Thematic inspection of allotments",
    ]
    assert answer.status == "answered"


def test_a_title_is_no_finding(ask: Ask) -> None:
    answer = ask("What did the thematic inspections find about allotments?")
    assert answer.status == "not_found"


def test_a_list_is_not_given_where_something_else_is_asked(ask: Ask) -> None:
    titles = {"Gardens and going straight", "What a bicycle can do"}
    answer = ask("Which academic insights are there on prisons?")
    assert titles - {s.text for s in answer.statements}


@pytest.mark.parametrize(
    "question",
    [
        "Any new sort of inspection coming up?",
        "What are HMIP's plans for next year?",
        "what will inspectors look at next?",
        "are any other inspections planned?",
    ],
)
def test_what_the_inspectorate_plans_stands_in_the_texts(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "planning to begin inspections of lodging houses" in answer.text

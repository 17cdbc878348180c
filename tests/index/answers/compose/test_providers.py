from collections.abc import Callable

import pytest

from index.answers.compose.providers import asks_providers
from index.answers.compose.request import Request
from index.models import Answer

pytestmark = pytest.mark.store

Named = Callable[..., Request]
Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Who provides help with housing?", True),
        ("Which charity runs the mentoring?", True),
        ("Name the provider of debt advice", True),
        ("What support is there for women?", False),
        ("What does the unit do for people on drugs?", False),
        ("Which services were offered to women?", False),
    ],
)
def test_a_body_is_asked_for_not_a_service(question: str, asked: bool, request_for: Named) -> None:
    assert asks_providers(request_for(question)) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Who are the commissioned providers in North Ashford?",
        "What organisations provide services in North Ashford?",
        "list every provider named for North Ashford and what each one does",
    ],
)
def test_all_providers_are_listed_where_no_service_is_named(ask: Ask, question: str) -> None:
    answer = ask(question)
    bodies = [f.value for f in answer.facts if f.measure == "body"]
    assert len(bodies) > 1
    assert any("elsewhere" in note for note in answer.notes)


def test_a_service_without_a_named_provider_is_said_to_have_none(ask: Ask) -> None:
    answer = ask("Who runs the drug services in North Ashford?")
    assert answer.status == "not_found"
    assert "name no provider of this" in answer.text
    assert [f for f in answer.facts if f.measure == "body"]


def test_a_provider_that_is_named_is_told_by_where_it_works(ask: Ask) -> None:
    answer = ask("help for women contracted out to Larch House")
    assert answer.status == "answered"
    assert "North Ashford, June 2022" in answer.text
    assert answer.facts[0].value == "Larch House"

from collections.abc import Callable

import pytest

from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    "question",
    [
        "Has North Ashford been inspected before?",
        "Has North Ashford been reinspected?",
        "Was North Ashford inspected more than once?",
        "Has there been a follow-up inspection in North Ashford?",
        "Have inspectors been back to North Ashford?",
    ],
)
def test_every_inspection_of_a_place_is_named_with_its_date(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert answer.text.startswith("Yes\\: the library holds 2 inspections of North Ashford")
    assert "June 2022" in answer.text and "June 2024" in answer.text


def test_nothing_beyond_what_is_held_is_known(ask: Ask) -> None:
    before = ask("Has Dunmoor been inspected before?")
    after = ask("Has Dunmoor been reinspected yet?")
    assert "It knows of none before December 2024" in before.text
    assert "It knows of none after December 2024" in after.text
    assert not before.text.startswith("Yes")


@pytest.mark.parametrize(
    "question",
    [
        "When is the next inspection of Dunmoor?",
        "What's the date of the next inspection of the Dunmoor PDU?",
        "Are any new inspections of Dunmoor planned?",
    ],
)
def test_no_date_of_a_report_passes_for_the_next_inspections(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "not_found"
    assert "do not say when the next one is to be" in answer.text


def test_a_year_without_an_inspection_gets_no_yes(ask: Ask) -> None:
    assert ask("Was North Ashford inspected in 2022?").text.startswith("Yes")
    assert ask("Was North Ashford inspected in 2019?").text.startswith("Not as far as")


@pytest.mark.parametrize(
    "question",
    [
        "Has North Ashford improved since it was inspected before?",
        "Has North Ashford gone back to weekly appointments?",
        "When was North Ashford last inspected?",
        "Had the cases in North Ashford been looked at before?",
        "How often are homes visited in North Ashford?",
    ],
)
def test_what_only_sounds_like_it_asks_something_else(ask: Ask, question: str) -> None:
    assert "the library holds" not in ask(question).text.lower()

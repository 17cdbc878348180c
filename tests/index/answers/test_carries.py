import pytest

from index.answers.carries import (
    HAS_FIGURE,
    asks_person,
    lacks,
    names_person,
    quantity,
    when_clause,
)
from index.answers.intents import wants_of


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("How many complaints were there?", ["complaints"]),
        ("how many grey vans does the unit have", ["vans"]),
        ("How many staff were assaulted last year?", ["staff", "assaulted"]),
        ("How many of the wardens are women?", ["wardens", "women"]),
        ("What is the vacancy rate in Dunmoor?", ["vacancy"]),
        ("What did inspectors say about housing?", []),
        ("How many were queuing for the course?", []),
        ("In how many did fail to refer?", []),
        ("What did wardens score on the tool?", []),
        ("Top and bottom figure for wardens", []),
    ],
)
def test_the_quantity_that_a_question_names(question: str, named: list[str]) -> None:
    assert [question[a:b] for a, b in quantity(question)] == named


def test_the_third_of_something_is_no_figure() -> None:
    assert not HAS_FIGURE.search("This was harder in the third of the sites.")
    assert HAS_FIGURE.search("About a third of the sites had a garden.")


def test_only_two_names_in_a_row_name_somebody() -> None:
    assert asks_person("What's the name of the head of the unit in Dunmoor?")
    assert not asks_person("What's the name of the unpaid work scheme?")
    assert asks_person("Who is in charge of probation in Dunmoor?")
    assert asks_person("who runs the unit")
    assert not asks_person("Who is in charge of checking cases?")
    used = {"serious", "reports"}.__contains__
    assert names_person("It was led by Ada Fenwick for two years.", used)
    assert not names_person("The Probation Service in North Yorkshire has a deputy.", str.isdigit)
    assert not names_person("They read Serious Reports.", used)


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("When somebody's officer left, was the new one told?", "text"),
        ("when a case is passed on how smooth is it", "text"),
        ("When it was inspected, how many wardens were there?", "number"),
        ("How long is the queue for the course?", "number"),
        ("What are wardens paid?", "money"),
        ("When was it inspected, and what did they say?", "date"),
        ("when does the fieldwork start", "date"),
    ],
)
def test_a_clause_before_the_question_does_not_say_what_is_wanted(
    question: str, wants: str
) -> None:
    assert wants_of(question) == wants
    assert when_clause(question) == (wants != "date" and question.lower().startswith("when"))


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("How much did the van cost?", True),
        ("What is the budget?", True),
        ("What's the rent on the office?", True),
        ("Did the visits cost people anything?", False),
        ("How big a part do wages play in this?", False),
        ("How long is the waiting list?", False),
        ("How long do people wait?", True),
    ],
)
def test_only_the_amount_itself_needs_money_or_time(question: str, lacking: bool) -> None:
    assert lacks(question, "There were 39 people waiting.", lambda _: False) == lacking


def test_a_share_does_not_tell_how_many_there_are() -> None:
    question = "How many wardens are there?"
    assert lacks(question, "In September 2024 12.1 per cent of wardens left.", lambda _: False)
    assert not lacks(question, "There were 102.3 wardens.", lambda _: False)
    assert not lacks(question, "Three wardens share a room.", lambda _: False)

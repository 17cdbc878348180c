"""What a turn leaves for the next, and what can be pointed at."""

from collections.abc import Callable

import pytest

from index.answers.talk.remember import MOST_EARLIER
from index.models import Conversation, Reply

pytestmark = pytest.mark.store

Talk = Callable[..., list[Reply]]
TOLD = "What were the recommendations for Ashford Vale?"


def quotes(reply: Reply) -> list[str]:
    return [s.text for s in reply.answer.statements if s.kind == "quote"]


def test_the_state_names_place_date_standard_and_what_was_listed(talk: Talk) -> None:
    [reply] = talk("What was North Ashford rated for planning in 2022?")
    state = reply.conversation.state
    assert (state.places, state.dates, state.standards) == (
        ("North Ashford",),
        ("2022",),
        ("planning",),
    )
    assert [(i.subject, i.measure, i.standard) for i in state.items] == [
        ("North Ashford", "rating", "planning")
    ]


def test_a_conversation_with_its_state_survives_as_json(talk: Talk) -> None:
    last = talk(TOLD, "explain number 3", "thanks", "and Dunmoor?")[-1]
    kept = last.conversation.model_dump_json()
    assert Conversation.model_validate_json(kept) == last.conversation


def test_few_earlier_states_are_kept(talk: Talk) -> None:
    names = ("Ashford Vale", "North Ashford", "Dunmoor") * 3
    replies = talk(*(f"What was {name}'s score?" for name in names))
    assert len(replies[-1].conversation.earlier) == MOST_EARLIER


def test_a_place_that_no_longer_holds_is_dropped(talk: Talk) -> None:
    last = talk("What was Ashford Vale rated overall?", "Which PDUs scored 2?")[-1]
    assert "Ashford Vale" not in last.conversation.state.places


@pytest.mark.parametrize(
    ("words", "place"),
    [("explain number 3", 2), ("the second one", 1), ("what does the last one mean?", -1)],
)
def test_what_was_listed_can_be_pointed_at(talk: Talk, words: str, place: int) -> None:
    first, shown = talk(TOLD, words)
    assert quotes(shown)[0] == quotes(first)[place]
    assert shown.answer.status == "answered"


def test_a_row_that_is_pointed_at_gives_its_place(talk: Talk) -> None:
    listed, shown = talk("Which PDUs scored under 5?", "tell me about the second one")
    second = listed.conversation.state.items[1]
    assert [p.name for p in shown.plan.places] == [second.subject]


def test_more_comes_to_an_honest_end(talk: Talk) -> None:
    replies = talk("What are the strengths of Ashford Vale?", *["more"] * 6)
    assert replies[-1].answer.status == "not_found"
    assert quotes(replies[-1]) == []
    said = [quote for reply in replies for quote in quotes(reply)]
    assert len(said) == len(set(said))


def test_a_choice_settles_the_question_that_was_asked_back(talk: Talk) -> None:
    first, *rest = talk("What was Ashford's caseload?", "both")
    assert first.conversation.state.choices == ("Ashford Vale", "North Ashford")
    assert [p.name for p in rest[-1].plan.places] == ["Ashford Vale", "North Ashford"]


def test_standards_by_number_are_no_choices_by_number(talk: Talk) -> None:
    last = talk("What was Ashford's rating for assessment?", "2.1")[-1]
    assert "North Ashford" not in last.plan.standalone

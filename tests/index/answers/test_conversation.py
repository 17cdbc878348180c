from collections.abc import Callable

import pytest

from index.answers.assistant import KEPT_TURNS
from index.models import Conversation, Reply

pytestmark = pytest.mark.store

Talk = Callable[..., list[Reply]]


def values(reply: Reply) -> set[tuple[str, str | None, str | None]]:
    return {(f.subject, f.standard, f.value) for f in reply.answer.facts}


def quotes(reply: Reply) -> list[str]:
    return [s.text for s in reply.answer.statements if s.kind == "quote"]


@pytest.mark.parametrize("follow_up", ["And planning?", "what about planning", "and for planning"])
def test_an_ellipsis_puts_another_standard_in_place(talk: Talk, follow_up: str) -> None:
    last = talk("What was Ashford Vale rated for staffing?", follow_up)[-1]
    assert values(last) == {("Ashford Vale", "planning", "Requires improvement")}


@pytest.mark.parametrize("follow_up", ["And North Ashford?", "what about North Ashford?"])
def test_an_ellipsis_puts_another_place_in_place(talk: Talk, follow_up: str) -> None:
    last = talk("How many days were lost to sickness in Ashford Vale?", follow_up)[-1]
    assert any("29 days" in quote for quote in quotes(last))
    assert {c.report.subject for c in last.answer.citations} == {"North Ashford"}


def test_a_pronoun_means_the_place_before(talk: Talk) -> None:
    last = talk("What was Ashford Vale rated overall?", "What was it told to do about heating?")[-1]
    assert [p.name for p in last.plan.places] == ["Ashford Vale"]
    assert quotes(last) == ["mend the heating in the Tillford office."]


def test_a_question_without_a_place_keeps_the_place_before(talk: Talk) -> None:
    last = talk("What was Ashford Vale rated overall?", "How many people does it look after?")[-1]
    assert [p.name for p in last.plan.places] == ["Ashford Vale"]


def test_why_asks_for_the_reasons_of_the_answer_before(talk: Talk) -> None:
    last = talk("What was Ashford Vale rated for assessment?", "Why?")[-1]
    assert last.plan.intent == "why"
    assert ("Ashford Vale", "assessment", "33%") in values(last)
    assert last.answer.standalone_question != "Why?"


def test_the_earlier_one_means_the_earlier_inspection(talk: Talk) -> None:
    last = talk("What is North Ashford's score?", "And the earlier one?")[-1]
    assert values(last) >= {("North Ashford", None, "7/27")}
    assert ("North Ashford", None, "4/21") not in values(last)


def test_a_year_alone_changes_the_date(talk: Talk) -> None:
    last = talk("What was North Ashford's score in 2024?", "and in 2022?")[-1]
    assert values(last) == {("North Ashford", None, "7/27")}


def test_compare_them_takes_the_places_of_the_turns_before(talk: Talk) -> None:
    last = talk("What was Ashford Vale's score?", "What was Dunmoor's score?", "Compare them")[-1]
    assert values(last) == {("Ashford Vale", None, "5/21"), ("Dunmoor", None, "2/21")}


def test_more_shows_other_passages_of_the_same(talk: Talk) -> None:
    first, more = talk("What are the strengths of Ashford Vale?", "Tell me more")
    assert quotes(first) and quotes(more)
    assert not set(quotes(first)) & set(quotes(more))
    assert {c.report.id for c in more.answer.citations} == {"ashford-vale-2024-05"}


def test_the_source_shows_the_places_behind_the_answer(talk: Talk) -> None:
    first, shown = talk("How often did the unpaid work van break down?", "Show me the source")
    assert {c.passage for c in shown.answer.citations} == {
        c.passage for c in first.answer.citations
    }
    assert all(s.kind == "quote" for s in shown.answer.statements)


def test_one_sentence_makes_the_answer_short(talk: Talk) -> None:
    long, short = talk("Summarise the report on Ashford Vale", "In one sentence, please")
    assert len(short.answer.statements) == 1 < len(long.answer.statements)


def test_an_answer_to_our_question_back_settles_it(talk: Talk) -> None:
    first, second = talk("What was Ashford's caseload?", "North Ashford")
    assert first.answer.status == "clarify"
    assert set(first.answer.suggestions) == {"Ashford Vale", "North Ashford"}
    assert any("980" in quote for quote in quotes(second))


def test_a_choice_can_be_made_by_its_number(talk: Talk) -> None:
    first, second = talk("What was Ashford's caseload?", "the second")
    assert [p.name for p in second.plan.places] == [first.answer.suggestions[1]]


def test_strengths_turn_into_weaknesses(talk: Talk) -> None:
    last = talk("What are the strengths of North Ashford in planning?", "And weaknesses?")[-1]
    assert quotes(last) == ["Plans were long and nobody read them."]


def test_those_means_the_rows_just_listed(talk: Talk) -> None:
    last = talk("Which PDUs scored 2?", "How many of those are there?")[-1]
    assert last.plan.aggregate == "count"
    assert {f[0] for f in values(last)} == {"Dunmoor", "Hexby and Upper Stoke"}


def test_a_question_of_its_own_takes_nothing_over(talk: Talk) -> None:
    last = talk("What was Ashford Vale rated overall?", "What was Dunmoor's score?")[-1]
    assert last.answer.standalone_question == "What was Dunmoor's score?"
    assert last.plan.carried == ()


def test_a_follow_up_without_a_turn_before_is_not_guessed(talk: Talk) -> None:
    [reply] = talk("What was it rated?")
    assert reply.answer.status == "clarify"
    assert reply.answer.citations == ()


def test_a_conversation_survives_as_json_and_stays_short(talk: Talk) -> None:
    replies = talk(*["What was Ashford Vale's score?"] * (KEPT_TURNS + 2))
    state = replies[-1].conversation
    assert len(state.turns) == KEPT_TURNS
    assert Conversation.model_validate_json(state.model_dump_json()) == state

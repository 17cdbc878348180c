"""Follow-ups as they are read: each stands alone after the turns before it."""

from collections.abc import Callable

import pytest

from index.models import Reply

pytestmark = pytest.mark.store

Talk = Callable[..., list[Reply]]
RATED = "What was Ashford Vale rated for staffing?"
SCORED = "What was North Ashford's score in 2022?"
FOUND = "How many days were lost to sickness in Ashford Vale?"
TOLD = "What were the recommendations for Ashford Vale?"
LISTED = "Which PDUs scored under 5?"


@pytest.mark.parametrize(
    ("turns", "read"),
    [
        ((RATED, "no, planning"), "What was Ashford Vale rated for planning?"),
        ((RATED, "I meant North Ashford"), "What was North Ashford rated for staffing?"),
        ((RATED, "not staffing, reviewing"), "What was Ashford Vale rated for reviewing?"),
        ((RATED, "thanks", "and planning?"), "What was Ashford Vale rated for planning?"),
        ((RATED, "ok great, and Dunmoor?"), "What was Dunmoor rated for staffing?"),
        ((RATED, "what drove that?"), "Why was Ashford Vale rated as it was for staffing?"),
        ((RATED, "why so low?"), "Why was Ashford Vale rated as it was for staffing?"),
        (
            (RATED, "how does that compare nationally?"),
            "How many PDUs had each rating for staffing?",
        ),
        ((RATED, "who else?"), "Which PDUs were rated Requires improvement for staffing?"),
        ((RATED, "and the strongest?"), "Which standard was strongest in Ashford Vale?"),
        (
            ("What was Ashford Vale rated for planning?", "and the percentages behind it?"),
            "What were the key question percentages for planning in Ashford Vale?",
        ),
        ((SCORED, "so it got better?"), "Did North Ashford get better or worse over time?"),
        ((SCORED, "when was that?"), "When was North Ashford inspected?"),
        ((SCORED, "its region?"), "Which region is North Ashford in?"),
        ((FOUND, "what do managers do about it?"), "what do managers do about days lost sickness"),
        ((FOUND, "and overtime?"), "How many days were lost to overtime in Ashford Vale?"),
        ((TOLD, "who are they addressed to?"), TOLD),
        (
            (TOLD, "and the region?"),
            "What were the recommendations to the region for Ashford Vale?",
        ),
        ((LISTED, "how many is that?"), "How many PDUs scored under 5?"),
        (
            (
                "What was Ashford Vale rated overall?",
                "And Dunmoor?",
                "back to Ashford Vale: planning",
            ),
            "What was Ashford Vale rated for planning?",
        ),
        (
            ("What was Ashford Vale's score?", "and Dunmoor?", "which is higher?"),
            "Compare Ashford Vale and Dunmoor on score",
        ),
        ((RATED, "Is there good practice on courts in any report?"), None),
        ((RATED, "What does MAPPA mean?"), None),
        ((RATED, "Which PDUs scored 2?"), None),
    ],
)
def test_a_follow_up_is_read_as(talk: Talk, turns: tuple[str, ...], read: str | None) -> None:
    """None: the question takes nothing over and stays as it was typed."""
    last = talk(*turns)[-1]
    if read is None:
        assert (last.plan.standalone, last.plan.carried) == (turns[-1], ())
    else:
        assert last.plan.standalone.startswith(read)


@pytest.mark.parametrize("nod", ["thanks", "ok great", "Perfect, thank you!", "I see.", "hello"])
def test_small_talk_leaves_what_was_spoken_of(talk: Talk, nod: str) -> None:
    first, second = talk(RATED, nod)
    assert second.conversation.state == first.conversation.state
    assert second.answer.citations == ()


@pytest.mark.parametrize("text", ["Good?", "all", "no"])
def test_a_word_that_may_ask_is_no_small_talk(talk: Talk, text: str) -> None:
    assert talk(LISTED, text)[-1].plan.intent != "chat"


def test_rows_are_narrowed_ranked_and_counted(talk: Talk) -> None:
    listed, lowest, counted = talk(LISTED, "and the lowest?", "how many is that?")
    assert listed.plan.table and lowest.plan.table and counted.plan.table
    assert lowest.plan.table.conditions == listed.plan.table.conditions
    assert lowest.plan.table.aggregate == "lowest"
    assert {f.subject for f in lowest.answer.facts} < {f.subject for f in listed.answer.facts}


def test_a_question_that_names_its_own_rows_inherits_none(talk: Talk) -> None:
    region = "Which PDUs in Yorkshire and the Humber were inspected?"
    last = talk(region, "Which PDU in the country has the highest score?")[-1]
    assert last.plan.table and last.plan.table.regions == ()

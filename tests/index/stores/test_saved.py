"""Kept conversations: whole, found by their words, and nobody else's."""

from index.models import Conversation, State
from index.stores.library import Library
from index.stores.saved import Said, Talk


def talk(talk_id: str, owner: str = "", name: str = "On staffing", **fields) -> Talk:
    turns = (Said(question="How was staffing at 50% in Leeds?", error="Nothing found."),)
    return Talk(id=talk_id, owner=owner, name=name, **({"turns": turns} | fields))


def test_a_conversation_comes_back_whole_and_as_it_was_last(library: Library) -> None:
    library.keep_talk(talk("a"))
    later = talk("a", name="Renamed", conversation=Conversation(state=State(topic="staffing")))
    library.keep_talk(later)
    assert library.talk("a", "") == later
    assert [line.name for line in library.talks("")] == ["Renamed"]


def test_conversations_are_found_by_all_words_of_question_and_answer(library: Library) -> None:
    library.keep_talk(talk("a"))
    library.keep_talk(talk("b", name="Other", turns=(Said(question="Court_work", error="x"),)))
    for words, found in (
        ("", {"a", "b"}),
        ("LEEDS nothing", {"a"}),
        ("50%", {"a"}),
        ("t_w", {"b"}),
        ("leeds other", set()),
        ("%", {"a"}),
    ):
        assert {line.id for line in library.talks("", words)} == found


def test_nobody_reads_changes_or_deletes_what_is_not_theirs(library: Library) -> None:
    mine = talk("a", owner="me")
    library.keep_talk(mine)
    library.keep_talk(talk("a", owner="you", name="Taken"))
    library.delete_talk("a", "you")
    assert library.talk("a", "you") is None
    assert library.talks("you") == ()
    assert library.talk("a", "me") == mine
    library.delete_talk("a", "me")
    assert library.talk("a", "me") is None

"""Kept conversations: whole, found by their words, and nobody else's."""

import sqlite3
from pathlib import Path

import pytest

from index.errors import StoreError
from index.models import Conversation, State
from index.stores.library import DATABASE, Library
from index.stores.saved import Said, Talk

STAFFING = Said(question="How was staffing at 50% in Leeds?", error="Nothing found.")


def talk(talk_id: str, owner: str = "", name: str = "On staffing", **fields) -> Talk:
    return Talk(id=talk_id, owner=owner, name=name, **fields)


def said(*questions: str) -> tuple[Said, ...]:
    return tuple(Said(question=question, error="None.") for question in questions)


def test_a_conversation_comes_back_whole_and_as_it_was_last(library: Library) -> None:
    assert library.keep_turns(talk("a"), [STAFFING]) == 0
    later = talk("a", name="Renamed", conversation=Conversation(state=State(topic="staffing")))
    assert library.keep_turns(later, said("Two?", "Three?")) == 1
    assert library.talk("a", "") == later.model_copy(update={"count": 3})
    assert library.turns("a", "") == (STAFFING, *said("Two?", "Three?"))
    assert [line.name for line in library.talks("")] == ["Renamed"]


def test_any_stretch_of_a_conversation_is_read_by_its_numbers(library: Library) -> None:
    library.keep_turns(talk("a"), said("0?", "1?", "2?", "3?"))
    library.keep_turns(talk("b"), said("another?"))
    assert library.turns("a", "", 2) == said("2?", "3?")
    assert library.turns("a", "", 1, 3) == said("1?", "2?")
    assert library.turns("a", "", 9) == library.turns("none", "") == ()


def test_a_turn_writes_itself_and_nothing_of_those_before(library: Library, tmp_path: Path) -> None:
    library.keep_turns(talk("a"), said(*(f"{n}? {'long ' * 200}" for n in range(50))))
    with sqlite3.connect(tmp_path / "library" / DATABASE) as other:
        before = other.execute("SELECT rowid, * FROM turns ORDER BY number").fetchall()
        library.keep_turns(talk("a"), said("One more?"))
        after = other.execute("SELECT rowid, * FROM turns ORDER BY number").fetchall()
        (line,) = other.execute("SELECT * FROM talks").fetchall()
    other.close()
    assert after[:-1] == before
    assert sum(len(str(value)) for value in line) < 1000


def test_two_tabs_of_one_conversation_lose_nothing(library: Library) -> None:
    assert library.keep_turns(talk("a"), said("First?")) == 0
    assert library.keep_turns(talk("a"), said("Here?")) == 1
    assert library.keep_turns(talk("a"), said("There?")) == 2
    assert library.turns("a", "") == said("First?", "Here?", "There?")


def test_conversations_are_found_by_all_words_of_question_and_answer(library: Library) -> None:
    library.keep_turns(talk("a"), [STAFFING])
    library.keep_turns(talk("a"), said("And in Étaples?"))
    library.keep_turns(talk("b", name="Other"), [Said(question="Court_work", error="x")])
    for words, found in (
        ("", {"a", "b"}),
        ("LEEDS nothing", {"a"}),
        ("leeds étaples on", {"a"}),
        ("50%", {"a"}),
        ("t_w", {"b"}),
        ("leeds other", set()),
        ("%", {"a"}),
    ):
        assert {line.id for line in library.talks("", words)} == found


def test_nobody_reads_changes_or_deletes_what_is_not_theirs(library: Library) -> None:
    mine = talk("a", owner="me", count=1)
    library.keep_turns(mine, [STAFFING])
    with pytest.raises(StoreError, match="somebody else's"):
        library.keep_turns(talk("a", owner="you", name="Taken"), said("Mine now?"))
    library.delete_talk("a", "you")
    assert library.talk("a", "you") is None
    assert library.turns("a", "you") == ()
    assert library.talks("you") == library.talks("you", "leeds") == ()
    assert library.talk("a", "me") == mine
    assert library.turns("a", "me") == (STAFFING,)
    library.delete_talk("a", "me")
    assert library.talk("a", "me") is None
    assert library.turns("a", "me") == ()


def test_a_turn_of_another_version_is_said_not_to_be_readable(
    library: Library, tmp_path: Path
) -> None:
    library.keep_turns(talk("a"), said("One?"))
    with sqlite3.connect(tmp_path / "library" / DATABASE) as other:
        other.execute("""UPDATE turns SET data = '{"asked": "One?"}'""")
    other.close()
    with pytest.raises(StoreError, match="kept by another version"):
        library.turns("a", "")

"""Libraries of earlier versions: opened, they hold all that they held, in the tables of today."""

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from index.errors import StoreError
from index.models import Conversation, State
from index.stores import upgrades
from index.stores.audit_rows import Forgotten
from index.stores.library import DATABASE, Library, open_library
from index.stores.saved import Said

pytestmark = pytest.mark.store

TALKS_OF_4 = """
DROP TABLE turns;
DROP TABLE talks;
CREATE TABLE talks (
    id VARCHAR NOT NULL, owner VARCHAR NOT NULL, name VARCHAR NOT NULL, updated VARCHAR NOT NULL,
    data TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (id)
);
CREATE INDEX ix_talks_owner ON talks (owner);
UPDATE meta SET value = '4' WHERE key = 'schema_version';
"""
ANSWER = {
    "question": "How was Oakham?",
    "standalone_question": "How was Oakham?",
    "status": "answered",
    "text": "Quite Good. [1]",
    "statements": [],
    "facts": [],
    "citations": [],
    "notes": [],
    "suggestions": [],
}
LONG = [{"question": f"Question {n}?", "answer": None, "error": "Nothing."} for n in range(40)]
STATE = {"turns": [], "state": {"topic": "staffing"}, "earlier": []}
KEPT = {
    "long": ("ann", "Long one", LONG, STATE),
    "short": ("ben", "Short", [{"question": "How was Oakham?", "answer": ANSWER}], STATE),
    "empty": ("ann", "Empty", [], STATE),
}


def as_of_4(folder: Path) -> None:
    """Make the library in a folder one of schema 4, with the conversations of KEPT."""
    open_library(folder, embedding="none").close()
    with rows(folder) as connection:
        connection.executescript(TALKS_OF_4)
        for talk_id, (owner, name, turns, state) in KEPT.items():
            whole = {"id": talk_id, "owner": owner, "name": name}
            data = json.dumps(whole | {"turns": turns, "conversation": state})
            line = (talk_id, owner, name, f"2026-01-0{len(name) % 9}", data, "")
            connection.execute("INSERT INTO talks VALUES (?, ?, ?, ?, ?, ?)", line)


@contextmanager
def rows(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / DATABASE)) as connection, connection:
        yield connection


@pytest.fixture
def brought_up(tmp_path: Path) -> Iterator[Library]:
    as_of_4(tmp_path)
    library = open_library(tmp_path, embedding="none")
    yield library
    library.close()


def test_every_conversation_comes_over_with_all_its_turns(brought_up: Library) -> None:
    for talk_id, (owner, name, turns, state) in KEPT.items():
        talk = brought_up.talk(talk_id, owner)
        assert talk is not None
        assert (talk.name, talk.count) == (name, len(turns))
        assert talk.conversation == Conversation.model_validate(state)
        assert talk.conversation.state == State(topic="staffing")
        said = tuple(Said.model_validate(turn) for turn in turns)
        assert brought_up.turns(talk_id, owner) == said
    assert {line.id: line.updated for line in brought_up.talks("ann")} == {
        "long": "2026-01-08",
        "empty": "2026-01-05",
    }


def test_it_is_searched_gone_on_with_and_forgotten_as_any_other(brought_up: Library) -> None:
    assert [line.id for line in brought_up.talks("ann", "LONG question 39?")] == ["long"]
    assert [line.id for line in brought_up.talks("ben", "oakham good")] == ["short"]
    assert brought_up.talks("ben", "question 39?") == ()
    talk = brought_up.talk("short", "ben")
    assert talk is not None
    assert brought_up.keep_turns(talk, [Said(question="And now?")]) == 1
    assert [said.question for said in brought_up.turns("short", "ben", 1)] == ["And now?"]
    assert brought_up.forget("ann") == Forgotten(talks=2)
    assert brought_up.turns("long", "ann") == ()


def test_tables_are_those_of_a_new_library(tmp_path: Path) -> None:
    as_of_4(tmp_path / "old")
    for name in ("old", "new"):
        open_library(tmp_path / name, embedding="none").close()
    query = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    with rows(tmp_path / "old") as old, rows(tmp_path / "new") as new:
        assert old.execute(query).fetchall() == new.execute(query).fetchall()
        assert old.execute("PRAGMA foreign_key_check").fetchall() == []


def test_what_could_not_be_read_before_stays_and_says_so(tmp_path: Path) -> None:
    as_of_4(tmp_path)
    with rows(tmp_path) as connection:
        connection.execute("UPDATE talks SET data = 'cut sho' WHERE id = 'long'")
        connection.execute("UPDATE talks SET data = '{\"turns\": [1]}' WHERE id = 'short'")
    library = open_library(tmp_path, embedding="none")
    assert [line.id for line in library.talks("ann")] == ["long", "empty"]
    for talk_id, owner in (("long", "ann"), ("short", "ben")):
        with pytest.raises(StoreError, match="kept by another version"):
            library.talk(talk_id, owner)
    library.close()


def test_a_step_that_fails_leaves_the_library_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_of_4(tmp_path)
    with rows(tmp_path) as connection:
        before = list(connection.iterdump())
    with monkeypatch.context() as broken:
        broken.setattr(upgrades, "_words", lambda _turn: None)  # which the table does not take
        with pytest.raises(StoreError):
            open_library(tmp_path, embedding="none")
    with rows(tmp_path) as connection:
        assert list(connection.iterdump()) == before
    library = open_library(tmp_path, embedding="none")
    assert len(library.turns("long", "ann")) == len(LONG)
    library.close()


def test_two_that_open_it_at_once_bring_it_up_once(tmp_path: Path) -> None:
    as_of_4(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: open_library(tmp_path, embedding="none"), range(4)))
    for library in opened:
        assert len(library.turns("long", "ann")) == len(LONG)
        library.close()

"""Conversations as people keep them: with every answer, under a name, private to their owner."""

from datetime import UTC, datetime

from pydantic import ValidationError
from sqlalchemy import Connection, delete, select, update

from index.errors import StoreError
from index.models import Answer, Conversation
from index.stores.database import feedback, talks
from ingest.models import Record

LONGEST_NAME = 80
"""Characters of a name."""


class Said(Record):
    """One question with what came of it: an answer, or an error in plain words."""

    question: str
    answer: Answer | None = None
    error: str = ""
    filtered: str = ""
    """The filters that were on, in words; "" without any."""
    masked: str = ""
    """What was taken out of the question before it was asked, in words; "" where nothing was."""
    why: tuple[str, ...] = ()
    """How the answer came about, a line each."""


class Talk(Record):
    """A conversation with everything that was said in it."""

    id: str
    owner: str
    """Whose it is: nobody else can read it. "" on one's own machine."""
    name: str
    turns: tuple[Said, ...] = ()
    conversation: Conversation = Conversation()
    """What the assistant carries on."""


class TalkLine(Record):
    """A kept conversation in a list."""

    id: str
    name: str
    updated: str
    """ISO, UTC."""


def keep_talk(connection: Connection, talk: Talk) -> None:
    """Write a conversation in place of what was kept of it; one of another owner stays as it is."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    values = {
        "name": talk.name[:LONGEST_NAME],
        "updated": now,
        "data": talk.model_dump_json(),
        "words": _words(talk),
    }
    own = (talks.c.id == talk.id) & (talks.c.owner == talk.owner)
    if connection.execute(update(talks).where(own).values(values)).rowcount:
        return
    if connection.scalar(select(talks.c.id).where(talks.c.id == talk.id)) is None:
        connection.execute(talks.insert().values(id=talk.id, owner=talk.owner, **values))


def read_talks(connection: Connection, owner: str, words: str = "") -> tuple[TalkLine, ...]:
    """The conversations of one owner that hold all of these words, the last one first."""
    columns = talks.c
    query = select(columns.id, columns.name, columns.updated).where(columns.owner == owner)
    for word in words.casefold().split():
        query = query.where(columns.words.contains(word, autoescape=True))
    rows = connection.execute(query.order_by(columns.updated.desc(), columns.id))
    return tuple(TalkLine(id=i, name=name, updated=updated) for i, name, updated in rows)


def read_talk(connection: Connection, talk_id: str, owner: str) -> Talk | None:
    """A conversation of this owner; None where they have none of this id.

    Raises StoreError where another version of this program kept it in another form.
    """
    query = select(talks.c.data).where(talks.c.id == talk_id, talks.c.owner == owner)
    kept: str | None = connection.scalar(query)
    if kept is None:
        return None
    try:
        return Talk.model_validate_json(kept)
    except ValidationError as error:
        raise StoreError(
            "This conversation was kept by another version of this program and cannot be read. "
            "Begin a new one."
        ) from error


def delete_talk(connection: Connection, talk_id: str, owner: str) -> None:
    """Take a conversation out, if it is this owner's; feedback given in it then leads nowhere."""
    own = (talks.c.id == talk_id) & (talks.c.owner == owner)
    if connection.execute(delete(talks).where(own)).rowcount:
        given = feedback.c.conversation_id == talk_id
        connection.execute(update(feedback).where(given).values(conversation_id=None))


def _words(talk: Talk) -> str:
    """What a conversation is searched by: its name, its questions and what was answered."""
    parts = [talk.name]
    for said in talk.turns:
        parts += [said.question, said.answer.text if said.answer else said.error]
    return " ".join(parts).casefold()

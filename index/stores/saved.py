"""Conversations as people keep them: with every answer, under a name, private to their owner."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection, delete, exists, func, or_, select, update

from index.errors import StoreError
from index.models import Answer, Conversation
from index.stores.database import feedback, talks, turns
from ingest.models import Record

_Kept = TypeVar("_Kept", bound=Record)
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
    """A conversation: all of it but what was said, which is read turn by turn."""

    id: str
    owner: str
    """Whose it is: nobody else can read it. "" on one's own machine."""
    name: str
    conversation: Conversation = Conversation()
    """What the assistant carries on."""
    count: int = 0
    """How many turns are kept of it; counted when it is read."""


class TalkLine(Record):
    """A kept conversation in a list."""

    id: str
    name: str
    updated: str
    """ISO, UTC."""


def keep_turns(connection: Connection, talk: Talk, said: Sequence[Said]) -> int:
    """Write the name and the state of a conversation, and these turns after those that it has.

    Gives the number that the first of them got, which is how many were kept before. Raises
    StoreError where the conversation is another owner's.
    """
    _keep_line(connection, talk)
    number = _count(connection, talk.id)
    rows = [
        {"talk_id": talk.id, "number": n, "data": one.model_dump_json(), "words": _words(one)}
        for n, one in enumerate(said, start=number)
    ]
    if rows:
        connection.execute(turns.insert(), rows)
    return number


def read_talks(connection: Connection, owner: str, words: str = "") -> tuple[TalkLine, ...]:
    """The conversations of one owner that hold all of these words, the last one first.

    A word may stand in the name, in a question or in what was answered.
    """
    columns = talks.c
    query = select(columns.id, columns.name, columns.updated).where(columns.owner == owner)
    for word in words.casefold().split():
        said = turns.c.words.contains(word, autoescape=True)
        in_turns = exists().where(turns.c.talk_id == columns.id, said)
        query = query.where(or_(columns.words.contains(word, autoescape=True), in_turns))
    rows = connection.execute(query.order_by(columns.updated.desc(), columns.id))
    return tuple(TalkLine(id=i, name=name, updated=updated) for i, name, updated in rows)


def read_talk(connection: Connection, talk_id: str, owner: str) -> Talk | None:
    """A conversation of this owner; None where they have none of this id.

    Raises StoreError where another version of this program kept it in another form.
    """
    query = select(talks.c.name, talks.c.state).where(talks.c.id == talk_id, talks.c.owner == owner)
    kept = connection.execute(query).one_or_none()
    if kept is None:
        return None
    return Talk(
        id=talk_id,
        owner=owner,
        name=kept.name,
        conversation=_read(Conversation, kept.state),
        count=_count(connection, talk_id),
    )


def read_turns(
    connection: Connection, talk_id: str, owner: str, first: int, end: int | None
) -> tuple[Said, ...]:
    """What was said in a conversation of this owner from turn `first` on, up to before `end`.

    () where they have none of this id. Raises StoreError as `read_talk` does.
    """
    query = (
        select(turns.c.data)
        .join(talks)
        .where(talks.c.id == talk_id, talks.c.owner == owner, turns.c.number >= first)
        .order_by(turns.c.number)
    )
    if end is not None:
        query = query.where(turns.c.number < end)
    return tuple(_read(Said, data) for data in connection.scalars(query))


def delete_talk(connection: Connection, talk_id: str, owner: str) -> None:
    """Take a conversation out, if it is this owner's; feedback given in it then leads nowhere."""
    own = (talks.c.id == talk_id) & (talks.c.owner == owner)
    if connection.execute(delete(talks).where(own)).rowcount:
        given = feedback.c.conversation_id == talk_id
        connection.execute(update(feedback).where(given).values(conversation_id=None))


def _keep_line(connection: Connection, talk: Talk) -> None:
    """Written before anything is read: two writers then come one after the other."""
    name = talk.name[:LONGEST_NAME]
    values = {
        "name": name,
        "updated": datetime.now(UTC).isoformat(timespec="seconds"),
        "words": name.casefold(),
        "state": talk.conversation.model_dump_json(),
    }
    own = (talks.c.id == talk.id) & (talks.c.owner == talk.owner)
    if connection.execute(update(talks).where(own).values(values)).rowcount:
        return
    if connection.scalar(select(talks.c.id).where(talks.c.id == talk.id)) is not None:
        raise StoreError("This conversation is somebody else's. Begin a new one.")
    connection.execute(talks.insert().values(id=talk.id, owner=talk.owner, **values))


def _count(connection: Connection, talk_id: str) -> int:
    last: int | None = connection.scalar(
        select(func.max(turns.c.number)).where(turns.c.talk_id == talk_id)
    )
    return 0 if last is None else last + 1


def _read(model: type[_Kept], data: str) -> _Kept:
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        raise StoreError(
            "This conversation was kept by another version of this program and cannot be read. "
            "Begin a new one."
        ) from error


def _words(said: Said) -> str:
    """What a turn is searched by: its question and what was answered."""
    answered = said.answer.text if said.answer else said.error
    return f"{said.question} {answered}".casefold()

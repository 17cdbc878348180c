"""What people did with the library, kept beside it: conversations, feedback, ingestions."""

from datetime import UTC, datetime
from typing import Literal

from pydantic import ValidationError
from sqlalchemy import Connection, delete, select

from index.errors import StoreError
from index.models import Conversation
from index.stores.database import conversations, feedback, ingestions
from ingest.models import Record

INGESTIONS_KEPT = 100


Verdict = Literal["good", "bad", "answer_wrong", "evidence_wrong", "missing"]
"""`bad` is what earlier versions kept, without saying what was bad."""


class Feedback(Record):
    """What somebody thought of an answer."""

    conversation: str | None = None
    """Id of the conversation that it was given in."""
    question: str
    answer: str
    """The answer as JSON, so that it can be looked at when the library has changed."""
    verdict: Verdict
    comment: str = ""


def keep_conversation(
    connection: Connection, conversation_id: str, conversation: Conversation
) -> None:
    """Write a conversation with its state, in place of what was kept of it before."""
    state = conversation.model_dump_json()
    connection.execute(delete(conversations).where(conversations.c.id == conversation_id))
    connection.execute(
        conversations.insert().values(id=conversation_id, state=state, updated=_now())
    )


def read_conversation(connection: Connection, conversation_id: str) -> Conversation | None:
    """A conversation as it was kept, None when there is none.

    Raises StoreError where another version of this program kept it in another form.
    """
    query = select(conversations.c.state).where(conversations.c.id == conversation_id)
    kept: str | None = connection.scalar(query)
    if kept is None:
        return None
    try:
        return Conversation.model_validate_json(kept)
    except ValidationError as error:
        raise StoreError(
            f"The conversation {conversation_id} was kept by another version of this program and "
            "cannot be read. Begin a new one under another name."
        ) from error


def insert_ingestion(connection: Connection, outcome: str) -> None:
    """Write what became of the files of one ingestion; the oldest beyond INGESTIONS_KEPT go."""
    columns = ingestions.c
    connection.execute(ingestions.insert().values(ended=_now(), data=outcome))
    last = select(columns.id).order_by(columns.id.desc()).limit(1).offset(INGESTIONS_KEPT - 1)
    oldest = connection.scalar(last)
    if oldest is not None:
        connection.execute(delete(ingestions).where(columns.id < oldest))


def read_ingestions(connection: Connection) -> tuple[tuple[str, str], ...]:
    """When each ingestion ended and what became of its files, newest first."""
    columns = ingestions.c
    rows = connection.execute(select(columns.ended, columns.data).order_by(columns.id.desc()))
    return tuple((ended, data) for ended, data in rows)


def insert_feedback(connection: Connection, given: Feedback) -> None:
    """Write one piece of feedback."""
    connection.execute(
        feedback.insert().values(
            conversation_id=given.conversation,
            question=given.question,
            answer=given.answer,
            verdict=given.verdict,
            comment=given.comment,
            created=_now(),
        )
    )


def read_feedback(connection: Connection) -> tuple[Feedback, ...]:
    """All feedback, oldest first."""
    columns = feedback.c
    rows = connection.execute(
        select(
            columns.conversation_id,
            columns.question,
            columns.answer,
            columns.verdict,
            columns.comment,
        ).order_by(columns.id)
    )
    return tuple(
        Feedback(conversation=c, question=q, answer=a, verdict=v, comment=note)
        for c, q, a, v, note in rows
    )


def _now() -> str:
    """The time, ISO in UTC: kept for people, never part of an answer."""
    return datetime.now(UTC).isoformat(timespec="seconds")

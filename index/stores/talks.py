"""Conversations and feedback: what people say to the library, kept beside it."""

from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, delete, select

from index.stores.database import conversations, feedback
from ingest.models import Record


class Feedback(Record):
    """What somebody thought of an answer."""

    conversation: str | None = None
    """Id of the conversation that it was given in."""
    question: str
    answer: str
    """The answer as JSON, so that it can be looked at when the library has changed."""
    verdict: Literal["good", "bad"]
    comment: str = ""


def keep_conversation(connection: Connection, conversation_id: str, state: str) -> None:
    """Write the state of a conversation, in place of an earlier one."""
    connection.execute(delete(conversations).where(conversations.c.id == conversation_id))
    connection.execute(
        conversations.insert().values(id=conversation_id, state=state, updated=_now())
    )


def read_conversation(connection: Connection, conversation_id: str) -> str | None:
    """The state of a conversation; None when there is none."""
    query = select(conversations.c.state).where(conversations.c.id == conversation_id)
    found: str | None = connection.scalar(query)
    return found


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

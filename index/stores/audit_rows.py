"""The audit log: who asked what and when, what was answered, and from which passages."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, func, select, update

from index.models import Answer
from index.stores.database import audit, feedback, talks
from ingest.models import Record


class Audited(Record):
    """One question with what came of it, as the audit log keeps it."""

    at: str = ""
    """When it was answered: ISO, UTC, to the second; set when it is written."""
    person: str
    """Id of the person who asked."""
    question: str
    """The question without what was masked."""
    filtered: str = ""
    """The filters that were on, in words."""
    status: str
    """Status of the answer; `error` where there was none."""
    answer: str
    """Text of the answer, or the error that was shown."""
    reports: tuple[str, ...] = ()
    """Ids of the reports that are cited, each once."""
    passages: tuple[str, ...] = ()
    """Ids of the passages that are cited, each once."""


class Forgotten(Record):
    """How much of one person was taken out."""

    talks: int = 0
    feedback: int = 0
    """Pieces of feedback that no longer lead to a conversation."""
    audit: int = 0


def audited(
    person: str, question: str, answer: Answer | None, error: str = "", filtered: str = ""
) -> Audited:
    """What the log keeps of a question that was answered, or that ended in an error."""
    cited = answer.citations if answer else ()
    return Audited(
        person=person,
        question=question,
        filtered=filtered,
        status=answer.status if answer else "error",
        answer=answer.text if answer else error,
        reports=tuple(dict.fromkeys(each.report.id for each in cited)),
        passages=tuple(dict.fromkeys(each.passage for each in cited if each.passage)),
    )


def insert_audit(connection: Connection, entry: Audited) -> None:
    """Write one entry, as of now."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    data = entry.model_copy(update={"at": now}).model_dump_json()
    connection.execute(audit.insert().values(at=now, person=entry.person, data=data))


def read_audit(connection: Connection, since: str = "", person: str = "") -> tuple[Audited, ...]:
    """The entries from a time on (ISO; "" for all) of one person ("" for all), oldest first."""
    query = select(audit.c.data).where(audit.c.at >= since).order_by(audit.c.id)
    if person:
        query = query.where(audit.c.person == person)
    return tuple(Audited.model_validate_json(data) for data in connection.scalars(query))


def purge_audit(connection: Connection, days: int) -> int:
    """Take out what is older than this many days (0: everything); how many entries went."""
    before = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    old = audit.c.at < before if days else audit.c.id.is_not(None)
    return connection.execute(delete(audit).where(old)).rowcount


def forget(connection: Connection, person: str) -> Forgotten:
    """Take out the conversations and audit entries of one person, and what leads to them.

    Their feedback stays without a link to a conversation, and so to nobody.
    """
    own = select(talks.c.id).where(talks.c.owner == person)
    linked = feedback.c.conversation_id.in_(own)
    counted = connection.scalar(select(func.count()).select_from(feedback).where(linked))
    connection.execute(update(feedback).where(linked).values(conversation_id=None))
    gone = connection.execute(delete(talks).where(talks.c.owner == person)).rowcount
    entries = connection.execute(delete(audit).where(audit.c.person == person)).rowcount
    return Forgotten(talks=gone, feedback=counted or 0, audit=entries)

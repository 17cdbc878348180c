"""Seals: a digest over all rows of a report, by which a row that is lost or altered is noticed."""

import hashlib

from sqlalchemy import Connection, delete, select

from index.stores import database as db

_ROWS = (db.sources, db.printed, db.sections, db.passages, db.facts, db.warnings)
_NOT_SEALED = frozenset({"original"})
"""The bytes of files have a digest of their own, that of their source."""


def seal(connection: Connection, report_id: str) -> None:
    """Keep the digest of a report's rows as they are in this transaction."""
    connection.execute(delete(db.seals).where(db.seals.c.report_id == report_id))
    connection.execute(
        db.seals.insert().values(report_id=report_id, rows=_digest(connection, report_id))
    )


def seal_all(connection: Connection) -> None:
    """Seal every report as it is: those that were kept before there were seals."""
    for report_id in list(connection.scalars(select(db.reports.c.id))):
        seal(connection, report_id)


def is_whole(connection: Connection, report_id: str) -> bool:
    """Whether the rows of a report are those that were written."""
    kept = connection.scalar(select(db.seals.c.rows).where(db.seals.c.report_id == report_id))
    return bool(kept == _digest(connection, report_id))


def broken_seals(connection: Connection) -> list[str]:
    """The reports whose rows are not those that were written, sorted by id."""
    held = connection.scalars(select(db.reports.c.id).order_by(db.reports.c.id)).all()
    return [report_id for report_id in held if not is_whole(connection, report_id)]


def _digest(connection: Connection, report_id: str) -> str:
    """SHA-256 over every value of every row; vectors apart, which can be made again."""
    digest = hashlib.sha256()
    chosen = select(db.reports).where(db.reports.c.id == report_id)
    queries = [(db.reports, chosen)]
    for table in _ROWS:
        sealed = [column for column in table.columns if column.name not in _NOT_SEALED]
        by = [table.c.ordinal] if "ordinal" in table.c else []
        queries.append((table, select(*sealed).where(table.c.report_id == report_id).order_by(*by)))
    for table, query in queries:
        digest.update(f"[{table.name}]".encode())
        for row in connection.execute(query):
            for value in row:
                data = value if isinstance(value, bytes) else repr(value).encode()
                digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()

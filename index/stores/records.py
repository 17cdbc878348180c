"""Reports to rows and back: what a library holds, by SQL alone."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection, Table, delete, select, text, update

from index.errors import StoreError
from index.stores import database as db
from index.stores.minilm import Embedded
from index.stores.printed_rows import insert_words
from index.stores.vector_rows import insert_vectors
from ingest.models import Fact, Passage, Record, Report, ReportInfo, Section, Warning

Noun = TypeVar("Noun", bound=Record)


class StoredSource(Record):
    """One file that a report was read from."""

    file: str
    sha256: str
    format: str


class StoredReport(Record):
    """A report as the library holds it."""

    info: ReportInfo
    sources: tuple[StoredSource, ...]
    """The first is the one that passages and facts came from."""
    scheme: str
    reader_version: str
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]
    warnings: tuple[Warning, ...]
    text: str


class Held(NamedTuple):
    """A report of the library in short."""

    info: ReportInfo
    scheme: str
    format: str
    reader_version: str
    content: str
    """SHA-256 of the report as JSON: two equal ones are the same report, to the byte."""


class SourceRow(NamedTuple):
    """A source without its bytes."""

    report_id: str
    ordinal: int
    sha256: str
    words: str
    format: str
    reader_version: str
    scheme: str


def words_digest(text: str, kind: str = "text") -> str:
    """SHA-256 of the words of a text, white space apart; in a table, that is what parts cells."""
    words = text if kind == "table" else " ".join(text.split())
    return hashlib.sha256(words.encode()).hexdigest()


def content_digest(report: Report) -> str:
    """SHA-256 of the whole report as JSON."""
    return hashlib.sha256(report.model_dump_json().encode()).hexdigest()


def insert_report(
    connection: Connection, report: Report, original: bytes, vectors: Sequence[Embedded] | None
) -> None:
    """Write a report with its first source and the vectors of its passages (None: no vectors)."""
    connection.execute(
        db.reports.insert().values(
            id=report.info.id,
            info=report.info.model_dump_json(),
            scheme=report.scheme,
            format=report.format,
            reader_version=report.reader_version,
            content=content_digest(report),
            text=report.text,
        )
    )
    insert_source(connection, report.info.id, 0, report, original)
    _insert_parts(connection, db.sections, report.info.id, report.sections)
    _insert_parts(connection, db.passages, report.info.id, report.passages)
    _insert_parts(connection, db.facts, report.info.id, report.facts)
    _insert_parts(connection, db.warnings, report.info.id, report.warnings)
    insert_words(connection, report.info.id, report.words)
    if vectors is not None:
        insert_vectors(connection, [passage.id for passage in report.passages], vectors)


def insert_source(
    connection: Connection, report_id: str, ordinal: int, report: Report, original: bytes
) -> None:
    """Write the file that a report was read from."""
    connection.execute(
        db.sources.insert().values(
            report_id=report_id,
            ordinal=ordinal,
            file=report.info.source,
            sha256=report.sha256,
            words=words_digest(report.text, report.format),
            format=report.format,
            reader_version=report.reader_version,
            scheme=report.scheme,
            original=original,
        )
    )


def _insert_parts(
    connection: Connection, table: Table, report_id: str, parts: Iterable[Record]
) -> None:
    rows = []
    for ordinal, part in enumerate(parts):
        row = {"report_id": report_id, "ordinal": ordinal, "data": part.model_dump_json()}
        if isinstance(part, Passage | Fact):
            row["id"] = part.id
        if isinstance(part, Fact):
            row["measure"] = part.measure
        rows.append(row)
    if rows:
        connection.execute(table.insert(), rows)


def delete_report(connection: Connection, report_id: str) -> None:
    """Take a report out, with all that hangs on it."""
    connection.execute(delete(db.reports).where(db.reports.c.id == report_id))


def delete_source(connection: Connection, report_id: str, ordinal: int) -> None:
    """Take one source of a report out."""
    connection.execute(
        delete(db.sources).where(
            db.sources.c.report_id == report_id, db.sources.c.ordinal == ordinal
        )
    )


def redate(connection: Connection, report_id: str, published: str) -> None:
    """Give a report, and its facts, the more exact date that a further source of it has."""
    info = held_reports(connection, {report_id})[report_id].info
    exact = info.model_copy(update={"published": published})
    reports, columns = db.reports, db.facts.c
    connection.execute(
        update(reports).where(reports.c.id == report_id).values(info=exact.model_dump_json())
    )
    for ordinal, fact in enumerate(read_facts(connection, report_id)):
        if fact.published == info.published:
            data = fact.model_copy(update={"published": published}).model_dump_json()
            connection.execute(
                update(db.facts)
                .where(columns.report_id == report_id, columns.ordinal == ordinal)
                .values(data=data)
            )


def take_sources(connection: Connection, report_id: str, first: int) -> list[dict[str, Any]]:
    """The sources of a report from this ordinal on, for `put_sources` under another report."""
    columns = db.sources.c
    rows = connection.execute(
        select(db.sources)
        .where(columns.report_id == report_id, columns.ordinal >= first)
        .order_by(columns.ordinal)
    )
    return [dict(row) for row in rows.mappings()]


def put_sources(connection: Connection, report_id: str, rows: list[dict[str, Any]]) -> None:
    """Hang sources on a report, behind the one that it is read from."""
    for ordinal, row in enumerate(rows, 1):
        values = {**row, "report_id": report_id, "ordinal": ordinal}
        connection.execute(db.sources.insert().values(values))


def is_empty(connection: Connection) -> bool:
    """Whether the library holds no report."""
    return connection.scalar(select(db.reports.c.id).limit(1)) is None


def held_reports(connection: Connection, reports: Collection[str] | None = None) -> dict[str, Held]:
    """These reports of the library (None: all) by id, sorted by id; unknown ids are left out."""
    columns = db.reports.c
    query = select(
        columns.id,
        columns.info,
        columns.scheme,
        columns.format,
        columns.reader_version,
        columns.content,
    ).order_by(columns.id)
    if reports is not None:
        query = query.where(columns.id.in_(reports))
    rows = connection.execute(query)
    return {row[0]: Held(_read(ReportInfo, row[1]), *row[2:]) for row in rows}


def source_rows(connection: Connection, reports: Collection[str] | None = None) -> list[SourceRow]:
    """The sources of these reports (None: of all) without their bytes, by report and ordinal."""
    columns = [db.sources.c[name] for name in SourceRow._fields]
    query = select(*columns).order_by(db.sources.c.report_id, db.sources.c.ordinal)
    if reports is not None:
        query = query.where(db.sources.c.report_id.in_(reports))
    return [SourceRow(*row) for row in connection.execute(query)]


def _read(noun: type[Noun], data: str) -> Noun:
    """A model as it was kept. Raises StoreError where its row has been damaged."""
    try:
        return noun.model_validate_json(data)
    except ValidationError as error:
        raise StoreError(
            f"A row of the library cannot be read as a {noun.__name__.lower()}: it is damaged. "
            "`reports check` tells which report it belongs to."
        ) from error


def read_report_text(connection: Connection, report_id: str) -> str:
    """The decoded text that the spans of a report point into."""
    found: str = connection.execute(
        select(db.reports.c.text).where(db.reports.c.id == report_id)
    ).scalar_one()
    return found


def read_passages(connection: Connection, report_id: str) -> tuple[Passage, ...]:
    """The passages of a report in order."""
    rows = _parts(connection, db.passages, report_id)
    return tuple(_read(Passage, data) for data in rows)


def read_facts(connection: Connection, report_id: str) -> tuple[Fact, ...]:
    """The facts of a report in order."""
    return tuple(_read(Fact, d) for d in _parts(connection, db.facts, report_id))


def read_warnings(connection: Connection, report_id: str) -> tuple[Warning, ...]:
    """The warnings of a report in order."""
    rows = _parts(connection, db.warnings, report_id)
    return tuple(_read(Warning, data) for data in rows)


def read_all_warnings(connection: Connection) -> dict[str, tuple[Warning, ...]]:
    """The warnings of every report that has any, in order."""
    columns = db.warnings.c
    rows = connection.execute(
        select(columns.report_id, columns.data).order_by(columns.report_id, columns.ordinal)
    )
    found: dict[str, list[Warning]] = {}
    for report_id, data in rows:
        found.setdefault(report_id, []).append(_read(Warning, data))
    return {report_id: tuple(warnings) for report_id, warnings in found.items()}


def read_sections(connection: Connection, report_id: str) -> tuple[Section, ...]:
    """The sections of a report in order."""
    rows = _parts(connection, db.sections, report_id)
    return tuple(_read(Section, data) for data in rows)


def _parts(connection: Connection, table: Table, report_id: str) -> Iterable[str]:
    query = select(table.c.data).where(table.c.report_id == report_id).order_by(table.c.ordinal)
    return connection.scalars(query)


def read_sources(connection: Connection, report_id: str) -> tuple[StoredSource, ...]:
    """The sources of a report, the first one first."""
    columns = db.sources.c
    rows = connection.execute(
        select(columns.file, columns.sha256, columns.format)
        .where(columns.report_id == report_id)
        .order_by(columns.ordinal)
    )
    return tuple(StoredSource(file=f, sha256=s, format=kind) for f, s, kind in rows)


def read_original(connection: Connection, sha256: str) -> bytes | None:
    """The bytes of a source by their SHA-256; None when no source has it."""
    query = select(db.sources.c.original).where(db.sources.c.sha256 == sha256).limit(1)
    found: bytes | None = connection.scalar(query)
    return found


def broken_file(connection: Connection) -> str | None:
    """What is wrong with the database file as such, in words; None when nothing is."""
    if connection.dialect.name != "sqlite":
        return None
    if connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]:
        return None
    return (
        f"The database file {connection.engine.url.database} is damaged. Move it away and ingest "
        "the reports again."
    )


def strays(connection: Connection) -> list[tuple[str, int]]:
    """(table, rowid) of the rows whose report or passage is not there."""
    if connection.dialect.name != "sqlite":
        return []  # a server keeps this rule itself, always
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return sorted({(str(row[0]), int(row[1])) for row in rows})


def delete_strays(connection: Connection, rows: Iterable[tuple[str, int]]) -> None:
    """Delete these rows, which `strays` found."""
    for table, rowid in rows:
        connection.execute(
            delete(db.metadata.tables[table]).where(text("rowid = :r")), {"r": rowid}
        )


def damaged_originals(connection: Connection) -> list[tuple[str, int, str]]:
    """(report, ordinal, file) of each source whose kept bytes are not those that were read."""
    columns = db.sources.c
    query = select(
        columns.report_id, columns.ordinal, columns.file, columns.sha256, columns.original
    ).order_by(columns.report_id, columns.ordinal)
    return [
        (row.report_id, row.ordinal, row.file)
        for row in connection.execute(query)
        if hashlib.sha256(row.original).hexdigest() != row.sha256
    ]


def distrust(connection: Connection, report_id: str, ordinal: int) -> None:
    """Have a source pass for one of an older reader: its file is taken in when it comes again."""
    connection.execute(
        update(db.sources)
        .where(db.sources.c.report_id == report_id, db.sources.c.ordinal == ordinal)
        .values(reader_version="")
    )
    db.next_sources(connection)

"""The tables that hold the truth, and the way to open them (SQLite by default, PostgreSQL by URL).

Whatever crosses a module boundary as a model is kept as its JSON, beside the columns that are
searched by; vectors are kept as bytes. Everything else in a library is derived from these tables.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    inspect,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from index.errors import StoreError

SCHEMA_VERSION = 5
"""Raised by every change of the tables; older libraries are brought up to it when opened."""
BUSY_SECONDS = 30
"""How long SQLite waits for another process's transaction; ours take well under a second each."""

metadata = MetaData()


def _report_id(**options: Any) -> Column[str]:
    return Column(
        "report_id", String, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, **options
    )


def _passage_id() -> Column[str]:
    return Column(
        "passage_id", String, ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True
    )


meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text))
reports = Table(
    "reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("info", Text, nullable=False),
    Column("scheme", String, nullable=False),
    Column("format", String, nullable=False),
    Column("reader_version", String, nullable=False),
    Column("content", String, nullable=False),  # SHA-256 of the whole report as JSON
    Column("text", Text, nullable=False),
)
sources = Table(
    "sources",
    metadata,
    _report_id(primary_key=True),
    Column("ordinal", Integer, primary_key=True),  # 0: the one that passages and facts came from
    Column("file", String, nullable=False),
    Column("sha256", String, nullable=False, index=True),
    Column("words", String, nullable=False),  # SHA-256 of the text's words
    Column("format", String, nullable=False),
    Column("reader_version", String, nullable=False),
    Column("scheme", String, nullable=False),
    Column("original", LargeBinary, nullable=False),
)

printed = Table(
    "printed",
    metadata,
    _report_id(primary_key=True),
    Column("data", LargeBinary, nullable=False),  # where its words stand: printed_rows.pack
)
seals = Table(
    "seals",
    metadata,
    _report_id(primary_key=True),
    Column("rows", String, nullable=False),  # SHA-256 over the report's rows: seals.seal
)
ingestions = Table(
    "ingestions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ended", String, nullable=False),  # ISO, UTC
    Column("data", Text, nullable=False),  # what became of each file, as JSON
)


def _part(name: str, *columns: Column[Any]) -> Table:
    """A table of what a report has many of, in order, as JSON."""
    return Table(
        name,
        metadata,
        *columns,
        _report_id(),
        Column("ordinal", Integer, nullable=False),
        Column("data", Text, nullable=False),
        Index(f"{name}_in_order", "report_id", "ordinal", unique=True),
    )


sections = _part("sections", Column("id", Integer, primary_key=True))
passages = _part("passages", Column("id", String, primary_key=True))
facts = _part("facts", Column("id", String, primary_key=True), Column("measure", String))
warnings = _part("warnings", Column("id", Integer, primary_key=True))
sentence_vectors = Table(
    "sentence_vectors",
    metadata,
    _passage_id(),
    Column("vector", LargeBinary, nullable=False),  # float32
)
token_vectors = Table(
    "token_vectors",
    metadata,
    _passage_id(),
    Column("version", String, nullable=False),
    Column("vectors", LargeBinary, nullable=False),  # float16, a row per token
    Column("offsets", LargeBinary, nullable=False),  # int32, [start, end) of each token
)
builds = Table(
    "builds",
    metadata,
    Column("kind", String, primary_key=True),  # vectors, lexical
    Column("folder", String, nullable=False),
    Column("revision", Integer, nullable=False),  # of the library when it was built
)
conversations = Table(
    "conversations",
    metadata,
    Column("id", String, primary_key=True),
    Column("state", Text, nullable=False),
    Column("updated", String, nullable=False),
)
talks = Table(
    "talks",
    metadata,
    Column("id", String, primary_key=True),
    Column("owner", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("updated", String, nullable=False),
    Column("words", Text, nullable=False),  # its name as it is searched, lower case
    Column("state", Text, nullable=False),  # what the assistant carries on, as JSON
)
turns = Table(
    "turns",
    metadata,
    Column("talk_id", String, ForeignKey("talks.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),  # from 0, in the order of asking
    Column("data", Text, nullable=False),  # question and answer, as JSON
    Column("words", Text, nullable=False),  # what it is searched by, lower case
)
feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", String),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("verdict", String, nullable=False),
    Column("comment", Text, nullable=False),
    Column("created", String, nullable=False),
)
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False, index=True),  # ISO, UTC
    Column("person", String, nullable=False, index=True),
    Column("data", Text, nullable=False),  # question, status, answer and sources, as JSON
)


class Database:
    """An open store: connections, transactions and the few values of `meta`."""

    def __init__(self, url: str, name: str, create: bool = True) -> None:
        """Open the store at an SQLAlchemy URL; `name` is what messages call it."""
        self.name = name
        self._engine = _engine(url)
        try:
            self._prepare(create)
        except SQLAlchemyError as error:
            self._engine.dispose()
            raise _translated(name, error) from error
        except StoreError:
            self._engine.dispose()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read by, as of one moment."""
        try:
            with self._engine.connect() as connection:
                if connection.dialect.name == "sqlite":
                    # Its driver begins no transaction for a SELECT: each would see its own moment.
                    connection.exec_driver_sql("BEGIN")
                yield connection
        except SQLAlchemyError as error:
            raise _translated(self.name, error) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it is kept, or, when an exception leaves it, nothing."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise _translated(self.name, error) from error

    def compact(self) -> None:
        """Write the file anew, so that nothing is left in it of what was taken out.

        Takes about as long as copying it. Other databases see to that by themselves.
        """
        if self._engine.dialect.name != "sqlite":
            return
        try:
            with self._engine.connect() as connection:
                alone = connection.execution_options(isolation_level="AUTOCOMMIT")
                alone.exec_driver_sql("VACUUM")
                alone.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except SQLAlchemyError as error:
            raise _translated(self.name, error) from error

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def _prepare(self, create: bool) -> None:
        with self._engine.begin() as connection:
            if not inspect(connection).has_table(meta.name):
                if not create:
                    raise StoreError(
                        f"There is no library in {self.name}. Make one with `reports ingest`."
                    )
                if connection.dialect.name == "sqlite":
                    # Two processes may come to make one library: the second waits for the first.
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                if not inspect(connection).has_table(meta.name):
                    metadata.create_all(connection)
                    put_meta(connection, "schema_version", str(SCHEMA_VERSION))
            version = int(get_meta(connection, "schema_version") or 0)
            if version < SCHEMA_VERSION:
                from index.stores.upgrades import bring_up  # it knows the tables of this module

                bring_up(connection)
        if version > SCHEMA_VERSION:
            raise StoreError(
                f"{self.name} was made by a newer version of this program (schema {version}, "
                f"this one knows {SCHEMA_VERSION}). Upgrade the program, or name another store."
            )


def get_meta(connection: Connection, key: str) -> str | None:
    """The value kept under a key; None when there is none."""
    found: str | None = connection.scalar(select(meta.c.value).where(meta.c.key == key))
    return found


def put_meta(connection: Connection, key: str, value: str) -> None:
    """Keep a value under a key, in place of an earlier one."""
    connection.execute(delete(meta).where(meta.c.key == key))
    connection.execute(meta.insert().values(key=key, value=value))


def revision(connection: Connection) -> int:
    """A number that grows with every change of passages or vectors."""
    return int(get_meta(connection, "revision") or 0)


def next_revision(connection: Connection) -> None:
    """Say that passages or vectors change in this transaction."""
    put_meta(connection, "revision", str(revision(connection) + 1))


def contents(connection: Connection) -> tuple[int, int]:
    """Numbers that stay as they are while what is kept does: the revision, and that of sources.

    A further source of a report changes no passage, so indexes need not follow it.
    """
    query = select(meta.c.key, meta.c.value).where(meta.c.key.in_(("revision", "sources")))
    found = {key: int(value) for key, value in connection.execute(query)}
    return found.get("revision", 0), found.get("sources", 0)


def next_sources(connection: Connection) -> None:
    """Say that sources change in this transaction, and no passages."""
    put_meta(connection, "sources", str(contents(connection)[1] + 1))


def sqlite_url(path: Path) -> str:
    """The URL of an SQLite file."""
    return f"sqlite:///{path}"


def _engine(url: str) -> Engine:
    # As many connections as threads that read: one that waits for another would wait for ever,
    # where the other holds the lock of the library and waits for a connection.
    engine = create_engine(url, max_overflow=-1)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    """WAL: readers go on while one writes. Foreign keys are off in SQLite until asked for."""
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    _into_wal(cursor)
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _into_wal(cursor: Any) -> None:
    """The switch to WAL does not heed `busy_timeout` while another process makes the same file."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _translated(name: str, error: SQLAlchemyError) -> StoreError:
    """What went wrong in the database, and what to do next."""
    reason = str(getattr(error, "orig", None) or error)
    if "not a database" in reason or "malformed" in reason:
        advice = "The file is damaged: move it away and ingest the reports again."
    elif "locked" in reason:
        advice = "Another process is writing to it: try again when it is done."
    elif found := said_of_disk(reason):
        reason, what = found
        advice = f"{what} and run the command again; what was finished before is kept."
    else:
        advice = "Run `reports check`, or name another --store."
    return StoreError(f"The library in {name} cannot be used: {reason}. {advice}")


def said_of_disk(reason: str) -> tuple[str, str] | None:
    """What a message of any library says of the disk, and what to do; None where it is silent."""
    for words, said, advice in _OF_DISKS:
        if any(word in reason.lower() for word in words):
            return said, advice
    return None


_OF_DISKS = (
    (
        ("is full", "no space left", "code: 13)"),
        "the disk is full",
        "Make room on it, and where temporary files are kept,",
    ),
    (
        ("quota", "too large"),
        "a limit on what may be kept on the disk is reached",
        "Have the limit raised",
    ),
    (
        ("readonly", "read-only", "unable to open", "permission denied", "code: 8)", "code: 14)"),
        "its folder cannot be written to",
        "Check that it exists and can be written to, or name another --store,",
    ),
    (
        ("disk i/o", "code: 10)"),
        "the disk cannot be read or written (disk I/O error)",
        "It may be full, have a limit, or be failing: see to that",
    ),
)
"""Words in messages of SQLite, tantivy, Chroma and the system; what they mean; what to do next."""

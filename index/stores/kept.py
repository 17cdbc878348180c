"""What of a library is kept in memory: read when it is wanted, dropped when the library changes.

An answer that has begun goes on with the library as it was, whatever others write meanwhile: what
is kept for it is that library's, and what is not yet kept is read as of the same moment.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import RLock, local
from typing import NamedTuple

from sqlalchemy import Connection

from index.errors import NotInLibrary
from index.stores import records
from index.stores.chunking import PASSAGE
from index.stores.database import Database, contents, get_meta
from index.stores.printed_rows import read_words
from index.stores.records import Held
from ingest.models import Fact, Passage, Warning
from ingest.printed import Printed

_PRINTED_KEPT = 20
"""Reports; the places of the words of one with 40 pages take 4 MB."""
_TEXTS_KEPT = 100
"""Reports; a text has 0.1 MB."""


@dataclass
class _State:
    """What is kept of the library as it was at one revision."""

    contents: tuple[int, int]
    held: dict[str, Held]
    passages: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    by_id: dict[str, Passage] = field(default_factory=dict)
    facts: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    warnings: dict[str, tuple[Warning, ...]] | None = None
    fingerprint: str | None = None
    printed: dict[str, Printed] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def only(self, reports: Collection[str] | None) -> dict[str, Held]:
        """These reports (None: all) in the order of their ids. Raises NotInLibrary."""
        if reports is None:
            return self.held
        for report_id in reports:
            if report_id not in self.held:
                raise NotInLibrary(
                    f"The library has no report {report_id!r}; it may have been removed since. "
                    "The Library page, and `reports list`, show what it has."
                )
        return {report_id: self.held[report_id] for report_id in sorted(set(reports))}


class _View(NamedTuple):
    """What is kept of one state of the library, and what reads the rest of the same state."""

    state: _State
    connection: Connection


class Kept:
    """Reports, passages, facts and warnings as SQL has them now, whoever wrote them there."""

    def __init__(self, database: Database, lock: RLock, changed: Callable[[], None]) -> None:
        """`changed` is called, under the lock, when reports or vectors are others than before."""
        self._database = database
        self._lock = lock
        self._changed = changed
        self._state = _State((-1, -1), {})
        self._steady = local()

    def held(self, reports: Collection[str] | None = None) -> dict[str, Held]:
        """These reports (None: all) in the order of their ids. Raises NotInLibrary."""
        with self._view() as view:
            return view.state.only(reports)

    def passages(self, reports: Collection[str] | None) -> tuple[Passage, ...]:
        """The passages of these reports (None: of all), by report id and in order of reading."""
        with self._view() as view:
            wanted = view.state.only(reports)
            return tuple(passage for report_id in wanted for passage in _passages(view, report_id))

    def passage(self, passage_id: str) -> Passage:
        """A passage by its id. Raises NotInLibrary."""
        with self._view() as view:
            report_id = passage_id.rpartition("/")[0]
            view.state.only([report_id])
            _passages(view, report_id)
            if passage_id not in view.state.by_id:
                raise NotInLibrary(f"{report_id} has no passage {passage_id!r}.")
            return view.state.by_id[passage_id]

    def facts(self, reports: Collection[str] | None) -> tuple[Fact, ...]:
        """The facts of these reports (None: of all), by report id and in order."""
        with self._view() as (state, connection):
            wanted = state.only(reports)
            for report_id in wanted:
                if report_id not in state.facts:
                    state.facts[report_id] = records.read_facts(connection, report_id)
            return tuple(fact for report_id in wanted for fact in state.facts[report_id])

    def printed(self, report_id: str) -> Printed:
        """Where the words of a report are printed; those of a few reports are kept."""
        with self._view() as (state, connection):
            state.only([report_id])
            if report_id not in state.printed:
                while len(state.printed) >= _PRINTED_KEPT:
                    del state.printed[next(iter(state.printed))]
                state.printed[report_id] = Printed(read_words(connection, report_id))
            return state.printed[report_id]

    def warnings(self, reports: Collection[str]) -> dict[str, tuple[Warning, ...]]:
        """The doubts about each of these reports, by id; those about all are read at once."""
        with self._view() as (state, connection):
            wanted = state.only(reports)
            if state.warnings is None:
                state.warnings = records.read_all_warnings(connection)
            return {report_id: state.warnings.get(report_id, ()) for report_id in wanted}

    def text(self, report_id: str) -> str:
        """The decoded text of a report; those of a few reports are kept."""
        with self._view() as (state, connection):
            state.only([report_id])
            if report_id not in state.texts:
                while len(state.texts) >= _TEXTS_KEPT:
                    del state.texts[next(iter(state.texts))]
                state.texts[report_id] = records.read_report_text(connection, report_id)
            return state.texts[report_id]

    def fingerprint(self) -> str:
        """SHA-256 of what the library holds, files and embedding included."""
        with self._view() as (state, connection):
            if state.fingerprint is None:
                digest = hashlib.sha256()
                for report_id, one in state.held.items():
                    digest.update(f"{report_id} {one.content}\n".encode())
                digest.update(f"{get_meta(connection, 'embedding')}\n".encode())
                chunking = get_meta(connection, "chunking") or PASSAGE
                if chunking != PASSAGE:
                    digest.update(f"{chunking}\n".encode())
                for row in records.source_rows(connection):
                    digest.update(f"{row.report_id} {row.ordinal} {row.sha256}\n".encode())
                state.fingerprint = digest.hexdigest()
            return state.fingerprint

    @contextmanager
    def steady(self) -> Iterator[None]:
        """In this thread, read the library as it is now, whatever is written meanwhile.

        One answer rests on one state of the library, and a tenth of its time is not spent asking
        whether there is another.
        """
        if self._entered():
            yield
            return
        with self._database.reading() as connection:
            with self._lock:
                self._steady.view = _View(self._as_of(connection), connection)
            try:
                yield
            finally:
                self._steady.view = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read by: as of the moment at which this thread entered `steady`."""
        if entered := self._entered():
            yield entered.connection
        else:
            with self._database.reading() as connection:
                yield connection

    def is_latest(self) -> bool:
        """Whether this thread reads the library as it was last seen by any thread."""
        entered = self._entered()
        return entered is None or entered.state.contents[0] == self._state.contents[0]

    @contextmanager
    def _view(self) -> Iterator[_View]:
        """What this thread sees of the library; under the lock."""
        with self._lock:
            if entered := self._entered():
                yield entered
            else:
                with self._database.reading() as connection:
                    yield _View(self._as_of(connection), connection)

    def _entered(self) -> _View | None:
        view: _View | None = getattr(self._steady, "view", None)
        return view

    def _as_of(self, connection: Connection) -> _State:
        """What is kept as of this connection, which has read nothing yet; under the lock."""
        now = contents(connection)
        if now[0] != self._state.contents[0]:
            self._state = _State(now, records.held_reports(connection))
            self._changed()
        elif now != self._state.contents:
            self._state = replace(self._state, contents=now, fingerprint=None)
        return self._state


def _passages(view: _View, report_id: str) -> tuple[Passage, ...]:
    """The passages of a report, kept or read now."""
    state = view.state
    if report_id not in state.passages:
        found = records.read_passages(view.connection, report_id)
        state.passages[report_id] = found
        state.by_id.update((passage.id, passage) for passage in found)
    return state.passages[report_id]

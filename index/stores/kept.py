"""What of a library is kept in memory: read when it is wanted, dropped when the library changes."""

import hashlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from threading import RLock, local

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


class Kept:
    """Reports, passages, facts and warnings as SQL has them now, whoever wrote them there."""

    def __init__(self, database: Database, lock: RLock, changed: Callable[[], None]) -> None:
        """`changed` is called, under the lock, when reports or vectors are others than before."""
        self._database = database
        self._lock = lock
        self._changed = changed
        self._contents = (-1, -1)
        self._held: dict[str, Held] = {}
        self._passages: dict[str, tuple[Passage, ...]] = {}
        self._by_id: dict[str, Passage] = {}
        self._facts: dict[str, tuple[Fact, ...]] = {}
        self._warnings: dict[str, tuple[Warning, ...]] | None = None
        self._fingerprint: str | None = None
        self._printed: dict[str, Printed] = {}
        self._texts: dict[str, str] = {}
        self._steady = local()

    def held(self, reports: Collection[str] | None = None) -> dict[str, Held]:
        """These reports (None: all) in the order of their ids. Raises NotInLibrary."""
        held = self._current()
        if reports is None:
            return held
        for report_id in reports:
            if report_id not in held:
                raise NotInLibrary(
                    f"The library has no report {report_id!r}; it may have been removed since. "
                    "The Library page, and `reports list`, show what it has."
                )
        return {report_id: held[report_id] for report_id in sorted(set(reports))}

    def passages(self, reports: Collection[str] | None) -> tuple[Passage, ...]:
        """The passages of these reports (None: of all), by report id and in order of reading."""
        with self._lock:
            wanted = self.held(reports)
            missing = [report_id for report_id in wanted if report_id not in self._passages]
            if missing:
                with self._database.reading() as connection:
                    for report_id in missing:
                        found = records.read_passages(connection, report_id)
                        self._passages[report_id] = found
                        self._by_id.update((passage.id, passage) for passage in found)
            return tuple(passage for report_id in wanted for passage in self._passages[report_id])

    def passage(self, passage_id: str) -> Passage:
        """A passage by its id. Raises NotInLibrary."""
        with self._lock:
            report_id = passage_id.rpartition("/")[0]
            self.passages([report_id])
            if passage_id not in self._by_id:
                raise NotInLibrary(f"{report_id} has no passage {passage_id!r}.")
            return self._by_id[passage_id]

    def facts(self, reports: Collection[str] | None) -> tuple[Fact, ...]:
        """The facts of these reports (None: of all), by report id and in order."""
        with self._lock:
            wanted = self.held(reports)
            missing = [report_id for report_id in wanted if report_id not in self._facts]
            if missing:
                with self._database.reading() as connection:
                    for report_id in missing:
                        self._facts[report_id] = records.read_facts(connection, report_id)
            return tuple(fact for report_id in wanted for fact in self._facts[report_id])

    def printed(self, report_id: str) -> Printed:
        """Where the words of a report are printed; those of a few reports are kept."""
        with self._lock:
            self.held([report_id])
            if report_id not in self._printed:
                while len(self._printed) >= _PRINTED_KEPT:
                    del self._printed[next(iter(self._printed))]
                with self._database.reading() as connection:
                    self._printed[report_id] = Printed(read_words(connection, report_id))
            return self._printed[report_id]

    def warnings(self, reports: Collection[str]) -> dict[str, tuple[Warning, ...]]:
        """The doubts about each of these reports, by id; those about all are read at once."""
        with self._lock:
            wanted = self.held(reports)
            if self._warnings is None:
                with self._database.reading() as connection:
                    self._warnings = records.read_all_warnings(connection)
            return {report_id: self._warnings.get(report_id, ()) for report_id in wanted}

    def text(self, report_id: str) -> str:
        """The decoded text of a report; those of a few reports are kept."""
        with self._lock:
            self.held([report_id])
            if report_id not in self._texts:
                while len(self._texts) >= _TEXTS_KEPT:
                    del self._texts[next(iter(self._texts))]
                with self._database.reading() as connection:
                    self._texts[report_id] = records.read_report_text(connection, report_id)
            return self._texts[report_id]

    @contextmanager
    def steady(self) -> Iterator[None]:
        """In this thread, ask SQL once whether the library has changed, not at every turn.

        One answer rests on one state of the library, and a tenth of its time is not spent asking.
        """
        before = getattr(self._steady, "held", None)
        self._steady.held = self._current()
        try:
            yield
        finally:
            self._steady.held = before

    def fingerprint(self) -> str:
        """SHA-256 of what the library holds, files and embedding included."""
        with self._lock:
            held = self._current()
            if self._fingerprint is None:
                digest = hashlib.sha256()
                for report_id, one in held.items():
                    digest.update(f"{report_id} {one.content}\n".encode())
                with self._database.reading() as connection:
                    digest.update(f"{get_meta(connection, 'embedding')}\n".encode())
                    chunking = get_meta(connection, "chunking") or PASSAGE
                    if chunking != PASSAGE:
                        digest.update(f"{chunking}\n".encode())
                    for row in records.source_rows(connection):
                        digest.update(f"{row.report_id} {row.ordinal} {row.sha256}\n".encode())
                self._fingerprint = digest.hexdigest()
            return self._fingerprint

    def _current(self) -> dict[str, Held]:
        """The reports by id; what is kept is dropped when the library has changed."""
        steady: dict[str, Held] | None = getattr(self._steady, "held", None)
        if steady is not None:
            return steady
        with self._lock, self._database.reading() as connection:
            now = contents(connection)
            if now[0] != self._contents[0]:
                self._held = records.held_reports(connection)
                self._passages.clear()
                self._by_id.clear()
                self._facts.clear()
                self._printed.clear()
                self._texts.clear()
                self._warnings = None
                self._changed()
            if now != self._contents:
                self._fingerprint = None
                self._contents = now
            return self._held

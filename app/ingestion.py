"""One ingestion, from files to what became of each: what `reports ingest` and the upload share."""

import logging
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import ValidationError

from app.files import Found
from app.wording import counted
from index.errors import StoreError
from index.stores.library import Library
from ingest.errors import UnreadableFile
from ingest.models import Record, Report
from ingest.readers.text import as_words

log = logging.getLogger(__name__)

Fate = Literal["added", "unchanged", "replaced", "source", "rejected", "skipped", "not reached"]
"""`source`: a further format of a report that the library has; `not reached`: it was stopped."""
Reader = Callable[[Path], tuple[Report, bytes]]
"""Reads a file into its report, and gives the bytes that it was read from."""


class FileOutcome(Record):
    """What became of one file."""

    path: str
    fate: Fate
    report: str | None = None
    """Id of its report; None where it was not read."""
    reason: str | None = None
    """Why it was rejected or skipped."""


class Ingestion(Record):
    """What became of every file that one ingestion was to read."""

    files: tuple[FileOutcome, ...]
    removed: tuple[str, ...] = ()
    """Digests that made way for the report itself."""
    stopped: bool = False
    """Whether somebody stopped it before it had reached every file."""

    def of(self, *fates: Fate) -> tuple[FileOutcome, ...]:
        """The files with one of these fates, in the order in which they were read."""
        return tuple(file for file in self.files if file.fate in fates)

    def reports(self, fate: Fate) -> tuple[str, ...]:
        """The ids of the reports with this fate, each once."""
        return tuple(dict.fromkeys(file.report for file in self.of(fate) if file.report))


class Step(NamedTuple):
    """How far an ingestion has come, for those who wait for it."""

    path: Path | None
    """The file that is read now; None while the search indexes are brought up to date."""
    files: int
    """Files that are done."""
    size: int
    """Bytes of the files that are done."""


class Stopped(KeyboardInterrupt):
    """Somebody stopped an ingestion; what had been read is in the library."""

    def __init__(self, ingestion: Ingestion) -> None:
        self.ingestion = ingestion
        super().__init__()


def run_ingestion(
    library: Library, found: Found, read: Reader, tell: Callable[[Step], None]
) -> Ingestion:
    """Read the files into the library one by one, and keep the record of it in the library.

    A file that cannot be read is noted, and the next one goes on. `tell` hears of every step.
    Raises Stopped on Ctrl-C: each report is in the library whole or not at all.
    """
    run = _Run(found, read, tell)
    try:
        with closing(run.reports()) as reports:
            library.add(reports, run.taken)
    except KeyboardInterrupt:
        ingestion = run.outcome(stopped=True)
        library.keep_ingestion(ingestion.model_dump_json())
        raise Stopped(ingestion) from None
    except BaseException:  # the disk is full, or somebody left the page that waits for it
        with suppress(StoreError):
            library.keep_ingestion(run.outcome(stopped=True).model_dump_json())
        raise
    ingestion = run.outcome(stopped=False)
    library.keep_ingestion(ingestion.model_dump_json())
    return ingestion


class Earlier(NamedTuple):
    """What a library keeps of ingestions."""

    done: tuple[tuple[str, Ingestion], ...]
    """When each ended, ISO in UTC, and what became of its files; the newest first."""
    unknown: int
    """How many were kept by another version of this program in a way that this one cannot read."""

    @property
    def unknown_words(self) -> str:
        """That some cannot be shown; "" where all can."""
        if not self.unknown:
            return ""
        return (
            f"{counted(self.unknown, 'ingestion')} cannot be shown: another version of this "
            "program kept the record. The reports themselves are not touched by that."
        )


def earlier_ingestions(library: Library) -> Earlier:
    """The ingestions of a library as far as this version can read what was kept of them."""
    kept = library.ingestions()
    done = []
    for ended, data in kept:
        with suppress(ValidationError):
            done.append((ended, Ingestion.model_validate_json(data)))
    return Earlier(tuple(done), len(kept) - len(done))


class _Run:
    """The state of one ingestion."""

    def __init__(self, found: Found, read: Reader, tell: Callable[[Step], None]) -> None:
        self._found = found
        self._read = read
        self._tell = tell
        self._outcomes: list[FileOutcome] = [
            *(_rejected(self._words(path), reason) for path, reason in found.missing),
            *(_rejected(url, reason) for url, reason in found.unfetched),
        ]
        self._removed: list[str] = []
        self._now: Path | None = None
        self._reached = 0
        self._told: set[Path | None] = set()
        """Files that have an outcome; two of them may go by one name."""

    def reports(self) -> Generator[tuple[Report, bytes]]:
        size = 0
        for path in self._found.files:
            self._tell(Step(path, self._reached, size))
            self._now = path
            try:
                report = self._read(path)
            except UnreadableFile as error:
                self._refused(path, error.reason)
            except OSError as error:
                self._refused(path, f"cannot be read: {error.strerror}")
            except Exception:
                # A bug of ours, told as one and kept in the log; a hundred files may be waiting.
                log.exception("%s could not be read", path)
                self._refused(path, "the program failed on it; its log says where")
            else:
                yield report
            self._reached += 1
            size += size_of(path)
        self._tell(Step(None, self._reached, size))

    def taken(self, fate: Fate, report: str, removed: Sequence[str]) -> None:
        """The library has taken in, or passed over, the report of the file that was read last."""
        self._outcomes.append(FileOutcome(path=self._words(self._now), fate=fate, report=report))
        self._told.add(self._now)
        self._removed += removed

    def _refused(self, path: Path, reason: str) -> None:
        self._outcomes.append(_rejected(self._words(path), reason))
        self._told.add(path)

    def _words(self, path: Path | None) -> str:
        """A file as outcomes name it: by its address or name, where it lies elsewhere meanwhile."""
        found = self._found
        other = (found.addresses.get(path) or found.names.get(path)) if path else None
        return as_words(other) if other else path_words(path)

    def outcome(self, stopped: bool) -> Ingestion:
        left = [path for path in self._found.files if path not in self._told]
        skipped = [
            FileOutcome(path=self._words(path), fate="skipped", reason=reason)
            for path, reason in self._found.skipped
        ]
        late = [FileOutcome(path=self._words(path), fate="not reached") for path in left]
        return Ingestion(
            files=(*self._outcomes, *late, *skipped),
            removed=tuple(self._removed),
            stopped=stopped,
        )


def path_words(path: Path | None) -> str:
    """A path as outcomes name it: text that can be kept, whatever its bytes are."""
    return as_words(str(path))


def size_of(path: Path) -> int:
    """Bytes of a file; 0 where it cannot be looked at."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _rejected(path: str, reason: str) -> FileOutcome:
    return FileOutcome(path=path, fate="rejected", reason=reason)

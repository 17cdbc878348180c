"""Which suites there are for the pages, and which of their pairs the library can be asked."""

import tempfile
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.errors import BadSetting
from app.settings import Settings
from evals.check import Checks, suite_slips
from evals.context import read_context
from evals.errors import BadSuite
from evals.models import Suite
from evals.run import RunOptions, choose
from evals.sheets.intake import take_in
from evals.sheets.reading import read_sheet
from evals.suite import SUITES, SuiteFile, parse_suite, read_suite
from evals.written import suite_text

if TYPE_CHECKING:
    from index.stores.library import Library

SHEETS = (".csv", ".xlsx")
ENDINGS = (".yaml", ".yml", *SHEETS)
"""Files that pairs are read from."""
MOST_BYTES = 5_000_000
"""Bytes of an uploaded file of pairs; 200 pairs take about 100,000."""


class Known(NamedTuple):
    """The suites that can be read, and what is wrong with the others."""

    files: tuple[SuiteFile, ...]
    faults: tuple[str, ...]


class Runnable(NamedTuple):
    """How many pairs can be asked, and what the others lack."""

    can: int
    lacking: dict[str, tuple[str, ...]]
    """Id of a report that is not in the library to `<suite>/<id>` of the pairs that need it."""

    @property
    def cannot(self) -> int:
        """How many pairs are skipped."""
        return len({key for keys in self.lacking.values() for key in keys})


def own_folder(settings: Settings) -> Path:
    """Where the suites of this library's people are: drafted from feedback, or put there."""
    return settings.store / "suites"


def known_suites(settings: Settings) -> Known:
    """The suites of this project, then those of the library's own folder."""
    own = own_folder(settings)
    paths = [*sorted(SUITES.glob("*.yaml")), *(sorted(own.glob("*.yaml")) if own.is_dir() else ())]
    files: dict[str, SuiteFile] = {}
    faults = []
    for path in paths:
        try:
            file = _read(path, path.stat().st_mtime_ns)
        except BadSuite as error:
            faults.append(str(error))
            continue
        if file.suite.suite in files:
            faults.append(f"{path.name}: a suite is called {file.suite.suite!r} already.")
            continue
        files[file.suite.suite] = file
    return Known(tuple(files.values()), tuple(faults))


def read_upload(name: str, data: bytes, library: "Library") -> tuple[SuiteFile, ...]:
    """The suites of a file that somebody chose; raises BadSuite, BadSetting.

    A sheet is taken in as `reports eval --import` does, into a suite named after the file.
    """
    path = Path(_safe(name))
    if len(data) > MOST_BYTES:
        raise BadSetting(f"{path} is larger than {MOST_BYTES // 1_000_000} MB: split it.")
    if path.suffix.lower() not in ENDINGS:
        raise BadSetting(f"{path}: pairs are read from {', '.join(ENDINGS)} files.")
    if path.suffix.lower() not in SHEETS:
        try:
            return (parse_suite(data.decode("utf-8"), path),)
        except UnicodeDecodeError as error:
            raise BadSuite(path, None, "", "cannot be read: it is no text in UTF-8") from error
    return tuple(_reparsed(suite) for suite in _of_sheet(path, data, library))


def runnable(files: Iterable[SuiteFile], options: RunOptions, library: "Library") -> Runnable:
    """Which of the chosen pairs the library holds the reports of."""
    published = {info.id for info in library.reports() if info.edition == "published"}
    lacking: dict[str, list[str]] = {}
    can = 0
    for suite, pair in choose([file.suite for file in files], options):
        missing = sorted(set(pair.needs) - published)
        can += not missing
        for report in missing:
            lacking.setdefault(report, []).append(f"{suite.suite}/{pair.id}")
    return Runnable(can, {report: tuple(keys) for report, keys in sorted(lacking.items())})


def refuse_slips(library: "Library", files: Sequence[SuiteFile], options: RunOptions) -> None:
    """Raises BadSuite for what cannot be right of the chosen pairs, as `reports eval` does."""
    keys = frozenset(
        f"{suite.suite}/{pair.id}" for suite, pair in choose([f.suite for f in files], options)
    )
    found = suite_slips(files, keys, Checks(read_context(library)))
    wrong = [(file, line, field, slip) for file, line, field, slip in found if not slip.absent]
    if wrong:
        (file, line, field, slip), *rest = wrong
        also = [(n, f, s.reason) for other, n, f, s in rest if other is file]
        raise BadSuite(Path(file.path.name), line, field, slip.reason, also)


# All suites of this project take seconds to read; one that was changed since is read again.
@lru_cache(maxsize=128)
def _read(path: Path, changed: int) -> SuiteFile:
    return read_suite(path)


def _of_sheet(path: Path, data: bytes, library: "Library") -> tuple[Suite, ...]:
    with tempfile.TemporaryDirectory(prefix="reports-") as folder:
        kept = Path(folder) / path.name
        kept.write_bytes(data)
        try:
            rows = read_sheet(kept)
            named = {row.suite for row in rows}
            only = next(iter(named)) if len(named) == 1 and "" not in named else path.stem
            suites: dict[str, Suite | None] = dict.fromkeys(sorted(named - {""}) or [only])
            suites.setdefault(only, None)
            slips = Checks(read_context(library)).slips
            intake = take_in(kept, rows, suites, into=only, slips=slips)
        except BadSuite as error:
            # The folder is ours and gone by now: what people know is the name of their file.
            raise BadSetting(str(error).replace(str(kept), path.name)) from error
    return tuple(intake.suites.values())


def _reparsed(suite: Suite) -> SuiteFile:
    """A suite from a sheet as a file of its own, so that its pairs have lines."""
    return parse_suite(suite_text(suite), Path(f"{suite.suite}.yaml"))


def _safe(name: str) -> str:
    """The last part of a name, of letters, digits, points, hyphens and lines below alone."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(
        each if (each.isalnum() and each.isascii()) or each in "._-" else "-" for each in last
    )
    return kept.lstrip(".-_")[-100:] or "pairs"

"""Whether everything of a library is whole: each report to the byte, and nothing of any other."""

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from index.stores.library import DATABASE, Library, open_library
from tests.soak.command import Said, here

_QUESTIONS = (
    "What was Oakham rated for staffing?",
    "In which places is the reception cold?",
    "What should Melton do?",
)
_OF_REPORTS = ("sources", "printed", "seals", "sections", "passages", "facts", "warnings")
_OF_PASSAGES = ("sentence_vectors", "token_vectors")

Reports = dict[str, str]
"""The digest of everything that is kept of a report, by its id."""


class State(NamedTuple):
    """All that can be compared of a library."""

    reports: Reports
    fingerprint: str
    shown: tuple[str, ...]
    """What `show --json` prints of each report, and what a few questions are answered with."""


def state_of(store: Path, run: Callable[..., Said] = here) -> State:
    """What a library is now; `run` runs commands."""
    with closing(open_library(store, create=False)) as library:
        reports, fingerprint = _reports(library, store), library.fingerprint()
    shown = [run(store, "show", report, "--json") for report in reports]
    shown += [run(store, "ask", question, "--json") for question in _QUESTIONS]
    for said in shown:
        assert said.code == 0, said
    return State(reports, fingerprint, tuple(said.out for said in shown))


def reports_of(store: Path) -> Reports:
    """The reports of a library, each by the digest of all that is kept of it."""
    if not (store / DATABASE).is_file():
        return {}
    with closing(open_library(store, create=False)) as library:
        return _reports(library, store)


def left_over(store: Path) -> list[str]:
    """What is left of reports that are not there, in words; [] where nothing is."""
    found = []
    with closing(sqlite3.connect(store / DATABASE)) as connection:
        for tables, column, parent in (
            (_OF_REPORTS, "report_id", "reports"),
            (_OF_PASSAGES, "passage_id", "passages"),
        ):
            for table in tables:
                stray = f"{column} NOT IN (SELECT id FROM {parent})"
                query = f"SELECT count(*) FROM {table} WHERE {stray}"  # names of ours alone
                if count := connection.execute(query).fetchone()[0]:
                    found.append(f"{count} rows of {table} belong to nothing that is listed")
        builds = {folder for (folder,) in connection.execute("SELECT folder FROM builds")}
    folder = store / "indexes"
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    found += [f"indexes/{name} is left over" for name in sorted(there - builds)]
    return found


def wrong_with(
    now: Reports, before: Reports, allowed: dict[str, set[str]], after: Reports
) -> list[str]:
    """What is wrong with the reports of a library whose change was cut off; [] for nothing."""
    found = []
    for report, digest in now.items():
        if digest not in allowed.get(report, ()):
            found.append(f"{report} is not as any finished step leaves it")
    for report in before.keys() & after.keys():
        if report not in now:
            found.append(f"{report} is lost")
    return found


def differences(now: State, wanted: State) -> list[str]:
    """In what a library differs from an undisturbed one, in words; [] where it does not."""
    found = []
    for report in sorted(now.reports.keys() | wanted.reports.keys()):
        if now.reports.get(report) != wanted.reports.get(report):
            found.append(f"{report} differs from that of the undisturbed library")
    if now.fingerprint != wanted.fingerprint:
        found.append("the fingerprint differs")
    if now.shown != wanted.shown:
        found.append("`show --json` or an answer differs")
    return found


def checked(said: Said) -> tuple[list[str], bool]:
    """What is wrong by `check --json`, and whether anything was repaired."""
    if said.code != 0:
        return [f"check ended with {said.code}: {said.out}{said.err}"], False
    told = json.loads(said.out)
    return [f"check: {line}" for line in told["wrong"]], bool(told["repaired"])


def _reports(library: Library, store: Path) -> Reports:
    found = {}
    with closing(sqlite3.connect(store / DATABASE)) as connection:
        for info in library.reports():
            stored = library.stored(info.id)
            digest = hashlib.sha256(stored.model_dump_json().encode())
            for source in stored.sources:
                kept = hashlib.sha256(library.original(source.sha256)).hexdigest()
                digest.update(f"{source.sha256} {kept == source.sha256}".encode())
            spans = [span for passage in stored.passages for span in passage.spans]
            digest.update(repr(library.boxes(info.id, spans)).encode())
            for table in _OF_PASSAGES:
                digest.update(_rows(connection, table, info.id))
            found[info.id] = digest.hexdigest()
    return found


def _rows(connection: sqlite3.Connection, table: str, report: str) -> bytes:
    """The digest of the vectors of a report's passages."""
    query = f"SELECT v.* FROM {table} v JOIN passages p ON p.id = v.passage_id"
    digest = hashlib.sha256()
    for row in connection.execute(f"{query} WHERE p.report_id = ? ORDER BY p.ordinal", (report,)):
        digest.update(repr(row).encode())
    return digest.digest()

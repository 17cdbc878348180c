"""Errors of suites and runs; the whole tree is drawn in ingest/errors.py."""

from pathlib import Path

from ingest.errors import ReportsError


class BadSuite(ReportsError):
    """A file of the evaluation that cannot be used: a suite, a key, a baseline, a run."""

    def __init__(self, path: Path, line: int | None, field: str, reason: str) -> None:
        self.path = path
        self.line = line
        self.field = field
        where = str(path) if line is None else f"{path}:{line}"
        super().__init__(f"{where}: {field}: {reason}" if field else f"{where}: {reason}")

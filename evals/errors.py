"""Errors of suites and runs; the whole tree is drawn in ingest/errors.py."""

from collections.abc import Sequence
from pathlib import Path

from ingest.errors import ReportsError

SHOWN = 20
"""Faults of one file that a message names; whoever has more mends these first."""


class BadSuite(ReportsError):
    """A file of the evaluation that cannot be used: a suite, a sheet, a key, a baseline, a run."""

    def __init__(
        self,
        path: Path,
        line: int | None,
        field: str,
        reason: str,
        also: Sequence[tuple[int | None, str, str]] = (),
    ) -> None:
        self.path = path
        self.line = line
        self.field = field
        found = [(line, field, reason), *also]
        lines = [_line(path, *fault) for fault in found[:SHOWN]]
        if len(found) > SHOWN:
            lines.append(f"… and {len(found) - SHOWN} more")
        super().__init__("\n".join(lines))


class BadVariation(ReportsError):
    """Settings to be compared that cannot be read, or are too many."""

    exit_code = 2

    def __init__(self, given: str, reason: str) -> None:
        super().__init__(f"--vary {given}: {reason}.")


class NoBaseline(ReportsError):
    """A run that later ones must not be held against: it was stopped."""

    def __init__(self) -> None:
        super().__init__(
            "This run was stopped before all pairs were asked, so that no later run can be held "
            "against it. Run the suites to their end, and make the baseline of that."
        )


def _line(path: Path, line: int | None, field: str, reason: str) -> str:
    where = str(path) if line is None else f"{path}:{line}"
    return f"{where}: {field}: {reason}" if field else f"{where}: {reason}"

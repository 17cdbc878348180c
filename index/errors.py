"""Errors of stores and questions; the whole tree is drawn in ingest/errors.py."""

from pathlib import Path

from ingest.errors import ReportsError


class StoreError(ReportsError):
    """The library cannot be opened, read or written."""


class StoreMismatch(StoreError):
    """The library was built with another embedding or chunking than the one that is set."""

    def __init__(
        self, store: Path, built_with: str, configured: str, setting: str = "embedding"
    ) -> None:
        super().__init__(
            f"{store} was built with the {setting} {built_with!r}, but {configured!r} is set. "
            f"Run `reports rebuild --embed`, or set REPORTS_{setting.upper()}={built_with}."
        )


class NotInLibrary(ReportsError):
    """An id that the library does not hold."""


class BadQuestion(ReportsError):
    """A question that cannot be taken: empty, or longer than the limit."""

    exit_code = 2


class BadSubject(ReportsError):
    """What a briefing is asked to be about is unknown, or may be several things."""

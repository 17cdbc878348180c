"""Errors of the command line and the pages; the whole tree is drawn in ingest/errors.py."""

from ingest.errors import ReportsError


class NotFetched(ReportsError):
    """An address whose page or file is not fetched, with the reason."""

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(f"{url}: {reason}")


class CannotWrite(ReportsError):
    """A file that is not written: its place is missing, taken or closed to us."""


class BadSetting(ReportsError):
    """A setting, option or argument with a value that cannot be used."""

    exit_code = 2


class NotAllowed(ReportsError):
    """Somebody who is not let in, or lacks the role for what they asked for."""


class SignInAgain(ReportsError):
    """A sign-in that was too long ago, or that says too little."""

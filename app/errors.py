"""Errors of the command line and the pages; the whole tree is drawn in ingest/errors.py."""

from ingest.errors import ReportsError


class BadSetting(ReportsError):
    """A setting, option or argument with a value that cannot be used."""

    exit_code = 2

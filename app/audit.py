"""The audit log of the pages: each question with its answer and sources, as long as is set."""

import logging
from threading import Event, Thread
from typing import TYPE_CHECKING

from app.access import Person
from app.settings import AUDIT_DAYS_WITH_LOGIN, Settings
from ingest.errors import ReportsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.stores.library import Library
    from index.stores.saved import Said

_NOT_RECORDED = (
    "The answer is not shown, because it could not be written to the audit log. Try again in a "
    "minute; if it goes on, tell whoever looks after this service."
)
_DAY = 24 * 3600.0
_log = logging.getLogger(__name__)


def audit_days(settings: Settings, login: bool) -> int:
    """How many days the log goes back; 0 where none is kept."""
    if settings.audit_days is not None:
        return settings.audit_days
    return AUDIT_DAYS_WITH_LOGIN if login else 0


class AuditLog:
    """Writes what is said on the pages, and takes out once a day what is too old."""

    def __init__(self, library: "Library", days: int) -> None:
        """A log that goes back `days`, at least 1; purged now, and daily once started."""
        self._library = library
        self._days = days
        self._stopped = Event()
        self.purge()

    def start(self) -> None:
        """Purge daily from now on, as long as this process lives."""
        Thread(target=self._daily, name="audit", daemon=True).start()

    def stop(self) -> None:
        """Purge no more."""
        self._stopped.set()

    def recorded(self, person: Person, said: "Said") -> "Said":
        """What was said, once it is in the log; without its answer where it cannot be."""
        from index.stores.audit_rows import audited

        entry = audited(person.id, said.question, said.answer, said.error, said.filtered)
        try:
            self._library.keep_audit(entry)
        except ReportsError:
            _log.exception("An answer was not shown because the audit log cannot be written")
            return said.model_copy(update={"answer": None, "error": _NOT_RECORDED, "why": ()})
        return said

    def brief(self, person: Person, subject: str, title: str, reports: "Sequence[str]") -> None:
        """Write that a briefing was made, from these reports, before it is shown.

        Raises StoreError: then it is not shown.
        """
        from index.stores.audit_rows import Audited

        self._library.keep_audit(
            Audited(
                person=person.id,
                question=f"Briefing: {subject}",
                status="answered",
                answer=title,
                reports=tuple(reports),
            )
        )

    def purge(self) -> None:
        """Take out what is older than the log goes back; an error goes to the server's log."""
        try:
            self._library.purge_audit(self._days)
        except ReportsError:
            _log.exception("The audit log was not purged")

    def _daily(self, seconds: float = _DAY) -> None:
        while not self._stopped.wait(seconds):
            self.purge()

"""`reports audit` and `reports forget`: the audit log; what is kept of one person, taken out.

They are for whoever may use the machine that keeps the library: no page does what they do.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.options import AsJson, settings_of
from app.errors import BadSetting
from app.terminal import print_json, say, show
from app.wiring import opened
from app.wording import counted

if TYPE_CHECKING:
    from index.stores.audit_rows import Audited


def audit(
    context: typer.Context,
    as_json: AsJson = False,
    since: Annotated[
        str, typer.Option(metavar="DATE", help="Only from this day on (2026-03-31, UTC).")
    ] = "",
    person: Annotated[
        str, typer.Option(metavar="PERSON-ID", help="Only what this person asked.")
    ] = "",
) -> None:
    """Print the audit log of the pages: who asked what, when, the answer and its sources."""
    with opened(settings_of(context), create=False) as library:
        entries = library.audit(_day(since), person)
    if as_json:
        print_json([entry.model_dump(mode="json") for entry in entries])
        return
    for entry in entries:
        show(_entry(entry))
    if not entries:
        say("The audit log has no such entry. It is kept where REPORTS_AUDIT_DAYS or login is set.")


def forget(
    context: typer.Context,
    person: Annotated[
        str, typer.Argument(metavar="PERSON-ID", help="Id of the person; `reports audit` shows it.")
    ],
) -> None:
    """Take out the conversations and audit entries of a person, and what leads to them."""
    if not person.strip():
        raise BadSetting("Name a person: `reports audit` shows the id of each who asked.")
    with opened(settings_of(context), create=False) as library:
        gone = library.forget(person)
    if not (gone.talks or gone.audit):
        raise BadSetting(f"Nothing is kept of {person}. `reports audit` shows who asked.")
    show(
        f"Taken out: {counted(gone.talks, 'conversation')} and "
        f"{counted(gone.audit, 'entry', 'entries')} of the audit log; "
        f"{gone.feedback} of their remarks on answers now lead to nobody. Copies of the library "
        "(backups) still have them."
    )


def _entry(entry: "Audited") -> str:
    sources = ", ".join(entry.passages) or "none"
    filtered = f"\n  Only from: {entry.filtered}" if entry.filtered else ""
    answer = entry.answer.replace("\n", "\n    ")
    return (
        f"{entry.at}  {entry.person or 'this machine'}  {entry.status}\n"
        f"  Question: {entry.question}{filtered}\n  Answer: {answer}\n  Sources: {sources}\n"
    )


def _day(since: str) -> str:
    if not since:
        return ""
    try:
        return date.fromisoformat(since).isoformat()
    except ValueError as error:
        raise BadSetting(
            f"--since {since!r} is no day: write it as 2026-03-31 (year, month, day)."
        ) from error

"""`reports brief`: what the library knows of one subject as a document to send on."""

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.briefing.files import ENDINGS, check_target, render, write
from app.briefing.wording import Dress
from app.commands.options import AsJson, settings_of
from app.errors import BadSetting
from app.terminal import print_json, say, show
from app.wiring import make_assistant, opened

if TYPE_CHECKING:
    from evals.briefings import Checked
    from index.answers.briefing.model import Briefing
    from index.stores.library import Library

_MOST_MARKING, _MOST_TITLE = 80, 160
"""Characters of a protective marking and of a title: each stands on one line."""


def brief(
    context: typer.Context,
    subject: Annotated[
        str,
        typer.Argument(
            metavar="SUBJECT-OR-TOPIC",
            help="A place, a region, a standard, “England and Wales”, or a topic.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="FILE", help=f"File to write: {', '.join(ENDINGS)}."
        ),
    ],
    title: Annotated[str, typer.Option(help="A title in place of the briefing's own.")] = "",
    marking: Annotated[
        str, typer.Option(help="A protective marking at the head and foot of each page.")
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Replace a file even if it is no briefing of ours.")
    ] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Read the file again and check every note of it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write a cited briefing as a Word file, Markdown or HTML."""
    for name, text, most in (
        ("--marking", marking, _MOST_MARKING),
        ("--title", title, _MOST_TITLE),
    ):
        if len(text) > most:
            raise BadSetting(f"{name} has {len(text)} characters; at most {most} are taken.")
    check_target(output, force=force)
    from index.answers.briefing.compose import compose_briefing

    dress = Dress(title=title, marking=marking, version=version("inspection-reports-assistant"))
    with opened(settings_of(context)) as library:
        briefing = compose_briefing(make_assistant(library).knowledge(), subject)
        write(output, render(briefing, dress, output.suffix))
        checked = _verified(library, briefing, output) if verify else None
    faults = checked.faults if checked else ()
    if as_json:
        print_json(_outcome(briefing, output, checked))
    else:
        _tell(briefing, output, checked)
    for fault in faults:
        say(fault)
    if faults:
        raise typer.Exit(1)


def _verified(library: "Library", briefing: "Briefing", path: Path) -> "Checked":
    """The briefing held against the library, and its file, read again, against the briefing."""
    from app.briefing.reread import differences, read_back
    from evals.briefings import check_briefing
    from evals.context import read_context

    checked = check_briefing(briefing, read_context(library))
    written = read_back(path.read_bytes(), path.suffix)
    faults = (*checked.faults, *differences(briefing, written))
    return checked.model_copy(update={"faults": faults})


def _tell(briefing: "Briefing", path: Path, checked: "Checked | None") -> None:
    show(f"{path}: {briefing.title} ({len(briefing.citations)} notes)")
    for info in briefing.digests:
        say(f"Rests on this project's own digest of {info.subject}: our words, marked as such.")
    if checked:
        show(
            f"Checked: {checked.notes} notes against their reports, {checked.statements} "
            f"statements that need one, {checked.rated} rated cells, {checked.figures} numbers, "
            f"months and ratings; {len(checked.faults)} faults."
        )


def _outcome(briefing: "Briefing", path: Path, checked: "Checked | None") -> dict[str, object]:
    return {
        "file": str(path),
        "kind": briefing.kind,
        "subject": briefing.subject,
        "title": briefing.title,
        "notes": len(briefing.citations),
        "reports": [info.id for info in briefing.reports],
        "digests": [info.id for info in briefing.digests],
        "fingerprint": briefing.fingerprint,
        "checked": checked.model_dump(mode="json") if checked else None,
    }

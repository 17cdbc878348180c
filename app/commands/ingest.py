"""`reports ingest` and `reports history`: files become reports, and what became of each is kept."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import AsJson, settings_of
from app.gather import gathered, with_addresses
from app.ingestion import (
    Fate,
    FileOutcome,
    Ingestion,
    Step,
    Stopped,
    earlier_ingestions,
    path_words,
    run_ingestion,
    size_of,
)
from app.terminal import print_json, print_table, progress_bar, say, show
from app.wiring import opened, reading

_ALWAYS_SAID: tuple[Fate, ...] = ("added", "unchanged", "replaced", "rejected")
_ORDER: tuple[Fate, ...] = (*_ALWAYS_SAID[:-1], "source", "rejected", "not reached")
"""How the fates are counted at the end; what was skipped has its own lines alone."""
_STOPPED = 130
"""Exit code of a command that Ctrl-C ended."""
_SHOWN = 10
"""Ingestions that `history` lists."""


def ingest(
    context: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Files, folders of files, or public addresses (https://…)."
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Read reports into the library."""
    settings = settings_of(context)
    with (
        gathered(paths, settings) as found,
        opened(settings) as library,
        reading(settings, found.files) as read,
        _Bar(found.files) as bar,
    ):
        try:
            ingestion = run_ingestion(library, found, with_addresses(read, found), bar.tell)
        except Stopped as stopped:
            ingestion = stopped.ingestion
    if as_json:
        print_json(_summary(ingestion))
    else:
        _show(ingestion)
    if ingestion.stopped:
        raise typer.Exit(_STOPPED)
    named = {path_words(path) for path in (*found.named, *(path for path, _ in found.missing))}
    named |= {*found.addresses.values(), *(url for url, _ in found.unfetched)}
    if any(file.path in named for file in ingestion.of("rejected")):
        raise typer.Exit(1)


def history(
    context: typer.Context,
    number: Annotated[
        int, typer.Argument(metavar="N", min=0, help="1 is the last ingestion, 2 the one before.")
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Show what became of the files of earlier ingestions: a list, or one of them whole."""
    with opened(settings_of(context), create=False) as library:
        earlier = earlier_ingestions(library)
    kept = list(earlier.done)
    if earlier.unknown:
        say(earlier.unknown_words)
    if number > len(kept):
        say(f"The library remembers {len(kept)} ingestions; there is no number {number}.")
        raise typer.Exit(1)
    if as_json:
        chosen = kept[number - 1 : number] if number else kept
        print_json([{"ended": ended, **_summary(each)} for ended, each in chosen])
    elif number:
        ended, ingestion = kept[number - 1]
        show(ended)
        _show(ingestion)
    else:
        columns = ("", "Ended", "Files", "Added", "Unchanged", "Replaced", "Rejected", "")
        print_table(columns, [_line(i, *each) for i, each in enumerate(kept[:_SHOWN], 1)])
        if not kept and not earlier.unknown:
            say("Nothing has been ingested into this library yet.")


class _Bar:
    """A bar over all files by their bytes with the time left, and the file that is read."""

    def __init__(self, files: tuple[Path, ...]) -> None:
        self._progress = progress_bar()
        self._count = len(files)
        self._total = sum(size_of(path) for path in files)

    def __enter__(self) -> "_Bar":
        self._progress.__enter__()
        self._file = self._progress.add_task("Reading", total=None)
        self._all = self._progress.add_task(self._words(0), total=self._total)
        return self

    def __exit__(self, *error: object) -> None:
        self._progress.stop()

    def tell(self, step: Step) -> None:
        name = step.path.name if step.path else "Bringing the search indexes up to date"
        self._progress.reset(self._file, description=name, total=None)
        self._progress.update(self._all, completed=step.size, description=self._words(step.files))

    def _words(self, files: int) -> str:
        return f"{files} of {self._count} files"


def _line(number: int, ended: str, ingestion: Ingestion) -> tuple[str, ...]:
    counts = (str(len(ingestion.of(fate))) for fate in _ALWAYS_SAID)
    files = str(len(ingestion.files))
    return (str(number), ended, files, *counts, "stopped" if ingestion.stopped else "")


def _summary(ingestion: Ingestion) -> dict[str, object]:
    """CONTRACT.md, ingest; further, reports that gained a source or made way, and every file."""
    return {
        "added": list(ingestion.reports("added")),
        "unchanged": list(ingestion.reports("unchanged")),
        "replaced": list(ingestion.reports("replaced")),
        "sources": list(ingestion.reports("source")),
        "removed": list(ingestion.removed),
        "rejected": _reasons(ingestion, "rejected"),
        "skipped": _reasons(ingestion, "skipped"),
        "paths": {file.report: file.path for file in ingestion.files if file.report},
        "files": [file.model_dump(exclude_none=True) for file in ingestion.files],
        "stopped": ingestion.stopped,
    }


def _reasons(ingestion: Ingestion, fate: Fate) -> list[dict[str, str]]:
    return [{"path": file.path, "reason": file.reason or ""} for file in ingestion.of(fate)]


def _show(ingestion: Ingestion) -> None:
    for file in ingestion.files:
        show(_outcome_words(file))
    for report in ingestion.removed:
        show(f"removed    {report}")
    fates = Counter(file.fate for file in ingestion.files)
    counts = [f"{fates[fate]} {fate}" for fate in _ORDER if fate in fates or fate in _ALWAYS_SAID]
    say(", ".join(counts) + ".")
    if ingestion.stopped:
        say("Stopped. What was read is in the library whole; run the command again to go on.")


def _outcome_words(file: FileOutcome) -> str:
    path = file.path.replace("\n", "\\n")  # one line for each file, whatever its name
    if file.report:
        return f"{file.fate:<10} {file.report} ({path})"
    return f"{file.fate:<10} {path}" + (f": {file.reason}" if file.reason else "")

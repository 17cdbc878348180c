"""`reports ingest`: files and folders become reports of the library."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.options import AsJson, settings_of
from app.files import Found, find_files
from app.terminal import print_json, progress_bar, say, show
from app.wiring import opened
from ingest.errors import UnreadableFile

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from index.stores.library import AddResult
    from ingest.models import Report

log = logging.getLogger(__name__)

ALWAYS_SAID = ("added", "unchanged", "replaced")
Refused = dict[Path, str]


def ingest(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files, or folders of files.")
    ],
    as_json: AsJson = False,
) -> None:
    """Read reports into the library."""
    found = find_files(paths)
    refused: Refused = dict(found.missing)
    read: dict[str, Path] = {}
    with opened(settings_of(context)) as library, progress_bar() as progress:
        task = progress.add_task("Reading", total=len(found.files))
        result = library.add(_reports(found, refused, read, progress, task))
    if as_json:
        print_json(_summary(result, found, refused, read))
    else:
        _show(result, found, refused, read)
    named = found.named | {path for path, _ in found.missing}
    if any(path in named for path in refused):
        raise typer.Exit(1)


def _reports(
    found: Found, refused: Refused, read: dict[str, Path], progress: "Progress", task: "TaskID"
) -> Iterator[tuple["Report", bytes]]:
    """The reports one by one; what cannot be read is noted, and the next file goes on."""
    from ingest.report import read_report

    for path in found.files:
        progress.update(task, description=path.name)
        try:
            report, original = read_report(path), path.read_bytes()
        except UnreadableFile as error:
            refused[path] = error.reason
        except OSError as error:
            refused[path] = f"cannot be read: {error.strerror}"
        except Exception:
            # A bug of ours, told as one and kept in the log; a hundred other files may be waiting.
            log.exception("%s could not be read", path)
            refused[path] = "the program failed on it; its log says where"
        else:
            read[report.info.id] = path
            yield report, original
        progress.advance(task)
    progress.update(task, description="Indexing")


def _summary(
    result: "AddResult", found: Found, refused: Refused, read: dict[str, Path]
) -> dict[str, object]:
    """CONTRACT.md, ingest; and the reports that gained a second source or made way, and paths."""
    fields: dict[str, object] = {name: list(ids) for name, ids in _groups(result).items()}
    for name, paths in (("rejected", refused.items()), ("skipped", found.skipped)):
        fields[name] = [{"path": str(path), "reason": reason} for path, reason in paths]
    return fields | {"paths": {report: str(path) for report, path in read.items()}}


def _show(result: "AddResult", found: Found, refused: Refused, read: dict[str, Path]) -> None:
    groups = _groups(result)
    for name, ids in groups.items():
        for report in ids:
            origin = f" ({read[report]})" if report in read else ""
            show(f"{name:<10} {report}{origin}")
    for path, reason in refused.items():
        show(f"rejected   {path}: {reason}")
    for path, reason in found.skipped:
        show(f"skipped    {path}: {reason}")
    counts = [f"{len(ids)} {name}" for name, ids in groups.items() if ids or name in ALWAYS_SAID]
    say(", ".join([*counts, f"{len(refused)} rejected"]) + ".")


def _groups(result: "AddResult") -> dict[str, tuple[str, ...]]:
    return {
        "added": result.added,
        "unchanged": result.unchanged,
        "replaced": result.replaced,
        "sources": result.sources,
        "removed": result.removed,
    }

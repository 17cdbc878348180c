"""What is killed: commands on libraries in a known state, with what they would lead to."""

import shutil
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from index.stores.library import open_library
from ingest.errors import UnreadableFile
from ingest.report import read_report
from tests.soak.command import here, length
from tests.soak.material import lay_first, lay_second
from tests.soak.whole import Reports, State, reports_of, state_of

_REMOVED = "corby-2024-05"


class Scene(NamedTuple):
    """One command on one library."""

    name: str
    base: Path
    """The library before it; its folder is copied for each kill."""
    arguments: tuple[object, ...]
    before: Reports
    allowed: dict[str, set[str]]
    """How each report may be: as it was before, or as a finished step of the command leaves it."""
    after: State
    phases: tuple[str, ...]
    """What the command is at in turn, for kills that are aimed."""
    seconds: float
    """Length of an undisturbed run in a process of its own."""


_INGESTING = ("reading", "embedding", "writing", "lexical index", "vector index", "sweeping")
_REMOVING = ("writing", "lexical index", "vector index", "sweeping")
_BUILDING = ("lexical index", "vector index", "sweeping")
_READING = ("reading", "sweeping")


def make_scenes(folder: Path) -> list[Scene]:
    """The scenes, with their libraries and files in this folder; takes about a minute."""
    first, second = folder / "first", folder / "second"
    lay_first(first)
    lay_second(second)
    empty = folder / "empty" / "library"
    empty.mkdir(parents=True)
    begun = _ended(empty, "begun", "ingest", first)
    full = _ended(begun, "full", "ingest", second)
    return [
        _scene("ingest", empty, ("ingest", first), _INGESTING, _steps(empty, first)),
        _scene("ingest again", begun, ("ingest", second), _INGESTING, _steps(begun, second)),
        _scene("remove", full, ("remove", _REMOVED), _REMOVING),
        _scene("rebuild", full, ("rebuild",), _BUILDING),
        _scene("read again", full, ("rebuild", "--reread"), _READING),
    ]


def _scene(
    name: str,
    base: Path,
    arguments: tuple[object, ...],
    phases: tuple[str, ...],
    steps: tuple[Reports, ...] = (),
) -> Scene:
    trial = _copy(base, "trial")
    seconds = length(trial, *arguments)
    after, before = state_of(trial), reports_of(base)
    allowed: dict[str, set[str]] = {}
    for reports in (before, *steps, after.reports):
        for report, digest in reports.items():
            allowed.setdefault(report, set()).add(digest)
    return Scene(name, base, arguments, before, allowed, after, phases, seconds)


def _steps(base: Path, files: Path) -> tuple[Reports, ...]:
    """The reports after each file, when they are brought in one by one."""
    store = _copy(base, "steps")
    found = []
    for path in sorted(files.iterdir()):
        with suppress(UnreadableFile), closing(open_library(store)) as library:
            library.add([(read_report(path), path.read_bytes())])
        found.append(reports_of(store))
    return tuple(found)


def _ended(base: Path, name: str, *arguments: object) -> Path:
    """A copy of a library on which a command was run."""
    store = _copy(base, name)
    said = here(store, *arguments)
    assert said.code == 0, said
    return store


def _copy(base: Path, name: str) -> Path:
    store = base.parents[1] / name / "library"
    shutil.rmtree(store.parent, ignore_errors=True)
    return shutil.copytree(base, store)

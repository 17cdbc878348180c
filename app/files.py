"""Which files an ingest reads: those that are named, and what folders hold, in a fixed order."""

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from ingest.models import TABLE_ENDINGS

ENDINGS = frozenset({".markdown", ".md", ".text", ".txt", *TABLE_ENDINGS})
"""What a folder is searched for: the endings of formats that `ingest/readers/` reads."""


class Found(NamedTuple):
    """The files of one ingest, in the order in which they are read."""

    files: tuple[Path, ...]
    named: frozenset[Path]
    """Those that were named, not found in a folder: when one is refused the command fails."""
    skipped: tuple[tuple[Path, str], ...]
    """What folders hold besides, each with the reason."""
    missing: tuple[tuple[Path, str], ...]
    """Paths that name nothing to read, each with the reason."""


def find_files(paths: Iterable[Path], endings: Collection[str] = ENDINGS) -> Found:
    """The files to read; a file that is reached twice is read once, under its first name."""
    files: dict[Path, Path] = {}
    named, skipped, missing = set(), [], []
    for path in paths:
        if path.is_dir():
            inside, others = _folder(path, endings)
            skipped += others
            if not inside:
                wanted = ", ".join(sorted(endings))
                missing.append((path, f"no reports in this folder (files ending in {wanted})"))
            for file in inside:
                files.setdefault(file.resolve(), file)
        elif path.exists():
            named.add(files.setdefault(path.resolve(), path))
        else:
            missing.append((path, "there is no such file or folder"))
    return Found(tuple(files.values()), frozenset(named), tuple(skipped), tuple(missing))


def _folder(folder: Path, endings: Collection[str]) -> tuple[list[Path], list[tuple[Path, str]]]:
    """What a folder holds, at any depth and sorted: files to read, and files to skip."""
    inside: list[Path] = []
    others: list[tuple[Path, str]] = []
    seen: set[Path] = set()
    for place, folders, names in os.walk(folder, followlinks=True):
        # A link back to a folder above would lead round and round.
        if (real := Path(place).resolve()) in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(place, name) for name in sorted(names) if not name.startswith(".")):
            if path.suffix.lower() not in endings:
                others.append((path, f"unknown ending {path.suffix or 'none'}"))
            elif path.is_file():
                inside.append(path)
            else:
                others.append((path, "not a file (a broken link, or a device)"))
    return inside, others

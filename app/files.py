"""Which files an ingest reads: those that are named, and what folders hold, in a fixed order."""

import os
import stat
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from ingest.readers.sniff import FORMATS

ENDINGS = frozenset(FORMATS)
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
    addresses: Mapping[Path, str] = MappingProxyType({})
    """Addresses of the web that files were fetched from, which stand for them in what is told."""
    names: Mapping[Path, str] = MappingProxyType({})
    """What stands for other files in what is told and kept: uploads lie elsewhere meanwhile."""
    unfetched: tuple[tuple[str, str], ...] = ()
    """Addresses that gave no file, each with the reason."""


def find_files(paths: Iterable[Path], endings: Collection[str] = ENDINGS) -> Found:
    """The files to read; a file that is reached twice is read once, under its first name."""
    files: dict[Path, Path] = {}
    named, skipped, missing = set(), [], []
    for path in paths:
        if _is_folder(path):
            inside, others = _folder(path, endings)
            skipped += others
            if not inside:
                wanted = ", ".join(sorted(endings))
                missing.append((path, f"no reports in this folder (files ending in {wanted})"))
            for file in inside:
                files.setdefault(file.resolve(), file)
        elif reason := _why_not(path):
            missing.append((path, reason))
        else:
            named.add(files.setdefault(path.resolve(), path))
    return Found(tuple(files.values()), frozenset(named), tuple(skipped), tuple(missing))


def _folder(folder: Path, endings: Collection[str]) -> tuple[list[Path], list[tuple[Path, str]]]:
    """What a folder holds, at any depth and sorted: files to read, and files to skip."""
    inside: list[Path] = []
    others: list[tuple[Path, str]] = []
    seen: set[Path] = set()

    def closed(error: OSError) -> None:
        others.append((Path(error.filename), f"cannot be opened ({error.strerror})"))

    for place, folders, names in os.walk(folder, followlinks=True, onerror=closed):
        # A link back to a folder above would lead round and round.
        if (real := Path(place).resolve()) in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(place, name) for name in sorted(names) if not name.startswith(".")):
            if path.suffix.lower() not in endings:
                others.append((path, f"unknown ending {path.suffix or 'none'}"))
            elif reason := _why_not(path):
                others.append((path, reason))
            else:
                inside.append(path)
    return inside, others


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # what is wrong with it is said of it as a file


def _why_not(path: Path) -> str:
    """Why a path is no file that can be opened; "" where it is one.

    A pipe is not opened to see: that waits until somebody writes into it.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "is a link to nothing" if path.is_symlink() else "there is no such file or folder"
    except OSError as error:
        return f"cannot be looked at ({error.strerror or error})"
    return "" if stat.S_ISREG(mode) else "is not a file but a pipe, a socket or a device"

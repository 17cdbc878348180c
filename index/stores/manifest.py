"""Which files a build of an index has, by size and digest: one that is cut short is noticed."""

import hashlib
import json
from pathlib import Path

_NAME = "manifest.json"
_WRITTEN_TO = ("chroma.sqlite3", ".lock", "-wal", "-shm", "-journal", _NAME)
"""Endings of files that searching writes to; Chroma's own tables are read row by row instead."""


def write_manifest(folder: Path) -> None:
    """Keep sizes and digests of a build's files beside them; the last step of building it."""
    listed = {name: _measured(path) for name, path in _files(folder).items()}
    (folder / _NAME).write_text(json.dumps(listed, indent=1), "utf-8")


def files_altered(folder: Path, exactly: bool) -> list[str]:
    """The files of a build that are missing or cut short, by name; [] for one without a list.

    With `exactly` also those whose bytes are others: Chroma writes to its own when it opens them.
    """
    path = folder / _NAME
    if not path.is_file():
        return []
    files = _files(folder)
    altered = []
    for name, (size, digest) in json.loads(path.read_text("utf-8")).items():
        found = files.get(name)
        whole = found is not None and found.stat().st_size >= size
        if found is None or not whole or (exactly and _measured(found) != (size, digest)):
            altered.append(name)
    return altered


def _files(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(_WRITTEN_TO)
    }


def _measured(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()

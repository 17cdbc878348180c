"""This project's own digests of published reports: what an empty library starts with."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.stores.library import Library

FOLDER = Path(__file__).with_name("samples")


def bring_in_digests(library: "Library") -> None:
    """Add every digest to the library."""
    from ingest.report import read_report

    paths = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
    library.add((read_report(path), path.read_bytes()) for path in paths)

"""`python -m evals.evidence [SECTION…]`: prints every figure that README and notes quote.

A section whose input is missing is skipped by name. The folders are given, or named by the
variables REPORTS_DIR and STRUCTURE_DIR; REPORT_FILES_DIR names the reports in other formats.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from evals.evidence.briefings import briefings_section
from evals.evidence.cells import cells_section
from evals.evidence.determinism import determinism_section
from evals.evidence.facts import facts_section
from evals.evidence.files import files_section
from evals.evidence.front import find_command
from evals.evidence.left_out import left_out_section
from evals.evidence.proofs import proofs_section
from evals.evidence.prose import prose_section
from evals.evidence.structure import structure_section
from evals.evidence.suites import suites_section
from ingest.errors import ReportsError


class Inputs(NamedTuple):
    """What sections are made from; None where it is missing."""

    reports: Path | None
    structure: Path | None
    command: Path | None
    verbose: bool = False
    """Whether what was missed is listed too, where a section can."""
    suites: tuple[str, ...] = ()
    """Names, files or folders of the suites to ask; empty for all of ours."""
    files: Path | None = None
    """Folder with the reports in other formats."""


class Section(NamedTuple):
    """A part of the evidence."""

    title: str
    needs: tuple[str, ...]
    """Fields of `Inputs` that it cannot do without."""
    lines: Callable[[Path, Inputs], Iterator[str]]
    """Its lines, from the folder of reports and all inputs."""


SECTIONS: Mapping[str, Section] = {
    "facts": Section(
        "Facts, against evals/keys", ("reports",), lambda reports, _: facts_section(reports)
    ),
    "prose": Section(
        "Figures in the prose, against evals/keys/prose",
        ("reports",),
        lambda reports, inputs: prose_section(reports, inputs.verbose),
    ),
    "cells": Section(
        "Cells of the ratings table", ("reports",), lambda reports, _: cells_section(reports)
    ),
    "structure": Section(
        "Structure, against the reports read by hand",
        ("reports", "structure"),
        lambda reports, inputs: structure_section(reports, inputs.structure),
    ),
    "files": Section(
        "Reports as PDF, HTML and Word, against their text files",
        ("reports", "structure", "files"),
        lambda reports, inputs: _files(reports, inputs),
    ),
    "proofs": Section(
        "Suites, against the reports", ("reports",), lambda reports, _: proofs_section(reports)
    ),
    "suites": Section(
        "Answers, against the suites",
        ("reports", "command"),
        lambda reports, inputs: suites_section(reports, inputs.suites),
    ),
    "left_out": Section(
        "Weights fitted without a report, on the pairs that need it",
        ("reports",),
        lambda reports, inputs: left_out_section(reports, inputs.suites),
    ),
    "briefings": Section(
        "Briefings, every note against its report",
        ("reports",),
        lambda reports, _: briefings_section(reports),
    ),
    "determinism": Section(
        "The same answer twice",
        ("reports", "command"),
        lambda reports, _: determinism_section(reports),
    ),
}
_MISSING = {
    "reports": "no folder of published reports (--reports, REPORTS_DIR)",
    "structure": "no folder of reports read by hand (--structure, STRUCTURE_DIR)",
    "command": "the `reports` command is not installed",
    "files": "no folder of reports in other formats (REPORT_FILES_DIR)",
}


def main() -> int:
    """Print the sections; 1 where one could not be made though its inputs are there."""
    parser = argparse.ArgumentParser(prog="python -m evals.evidence", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--reports", default=os.environ.get("REPORTS_DIR"))
    parser.add_argument("--structure", default=os.environ.get("STRUCTURE_DIR"))
    parser.add_argument(
        "--suite", action="append", default=[], help="ask this suite alone; may be repeated"
    )
    parser.add_argument("--verbose", action="store_true", help="list what was missed as well")
    options = parser.parse_args()
    unknown = sorted(set(options.sections) - set(SECTIONS))
    if unknown:
        parser.error(f"no section {', '.join(unknown)}: there are {', '.join(SECTIONS)}")
    inputs = Inputs(
        reports=_folder(options.reports),
        structure=_folder(options.structure),
        command=find_command(),
        verbose=options.verbose,
        suites=tuple(options.suite),
        files=_folder(os.environ.get("REPORT_FILES_DIR")),
    )
    failed = [
        name
        for name, section in SECTIONS.items()
        if not options.sections or name in options.sections
        if not _print(name, section, inputs)
    ]
    return 1 if failed else 0


def _files(reports: Path, inputs: Inputs) -> Iterator[str]:
    assert inputs.structure is not None and inputs.files is not None
    return files_section(reports, inputs.structure, inputs.files, inputs.verbose)


def _print(name: str, section: Section, inputs: Inputs) -> bool:
    """Print one section; False where it broke."""
    _say(f"\n## {section.title} ({name})\n")
    missing = [need for need in section.needs if getattr(inputs, need) is None]
    if missing or inputs.reports is None:
        _say(f"skipped: {'; '.join(_MISSING[need] for need in missing)}")
        return True
    try:
        for line in section.lines(inputs.reports, inputs):
            _say(line)
    except ReportsError as error:
        _say(f"could not be made: {error}")
        return False
    return True


def _folder(named: str | None) -> Path | None:
    path = Path(named) if named else None
    return path if path and path.is_dir() else None


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

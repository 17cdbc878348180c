"""Briefings on everything that the library can be briefed on: every note against its report."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from evals.briefings import Checked, check_briefing
from evals.context import read_context
from index.answers.assistant import Assistant
from index.answers.briefing.compose import compose_briefing
from index.answers.knowledge import Knowledge
from index.errors import BadSubject
from index.stores.library import Library, open_library
from ingest.report import read_report

TOPICS = ("accommodation", "domestic abuse", "unpaid work", "caseloads", "women", "drugs")
"""Subjects of the text, beside every place, region and standard of the library."""


def briefings_section(reports: Path) -> Iterator[str]:
    """What was looked at and what is wrong, for each kind of subject."""
    with tempfile.TemporaryDirectory(prefix="reports-") as folder:
        library = open_library(Path(folder) / "library")
        try:
            paths = sorted(path for path in reports.iterdir() if path.is_file())
            library.add((read_report(path), path.read_bytes()) for path in paths)
            yield from check_all(library)
        finally:
            library.close()


def check_all(library: Library) -> Iterator[str]:
    """A line for each kind of subject, and a line for each fault."""
    knowledge = Assistant(library).knowledge()
    context = read_context(library)
    for kind, subjects in subjects_of(knowledge).items():
        found: list[Checked] = []
        refused = 0
        for subject in subjects:
            try:
                found.append(check_briefing(compose_briefing(knowledge, subject), context))
            except BadSubject:
                refused += 1
        yield _line(kind, found, refused)
        yield from (f"  {fault}" for each in found for fault in each.faults)


def subjects_of(knowledge: Knowledge) -> dict[str, list[str]]:
    """What briefings can be about: places, regions, the nation, standards, and some topics."""
    rows = knowledge.table.inspections
    standards = [s.name for scheme in knowledge.schemes.schemes for s in scheme.standards]
    dated = [f"{r.place.name} {r.date[:7]}" for r in rows if r.own_report]
    return {
        "places": sorted({r.place.name for r in rows if r.place.kind == "pdu"}),
        "reports of places": sorted(dated),
        "regions": sorted(knowledge.names.regions),
        "nation": sorted({knowledge.info(r).subject for r in knowledge.national_reports()}),
        "standards": list(dict.fromkeys(standards)),
        "topics": list(TOPICS),
    }


def _line(kind: str, found: list[Checked], refused: int) -> str:
    notes, statements = sum(c.notes for c in found), sum(c.statements for c in found)
    rated, figures = sum(c.rated for c in found), sum(c.figures for c in found)
    faults = sum(len(c.faults) for c in found)
    nothing = f"; {refused} of which the library knows nothing" if refused else ""
    return (
        f"{kind}: {len(found)} briefings{nothing}; {notes} notes, {statements} statements, {rated} "
        f"rated cells, {figures} numbers, months and ratings; {faults} faults"
    )

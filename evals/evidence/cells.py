"""The ratings table of the published reports: how many cells are read, derived, open."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from index.ratings.derive import Derived, derive_cells
from index.ratings.table import build_table
from ingest.report import read_report
from ingest.schemes import load_schemes


def cells_section(reports_dir: Path) -> Iterator[str]:
    """Read, derived and open cells of the rows that annual tables list; rows without a report."""
    schemes = load_schemes()
    reports = [read_report(path) for path in sorted(reports_dir.iterdir()) if path.is_file()]
    regional = {s.name for s in schemes.schemes if "region" in s.kinds}
    facts = [fact for report in reports for fact in report.facts]
    derived = derive_cells(build_table([r.info for r in reports], facts, regional), schemes)
    yield from _cells(derived)
    listed = [r for r in derived.table.inspections if any(i != r.own_report for i in r.reports)]
    without = [r for r in listed if r.own_report is None]
    yield f"inspections that an annual table lists: {len(listed)}, without a report: {len(without)}"


def _cells(derived: Derived) -> Iterator[str]:
    """How many cells of the listed rows are read, derived, open."""
    found: Counter[str] = Counter()
    for row in derived.table.inspections:
        if all(report == row.own_report for report in row.reports):
            continue
        for standard in dict.fromkeys(f.standard for f in row.of("rating")):
            cell = row.cell("rating", standard)
            known = cell is not None and cell.cell == "legible"
            found[
                "derived" if known and cell and cell.derived else "read" if known else "open"
            ] += 1
    every = sum(found.values())
    yield (
        f"cells: {every}, read {found['read']}, derived {found['derived']}, open {found['open']}; "
        f"open with fewer ratings than all: {len(derived.possible)}"
    )
    yield f"reports whose figures contradict each other: {len(derived.contradictions)}"

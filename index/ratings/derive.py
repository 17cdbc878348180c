"""Lost cells that everything else forces: the one rating that fits, marked derived, with its rule.

What an annual report counts by standard, the composite scores of its rows and the ratings that
other reports give bind the cells of its table together. A cell that can hold one rating only is
derived; of any other the possible ratings are kept, and it stays open.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from index.ratings.solver import Problem, solve
from index.ratings.table import Inspection, Table
from ingest.models import Fact, Source
from ingest.schemes import Scheme, Schemes

BY_COUNT = "the report counts every PDU of its table at this rating"
BY_SCORE = "no other rating fits the composite score and the ratings that can be read"
BY_ALL = (
    "no other rating fits the counts by standard, the composite scores of all rows and the ratings "
    "that the reports in this library give"
)

CellKey = tuple[str, str, str]
"""Place, date of the inspection, standard."""


class Derived(NamedTuple):
    """A table with its forced cells filled in."""

    table: Table
    possible: Mapping[CellKey, tuple[str, ...]]
    """What an open cell can still hold, best rating first; only where that is less than all."""
    contradictions: tuple[str, ...]
    """Ids of reports whose counts, scores and ratings cannot all be right: nothing is derived."""


def derive_cells(table: Table, schemes: Schemes) -> Derived:
    """The table with derived ratings beside those that were read."""
    found: dict[CellKey, Fact] = {}
    possible: dict[CellKey, tuple[str, ...]] = {}
    wrong: list[str] = []
    for (report, _), rows in _groups(table).items():
        scheme = next((s for s in schemes.schemes if s.name == rows[0].scheme), None)
        if scheme is None:
            continue
        counts = _counts(table.national, report)
        if not _solve(scheme, rows, counts, found, possible):
            wrong.append(report)
    filled = tuple(_filled(row, found) for row in table.inspections)
    return Derived(Table(filled, table.national), possible, tuple(wrong))


def _groups(table: Table) -> dict[tuple[str, str], list[Inspection]]:
    """Inspections with lost ratings or none, by the report that lists them with a score, by scheme.

    A table that somebody keeps can list rounds with different standards one under another.
    """
    groups: dict[tuple[str, str], list[Inspection]] = {}
    for row in table.inspections:
        scores = [f for f in row.of("score") if f.number is not None]
        listing = [f.report for f in scores if f.report != row.own_report]
        if scores:
            listed_by = (listing or [scores[0].report])[0]
            groups.setdefault((listed_by, row.scheme), []).append(row)
    return {key: rows for key, rows in groups.items() if any(map(_has_lost, rows))}


def _has_lost(row: Inspection) -> bool:
    return any(f.cell == "not_legible" for f in row.of("rating"))


def _counts(national: Iterable[Fact], report: str) -> dict[str, list[Fact]]:
    """What a report counts of its units, by standard."""
    found: dict[str, list[Fact]] = {}
    for fact in national:
        mine = fact.report == report and fact.measure == "rating_count" and fact.unit == "PDUs"
        if mine and fact.standard and fact.number is not None:
            found.setdefault(fact.standard, []).append(fact)
    return found


def _solve(
    scheme: Scheme,
    rows: list[Inspection],
    counts: Mapping[str, list[Fact]],
    found: dict[CellKey, Fact],
    possible: dict[CellKey, tuple[str, ...]],
) -> bool:
    """Fill in what is forced; False where the figures contradict each other."""
    points = {r.word: r.points for r in scheme.ratings}
    words = {p: w for w, p in points.items()}
    standards = [s.key for s in scheme.rated_standards]
    domains, totals = _constraints(rows, standards, frozenset(words))
    columns = {
        standard: {points[f.value or ""]: int(f.number or 0) for f in counted}
        for standard, counted in counts.items()
        if standard in standards and all(f.out_of == len(rows) for f in counted)
    }
    solution = solve(Problem(domains, totals, columns))
    if not solution.consistent:
        return False
    names = {_name(row): row for row in rows}
    for (name, standard), values in solution.values.items():
        row = names[name]
        cell = row.cell("rating", standard)
        if cell is not None and cell.cell == "legible":
            continue
        key = (row.place.name, row.date, standard)
        if len(values) == 1:
            word = words[next(iter(values))]
            found[key] = _derived(row, standard, word, points[word], counts, len(rows))
        elif len(values) < len(words):
            possible[key] = tuple(words[p] for p in sorted(values, reverse=True))
    return True


def _name(row: Inspection) -> str:
    return f"{row.place.name} {row.date}"


def _constraints(
    rows: list[Inspection], standards: list[str], scale: frozenset[int]
) -> tuple[dict[tuple[str, str], frozenset[int]], dict[str, int]]:
    """What each cell may hold, and what the cells of a row add up to."""
    domains: dict[tuple[str, str], frozenset[int]] = {}
    totals: dict[str, int] = {}
    for row in rows:
        for standard in standards:
            cell = row.cell("rating", standard)
            read = cell is not None and cell.cell == "legible" and cell.number is not None
            domains[_name(row), standard] = (
                frozenset({int(cell.number or 0)}) if read and cell else scale
            )
        score = row.row_cell("score")
        if score is not None and score.number is not None:
            totals[_name(row)] = int(score.number)
    return domains, totals


def _derived(
    row: Inspection,
    standard: str,
    word: str,
    points: int,
    counts: Mapping[str, list[Fact]],
    rows: int,
) -> Fact:
    """The fact of a forced cell: the row it stands in, and the counts that force it."""
    base = row.cell("rating", standard) or row.row_cell("score") or row.facts[0]
    counted = counts.get(standard, [])
    every = any(f.value == word and f.number == rows for f in counted)
    rule = BY_COUNT if every else BY_ALL if counted else BY_SCORE
    score = row.row_cell("score")
    also: dict[tuple[object, ...], Source] = {}
    for fact in (*([score] if score and not every else []), *counted):
        if fact.source.spans != base.source.spans:
            also.setdefault((fact.source.report, fact.source.spans), fact.source)
    return base.model_copy(
        update={
            "id": f"{base.id}-{standard}",
            "measure": "rating",
            "standard": standard,
            "value": word,
            "number": points,
            "out_of": None,
            "unit": None,
            "cell": "legible",
            "derived": True,
            "rule": rule,
            "also": tuple(also.values()),
        }
    )


def _filled(row: Inspection, found: Mapping[CellKey, Fact]) -> Inspection:
    """The row with its derived cells after those that were read."""
    mine = [f for (place, date, _), f in found.items() if (place, date) == _key(row)]
    return row._replace(facts=(*row.facts, *mine)) if mine else row


def _key(row: Inspection) -> tuple[str, str]:
    return row.place.name, row.date

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

BY_COUNT = "the report counts every place of its table at this rating"
BY_SCORE = "no other rating fits the composite score and the ratings that can be read"
BY_ALL = (
    "no other rating fits the counts by standard, the composite scores of all rows and the ratings "
    "that the reports in this library give"
)

CellKey = tuple[str, str, str]
"""Place, date of the inspection, standard."""
_UNITS = {"pdu": "PDUs", "region": "regions"}
_NO_RATING = ("not_rated", "not_applicable")
"""Cells that hold no rating at all: no part of the score, and not counted."""


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
        counts = _counts(table.national, report, _UNITS.get(rows[0].place.kind, ""))
        if not _solve(scheme, rows, counts, found, possible):
            wrong.append(report)
    filled = tuple(_filled(row, found) for row in table.inspections)
    return Derived(Table(filled, table.national), possible, tuple(wrong))


def _groups(table: Table) -> dict[tuple[str, str], list[Inspection]]:
    """Inspections with lost ratings or none, by the report that lists them with a score, by scheme.

    A row that lost its score is one of those that the report counts, and so stays in. A table that
    somebody keeps can list rounds with different standards one under another.
    """
    groups: dict[tuple[str, str], list[Inspection]] = {}
    for row in table.inspections:
        scores = [f.report for f in row.of("score")]
        if scores:
            listed_by = next((report for report in scores if report != row.own_report), scores[0])
            groups.setdefault((listed_by, row.scheme), []).append(row)
    return {key: rows for key, rows in groups.items() if any(map(_has_lost, rows))}


def _has_lost(row: Inspection) -> bool:
    return any(f.cell == "not_legible" for f in row.of("rating"))


def _counts(national: Iterable[Fact], report: str, unit: str) -> dict[str, list[Fact]]:
    """What a report counts of its units, by standard."""
    found: dict[str, list[Fact]] = {}
    for fact in national:
        mine = fact.report == report and fact.measure == "rating_count" and fact.unit == unit
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
    words = {r.points: r.word for r in scheme.ratings}
    problem = _problem(scheme, rows, counts)
    solutions = [solve(part) for part in _parts(problem)]
    if not all(each.consistent for each in solutions):
        return False
    names = {_name(row): row for row in rows}
    for cell, values in ((c, v) for each in solutions for c, v in each.values.items()):
        row, standard = names[cell[0]], cell[1]
        shown = row.cell("rating", standard)
        if shown is not None and shown.cell == "legible" and not shown.derived:
            continue
        key = (row.place.name, row.date, standard)
        if len(values) == 1:
            [points] = values
            rule, why = _reason(problem, cell, points, row, counts)
            found[key] = _derived(row, standard, words[points], points, rule, why)
        elif len(values) < len(words):
            possible[key] = tuple(words[p] for p in sorted(values, reverse=True))
    return True


def _parts(problem: Problem) -> list[Problem]:
    """The problem in pieces that do not bear on each other: its rows, where no column is counted.

    A kept table of 800 rows takes 23 seconds as one piece, and two row by row.
    """
    if problem.counts:
        return [problem]
    rows: dict[str, dict[tuple[str, str], frozenset[int]]] = {}
    for cell, values in problem.domains.items():
        rows.setdefault(cell[0], {})[cell] = values
    # A total without a cell is a contradiction, and stays one.
    names = dict.fromkeys((*rows, *problem.totals))
    totals = problem.totals
    return [
        Problem(rows.get(name, {}), {name: totals[name]} if name in totals else {}, {})
        for name in names
    ]


def _name(row: Inspection) -> str:
    return f"{row.place.name} {row.date}"


def _problem(
    scheme: Scheme, rows: Iterable[Inspection], counts: Mapping[str, list[Fact]]
) -> Problem:
    """What each cell may hold, what the cells of a row add up to, and what a column has."""
    points = {r.word: r.points for r in scheme.ratings}
    domains: dict[tuple[str, str], frozenset[int]] = {}
    totals: dict[str, int] = {}
    for row in rows:
        for standard in (s.key for s in scheme.rated_standards):
            shown = row.cell("rating", standard)
            if shown is not None and shown.cell in _NO_RATING:
                continue
            # What a table that somebody keeps has as derived is no evidence: it is only a result.
            legible = shown is not None and shown.cell == "legible" and not shown.derived
            read = shown.number if shown is not None and legible else None
            scale = frozenset(points.values())
            domains[_name(row), standard] = scale if read is None else frozenset({int(read)})
        score = row.row_cell("score")
        if score is not None and score.number is not None:
            totals[_name(row)] = int(score.number)
    columns: dict[str, dict[int, int]] = {}
    for standard, counted in counts.items():
        cells = sum(column == standard for _, column in domains)
        # Counts of more places than the table lists, or in other words, do not bind it.
        if cells and all(f.out_of == cells and f.value in points for f in counted):
            columns[standard] = {points[f.value or ""]: int(f.number or 0) for f in counted}
    return Problem(domains, totals, columns)


def _reason(
    problem: Problem,
    cell: tuple[str, str],
    points: int,
    row: Inspection,
    counts: Mapping[str, list[Fact]],
) -> tuple[str, list[Fact]]:
    """The simplest rule that forces a cell, and the facts that it rests on."""
    standard = cell[1]
    column = problem.counts.get(standard, {})
    counted = counts[standard] if column else []
    if column.get(points) == sum(each == standard for _, each in problem.domains):
        return BY_COUNT, counted
    score = row.row_cell("score")
    scores = [score] if score is not None else []
    if _in_row(problem, cell) == {points}:
        return BY_SCORE, [*scores, *(f for f in row.of("rating") if f.cell == "legible")]
    others = [fact for each in problem.counts for fact in counts[each]]
    return BY_ALL, [*scores, *(counted or others)]


def _in_row(problem: Problem, cell: tuple[str, str]) -> set[int]:
    """The values of a cell that the rest of its row can make up to the score."""
    name, standard = cell
    if name not in problem.totals:
        return set(problem.domains[cell])
    sums = {0}
    for (row, column), values in problem.domains.items():
        if row == name and column != standard:
            sums = {total + value for total in sums for value in values}
    return {value for value in problem.domains[cell] if problem.totals[name] - value in sums}


def _derived(
    row: Inspection, standard: str, word: str, points: int, rule: str, why: Iterable[Fact]
) -> Fact:
    """The fact of a forced cell: the row it stands in, and beside it what forces it."""
    lost = (f for f in row.of("rating") if f.standard == standard and not f.derived)
    base = next(lost, None) or row.row_cell("score") or row.facts[0]
    also: dict[tuple[object, ...], Source] = {}
    for fact in why:
        if fact.source.spans != base.source.spans or fact.source.report != base.source.report:
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
    """The row with its derived cells after those that were read.

    A kept table that has the same cell as derived is one more source of it, not the first.
    """
    mine = {f.standard: f for (place, date, _), f in found.items() if (place, date) == _key(row)}
    if not mine:
        return row
    again = [f for f in row.facts if f.derived and f.measure == "rating" and f.standard in mine]
    facts = (f for f in row.facts if f not in again)
    return row._replace(facts=(*facts, *mine.values()), others=(*row.others, *again))


def _key(row: Inspection) -> tuple[str, str]:
    return row.place.name, row.date

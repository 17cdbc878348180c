"""Standards across the country, by the ratings that an annual report counts."""

from collections.abc import Sequence
from typing import NamedTuple

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.answers.tables import grouping, words
from index.answers.tables.ratings import counted
from index.answers.tables.scope import Scope, unit_of
from index.models import Status, TableQuery
from ingest.models import Fact
from ingest.schemes import Scheme


class _Column(NamedTuple):
    """One standard as a report counts it."""

    standard: str
    facts: tuple[Fact, ...]
    points: float
    """Mean points over all that are counted."""
    fitting: int
    """How many have a rating that is asked about."""


def say_national(request: Request, scope: Scope) -> Status | None:
    """Standards by the counts of the annual report; None where it counts none."""
    query = scope.query
    scheme = _scheme(request, scope)
    keys = [s.key for s in scheme.rated_standards] if scheme else []
    if query.kind == "region":
        keys = list(_counted_standards(request, scope.noun[1]))
    if len(query.standards) > 2:  # A chapter; "leadership to reviewing" names its two ends.
        keys = [key for key in keys if key in query.standards] or keys
    columns = [c for key in keys if (c := _column(request, query, key))]
    if not columns:
        return None
    if query.aggregate == "extremes":
        for edge in ("highest", "lowest"):
            best = _pick(query.model_copy(update={"aggregate": edge}), columns, f"{edge} ")
            for column in best:
                _say_column(request, query, column)
        return "answered"
    chosen = _pick(query, columns, request.plan.standalone.lower())
    ratings = " or ".join(query.ratings)
    if not chosen:
        facts = [f for c in columns for f in c.facts if f.number]
        request.build.fact(
            f"None: no such rating is counted on any of the {len(columns)} standards.",
            [f.source for f in facts],
        )
        return "answered"
    if query.ratings and (query.aggregate in {"count", "share"} or len(chosen) == len(columns)):
        noun = phrases.counted(len(chosen), "standard has", "standards have")
        given = f"{ratings} ratings"
        if not any(c.fitting for c in chosen):
            given = f"no {ratings} rating"
        request.build.fact(
            f"{noun} {given}, of {len(columns)}:", [f.source for c in chosen for f in c.facts]
        )
    for column in chosen:
        _say_column(request, query, column)
    return "answered"


def _counted_standards(request: Request, unit: str) -> tuple[str, ...]:
    """The standards whose ratings a national report counts for these units."""
    counts = (f for f in request.knowledge.table.national if f.measure == "rating_count")
    return tuple(dict.fromkeys(f.standard for f in counts if f.unit == unit and f.standard))


def _scheme(request: Request, scope: Scope) -> Scheme | None:
    names = {r.scheme for r in scope.everything}
    name = scope.query.scheme or (next(iter(names)) if len(names) == 1 else "")
    return next((s for s in request.knowledge.schemes.schemes if s.name == name), None)


def _column(request: Request, query: TableQuery, standard: str) -> _Column | None:
    counts = counted(request, query, standard)
    if not counts:
        return None
    every = max(c.fact.out_of or 0 for c in counts) or 1
    points = sum((c.points or 0) * (c.fact.number or 0) for c in counts) / every
    fitting = sum(int(c.fact.number or 0) for c in counts if c.fact.value in query.ratings)
    return _Column(standard, tuple(c.fact for c in counts), points, fitting)


def _pick(query: TableQuery, columns: Sequence[_Column], lower: str) -> list[_Column]:
    """By how many have the rating asked about, else by the mean of the points."""
    edge = grouping.edge_of(lower)
    if query.ratings:
        every = words.EVERYONE.search(lower)
        if every:
            total = max(f.out_of or 0 for c in columns for f in c.facts)
            return [c for c in columns if c.fitting == total]
        if words.NOBODY.search(lower):
            return [c for c in columns if not c.fitting]
        fitting = [c for c in columns if c.fitting]
        if edge and words.MOST_OF.search(lower) and fitting:
            numbers = [c.fitting for c in (fitting if edge == "highest" else columns)]
            most = (max if edge == "highest" else min)(numbers)
            return [c for c in columns if c.fitting == most]
        return sorted(fitting, key=lambda c: -c.fitting) if query.aggregate == "rank" else fitting
    ranked = sorted(columns, key=lambda c: c.points, reverse=not query.rising)
    if query.aggregate == "rank" and not query.limit:
        return ranked
    if query.aggregate in {"highest", "lowest"} or edge:
        best = (max if edge == "highest" else min)(c.points for c in columns)
        if query.limit:
            return sorted(columns, key=lambda c: c.points, reverse=edge == "highest")[: query.limit]
        return [c for c in columns if c.points == best]
    return list(columns)


def _say_column(request: Request, query: TableQuery, column: _Column) -> None:
    """One standard with its counts, of how many."""
    name = phrases.standard_name(request.knowledge, query.scheme, column.standard).capitalize()
    facts = [
        f for f in column.facts if f.number and (not query.ratings or f.value in query.ratings)
    ]
    facts = facts or [f for f in column.facts if f.number]
    out_of = phrases.plain(facts[0].out_of or 0)
    unit = facts[0].unit or f"{unit_of(request)}s"
    given = phrases.joined([f"{phrases.plain(f.number or 0)} {f.value}" for f in facts])
    request.build.fact(
        f"{name}: {given}, of {out_of} {unit}.", [f.source for f in facts], facts=facts, bullet=True
    )

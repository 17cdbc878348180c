"""Standards as rows: how each was rated in an inspection, or how often across the country."""

from collections.abc import Sequence
from typing import NamedTuple

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.answers.dates import month
from index.answers.tables import words
from index.answers.tables.ratings import counted
from index.answers.tables.scope import Scope, note_cover, where
from index.models import Status, TableQuery
from index.ratings.query import Row, rows_of
from index.ratings.table import Inspection
from ingest.models import Fact
from ingest.schemes import Scheme


def compose_standards(request: Request, scope: Scope) -> Status:
    """Standards of the places named, of a region's units, or of all as the annual report counts."""
    query = scope.query
    several = len(query.places) > 1 and words.edge_of(request.plan.standalone.lower())
    if query.group_by == "place" or query.held or several:
        return _by_inspection(request, scope)
    if not query.places and not query.regions:
        status = _national(request, scope)
        if status is not None:
            note_cover(request, scope)
            return status
    if query.places and len({r.place for r in scope.everything}) == len(scope.everything):
        said = [_of_inspection(request, scope, row) for row in scope.everything]
        return "answered" if said and all(said) else "partial" if any(said) else "not_found"
    if query.places:
        said = [_of_inspection(request, scope, row) for row in _meant(request, scope)]
        return "answered" if any(said) else "not_found"
    status = _across(request, scope)
    note_cover(request, scope)
    return status


def _by_inspection(request: Request, scope: Scope) -> Status:
    """How many standards were rated so in each inspection; or those with the most or fewest."""
    query = scope.query
    rated = [(row, known) for row in _meant(request, scope) if (known := _rated(row)[0])]
    whole = [(row, known) for row, known in rated if not _rated(row)[1]]
    if not whole:
        request.build.fixed("No inspection in this library has all its ratings by standard.")
        return "not_found"
    lower = request.plan.standalone.lower()
    summed = query.aggregate in {"count", "total"} or words.edge_of(lower)
    if words.IN_ALL.search(lower) and query.group_by != "place" and not summed:
        return _in_all(request, query, whole)
    numbers = {id(row): len(_fitting(query, known)) for row, known in whole}
    if query.aggregate in {"count", "total"} and query.group_by != "place":
        _say_sum(request, query, whole)
    edge = words.edge_of(request.plan.standalone.lower())
    if edge:
        best = (max if edge == "highest" else min)(numbers.values())
        whole = [(row, known) for row, known in whole if numbers[id(row)] == best]
    for row, known in sorted(whole, key=lambda each: -numbers[id(each[0])]):
        chosen = _fitting(query, known)
        ratings = f"rated {' or '.join(query.ratings)}" if query.ratings else "rated"
        verb = "was" if len(chosen) == 1 else "were"
        request.build.fact(
            f"{phrases.title(row)}: {len(chosen)} of {len(known)} standards {verb} {ratings}.",
            [f.source for f in (*chosen, *known)],
            facts=chosen or known,
            bullet=True,
        )
    request.build.note(
        f"Ratings by standard are read in full for {phrases.counted(len(rated), 'inspection', 'inspections')}."
    )
    return "answered"


_Whole = Sequence[tuple[Inspection, list[Fact]]]


def _say_sum(request: Request, query: TableQuery, whole: _Whole) -> None:
    """How many ratings in all, out of how many, over how many inspections."""
    every = [f for _, known in whole for f in known]
    chosen = [f for _, known in whole for f in _fitting(query, known)]
    ratings = " or ".join(query.ratings) or "read"
    request.build.fact(
        f"{len(chosen)} of the {len(every)} ratings by standard in "
        f"{phrases.counted(len(whole), 'inspection', 'inspections')} are {ratings}:",
        [f.source for f in (*chosen, *every)],
    )


def _in_all(request: Request, query: TableQuery, whole: _Whole) -> Status:
    """The standards that were rated so in every inspection whose ratings are read in full."""
    keys = [{f.standard for f in _fitting(query, known)} for _, known in whole]
    shared = set.intersection(*keys)
    ratings = " or ".join(query.ratings) or "rated"
    facts = [f for _, known in whole for f in known if f.standard in shared]
    titles = phrases.joined([phrases.title(row) for row, _ in whole])
    if not shared:
        every = [f for _, known in whole for f in known]
        request.build.fact(
            f"No standard was {ratings} in all of {titles}.", [f.source for f in every]
        )
        return "answered"
    for standard in dict.fromkeys(f.standard or "" for f in facts):
        mine = [f for f in facts if f.standard == standard]
        name = phrases.standard_name(request.knowledge, whole[-1][0].scheme, standard)
        request.build.fact(
            f"{name.capitalize()}: {ratings} in {titles}.",
            [f.source for f in mine],
            facts=mine,
            bullet=True,
        )
    return "answered"


def _meant(request: Request, scope: Scope) -> Sequence[Inspection]:
    """Of several inspections of a place those with ratings by standard."""
    rated = [r for r in scope.everything if any(f.cell == "legible" for f in r.of("rating"))]
    newest = request.plan.newest
    return sorted(rated or scope.everything, key=lambda r: r.date, reverse=True)[
        : 1 if newest else None
    ]


def _rated(row: Inspection) -> tuple[list[Fact], list[Fact]]:
    """One fact for each standard: those that are known, and those that are not legible."""
    cells = [row.cell("rating", s) for s in dict.fromkeys(f.standard for f in row.of("rating"))]
    present = [c for c in cells if c is not None and c.cell != "not_rated"]
    return (
        [c for c in present if c.cell == "legible"],
        [c for c in present if c.cell == "not_legible"],
    )


def _of_inspection(request: Request, scope: Scope, row: Inspection) -> bool:
    """The standards of one inspection that fit; False where some of them cannot be read."""
    query = scope.query
    known, lost = _rated(row)
    if not known:
        request.build.fixed(f"{phrases.title(row)}: no ratings by standard are in the library.")
        return False
    every = len(known) + len(lost)
    chosen = _fitting(query, known)
    if query.aggregate in {"count", "share"} or (query.ratings and not chosen):
        _say_number(request, row, query, chosen, known, every)
    if query.aggregate == "mean":
        _say_mean(request, row, known)
        return not lost
    if query.aggregate == "extremes":
        for edge in ("highest", "lowest"):
            fitting = _fitting(query.model_copy(update={"aggregate": edge}), known)
            _say_ratings(request, row, fitting)
        return not lost
    _say_ratings(request, row, chosen)
    if lost:
        names = phrases.joined([_name(request, row, f) for f in lost])
        request.build.fact(
            f"Not legible for {phrases.title(row)}: {names}.", [lost[0].source], facts=lost
        )
    return not lost


def _fitting(query: TableQuery, known: Sequence[Fact]) -> list[Fact]:
    chosen = [f for f in known if not query.ratings or f.value in query.ratings]
    if query.standards and not query.ratings:
        chosen = [f for f in chosen if f.standard in query.standards]
    if query.aggregate in {"highest", "lowest"} and chosen:
        edge = (max if query.aggregate == "highest" else min)(f.number or 0 for f in chosen)
        return [f for f in chosen if f.number == edge]
    if query.aggregate == "rank":
        return sorted(chosen, key=lambda f: -(f.number or 0) * (-1 if query.rising else 1))
    return chosen


def _say_number(
    request: Request,
    row: Inspection,
    query: TableQuery,
    chosen: Sequence[Fact],
    known: Sequence[Fact],
    every: int,
) -> None:
    """How many of the standards, out of how many."""
    ratings = " or ".join(query.ratings) or "rated"
    shown = chosen or known
    if not chosen:
        text = f"None of the {every} standards of {phrases.title(row)} was rated {ratings}."
    else:
        verb = "was" if len(chosen) == 1 else "were"
        text = f"{len(chosen)} of {every} standards {verb} rated {ratings} in {phrases.title(row)}."
        if not query.ratings:
            text = f"{phrases.title(row)} was rated on {every} standards."
    if query.aggregate == "share" and every:
        share = phrases.plain(round(100 * len(chosen) / every, 1))
        text = f"{text[:-1]}: {share} per cent."
    sources = [f.source for f in (*shown, *known)]
    request.build.fact(text, sources, facts=() if chosen else shown)


def _say_mean(request: Request, row: Inspection, known: Sequence[Fact]) -> None:
    mean = sum(f.number or 0 for f in known) / len(known)
    request.build.fact(
        f"The mean rating of the {len(known)} standards of {phrases.title(row)} is "
        f"{phrases.plain(round(mean, 2))} points out of 3.",
        [f.source for f in known],
        facts=known,
    )


def _say_ratings(request: Request, row: Inspection, chosen: Sequence[Fact]) -> None:
    for fact in chosen:
        derived = f" (derived: {fact.rule})" if fact.derived else ""
        request.build.fact(
            f"{row.place.name} was rated {fact.value} for {_name(request, row, fact)} in "
            f"{month(row.date)}{derived}.",
            [fact.source, *(fact.also if fact.derived else ())],
            facts=[fact],
            bullet=True,
        )


def _name(request: Request, row: Inspection, fact: Fact) -> str:
    return phrases.standard_name(request.knowledge, row.scheme, fact.standard or "")


class _Column(NamedTuple):
    """One standard as a report counts it."""

    standard: str
    facts: tuple[Fact, ...]
    points: float
    """Mean points over all that are counted."""
    fitting: int
    """How many have a rating that is asked about."""


def _national(request: Request, scope: Scope) -> Status | None:
    """Standards by the counts of the annual report; None where it counts none."""
    query = scope.query
    scheme = _scheme(request, scope)
    keys = [s.key for s in scheme.rated_standards] if scheme else []
    if query.kind == "region":
        wide = query.model_copy(update={"standards": ()})
        keys = list(_counted_standards(request, wide))
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
        request.build.fact(f"None of the {len(columns)} standards was.", [f.source for f in facts])
        return "answered"
    if query.ratings and (query.aggregate in {"count", "share"} or len(chosen) == len(columns)):
        noun = phrases.counted(len(chosen), "standard has", "standards have")
        request.build.fact(
            f"{noun} {'a ' if len(chosen) == 1 else ''}{ratings} ratings, of {len(columns)}:",
            [f.source for c in chosen for f in c.facts if f.value in query.ratings and f.number],
        )
    for column in chosen:
        _say_column(request, query, column)
    return "answered"


def _counted_standards(request: Request, query: TableQuery) -> tuple[str, ...]:
    facts = request.knowledge.table.national
    unit = "regions" if query.kind == "region" else "PDUs"
    return tuple(
        dict.fromkeys(
            f.standard
            for f in facts
            if f.measure == "rating_count" and f.unit == unit and f.standard
        )
    )


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
    edge = words.edge_of(lower)
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
    if query.aggregate in {"highest", "lowest"} or edge:
        best = (max if edge == "highest" else min)(c.points for c in columns)
        if query.limit:
            return sorted(columns, key=lambda c: c.points, reverse=edge == "highest")[: query.limit]
        return [c for c in columns if c.points == best]
    return ranked if query.aggregate == "rank" else list(columns)


def _say_column(request: Request, query: TableQuery, column: _Column) -> None:
    """One standard with its counts, of how many."""
    name = phrases.standard_name(request.knowledge, query.scheme, column.standard).capitalize()
    facts = [
        f for f in column.facts if f.number and (not query.ratings or f.value in query.ratings)
    ]
    facts = facts or [f for f in column.facts if f.number]
    out_of = phrases.plain(facts[0].out_of or 0)
    unit = facts[0].unit or "PDUs"
    given = phrases.joined([f"{phrases.plain(f.number or 0)} {f.value}" for f in facts])
    request.build.fact(
        f"{name}: {given}, of {out_of} {unit}.", [f.source for f in facts], facts=facts, bullet=True
    )


def _across(request: Request, scope: Scope) -> Status:
    """Ratings by standard over the inspections in scope, from the cells that are known."""
    query = scope.query.model_copy(update={"aggregate": "list", "limit": None})
    rows = rows_of(request.knowledge.ratings, query.model_copy(update={"ratings": ()}))
    known = [r for r in rows if r.fact and r.fact.cell == "legible"]
    lost = [r for r in rows if r.fact and r.fact.cell == "not_legible"]
    by_standard: dict[str, list[Row]] = {}
    for row in known:
        if row.fact and (not query.ratings or row.fact.value in query.ratings):
            by_standard.setdefault(row.fact.standard or "", []).append(row)
    if not query.ratings:
        by_standard = _edge_of_means(by_standard, words.edge_of(request.plan.standalone.lower()))
    for standard, mine in by_standard.items():
        facts = [r.fact for r in mine if r.fact]
        name = phrases.standard_name(request.knowledge, mine[0].inspection.scheme, standard)
        every = sum(1 for r in known if r.fact and r.fact.standard == standard)
        words_ = " or ".join(query.ratings) or "rated"
        if not query.ratings:
            mean = sum(f.number or 0 for f in facts) / len(facts)
            request.build.fact(
                f"{name.capitalize()}: a mean of {phrases.plain(round(mean, 2))} points over "
                f"{phrases.counted(len(facts), 'known rating', 'known ratings')}{where(query)}.",
                [f.source for f in facts],
                bullet=True,
            )
            continue
        request.build.fact(
            f"{name.capitalize()}: {len(mine)} of {every} known ratings{where(query)} "
            f"{'are' if len(mine) > 1 else 'is'} {words_}.",
            [f.source for f in facts],
            facts=facts,
            bullet=True,
        )
    if lost:
        request.build.fixed(
            f"{phrases.counted(len(lost), 'rating is', 'ratings are')} not legible in the source, "
            "so these numbers are not complete."
        )
    if not known:
        return "not_found"
    return "partial" if lost else "answered"


def _edge_of_means(groups: dict[str, list[Row]], edge: str | None) -> dict[str, list[Row]]:
    """The standards with the best or worst mean; all of them, best first, without an edge."""
    means = {
        standard: sum((r.fact.number or 0) for r in rows if r.fact) / len(rows)
        for standard, rows in groups.items()
    }
    if edge and means:
        best = (max if edge == "highest" else min)(means.values())
        return {s: rows for s, rows in groups.items() if means[s] == best}
    return dict(sorted(groups.items(), key=lambda item: -means[item[0]]))

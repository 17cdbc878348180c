"""Standards as rows: how each was rated in an inspection, or how often across the country."""

from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.answers.dates import month
from index.answers.tables import grouping, words
from index.answers.tables.national import say_national
from index.answers.tables.scope import Scope, name_of, note_cover, rows_in, where
from index.models import Status, TableQuery
from index.ratings.table import Inspection
from ingest.models import Fact


def compose_standards(request: Request, scope: Scope) -> Status:
    """Standards of the places named, of a region's units, or of all as the annual report counts."""
    query = scope.query
    several = len(query.places) > 1 and grouping.edge_of(request.plan.standalone.lower())
    if query.group_by == "place" or query.held or several:
        return _by_inspection(request, scope)
    if not query.places and not query.regions:
        status = say_national(request, scope)
        if status is not None:
            note_cover(request, scope)
            return status
    shared = words.SHARED.search(request.plan.standalone)
    if len(query.places) > 1 and query.ratings and shared:
        rated = [(row, _rated(row)[0]) for row in _meant(request, scope)]
        return _in_all(request, query, [(row, known) for row, known in rated if known])
    if query.places and len({r.place for r in scope.everything}) == len(scope.everything):
        said = [_of_inspection(request, scope, row) for row in scope.everything]
        return "answered" if said and all(said) else _unless_cited(request)
    if query.places:
        said = [_of_inspection(request, scope, row) for row in _meant(request, scope)]
        return "answered" if any(said) else _unless_cited(request)
    status = _across(request, scope)
    note_cover(request, scope)
    return status


def _unless_cited(request: Request) -> Status:
    """What an answer is that is not whole: partial, where it says anything at all."""
    return "partial" if request.build.citations else "not_found"


def _by_inspection(request: Request, scope: Scope) -> Status:
    """How many standards were rated so in each inspection; or those with the most or fewest."""
    query = scope.query
    rated = [(row, known) for row in _meant(request, scope) if (known := _rated(row)[0])]
    whole = [(row, known) for row, known in rated if not _rated(row)[1]]
    if not whole:
        request.build.fixed("No inspection in this library has all its ratings by standard.")
        return "not_found"
    lower = request.plan.standalone.lower()
    summed = query.aggregate in {"count", "total"} or grouping.edge_of(lower)
    if words.IN_ALL.search(lower) and query.group_by != "place" and not summed:
        return _in_all(request, query, whole)
    read = len(whole)
    numbers = {id(row): len(_fitting(query, known)) for row, known in whole}
    if query.aggregate in {"count", "total"} and query.group_by != "place":
        _say_sum(request, query, whole)
    edge = grouping.edge_of(request.plan.standalone.lower())
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
    every = phrases.counted(len(rated), "inspection", "inspections")
    request.build.note(f"Ratings by standard are read in full for {read} of {every}.")
    return "partial" if read < len(rated) and edge else "answered"


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
        names = phrases.joined([name_of(request, row, f) for f in lost])
        request.build.fact(
            f"Not legible for {phrases.title(row)}: {names}.", [lost[0].source], facts=lost
        )
    return not lost


def _fitting(query: TableQuery, known: Sequence[Fact]) -> list[Fact]:
    chosen = [f for f in known if not query.ratings or f.value in query.ratings]
    if query.standards and (not query.ratings or len(query.standards) > 1):
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
    """How many of the standards, out of how many; of the known ones where some are lost."""
    ratings = " or ".join(query.ratings) or "rated"
    shown = chosen or known
    of = f"{every} standards"
    if every > len(known):
        of = f"{len(known)} standards whose rating is known ({every} in all)"
    if not query.ratings:
        text = f"{phrases.title(row)} was rated on {every} standards."
    elif chosen:
        verb = "was" if len(chosen) == 1 else "were"
        text = f"{len(chosen)} of {of} {verb} rated {ratings} in {phrases.title(row)}."
    else:
        text = f"None of the {of} in {phrases.title(row)} was rated {ratings}."
    if query.aggregate == "share":
        share = phrases.plain(round(100 * len(chosen) / len(known), 1))
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
            f"{row.place.name} was rated {fact.value} for {name_of(request, row, fact)} in "
            f"{month(row.date)}{derived}.",
            [fact.source, *(fact.also if fact.derived else ())],
            facts=[fact],
            bullet=True,
        )


def _across(request: Request, scope: Scope) -> Status:
    """Ratings by standard over the inspections in scope, from the cells that are known."""
    query = scope.query.model_copy(update={"aggregate": "list", "limit": None, "ratings": ()})
    rows = [(r.inspection, r.fact) for r in rows_in(request, query) if r.fact]
    known = [(row, fact) for row, fact in rows if fact.cell == "legible"]
    lost = [fact for _, fact in rows if fact.cell == "not_legible"]
    wanted = scope.query.ratings
    groups: dict[str, list[_Rated]] = {}
    for row, fact in known:
        if not wanted or fact.value in wanted:
            groups.setdefault(fact.standard or "", []).append((row, fact))
    if not wanted:
        _say_means(request, query, groups)
    for standard, rated in groups.items() if wanted else ():
        every = sum(1 for _, fact in known if fact.standard == standard)
        facts = [fact for _, fact in rated]
        request.build.fact(
            f"{name_of(request, *rated[0]).capitalize()}: {len(rated)} of {every} known "
            f"ratings{where(query)} {'are' if len(rated) > 1 else 'is'} {' or '.join(wanted)}.",
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


_Rated = tuple[Inspection, Fact]


def _say_means(request: Request, query: TableQuery, groups: dict[str, list[_Rated]]) -> None:
    """The mean rating of each standard, best first; or only the best or worst."""
    means = {
        standard: sum(fact.number or 0 for _, fact in rated) / len(rated)
        for standard, rated in groups.items()
    }
    edge = grouping.edge_of(request.plan.standalone.lower())
    best = (max if edge == "highest" else min)(means.values()) if edge and means else None
    for standard in means if edge else sorted(means, key=lambda s: -means[s]):
        rated = groups[standard]
        if best is not None and means[standard] != best:
            continue
        request.build.fact(
            f"{name_of(request, *rated[0]).capitalize()}: a mean of "
            f"{phrases.plain(round(means[standard], 2))} points over "
            f"{phrases.counted(len(rated), 'known rating', 'known ratings')}{where(query)}.",
            [fact.source for _, fact in rated],
            bullet=True,
        )

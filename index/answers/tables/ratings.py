"""Places by rating: the national counts, the places that are known, and what stays open."""

from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.ratings import say_overall
from index.answers.compose.request import Request
from index.answers.tables.scope import (
    NO_ROW,
    Scope,
    lists_rated,
    note_cover,
    rows_in,
    unit_of,
    where,
)
from index.models import Status, TableQuery
from index.ratings.query import Count, counts_of
from index.ratings.table import Inspection
from ingest.models import Fact

Rated = tuple[Inspection, Fact]


def compose_rated(request: Request, scope: Scope) -> Status:
    """Which places, or how many, had a rating, standard by standard."""
    said: list[bool] = []
    for standard in _standards(request, scope):
        best = _at_edge(request, scope, standard)
        said.append(_of_standard(request, scope._replace(query=best), standard))
        _say_other_rounds(request, scope, standard)
    note_cover(request, scope)
    if not any(s.citations for s in request.build.statements):
        return "not_found"
    return "answered" if all(said) else "partial"


def _at_edge(request: Request, scope: Scope, standard: str | None) -> TableQuery:
    """The query for the best or worst rating that was given, where that is asked for."""
    query = scope.query
    if query.ratings or query.aggregate not in {"highest", "lowest"}:
        return query
    counts = counted(request, query, standard)
    points = {c.fact.value: c.points for c in counts if c.fact.number and c.points is not None}
    if not points:
        known = [f for _, f in _cells(request, scope, standard) if f.number is not None]
        points = {f.value: int(f.number or 0) for f in known}
    if not points:
        return query
    edge = (max if query.aggregate == "highest" else min)(points.values())
    return query.model_copy(
        update={"ratings": tuple(v for v, p in points.items() if v and p == edge)}
    )


def _standards(request: Request, scope: Scope) -> tuple[str | None, ...]:
    """The standards asked about; None is the overall rating.

    A rating that nobody has overall is looked for under every standard ("how many Outstanding?").
    """
    query, plan = scope.query, request.plan
    if query.standards or plan.overall or not query.ratings or query.regions or query.places:
        return query.standards or (None,)
    national = query.model_copy(update={"standards": ()})
    given = [
        c.fact.standard
        for c in counts_of(request.knowledge.ratings, national)
        if c.fact.number and c.fact.value in query.ratings
    ]
    return tuple(dict.fromkeys(given)) if given and None not in given else (None,)


def counted(request: Request, query: TableQuery, standard: str | None) -> list[Count]:
    """The national counts of one standard; none for a part of the country or another time."""
    if query.regions or query.places or query.since or query.until:
        return []
    wide = query.model_copy(update={"standards": (), "ratings": (), "conditions": ()})
    found = counts_of(request.knowledge.ratings, wide)
    mine = [c for c in found if c.fact.standard == standard]
    if query.dates:
        mine = [c for c in mine if request.report_dated(c.fact.report)]
    return mine


def _of_standard(request: Request, scope: Scope, standard: str | None) -> bool:
    """One standard: counts first, then names; False where some names stay open."""
    query = scope.query
    counts = [c.fact for c in counted(request, query, standard)]
    if query.aggregate == "share" and counts:
        _say_share(request, counts, standard)
        return True
    cells = _cells(request, scope, standard)
    say_counts(request, counts, query.ratings, standard)
    if not counts and not cells:
        request.build.fixed(NO_ROW)
        return False
    names_asked = not counts or query.aggregate not in {"count", "share"} or request.plan.also_list
    if counts and (query.group_by == "rating" or not names_asked):
        return True
    every = sum(int(f.number or 0) for f in counts if f.value in query.ratings)
    if counts and query.ratings and not every:
        return True
    known = [(r, f) for r, f in cells if f.cell == "legible"]
    lost = [(r, f) for r, f in cells if f.cell != "legible"]
    fitting = [(r, f) for r, f in known if not query.ratings or f.value in query.ratings]
    if not counts:
        _say_tally(request, scope, fitting, known, lost, standard)
    _say_places(request, fitting, standard)
    whole = bool(query.ratings and counts) and every == len(fitting)
    return True if whole or not lost else _say_open(request, query, lost, standard)


def _say_other_rounds(request: Request, scope: Scope, standard: str | None) -> None:
    """The places that had the rating in another round than the one that is counted."""
    if not lists_rated(scope.query):
        return
    wide = scope._replace(query=scope.query.model_copy(update={"scheme": ""}))
    others = [
        (row, fact)
        for row, fact in _cells(request, wide, standard)
        if row.scheme != scope.query.scheme
        and fact.cell == "legible"
        and fact.value in scope.query.ratings
    ]
    if scope.query.scheme and others:
        request.build.fixed("Of another round of inspections:")
        _say_places(request, others, standard)


def _cells(request: Request, scope: Scope, standard: str | None) -> list[Rated]:
    query = scope.query.model_copy(
        update={
            "rows": "standard" if standard else "inspection",
            "measure": "rating" if standard else "overall_rating",
            "standards": (standard,) if standard else (),
            "ratings": (),
            "aggregate": "list",
            "limit": None,
            "group_by": None,
        }
    )
    rows = rows_in(request, query)
    return [(r.inspection, r.fact) for r in rows if r.fact is not None]


def say_counts(
    request: Request, counts: Sequence[Fact], ratings: Sequence[str], standard: str | None
) -> None:
    """What the annual report counts, the rating asked about first; a rating nobody got is none."""
    if not counts:
        return
    wanted = [f for f in counts if not ratings or f.value in ratings]
    name = phrases.standard_name(request.knowledge, counts[0].scheme, standard) if standard else ""
    what = f" for {name}" if standard else " overall"
    unit = counts[0].unit or f"{unit_of(request)}s"
    if ratings and not any(f.number for f in wanted):
        asked = f" rated {' or '.join(ratings)}{what}" if wanted else ""
        given = phrases.joined(
            [f"{phrases.plain(f.number or 0)} {f.value}" for f in counts if f.number]
        )
        shown = wanted or counts
        tail = "" if wanted else f": the annual report counts {given}{what}"
        request.build.fact(
            f"None of the {unit} was{asked}{tail}.",
            [f.source for f in shown],
            facts=shown,
        )
        return
    for fact in (f for f in wanted if f.number):
        request.build.fact(
            f"{phrases.plain(fact.number or 0)} of {phrases.plain(fact.out_of or 0)} "
            f"{unit} were rated {fact.value}{what}.",
            [fact.source],
            facts=[fact],
        )
    _say_sum(request, [f for f in wanted if f.number], what)


def _say_sum(request: Request, wanted: Sequence[Fact], what: str) -> None:
    """Several ratings asked about at once ("at least Good"): together, computed from the counts."""
    if len(wanted) < 2 or not request.plan.ratings:
        return
    together = sum(int(f.number or 0) for f in wanted)
    request.build.fact(
        f"Together {together} of {phrases.plain(wanted[0].out_of or 0)}{what}.",
        [f.source for f in wanted],
    )


def _say_share(request: Request, counts: Sequence[Fact], standard: str | None) -> None:
    ratings = request.plan.table.ratings if request.plan.table else ()
    wanted = [f for f in counts if f.value in ratings]
    name = phrases.standard_name(request.knowledge, counts[0].scheme, standard) if standard else ""
    what = f" for {name}" if standard else " overall"
    every = counts[0].out_of or 0
    number = sum(f.number or 0 for f in wanted)
    unit = counts[0].unit or f"{unit_of(request)}s"
    share = phrases.plain(round(100 * number / every, 1)) if every else "0"
    shown = wanted or list(counts)
    asked = " or ".join(ratings) or "so"
    request.build.fact(
        f"{phrases.plain(number)} of {phrases.plain(every)} {unit} were rated "
        f"{asked}{what}: {share} per cent.",
        [f.source for f in shown],
        facts=shown,
    )


def _say_tally(
    request: Request,
    scope: Scope,
    fitting: Sequence[Rated],
    known: Sequence[Rated],
    lost: Sequence[Rated],
    standard: str | None,
) -> None:
    """How many of the rows fit, where no report counts them."""
    if scope.query.aggregate not in {"count", "share"} and fitting:
        return
    rows = [*known, *lost]
    every = len(rows)
    many = scope.noun[1]
    if len({r.place for r, _ in rows}) != every:
        # Of a place inspected twice in one round there are two ratings: inspections are counted.
        many = f"inspections of {len({r.place for r, _ in rows})} {many}"
    shown = fitting or [*known, *lost]
    ratings = f" {' or '.join(scope.query.ratings)}" if scope.query.ratings else ""
    name = f" for {_name(request, shown, standard)}" if standard else " overall"
    read = f" (of {len(known)} whose rating is known)" if lost else ""
    number = str(len(fitting)) if fitting else "None"
    verb = "was" if len(fitting) < 2 else "were"
    share = ""
    if scope.query.aggregate == "share" and known:
        share = f": {phrases.plain(round(100 * len(fitting) / len(known), 1))} per cent"
    request.build.fact(
        f"{number} of the {every} {many}{where(scope.query)}{read} {verb} rated{ratings}{name}"
        f"{share}.",
        [f.source for _, f in (*shown, *known)],
    )


def _name(request: Request, rated: Sequence[Rated], standard: str) -> str:
    scheme = rated[0][0].scheme if rated else ""
    return phrases.standard_name(request.knowledge, scheme, standard)


def _say_places(request: Request, fitting: Sequence[Rated], standard: str | None) -> None:
    """The places whose rating can be read, one by one; those derived by one rule, together."""
    ordered = sorted(fitting, key=lambda rf: rf[0].place.name)
    derived: dict[tuple[str, str], list[Rated]] = {}
    for row, fact in ordered:
        if not standard:
            say_overall(request, row, bullet=True)
        elif fact.derived:
            derived.setdefault((fact.value or "", fact.rule or ""), []).append((row, fact))
        else:
            name = phrases.standard_name(request.knowledge, row.scheme, standard)
            text = f"{phrases.title(row)}: {fact.value} for {name}."
            request.build.fact(text, [fact.source], facts=[fact], bullet=True)
    for (value, rule), rated in derived.items():
        names = phrases.joined([phrases.title(row) for row, _ in rated])
        sources = [s for _, f in rated for s in (f.source, *f.also)]
        facts = [f for _, f in rated]
        name = phrases.standard_name(request.knowledge, rated[0][0].scheme, standard or "")
        text = f"{names}: {value} for {name} (derived: {rule})."
        request.build.fact(text, sources, facts=facts, bullet=True)


def _say_open(
    request: Request, query: TableQuery, lost: Sequence[Rated], standard: str | None
) -> bool:
    """What is open, not legible nor forced; True where no open cell can be what was asked for."""
    possible = request.knowledge.possible
    can = [
        row
        for row, _ in lost
        if not query.ratings
        or not (held := possible.get((row.place.name, row.date, standard or "")))
        or set(held) & set(query.ratings)
    ]
    if not can:
        return True
    many = phrases.counted(len(can), "inspection is", "inspections are")
    request.build.note(
        f"The ratings of {many} not legible in the source table and not forced by the other "
        "figures, so the list of names is not complete."
    )
    request.build.fixed(
        "The names are not complete: the other rows' ratings are not legible in the source."
    )
    return False

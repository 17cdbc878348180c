"""Which part of the table a question is put to: the round, the filters; and what that covers."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.models import Condition, Status, TableQuery
from index.ratings.query import Row, rows_of
from index.ratings.table import Inspection
from ingest.models import Fact, Source
from ingest.schemes import Scheme

MANY = 60
"""Rows that a list shows in full; of a longer one the first, and how many more there are."""
NO_ROW = "No inspection in this library fits the question."


class Scope(NamedTuple):
    """A query that is bound to one round, and the inspections that it looks at."""

    query: TableQuery
    everything: tuple[Inspection, ...]
    """The inspections in scope, before limits on scores and ratings: the denominator."""
    noun: tuple[str, str]
    """What a row is called: one, many."""


def bind(request: Request, query: TableQuery) -> Scope:
    """The query with the page's filters and the round that it is about.

    Scores of different maxima are not mixed (DESIGN.md, promise 6): of several rounds the newest
    is looked at, or the newest that has the standard; what is left out is noted.
    """
    query = _filtered(request, query)
    everything = _inspections(request, query)
    if not everything and query.held:
        # "The four reports of July 2024" may be rows of a table, not reports that are here.
        query = query.model_copy(update={"held": False})
        everything = _inspections(request, query)
    schemes = {r.scheme for r in everything if r.scheme}
    rounds = _shared(query, everything) if query.places and not query.against else schemes
    if len(schemes) > 1 and rounds and not _over_rounds(request, query):
        query = query.model_copy(update={"scheme": _newest(request, query, rounds)})
        if query.measure in {"score", "rating", "overall_rating"} and not lists_rated(query):
            _note_left_out(request, [r for r in everything if r.scheme != query.scheme])
        everything = tuple(r for r in everything if r.scheme == query.scheme)
    if query.standard_numbers and schemes:
        scheme = _scheme(request, query.scheme or next(iter(schemes)))
        keys = [scheme.standard_by_number(n) for n in query.standard_numbers] if scheme else []
        standards = (*query.standards, *(k for k in keys if k))
        query = query.model_copy(update={"standards": standards})
    return Scope(query, everything, _noun(request, query))


def lists_rated(query: TableQuery) -> bool:
    """Whether places with a rating are listed: a rating means the same in every round."""
    bare = not (query.listed or query.group_by or query.conditions or query.limit or query.held)
    return query.aggregate == "list" and bool(query.ratings) and bare


def _shared(query: TableQuery, rows: Sequence[Inspection]) -> set[str]:
    """The rounds in which numbers of all the places named can be set against each other.

    None where nothing is computed: then every inspection of a place named is meant.
    """
    if query.measure != "score" or len(query.places) < 2 or query.aggregate not in _COMPUTED:
        return set()
    if len(query.dates) > 1:
        # "Leeds 2024 and Sheffield 2023": which date is whose is not known here.
        return set()
    rounds = [{r.scheme for r in rows if r.place == place} for place in query.places]
    return set.intersection(*rounds) - {""}


_COMPUTED = {"mean", "median", "total", "range", "difference", "highest", "lowest", "extremes"}


def _over_rounds(request: Request, query: TableQuery) -> bool:
    """Whether rows of all rounds go together: nothing is compared that has another maximum."""
    chosen = query.conditions or query.ratings or query.standards or query.group_by
    counts_all = query.aggregate == "count" and not query.listed and not chosen
    return bool(
        query.rows in {"recommendation", "key_question"}
        or query.group_by in {"year", "place"}
        or (query.group_by in {"month", "half"} and query.aggregate == "count")
        or query.moved
        or (query.measure == "date" and not query.listed)
        or (counts_all and _counts_inspections(request))
        or (query.held and query.rows == "standard")
    )


def _note_left_out(request: Request, left: Sequence[Inspection]) -> None:
    names = phrases.joined([_with_score(r) for r in left[:6]])
    more = f" and {len(left) - 6} more" if len(left) > 6 else ""
    request.build.note(f"Left out, as its round is another one: {names}{more}.")


def _scheme(request: Request, name: str) -> Scheme | None:
    return next((s for s in request.knowledge.schemes.schemes if s.name == name), None)


def _noun(request: Request, query: TableQuery) -> tuple[str, str]:
    """What a row is called, as its scheme says; one, many."""
    if query.kind == "region":
        return "region", "regions"
    return unit_of(request), f"{unit_of(request)}s"


def unit_of(request: Request) -> str:
    """What the schemes call a place below the region: "PDU"."""
    return next(iter(request.knowledge.schemes.units_called()), "place")


def _counts_inspections(request: Request) -> bool:
    """Whether inspections are counted, of which a place can have several rounds."""
    return bool(re.search(r"\binspections\b", request.plan.standalone, re.IGNORECASE))


def _filtered(request: Request, query: TableQuery) -> TableQuery:
    filters = request.filters
    update: dict[str, object] = {"reports": filters.reports}
    if filters.places and not query.places:
        known = request.knowledge.names.places
        update["places"] = tuple(known[name] for name in filters.places if name in known)
    return query.model_copy(update=update)


def _inspections(request: Request, query: TableQuery) -> tuple[Inspection, ...]:
    """Every inspection that names, dates and filters let in, once."""
    wide = query.model_copy(
        update={
            "rows": "inspection",
            "measure": "score",
            "places": () if query.against in {"place", "mean", "median"} else query.places,
            "standards": (),
            "ratings": (),
            "conditions": (),
            "aggregate": "list",
            "limit": None,
            "group_by": None,
        }
    )
    return tuple({id(r.inspection): r.inspection for r in rows_in(request, wide)}.values())


def rows_in(request: Request, query: TableQuery) -> list[Row]:
    """The rows that fit, in the order asked for."""
    return rows_of(request.knowledge.ratings, query)


def scored(rows: Sequence[Row]) -> list[tuple[Inspection, Fact]]:
    """The rows that have a number, with the fact that gives it."""
    return [
        (r.inspection, r.fact) for r in rows if r.fact is not None and r.fact.number is not None
    ]


def nothing(request: Request, query: TableQuery) -> Status:
    """That no row is there: of a place or region that is not held, or of the dates."""
    named = [*query.regions, *(p.name for p in query.places)]
    rows = [
        row
        for row in request.knowledge.table.inspections
        if row.place in query.places or row.place.region in query.regions
    ]
    if rows and not any(request.inspection_allowed(row) for row in rows):
        request.build.fixed(phrases.LEFT_OUT.format(name=phrases.joined(named)))
    elif named:
        request.build.fixed(phrases.NOT_HELD.format(name=phrases.joined(named)))
    else:
        request.build.fixed(NO_ROW)
    return "not_found"


def _newest(request: Request, query: TableQuery, schemes: set[str]) -> str:
    """The newest round among these that has the standards asked about."""
    held = {s.name: s for s in request.knowledge.schemes.schemes}
    wanted = set(query.standards)
    fitting = [
        n for n in schemes if n in held and wanted <= {s.key for s in held[n].standards}
    ] or list(schemes)
    return max(fitting, key=lambda n: (n.rsplit("-", 1)[-1], n))


def _with_score(row: Inspection) -> str:
    score = row.cell("score")
    return f"{phrases.title(row)}, {score.value}" if score else phrases.title(row)


def note_cover(request: Request, scope: Scope) -> None:
    """What the table covers (DESIGN.md, promise 3): inspections, places, read and derived apart."""
    held = request.knowledge.table.coverage(scope.query.kind)
    if not held.inspections:
        return
    one, many = scope.noun
    text = (
        f"The table covers {phrases.counted(held.inspections, 'inspection', 'inspections')} of "
        f"{phrases.counted(held.places, one, many)}"
    )
    if scope.query.rows in {"standard", "count"} or scope.query.measure == "rating":
        text += f"; ratings by standard are read for {held.rated} of the inspections"
        if held.derived:
            cells = phrases.counted(held.derived, "further cell is", "further cells are")
            text += f", {cells} derived"
    else:
        text += f"; the reports themselves are in the library for {held.held_places} of them"
    looked = phrases.counted(len(scope.everything), "inspection", "inspections")
    request.build.note(f"{text}. This answer looks at {looked}.")


def sources_of_all(every: Sequence[Fact]) -> list[Source]:
    """What shows how many there are in all: every row that was looked at (DESIGN.md, promise 2)."""
    return [f.source for f in every]


def where(query: TableQuery) -> str:
    """The region of a question, for a sentence, and whom it leaves out; "" without either."""
    region = f" in {phrases.joined(query.regions)}" if query.regions else ""
    return f"{region} without {phrases.joined(query.excluded)}" if query.excluded else region


def limits_words(conditions: Sequence[Condition]) -> str:
    """Limits on scores as the verb of a sentence: "scored 3 or less"."""
    said = {
        "eq": "scored {}",
        "ne": "did not score {}",
        "lt": "scored less than {}",
        "le": "scored {} or less",
        "gt": "scored more than {}",
        "ge": "scored {} or more",
    }
    if [c.operator for c in conditions[:2]] == ["ge", "le"]:
        low, high = (phrases.plain(c.number) for c in conditions[:2])
        left_out = "".join(f", {phrases.plain(c.number)} left out" for c in conditions[2:])
        return f"scored from {low} to {high}{left_out}"
    return " and ".join(said[c.operator].format(phrases.plain(c.number)) for c in conditions)


def name_of(request: Request, row: Inspection, fact: Fact) -> str:
    """The standard of a fact as the inspection's round calls it."""
    return phrases.standard_name(request.knowledge, row.scheme, fact.standard or "")

"""Inspections as rows as such: how many, which, of which time; the first and last published."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.answers.dates import in_words, month, preceding
from index.answers.tables.scope import MANY, Scope, rows_in, scored, sources_of_all, where
from index.models import Status, TableQuery
from index.ratings.query import Row
from index.ratings.table import Inspection, agrees
from ingest.models import Fact


def say_counted(request: Request, scope: Scope) -> Status:
    """How many places and inspections there are; of named places, with their dates."""
    query, rows = scope.query, scope.everything
    facts = [_row_fact(r) for r in rows]
    sources = [f.source for f in facts]
    if query.places:
        noun = phrases.counted(len(rows), "inspection", "inspections")
        dates = phrases.joined([month(r.date) for r in rows])
        name = phrases.joined([p.name for p in query.places])
        text = f"The library holds {noun} of {name}: {dates}."
        request.build.fact(text, sources, facts=facts)
        return "answered"
    one, many = scope.noun
    exact = query.since or query.until or all(len(d) > 4 for d in query.dates)
    dated = f" dated {_dates(query)}" if exact and _dates(query) else ""
    request.build.fact(
        f"{phrases.counted(len({r.place for r in rows}), one, many)}{where(query)}, with "
        f"{phrases.counted(len(rows), 'inspection', 'inspections')}{dated}.",
        sources,
        facts=facts,
    )
    if request.plan.also_list:
        return say_ranked(request, rows_in(request, query.model_copy(update={"aggregate": "rank"})))
    return "answered"


def _dates(query: TableQuery) -> str:
    if query.since and query.until:
        return f"from {in_words(query.since)} to {in_words(preceding(query.until))}"
    if query.since:
        return f"from {in_words(query.since)} on"
    if query.until:
        return f"before {in_words(query.until)}"
    return phrases.joined([in_words(d) for d in query.dates]) if query.dates else ""


def say_listed(request: Request, scope: Scope) -> Status:
    """The inspections of a time, a region or the table, after how many they are of how many."""
    rows = scope.everything
    facts = [_row_fact(r) for r in rows]
    everyone = _of_any_time(request, scope)
    one, many = scope.noun
    head = f"{phrases.counted(len(rows), one, many)}{where(scope.query)}:"
    if len(everyone) > len(rows):
        of = f"{len(rows)} of the {len(everyone)} inspections{where(scope.query)}"
        # The ends of a span stand in no row that is cited; a date asked for does.
        span = scope.query.since or scope.query.until
        verb = "is" if len(rows) == 1 else "are"
        # Of several dates only those that a row has: another stands in nothing that is cited.
        met = tuple(d for d in scope.query.dates if any(agrees(r.date, d) for r in rows))
        when = _dates(scope.query.model_copy(update={"dates": met or scope.query.dates}))
        head = f"{of}:" if span else f"{of} {verb} dated {when}:"
    everything = sources_of_all([_row_fact(r) for r in everyone])
    request.build.fact(head, [*(f.source for f in facts), *everything])
    for row in sorted(rows, key=lambda r: (r.place.name, r.date))[:MANY]:
        fact = _row_fact(row)
        score = f", {phrases.score_words(fact)}" if fact.measure == "score" else ""
        text = f"{row.place.name}, {month(row.date)}{score}."
        request.build.fact(text, [fact.source], facts=[fact], bullet=True)
    if len(rows) > MANY:
        request.build.note(f"The first {MANY} of {len(rows)} are shown.")
    return "answered"


def _of_any_time(request: Request, scope: Scope) -> Sequence[Inspection]:
    """The inspections of the same round without the limits of time: the denominator."""
    query = scope.query
    if not (query.dates or query.since or query.until):
        return scope.everything
    schemes = {r.scheme for r in scope.everything}
    wide = query.model_copy(
        update={
            "dates": (),
            "since": "",
            "until": "",
            "measure": "score",
            "aggregate": "list",
            "scheme": next(iter(schemes)) if len(schemes) == 1 else "",
        }
    )
    return list({id(r.inspection): r.inspection for r in rows_in(request, wide)}.values())


def say_by_date(request: Request, scope: Scope) -> Status:
    """The first or last published, or those of a time; how many."""
    query, rows = scope.query, scope.everything
    if query.aggregate == "count":
        return say_counted(request, scope)
    lower = request.plan.standalone.lower()
    latest = bool(re.search(r"\b(?:latest|newest|most recent(?:ly)?|last)\b", lower))
    earliest = bool(re.search(r"\b(?:earliest|oldest|first)\b", lower))
    if latest or earliest:
        dates = [max((f.published for f in r.facts), key=len) for r in rows]
        edge = (max if latest and not earliest else min)(dates)
        rows = tuple(r for r, d in zip(rows, dates, strict=True) if d == edge)
        for row in rows:
            fact = _dated(row)
            text = f"{row.place.name}: published {in_words(fact.published)}."
            request.build.fact(text, [fact.source], facts=[fact], bullet=len(rows) > 1)
        return "answered"
    return say_listed(request, scope)


def _dated(row: Inspection) -> Fact:
    """The fact of the row whose date is most exact."""
    fact = _row_fact(row)
    return max((fact, *row.facts), key=lambda f: len(f.published))


def say_ranked(request: Request, rows: Sequence[Row]) -> Status:
    """All rows by score; places with the same score in the order of their names."""
    for row, fact in scored(rows)[:MANY]:
        text = f"{phrases.title(row)}: {phrases.score_words(fact)}."
        request.build.fact(text, [fact.source], facts=[fact], bullet=True)
    if len(rows) > MANY:
        request.build.note(f"The first {MANY} of {len(rows)} are shown.")
    return "answered" if rows else "not_found"


def _row_fact(row: Inspection) -> Fact:
    """What to cite for the row as such: its score, else its date, else the first fact it has."""
    dated = [f for f in row.of("date") if f.label == "publication"]
    score = row.row_cell("score")
    return score or next(iter(dated), None) or row.facts[0]

"""Places and inspections as rows: by score, by date, by region; ranks, means and the like."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.ratings import note_schemes, say_score
from index.answers.compose.request import Request
from index.answers.dates import in_words, month
from index.answers.tables.figures import say_extremes, say_figure, say_share
from index.answers.tables.groups import say_groups
from index.answers.tables.scope import Scope, limits_words, note_cover, sources_of_all, where
from index.models import Status, TableQuery
from index.ratings.query import Row, rows_of
from index.ratings.table import Inspection
from ingest.models import Fact

MANY = 60
"""Rows that a list shows in full; of a longer one the first, and how many more there are."""


def compose_inspections(request: Request, scope: Scope) -> Status:
    """The answer from composite scores and dates."""
    query = scope.query
    if not scope.everything:
        return nothing(request, query)
    if query.against == "maximum":
        return _of_maximum(request, scope)
    if query.against:
        return _against(request, scope)
    if query.group_by:
        status = say_groups(request, scope)
    elif query.measure == "date":
        status = _by_date(request, scope)
    elif query.aggregate in {"mean", "median", "total", "range", "difference"}:
        status = say_figure(request, scope)
    elif query.aggregate == "share":
        status = say_share(request, scope, _rows(request, query))
    elif query.aggregate == "extremes":
        status = say_extremes(request, scope)
    elif query.nth:
        status = _nth(request, scope)
    elif query.aggregate in {"highest", "lowest"} or query.limit:
        status = _edge(request, scope)
    elif query.conditions:
        status = _chosen(request, scope)
    elif query.aggregate == "rank":
        status = _ranked(request, scope)
    elif query.aggregate == "count":
        status = _counted(request, scope)
    else:
        status = _listed(request, scope)
    note_cover(request, scope)
    return status


def nothing(request: Request, query: TableQuery) -> Status:
    """That no row is there: of a place or region that is not held, or of the dates."""
    named = [*query.regions, *(p.name for p in query.places)]
    if named:
        request.build.fixed(phrases.NOT_HELD.format(name=phrases.joined(named)))
    else:
        request.build.fixed("No inspection in this library fits the question.")
    return "not_found"


def _rows(request: Request, query: TableQuery) -> list[Row]:
    return rows_of(request.knowledge.ratings, query)


def _scored(rows: Sequence[Row]) -> list[tuple[Inspection, Fact]]:
    return [
        (r.inspection, r.fact) for r in rows if r.fact is not None and r.fact.number is not None
    ]


def _chosen(request: Request, scope: Scope) -> Status:
    """The rows that fulfil a condition, counted out of all, and shown."""
    query = scope.query
    fitting = query.model_copy(update={"aggregate": "rank", "limit": None})
    chosen = _scored(_rows(request, fitting))
    every = _scored(_rows(request, fitting.model_copy(update={"conditions": ()})))
    if not chosen:
        return _none_fits(request, scope, every)
    noun = _out_of(scope, [r for r, _ in chosen], [r for r, _ in every])
    facts = [f for _, f in chosen]
    sources = [f.source for f in facts] + sources_of_all([f for _, f in every])
    scores = {f.number for f in facts}
    if len(scores) == 1 and len(chosen) > 1:
        request.build.fact(f"{noun} scored {phrases.score_words(facts[0])}:", sources, facts=facts)
        names = phrases.joined([phrases.title(r) for r, _ in chosen])
        request.build.fact(f"{names}.", [f.source for f in facts])
        return "answered"
    request.build.fact(f"{noun} {limits_words(query.conditions)}:", sources)
    for row, fact in chosen[:MANY]:
        say_score(request, row, fact, bullet=True)
    return "answered"


def _out_of(scope: Scope, chosen: Sequence[Inspection], every: Sequence[Inspection]) -> str:
    """How many fit of how many: places, or inspections where a place has several."""
    one, many = scope.noun
    places = len({(r.place.name, r.place.kind) for r in every})
    if places != len(every):
        of = f"inspections of {places} {many}"
        return f"{len(chosen)} of the {len(every)} {of}{where(scope.query)}"
    if len(chosen) == len(every):
        some = len(chosen)
        return f"{'Both' if some == 2 else 'All'} {some} {many}" if some > 1 else f"The {one}"
    return f"{len(chosen)} of the {phrases.counted(len(every), one, many)}{where(scope.query)}"


def _none_fits(request: Request, scope: Scope, every: Sequence[tuple[Inspection, Fact]]) -> Status:
    """Nobody fulfils the condition: said with the nearest scores, which prove it."""
    numbers = [f.number or 0 for _, f in every]
    if not numbers:
        return nothing(request, scope.query)
    low, high = min(numbers), max(numbers)
    shown = [f for _, f in every if f.number in {low, high}]
    out_of = phrases.plain(shown[0].out_of or 0)
    _, many = scope.noun
    request.build.fact(
        f"None of the {len({r.place for r, _ in every})} {many}{where(scope.query)} did: their "
        f"scores run from {phrases.plain(low)} to {phrases.plain(high)} out of {out_of}.",
        [f.source for _, f in every],
        facts=shown,
    )
    return "answered"


def _edge(request: Request, scope: Scope) -> Status:
    """The best or worst rows, ties included; several when a number was asked for."""
    query = scope.query
    chosen = _scored(_rows(request, query))
    if not chosen:
        return nothing(request, query)
    lowest = query.aggregate == "lowest" or query.rising
    every = _scored(_rows(request, query.model_copy(update={"aggregate": "rank", "limit": None})))
    word = "lowest" if lowest else "highest"
    one, many = scope.noun
    all_of = f"{phrases.counted(len(every), one, many)}{where(query)}"
    facts = [f for _, f in chosen]
    sources = [f.source for f in facts] + sources_of_all([f for _, f in every])
    if len({f.number for f in facts}) == 1:
        names = phrases.joined([phrases.title(r) for r, _ in chosen])
        score = phrases.score_words(facts[0])
        text = f"The {word} score of the {all_of} is {score}: {names}."
        request.build.fact(text, sources, facts=facts)
    else:
        numbers = phrases.joined(
            [phrases.plain(n) for n in dict.fromkeys(f.number or 0 for f in facts)]
        )
        out_of = phrases.plain(facts[0].out_of or 0)
        head = f"The {word} scores of the {all_of} are {numbers} out of {out_of}:"
        request.build.fact(head, sources)
        for row, fact in chosen:
            say_score(request, row, fact, bullet=True)
    if len(chosen) > (query.limit or 1):
        request.build.note("Ties are shown in full.")
    note_schemes(request, [r for r, _ in chosen])
    return "answered"


def _nth(request: Request, scope: Scope) -> Status:
    """Whoever has the second (third, …) best or worst score."""
    query = scope.query.model_copy(update={"aggregate": "rank", "limit": None})
    rows = _scored(_rows(request, query))
    lowest = scope.query.aggregate == "lowest" or query.rising
    scores = sorted({f.number or 0 for _, f in rows}, reverse=not lowest)
    nth = scope.query.nth or 1
    if len(scores) < nth:
        return nothing(request, query)
    chosen = [(r, f) for r, f in rows if f.number == scores[nth - 1]]
    order = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}[nth]
    names = phrases.joined([phrases.title(r) for r, _ in chosen])
    one, many = scope.noun
    request.build.fact(
        f"The {order} {'lowest' if lowest else 'highest'} score of the "
        f"{phrases.counted(len(rows), one, many)}{where(query)} is "
        f"{phrases.score_words(chosen[0][1])}: {names}.",
        [f.source for _, f in chosen] + sources_of_all([f for _, f in rows]),
        facts=[f for _, f in chosen],
    )
    return "answered"


def _ranked(request: Request, scope: Scope) -> Status:
    """All rows by score, after how many they are."""
    rows = _rows(request, scope.query)
    facts = [r.fact for r in rows if r.fact]
    one, many = scope.noun
    order = "lowest" if scope.query.rising else "highest"
    head = f"{phrases.counted(len(facts), one, many)}{where(scope.query)} by composite score, {order} first:"
    request.build.fact(head, [f.source for f in facts])
    return say_ranked(request, rows)


def say_ranked(request: Request, rows: Sequence[Row]) -> Status:
    """All rows by score; places with the same score in the order of their names."""
    for row, fact in _scored(rows)[:MANY]:
        text = f"{phrases.title(row)}: {phrases.score_words(fact)}."
        request.build.fact(text, [fact.source], facts=[fact], bullet=True)
    if len(rows) > MANY:
        request.build.note(f"The first {MANY} of {len(rows)} are shown.")
    return "answered" if rows else "not_found"


def row_fact(row: Inspection) -> Fact:
    """What to cite for the row as such: its score, else its date, else the first fact it has."""
    dated = [f for f in row.of("date") if f.label == "publication"]
    score = row.row_cell("score")
    return score or next(iter(dated), None) or row.facts[0]


def _counted(request: Request, scope: Scope) -> Status:
    query, rows = scope.query, scope.everything
    facts = [row_fact(r) for r in rows]
    sources = [f.source for f in facts]
    if query.places:
        noun = phrases.counted(len(rows), "inspection", "inspections")
        dates = phrases.joined([month(r.date) for r in rows])
        name = phrases.joined([p.name for p in query.places])
        text = f"The library holds {noun} of {name}: {dates}."
        request.build.fact(text, sources, facts=facts)
        return "answered"
    one, many = scope.noun
    request.build.fact(
        f"{phrases.counted(len({r.place for r in rows}), one, many)}{where(query)}, with "
        f"{phrases.counted(len(rows), 'inspection', 'inspections')}{_when(query)}.",
        sources,
        facts=facts,
    )
    if request.plan.also_list:
        return say_ranked(request, _rows(request, query.model_copy(update={"aggregate": "rank"})))
    return "answered"


def _when(query: TableQuery) -> str:
    if query.since and query.until:
        return f" from {in_words(query.since)} until before {in_words(query.until)}"
    if query.since:
        return f" from {in_words(query.since)} on"
    if query.until:
        return f" before {in_words(query.until)}"
    exact = [d for d in query.dates if len(d) > 4]
    return f" of {phrases.joined([in_words(d) for d in exact])}" if exact else ""


def _listed(request: Request, scope: Scope) -> Status:
    """The inspections of a time, a region or the table, after how many they are of how many."""
    rows = scope.everything
    facts = [row_fact(r) for r in rows]
    everyone = _of_any_time(request, scope)
    one, many = scope.noun
    head = f"{phrases.counted(len(rows), one, many)}{where(scope.query)}:"
    if len(everyone) > len(rows):
        head = f"{len(rows)} of the {len(everyone)} inspections{where(scope.query)}:"
    everything = sources_of_all([row_fact(r) for r in everyone])
    request.build.fact(head, [*(f.source for f in facts), *everything])
    for row in sorted(rows, key=lambda r: (r.place.name, r.date))[:MANY]:
        fact = row_fact(row)
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
    return list({id(r.inspection): r.inspection for r in _rows(request, wide)}.values())


def _by_date(request: Request, scope: Scope) -> Status:
    """The first or last published, or those of a time; how many."""
    query, rows = scope.query, scope.everything
    if query.aggregate == "count":
        return _counted(request, scope)
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
    return _listed(request, scope)


def _dated(row: Inspection) -> Fact:
    """The fact of the row whose date is most exact."""
    fact = row_fact(row)
    return max((fact, *row.facts), key=lambda f: len(f.published))


def _of_maximum(request: Request, scope: Scope) -> Status:
    """A place's score as a share of the most that its round gives."""
    for row in scope.everything:
        fact = row.row_cell("score")
        if fact is None or not fact.number or not fact.out_of:
            continue
        share = phrases.plain(round(100 * fact.number / fact.out_of, 1))
        request.build.fact(
            f"{phrases.title(row)}: {phrases.score_words(fact)} points is {share} per cent of the "
            "maximum.",
            [fact.source],
            facts=[fact],
        )
    return "answered" if not request.build.is_empty else nothing(request, scope.query)


def _against(request: Request, scope: Scope) -> Status:
    """Rows against one place's score, or against the mean or median of all."""
    query = scope.query
    peers = query.model_copy(
        update={"places": (), "against": None, "aggregate": "rank", "conditions": ()}
    )
    rows = _scored(_rows(request, peers))
    if not rows:
        return nothing(request, query)
    if query.against == "place":
        status = _against_place(request, scope, rows)
    else:
        status = _against_middle(request, scope, rows)
    note_cover(request, scope)
    return status


def _against_place(
    request: Request, scope: Scope, rows: Sequence[tuple[Inspection, Fact]]
) -> Status:
    query = scope.query
    place = query.places[0]
    mine = [(r, f) for r, f in rows if r.place.name == place.name]
    if not mine:
        return nothing(request, query)
    row, fact = mine[-1]
    number = fact.number or 0
    say_score(request, row, fact)
    if query.operator is None:
        above = [f for _, f in rows if (f.number or 0) > number]
        level = [r for r, f in rows if f.number == number and r.place != place]
        _, many = scope.noun
        rank = f"{'joint ' if level else ''}{_ordinal(len(above) + 1)}"
        text = f"It ranks {rank} of the {len(rows)} {many}{where(query)} by score"
        if level:
            text += f", level with {phrases.joined([phrases.title(r) for r in level])}"
        text += "."
        request.build.fact(text, [f.source for _, f in rows])
        return "answered"
    chosen = _compared(rows, query.operator, number)
    chosen = [(r, f) for r, f in chosen if r.place.name != place.name]
    said = {"gt": "scored higher", "lt": "scored lower", "eq": "have the same score"}
    return _say_compared(request, scope, rows, chosen, said[query.operator])


def _against_middle(
    request: Request, scope: Scope, rows: Sequence[tuple[Inspection, Fact]]
) -> Status:
    query = scope.query
    figures = say_figure(request, scope._replace(query=_middle(query)), alone=False)
    if figures is None:
        return nothing(request, query)
    operator = query.operator or "gt"
    chosen = _compared(rows, operator, figures)
    said = {"gt": "scored above it", "lt": "scored below it", "eq": "scored just that"}
    return _say_compared(request, scope, rows, chosen, said[operator])


def _middle(query: TableQuery) -> TableQuery:
    return query.model_copy(update={"aggregate": query.against, "against": None})


def _compared(
    rows: Sequence[tuple[Inspection, Fact]], operator: str, number: float
) -> list[tuple[Inspection, Fact]]:
    tests = {
        "gt": lambda n: n > number,
        "lt": lambda n: n < number,
        "eq": lambda n: n == number,
    }
    return [(r, f) for r, f in rows if tests[operator](f.number or 0)]


def _say_compared(
    request: Request,
    scope: Scope,
    rows: Sequence[tuple[Inspection, Fact]],
    chosen: Sequence[tuple[Inspection, Fact]],
    said: str,
) -> Status:
    every = len(rows)
    _, many = scope.noun
    head = f"{len(chosen)} of the {every} {many}{where(scope.query)} {said}"
    if not chosen:
        head = f"None of the {every} {many}{where(scope.query)} {said}"
        request.build.fact(f"{head}.", [f.source for _, f in rows])
        return "answered"
    everything = sources_of_all([f for _, f in rows])
    request.build.fact(f"{head}:", [*(f.source for _, f in chosen), *everything])
    for row, fact in chosen[:MANY]:
        text = f"{phrases.title(row)}: {phrases.score_words(fact)}."
        request.build.fact(text, [fact.source], facts=[fact], bullet=True)
    return "answered"


def _ordinal(number: int) -> str:
    tail = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 <= number % 100 <= 20 else tail}"

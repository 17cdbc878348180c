"""Places and inspections as rows, by their scores: chosen, counted, at an end, ranked."""

from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.ratings import note_schemes, say_score
from index.answers.compose.request import Request
from index.answers.tables.against import say_against, say_share_of_maximum
from index.answers.tables.figures import say_extremes, say_figure, say_share
from index.answers.tables.groups import say_groups
from index.answers.tables.listed import say_by_date, say_counted, say_listed, say_ranked
from index.answers.tables.scope import (
    MANY,
    Scope,
    limits_words,
    note_cover,
    nothing,
    rows_in,
    scored,
    sources_of_all,
    where,
)
from index.models import Status
from index.ratings.table import Inspection
from ingest.models import Fact


def compose_inspections(request: Request, scope: Scope) -> Status:
    """The answer from composite scores and dates."""
    query = scope.query
    if not scope.everything:
        return nothing(request, query)
    if query.against == "maximum":
        return say_share_of_maximum(request, scope)
    if query.against:
        return say_against(request, scope)
    if query.group_by:
        status = say_groups(request, scope)
    elif query.measure == "date":
        status = say_by_date(request, scope)
    elif query.aggregate in {"mean", "median", "total", "range", "difference"}:
        status = say_figure(request, scope)
    elif query.aggregate == "share":
        status = say_share(request, scope, rows_in(request, query))
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
        status = say_counted(request, scope)
    else:
        status = say_listed(request, scope)
    note_cover(request, scope)
    return status


def _chosen(request: Request, scope: Scope) -> Status:
    """The rows that fulfil a condition, counted out of all, and shown."""
    query = scope.query
    fitting = query.model_copy(update={"aggregate": "rank", "limit": None})
    chosen = scored(rows_in(request, fitting))
    every = scored(rows_in(request, fitting.model_copy(update={"conditions": ()})))
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
    chosen = scored(rows_in(request, query))
    if not chosen:
        return nothing(request, query)
    lowest = query.aggregate == "lowest" or query.rising
    every = scored(rows_in(request, query.model_copy(update={"aggregate": "rank", "limit": None})))
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
    rows = scored(rows_in(request, query))
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
    rows = rows_in(request, scope.query)
    facts = [r.fact for r in rows if r.fact]
    one, many = scope.noun
    order = "lowest" if scope.query.rising else "highest"
    every = f"{phrases.counted(len(facts), one, many)}{where(scope.query)}"
    head = f"{every} by composite score, {order} first:"
    request.build.fact(head, [f.source for f in facts])
    return say_ranked(request, rows)

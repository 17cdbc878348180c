"""Rows set against a number: one place's score, the mean or median of all, the maximum."""

from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.ratings import say_score
from index.answers.compose.request import Request
from index.answers.tables import words
from index.answers.tables.figures import say_number
from index.answers.tables.scope import (
    MANY,
    Scope,
    note_cover,
    nothing,
    rows_in,
    scored,
    sources_of_all,
    where,
)
from index.models import Status, TableQuery
from index.ratings.query import OPERATORS
from index.ratings.table import Inspection
from ingest.models import Fact


def say_share_of_maximum(request: Request, scope: Scope) -> Status:
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


def say_against(request: Request, scope: Scope) -> Status:
    """Rows against one place's score, or against the mean or median of all."""
    query = scope.query
    peers = query.model_copy(
        update={"places": (), "against": None, "aggregate": "rank", "conditions": ()}
    )
    rows = scored(rows_in(request, peers))
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
    fits = OPERATORS[query.operator]
    chosen = [(r, f) for r, f in rows if fits(f.number, number) and r.place.name != place.name]
    said = {"gt": "scored higher", "lt": "scored lower", "eq": "have the same score"}
    return _say_compared(request, scope, rows, chosen, said[query.operator])


def _against_middle(
    request: Request, scope: Scope, rows: Sequence[tuple[Inspection, Fact]]
) -> Status:
    query = scope.query
    middle = query.model_copy(update={"aggregate": query.against, "against": None, "places": ()})
    if query.regions and words.NATIONAL_MEAN.search(request.plan.standalone):
        # "East of England PDUs below the national average": the mean is of all.
        middle = middle.model_copy(update={"regions": ()})
    number = say_number(request, scope._replace(query=middle))
    if number is None:
        return nothing(request, query)
    if query.places:
        return _place_beside(request, query, rows, number)
    operator = query.operator or "gt"
    chosen = [(r, f) for r, f in rows if OPERATORS[operator](f.number, number)]
    said = {"gt": "scored above it", "lt": "scored below it", "eq": "scored just that"}
    return _say_compared(request, scope, rows, chosen, said[operator])


def _place_beside(
    request: Request, query: TableQuery, rows: Sequence[tuple[Inspection, Fact]], middle: float
) -> Status:
    """The scores of the places named, and whether they lie above or below the middle."""
    mine = [(r, f) for r, f in rows if r.place in query.places]
    for row, fact in mine:
        number = fact.number or 0
        side = "equal to" if number == middle else "above" if number > middle else "below"
        text = f"{phrases.title(row)}: {phrases.score_words(fact)}, {side} the {query.against}."
        request.build.fact(text, [fact.source], facts=[fact])
    return "answered" if mine else nothing(request, query)


def _say_compared(
    request: Request,
    scope: Scope,
    rows: Sequence[tuple[Inspection, Fact]],
    chosen: Sequence[tuple[Inspection, Fact]],
    said: str,
) -> Status:
    _, many = scope.noun
    every = f"{len(rows)} {many}"
    if scope.query.against == "place":
        others = [r for r, _ in rows if r.place.name != scope.query.places[0].name]
        every = f"{len(others)} other {many}"
    head = f"{len(chosen)} of the {every}{where(scope.query)} {said}"
    if not chosen:
        head = f"None of the {every}{where(scope.query)} {said}"
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

"""One number computed from rows: mean, median, total, range, difference, share; its rows cited."""

import re
from collections.abc import Sequence
from statistics import mean, median

from index.answers.compose import phrases
from index.answers.compose.ratings import note_schemes, say_score
from index.answers.compose.request import Request
from index.answers.tables.scope import (
    NO_ROW,
    Scope,
    limits_words,
    rows_in,
    scored,
    sources_of_all,
    where,
)
from index.models import Status, TableQuery
from index.ratings.query import Figures, Row, figures_of
from ingest.models import Fact

_MEDIAN = re.compile(r"\bmedian\b|\bmiddle (?:score|value|one|number|percentage)\b", re.IGNORECASE)


def say_figure(request: Request, scope: Scope) -> Status:
    """The number asked for, of all rows or of each region named; both middles where both are."""
    query = scope.query
    regions = query.regions if len(query.regions) > 1 else (None,)
    both = query.aggregate == "mean" and _MEDIAN.search(request.plan.standalone)
    said: list[bool] = []
    for aggregate in ("median", "mean") if both else (query.aggregate,):
        for region in regions:
            update: dict[str, object] = {"aggregate": aggregate}
            if region:
                update["regions"] = (region,)
            part = scope._replace(query=query.model_copy(update=update))
            said.append(say_number(request, part) is not None)
    if len(regions) > 1:
        return "answered" if all(said) else "partial"
    if not said[-1]:
        return "partial" if request.build.citations else "not_found"
    return "answered"


def say_number(request: Request, scope: Scope) -> float | None:
    """The number asked for, of all rows; None, which is said, where there is no such number.

    Scores out of different maxima are shown and not computed with (DESIGN.md, promise 6).
    """
    query = scope.query
    listed = query.model_copy(update={"aggregate": "rank", "limit": None})
    rows = [r for r in rows_in(request, listed) if r.fact is not None]
    found = figures_of(request.knowledge.ratings, query.model_copy(update={"aggregate": "list"}))
    if not rows or not found or not found[0].numbered:
        request.build.fixed(NO_ROW)
        return None
    numbered = [r for r in rows if r.fact and r.fact.number is not None]
    if query.limit and query.edge and query.limit < len(numbered):
        return _of_the_edge(request, query, numbered)
    if len({r.fact.out_of for r in numbered if r.fact}) > 1:
        for row, fact in scored(numbered):
            say_score(request, row, fact, bullet=True)
        note_schemes(request, [r.inspection for r in numbered])
        return None
    text, number = _words(query, found[0], numbered)
    facts = [r.fact for r in numbered if r.fact]
    shown = facts if query.aggregate not in {"range", "difference"} else _ends(numbered)
    request.build.fact(text, [f.source for f in facts], facts=shown)
    return number


def _of_the_edge(request: Request, query: TableQuery, rows: Sequence[Row]) -> float | None:
    """The number of the best or worst rows only, with whoever is level with the last of them."""
    facts = [r.fact for r in rows if r.fact and r.fact.number is not None]
    if query.limit is None or len({f.out_of for f in facts}) > 1:
        request.build.fixed(NO_ROW)
        return None
    high = query.edge == "highest"
    ordered = sorted((f.number or 0 for f in facts), reverse=high)
    last = ordered[query.limit - 1]
    chosen = [f for f in facts if ((f.number or 0) >= last if high else (f.number or 0) <= last)]
    chosen.sort(key=lambda f: (f.number or 0, f.subject), reverse=high)
    numbers = [f.number or 0 for f in chosen]
    computed = float(
        mean(numbers)
        if query.aggregate == "mean"
        else median(numbers)
        if query.aggregate == "median"
        else sum(numbers)
    )
    unit = "%" if query.measure == "percentage" else ""
    out_of = f" out of {phrases.plain(facts[0].out_of)}" if facts[0].out_of else ""
    level = f", as {len(chosen)} are level at the edge" if len(chosen) > query.limit else ""
    end = "highest" if high else "lowest"
    text = (
        f"The {query.aggregate} of the {len(chosen)} {end} of {len(facts)}{level}: "
        f"{phrases.plain(round(computed, 2))}{unit}{out_of if query.aggregate != 'total' else ''}."
    )
    request.build.fact(text, [f.source for f in facts], facts=chosen)
    for fact in chosen:
        shown = phrases.score_words(fact) if fact.out_of else str(fact.value)
        request.build.fact(f"{fact.subject}: {shown}.", [fact.source], bullet=True)
    return computed


def _ends(rows: Sequence[Row]) -> list[Fact]:
    numbers = [r.fact.number or 0 for r in rows if r.fact]
    return [r.fact for r in rows if r.fact and r.fact.number in {min(numbers), max(numbers)}]


def _words(query: TableQuery, figures: Figures, rows: Sequence[Row]) -> tuple[str, float]:
    """The sentence, and the number in it."""
    first = rows[0].fact
    out_of = f" out of {phrases.plain(first.out_of)}" if first and first.out_of else ""
    unit = "%" if query.measure == "percentage" else ""
    what, noun = _nouns(query, figures, rows[0])
    low, high = figures.lowest or 0, figures.highest or 0
    if query.aggregate in {"mean", "median"}:
        number = (figures.mean if query.aggregate == "mean" else figures.median) or 0
        shown = f"{phrases.plain(number)}{unit}"
        return f"The {query.aggregate} {what} of the {noun} is {shown}{out_of}.", number
    if query.aggregate == "total":
        total = figures.total or 0
        return f"The {what}s of the {noun} add up to {phrases.plain(total)}.", total
    places = [r.inspection.place.name for r in rows]
    if query.aggregate == "difference" and len(rows) == 2 and len(set(places)) == 2:
        top, bottom = rows
        text = (
            f"{top.inspection.place.name} {'scored' if not unit else 'had'} "
            f"{phrases.plain(high)}{unit} and {bottom.inspection.place.name} "
            f"{phrases.plain(low)}{unit}{out_of}: a difference of {phrases.plain(high - low)}."
        )
        return text, high - low
    ends = [f"{phrases.plain(edge)}{unit} ({_named(rows, edge)})" for edge in (low, high)]
    text = (
        f"The {what}s of the {noun} run from {ends[0]} to {ends[1]}{out_of}: a difference of "
        f"{phrases.plain(high - low)}."
    )
    return text, high - low


def _named(rows: Sequence[Row], number: float) -> str:
    """Who has just this number: up to three names."""
    titles = {phrases.title(r.inspection) for r in rows if r.fact and r.fact.number == number}
    names = sorted(titles)
    return phrases.joined([*names[:3], f"{len(names) - 3} more"] if len(names) > 4 else names)


def _nouns(query: TableQuery, figures: Figures, first: Row) -> tuple[str, str]:
    """What the number is, and of how many it was taken."""
    if query.rows == "key_question":
        noun = phrases.counted(figures.numbered, "key question", "key questions")
        if query.key_questions:
            noun += (
                f" on {phrases.joined([phrases.key_question_name(k) for k in query.key_questions])}"
            )
        if figures.inspections > 1:
            noun += f" in {figures.inspections} inspections"
        else:
            noun += f" of {phrases.title(first.inspection)}"
        return "percentage", noun + where(query)
    if query.rows == "recommendation":
        return "number", phrases.counted(figures.inspections, "report", "reports")
    return "score", phrases.counted(figures.numbered, "inspection", "inspections") + where(query)


def say_share(request: Request, scope: Scope, rows: Sequence[Row]) -> Status:
    """How many of all rows fit, as a number and a percentage."""
    query = scope.query
    wide = query.model_copy(update={"conditions": (), "ratings": (), "aggregate": "rank"})
    of_all = bool(query.regions) and not (query.conditions or query.ratings)
    if of_all:
        # "What share of PDUs are in Wales?": the region is what is asked about.
        wide = wide.model_copy(update={"regions": ()})
    every = [r for r in rows_in(request, wide) if r.fact and r.fact.value]
    chosen = [r for r in rows if r.fact and r.fact.value]
    if of_all:
        every, chosen = _one_a_place(every), _one_a_place(chosen)
    if not every:
        request.build.fixed(NO_ROW)
        return "not_found"
    share = 100 * len(chosen) / len(every)
    _, many = scope.noun
    noun = {"key_question": "key question percentages", "standard": "ratings"}.get(query.rows, many)
    fitting = f" {limits_words(query.conditions)}" if query.conditions else ""
    if of_all:
        fitting = " is" if len(chosen) == 1 else " are"
    text = (
        f"{len(chosen)} of the {len(every)} {noun}{where(wide)}{fitting}"
        f"{where(query) if of_all else ''}: "
        f"{phrases.plain(round(share, 1))} per cent."
    )
    sources = [r.fact.source for r in every if r.fact]
    request.build.fact(text, sources, facts=[r.fact for r in chosen if r.fact])
    names = list(dict.fromkeys(phrases.title(r.inspection) for r in chosen))
    if names and len(names) <= 12 and query.rows == "inspection":
        mine = [r.fact.source for r in chosen if r.fact]
        request.build.fact(f"{phrases.joined(names)}.", mine)
    return "answered"


def _one_a_place(rows: Sequence[Row]) -> list[Row]:
    """The newest row of each place."""
    ordered = sorted(rows, key=lambda r: r.inspection.date)
    return list({r.inspection.place: r for r in ordered}.values())


def say_extremes(request: Request, scope: Scope) -> Status:
    """Both ends: who is highest and who is lowest, ties included."""
    said = False
    ranked = scope.query.model_copy(update={"aggregate": "rank", "limit": None})
    every = scored(rows_in(request, ranked))
    for aggregate in ("highest", "lowest"):
        query = scope.query.model_copy(
            update={"aggregate": aggregate, "limit": scope.query.limit or 1}
        )
        rows = [r for r in rows_in(request, query) if r.fact]
        if not rows:
            continue
        said = True
        facts = [r.fact for r in rows if r.fact]
        names = phrases.joined([phrases.title(r.inspection) for r in rows])
        number = phrases.score_words(facts[0]) if facts[0].out_of else str(facts[0].value)
        if len({f.number for f in facts}) > 1:
            number = ""
            names = phrases.joined(
                [f"{phrases.title(r.inspection)}, {r.fact.value}" for r in rows if r.fact]
            )
        head = f"{aggregate.capitalize()}{': ' + number if number else ''}"
        sources = [*(f.source for f in facts), *sources_of_all([f for _, f in every])]
        request.build.fact(f"{head}: {names}.", sources, facts=facts, bullet=True)
    return "answered" if said else "not_found"

"""Rows in groups: how many, or which mean, for each region, year, rating, score, place."""

from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.ratings import note_schemes
from index.answers.compose.request import Request
from index.answers.dates import in_words
from index.answers.tables import limits
from index.answers.tables.scope import Scope, rows_in, sources_of_all
from index.models import Condition, Status, TableQuery
from index.ratings.query import Figures, Row, figures_of
from ingest.models import Fact


def say_groups(request: Request, scope: Scope) -> Status:
    """One line a group, with its number and its rows; or only the group that is highest."""
    query = scope.query
    plain = query.model_copy(update={"aggregate": "list", "limit": None})
    groups = [g for g in figures_of(request.knowledge.ratings, plain) if g.group]
    rows = rows_in(request, plain.model_copy(update={"aggregate": "rank"}))
    members: dict[str, list[Row]] = {}
    for row in rows:
        members.setdefault(row.group, []).append(row)
    every = [r.fact for r in rows if r.fact] if query.edge else []
    if query.edge or query.having:
        groups = _picked(query, groups)
    if not groups:
        request.build.fixed("No group of rows in this library fits the question.")
        return "not_found"
    if query.measure == "score" and query.aggregate not in {"count", "list"}:
        note_schemes(request, [r.inspection for r in rows])
    if query.aggregate in {"highest", "lowest"}:
        _say_edges(request, query, groups, members)
        return "answered"
    if query.rows == "inspection" and not query.edge and not query.having:
        _say_all(request, scope, rows)
    for group in _in_order(query, groups):
        _say_group(request, scope, group, members[group.group], every)
    return _open(request, query)


def _open(request: Request, query: TableQuery) -> Status:
    """Partial, which is said, where ratings that would decide it are not legible."""
    if not query.ratings:
        return "answered"
    wide = query.model_copy(update={"ratings": (), "aggregate": "list", "group_by": None})
    lost = [r.fact for r in rows_in(request, wide) if r.fact and r.fact.cell == "not_legible"]
    if not lost:
        return "answered"
    ratings = phrases.counted(len(lost), "rating is", "ratings are")
    text = f"{ratings} not legible in the source, so these numbers are not complete."
    request.build.fact(text, sources_of_all(lost))
    return "partial"


def _say_all(request: Request, scope: Scope, rows: Sequence[Row]) -> None:
    """How many there are in all, before they are split."""
    facts = [r.fact for r in rows if r.fact]
    one, many = scope.noun
    places = phrases.counted(len({r.inspection.place for r in rows}), one, many)
    inspections = len({id(r.inspection) for r in rows})
    head = f"{places}, with {phrases.counted(inspections, 'inspection', 'inspections')}"
    by = (scope.query.group_by or "").replace("_", " ")
    request.build.fact(f"{head}, by {by}:", [f.source for f in facts])


def _number(query: TableQuery, group: Figures) -> float:
    """What groups are compared by."""
    if query.aggregate in {"mean", "list", "rank"}:
        return group.mean or 0
    if query.aggregate == "median":
        return group.median or 0
    if query.aggregate == "total":
        return group.total or 0
    if query.aggregate == "range":
        return (group.highest or 0) - (group.lowest or 0)
    return group.rows


def _picked(query: TableQuery, groups: Sequence[Figures]) -> list[Figures]:
    fitting = [g for g in groups if all(_fits(query, g, c) for c in query.having)]
    if query.aggregate == "range":
        fitting = [g for g in fitting if g.numbered > 1]  # One number has no spread.
    if not query.edge or not fitting:
        return fitting
    numbers = [_number(query, g) for g in fitting]
    best = (max if query.edge == "highest" else min)(numbers)
    return [g for g in fitting if _number(query, g) == best]


def _fits(query: TableQuery, group: Figures, condition: Condition) -> bool:
    return limits.fits(condition, _number(query, group))


def _in_order(query: TableQuery, groups: Sequence[Figures]) -> list[Figures]:
    """By number where they are ranked; scores from the top; else by name."""
    if query.group_by == "score":
        return sorted(groups, key=lambda g: -float(g.group))
    if query.aggregate in {"mean", "median", "total", "range", "rank"} or query.edge:
        return sorted(groups, key=lambda g: (-_number(query, g), g.group))
    return sorted(groups, key=lambda g: g.group)


def _say_group(
    request: Request, scope: Scope, group: Figures, rows: Sequence[Row], every: Sequence[Fact]
) -> None:
    """One group with its number; `every`: the rows of all groups, that one was chosen from."""
    query = scope.query
    facts = [r.fact for r in rows if r.fact]
    sources = [f.source for f in facts] or [r.inspection.facts[0].source for r in rows]
    name = _name(request, query, group.group, rows)
    if query.rows == "inspection" and (query.aggregate == "list" or query.group_by == "place"):
        request.build.heading(name)
        for row in rows:
            if row.fact is not None:
                _say_row(request, row, row.fact)
        return
    sources += sources_of_all(every)
    request.build.fact(f"{name}: {_words(scope, group, facts)}.", sources, facts=facts, bullet=True)


def _say_row(request: Request, row: Row, fact: Fact) -> None:
    shown = phrases.score_words(fact) if fact.out_of else str(fact.value)
    place = row.inspection.place
    text = f"{phrases.title(row.inspection)}: {shown}, in {place.region}."
    request.build.fact(text, [fact.source], facts=[fact], bullet=True)


def _words(scope: Scope, group: Figures, facts: Sequence[Fact]) -> str:
    query = scope.query
    counted = _counted(scope, group)
    unit = "%" if query.measure == "percentage" else ""
    out_of = f" out of {phrases.plain(facts[0].out_of or 0)}" if facts and facts[0].out_of else ""
    if query.aggregate in {"mean", "rank"} and group.mean is not None:
        return f"a mean of {phrases.plain(round(group.mean, 2))}{unit}{out_of} over {counted}"
    if query.aggregate == "median" and group.median is not None:
        return f"a median of {phrases.plain(group.median)}{unit}{out_of} over {counted}"
    if query.aggregate == "range" and group.highest is not None and group.lowest is not None:
        low, high = phrases.plain(group.lowest), phrases.plain(group.highest)
        spread = phrases.plain(group.highest - group.lowest)
        return f"from {low}{unit} to {high}{unit}{out_of}, a spread of {spread} over {counted}"
    if query.aggregate == "total" and group.total is not None:
        return f"{phrases.plain(group.total)} points over {counted}"
    if query.group_by == "score" and query.rows == "inspection":
        return f"{counted} ({phrases.joined(_places(facts))})"
    return counted


def _places(facts: Sequence[Fact]) -> list[str]:
    names = list(dict.fromkeys(f.subject for f in facts))
    return names if len(names) <= 12 else [*names[:11], f"{len(names) - 11} more"]


def _counted(scope: Scope, group: Figures) -> str:
    query = scope.query
    if query.rows == "recommendation":
        return phrases.counted(group.rows, "recommendation", "recommendations")
    if query.rows == "key_question":
        return phrases.counted(group.numbered, "percentage", "percentages")
    if query.rows == "standard":
        return phrases.counted(group.rows, "rating", "ratings")
    one, many = scope.noun
    if group.inspections != group.places:
        inspections = phrases.counted(group.inspections, "inspection", "inspections")
        return f"{inspections} of {phrases.counted(group.places, one, many)}"
    return phrases.counted(group.places, one, many)


def _name(request: Request, query: TableQuery, group: str, rows: Sequence[Row]) -> str:
    if query.group_by in {"year", "month"} or (query.group_by == "half" and "-" not in group):
        return in_words(group)
    if query.group_by == "half":
        return f"{'January to June' if group.endswith('1') else 'July to December'} {group[:4]}"
    if query.group_by == "standard":
        scheme = rows[0].inspection.scheme
        return phrases.standard_name(request.knowledge, scheme, group).capitalize()
    if query.group_by == "key_question":
        return phrases.KEY_QUESTIONS.get(group, group).capitalize()
    if query.group_by == "addressee":
        return next((r.fact.addressee for r in rows if r.fact and r.fact.addressee), group)
    if query.group_by == "score":
        return f"Score {phrases.plain(float(group))}"
    if query.group_by == "place" and rows and query.rows == "inspection":
        return rows[0].inspection.place.name
    if query.group_by == "place" and rows:
        return phrases.joined(list(dict.fromkeys(phrases.title(r.inspection) for r in rows)))
    return group


def _say_edges(
    request: Request,
    query: TableQuery,
    groups: Sequence[Figures],
    members: dict[str, list[Row]],
) -> None:
    """Who is highest (or lowest) in each group, ties included."""
    for group in groups:
        rows = [r for r in members[group.group] if r.fact and r.fact.number is not None]
        edge = group.highest if query.aggregate == "highest" else group.lowest
        chosen = [r for r in rows if r.fact and r.fact.number == edge]
        facts = [r.fact for r in chosen if r.fact]
        if not facts:
            continue
        number = phrases.score_words(facts[0]) if facts[0].out_of else str(facts[0].value)
        names = phrases.joined([phrases.title(r.inspection) for r in chosen])
        name = _name(request, query, group.group, rows)
        text = f"{name}: {names}, {number}."
        request.build.fact(text, [f.source for f in facts], facts=facts, bullet=True)

"""Recommendations as rows: how many, by report, by addressee; which report makes most."""

from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.answers.tables import grouping, limits, operations
from index.answers.tables.scope import Scope, rows_in
from index.models import Status, TableQuery
from index.ratings.query import Figures, Row, figures_of
from ingest.models import Fact


def compose_recommendation_counts(request: Request, scope: Scope) -> Status:
    """Numbers of recommendations, computed from the recommendations themselves."""
    query = scope.query
    lower = request.plan.standalone.lower()
    listed = query.model_copy(update={"aggregate": "list", "limit": None, "group_by": None})
    rows = [r for r in rows_in(request, listed) if r.fact]
    if not rows:
        request.build.fixed("No recommendation in this library fits the question.")
        return "not_found"
    edge = grouping.edge_of(lower)
    if operations.is_highest(lower) and operations.is_lowest(lower):
        _by_report(request, query, "highest")
        _by_report(request, query, "lowest")
    elif query.group_by == "addressee":
        _say_groups(request, query, edge, "addressee")
    elif query.group_by or edge or query.having or query.aggregate in {"mean", "median"}:
        _by_report(request, query, edge)
    else:
        _say_total(request, query, rows)
    return "answered"


def _say_total(request: Request, query: TableQuery, rows: Sequence[Row]) -> None:
    facts = [r.fact for r in rows if r.fact]
    inspections = list({id(r.inspection): r.inspection for r in rows}.values())
    to = f" addressed to {facts[0].addressee}" if query.addressee else ""
    noun = phrases.counted(len(facts), "recommendation", "recommendations")
    places = phrases.joined([phrases.title(i) for i in inspections])
    request.build.fact(
        f"{noun}{to}, in {phrases.counted(len(inspections), 'report', 'reports')}: {places}.",
        [f.source for f in facts],
    )
    if len(inspections) > 1:
        for inspection in inspections:
            mine = [r.fact for r in rows if r.fact and r.inspection is inspection]
            _say_group(request, phrases.title(inspection), mine)
    else:
        for fact in facts:
            request.build.show_fact(fact)


def _by_report(request: Request, query: TableQuery, edge: str | None) -> None:
    """Each report with its number, or only those with the most or fewest; their mean."""
    grouped = query.model_copy(
        update={"aggregate": "list", "limit": None, "group_by": "place", "having": ()}
    )
    rows = [r for r in rows_in(request, grouped) if r.fact]
    reports: dict[str, list[Fact]] = {}
    for row in rows:
        if row.fact:
            reports.setdefault(phrases.title(row.inspection), []).append(row.fact)
    numbers = {title: len(facts) for title, facts in reports.items()}
    if query.aggregate in {"mean", "median"}:
        mean = sum(numbers.values()) / len(numbers)
        request.build.fact(
            f"{sum(numbers.values())} recommendations in {len(numbers)} reports: a mean of "
            f"{phrases.plain(round(mean, 2))}.",
            [f.source for facts in reports.values() for f in facts],
        )
        return
    if not edge and not query.having:
        facts = [f for each in reports.values() for f in each]
        noun = phrases.counted(len(facts), "recommendation", "recommendations")
        titles = phrases.counted(len(reports), "report", "reports")
        request.build.fact(f"{noun} in {titles}:", [f.source for f in facts])
    if edge:
        best = (max if edge == "highest" else min)(numbers.values())
        numbers = {i: n for i, n in numbers.items() if n == best}
    for condition in query.having:
        numbers = {i: n for i, n in numbers.items() if limits.fits(condition, n)}
    for title in sorted(numbers, key=lambda t: (-numbers[t], t)):
        _say_group(request, title, reports[title])


def _say_groups(request: Request, query: TableQuery, edge: str | None, group: str) -> None:
    grouped = query.model_copy(update={"aggregate": "list", "limit": None, "group_by": group})
    found = [g for g in figures_of(request.knowledge.ratings, grouped) if g.group]
    rows = [r for r in rows_in(request, grouped) if r.fact]
    if edge:
        best = (max if edge == "highest" else min)(g.rows for g in found)
        found = [g for g in found if g.rows == best]
    elif len(found) > 1:
        facts = [r.fact for r in rows if r.fact and r.group]
        noun = phrases.counted(len(facts), "recommendation", "recommendations")
        request.build.fact(f"{noun} in all:", [f.source for f in facts])
    for each in sorted(found, key=lambda g: (-g.rows, g.group)):
        mine = [r.fact for r in rows if r.fact and r.group == each.group]
        _say_group(request, _printed(each, mine), mine)


def _printed(group: Figures, facts: Sequence[Fact]) -> str:
    return next((f.addressee for f in facts if f.addressee), group.group)


def _say_group(request: Request, name: str, facts: Sequence[Fact]) -> None:
    noun = phrases.counted(len(facts), "recommendation", "recommendations")
    request.build.fact(f"{name}: {noun}.", [f.source for f in facts], facts=facts, bullet=True)

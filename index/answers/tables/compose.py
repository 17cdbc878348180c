"""The answer to a question that the ratings table answers: bound to a round, put to SQL, said."""

from index.answers.compose.request import Request
from index.answers.tables.inspections import compose_inspections
from index.answers.tables.key_questions import compose_key_questions_over
from index.answers.tables.ratings import compose_rated
from index.answers.tables.recommendations import compose_recommendation_counts
from index.answers.tables.scope import bind, nothing
from index.answers.tables.standards import compose_standards
from index.answers.tables.within import compose_moved, compose_within
from index.models import Status, TableQuery


def compose_table(request: Request) -> Status:
    """The whole answer from rows, with what the table covers in a note."""
    query = request.plan.table or _default(request)
    scope = bind(request, query)
    query = scope.query
    if query.rows == "recommendation":
        return compose_recommendation_counts(request, scope)
    if query.rows == "key_question":
        return compose_key_questions_over(request, scope)
    if not scope.everything and query.rows != "standard" and not (query.standards or query.ratings):
        return nothing(request, query)
    if query.moved:
        return compose_moved(request, scope)
    if query.versus or query.every_standard or query.pairs:
        return compose_within(request, scope)
    if query.rows == "standard":
        return compose_standards(request, scope)
    if query.measure in {"rating", "overall_rating"} and query.group_by in {None, "rating"}:
        return compose_rated(request, scope)
    return compose_inspections(request, scope)


def _default(request: Request) -> TableQuery:
    """What a question without a place that reached the table by another way asks of it."""
    plan = request.plan
    rated = bool(plan.standards or plan.standard_numbers)
    measure = "rating" if rated else "overall_rating" if plan.ratings or plan.overall else "score"
    return TableQuery(
        rows="inspection",
        measure=measure,
        regions=plan.regions,
        dates=plan.dates,
        standards=plan.standards,
        standard_numbers=plan.standard_numbers,
        ratings=plan.ratings,
        conditions=plan.conditions,
        aggregate=plan.aggregate or "list",
        limit=plan.limit,
        kind="region" if "region" in plan.standalone.lower() else "pdu",
    )

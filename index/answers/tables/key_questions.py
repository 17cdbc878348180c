"""Key questions as rows: the percentages over standards and places, ranked, limited, averaged."""

from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.key_questions import key_question_words
from index.answers.compose.request import Request
from index.answers.dates import month
from index.answers.tables.figures import say_figure
from index.answers.tables.groups import say_groups
from index.answers.tables.scope import Scope, rows_in
from index.models import Status, TableQuery
from index.ratings.query import Row


def compose_key_questions_over(request: Request, scope: Scope) -> Status:
    """Percentages of the key questions over all inspections that a report is held of."""
    query = scope.query
    every = [r for r in rows_in(request, _wide(query)) if r.fact]
    if not every:
        request.build.fixed("The library has no key question percentages that fit the question.")
        return "not_found"
    inspections = len({id(r.inspection) for r in every})
    request.build.note(
        f"Key questions are read for {phrases.counted(inspections, 'inspection', 'inspections')}, "
        f"{phrases.counted(len(every), 'percentage', 'percentages')} in this answer's scope."
    )
    if query.aggregate in {"mean", "median", "range", "difference", "total"} and not query.group_by:
        return say_figure(request, scope)
    if query.group_by in {"place", "standard", "key_question", "region", "year"} and (
        query.aggregate in {"mean", "median", "highest", "lowest"} or query.edge
    ):
        return say_groups(request, scope)
    if query.aggregate == "extremes":
        for edge in ("highest", "lowest"):
            rows = rows_in(request, query.model_copy(update={"aggregate": edge}))
            _say_rows(request, rows, edge.capitalize())
        return "answered"
    if query.aggregate in {"highest", "lowest"} or query.limit:
        rows = rows_in(request, query)
        _say_rows(request, rows, "")
        return "answered"
    chosen = rows_in(request, query.model_copy(update={"aggregate": "rank"}))
    if query.conditions or query.aggregate in {"count", "share"}:
        _say_number(request, query, chosen, every)
    if query.aggregate not in {"count", "share"} or len(chosen) <= 12:
        _say_rows(request, chosen, "")
    return "answered"


def _wide(query: TableQuery) -> TableQuery:
    return query.model_copy(
        update={"conditions": (), "aggregate": "rank", "limit": None, "group_by": None}
    )


def _say_rows(request: Request, rows: Sequence[Row], head: str) -> None:
    for row in rows:
        if row.fact is None:
            continue
        text = key_question_words(request, row.inspection, row.fact)
        text = f"{head}: {text}" if head else text
        request.build.fact(text, [row.fact.source], facts=[row.fact], bullet=len(rows) > 1)


def _say_number(
    request: Request, query: TableQuery, chosen: Sequence[Row], every: Sequence[Row]
) -> None:
    """How many of the percentages fit, out of how many."""
    shown = [r.fact for r in (chosen or every) if r.fact]
    place = ""
    if len({id(r.inspection) for r in every}) == 1:
        row = every[0].inspection
        place = f" of {row.place.name} ({month(row.date)})"
    number = str(len(chosen)) if chosen else "None"
    verb = "fits" if len(chosen) == 1 else "fit"
    text = f"{number} of the {len(every)} key question percentages{place} {verb} the question"
    if query.aggregate == "share":
        text += f": {phrases.plain(round(100 * len(chosen) / len(every), 1))} per cent"
    sources = [f.source for f in shown] + [r.fact.source for r in every if r.fact]
    request.build.fact(f"{text}.", sources)

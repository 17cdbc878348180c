"""Next questions that this library can answer, derived from what was just answered."""

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.answers.dates import month
from index.ratings.table import Inspection


def suggest(request: Request) -> None:
    """Up to three next questions about the places of the answer."""
    rows = _rows(request)
    for row in rows[:2]:
        for question in _questions(request, row):
            if question.lower() != request.plan.standalone.lower():
                request.build.suggestions.append(question)
    del request.build.suggestions[3:]


def _rows(request: Request) -> list[Inspection]:
    """The inspections behind the cited reports, as they are cited; else those of named places."""
    table = request.knowledge.table
    own = {r.own_report: r for r in table.inspections if r.own_report}
    rows = [own[i.id] for i in request.build.cited_reports if i.id in own]
    if rows:
        return rows
    named = [r for p in request.plan.places for r in request.inspections(p)[:1]]
    return named or [r for r in table.inspections if r.own_report][:1]


def _questions(request: Request, row: Inspection) -> list[str]:
    name, intent = row.place.name, request.plan.intent
    found: list[str] = []
    rated = [f for f in row.of("rating") if f.cell == "legible" and f.standard]
    if intent in {"rating", "score"} and row.own_report:
        standards = request.plan.standards
        lowest = min(rated, key=lambda f: (f.number or 0, f.source.start), default=None)
        key = standards[0] if standards else lowest.standard if lowest else None
        if key:
            standard = phrases.standard_name(request.knowledge, row.scheme, key)
            found.append(f"Why was {name} rated as it was for {standard}?")
    if intent != "recommendation" and row.of("recommendation"):
        found.append(f"What were the recommendations for {name}?")
    if intent not in {"rating", "score"} and row.own_report:
        found.append(f"What was {name} rated in {month(row.date)}?")
    if intent not in {"summary"} and row.own_report:
        found.append(f"Summarise the report on {name}")
    return found

"""Change over time: the inspections of one place in order, what is the same, better or worse."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.key_questions import say_key_questions
from index.answers.compose.ratings import (
    note_schemes,
    say_not_held,
    say_overall,
    say_score,
    say_standard,
    wanted_standards,
)
from index.answers.compose.request import Request
from index.answers.dates import month
from index.answers.intents import PERCENT, RATING, SCORE
from index.models import Place, Status
from index.ratings.table import Inspection
from ingest.models import Fact


def compose_change(request: Request, place: Place) -> Status:
    """What was asked about at each inspection of the place, oldest first, and how it moved.

    Scores of different maxima are shown and not set against each other (DESIGN.md, promise 6).
    """
    rows = _rows(request, place)
    if not rows:
        say_not_held(request, place.name)
        return "not_found"
    known = [_say_row(request, row) for row in rows]
    if len(rows) == 1:
        request.build.fixed(
            f"The library holds only one inspection of {place.name}, of {month(rows[0].date)}, so "
            "it cannot tell what changed."
        )
        return "partial"
    _verdict(request, rows)
    note_schemes(request, rows)
    return "answered" if all(known) else "partial"


_TOTAL = re.compile(r"\btotal(?:s|led)?\b", re.IGNORECASE)


def _rows(request: Request, place: Place) -> list[Inspection]:
    """The inspections compared: those of the dates where two are given, else all of the place."""
    every = request.knowledge.table.of(place)
    dated = request.knowledge.table.of(place, request.plan.dates)
    rows = dated if len(dated) > 1 and len(request.plan.dates) > 1 else every
    return sorted((r for r in rows if request.inspection_allowed(r)), key=lambda r: r.date)


def _asks_score(request: Request) -> bool:
    """Whether scores are asked about, and neither ratings nor standards."""
    plan = request.plan
    scored = SCORE.search(plan.standalone) or _TOTAL.search(plan.standalone)
    other = plan.standards or plan.standard_numbers or RATING.search(plan.standalone)
    return bool(scored) and not other


def _say_row(request: Request, row: Inspection) -> bool:
    """What is asked about at one inspection; False where some of it is not known."""
    plan = request.plan
    if plan.key_questions and PERCENT.search(plan.standalone):
        return say_key_questions(request, row, bullet=True)
    if _asks_score(request):
        fact = row.row_cell("score")
        if fact is None:
            return False
        say_score(request, row, fact, bullet=True)
        return True
    wanted = wanted_standards(request, row)
    if wanted or plan.standards:
        said = [say_standard(request, row, s, bullet=True) for s in wanted or plan.standards]
        return all(said)
    asked = plan.overall or bool(RATING.search(plan.standalone))
    return say_overall(request, row, bullet=True, asked=asked) or not asked


def _verdict(request: Request, rows: Sequence[Inspection]) -> None:
    """From the first to the last: better, worse or the same, measure by measure."""
    first, last = rows[0], rows[-1]
    plan = request.plan
    standards = plan.standards
    if not _asks_score(request):
        standards = standards or tuple(wanted_standards(request, last))
    if standards:
        for standard in standards:
            _moved(request, first, last, "rating", standard)
        return
    if first.scheme != last.scheme:
        request.build.note("The inspections belong to rounds whose standards differ.")
    if not (plan.overall or RATING.search(plan.standalone) or SCORE.search(plan.standalone)):
        shared = [f.standard for f in first.of("rating") if f.standard and _legible(f)]
        for standard in dict.fromkeys(shared):
            _moved(request, first, last, "rating", standard)
    scores = first.row_cell("score"), last.row_cell("score")
    if scores[0] and scores[1] and scores[0].out_of == scores[1].out_of:
        _moved(request, first, last, "score", None)
    _moved(request, first, last, "overall_rating", None)


def _moved(
    request: Request, first: Inspection, last: Inspection, measure: str, standard: str | None
) -> None:
    before, after = first.cell(measure, standard), last.cell(measure, standard)
    if not (_legible(before) and _legible(after)) or before is None or after is None:
        return
    name = measure.replace("_", " ")
    if standard:
        name = f"rating for {phrases.standard_name(request.knowledge, last.scheme, standard)}"
    better = (after.number or 0) - (before.number or 0)
    moved = f"is {'better' if better > 0 else 'worse'}: {before.value}, then {after.value}"
    if not better:
        moved = f"is the same: {after.value} both times"
    text = f"The {name} of {last.place.name} {moved}."
    sources = [before.source, after.source, *(after.also if after.derived else ())]
    request.build.fact(text, sources)


def _legible(fact: Fact | None) -> bool:
    return fact is not None and fact.cell == "legible" and fact.number is not None

"""Which percentage gives which rating: the bands, as the annual report prints them."""

import re

from index.answers.compose.request import Request
from index.answers.intents import METHOD, PERCENT
from ingest.facts.reading import Reading
from ingest.models import Passage, Source

_NUMBER = re.compile(r"\b(\d{1,3})\b(?!\.\d)")


def asks_bands(request: Request) -> bool:
    """Whether a question is about the rule that turns percentages into ratings."""
    plan = request.plan
    if plan.places or not METHOD.search(plan.standalone):
        return False
    return bool(
        plan.ratings or PERCENT.search(plan.standalone) or "band" in plan.standalone.lower()
    )


def compose_bands(request: Request) -> bool:
    """The bands that the question is about, each with its row; False when no report prints them."""
    for report in request.national_reports():
        for passage in request.knowledge.by_report[report]:
            rows = _band_rows(request, passage)
            if rows:
                _say(request, passage, _fitting(request, rows))
                return True
    return False


def _band_rows(request: Request, passage: Passage) -> list[tuple[int, str, str]]:
    """Index, band and rating of each row of a table of bands; [] for any other passage."""
    found = []
    for index, row in enumerate(passage.rows or ()):
        ratings = [r for cell in row if (r := request.knowledge.schemes.rating(cell))]
        shares = [cell for cell in row if "%" in cell or "per cent" in cell]
        if len(ratings) == 1 and len(shares) == 1:
            found.append((index, shares[0], ratings[0].word))
    return found if len(found) > 2 else []


def _fitting(request: Request, rows: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """The rows of the rating or the percentage that the question names; else all."""
    plan = request.plan
    if plan.ratings:
        return [r for r in rows if r[2] in plan.ratings] or rows
    asked = [int(n) for n in _NUMBER.findall(plan.standalone) if int(n) <= 100]
    for scheme in request.knowledge.schemes.schemes:
        wanted = {scheme.band(n) for n in asked} - {None}
        fitting = [r for r in rows if r[2] in wanted]
        if fitting:
            return fitting
    return rows


def _say(request: Request, passage: Passage, rows: list[tuple[int, str, str]]) -> None:
    knowledge = request.knowledge
    info = knowledge.info(passage.report_id)
    reading = Reading(
        info,
        None,
        knowledge.schemes,
        (),
        tuple(knowledge.by_report[info.id]),
        knowledge.library.text(info.id),
    )
    head = (passage.rows or ((),))[0]
    for index, share, rating in rows:
        cells = dict(zip(head, (passage.rows or ())[index], strict=False))
        source: Source = reading.row(passage, index, cells)
        text = f"The lowest proportion of sufficient cases decides: {share} gives {rating}."
        request.build.fact(text, [source], bullet=len(rows) > 1)

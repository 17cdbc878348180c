"""Sources that disagree on what was just said: shown together, each cited."""

from collections.abc import Iterator

from index.answers.compose import phrases
from index.answers.compose.request import Request
from index.models import AnswerFact
from index.ratings.table import RATED, Inspection, agrees
from ingest.models import Fact

_MOST = 5
"""Disagreements that are said one by one; of more, how many there are is a note."""


def add_disagreements(request: Request) -> None:
    """Say where another source has another value for a rating, score or percentage shown."""
    found: dict[str, tuple[Inspection, Fact]] = {}
    for fact in request.build.facts:
        for row, other in _others(request, fact):
            found.setdefault(other.id, (row, other))
    for row, other in list(found.values())[:_MOST]:
        info = request.knowledge.info(other.report)
        source = info.source if info.is_table else info.title
        what = ""
        if other.standard:
            name = phrases.standard_name(request.knowledge, other.scheme, other.standard)
            what = f" for {name}"
        if other.key_question:
            what += f", {phrases.key_question_name(other.key_question)}"
        text = f"The sources disagree: for {phrases.title(row)}, {source} has {other.value}{what}."
        request.build.fact(text, [other.source], facts=[other])
    if len(found) > _MOST:
        request.build.note(f"The sources disagree in {len(found) - _MOST} more places.")


def _others(request: Request, shown: AnswerFact) -> Iterator[tuple[Inspection, Fact]]:
    """What other reports have in the place of a fact, where it is another value."""
    if shown.measure not in RATED or shown.cell != "legible" or shown.derived:
        return
    if shown.measure == "key_question" and shown.key_question is None:
        return
    for row in request.knowledge.table.named(shown.subject):
        if row.scheme != shown.scheme:
            continue
        if not agrees(row.date, shown.published):
            continue
        for fact in (*row.of(shown.measure), *row.others):
            same = (fact.measure, fact.standard, fact.key_question) == (
                shown.measure,
                shown.standard,
                shown.key_question,
            )
            differs = fact.cell == "legible" and fact.number != shown.number
            if same and differs and request.report_allowed(fact.report):
                yield row, fact

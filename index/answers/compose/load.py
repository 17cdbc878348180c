"""How many people places supervise, as each report states it, and whose caseload is larger."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.answers.compose import phrases
from index.answers.compose.figure import quote
from index.answers.compose.findings import enough, status_of
from index.answers.compose.recurring import held_rows
from index.answers.compose.request import Request
from index.answers.evidence import Found, find_sentences, source_of
from index.answers.question_text import LOAD_WORDS
from index.models import Place, QuestionPlan, Status

_SUPERVISED = re.compile(
    r"\b(?:caseloads?|supervis\w+|responsible for|look\w* after|manag(?:es|ed|ing))\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?<![\d.,£$€])(\d{1,3}(?:,\d{3})+|\d{3,})(?![\d,]*(?:\.\d|%| per cent| miles))"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_COMPARES = re.compile(
    r"\b(?:bigger|biggest|larger|largest|higher|highest|smaller|smallest|lower|lowest|most|more"
    r"|fewer|fewest|compar\w+|than)\b",
    re.IGNORECASE,
)


class _Load(NamedTuple):
    """What one place's report states."""

    place: Place
    found: Found
    people: int
    """The counts of the sentence together: community sentences and licences are told apart."""


def asks_loads(plan: QuestionPlan, places: Sequence[Place]) -> bool:
    """Whether the caseloads of several places are asked about, or which place has the largest."""
    wide = not places and not plan.unknown and bool(_COMPARES.search(plan.standalone))
    return plan.search == LOAD_WORDS and (len(places) > 1 or wide)


def compose_loads(request: Request, places: Sequence[Place]) -> Status:
    """The number of each place, or an explicit gap, and whose is larger where that is asked."""
    every = not places
    wanted = list(places) or [row.place for row in held_rows(request)]
    loads = [load for place in wanted if (load := _load(request, place))]
    if every:
        loads.sort(key=lambda load: -load.people)
    for load in loads:
        _quote(request, load)
    if len(loads) > 1 and _COMPARES.search(request.plan.standalone):
        _say_larger(request, loads)
    silent = [p.name for p in wanted if p not in {load.place for load in loads}]
    if silent:
        names = phrases.joined(silent)
        request.build.fixed(f"The reports in this library do not say this of {names}.")
    if every and loads:
        names = phrases.joined([load.place.name for load in loads])
        request.build.note(f"Only the reports on {names} state how many people are supervised.")
        return "partial"
    return status_of(len(silent), len(wanted))


def _quote(request: Request, load: _Load) -> None:
    """The sentence, led by the place whose report it stands in."""
    request.build.heading(phrases.report_title(request.knowledge, load.found.passage.report_id))
    quote(request, load.found)


def _load(request: Request, place: Place) -> _Load | None:
    """The likeliest sentence of a place's own report that states how many it supervises."""
    update = {"wants": "number", "intent": "figure"}
    own = request._replace(plan=request.plan.model_copy(update=update))
    reports = [r.own_report for r in request.inspections(place) if r.own_report]
    for found in find_sentences(request.knowledge, own.plan, reports[:1], place):
        people = people_in(found.text)
        if people and _SUPERVISED.search(found.text) and enough(own, found):
            return _Load(place, found, people)
    return None


def people_in(text: str) -> int:
    """The counts of a hundred and more in a sentence, together; years and shares are none."""
    counts = [m[1].replace(",", "") for m in _COUNT.finditer(text) if not _YEAR.fullmatch(m[1])]
    return sum(int(c) for c in counts)


def _say_larger(request: Request, loads: Sequence[_Load]) -> None:
    """Whose number is the largest, and the smallest; rests on all that are quoted."""
    ranked = sorted(loads, key=lambda load: -load.people)
    sources = [
        source_of(request.knowledge, f.passage, f.start, f.end) for f in (x.found for x in loads)
    ]
    if ranked[0].people == ranked[-1].people:
        request.build.fact("The numbers are the same.", sources)
        return
    first, last = ranked[0].place.name, ranked[-1].place.name
    text = f"{first} supervises more people than {last}."
    if len(ranked) > 2:
        text = f"Of these, {first} supervises the most people and {last} the fewest."
    request.build.fact(text, sources)
    dates = {request.knowledge.info(x.found.passage.report_id).published[:4] for x in loads}
    if len(dates) > 1:
        request.build.note("The numbers are of different years, those of the reports.")

"""Questions of which only a sentence that speaks of the very thing is an answer.

What became of recommendations, what follows an inspection, whether a report mentions a name.
"""

import re
from collections.abc import Callable, Sequence

from index.answers.compose import phrases
from index.answers.compose.findings import enough, say_found
from index.answers.compose.ratings import say_not_held
from index.answers.compose.request import Request
from index.answers.evidence import Found, find_sentences
from index.answers.intents import FOLLOWED_UP, PROCESS, RATING, UNITS
from index.models import Place, QuestionPlan, Status

_SPEAKS_OF_IT = re.compile(
    r"\b(?:our|earlier|previous|these|those|past|last|inspection|inspectorate)(?:['’]?s)?"
    r"(?: \w+){0,3} recommendations?\b|\baction plans?\b"
    r"|\brecommendations?\b.{0,60}\b(?:inspections?|implement\w*|met|accepted|progress\w*)\b",
    re.IGNORECASE,
)


_FOLLOWS = re.compile(
    r"\b(?:re-?inspect\w*|follow-?up (?:inspection|visit)s?|special measures"
    r"|(?:after|following) (?:our|an|the|each) inspections?|inspected again"
    r"|next inspection|improvement (?:plan|programme)s?)\b",
    re.IGNORECASE,
)
_OF_INSPECTION = re.compile(r"\b(?:inspection|inspected|fails?|failed|failing)\b", re.IGNORECASE)
_EXAMPLE = re.compile(
    r"\b(?:like|such as|similar to|for example|e\.g\.|say)\W*(?:the )?$", re.IGNORECASE
)
"""Before a place that is only an example of what is asked about."""
_MENTIONS = re.compile(
    r"\breport\b.{0,30}\b(?:mention\w*|refer\w*|speaks?|talk\w*|say|says|said|cover\w*|discuss\w*"
    r"|name[sd]?)\b",
    re.IGNORECASE,
)


def must_speak_of(plan: QuestionPlan) -> Callable[[str], bool] | None:
    """What a sentence must hold to answer; None where a question binds its answer to nothing."""
    text = plan.standalone
    if plan.intent not in {"finding", "figure"}:
        return None
    if FOLLOWED_UP.search(text):
        return lambda said: bool(_SPEAKS_OF_IT.search(said))
    rated = RATING.search(text) or plan.ratings or UNITS.search(text)
    if PROCESS.search(text) and rated and (_OF_INSPECTION.search(text) or RATING.search(text)):
        return lambda said: bool(_FOLLOWS.search(said))
    if plan.aside and _MENTIONS.search(text):
        name = plan.aside[0]
        return lambda said: _names(said, name)
    return None


def _names(said: str, name: str) -> bool:
    """Whether a text has a name by itself: "York" is none of "North Yorkshire" or "North York"."""
    longer = re.compile(r"\b(?:North|South|East|West|New|Mid|Greater)\W+$")
    found = re.finditer(rf"\b{re.escape(name)}\b", said, re.IGNORECASE)
    return any(not longer.search(said[: m.start()]) for m in found)


def compose_unheld(request: Request) -> Status:
    """What reports say on a subject in a sentence that names a place of which none is held."""
    for name in request.plan.unknown:
        found = _speaking(request, request.all_reports(), None, _naming(name))
        if found and say_found(request, found):
            request.build.note(phrases.NOT_HELD.format(name=name))
            return "answered"
    return "not_found"


def _naming(name: str) -> Callable[[str], bool]:
    return lambda said: _names(said, name)


def compose_spoken(
    request: Request, places: Sequence[Place], holds: Callable[[str], bool]
) -> Status:
    """What each place's report says of it, or all reports; no sentence on anything else."""
    text = request.plan.standalone
    named = request.knowledge.names.find(text)
    examples = {p for m in named if _EXAMPLE.search(text[: m.start]) for p in m.places}
    places = [p for p in places if p not in examples]
    if not places:
        found = _speaking(request, request.all_reports(), None, holds)
        if found:
            title = phrases.report_title(request.knowledge, found[0].passage.report_id)
            request.build.heading(title)
        return _said(request, found, phrases.NOT_SAID)
    said: list[Status] = []
    for place in places:
        reports = request.reports_about(place)
        if not reports:
            say_not_held(request, place.name)
            said.append("not_found")
            continue
        if len(places) > 1:
            request.build.heading(place.name)
        missing = f"The reports in this library do not say this of {place.name}."
        said.append(_said(request, _speaking(request, reports, place, holds), missing))
    return said[0] if len(set(said)) == 1 else "partial"


def _speaking(
    request: Request, reports: Sequence[str], place: Place | None, holds: Callable[[str], bool]
) -> list[Found]:
    """The sentences found that speak of it, those of the report with the likeliest alone."""
    found = find_sentences(request.knowledge, request.plan, reports, place, skip=request.skip)
    near = [f for f in found if holds(f.text) and f.passage.type != "numbered"]
    own = [f for f in near if f.passage.report_id == near[0].passage.report_id]
    return [f for f in own if enough(request, f)]


def _said(request: Request, found: Sequence[Found], missing: str) -> Status:
    if found and say_found(request, found):
        return "answered"
    request.build.fixed(missing)
    return "not_found"

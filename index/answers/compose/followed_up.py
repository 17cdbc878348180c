"""What became of recommendations: sentences that speak of them, or that the reports do not say."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.findings import enough, say_found
from index.answers.compose.ratings import say_not_held
from index.answers.compose.request import Request
from index.answers.evidence import Found, find_sentences
from index.answers.intents import FOLLOWED_UP
from index.models import Place, QuestionPlan, Status

_SPEAKS_OF_IT = re.compile(
    r"\b(?:our|earlier|previous|these|those|past|last|inspection|inspectorate)(?:['’]?s)?"
    r"(?: \w+){0,3} recommendations?\b|\baction plans?\b"
    r"|\brecommendations?\b.{0,60}\b(?:inspections?|implement\w*|met|accepted|progress\w*)\b",
    re.IGNORECASE,
)


def asks_followed_up(plan: QuestionPlan) -> bool:
    """Whether a question asks what was done about recommendations, or for a plan upon them."""
    return plan.intent == "finding" and bool(FOLLOWED_UP.search(plan.standalone))


def compose_followed_up(request: Request, places: Sequence[Place]) -> Status:
    """What each place's report says of it, or all reports; a recommendation itself is no answer."""
    if not places:
        found = _speaking(request, request.all_reports(), None)
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
        said.append(_said(request, _speaking(request, reports, place), missing))
    if len(set(said)) == 1:
        return said[0]
    return "partial"


def _speaking(request: Request, reports: Sequence[str], place: Place | None) -> list[Found]:
    """The sentences found that speak of earlier recommendations or of a plan upon them."""
    found = find_sentences(request.knowledge, request.plan, reports, place, skip=request.skip)
    near = [f for f in found if _SPEAKS_OF_IT.search(f.text) and f.passage.type != "numbered"]
    own = [f for f in near if f.passage.report_id == near[0].passage.report_id]
    return [f for f in own if enough(request, f)]


def _said(request: Request, found: Sequence[Found], missing: str) -> Status:
    if found and say_found(request, found):
        return "answered"
    request.build.fixed(missing)
    return "not_found"

"""One place and the nation on the same subject: what each one's reports say, side by side."""

import re
from collections.abc import Sequence

from index.answers.compose.findings import compose_finding
from index.answers.compose.request import Request
from index.answers.compose.subject import compared_subject
from index.answers.english import content_stems
from index.answers.intents import COMPARE
from index.models import Place, QuestionPlan, Status

_NATION = (
    r"(?:nationally|(?:the )?national(?:ly)? (?:picture|average|position|figures?|level|findings?"
    r"|trend|one|rate)"
    r"|(?:the )?(?:rest of|whole of|wider) (?:the )?(?:country|england(?: and wales)?)"
    r"|across (?:the )?(?:country|england(?: and wales)?)|(?:the )?country as a whole|the nation)"
)
_BESIDE = re.compile(rf"\b{_NATION}\b", re.IGNORECASE)
_AND_NATION = re.compile(
    rf"\b(?:and|or)\s+(?:what |how )?(?:about |is it )?{_NATION}\b", re.IGNORECASE
)
_LEFT = re.compile(
    rf"\b(?:with|to|against|than|and|or|as|is|the same as|compared?|in line)?\s*{_NATION}\b",
    re.IGNORECASE,
)
"""The nation, with what led to it."""


def asks_beside_nation(plan: QuestionPlan) -> bool:
    """Whether a subject of the texts is asked of a place and of the nation at once."""
    text = plan.standalone
    if plan.intent not in {"finding", "figure", "comparison"} or len(plan.places) != 1:
        return False
    both = _AND_NATION.search(text) or (_BESIDE.search(text) and COMPARE.search(text))
    return bool(both) and bool(_subject(plan.search, frozenset()))


def compose_beside_nation(request: Request, places: Sequence[Place]) -> Status:
    """The place first, under its name; then the national report, under its own."""
    subject = _subject(request.plan.search, frozenset(request.knowledge.all_stems))
    national = _asked(request, subject, "finding", ())
    if not national.national_reports():
        return compose_finding(_asked(request, subject, request.plan.intent, places), places)
    request.build.heading(places[0].name)
    said = compose_finding(_asked(request, subject, "finding", places), places)
    request.build.heading("England and Wales")
    everywhere = compose_finding(national, ())
    if said == everywhere:
        return said
    return "partial"


def _asked(request: Request, subject: str, intent: str, places: Sequence[Place]) -> Request:
    """The request put to the place alone, or to the nation alone."""
    update: dict[str, object] = {"search": subject, "intent": intent, "places": tuple(places)}
    if not places:
        update |= {
            "national": True,
            "dates": (),
            "standalone": f"{subject.rstrip('?')} nationally?",
        }
    else:
        update |= {"national": False}
    return request._replace(plan=request.plan.model_copy(update=update))


def _subject(search: str, vocabulary: frozenset[str]) -> str:
    """What is looked for on both sides; "" where only the sides are named."""
    bare = compared_subject(_LEFT.sub(" ", search), vocabulary)
    return bare if content_stems(bare) else ""

"""Whether something is done well: the rating and both sides, never the strengths alone."""

from collections.abc import Sequence

from index.answers.compose.ratings import compose_ratings, wanted_standards
from index.answers.compose.regions import say_region
from index.answers.compose.request import Request
from index.answers.compose.standard import compose_standard
from index.answers.compose.summary import compose_summary
from index.answers.english import content_stems
from index.answers.wanting import asks_quality
from index.models import Place, Status
from ingest.schemes import Standard

_JUDGING = content_stems(
    "good well any strong effective effectively weak poor poorly bad badly adequate sufficient okay"
    " ok decent scratch working work works done do doing did carried out run led managed delivered"
    " enough really overall quality job standard service unit place probation performing perform"
    " going happening handled handle completed considered team there place people"
)


def compose_quality(request: Request, places: Sequence[Place]) -> Status | None:
    """A standard's rating with both lists, or the whole report; None where something else is meant.

    What is smaller than a standard ("Is the help with housing any good?") is a finding.
    """
    plan = request.plan
    asked = asks_quality(plan.standalone) and plan.intent not in {"comparison", "why"}
    narrow = plan.ratings or plan.key_questions or len(plan.standards) > 1
    if len(places) != 1 or not asked or narrow:
        return None
    names = " ".join(n for s in _standards(request) for n in s.names)
    left = content_stems(plan.search) - _JUDGING - content_stems(names)
    known = request.inspections(places[0])
    rows = [r for r in known if r.own_report]
    if plan.standards and not left and places[0].kind == "region" and not known:
        return "answered" if say_region(request, places[0]) else None
    if left or not known:
        return None
    if not plan.standards:
        return compose_summary(request, places)
    if not rows:
        return compose_ratings(request, places)
    wanted = wanted_standards(request, rows[0])
    if not wanted:
        return None
    compose_standard(request, rows[0], wanted[0])
    return "answered"


def _standards(request: Request) -> list[Standard]:
    """The standards that a question names, in every round that has them."""
    schemes = request.knowledge.schemes.schemes
    return [s for c in schemes for s in c.standards if s.key in request.plan.standards]

"""Strengths, or areas for improvement, of places: as the report sorts them, else as they read."""

from collections.abc import Sequence

from index.answers.compose.findings import status_of
from index.answers.compose.points import judged
from index.answers.compose.request import Request
from index.answers.english import content_stems
from index.answers.evidence import source_of
from index.answers.sense import reads_point
from index.answers.sentences import sentence_ranges
from index.models import Place, Status
from ingest.models import Passage

NOT_SORTED = (
    "The report, as its file has it, does not sort these points into strengths and areas for "
    "improvement; they are chosen here by their wording."
)


def compose_polarity(request: Request, places: Sequence[Place], polarity: str) -> Status:
    """Strengths, or areas for improvement, of places: the first sentences of their bullets."""
    missing = 0
    lost = False
    for place in places:
        bullets = _bullets(request, place, polarity)
        if not bullets:
            missing += 1
            _say_no_bullets(request, place, polarity)
            lost = lost or any(s.citations for s in request.build.statements)
            continue
        if len(places) > 1:
            request.build.heading(place.name)
        limit = 12 if request.plan.depth == "more" else 5
        for passage in bullets[:limit]:
            _quote(request, passage, polarity)
        if len(bullets) > limit:
            request.build.note(
                f"{limit} of {len(bullets)} are shown; ask for more to see the others."
            )
            request.build.suggestions.append("Tell me more")
    return "partial" if lost else status_of(missing, len(places))


def _bullets(request: Request, place: Place, polarity: str) -> list[Passage]:
    """Bullets of one polarity in the newest report of the place, spread over its standards."""
    own = [r.own_report for r in request.inspections(place) if r.own_report]
    if not own:
        return []
    found = [
        p
        for p in request.knowledge.by_report[own[0]]
        if p.polarity == polarity and p.id not in request.skip and _of_standards(request, p)
    ]
    about = content_stems(request.plan.search) & request.knowledge.headings
    if about and not request.plan.standards:
        topical = [p for p in found if about & {s for h in p.section for s in content_stems(h)}]
        if topical:
            return topical
    if request.plan.standards:
        return found or _sensed(request, own[0], polarity)
    turns: dict[tuple[str, ...], int] = {}
    ranked = []
    for p in found:
        turns[p.section] = turns.get(p.section, 0) + 1
        ranked.append((turns[p.section], p.ordinal, p))
    return [p for _, _, p in sorted(ranked, key=lambda t: t[:2])]


def _sensed(request: Request, report: str, polarity: str) -> list[Passage]:
    """Points of a section that does not sort them, by how they read (case supervision lists)."""
    found = [
        p
        for p in request.knowledge.by_report[report]
        if p.type == "bullet"
        and p.polarity is None
        and p.standard in request.plan.standards
        and p.id not in request.skip
        and reads_as(p, polarity)
    ]
    if found:
        request.build.note(NOT_SORTED)
    return found


def reads_as(passage: Passage, polarity: str) -> bool:
    """Whether a point reads as a strength, all of it, or holds a criticism that stands out."""
    if polarity == "improvement":
        return judged(passage, low=True)[2] and reads_point(passage.text) != "high"
    return reads_point(passage.text) == "high"


def _quote(request: Request, passage: Passage, polarity: str) -> None:
    """A sorted point by its first sentence; one chosen by its words by the sentence that fits."""
    a, b = sentence_ranges(passage.text)[0]
    if passage.polarity != polarity:
        a, b, _ = judged(passage, low=polarity == "improvement")
    request.build.quote(source_of(request.knowledge, passage, a, b), bullet=True)


def _of_standards(request: Request, passage: Passage) -> bool:
    """Whether a passage belongs to the standards asked about; any does when none is named."""
    return not request.plan.standards or passage.standard in request.plan.standards


def _say_no_bullets(request: Request, place: Place, polarity: str) -> None:
    own = [r.own_report for r in request.inspections(place) if r.own_report]
    word = "strengths" if polarity == "strength" else "areas for improvement"
    if not own:
        request.build.fixed(f"The library has no report of {place.name} that lists {word}.")
        return
    unlabelled = [
        p
        for p in request.knowledge.by_report[own[0]]
        if p.polarity == "unlabelled" and reads_as(p, polarity) and _of_standards(request, p)
    ]
    if not unlabelled:
        request.build.fixed(f"The report on {place.name} lists no {word} here.")
        return
    request.build.fixed(
        f"The file of the report on {place.name} lost the headings that tell strengths from "
        "areas for improvement here. Points that the file lists, unlabelled:"
    )
    request.build.note(NOT_SORTED)
    for passage in unlabelled[:4]:
        _quote(request, passage, polarity)

"""What the people who are supervised say of it: the part of a report that gives their feedback."""

import re
from collections.abc import Collection, Sequence

from index.answers.compose import phrases
from index.answers.compose.chapter import judging, spread
from index.answers.compose.points import Point, leaning_start
from index.answers.compose.request import Request
from index.answers.compose.themes import topic_of
from index.answers.english import content_stems
from index.answers.evidence import find_sentences
from index.models import Place, QuestionPlan, Status

WORDS, MOST = 105, 5
ON_TOPIC = 3
"""Sentences on one subject."""
CLOSE, NEAR = 3.0, 1.2
"""How much less likely, in log odds, their words may be than the best of the whole report, and a
further sentence than their best."""
_PEOPLE = (
    r"(?:people (?:on probation|under supervision|being supervised|they supervise)|service users?"
    r"|users|clients|offenders|probationers|(?:those|someone|anyone|a person|somebody)"
    r" (?:on probation|(?:being |under )?supervis\w+)|(?:the )?people (?:interviewed|surveyed))"
)
_SAY = (
    r"(?:think|thought|feel|felt|say|said|tell|told|make of|made of|rate|view|find|found|like|happy"
    r"|satisfied|experience|complain)"
)
_OPENING = rf"^\W*(?:the )?{_PEOPLE} (?:about|on) (?:their|the|being|how)\b"
_OPENS = re.compile(_OPENING, re.IGNORECASE)
"""Their voices and nothing else, on whatever: "people on probation about their officers"."""
_ASKS = re.compile(
    rf"\b(?:what|how|do|did|are|were|anything)\b.{{0,30}}\b{_PEOPLE}\b.{{0,25}}\b{_SAY}\w*\b"
    rf"|\b(?:feedback|views?|opinions?|voices?|experiences?|perceptions?|complaints?)"
    rf" (?:from|of|by)(?: the)? {_PEOPLE}\b"
    rf"|\b{_PEOPLE}(?:['’]s?)? (?:feedback|views?|opinions?|experiences?|voices?)\b"
    rf"|{_OPENING}|\buser voice\b",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\b(?:feedback|views?|voices?|experiences?|perspectives?)\b.*\b(?:people|users?)\b"
    r"|\buser voice\b|\bwhat (?:people|service users)\b.*\b(?:said|told|think)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:had contact with|completed (?:a|the) survey|surveys? (?:were|was)|surveyed were"
    r"|were interviewed|identif\w+ as"
    r"|aged|(?:fe)?male|men|women|white|ethnic\w*|representative of|underrepresented|licence they"
    r"|subject to (?:a|an)|community order|sample)\b",
    re.IGNORECASE,
)
"""Who was asked, and how many: not what they said."""
_ASKING = content_stems(
    "people probation service users user clients offenders probationers supervised supervision"
    " think thought feel felt say said tell told make made rate view views find found like happy"
    " satisfied experience experiences complain complaints feedback opinion opinions voice voices"
    " perception perceptions unit pdu about overall generally main"
)


def asks_voices(plan: QuestionPlan) -> bool:
    """Whether a question asks what supervised people say or think, and for no figure of it."""
    fits = plan.intent in {"finding", "summary", "strengths", "improvements", "comparison"}
    return fits and plan.wants in {"text", "list", "yes_no"} and bool(_ASKS.search(plan.standalone))


def compose_voices(request: Request, places: Sequence[Place]) -> Status:
    """The points of that part of each place's report, on the subject where one is named."""
    topic = topic_of(request) - _ASKING
    said = 0
    for place in places:
        row = next((r for r in request.inspections(place) if r.own_report), None)
        if row is None:
            continue
        points = _points(request, row.own_report or "", place, topic)
        if not points:
            continue
        heads = points[0].passage.section
        part = next(head for head in heads if _SECTION.search(head))
        request.build.heading(f"{phrases.title(row)}: {part}")
        for point in points:
            request.build.quote(point.source(request.knowledge), bullet=True)
        said += 1
    return "answered" if said and said == len(places) else "not_found"


def _points(request: Request, report: str, place: Place, topic: frozenset[str]) -> list[Point]:
    every = request.knowledge.by_report[report]
    part = [p for p in every if any(_SECTION.search(head) for head in p.section)]
    if topic and (told := _on_topic(request, report, place, {p.id for p in part})):
        return told
    if topic and not _OPENS.search(request.plan.standalone):
        return []
    found = judging(request, [p for p in part if p.type in {"paragraph", "bullet"}], every=True)
    found = [p for p in found if not _WHO.search(p.text)]
    shown = spread(found, WORDS, request.plan.limit or MOST)
    return sorted(shown, key=lambda p: (p.passage.ordinal, p.start))


def _on_topic(request: Request, report: str, place: Place, part: Collection[str]) -> list[Point]:
    """What they say on a subject, in their own words too, where that part of the report has it."""
    found = find_sentences(request.knowledge, request.plan, [report], place, skip=request.skip)
    own = [f for f in found if f.passage.id in part and not _WHO.search(f.text)]
    if not own or own[0].score < found[0].score - CLOSE:
        return []
    best = [f for f in own if f.score >= own[0].score - NEAR][:ON_TOPIC]
    said = [Point(f.passage, leaning_start(f.passage, f.start, f.end), f.end) for f in best]
    return [p for i, p in enumerate(said) if not any(_holds(o, p) for o in said[:i])]


def _holds(other: Point, point: Point) -> bool:
    """Whether a point stands in another that was taken before it."""
    same = other.passage.id == point.passage.id
    return same and other.start <= point.start and point.end <= other.end

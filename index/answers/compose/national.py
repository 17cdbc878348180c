"""The national picture: what the newest report about the whole service finds, then examples."""

import re

from index.answers.compose import phrases
from index.answers.compose.chapter import judging, spread
from index.answers.compose.findings import enough
from index.answers.compose.points import Point, Polarity, leading, points, stands_alone, within
from index.answers.compose.recurring import held_rows
from index.answers.compose.request import Request
from index.answers.compose.standard import say_national_counts
from index.answers.compose.themes import wanted_reading
from index.answers.evidence import find_sentences
from index.answers.sense import reads
from index.models import QuestionPlan, Status

_PICTURE = re.compile(
    r"\bnational(?:ly)?\b.{0,20}\b(?:picture|position|situation|story|state|view|overview)\b"
    r"|\b(?:picture|position|situation|state of play|how (?:is|are|was|were|did|does|do))\b.{0,60}"
    r"\b(?:national(?:ly)?|across (?:the )?(?:country|england|service)|countrywide)\b"
    r"|\bwhat (?:is|was|are|were|'s).{0,20}\bnational(?:ly)?\b.{0,20}\blike\b"
    r"|\boverall picture\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:annual|national|thematic) (?:inspection |probation )?reports?\b", re.I)
"""A question of what that report says: examples of places are beside it."""
WORDS, MOST = 60, 3
EXAMPLE_WORDS, EXAMPLES = 24, 2
LONGEST = 36


def asks_national(plan: QuestionPlan) -> bool:
    """Whether a question asks how a standard stands across the country."""
    open_ended = plan.wants not in {"number", "percent", "date", "money", "duration"}
    bare = not plan.places and not plan.unknown and not plan.ratings
    listed = plan.aggregate in {None, "list"}
    picture = bool(_PICTURE.search(plan.standalone))
    return bool(plan.standards) and bare and listed and open_ended and picture


def compose_national(request: Request) -> Status:
    """The counts by rating, the national report's findings on the standard, and examples."""
    reports = request.national_reports()
    if not reports:
        return "not_found"
    newest = max(reports, key=lambda r: request.knowledge.info(r).published)
    standard = request.plan.standards[0]
    counted = say_national_counts(request, standard)
    found = _findings(request, newest, standard)
    for point in found:
        request.build.quote(point.source(request.knowledge), bullet=True)
    if not counted and not found:
        return "not_found"
    if not _NAMED.search(request.plan.standalone):
        _examples(request, standard)
    return "answered"


def _findings(request: Request, report: str, standard: str) -> list[Point]:
    """Sentences of the standard's chapter that judge, else those that name the standard."""
    whole = [p for p in request.knowledge.by_report[report] if p.standard == standard]
    if told := judging(request, whole):
        return sorted(spread(told, WORDS, MOST), key=lambda p: p.passage.ordinal)
    ranked = find_sentences(request.knowledge, request.plan, [report], skip=request.skip)
    named = phrases.standard_name(request.knowledge, "", standard).lower()
    near = [
        Point(f.passage, f.start, f.end)
        for f in ranked
        if enough(request, f) and named in f.text.lower()
    ]
    fitting = [
        p
        for p in near
        if _is_general(request, p)
        and reads(p.text) != "plain"
        and stands_alone(p.text)
        and p.length <= LONGEST
    ]
    first: dict[str, Point] = {}
    for point in fitting:
        first.setdefault(point.passage.id, point)
    return sorted(within(list(first.values()), WORDS, MOST), key=lambda p: p.passage.ordinal)


def _is_general(request: Request, point: Point) -> bool:
    """Whether a sentence speaks of the whole service: of no one place, and not of ratings again."""
    rated = any(r.word in point.text for s in request.knowledge.schemes.schemes for r in s.ratings)
    return not rated and not request.knowledge.names.find(point.text)


def _examples(request: Request, standard: str) -> None:
    """A criticism, or praise, from the reports of places that are held: the newest ones first."""
    wanted: Polarity = "strength" if wanted_reading(request.plan) == "high" else "improvement"
    rows = sorted(held_rows(request), key=lambda r: r.date, reverse=True)
    shown = 0
    for row in rows:
        found = leading(request, points(request, row.own_report or "", wanted, (standard,)))
        short = [p for p in found if p.length <= EXAMPLE_WORDS]
        if short and shown < EXAMPLES:
            lead = phrases.title(row)
            request.build.quote(short[0].source(request.knowledge), bullet=True, lead=lead)
            shown += 1

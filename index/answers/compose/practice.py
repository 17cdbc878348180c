"""Effective practice: what reports hold up as worth copying, each example with its place."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.points import Point, leading, points, stands_alone
from index.answers.compose.recurring import held_rows
from index.answers.compose.request import Request
from index.answers.compose.scope import scope_standards
from index.answers.compose.themes import topic_of
from index.answers.english import all_stems, content_stems
from index.answers.sense import reads, reads_point
from index.answers.sentences import sentence_ranges
from index.models import Place, QuestionPlan, Status
from ingest.models import Passage

_PRACTICE = re.compile(
    r"\b(?:effective|good|best|notable|promising|innovative|excellent|outstanding|exemplary)"
    r" (?:practices?|examples?|ideas?)\b"
    r"|\bexamples? of (?:good|great|what works|effective|innovat\w+)"
    r"|\bworth (?:copying|sharing|spreading|stealing|replicating)\b|\binnovat\w+"
    r"|\b(?:copy|replicate|nick|steal|borrow|learn) from\b"
    r"|\bh[eo]ld(?:s|ing)? up as (?:an? )?(?:good|example)",
    re.IGNORECASE,
)
_ASKING = content_stems(
    "effective good best notable promising innovative innovation innovations excellent outstanding"
    " exemplary practice practices example examples idea ideas worth copying sharing spreading"
    " stealing replicating copy replicate nick steal borrow learn held hold holds up pick picked"
    " picks out annual report reports highlight highlighted highlights identify identified found"
    " find see saw spot spotted mention mentioned flag flagged across all pdus places anywhere"
    " national nationally praise praised single singled give show list something anything"
)
_MARKED = re.compile(
    r"\b(?:effective practice|good practice|good examples?|examples? of (?:good|effective)"
    r"|innovati\w+|creative(?:ly)?|impressive|excellent|exemplary|pioneer\w*|first of its kind"
    r"|stood out|commendable|particularly (?:effective|strong|impressive))\b",
    re.IGNORECASE,
)
"""How reports mark what they hold up."""
WORDS, MORE_WORDS = 110, 300
LONGEST = 32
MOST, MORE = 5, 12


def asks_practice(plan: QuestionPlan) -> bool:
    """Whether a question asks for practice that is worth copying."""
    fits = plan.intent in {"finding", "strengths", "summary", "comparison"} and not plan.unknown
    return fits and bool(_PRACTICE.search(plan.standalone))


def compose_practice(request: Request, places: Sequence[Place]) -> Status:
    """Examples with their places: of the places named, else the nation's reports first."""
    named = places or request.plan.regions or request.plan.either
    places = _meant(request, places)
    if named and not places:
        return "not_found"
    annual = request.plan.national and bool(request.national_reports())
    national = [p for r in request.national_reports() for p in _examples(request, r, places)]
    own = [] if annual else _of_places(request, places)
    topic = topic_of(request) - _ASKING
    found = _about(request, [*national, *own], topic)
    if not found:
        return "not_found"
    more = request.plan.depth == "more"
    most = request.plan.limit or (MORE if more else MOST)
    shown = _shown(found, MORE_WORDS if more else WORDS, most)
    for point in shown:
        info = request.knowledge.info(point.passage.report_id)
        lead = phrases.title_of(info) if len(places) != 1 and info.kind == "pdu" else ""
        request.build.quote(point.source(request.knowledge), bullet=True, lead=lead)
    if len(shown) < len(found):
        request.build.note(
            f"{len(shown)} of {len(found)} examples are shown; ask for more to see the others."
        )
        request.build.suggestions.append("Tell me more")
    return "answered"


def _meant(request: Request, places: Sequence[Place]) -> list[Place]:
    """The places named, with those of a region named; of an ambiguous name all that it may mean."""
    plan = request.plan
    named = [*places, *plan.either]
    regions = {*plan.regions, *(p.name for p in named if p.kind == "region")}
    own = [p for p in named if p.kind != "region" and p.region not in regions]
    known = dict.fromkeys(row.place for row in request.knowledge.table.inspections)
    return [*own, *(p for p in known if p.kind != "region" and p.region in regions)]


def _examples(request: Request, report: str, places: Sequence[Place]) -> list[Point]:
    """Passages of a national report that hold up one place, or say outright that they do."""
    found = []
    every = request.knowledge.by_report[report]
    heralded = {p.section for p in every if _MARKED.search(p.text) and p.type != "footnote"}
    for passage in every:
        if passage.type not in {"paragraph", "bullet"} or passage.id in request.skip:
            continue
        ranges = sentence_ranges(passage.text)
        named = _named(request, passage, ranges[0])
        if places and not (named & {p.name for p in places}):
            continue
        a, b = ranges[0]
        praised = passage.section in heralded or any(
            reads(passage.text[x:y]) == "high" for x, y in ranges
        )
        if len(named) == 1 and praised and reads_point(passage.text) in {"high", "plain"}:
            found.append(_whole(Point(passage, a, b)))
            continue
        marked = [
            Point(passage, x, y)
            for x, y in ranges
            if _MARKED.search(passage.text[x:y])
            and reads(passage.text[x:y]) != "low"
            and _is_concrete(passage.text[x:y])
        ]
        found += marked[:1] if not places else []
    return [p for p in found if stands_alone(p.text)]


def _named(request: Request, passage: Passage, span: tuple[int, int]) -> set[str]:
    text = passage.text[slice(*span)]
    units = [p for m in request.knowledge.names.find(text) for p in m.places]
    return {p.name for p in units if p.kind == "pdu"}


def _is_concrete(sentence: str) -> bool:
    """Whether a sentence tells a practice, and does not only say that there is some."""
    return bool(
        re.search(
            r"\b(?:such as|including|for example|for instance|(?:one|an|another) example)\b",
            sentence,
            re.IGNORECASE,
        )
    )


def _whole(point: Point) -> Point:
    """A short example with the sentence after it, which often tells what was done."""
    after = [r for r in sentence_ranges(point.passage.text) if r[0] >= point.end]
    if after and len(point.passage.text[point.start : after[0][1]].split()) <= LONGEST:
        return point._replace(end=after[0][1])
    return point


def _of_places(request: Request, places: Sequence[Place]) -> list[Point]:
    """Strengths of the places' own reports: those that the report itself marks, then the others."""
    names = {p.name for p in places}
    rows = [r for r in held_rows(request) if not names or r.place.name in names]
    if names:
        dated = [r for p in places for r in request.inspections(p) if r.own_report]
        rows = dated or rows
    marked: list[Point] = []
    others: list[Point] = []
    for row in rows:
        for point in leading(
            request,
            points(request, row.own_report or "", "strength", scope_standards(request, row)),
        ):
            (marked if _MARKED.search(point.passage.text) else others).append(point)
    return [*marked, *others] if names else marked


def _about(request: Request, found: Sequence[Point], topic: frozenset[str]) -> list[Point]:
    """Those on the subject that the question names: by words, or by their standard."""
    if topic:
        terms = [all_stems(e) for e in request.knowledge.expand(request.plan.search)]
        terms = [t for t in terms if t - _ASKING]
        return [p for p in found if _speaks(p, topic, terms)]
    standards = request.plan.standards
    return [p for p in found if not standards or p.passage.standard in standards]


def _speaks(point: Point, topic: frozenset[str], terms: Sequence[frozenset[str]]) -> bool:
    """Whether a point or its heading has the words of the subject, or a term that stands for it."""
    around = all_stems(point.passage.text).union(*(all_stems(h) for h in point.passage.section))
    return topic <= around or any(t <= around for t in terms)


def _shown(found: Sequence[Point], words: int, most: int) -> list[Point]:
    """One of each section before a second of any, what is easy to read first."""
    turns: dict[tuple[str, ...], int] = {}
    ranked = []
    for at, point in enumerate(found):
        key = (point.passage.report_id, *point.passage.section)
        turns[key] = turns.get(key, 0) + 1
        ranked.append((point.length > LONGEST, turns[key], at, point))
    chosen: list[Point] = []
    for _, _, _, point in sorted(ranked, key=lambda r: r[:3]):
        if len(chosen) < most and (not chosen or point.length <= words):
            chosen.append(point)
            words -= point.length
    return sorted(chosen, key=lambda p: found.index(p))

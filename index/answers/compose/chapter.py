"""What a national report says in its chapter on a subject: its counts, then its findings."""

import re
from collections.abc import Sequence

from index.answers.carries import HAS_SHARE
from index.answers.compose import phrases
from index.answers.compose.points import LINK, Point, stands_alone
from index.answers.compose.request import Request
from index.answers.compose.standard import say_national_counts
from index.answers.compose.themes import topic_of, wanted_reading
from index.answers.english import all_stems, content_stems, words
from index.answers.intents import UNITS
from index.answers.sense import Reading, reads
from index.models import QuestionPlan, Status
from ingest.models import Passage

WORDS, MOST = 105, 5
MORE_WORDS, MORE = 240, 12
LONGEST, LONGEST_TWO, FEW = 38, 55, 3
"""Words of a sentence that is quoted from a chapter, and of two; how few judgements are few."""
_ASKING = content_stems(
    "annual national nationally report country england wales chief inspector inspectors hmip"
    " inspectorate year last this newest latest whole service thematic thematics across regions"
    " regional region say says said found find findings conclude concluded mention cover"
    " covered write written told tell view verdict message messages take picture state area"
    " saying says telling reporting finding praise for"
    " overall summarise summary sum up main key point points theme themes situation position"
    " quality delivered delivery doing good bad positive negative anything something short falling"
)
_METHOD = re.compile(
    r"\bwe (?:also )?(?:look|judge|assess|consider|expect|aim|split|inspect|rate|award|combine"
    r"|aggregate)\b"
    r"|\b(?:sets? out|establish(?:es|ed) clear|gives? .{0,60} the right|covers the|is designed to"
    r"|are designed to|previous inspections|expectations|considers)\b",
    re.IGNORECASE,
)
"""What tells of the method and the rules, not of what was found."""
_FOUND = re.compile(
    r"\b(?:found|saw|noted|told|said|reported|was|were|had|did"
    r"|(?:have|has) (?:\w+ )?(?:improved|continued|become|impacted|been))\b",
    re.IGNORECASE,
)
_ORDINARY = content_stems("work working with of people on probation and the strategic services")
"""Words of a heading that a question may leave out: "Work with women" is about women."""
_OTHER = re.compile(r"\b(?:appendix|annex|contents|publications?)\b", re.IGNORECASE)


def asks_chapter(plan: QuestionPlan, *, national: bool) -> bool:
    """Whether a question asks in the open what is said of a subject, and of no place.

    `national`: only where it asks for the nation, or names a national report.
    """
    fits = plan.intent in {"finding", "summary", "strengths", "improvements"}
    bare = not (plan.places or plan.unknown or plan.either or plan.ratings or plan.regions)
    rows = UNITS.search(plan.standalone) and plan.aggregate is not None
    wide = plan.wants in {"text", "list"} or _WHERE.match(plan.standalone)
    of_regions = bool(_REGIONS.search(plan.standalone))
    wide = wide or bool(plan.standards and of_regions) or _ANYTHING.search(plan.standalone)
    nation = plan.national or of_regions
    elsewhere = _BESIDE.search(plan.standalone) or (_EACH.search(plan.standalone) and not nation)
    return bool(fits and bare and wide and not elsewhere and (nation or not (national or rows)))


def compose_chapter(request: Request) -> Status:
    """Counts of the chapter's standard, then sentences that judge, one of each section first."""
    chapter = chapter_on(request)
    found = judging(request, chapter)
    if not found:
        return "not_found"
    request.build.heading(request.knowledge.info(chapter[0].report_id).title)
    standard = _standard(request, chapter)
    if standard and not request.skip:
        say_national_counts(request, standard)
    more = request.plan.depth == "more"
    words, most = (MORE_WORDS, MORE) if more else (WORDS, request.plan.limit or MOST)
    if request.plan.depth == "line":
        most = 1
    shown = spread(found, words, most)
    for point in sorted(shown, key=lambda p: (p.passage.ordinal, p.start)):
        request.build.quote(point.source(request.knowledge), bullet=True)
    if len(shown) < len(found):
        request.build.suggestions.append("Tell me more")
    return "answered"


def _standard(request: Request, chapter: Sequence[Passage]) -> str | None:
    """The standard that a chapter is about, where it is all that the report says on it."""
    standards = {p.standard for p in chapter}
    every = request.knowledge.by_report[chapter[0].report_id]
    if len(standards) != 1 or len(chapter) < sum(p.standard in standards for p in every):
        return None
    return standards.pop()


def chapter_on(request: Request) -> list[Passage]:
    """The passages under the heading that names the whole subject; none where no heading does."""
    topic = topic_of(request) - _ASKING
    for standard in () if topic else request.plan.standards:
        topic |= content_stems(phrases.standard_name(request.knowledge, "", standard))
    if not topic:
        return []
    terms = [all_stems(e) for e in request.knowledge.expand(request.plan.search)]
    bare = _in_terms(request, topic)
    reports = request.national_reports()
    for report in sorted(reports, key=lambda r: request.knowledge.info(r).published, reverse=True):
        passages = request.knowledge.by_report[report]
        paths = dict.fromkeys(p.section[: i + 1] for p in passages for i in range(len(p.section)))
        named = [path for path in paths if _names(path, topic, ()) or _names(path, bare, terms)]
        if named:
            path = min(named, key=len)
            return [p for p in passages if p.section[: len(path)] == path]
    return _of_standard(request, reports, topic)


def _of_standard(request: Request, reports: Sequence[str], topic: frozenset[str]) -> list[Passage]:
    """The passages on the standard for which a subject is an everyday word: "court reports"."""
    text = f" {' '.join(w.lower for w in words(request.plan.search))} "
    keys = {
        s.key
        for scheme in request.knowledge.schemes.schemes
        for s in scheme.standards
        for phrase in s.everyday
        if " " in phrase.replace("-", " ")
        and f" {phrase.replace('-', ' ').lower()} " in text
        and topic <= content_stems(phrase)
    }
    for report in sorted(reports, key=lambda r: request.knowledge.info(r).published, reverse=True):
        own = [p for p in request.knowledge.by_report[report] if p.standard in keys]
        if own and len(keys) == 1:
            return own
    return []


def _names(path: tuple[str, ...], topic: frozenset[str], terms: Sequence[frozenset[str]]) -> bool:
    """Whether the last heading of a path is about the subject, or about it and a like one.

    "Diversity and inclusion" is the chapter on diversity; "Probation officer vacancies" is none on
    officers.
    """
    if any(_OTHER.search(head) for head in path):
        return False
    head = content_stems(path[-1])
    known = topic | _ORDINARY | _all(terms)
    named = topic <= head | _ORDINARY
    whole = named and (bool(topic & head) or any(t and t <= head for t in terms))
    parts = [content_stems(part) for part in _PARTS.split(path[-1])]
    return whole and any(own and own <= known for own in (p - _ORDINARY or p for p in parts))


_REGIONS = re.compile(r"\bregions\b", re.IGNORECASE)
_BESIDE = re.compile(
    r"^\W*(?:and |so )?(?:what|how) about\b|\b(?:should|recommend\w*|must|ought)\b", re.IGNORECASE
)
"""What points at something said before, and what is yet to be done."""
_EACH = re.compile(
    r"\b(?:all|each|every|across|both|two|three|four|five|\d+) (?:of )?(?:the |these |your )?"
    r"(?:two |three |four |five |\d+ )?(?:pdu )?(?:reports?|pdus?|places?|inspections)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"^\W*where\b", re.IGNORECASE)
_ANYTHING = re.compile(
    r"\b(?:anything|something) (?:good|bad|positive|negative|wrong|to praise)\b", re.IGNORECASE
)
_PARTS = re.compile(r",? and |, |/", re.IGNORECASE)


def _in_terms(request: Request, topic: frozenset[str]) -> frozenset[str]:
    """The subject without everyday words for which the field has a term: "community payback".

    A word that the term has itself ("reset": Probation Reset) tells the subject and stays.
    """
    text = f" {' '.join(w.lower for w in words(request.plan.search))} "
    said = [
        content_stems(phrase) - {s for term in t.terms for s in content_stems(term)}
        for t in request.knowledge.schemes.terms.everyday
        for phrase in t.everyday
        if f" {phrase.lower()} " in text
    ]
    return topic.difference(*said)


def _all(terms: Sequence[frozenset[str]]) -> frozenset[str]:
    return frozenset(s for t in terms for s in t)


def judging(request: Request, chapter: Sequence[Passage], *, every: bool = False) -> list[Point]:
    """Sentences that praise or criticise, as asked, and make sense alone.

    `every`: also those that only tell, where neither praise nor criticism is asked for.
    """
    wanted = wanted_reading(request.plan)
    prose = [p for p in chapter if _is_prose(request, p)]
    found = [point for p in prose for point in _of_passage(request, p, wanted)]
    if (every or len(found) < FEW) and wanted == "plain":
        # A short chapter that tells what was done, and judges little.
        told = [point for p in prose for point in _of_passage(request, p, None)]
        found = sorted({*found, *told}, key=lambda p: (p.passage.ordinal, p.start))
    return found


def _is_prose(request: Request, passage: Passage) -> bool:
    return passage.type in {"paragraph", "bullet"} and passage.id not in request.skip


def _of_passage(request: Request, passage: Passage, wanted: Reading | None) -> list[Point]:
    """Of one passage, what says outright that it was found before what may be general.

    `wanted`: "plain" for either reading; None for all that was found, judged or not.
    """
    found: list[Point] = []
    before = 0
    for a, b in request.knowledge.sentences(passage):
        # "However, …" is half of what was found: the other half stands before it.
        turned = bool(LINK.match(passage.text, a, b))
        point = Point(passage, before if turned else a, b)
        text, before = point.text, a
        beside = _rates(request, text) or _METHOD.search(text)
        short = point.length <= (LONGEST_TWO if turned else LONGEST)
        if _fits(passage.text[a:b], wanted) and short and not beside and stands_alone(text):
            found = [p for p in found if p.end <= point.start]
            found.append(point)
    return sorted(found, key=lambda p: not _FOUND.search(p.text))


def _fits(text: str, wanted: Reading | None) -> bool:
    """Whether a sentence reads as wanted: a share that was found is a judgement as well."""
    reading, told = reads(text), bool(_FOUND.search(text))
    if wanted == "plain":
        return reading != "plain" or (told and bool(HAS_SHARE.search(text)))
    return told if wanted is None else reading == wanted


def _rates(request: Request, text: str) -> bool:
    """Whether a sentence says ratings, which stand above it as counts."""
    words = [r.word for s in request.knowledge.schemes.schemes for r in s.ratings]
    return any(f"'{w}'" in text.replace("’", "'") for w in words)


def spread(found: Sequence[Point], words: int, most: int) -> list[Point]:
    """One of each section before a second of any, what says that it was found first."""
    by_passage: dict[str, int] = {}
    by_section: dict[tuple[str, ...], int] = {}
    ranked = []
    for at, point in enumerate(found):
        turn = by_passage[point.passage.id] = by_passage.get(point.passage.id, 0) + 1
        ranked.append((turn, at, point))
    ordered = []
    for turn, at, point in sorted(ranked, key=lambda r: r[:2]):
        seen = by_section[point.passage.section] = by_section.get(point.passage.section, 0) + 1
        general = not _FOUND.search(point.text)
        aside = not any("finding" in head.lower() for head in point.passage.section)
        ordered.append((seen, general, aside, turn, at, point))
    chosen: list[Point] = []
    for *_, point in sorted(ordered, key=lambda r: r[:5]):
        if len(chosen) < most and (not chosen or point.length <= words):
            chosen.append(point)
            words -= point.length
    return chosen

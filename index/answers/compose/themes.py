"""A subject over all reports: what is said of each place, with its date, and who is silent."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from index.answers.carries import HAS_FIGURE
from index.answers.compose import phrases
from index.answers.compose.common import compose_common
from index.answers.compose.findings import enough
from index.answers.compose.points import stands_alone
from index.answers.compose.recurring import held_rows
from index.answers.compose.request import Request
from index.answers.compose.share import share_of
from index.answers.english import all_stems, content_stems
from index.answers.evidence import Found, find_sentences, source_of
from index.answers.intents import IMPROVEMENTS, STRENGTHS
from index.answers.question_text import CASES_WORDS, PLANS_WORDS
from index.answers.sense import CONTRAST, Reading, reads
from index.models import QuestionPlan, Status
from index.ratings.table import Inspection

_REPORTS = (
    r"(?:(?:pdu |inspection )?reports?|inspections|places|areas|units|pdus?|regions|teams|library)"
)
_ACROSS = re.compile(
    rf"\bacross (?:\w+ ){{0,3}}{_REPORTS}\b|\bacross the (?:board|piece)\b"
    rf"|\b(?:all|each|every|most|both|these|any) (?:of )?(?:the |your |our )?"
    rf"(?:two |three |four |five |\d+ )?(?:\w+ )?{_REPORTS}\b"
    r"|\b(?:do|did|does|have|what) (?:the |these |your )?(?:\w+ ){0,2}reports (?:all )?"
    r"(?:say|said|find|found|tell|report|mention|conclude|think|make|have|describe|show|cover|list"
    r"|offer|note|raise|highlight|praise|critici[sz]e)\b"
    rf"|\b(?:which|what) {_REPORTS}\b|\bwhere (?:did|do|was|were|is|are|has|have)\b"
    r"|\bcommon(?:ly|est)?\b(?! (?:law|sense))|\brecur\w*|\brepeated(?:ly)?\b|\bcom(?:es?|ing) up\b"
    r"|\bcame up\b|\bthemes?\b|\bpatterns?\b|\btrends?\b|\beverywhere\b|\banywhere\b|\bshared?\b"
    r"|\bplace by place\b|\breport by report\b|\bof the (?:two|three|four|five)\b(?! regions)",
    re.IGNORECASE,
)
_EACH = re.compile(
    rf"\b(?:all|each|every|across) (?:of )?(?:the |these |your |our )?"
    rf"(?:two |three |four |five |\d+ )?{_REPORTS}\b|\bacross all \w+ {_REPORTS}\b",
    re.IGNORECASE,
)
_ONE_BY_ONE = re.compile(
    rf"\b(?:each|every) (?:of )?(?:the )?{_REPORTS}\b"
    rf"|\b(?:two|three|four|five|\d+) (?!regions){_REPORTS}\b"
    r"|\bplace by place\b|\breport by report\b",
    re.IGNORECASE,
)
"""A figure of each place, not of all together: "across all PDUs" may mean a mean."""
_NATION = re.compile(r"\bannual\b|\bnational(?:ly)?\b|\bcountry\b|\bengland\b", re.IGNORECASE)
_SHARED = re.compile(
    r"\bin common\b|\bcommon (?:weak|strength|problem|issue|theme|find|criticism)"
    r"|\brecurring\b|\bkeeps? coming up\b|\bthemes\b",
    re.IGNORECASE,
)
"""What a table cannot answer, though a region or places in general are named."""
_CRITICAL = re.compile(
    r"\b(?:struggl\w+|difficult(?:y|ies)|trouble[sd]?|issues?|poor(?:ly)?|weak\w*|fail\w*"
    r"|short(?: of)?"
    r"|worst|lack(?:s|ed|ing)?|gaps?|insufficient(?:ly)?|barriers?|challeng\w+"
    r"|not (?:good|enough))\b",
    re.IGNORECASE,
)
_ASKING = content_stems(
    "common commonly recurring recur recurrent repeated repeatedly theme themes pattern patterns"
    " trend trends across all reports report library inspections pdus places areas units regions"
    " everywhere anywhere shared share struggle struggled struggling difficulty difficulties"
    " trouble"
    " weakness weaknesses strength strengths problem problems issue issues challenge challenges"
    " criticism criticisms criticised criticise praised praise concerns concern failing failings"
    " improvement improve improved main key biggest frequent frequently often usual typical"
    " well badly poor poorly weak best good worked working work went say said tell mention find"
    " finding findings found leading four five three two coming come came standard standards"
    " compare compared comparing comparison two both difference differences contrast inspections"
    " section chapter list show give name every each part parts"
    " strong stronger strongest like need know"
    " positive positives negative negatives inspectors anything everything board piece"
    " describe show cover offer note raise highlight falling talk talks refer refers discuss"
    " discusses speak speaks touch touches bring brings word words"
)
PLACE_WORDS, NATIONAL_WORDS = 32, 30
"""Words of the quotation of one place, and of a national report beside places."""
ALL_WORDS, LEAD_WORDS = 125, 5
"""Words of all quotations with the places in front of them."""
NATIONAL = 2
"""Places that only a national report speaks of."""
WHOLE = 0.95
MANY_PLACES = 6
"""Places that are quoted; the others are named."""
CLOSE = 1.0
"""How much less likely, in log odds, a shorter sentence may be and still be taken."""
UNSURE = 0.12
"""Least confidence of a sentence that has the words asked about."""
ABOUT = 0.55
"""Share of the subject, by the weight of its words, that such a sentence or its passage names."""


class _Said(NamedTuple):
    """What one report says on the subject."""

    name: str
    found: Found
    reading: Reading


def asks_theme(request: Request) -> bool:
    """Whether a question is put to all reports alike: common problems, who struggled with what."""
    plan = request.plan
    each = bool(_ONE_BY_ONE.search(plan.standalone)) and plan.intent in {"figure", "comparison"}
    open_ended = plan.wants not in {"number", "percent"}
    fits = plan.intent in {"finding", "strengths", "improvements"} and open_ended
    shared = plan.intent == "table" and bool(_SHARED.search(plan.standalone))
    one = plan.places or plan.unknown or plan.ratings or (plan.either and not shared)
    if one or plan.search in {CASES_WORDS, PLANS_WORDS} or not (fits or each or shared):
        return False
    judged = plan.intent in {"strengths", "improvements"} and bool(plan.standards)
    whole = (
        plan.national
        and not each
        and (not _EACH.search(plan.standalone) or _NATION.search(plan.standalone))
    )
    if whole or not (judged or each or shared or _ACROSS.search(plan.standalone)):
        return False
    return len(held_rows(request)) > 1


def compose_theme(request: Request) -> Status:
    """By place, with dates; where no subject is named, the points that several reports share."""
    rows = held_rows(request)
    wanted = wanted_reading(request.plan)
    topic = topic_of(request)
    if not topic:
        return compose_common(request, rows, wanted)
    said = [s for row in rows if (s := _of_row(request, row, topic, wanted))]
    national = _national(request, topic, wanted, {r.place.name for r in rows})
    if not said and not national:
        request.build.fixed(phrases.NOT_SAID)
        _note_looked_at(request, rows)
        return "not_found"
    said.sort(key=lambda s: (s.reading != wanted != "plain", -round(s.found.score, 6), s.name))
    shown = _fitting(said, ALL_WORDS - (NATIONAL_WORDS if national else 0))
    _say(request, shown)
    if national:
        request.build.heading(national[0].name)
    for each in national:
        _quote(request, each._replace(name=""))
    _say_rest(request, rows, said, shown)
    return "answered"


def wanted_reading(plan: QuestionPlan) -> Reading:
    """Whether criticism or praise is asked for; "plain" where either is."""
    bad = bool(IMPROVEMENTS.search(plan.standalone) or _CRITICAL.search(plan.standalone))
    good = bool(STRENGTHS.search(plan.standalone))
    if bad == good:
        return "plain"
    return "low" if bad else "high"


def _is_measured(plan: QuestionPlan) -> bool:
    """Whether a figure is asked for."""
    return plan.intent == "figure" or plan.wants in {"number", "percent"}


def topic_of(request: Request) -> frozenset[str]:
    """Stems of the subject: without asking words and what only names the standard."""
    plan = request.plan
    left = content_stems(plan.search) - _ASKING
    if plan.standards:
        named = {
            name
            for scheme in request.knowledge.schemes.schemes
            for standard in scheme.standards
            if standard.key in plan.standards
            for name in (*standard.names, *standard.aspiration, standard.key.replace("_", " "))
        }
        left -= content_stems(" ".join(named))
    chapters = [
        w for s in request.knowledge.schemes.schemes for ws in s.chapter_words.values() for w in ws
    ]
    for chapter in chapters:
        if chapter.lower() in plan.standalone.lower():
            left -= content_stems(chapter)
    return frozenset(left)


def _of_row(
    request: Request, row: Inspection, topic: frozenset[str], wanted: Reading
) -> _Said | None:
    """The sentence of one place's report that says most on the subject, as asked."""
    best = _best(request, [row.own_report or ""], topic, wanted)
    return _Said(phrases.title(row), best, reading_of(best)) if best else None


def _national(
    request: Request, topic: frozenset[str], wanted: Reading, held: Collection[str]
) -> list[_Said]:
    """What a national report says: of places whose own reports are not held, else in general."""
    reports = request.national_reports()
    found = sentences_on(request, reports, topic, wanted) if reports else []
    found = [
        f
        for f in found
        if len(f.text.split()) <= PLACE_WORDS and not _opposed(reading_of(f), wanted)
    ]
    units: dict[str, Found] = {}
    for f in found:
        named = [p for m in request.knowledge.names.find(f.text) for p in m.places]
        own = [p.name for p in named if p.kind == "pdu" and p.name not in held]
        if len(own) == 1:
            units.setdefault(own[0], f)
    one_report = [f for f in units.values() if f.passage.report_id == found[0].passage.report_id]
    chosen = one_report[:NATIONAL] or found[:1]
    title = request.knowledge.info
    return [
        _Said(phrases.short_title(title(f.passage.report_id).title), f, reading_of(f))
        for f in chosen
    ]


def sentences_on(
    request: Request, reports: Sequence[str], topic: frozenset[str], wanted: Reading
) -> list[Found]:
    """Sentences of these reports on the subject that read as asked, or the other way."""
    found = find_sentences(request.knowledge, request.plan, reports, skip=request.skip)
    measured = _is_measured(request.plan)
    fitting = [
        f
        for f in found
        if f.passage.type in {"bullet", "paragraph", "numbered"}
        and not _is_advice(f)
        and stands_alone(f.text)
        and _on(request, f, topic)
        and (not measured or HAS_FIGURE.search(f.text))
    ]
    # What names the whole subject before what comes near it; each group by likelihood, as found.
    fitting.sort(key=lambda f: share_of(request, topic, all_stems(f.text)) < WHOLE)
    if wanted != "plain":
        # What is said to the contrary shows where places differ; what says neither is beside it.
        fitting = [f for f in fitting if reading_of(f) != "plain"]
        fitting.sort(key=lambda f: reading_of(f) != wanted)
    return fitting


def _best(
    request: Request, reports: Sequence[str], topic: frozenset[str], wanted: Reading
) -> Found | None:
    """The best of them, or a shorter one that is about as good."""
    fitting = sentences_on(request, reports, topic, wanted)
    if not fitting:
        return None
    best = fitting[0]
    brief = [
        f
        for f in fitting
        if len(f.text.split()) <= PLACE_WORDS
        and f.score >= best.score - CLOSE
        and reading_of(f) == reading_of(best)
    ]
    return next(iter(brief), best)


def _opposed(reading: Reading, wanted: Reading) -> bool:
    return {reading, wanted} == {"low", "high"}


def _on(request: Request, found: Found, topic: frozenset[str]) -> bool:
    """Whether a sentence is on the subject: it has its words, or is likely the answer."""
    own = all_stems(found.text)
    around = own.union(
        all_stems(found.passage.text), *(all_stems(h) for h in found.passage.section)
    )
    if share_of(request, topic, around) < ABOUT:
        return False
    shared = share_of(request, topic, own)
    if shared >= ABOUT:
        return found.confidence >= (UNSURE if shared < 1 else UNSURE / 2)
    return enough(request, found)


def _is_advice(found: Found) -> bool:
    return any("recommendation" in head.lower() for head in found.passage.section)


def reading_of(found: Found) -> Reading:
    """As the report sorts the point, unless the sentence itself reads the other way."""
    if CONTRAST.search(found.text):
        return reads(found.text)
    if found.passage.polarity == "improvement":
        return "low"
    return "high" if found.passage.polarity == "strength" else reads(found.text)


def _fitting(said: Sequence[_Said], words: int) -> list[_Said]:
    shown: list[_Said] = []
    for each in said:
        length = len(each.found.text.split()) + LEAD_WORDS
        if len(shown) < MANY_PLACES and (not shown or length <= words):
            shown.append(each)
            words -= length
    return shown


_TITLES: dict[Reading, str] = {
    "low": "Where it was a concern",
    "high": "Where it was better",
    "plain": "Also said",
}


def _say(request: Request, shown: Sequence[_Said]) -> None:
    """Place by place; under headings where it was praised in one and criticised in another."""
    readings = {s.reading for s in shown}
    differ = {"low", "high"} <= readings and not _is_measured(request.plan)
    for reading, title in _TITLES.items():
        own = [s for s in shown if s.reading == reading] if differ else list(shown)
        if own and differ:
            request.build.heading(title)
        for each in own:
            _quote(request, each)
        if not differ:
            break


def _quote(request: Request, said: _Said) -> None:
    f = said.found
    source = source_of(request.knowledge, f.passage, f.start, f.end)
    request.build.quote(source, bullet=True, lead=said.name)


def _say_rest(
    request: Request, rows: Sequence[Inspection], said: Sequence[_Said], shown: Sequence[_Said]
) -> None:
    """The places that are not quoted: those with more to say, and those that say nothing."""
    names = [phrases.title(r) for r in rows]
    more = [s.name for s in said if s not in shown]
    silent = [n for n in names if n not in {s.name for s in said}]
    if more:
        request.build.fixed(f"More on this is in the reports on {phrases.joined(more)}.")
        request.build.suggestions.append("Tell me more")
    if silent:
        request.build.fixed(f"Nothing on this was found for {phrases.joined(silent)}.")


def _note_looked_at(request: Request, rows: Sequence[Inspection]) -> None:
    names = phrases.joined([phrases.title(r) for r in rows])
    request.build.note(f"Looked at: the reports on {names}.")

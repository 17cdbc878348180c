"""Strengths, areas for improvement, or both, of places: as the report sorts them, else as read."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.answers.compose import phrases
from index.answers.compose.findings import compose_finding, status_of
from index.answers.compose.points import (
    NOT_SORTED,
    Point,
    Polarity,
    leading,
    part_of,
    points,
    stands_alone,
    unsorted,
    within,
)
from index.answers.compose.ratings import say_not_held
from index.answers.compose.request import Request
from index.answers.compose.scope import scope_standards
from index.answers.compose.themes import topic_of
from index.answers.english import content_stems
from index.answers.intents import IMPROVEMENTS, STRENGTHS
from index.answers.sense import Reading, reads
from index.models import Place, QuestionPlan, Status
from index.ratings.table import Inspection

TITLES: dict[Polarity, str] = {"strength": "Strengths", "improvement": "Areas for improvement"}
ONE_LIST, EACH_OF_TWO = (85, 5), (46, 3)
"""Words of quotations and how many points, of one list and of each of two."""
MORE = (300, 12)
SENTENCE = 7
"""Words that a sentence has at least."""
LONG_POINT = 45
"""Words that a point may have where so many points are asked for."""
EVERY = re.compile(
    r"\b(?:every|each|all(?! (?:about|over|in all))|full list|complete list|whole list)\b",
    re.IGNORECASE,
)
"""Words that ask for a list whole."""


_READINGS: dict[Polarity, tuple[Reading, ...]] = {
    "strength": ("high", "plain"),
    "improvement": ("low",),
}
_NO_REPORT = "The library does not hold the report of {name}"


class _Lists(NamedTuple):
    """What is asked for: which lists, how long."""

    polarities: tuple[Polarity, ...]
    words: int
    most: int
    whole: bool


def compose_polarity(request: Request, places: Sequence[Place], polarity: Polarity) -> Status:
    """The leading strengths, or areas for improvement, or both, under the place and its date.

    All of them where all are asked for.
    """
    lists = _lists(request.plan, polarity, len(places))
    missing = 0
    lost = False
    for place in places:
        row = next((r for r in request.inspections(place) if r.own_report), None)
        if row is None:
            lost = True
            if place.kind == "region" and topic_of(request):
                # "Criticism of governance in the region": a subject, not a list of a report.
                missing += compose_finding(request, [place]) != "answered"
                continue
            if not _say_nationally(request, place, lists):
                missing += 1
                _say_no_report(request, place, polarity)
            continue
        said = [_say_list(request, row, wanted, lists) for wanted in lists.polarities]
        missing += not any(said)
        lost = lost or not all(said)
    return "partial" if lost and missing < len(places) else status_of(missing, len(places))


def asks_both(plan: QuestionPlan) -> bool:
    """Whether a question asks for what was good and for what was not."""
    return bool(STRENGTHS.search(plan.standalone) and IMPROVEMENTS.search(plan.standalone))


def _lists(plan: QuestionPlan, polarity: Polarity, places: int) -> _Lists:
    both: tuple[Polarity, ...] = ("strength", "improvement")
    polarities = both if asks_both(plan) else (polarity,)
    words, most = EACH_OF_TWO if len(polarities) * places > 1 else ONE_LIST
    if plan.depth == "more":
        words, most = MORE
    elif plan.limit:
        # A number asked for is the number given, for each list and place.
        words, most = plan.limit * LONG_POINT, plan.limit
    return _Lists(polarities, words, most, bool(EVERY.search(plan.standalone)))


def _say_list(request: Request, row: Inspection, polarity: Polarity, lists: _Lists) -> bool:
    """One list of one report under its heading; False where the report lists none."""
    found = _found(request, row, polarity, every=lists.whole)
    title = TITLES[polarity]
    scope = scope_standards(request, row)
    about = ""
    if len(scope) == 1:
        name = phrases.standard_name(request.knowledge, row.scheme, scope[0])
        about = f" in {name}"
    if not found:
        request.build.fixed(
            f"The report on {phrases.title(row)} lists no {title.lower()}{about} that the library "
            "could read."
        )
        return False
    request.build.heading(f"{phrases.title(row)}: {title.lower()}{about}")
    shown = found if lists.whole else within(leading(request, found), lists.words, lists.most)
    shown = sorted(shown, key=lambda p: p.passage.ordinal)
    parts = [part_of(request, p.passage, row.scheme) for p in shown]
    several = len(scope) != 1 and len({part_of(request, p.passage, row.scheme) for p in found}) > 1
    for part in dict.fromkeys(parts):
        for point, own in zip(shown, parts, strict=True):
            if own == part:
                lead = part if several else ""
                request.build.quote(point.source(request.knowledge), bullet=True, lead=lead)
    if unsorted(shown):
        request.build.note(NOT_SORTED)
    if len(shown) < len(found):
        verb = "is" if len(shown) == 1 else "are"
        request.build.note(
            f"{len(shown)} of {len(found)} {title.lower()} {verb} shown; ask for more to see the "
            "others."
        )
        request.build.suggestions.append("Tell me more")
    return True


def _found(request: Request, row: Inspection, polarity: Polarity, *, every: bool) -> list[Point]:
    """The points under the standards asked about, or under the headings that the question names."""
    standards = scope_standards(request, row)
    found = points(request, row.own_report or "", polarity, standards, every=every)
    about = content_stems(request.plan.search) & request.knowledge.headings
    if about and not request.plan.standards:
        topical = [
            p for p in found if about & {s for h in p.passage.section for s in content_stems(h)}
        ]
        return topical or found
    return found


def _say_nationally(request: Request, place: Place, lists: _Lists) -> bool:
    """What national reports praise, or criticise, of a place whose own report is not held."""
    # What a national report tells of one place is an example, unless it reads as criticism.
    wanted = {r for p in lists.polarities for r in _READINGS[p]}
    found = [
        Point(passage, a, b)
        for report in request.national_reports()
        for passage in request.knowledge.naming(report, place)
        if passage.type in {"paragraph", "bullet"}
        for a, b in request.knowledge.sentences(passage)
        if _is_of(request, passage.text[a:b], place) and reads(passage.text[a:b]) in wanted
    ]
    for point in within(found, lists.words, lists.most):
        title = phrases.short_title(request.knowledge.info(point.passage.report_id).title)
        request.build.quote(point.source(request.knowledge), bullet=True, lead=title)
    if found:
        request.build.fixed(f"{_NO_REPORT.format(name=place.name)}; no more is known here.")
    return bool(found)


def _is_of(request: Request, text: str, place: Place) -> bool:
    """Whether a sentence, and no bare name in a list, is about a place."""
    named = {p for m in request.knowledge.names.find(text) for p in m.places}
    return named == {place} and len(text.split()) >= SENTENCE and stands_alone(text)


def _say_no_report(request: Request, place: Place, polarity: Polarity) -> None:
    if request.inspections(place):
        request.build.fixed(
            f"{_NO_REPORT.format(name=place.name)}, so its {TITLES[polarity].lower()} are not "
            "known here."
        )
    else:
        say_not_held(request, place.name)

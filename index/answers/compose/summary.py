"""A report or a standard in a paragraph: ratings, what went well, what did not, what to do."""

from collections.abc import Sequence

from index.answers.compose.findings import status_of
from index.answers.compose.points import judged
from index.answers.compose.polarity import NOT_SORTED, reads_as
from index.answers.compose.ratings import say_not_held, say_overall, say_standard, wanted_standards
from index.answers.compose.request import Request
from index.answers.evidence import source_of
from index.answers.sentences import sentence_ranges
from index.models import Place, Status
from index.ratings.table import Inspection
from ingest.models import Passage


def compose_summary(request: Request, places: Sequence[Place]) -> Status:
    """For each place: its ratings, two strengths, two criticisms and the first recommendation."""
    missing = 0
    for place in places:
        rows = request.inspections(place)
        if not rows:
            missing += 1
            say_not_held(request, place.name)
            continue
        own = [r for r in rows if r.own_report]
        for row in rows:
            if row in own[:1] or not own:
                _summary(request, row)
            elif not wanted_standards(request, row):
                say_overall(request, row)
        if not own:
            missing += 1
            _national(request, place)
            request.build.fixed(
                f"The library does not hold the report of {place.name}; what it knows is from "
                "the ratings table."
            )
    if not any(s.citations for s in request.build.statements):
        return "not_found"
    return "partial" if status_of(missing, len(places)) != "answered" else "answered"


def _national(request: Request, place: Place) -> None:
    """What national reports say of a place whose own report the library does not hold."""
    said = 0
    for report in request.national_reports():
        for passage in request.knowledge.naming(report, place):
            for a, b in sentence_ranges(passage.text):
                named = request.knowledge.names.find(passage.text[a:b])
                about = any(m.places == (place,) for m in named)
                prose = passage.type in {"paragraph", "bullet"} and b - a > len(place.name) + 20
                if about and prose and said < MOST_NATIONAL:
                    request.build.quote(source_of(request.knowledge, passage, a, b), bullet=True)
                    said += 1
                    break


MOST_NATIONAL = 3
"""Sentences of national reports in the summary of a place."""


def _summary(request: Request, row: Inspection) -> None:
    standards = wanted_standards(request, row)
    if standards:
        for standard in standards:
            say_standard(request, row, standard)
    else:
        say_overall(request, row)
    if not row.own_report or request.plan.depth == "line":
        return
    passages = [
        p
        for p in request.knowledge.by_report[row.own_report]
        if not standards or p.standard in standards
    ]
    each = 4 if request.plan.depth == "more" else 2
    good = _of(request, passages, "strength")
    _first_sentences(request, "What went well", good, each)
    bad = _of(request, passages, "improvement")
    _first_sentences(request, "What needed to improve", bad, each, low=True)
    if not standards and (facts := row.of("recommendation")):
        request.build.note(
            f"The report makes {len(facts)} recommendations; ask for them to see the wording."
        )


def _of(request: Request, passages: Sequence[Passage], polarity: str) -> list[Passage]:
    """Bullets of a polarity; where the file lost it or gives none, those that sound so."""
    found = [p for p in passages if p.polarity == polarity]
    if found:
        return _spread(found)
    neutral = [
        p
        for p in passages
        if p.type == "bullet" and p.polarity in {None, "unlabelled"} and p.standard
    ]
    sensed = [p for p in neutral if reads_as(p, polarity)]
    if sensed:
        request.build.note(NOT_SORTED)
    return _spread(sensed)


def _spread(passages: Sequence[Passage]) -> list[Passage]:
    """One bullet of each standard before a second of any."""
    turns: dict[str | None, int] = {}
    ranked = []
    for p in passages:
        turns[p.standard] = turns.get(p.standard, 0) + 1
        ranked.append((turns[p.standard], p.ordinal, p))
    return [p for _, _, p in sorted(ranked, key=lambda t: t[:2])]


def _first_sentences(
    request: Request, title: str, passages: Sequence[Passage], most: int, *, low: bool = False
) -> None:
    chosen = [p for p in passages if p.id not in request.skip][:most]
    if chosen:
        request.build.heading(title)
    for passage in chosen:
        a, b = sentence_ranges(passage.text)[0]
        if passage.polarity in {None, "unlabelled"}:
            a, b, _ = judged(passage, low=low)
        request.build.quote(source_of(request.knowledge, passage, a, b), bullet=True)

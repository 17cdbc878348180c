"""A briefing about one place: its newest inspection against the one before."""

from collections.abc import Sequence

from index.answers.briefing.common import national_lead
from index.answers.briefing.gather import Draft, fact, fixed, quote
from index.answers.briefing.limits import (
    limits,
    missing_cells,
    missing_region,
    missing_reports,
)
from index.answers.briefing.model import Group, Item, Section
from index.answers.briefing.points import say_points
from index.answers.briefing.ratings import Pair, ratings_table, say_headline
from index.answers.briefing.recommended import say_recommendations
from index.answers.briefing.subject import Subject
from index.answers.compose.points import stands_alone
from index.answers.compose.request import Request
from index.answers.dates import month
from index.answers.evidence import source_of
from index.models import Place, Statement
from index.ratings.table import Inspection

MOST_NATIONAL = 4
"""Sentences of national reports about a place."""
_LEAST_WORDS = 7
"""Of such a sentence: a bare name in a list says nothing."""


def compose_place(request: Request, subject: Subject) -> Draft:
    """Ratings now and before, what drove them, points, recommendations, and what is not held."""
    place, rows = subject.place, subject.rows
    if place is None or not rows:
        raise ValueError("a place is briefed on from its inspections")
    pair = pair_of(request, rows)
    headline = say_headline(request, pair)
    sections = [*inspected(request, pair), *told(request, place)]
    lacking = [
        missing_reports(request, [r for r in pair if r]),
        None if pair.last else fixed(f"No earlier inspection of {place.name} is held."),
        *missing_cells(request, [r for r in pair if r]),
        missing_region(request, place),
        _newer(request, pair.now) if subject.dated else None,
    ]
    return Draft(
        kind=subject.kind,
        subject=place.name,
        title=f"{place.name}: inspection of {month(pair.now.date)}",
        headline=headline,
        sections=(*sections, limits(request, lacking)),
    )


def pair_of(request: Request, rows: Sequence[Inspection]) -> Pair:
    """The newest of these inspections, and the one before it of the same place."""
    now = rows[0]
    earlier = [r for r in request.knowledge.table.of(now.place) if r.date < now.date]
    return Pair(now, earlier[0] if earlier else None)


def inspected(request: Request, pair: Pair) -> list[Section]:
    """What one place's own inspections say: ratings, points, recommendations."""
    sections = []
    if table := ratings_table(request, pair):
        sections.append(Section(title="Ratings, and what drove them", table=table))
    report = pair.reported
    if report is None or report.own_report is None:
        return sections
    older = report is not pair.now
    when = f" ({month(report.date)})" if older else ""
    own = report.own_report
    groups = [say_points(request, own, report.scheme, p) for p in ("strength", "improvement")]
    found = tuple(g for g in groups if g)
    note = (_from_before(request, report, pair.now),) if older else ()
    if found:
        sections.append(Section(title=f"What inspectors found{when}", lines=note, groups=found))
    if recommended := say_recommendations(request, [report]):
        sections.append(Section(title=f"Recommendations{when}", groups=recommended))
    return sections


def told(request: Request, place: Place) -> list[Section]:
    """What national reports say of a place, sentence by sentence."""
    items: list[Item] = []
    for report in request.national_reports():
        for passage in request.knowledge.naming(report, place):
            if passage.type not in {"paragraph", "bullet"}:
                continue
            for a, b in request.knowledge.sentences(passage):
                text = passage.text[a:b]
                named = {p for m in request.knowledge.names.find(text) for p in m.places}
                alone = named == {place} and stands_alone(text)
                if alone and len(text.split()) >= _LEAST_WORDS and len(items) < MOST_NATIONAL:
                    source = source_of(request.knowledge, passage, a, b)
                    lead = national_lead(request.knowledge.info(report))
                    items.append(quote(request, source, lead=lead))
    if not items:
        return []
    groups = (Group(title="", items=tuple(items)),)
    return [Section(title="What national reports say of it", groups=groups, part="further")]


def _from_before(request: Request, report: Inspection, now: Inspection) -> Statement:
    text = (
        f"The library lacks the report of {month(now.date)}; what follows is from the "
        f"report of {month(report.date)}."
    )
    dates = [f for r in (now, report) for f in r.of("date") if f.label == "publication"]
    sources = [f.source for f in dates] or [now.facts[0].source, report.facts[0].source]
    return fact(request, text, sources, dates)


def _newer(request: Request, now: Inspection) -> Statement | None:
    """That a newer inspection of the place is known than the one that was asked for."""
    newer = [r for r in request.knowledge.table.of(now.place) if r.date > now.date]
    if not newer:
        return None
    text = f"A newer inspection of {now.place.name}, of {month(newer[0].date)}, is known."
    dates = [f for f in newer[0].of("date") if f.label == "publication"]
    sources = [f.source for f in dates[:1]] or [newer[0].facts[0].source]
    return fact(request, text, sources, dates[:1])

"""A briefing about a region: its own inspection where one is held, and the places within it."""

from collections.abc import Sequence

from index.answers.briefing.common import say_common
from index.answers.briefing.gather import Draft, fact, fixed
from index.answers.briefing.limits import limits, missing_cells, missing_reports
from index.answers.briefing.listing import list_inspections
from index.answers.briefing.model import Section
from index.answers.briefing.place import inspected, pair_of
from index.answers.briefing.ratings import say_headline
from index.answers.briefing.recommended import say_recommendations
from index.answers.briefing.subject import Subject
from index.answers.compose import phrases
from index.answers.compose.regions import say_region
from index.answers.compose.request import Request
from index.errors import BadSubject
from index.models import Place, Statement
from index.ratings.table import Inspection
from ingest.models import Fact


def compose_region(request: Request, subject: Subject) -> Draft:
    """The region's own ratings, the units in it, what recurs in their reports, and what is asked.

    Raises BadSubject where the library knows nothing of the region.
    """
    place = subject.place
    if place is None:
        raise ValueError("a region is briefed on by its place")
    units = _units(request, place)
    own = pair_of(request, subject.rows) if subject.rows else None
    headline = [*(say_headline(request, own) if own else ()), *_counted(request, place)]
    if not headline and not units:
        raise BadSubject(f"The library holds no inspection of {place.name} or of a place in it.")
    if not headline:
        headline = [
            fixed("What is known of the region is what reports and tables say of its places.")
        ]
    sections = inspected(request, own) if own else []
    held = [r for r in units if r.own_report]
    if units:
        caption = f"Inspections in {place.name}, the newest of each place first"
        table = list_inspections(request, units, caption)
        covered = _covered(request, place, units)
        table = table.model_copy(update={"legend": (covered, *table.legend)})
        sections.append(Section(title="Places in the region", table=table))
    sections += say_common(request, held)
    to_region = say_recommendations(
        request, held, lambda f: _addressed(request, f, place), named=True
    )
    if to_region:
        title = "Recommendations to the region in reports on its places"
        sections.append(Section(title=title, groups=to_region))
    lacking = [
        None if own else fixed(f"No inspection of the region itself is held: {place.name}."),
        missing_reports(request, [*subject.rows, *units]),
        *(missing_cells(request, subject.rows) if own else ()),
    ]
    return Draft(
        kind="region",
        subject=place.name,
        title=f"{place.name}: the region",
        headline=tuple(headline),
        sections=(*sections, limits(request, lacking)),
    )


def _units(request: Request, region: Place) -> list[Inspection]:
    rows = [
        r
        for r in request.knowledge.table.inspections
        if r.place.kind == "pdu" and r.place.region == region.name
    ]
    return sorted(rows, key=lambda r: r.date, reverse=True)


def _counted(request: Request, place: Place) -> list[Statement]:
    """How a national report counts the ratings of the region among those of all."""
    before = len(request.build.statements)
    say_region(request, place)
    return list(request.build.statements[before:])


def _covered(request: Request, place: Place, units: Sequence[Inspection]) -> Statement:
    """How many inspections of how many places, and the range of their newest scores by round."""
    newest: dict[str, Inspection] = {}
    for row in units:
        newest.setdefault(row.place.name, row)
    scored: dict[float, list[tuple[Inspection, Fact]]] = {}
    for row in newest.values():
        score = row.cell("score")
        if score and score.cell == "legible" and score.out_of:
            scored.setdefault(score.out_of, []).append((row, score))
    many = phrases.counted(len(units), "inspection", "inspections")
    text = f"Known: {many} of {phrases.counted(len(newest), 'place', 'places')} in {place.name}"
    facts = [f for found in scored.values() for _, f in found]
    for out_of, found in sorted(scored.items(), reverse=True):
        numbers = sorted(f.number or 0 for _, f in found)
        span = f"{phrases.plain(numbers[0])} to {phrases.plain(numbers[-1])}"
        span = phrases.plain(numbers[0]) if numbers[0] == numbers[-1] else span
        text += f"; newest scores: {span} out of {phrases.plain(out_of)}"
    rows = [r.facts[0] for r in units if not any(f in facts for f in r.facts)]
    return fact(request, f"{text}.", [f.source for f in (*facts, *rows)], facts)


def _addressed(request: Request, found: Fact, region: Place) -> bool:
    addressee = found.addressee or ""
    return "region" in addressee.lower() and (
        request.knowledge.schemes.region(addressee) == region.name or region.name in addressee
    )

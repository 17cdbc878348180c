"""What several reports say alike, and what only one of them says: of points, or on a topic."""

from collections.abc import Mapping, Sequence

from index.answers.briefing.gather import fixed, quote
from index.answers.briefing.model import Group, Item, Section
from index.answers.compose import phrases
from index.answers.compose.points import NOT_SORTED, Point, Polarity, unsorted
from index.answers.compose.recurring import (
    MOST_REPORTS,
    Alike,
    points_by_report,
    recurring,
)
from index.answers.compose.request import Request
from index.answers.sense import Reading
from index.ratings.table import Inspection
from ingest.models import ReportInfo

MOST_SHARED, MOST_SINGLE = 4, 4
"""Points of each list: said by several reports, said by one."""
LONGEST = 45
"""Words of a point."""
TITLE = "Common, different, and what worked"
TOPIC_TITLE = "What the reports of places say"
NEWEST_ONLY = (
    "Only the reports of the newest inspections are set against each other; the library has more."
)
SIMILAR = "Similar in several reports"
_BY_PLACE: dict[Reading, str] = {
    "low": "Criticism, place by place",
    "high": "What worked, place by place",
    "plain": "Also said, place by place",
}
_TITLES: dict[Polarity, tuple[str, str]] = {
    "improvement": (
        "Common: similar criticism in several reports",
        "Different: criticism in one report",
    ),
    "strength": (
        "What worked: similar praise in several reports",
        "What worked: praise in one report",
    ),
}


def say_common(
    request: Request, rows: Sequence[Inspection], standards: Sequence[str] = ()
) -> list[Section]:
    """Criticism and praise that several of these reports share, then what single ones say."""
    newest = newest_of_each(rows)
    lines = (fixed(NEWEST_ONLY),) if len(newest) > MOST_REPORTS else ()
    groups: list[Group] = []
    kinds: tuple[Polarity, ...] = ("improvement", "strength")
    for polarity in kinds:
        by_report = points_by_report(request, newest, polarity, standards)
        groups += say_shared(request, by_report, polarity)
    return [Section(title=TITLE, lines=lines, groups=tuple(groups))] if groups else []


def newest_of_each(rows: Sequence[Inspection]) -> list[Inspection]:
    """The newest inspection of each place, newest first."""
    newest: dict[str, Inspection] = {}
    for row in sorted(rows, key=lambda r: r.date, reverse=True):
        newest.setdefault(row.place.name, row)
    return list(newest.values())


def say_shared(
    request: Request, by_report: dict[str, list[Point]], polarity: Polarity
) -> list[Group]:
    """Groups of points: those that reports make alike, each with the others behind it, and others.

    Reports that are not heard in the first group have their leading points in the second, up to
    `MOST_SINGLE` of them; where all are heard in it, one has another point there.
    """
    alike = [b for a in recurring(request, by_report) if (b := _brief(a))][:MOST_SHARED]
    shared, single = _TITLES[polarity]
    heard = {p.passage.report_id for a in alike for p in a.points}
    first: list[Point] = []
    for report, found in sorted(by_report.items(), key=lambda each: each[0] in heard):
        said = [p for a in alike for p in a.points]
        brief = [p for p in found if p not in said and p.length <= LONGEST]
        if brief and (len(first) < MOST_SINGLE and (report not in heard or not first)):
            first.append(brief[0])
    if unsorted([*first, *(p for a in alike for p in a.points)]):
        request.build.note(NOT_SORTED)
    groups = []
    if alike:
        items = tuple(i for a in alike for i in _items(request, a))
        groups.append(Group(title=shared, items=items))
    if first:
        items = tuple(say_point(request, p) for p in first)
        groups.append(Group(title=single, items=items))
    return groups


def say_topic(
    request: Request, said: Mapping[Reading, Mapping[str, Sequence[Point]]]
) -> list[Group]:
    """Sentences on one topic, by report: what several say alike, then each reading by place.

    Sentences on a topic are about the same thing: what is not alike is no difference for that. A
    sentence that neither praises nor criticises may be like one that does, and no verdict is put
    on what is alike.
    """
    alike: list[Alike] = []
    kinds: tuple[Reading, ...] = ("low", "high")
    for reading in kinds:
        told = [p for a in alike for p in a.points]
        merged: dict[str, list[Point]] = {}
        for points in (said[reading], said["plain"]):
            for report, found in points.items():
                merged.setdefault(report, []).extend(p for p in found if p not in told)
        alike += [b for a in recurring(request, merged) if (b := _brief(a))]
    alike = alike[:MOST_SHARED]
    told = [p for a in alike for p in a.points]
    judged = [p for reading in kinds for found in said[reading].values() for p in found]
    if unsorted([*told, *judged]):
        request.build.note(NOT_SORTED)
    groups = [Group(title=SIMILAR, items=tuple(i for a in alike for i in _items(request, a)))]
    for reading, title in _BY_PLACE.items():
        left = [p for found in said[reading].values() for p in found if p not in told]
        items = tuple(say_point(request, p) for p in left if p.length <= LONGEST)
        groups.append(Group(title=title, items=items))
    return [group for group in groups if group.items]


def say_point(request: Request, point: Point, lead: str = "", *, alike: bool = False) -> Item:
    """A point, led by the place and date of its report."""
    knowledge = request.knowledge
    lead = lead or phrases.report_title(knowledge, point.passage.report_id)
    return quote(request, point.source(knowledge), lead=lead, alike=alike)


def national_lead(info: ReportInfo) -> str:
    """A national report in few words; a digest by its whole title, which says what it is."""
    return info.title if info.edition == "digest" else phrases.short_title(info.title)


def _items(request: Request, alike: Alike) -> list[Item]:
    """One point in its report's words, and what the other reports say alike below it."""
    return [say_point(request, p, alike=at > 0) for at, p in enumerate(alike.points)]


def _brief(alike: Alike) -> Alike | None:
    """Without the points that are too long; None where fewer than two reports are left."""
    brief = tuple(p for p in alike.points if p.length <= LONGEST)
    return alike._replace(points=brief) if len(brief) > 1 else None

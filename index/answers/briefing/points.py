"""Strengths and criticisms of a report, as many as a first page holds, of different standards."""

from collections.abc import Sequence

from index.answers.briefing.gather import quote
from index.answers.briefing.model import Group
from index.answers.compose.points import (
    NOT_SORTED,
    Point,
    Polarity,
    leading,
    part_of,
    points,
    unsorted,
)
from index.answers.compose.request import Request

MOST = 3
"""Points of each list."""
LONGEST = 45
"""Words of a point, where a shorter one says something of that part as well."""
TITLES: dict[Polarity, str] = {"strength": "Strengths", "improvement": "Criticisms"}


def say_points(request: Request, report: str, scheme: str, polarity: Polarity) -> Group | None:
    """The leading points of a report under the heading of their kind; None where there are none."""
    chosen = _chosen(leading(request, points(request, report, polarity)))
    if not chosen:
        return None
    if unsorted(chosen):
        request.build.note(NOT_SORTED)
    return Group(
        title=TITLES[polarity],
        items=tuple(
            quote(
                request,
                point.source(request.knowledge),
                lead=part_of(request, point.passage, scheme),
            )
            for point in chosen
        ),
    )


def _chosen(ranked: Sequence[Point]) -> list[Point]:
    """The first of each standard, short ones before long ones; then what is left, in its order."""
    brief = [p for p in ranked if p.length <= LONGEST]
    chosen: list[Point] = []
    for found in (brief, ranked):
        for point in found:
            standards = {p.passage.standard for p in chosen}
            if len(chosen) < MOST and point.passage.standard not in standards:
                chosen.append(point)
    rest = [p for p in (*brief, *ranked) if p not in chosen]
    return [*chosen, *dict.fromkeys(rest)][:MOST]

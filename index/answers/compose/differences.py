"""What places have in common and where they differ: standards by table, points by report."""

import re
from collections.abc import Sequence

from index.answers.compose import phrases
from index.answers.compose.points import Point, Polarity, leading, points
from index.answers.compose.request import Request
from index.ratings.table import Inspection
from ingest.models import Fact

_BROAD = re.compile(
    r"\bcompar\w*|\bdiffer\w*|\bcontrast\w*|\bside by side\b|\bcommon\b|\bshared?\b|\balike\b"
    r"|\b(?:the )?same\b"
    r"|\bsimilar\w*|\bversus\b|\bvs?\b|\balongside\b|\bagainst\b",
    re.IGNORECASE,
)
POINT_WORDS = 26
"""Words of the one strength and the one criticism that stand for a place."""
MOST_PLACES = 3


def asks_broadly(request: Request) -> bool:
    """Whether places are to be set side by side as such, not only who scored more."""
    return bool(_BROAD.search(request.plan.standalone))


def say_differences(request: Request, rows: Sequence[Inspection]) -> None:
    """Two inspections of one round, standard by standard: the same in what, higher in what."""
    if len(rows) != 2 or rows[0].scheme != rows[1].scheme:
        return
    first, second = rows
    pairs = [
        (f, o)
        for f in first.of("rating")
        if (o := second.cell("rating", f.standard)) and _known(f) and _known(o)
    ]
    same = [(a, b) for a, b in pairs if a.number == b.number]
    if same:
        _say(request, f"Rated the same for {_names(request, first, same)}.", same)
    for row, other, higher in (
        (first, second, [(a, b) for a, b in pairs if (a.number or 0) > (b.number or 0)]),
        (second, first, [(b, a) for a, b in pairs if (a.number or 0) < (b.number or 0)]),
    ):
        if higher:
            each = phrases.joined(
                [f"{_name(request, row, a)} ({a.value}, not {b.value})" for a, b in higher]
            )
            text = f"{row.place.name} was rated higher than {other.place.name} for {each}."
            _say(request, text, higher)


def say_points_of_each(
    request: Request, rows: Sequence[Inspection], standards: Sequence[str]
) -> None:
    """For each place a leading strength and a leading criticism under the standards compared."""
    own = [r for r in rows if r.own_report]
    if len({r.place.name for r in own}) < 2 or len(own) > MOST_PLACES:
        return
    lists: tuple[tuple[str, Polarity], ...] = (
        ("What went well", "strength"),
        ("What needed to improve", "improvement"),
    )
    for title, polarity in lists:
        chosen = [
            (row, point)
            for row in own
            if (point := _leading(request, row, polarity, standards)) is not None
        ]
        if chosen:
            request.build.heading(title)
        for row, point in chosen:
            source = point.source(request.knowledge)
            request.build.quote(source, bullet=True, lead=row.place.name)


def _leading(
    request: Request, row: Inspection, polarity: Polarity, standards: Sequence[str]
) -> Point | None:
    found = points(request, row.own_report or "", polarity, standards)
    short = [p for p in found if p.length <= POINT_WORDS]
    return next(iter(leading(request, short)), None)


def _known(fact: Fact) -> bool:
    return fact.cell == "legible" and fact.number is not None


def _name(request: Request, row: Inspection, fact: Fact) -> str:
    return phrases.standard_name(request.knowledge, row.scheme, fact.standard or "")


def _names(request: Request, row: Inspection, pairs: Sequence[tuple[Fact, Fact]]) -> str:
    groups: dict[str, list[str]] = {}
    for a, _ in pairs:
        groups.setdefault(a.value or "", []).append(_name(request, row, a))
    return "; ".join(f"{phrases.joined(names)} ({value})" for value, names in groups.items())


def _say(request: Request, text: str, pairs: Sequence[tuple[Fact, Fact]]) -> None:
    facts = [f for pair in pairs for f in pair]
    sources = [s for f in facts for s in (f.source, *(f.also if f.derived else ()))]
    request.build.fact(text, sources)

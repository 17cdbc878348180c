"""How ratings are spread: how many of each, by standard or by region, with what has no value."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import altair as alt

from app.charts.look import PALETTES, Theme, chart_of, fills, inks, row_axis, wrapped
from app.charts.marks import LOST, Levels, Mark, is_rating

FEW = 5
"""Inspections, or cells, below which a bar says little about a region or a standard."""
_ROW = 44


class Share(NamedTuple):
    """The marks of one group that say the same."""

    group: str
    """Name of a standard or of a region."""
    words: str
    """A rating, or why there is none."""
    marks: tuple[Mark, ...]
    whole: int
    """How many marks the group has."""

    @property
    def derived(self) -> int:
        """How many of them are derived, not read."""
        return sum(mark.state == "derived" for mark in self.marks)


class Spread(NamedTuple):
    """Every group with its shares."""

    groups: tuple[str, ...]
    words: tuple[str, ...]
    """What occurs at all: ratings best first, then what has no value."""
    shares: tuple[Share, ...]

    def share(self, group: str, words: str) -> Share | None:
        """The share of a group, or None where nothing of it says so."""
        return next((s for s in self.shares if (s.group, s.words) == (group, words)), None)

    @property
    def few(self) -> tuple[str, ...]:
        """Groups of so few marks that their shares say little."""
        return tuple(group for group in self.groups if self.whole(group) < FEW)

    def whole(self, group: str) -> int:
        """How many marks the group has."""
        return next((s.whole for s in self.shares if s.group == group), 0)


def by_standard(marks: Iterable[Mark], columns: Sequence[str], levels: Levels) -> Spread:
    """How the ratings of each standard are spread over the inspections, in the columns' order."""
    rated = [mark for mark in _rated(marks) if mark.column in columns]
    return _spread([(mark.name, mark) for mark in rated], levels, False)


def by_region(marks: Iterable[Mark], levels: Levels) -> Spread:
    """How the ratings of all standards are spread in each region; the overall one is none."""
    rated = [mark for mark in _rated(marks) if mark.column != "overall_rating"]
    return _spread([(mark.region or "No region given", mark) for mark in rated], levels, True)


def spread_chart(spread: Spread, levels: Levels, theme: Theme, select: str = "") -> Any:
    """Stacked bars with a number in each part; `select` names the selection of a part by click."""
    rows = [row for group in spread.groups for row in _rows(spread, group)]
    labels = [_label(group, spread.whole(group)) for group in spread.groups]
    base = chart_of(rows).encode(
        y=alt.Y(
            "label:N",
            sort=labels,
            title=None,
            axis=row_axis(labels),
        ),
        x=alt.X(
            "start:Q",
            title="Per cent of the cells of a row",
            scale=alt.Scale(domain=[0, 100]),
        ),
        x2="end:Q",
        tooltip=["group:N", "words:N", "said:N"],
        description="all:N",
    )
    seen = [word for word in [*(w for w, _ in levels), *LOST.values()] if word in spread.words]
    # The line round each part stands out from every fill and from the page by 3 to 1.
    bars = base.mark_bar(stroke=PALETTES[theme].quiet, strokeWidth=1).encode(
        color=alt.Color(
            "words:N",
            scale=fills(levels, theme),
            legend=alt.Legend(title=None, values=seen, symbolStrokeColor=PALETTES[theme].quiet),
        )
    )
    if select:
        bars = bars.add_params(
            alt.selection_point(name=select, fields=["group", "words"], toggle=False)
        )
    numbers = (
        base.transform_calculate(middle="(datum.start + datum.end) / 2")
        .transform_filter("datum.end - datum.start >= 4")
        .mark_text(aria=False, fontSize=12, fontWeight="bold")
        .encode(
            x="middle:Q",
            x2=alt.X2(),
            text="count:Q",
            color=alt.Color("words:N", scale=inks(levels, theme), legend=None),
        )
    )
    chart = alt.layer(bars, numbers).resolve_scale(color="independent")
    return chart.properties(height=_ROW * max(1, len(spread.groups)))


def _rated(marks: Iterable[Mark]) -> list[Mark]:
    return [m for m in marks if is_rating(m.column) and m.state != "not_applicable"]


def _spread(named: Sequence[tuple[str, Mark]], levels: Levels, by_name: bool) -> Spread:
    groups = list(dict.fromkeys(group for group, _ in named))
    if by_name:
        groups.sort()
    wholes = Counter(group for group, _ in named)
    said = {mark.words for _, mark in named}
    order = [*(word for word, _ in levels), *LOST.values()]
    words = [word for word in order if word in said]
    words += sorted(said - set(words))
    shares = []
    for group in groups:
        for word in words:
            marks = tuple(mark for name, mark in named if name == group and mark.words == word)
            if marks:
                shares.append(Share(group, word, marks, wholes[group]))
    return Spread(tuple(groups), tuple(words), tuple(shares))


def _label(group: str, whole: int) -> str:
    """The name of a bar, with how many it is of: a bar is full, of however few it is."""
    return f"{wrapped(group)}\nn = {whole}"


def _rows(spread: Spread, group: str) -> Iterator[dict[str, Any]]:
    """The parts of one bar, each with where it begins and ends in per cent of the whole."""
    start = 0
    for share in (each for each in spread.shares if each.group == group):
        end = start + len(share.marks)
        derived = f", {share.derived} of them derived" if share.derived else ""
        yield {
            "group": group,
            "label": _label(group, share.whole),
            "words": share.words,
            "count": len(share.marks),
            "said": f"{len(share.marks)} of {share.whole}{derived}",
            "all": f"{group}, {share.words}: {len(share.marks)} of {share.whole}{derived}",
            "start": 100 * start / share.whole,
            "end": 100 * end / share.whole,
        }
        start = end

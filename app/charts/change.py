"""Change over time: places with several inspections, what changed, and what cannot be compared."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import altair as alt

from app.charts.look import PALETTES, Theme, chart_of
from app.charts.marks import LOST, Levels, Mark, is_rating
from app.grid_html import column_words
from app.wording import short_date_words

_STEP, _SCORE = 150, 130
"""Pixels of the height of one place's chart: of ratings, and of scores."""


class Place(NamedTuple):
    """A place with its inspections, oldest first."""

    name: str
    dates: tuple[str, ...]
    cells: Mapping[tuple[str, str], tuple[Mark, ...]]
    """By column and date; where sources disagree several marks."""

    def at(self, column: str, date: str) -> tuple[Mark, ...]:
        """What is said of a column in the inspection of a date; empty where that had none."""
        return self.cells.get((column, date), ())


def places_over_time(marks: Iterable[Mark]) -> tuple[Place, ...]:
    """The places with two or more inspections, by name."""
    found: dict[str, dict[tuple[str, str], list[Mark]]] = {}
    for mark in marks:
        cells = found.setdefault(mark.place, {})
        cells.setdefault((mark.column, mark.date), []).append(mark)
    places = []
    for name in sorted(found):
        dates = tuple(sorted({date for _, date in found[name]}))
        if len(dates) > 1:
            cells_by = {key: tuple(each) for key, each in found[name].items()}
            places.append(Place(name, dates, cells_by))
    return tuple(places)


def changed(place: Place, column: str) -> str:
    """What became of a column from the first inspection to the last, in words."""
    steps = [_step(place.at(column, a), place.at(column, b)) for a, b in pairwise(place.dates)]
    return "; then ".join(steps)


def change_charts(
    places: Sequence[Place], column: str, levels: Levels, theme: Theme, select: str = ""
) -> dict[str, Any]:
    """By title a chart for each place, dates along the bottom; none where nothing is known.

    Scores out of each total have a chart of their own. `select` names the selection of a dot.
    """
    charts: dict[str, Sequence[Mark]] = {}
    for place in places:
        marks = [m for date in place.dates for m in place.at(column, date)]
        if is_rating(column):
            charts[f"{place.name}: {column_words(column)}"] = marks
            continue
        for total in dict.fromkeys(mark.out_of for mark in marks if mark.known):
            scored = [mark for mark in marks if mark.known and mark.out_of == total]
            charts[f"{place.name}: score out of {total:g}" if total else place.name] = scored
    return {t: _one(t, marks, levels, theme, select) for t, marks in charts.items() if marks}


def _one(title: str, marks: Sequence[Mark], levels: Levels, theme: Theme, select: str) -> Any:
    rated = is_rating(marks[0].column)
    colours = PALETTES[theme]
    rows = [_row(mark, theme) for mark in marks]
    base = chart_of(rows).encode(
        x=alt.X(
            "at:T",
            title=None,
            scale=alt.Scale(padding=64),
            # The dates stand at the dots, where two that are near each other have room.
            axis=alt.Axis(values=[row["at"] for row in rows], labels=False, grid=False),
        ),
        y=_ratings_axis(marks, levels) if rated else _score_axis(marks),
        tooltip=["when:N", "words:N"],
        description="all:N",
    )
    line = (
        base.transform_filter("datum.known")
        .mark_line(aria=False, strokeWidth=2, color=colours.quiet)
        .encode(tooltip=alt.Tooltip())
    )
    dots = base.mark_point(
        size=160, filled=True, stroke=colours.words, strokeWidth=1.5, opacity=1, shape="circle"
    ).encode(fill=alt.Fill("fill:N", scale=None, legend=None))
    if select:
        dots = dots.add_params(alt.selection_point(name=select, fields=["fact"], toggle=False))
    words = base.mark_text(aria=False, dy=-16, fontSize=12, color=colours.words).encode(
        text=alt.Text("said:N"), tooltip=alt.Tooltip()
    )
    height = _STEP if rated else _SCORE
    return alt.layer(line, dots, words).properties(title=title, height=height)


def _ratings_axis(marks: Sequence[Mark], levels: Levels) -> alt.Y:
    lost = [words for words in LOST.values() if any(mark.words == words for mark in marks)]
    order = [*(word for word, _ in levels), *lost]
    return alt.Y("words:O", title=None, sort=order, scale=alt.Scale(domain=order))


def _score_axis(marks: Sequence[Mark]) -> alt.Y:
    top = marks[0].out_of or max((mark.points or 0) for mark in marks)
    return alt.Y(
        "number:Q", title=None, scale=alt.Scale(domain=[0, top]), axis=alt.Axis(values=[0, top])
    )


def _row(mark: Mark, theme: Theme) -> dict[str, Any]:
    rated = is_rating(mark.column)
    short = short_date_words(mark.date) + (", derived" if mark.state == "derived" else "")
    return {
        "at": f"{mark.date}-01-01"[:10] if len(mark.date) == 4 else f"{mark.date}-01"[:10],
        "when": mark.when,
        "words": mark.words,
        "all": f"{mark.place}, {mark.name}, {mark.when}: {mark.words}",
        "said": short if rated else f"{mark.words}, {short}",
        "number": mark.points,
        "known": mark.known,
        "fact": mark.fact,
        "fill": PALETTES[theme].of(mark.points if rated else None).fill,
    }


def _step(before: Sequence[Mark], after: Sequence[Mark]) -> str:
    """What became of one cell from one inspection to the next."""
    if not before or not after:
        return "not in both inspections"
    if len(before) > 1 or len(after) > 1:
        return "not compared: sources disagree"
    first, last = before[0], after[0]
    for mark in (first, last):
        if not mark.known or mark.points is None:
            return f"cannot be told: {mark.words[:1].lower()}{mark.words[1:]} ({mark.when})"
    if first.out_of != last.out_of:
        return f"not compared: out of {first.out_of:g} and out of {last.out_of:g}"
    assert first.points is not None
    assert last.points is not None
    if first.points == last.points:
        return "the same"
    return "better" if last.points > first.points else "worse"

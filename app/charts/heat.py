"""The ratings table as a picture: a heat map with words in its cells, one for each round."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from app.charts.look import PALETTES, Theme, chart_of, label_axis, wrapped
from app.charts.marks import Mark, is_rating, marks_of
from app.grid import Round
from app.grid_html import column_words
from app.wording import date_words, round_words

_CELL, _ROW = 136, 26
"""Pixels of a cell: the longest words of a rating fit, also with the sign of what is derived."""
_LINE = 15
"""Pixels of a line of a column's name."""


def heat_chart(rounds: Sequence[Round], theme: Theme = "light") -> Any:
    """A heat map for each round, one below the other."""
    return alt.vconcat(*(_round(each, theme) for each in rounds))


def _round(each: Round, theme: Theme) -> Any:
    cells: dict[tuple[str, str], list[Mark]] = {}
    for mark in marks_of([each]):
        cells.setdefault((_line(mark.place, mark.date), mark.column), []).append(mark)
    lines = list(dict.fromkeys(line for line, _ in cells))
    rows = [_row(line, marks, theme) for (line, _), marks in cells.items()]
    names = [wrapped(column_words(column)) for column in each.columns]
    lines_most = max(name.count("\n") for name in names)
    heads = label_axis(
        orient="top", labelAngle=0, labelPadding=4 + _LINE * lines_most, domain=False, ticks=False
    )
    base = chart_of(rows).encode(
        x=alt.X("column:N", sort=names, title=None, axis=heads),
        y=alt.Y(
            "line:N",
            sort=lines,
            title=None,
            axis=alt.Axis(domain=False, ticks=False, labelLimit=0),
        ),
    )
    boxes = base.mark_rect(stroke=PALETTES[theme].line).encode(
        color=alt.Color("fill:N", scale=None, legend=None)
    )
    words = base.mark_text(fontSize=11).encode(
        text="words:N", color=alt.Color("ink:N", scale=None, legend=None)
    )
    return alt.layer(boxes, words).properties(
        title=round_words(each.scheme), width=_CELL * len(names), height=_ROW * len(lines)
    )


def _row(line: str, marks: Sequence[Mark], theme: Theme) -> dict[str, str]:
    """A cell; where sources disagree it has the words of all and the colour of none."""
    first = marks[0]
    rated = len(marks) == 1 and is_rating(first.column)
    colours = PALETTES[theme].of(first.points if rated else None)
    words = " / ".join(mark.words for mark in marks)
    return {
        "line": line,
        "column": wrapped(first.name),
        "words": f"{words} *" if first.state == "derived" else words,
        "fill": colours.fill,
        "ink": colours.words,
    }


def _line(place: str, date: str) -> str:
    return f"{place}, {date_words(date)}"

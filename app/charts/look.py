"""How charts look: the colours of the style sheets, for both themes, and Altair's settings."""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, Literal, NamedTuple

import altair as alt

from app.charts.marks import LOST, Levels
from app.grid import State

Theme = Literal["light", "dark"]
FONT = "Source Sans, Source Sans Pro, Helvetica, Arial, DejaVu Sans, sans-serif"
NEUTRAL, UNRATED, UNSAID = -1, -2, -3
"""Points of what is no rating: not legible, not rated or not in the round, given by no source."""
LETTERS = 18
"""Letters of a label in a line."""
_LINE = 14
"""Pixels from one line of a label to the next."""


class Pair(NamedTuple):
    """A fill and the words on it; their contrast is at least 4.5 to 1."""

    fill: str
    words: str


class Palette(NamedTuple):
    """The colours of a theme, as `style.css` has them."""

    paper: str
    words: str
    quiet: str
    line: str
    accent: str
    ratings: dict[int, Pair]
    """By points; NEUTRAL for all else."""

    def of(self, points: float | None) -> Pair:
        """The colours of a rating by its points; neutral for anything else."""
        return self.ratings.get(NEUTRAL if points is None else int(points), self.ratings[NEUTRAL])


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        paper="#ffffff",
        words="#1b2430",
        quiet="#4a5665",
        line="#d5dbe3",
        accent="#1d4f91",
        ratings={
            3: Pair("#12603d", "#ffffff"),
            2: Pair("#d9f0e1", "#0f5132"),
            1: Pair("#ffedcc", "#6b4300"),
            0: Pair("#fbdedb", "#8a1c13"),
            NEUTRAL: Pair("#f3f5f8", "#4a5665"),
            UNRATED: Pair("#d5dbe3", "#3f4a58"),
            UNSAID: Pair("#ffffff", "#4a5665"),
        },
    ),
    "dark": Palette(
        paper="#12171e",
        words="#e8edf3",
        quiet="#a9b5c3",
        line="#36414f",
        accent="#8ab4f0",
        ratings={
            3: Pair("#1d7a50", "#ffffff"),
            2: Pair("#173f2b", "#a8e6c3"),
            1: Pair("#4a3408", "#ffd689"),
            0: Pair("#551b17", "#ffb9b1"),
            NEUTRAL: Pair("#1c232d", "#a9b5c3"),
            UNRATED: Pair("#36414f", "#dbe2ea"),
            UNSAID: Pair("#12171e", "#a9b5c3"),
        },
    ),
}


def dressed(chart: Any, theme: Theme) -> Any:
    """The chart in the colours of a theme."""
    colours = PALETTES[theme]
    return (
        chart.configure(background=colours.paper, font=FONT, padding=8)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=colours.words,
            titleColor=colours.quiet,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            gridColor=colours.line,
            domainColor=colours.quiet,
            tickColor=colours.quiet,
        )
        .configure_title(
            color=colours.words, fontSize=14, anchor="start", subtitleColor=colours.quiet
        )
        .configure_legend(
            labelColor=colours.words,
            titleColor=colours.quiet,
            labelFontSize=12,
            titleFontSize=12,
            orient="top",
            labelLimit=200,
            columns=2,
        )
        .configure_header(labelColor=colours.words, titleColor=colours.quiet)
        .configure_concat(spacing=24)
    )


def chart_of(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    """A chart over these rows, which become part of it."""
    data = alt.Data(values=list(rows))  # type: ignore[no-untyped-call]  # of Altair, has no types
    return alt.Chart(data)


def wrapped(words: str, letters: int = LETTERS) -> str:
    """Words in lines of so many letters, as `label_axis` splits them again."""
    return "\n".join(wrap(words, letters)) or words


def label_axis(**more: Any) -> alt.Axis:
    """An axis whose labels are `wrapped` words, in as many lines as they have."""
    return alt.Axis(labelExpr=r"split(datum.label, '\n')", labelLimit=0, **more)


def row_axis(labels: Sequence[str], **more: Any) -> alt.Axis:
    """An axis for the rows of a chart: each label of `wrapped` words is centred on its row.

    Vega puts the first line of a label on the row and the others below it. So every label is
    begun as high as the longest one has to, and shorter ones come down by blank lines; half a
    line, where one is left over, is what the base line moves.
    """
    most = max((label.count("\n") + 1 for label in labels), default=1)
    lines = r"length(split(datum.label, '\n'))"
    blank = r"\u00a0\n" * (most // 2)  # a line with nothing in it takes no room
    above = f"slice('{blank}', 0, 2 * floor(({most} - {lines}) / 2))"
    return alt.Axis(
        labelExpr=rf"split({above} + datum.label, '\n')",
        labelBaseline={
            "condition": {"test": f"({most} - {lines}) % 2 == 1", "value": "line-top"},
            "value": "middle",
        },
        labelOffset=-(most - 1) * _LINE / 2,
        labelLineHeight=_LINE,
        labelLimit=0,
        domain=False,
        ticks=False,
        **more,
    )


def fills(levels: Levels, theme: Theme) -> alt.Scale:
    """The scale from what a cell says (ratings, then what has no value) to its fill."""
    return _scale(levels, theme, "fill")


def inks(levels: Levels, theme: Theme) -> alt.Scale:
    """The scale from what a cell says to the colour of words on its fill."""
    return _scale(levels, theme, "words")


def _scale(levels: Levels, theme: Theme, which: str) -> alt.Scale:
    colours = PALETTES[theme].ratings
    points = dict(levels) | {LOST[state]: number for state, number in _LOST_POINTS.items()}
    return alt.Scale(
        domain=list(points),
        range=[getattr(colours.get(each, colours[NEUTRAL]), which) for each in points.values()],
    )


_LOST_POINTS: dict[State, int] = {
    "not_legible": NEUTRAL,
    "not_rated": UNRATED,
    "not_applicable": UNRATED,
    "no_source": UNSAID,
}

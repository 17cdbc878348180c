"""Key questions as dot plots: percentages of cases, with the bands of the ratings drawn in."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import altair as alt

from app.charts.look import PALETTES, Theme, chart_of, row_axis, wrapped
from app.grid import exact_date
from app.wording import KEY_QUESTIONS, date_words, short_words, standard_words, value_words
from index.ratings.table import Inspection
from ingest.models import Fact
from ingest.schemes import Band, Scheme

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")
"""Beside its colour each question has a shape of its own."""
OTHER = "its own question"
"""A question behind one standard only."""
_ROW = 54


class Dot(NamedTuple):
    """One percentage of one inspection."""

    place: str
    date: str
    standard: str
    question: str
    """Name of the key question, or OTHER."""
    wording: str
    """The question as printed; "" where that was not read."""
    percent: float | None
    """0 to 100; None where it is not legible."""
    words: str
    fact: str
    """Id of the fact that it opens."""

    @property
    def line(self) -> str:
        """The inspection in words."""
        return f"{self.place}, {date_words(self.date)}"


def dots_of(rows: Iterable[Inspection], standards: Sequence[str] = ()) -> tuple[Dot, ...]:
    """The key questions of the inspections, of these standards or of all."""
    return tuple(
        _dot(row, fact)
        for row in rows
        for fact in row.key_questions()
        if fact.standard and (not standards or fact.standard in standards)
    )


def by_standard(dots: Iterable[Dot], order: Sequence[str]) -> dict[str, tuple[Dot, ...]]:
    """The dots of each standard, in this order; standards that it does not name come last."""
    found: dict[str, list[Dot]] = {}
    for dot in dots:
        found.setdefault(dot.standard, []).append(dot)
    keys = [key for key in order if key in found] + [key for key in found if key not in order]
    return {key: tuple(found[key]) for key in keys}


def bands_words(scheme: Scheme) -> tuple[str, ...]:
    """Each band in words, the lowest first: "under 50 Inadequate", "50 to 64 Requires …"."""
    return tuple(f"{_range(band)} {band.rating}" for band in scheme.bands)


def questions_chart(dots: Sequence[Dot], scheme: Scheme, theme: Theme, select: str = "") -> Any:
    """A line for each inspection, its percentages as dots over the bands; `select` as elsewhere."""
    colours = PALETTES[theme]
    lines = list(dict.fromkeys(wrapped(dot.line) for dot in dots))
    names = list(dict.fromkeys(dot.question for dot in dots))
    points = {each.word: each.points for each in scheme.ratings}
    scale = alt.Scale(domain=[0, 100], nice=False)
    bands = [
        {
            "low": band.low,
            "high": min(100, band.high + 1) if band.high < 100 else 100,
            "middle": (band.low + band.high) / 2,
            "short": short_words(band.rating),
            "fill": colours.of(points.get(band.rating)).fill,
        }
        for band in scheme.bands
    ]
    back = chart_of(bands)
    areas = back.mark_rect(aria=False, stroke=colours.quiet, strokeWidth=1).encode(
        x=alt.X("low:Q", scale=scale, title="Per cent of cases"),
        x2="high:Q",
        color=alt.Color("fill:N", scale=None, legend=None),
    )
    heads = back.mark_text(
        aria=False, baseline="bottom", dy=-3, fontSize=11, color=colours.quiet
    ).encode(x=alt.X("middle:Q", scale=scale), y=alt.value(0), text="short:N")
    data = [dot._asdict() | _said(dot) for dot in dots]
    marks = (
        chart_of([row for row in data if row["percent"] is not None])
        .mark_point(size=130, filled=True, opacity=1, stroke=colours.paper, strokeWidth=1.5)
        .encode(
            x=alt.X("percent:Q", scale=scale),
            y=alt.Y(
                "label:N",
                sort=lines,
                title=None,
                axis=row_axis(lines, grid=True, tickBand="extent", zindex=1),
                scale=alt.Scale(padding=0),
            ),
            yOffset=alt.YOffset("question:N", sort=names, scale=alt.Scale(padding=0.8)),
            shape=alt.Shape(
                "question:N",
                scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])),
                legend=alt.Legend(title=None, symbolFillColor=colours.words),
            ),
            color=alt.value(colours.words),
            tooltip=["line:N", "question:N", "words:N"],
            description="said:N",
        )
    )
    if select:
        marks = marks.add_params(alt.selection_point(name=select, fields=["fact"], toggle=False))
    chart = alt.layer(areas, heads, marks)
    return chart.properties(height=_ROW * max(2, len(lines)))


def standard_title(standard: str) -> str:
    """What stands above the chart of a standard."""
    return standard_words(standard)


def _said(dot: Dot) -> dict[str, str]:
    said = f"{dot.line}, {dot.question}: {dot.words}"
    return {"line": dot.line, "label": wrapped(dot.line), "said": said}


def _dot(row: Inspection, fact: Fact) -> Dot:
    legible = fact.cell == "legible" and fact.number is not None
    return Dot(
        place=row.place.name,
        date=exact_date(row),
        standard=fact.standard or "",
        question=KEY_QUESTIONS.get(fact.key_question or "") or fact.key_question or OTHER,
        wording=fact.label or "",
        percent=float(fact.number) if legible and fact.number is not None else None,
        words=value_words(fact),
        fact=fact.id,
    )


def _range(band: Band) -> str:
    if band.low <= 0:
        return f"under {band.high + 1}"
    return f"{band.low} and over" if band.high >= 100 else f"{band.low} to {band.high}"

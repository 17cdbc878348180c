"""A chart as a PNG that can be sent on: it says what it shows, its source and its date."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt

from app.charts.look import PALETTES, chart_of, dressed
from app.wording import date_words, held_words
from ingest.cover import slug
from ingest.models import ReportInfo

_SCALE = 2
"""Pixels of the picture for each pixel of the chart: sharp in print."""


def source_line(infos: Sequence[ReportInfo], fingerprint: str) -> str:
    """What a picture's figures rest on: how many reports, the newest date, which library."""
    words = held_words(infos).replace(" of ours", " of ours (not the Inspectorate's words)")
    newest = max((info.published for info in infos), default="")
    when = f"; newest: {date_words(newest)}" if newest else ""
    return f"Source: {words}{when}. Library {fingerprint[:12]}."


def draw(chart: Any, title: str, source: str, notes: Sequence[str] = ()) -> bytes:
    """The chart as PNG, in light colours, with its title above and its source below.

    Nothing is fetched: the engine and its letters are part of the installation.
    """
    import vl_convert

    spec = dressed(framed(chart, title, source, notes), "light").to_json()
    return bytes(vl_convert.vegalite_to_png(spec, scale=_SCALE, allowed_base_urls=[]))


def framed(chart: Any, title: str, source: str, notes: Sequence[str] = ()) -> Any:
    """The chart with its title above, and below it notes, source and the day of drawing."""
    made = f"Drawn on {date_words(date.today().isoformat())}."
    lines = [*notes, f"{source} {made}"]
    foot = chart_of([{}]).mark_text(
        text=lines,
        align="left",
        baseline="top",
        fontSize=11,
        color=PALETTES["light"].quiet,
        x=0,
    )
    foot = foot.properties(height=16 * len(lines), width=560)
    return alt.vconcat(chart, foot, title=title).resolve_scale(color="independent")


def picture_name(*parts: str) -> str:
    """A name for a file that is safe anywhere: letters, digits and hyphens of plain ASCII."""
    return f"{slug('-'.join(parts), 80) or 'ratings'}.png"

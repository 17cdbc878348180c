"""The charts of the ratings page, each with the same numbers as a table below it."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from html import escape
from typing import Any, NamedTuple

import altair as alt
import streamlit as st

from app.charts.change import change_charts, places_over_time
from app.charts.distribution import FEW, Share, Spread, by_region, by_standard, spread_chart
from app.charts.key_questions import (
    Dot,
    bands_words,
    dots_of,
    questions_chart,
    standard_title,
)
from app.charts.key_questions import by_standard as dots_by_standard
from app.charts.look import Theme, dressed
from app.charts.marks import Levels, Mark, in_order, is_rating, levels
from app.charts.picture import draw, picture_name
from app.charts.tables import change_table, counts_table, questions_table, share_list, spread_table
from app.grid import WHOLE, Round
from app.grid_html import column_words
from app.render import rating_class
from app.wording import counted, joined, report_words, round_words
from ingest.models import Fact, ReportInfo
from ingest.schemes import Scheme, Schemes, load_schemes

_WIDTH = 620
"""Pixels of a chart in a picture."""
_PLACES = 8
"""Places whose charts are drawn at once; the tables below name all."""
_REMEMBERED = 64
"""Charts that are remembered; one takes about 20,000 characters."""
_PART, _DOT = "part", "dot"
_ROUND = "ratings_round_shown"


class Shown(NamedTuple):
    """What the charts are drawn from."""

    rounds: tuple[Round, ...]
    marks: tuple[Mark, ...]
    schemes: Schemes
    source: str
    """What the figures rest on, for pictures."""
    counts: tuple[Fact, ...]
    """Ratings that reports count themselves, of whatever round."""
    infos: Mapping[str, ReportInfo]
    open: Callable[[str], None]
    """Opens the source of a fact."""

    @property
    def levels(self) -> Levels:
        """The ratings with their points, best first."""
        return levels(self.schemes)


def show_spread(shown: Shown) -> None:
    """How ratings are spread, by standard and by region."""
    each = _one_round(shown.rounds)
    name = each.scheme.name if each.scheme else ""
    marks = [mark for mark in shown.marks if mark.scheme == name]
    columns = in_order([m.column for m in marks if is_rating(m.column)], (each,))
    st.html(
        f'<h2 class="round">{escape(round_words(each.scheme))}</h2>'
        '<p class="small">Each bar is all inspections of this round that are shown, or all cells '
        "of a region. What is not legible or not rated is counted as that, and derived ratings "
        "with those that were read.</p>"
    )
    _own_counts([f for f in shown.counts if f.scheme == name], columns, shown)
    spreads = {
        "Ratings by standard": by_standard(marks, columns, shown.levels),
        "Ratings by region": by_region(marks, shown.levels),
    }
    for title, spread in spreads.items():
        if spread.shares:
            _spread(title, spread, each, shown)


def _one_round(rounds: Sequence[Round]) -> Round:
    """The round that is looked at: standards and totals of another one are others."""
    titles = {round_words(each.scheme): each for each in rounds}
    if len(titles) == 1:
        return rounds[0]
    if st.session_state.get(_ROUND) not in titles:
        st.session_state[_ROUND] = next(iter(titles))
    return titles[st.selectbox("Show the inspections of", list(titles), key=_ROUND)]


def _spread(title: str, spread: Spread, each: Round, shown: Shown) -> None:
    st.html(f'<h3 class="round">{escape(title)}</h3>')
    few = ""
    if spread.few:
        few = f"Of fewer than {FEW}, and so no pattern: {joined(spread.few)}."
        st.html(f'<p class="small">{escape(few)}</p>')
    spec = _spread_spec(spread, shown.levels, theme())
    _chart(spec, title, _spread_words(spread), partial(_show_part, title))
    _part(title, spread)
    st.html(spread_table(spread, f"{title}: how many, and of how many (n)"))
    notes = ("Derived ratings are counted with those read.", *([few] if few else []))
    picture = partial(_spread_picture, spread, shown.levels)
    _picture(picture, title, shown, (f"{round_words(each.scheme)}.", *notes))


def _own_counts(facts: Sequence[Fact], columns: Sequence[str], shown: Shown) -> None:
    """What a report says itself that it counted: often more than its table lets be read."""
    for report in dict.fromkeys(fact.report for fact in facts):
        counted_there = [fact for fact in facts if fact.report == report]
        name = report_words(shown.infos[report])
        st.html(
            counts_table(counted_there, columns, shown.levels, f"As counted by {name}")
            + '<p class="small">These are the counts of the report itself, of all that it '
            "inspected, whatever is filtered here. The bars below count single inspections whose "
            "ratings this library could read or derive, which can be fewer.</p>"
        )


def show_change(shown: Shown) -> None:
    """Places with two or more inspections, over time."""
    places = places_over_time(shown.marks)
    if not places:
        _nothing("No place is shown with two inspections, so that nothing has changed yet.")
        return
    columns = in_order([m.column for m in shown.marks], shown.rounds)
    names = {column_words(column): column for column in columns}
    wanted = st.selectbox("Show the change in", list(names), key="ratings_change")
    column = names[wanted]
    drawn = places[:_PLACES]
    _say_totals(shown, column)
    title = f"Change over time: {wanted}"
    names_drawn = tuple(place.name for place in drawn)
    asked = tuple(m for m in shown.marks if m.column == column and m.place in names_drawn)
    specs = _change_specs(asked, column, shown.levels, theme())
    if not specs:
        _nothing(f"No place shown has {wanted} in two inspections: there is nothing to draw.")
    for name, spec in specs:
        words = f"{name}, by date; the table below says the same in words."
        _chart(spec, name, words, partial(_open_dot, name, shown.open))
    if len(places) > len(drawn):
        st.html(
            f'<p class="small">{counted(len(drawn), "place")} of {len(places)} drawn: filter by '
            "place for others. The tables below are complete.</p>"
        )
    for place in places:
        st.html(change_table(place, columns))
    if specs:
        _picture(partial(_change_picture, asked, column, shown.levels), title, shown)


def show_questions(shown: Shown, standards: Sequence[str]) -> None:
    """The percentages of the key questions, with the bands of the ratings."""
    drawn = False
    for each in shown.rounds:
        if each.scheme is None:
            continue
        dots = dots_of([line.inspection for line in each.lines], standards)
        if dots:
            drawn = True
            _questions(each.scheme, dots, shown)
    if not drawn:
        _nothing("No percentages for key questions were read from the reports shown.")


def _say_totals(shown: Shown, column: str) -> None:
    totals = {mark.out_of for mark in shown.marks if mark.column == WHOLE[0] and mark.known}
    if column == WHOLE[0] and len(totals) > 1:
        st.html(
            '<p class="small">Scores under different schemes are out of different totals. They are '
            "drawn apart, each on an axis of its own, and are not compared.</p>"
        )


def theme() -> Theme:
    """The theme that the reader's browser shows; light until it has said so."""
    return "dark" if st.context.theme.type == "dark" else "light"


def _questions(scheme: Scheme, dots: Sequence[Dot], shown: Shown) -> None:
    st.html(f'<h2 class="round">{escape(scheme.title)}</h2>{_bands(scheme)}')
    found = dots_by_standard(dots, [standard.key for standard in scheme.standards])
    for standard, each in found.items():
        title = standard_title(standard)
        st.html(f'<h3 class="round">{escape(title)}</h3>')
        key = f"{scheme.name} {standard}"
        words = f"{title}: per cent of cases for each key question; the table below says the same."
        spec = _questions_spec(each, scheme.name, theme())
        _chart(spec, key, words, partial(_open_dot, key, shown.open))
        st.html(questions_table(each, f"{title}: per cent of cases"))
    note = f"Bands, by the lowest percentage: {', '.join(bands_words(scheme))}."
    picture = partial(_questions_picture, found, scheme)
    _picture(picture, f"Key questions {scheme.name}", shown, (note,))


def _spread_picture(spread: Spread, levels: Levels) -> Any:
    return spread_chart(spread, levels, "light").properties(width=_WIDTH)


def _change_picture(marks: tuple[Mark, ...], column: str, levels: Levels) -> Any:
    charts = change_charts(places_over_time(marks), column, levels, "light").values()
    return alt.vconcat(*(each.properties(width=_WIDTH) for each in charts))


def _questions_picture(found: Mapping[str, tuple[Dot, ...]], scheme: Scheme) -> Any:
    return alt.vconcat(
        *(
            questions_chart(dots, scheme, "light").properties(
                title=standard_title(standard), width=_WIDTH
            )
            for standard, dots in found.items()
        )
    )


# To make a chart takes a tenth of a second, and the page is run anew at every click: what was
# drawn from the same rows is drawn again. Rows are of the library, the same for everybody.
@lru_cache(maxsize=_REMEMBERED)
def _spread_spec(spread: Spread, levels: Levels, theme: Theme) -> str:
    return _spec(spread_chart(spread, levels, theme, select=_PART), theme)


@lru_cache(maxsize=_REMEMBERED)
def _change_specs(
    marks: tuple[Mark, ...], column: str, levels: Levels, theme: Theme
) -> tuple[tuple[str, str], ...]:
    """Title and chart of each place."""
    charts = change_charts(places_over_time(marks), column, levels, theme, select=_DOT)
    return tuple((title, _spec(chart, theme)) for title, chart in charts.items())


@lru_cache(maxsize=_REMEMBERED)
def _questions_spec(dots: tuple[Dot, ...], scheme: str, theme: Theme) -> str:
    return _spec(questions_chart(dots, load_schemes().scheme(scheme), theme, select=_DOT), theme)


def _spec(chart: Any, theme: Theme) -> str:
    """The chart as JSON, as wide as the page; axis and legend are added to its height."""
    wide = dressed(chart, theme).properties(autosize={"type": "fit-x", "contains": "padding"})
    return str(wide.to_json(indent=None))


def _bands(scheme: Scheme) -> str:
    points: Mapping[str, int] = {each.word: each.points for each in scheme.ratings}
    items = "".join(
        f'<li class="rating {rating_class(points.get(band.rating))}">{escape(words)}</li>'
        for band, words in zip(scheme.bands, bands_words(scheme), strict=True)
    )
    return (
        '<p class="small">The lowest percentage of a standard drives its rating. The bands, in per '
        f'cent:</p><ul class="bands">{items}</ul>'
    )


def _chart(spec: str, name: str, words: str, on_select: Callable[[], None]) -> None:
    """The chart, as wide as the page; a click on a part of it calls `on_select`."""
    st.vega_lite_chart(
        spec=json.loads(spec),
        key=_key(name),
        theme=None,
        width="stretch",
        on_select=on_select,
        alt=words,
    )


def _key(name: str) -> str:
    """A new key once a source is closed: the same dot can then be clicked again."""
    return f"chart {name} {st.session_state.get('rating_closes', 0)}"


def _selected(name: str) -> Mapping[str, Any] | None:
    """What was clicked in a chart; None where nothing was. It comes from a browser."""
    state = st.session_state.get(_key(name)) or {}
    for points in dict(state.get("selection") or {}).values():
        if isinstance(points, list) and points and isinstance(points[0], Mapping):
            return points[0]
    return None


def _open_dot(name: str, open_fact: Callable[[str], None]) -> None:
    found = _selected(name)
    if found and isinstance(found.get("fact"), str) and found["fact"]:
        open_fact(found["fact"])


def _show_part(name: str) -> None:
    found = _selected(name)
    if found:
        wanted = (str(found.get("group")), str(found.get("words")))
        st.session_state[f"part {name}"] = wanted


def _part(name: str, spread: Spread) -> None:
    """What the part of a bar that was clicked counts."""
    wanted = st.session_state.get(f"part {name}")
    share: Share | None = spread.share(*wanted) if wanted else None
    if share is None:
        return
    head = f"{share.group}, {share.words}: {len(share.marks)} of {share.whole}"
    st.html(f'<div class="part" role="status"><h3>{escape(head)}</h3>{share_list(share)}</div>')


def _spread_words(spread: Spread) -> str:
    parts = [f"{s.group}: {len(s.marks)} of {s.whole} {s.words}" for s in spread.shares]
    return f"Stacked bars. {'; '.join(parts)}."


def _picture(chart: Callable[[], Any], title: str, shown: Shown, notes: Sequence[str] = ()) -> None:
    """A button that draws the chart as a picture once it is pressed."""
    st.download_button(
        "Picture (PNG)",
        data=lambda: draw(chart(), title, shown.source, notes),
        file_name=picture_name("ratings", title),
        mime="image/png",
        key=f"picture {title}",
        icon=":material/image:",
        on_click="ignore",
    )


def _nothing(words: str) -> None:
    st.html(f'<div class="empty"><p>{escape(words)}</p></div>')

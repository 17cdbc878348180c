"""The ratings that the library holds: inspections by standards, each cell opens its source."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

import streamlit as st

from app.grid import WHOLE, Round, cell_facts, exact_date, make_rounds, states
from app.grid_html import column_words, evidence_html, rounds_html
from app.source import source_html
from app.views.clicks import listen
from app.views.frame import Holdings, heading, holdings, nothing_held, show_error
from app.views.printed_page import show_page
from app.wording import cells_words, counted, coverage_words, date_words, joined, report_words
from index.ratings.derive import Derived
from index.ratings.held import derived_table
from index.ratings.table import Inspection
from index.stores.library import Library
from ingest.errors import ReportsError
from ingest.models import Fact, Measure, ReportInfo
from ingest.schemes import load_schemes

PLACES, STANDARDS, REGIONS = "ratings_places", "ratings_standards", "ratings_regions"
KEPT = (PLACES, STANDARDS, REGIONS)
_MEASURES: tuple[Measure, ...] = (*WHOLE, "rating")


class Ratings(NamedTuple):
    """The table of the library, and the facts that its cells can open."""

    derived: Derived
    rated: tuple[Inspection, ...]
    """Inspections with a rating or a score, by place, newest first within it."""
    facts: Mapping[str, tuple[Fact, tuple[str, ...]]]
    """Id to fact and, for one that is not legible, what it can still be."""


def show_ratings(library: Library) -> None:
    """The whole page."""
    held = holdings(library)
    if not held.reports:
        nothing_held()
        return
    found = _ratings(held, library.fingerprint())
    heading("Ratings", "Every rating in this library. Click one to see where it comes from.")
    if not found.rated:
        st.html('<div class="empty"><h2>No ratings were read from these reports</h2></div>')
        return
    rounds = _filtered(found)
    infos = {info.id: info for info in held.reports}
    shown = [line.inspection for each in rounds for line in each.lines]
    _coverage(rounds, shown, found)
    if shown:
        st.html(rounds_html(rounds, infos))
    _missing([row for row in shown if row.own_report is None], infos)
    _opened(found, infos, library)
    listen(_open, st.session_state.get("rating_show", ""))


@st.cache_resource(show_spinner=False, max_entries=2)
def _ratings(_held: Holdings, fingerprint: str) -> Ratings:
    """The table, made anew only after the library has changed."""
    derived = derived_table(_held.reports, _held.facts, load_schemes())
    rated = [row for row in derived.table.inspections if any(map(row.of, _MEASURES))]
    rated.sort(key=exact_date, reverse=True)
    rated.sort(key=lambda row: row.place.name)
    facts = {}
    for row in rated:
        for fact in (fact for cell in cell_facts(row).values() for fact in cell):
            key = (row.place.name, row.date, fact.standard or "")
            lost = fact.measure == "rating" and fact.cell == "not_legible"
            facts[fact.id] = (fact, derived.possible.get(key, ()) if lost else ())
    return Ratings(derived, tuple(rated), facts)


def _filtered(found: Ratings) -> tuple[Round, ...]:
    """The inspections and columns that the filters leave."""
    every = make_rounds(found.rated, found.derived, load_schemes())
    columns = dict.fromkeys(column for each in every for column in each.columns)
    first, second, third = st.columns(3)
    places = first.multiselect(
        "Places",
        sorted({row.place.name for row in found.rated}),
        key=PLACES,
        placeholder="All places",
    )
    regions = second.multiselect(
        "Regions",
        sorted({row.place.region for row in found.rated if row.place.region}),
        key=REGIONS,
        placeholder="All regions",
    )
    names = {column_words(column): column for column in columns}
    chosen = third.multiselect("Standards", list(names), key=STANDARDS, placeholder="All standards")
    asked = [names[name] for name in chosen]
    standards = [column for column in asked if column not in WHOLE]
    measures = [each for each in WHOLE if each in asked or not asked]
    rows = [
        row
        for row in found.rated
        if (not places or row.place.name in places) and (not regions or row.place.region in regions)
    ]
    return make_rounds(
        rows,
        found.derived,
        load_schemes(),
        standards=standards,
        measures=[*measures, "rating"] if standards or not asked else measures,
    )


def _coverage(rounds: Sequence[Round], shown: Sequence[Inspection], found: Ratings) -> None:
    """Say how much is shown: lists are complete, or say that they are not."""
    words = f"{coverage_words(shown)} {cells_words(states(rounds))}" if shown else "Nothing fits."
    if len(shown) < len(found.rated):
        of = counted(len(found.rated), "inspection")
        words = f"Filter on: {len(shown)} of {of}. {words}"
    if sum("score" in each.columns for each in rounds) > 1:
        words += " Scores under different schemes are out of different totals."
    if wrong := found.derived.contradictions:
        words += f" Nothing is derived where figures contradict each other: {joined(wrong)}."
    st.html(f'<p class="small" role="status">{escape(words)}</p>')


def _missing(rows: Sequence[Inspection], infos: Mapping[str, ReportInfo]) -> None:
    """What the library does not hold: inspections that a table names, without their report."""
    if not rows:
        return
    with st.expander(f"Without a report in this library: {counted(len(rows), 'inspection')}"):
        items = "".join(
            f"<li>{escape(f'{row.place.name}, {date_words(exact_date(row))}')} "
            f'<span class="small">named by {escape(_namers(row, infos))}</span></li>'
            for row in rows
        )
        st.html(f'<ul class="notes">{items}</ul>')


def _namers(row: Inspection, infos: Mapping[str, ReportInfo]) -> str:
    return joined([report_words(infos[report]) for report in row.reports])


def _opened(found: Ratings, infos: Mapping[str, ReportInfo], library: Library) -> None:
    wanted = st.session_state.get("rating_opened")
    fact, possible = found.facts.get(wanted, (None, ())) if wanted else (None, ())
    if fact is None:
        return
    info = infos[fact.report]
    with st.container(key="source"):
        st.button(
            "Close", key="close-rating", on_click=_close, type="tertiary", icon=":material/close:"
        )
        try:
            html = source_html(
                info, fact.source, library.passages([info.id]), library.text(info.id)
            )
        except ReportsError as error:
            show_error(error)
            return
        st.html(evidence_html(fact, possible, infos) + html)
        show_page(library, fact.source)


def _close() -> None:
    st.session_state["rating_opened"] = None


def _open(value: str) -> None:
    """Open the fact that a cell names; an id that is not held shows nothing."""
    st.session_state["rating_opened"] = None if value == "close" else value
    count = int(st.session_state.get("rating_opens", 0)) + 1
    st.session_state["rating_opens"] = count
    st.session_state["rating_show"] = f".st-key-source@{count}"

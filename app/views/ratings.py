"""The ratings that the library holds: inspections by standards, each cell opens its source."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

import streamlit as st

from app.access import AT_HOME, Person
from app.charts.heat import heat_chart
from app.charts.marks import marks_of
from app.charts.picture import draw, picture_name, source_line
from app.grid import WHOLE, Round, cell_facts, exact_date, make_rounds, states
from app.grid_html import evidence_html, opened_html, rounds_html
from app.ratings_csv import facts_csv
from app.source import reader_link, source_html
from app.views.clicks import listen
from app.views.frame import Holdings, heading, holdings, nothing_held, show_error
from app.views.printed_page import show_page
from app.views.ratings_charts import Shown, show_change, show_questions, show_spread
from app.views.ratings_filters import (
    FILTERS,
    SORT,
    Chosen,
    choose,
    clear,
    filter_words,
    filtered,
    filtered_facts,
)
from app.wording import cells_words, counted, coverage_words, date_words, joined, report_words
from index.ratings.derive import Derived
from index.ratings.held import derived_table
from index.ratings.table import Inspection
from index.stores.library import Library
from ingest.errors import ReportsError
from ingest.models import Fact, Measure, ReportInfo
from ingest.schemes import load_schemes

KEPT = (*FILTERS, SORT)
VIEWS = ("Table", "Change over time", "Distribution", "Key questions")
PICTURE_NOTES = ("* derived, not read: the other figures leave no other rating.",)
_MEASURES: tuple[Measure, ...] = (*WHOLE, "rating")


class Ratings(NamedTuple):
    """The table of the library, and the facts that its cells can open."""

    derived: Derived
    rated: tuple[Inspection, ...]
    """Inspections with a rating or a score, by place, newest first within it."""
    facts: Mapping[str, tuple[Fact, tuple[str, ...]]]
    """Id to fact and, for one that is not legible, what it can still be."""
    counts: tuple[Fact, ...]
    """The ratings that national reports count themselves."""


def show_ratings(library: Library, person: Person = AT_HOME) -> None:
    """The whole page."""
    person.must("reader")
    held = holdings(library)
    if not held.reports:
        nothing_held()
        return
    found = _ratings(held, held.fingerprint)
    heading("Ratings", "Every rating in this library. Click one to see where it comes from.")
    if not found.rated:
        st.html('<div class="empty"><h2>No ratings were read from these reports</h2></div>')
        return
    schemes = load_schemes()
    chosen = choose(found.rated, make_rounds(found.rated, found.derived, schemes), schemes)
    rounds = filtered(found.derived, chosen, schemes)
    infos = {info.id: info for info in held.reports}
    rows = [line.inspection for each in rounds for line in each.lines]
    _coverage(rounds, rows, found, chosen)
    source = source_line(held.reports, held.fingerprint)
    shown = Shown(rounds, marks_of(rounds), schemes, source, found.counts, infos, _open)
    if rows:
        _views(shown, found, chosen, infos)
    _missing(rows, found, infos)
    _opened(found, infos, library)
    listen(_open, st.session_state.get("rating_show", ""))


@st.cache_resource(show_spinner=False, max_entries=2)
def _ratings(_held: Holdings, fingerprint: str) -> Ratings:
    """The table, made anew only after the library has changed."""
    derived = derived_table(_held.reports, _held.facts, load_schemes())
    rated = [row for row in derived.table.inspections if any(map(row.of, _MEASURES))]
    rated.sort(key=exact_date, reverse=True)
    rated.sort(key=lambda row: row.place.name)
    counts = tuple(f for f in derived.table.national if f.measure == "rating_count")
    facts: dict[str, tuple[Fact, tuple[str, ...]]] = {fact.id: (fact, ()) for fact in counts}
    for row in rated:
        cells = (fact for cell in cell_facts(row).values() for fact in cell)
        for fact in (*row.facts, *cells):
            key = (row.place.name, row.date, fact.standard or "")
            lost = fact.measure == "rating" and fact.cell == "not_legible"
            facts[fact.id] = (fact, derived.possible.get(key, ()) if lost else ())
    return Ratings(derived, tuple(rated), facts, counts)


def _views(shown: Shown, found: Ratings, chosen: Chosen, infos: Mapping[str, ReportInfo]) -> None:
    """The table and the charts, one at a time; only the one that is looked at is made."""
    table, change, spread, questions = st.tabs(VIEWS, key="ratings_view", on_change="rerun")
    with table:
        if table.open:
            st.html(rounds_html(shown.rounds, infos))
            _downloads(shown, found, chosen, infos)
    with change:
        if change.open:
            show_change(shown)
    with spread:
        if spread.open:
            show_spread(shown)
    with questions:
        if questions.open:
            show_questions(shown, chosen.standards)


def _downloads(
    shown: Shown, found: Ratings, chosen: Chosen, infos: Mapping[str, ReportInfo]
) -> None:
    """The table as CSV, as `reports ratings --csv` prints it, and as a picture."""
    facts = filtered_facts(found.derived, chosen, shown.schemes)
    with st.container(horizontal=True, key="ratings-downloads"):
        st.download_button(
            "Table (CSV)",
            data=lambda: facts_csv(facts, infos).encode(),
            file_name="ratings.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            "Picture (PNG)",
            data=lambda: draw(heat_chart(shown.rounds), "Ratings", shown.source, PICTURE_NOTES),
            file_name=picture_name("ratings", "heat map"),
            mime="image/png",
            icon=":material/image:",
            on_click="ignore",
        )


def _coverage(
    rounds: Sequence[Round], shown: Sequence[Inspection], found: Ratings, chosen: Chosen
) -> None:
    """Say how much is shown: lists are complete, or say that they are not."""
    words = f"{coverage_words(shown)} {cells_words(states(rounds))}" if shown else "Nothing fits."
    on = filter_words(chosen, load_schemes())
    if on or len(shown) < len(found.rated):
        of = counted(len(found.rated), "inspection")
        words = f"Filter on: {len(shown)} of {of}. {on[:1].upper()}{on[1:]}. {words}"
    if sum("score" in each.columns for each in rounds) > 1:
        words += " Scores under different schemes are out of different totals."
    if wrong := found.derived.contradictions:
        words += f" Nothing is derived where figures contradict each other: {joined(wrong)}."
    st.html(f'<p class="small" role="status">{escape(words)}</p>')
    if on:
        st.button("Clear filters", key="ratings-clear", on_click=clear, icon=":material/close:")


def _missing(shown: Sequence[Inspection], found: Ratings, infos: Mapping[str, ReportInfo]) -> None:
    """What the library does not hold: inspections without their report, regions without any."""
    rows = [row for row in shown if row.own_report is None]
    if rows:
        with st.expander(f"Without a report in this library: {counted(len(rows), 'inspection')}"):
            items = "".join(
                f"<li>{escape(f'{row.place.name}, {date_words(exact_date(row))}')} "
                f'<span class="small">named by {escape(_namers(row, infos))}</span></li>'
                for row in rows
            )
            st.html(f'<ul class="notes">{items}</ul>')
    held = {row.place.region for row in found.rated}
    if without := [region for region in load_schemes().regions() if region not in held]:
        words = f"No inspection in this library is of these regions: {joined(without)}."
        st.html(f'<p class="small">{escape(words)}</p>')


def _namers(row: Inspection, infos: Mapping[str, ReportInfo]) -> str:
    return joined([report_words(infos[report]) for report in row.reports])


def _opened(found: Ratings, infos: Mapping[str, ReportInfo], library: Library) -> None:
    wanted = st.session_state.get("rating_opened")
    fact, possible = found.facts.get(wanted, (None, ())) if wanted else (None, ())
    if fact is None:
        return
    info = infos[fact.report]
    with st.container(key="beside"), st.container(key="source"):
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
        st.html(opened_html(fact) + html + reader_link(info.id))
        show_page(library, fact.source)
        if beside := evidence_html(fact, possible, infos):
            st.html(beside)


def _close() -> None:
    st.session_state["rating_opened"] = None
    st.session_state["rating_closes"] = int(st.session_state.get("rating_closes", 0)) + 1


def _open(value: str) -> None:
    """Open the fact that a cell names; an id that is not held shows nothing."""
    if value == "close":
        _close()
        return
    st.session_state["rating_opened"] = value
    count = int(st.session_state.get("rating_opens", 0)) + 1
    st.session_state["rating_opens"] = count
    st.session_state["rating_show"] = f".st-key-source@{count}"

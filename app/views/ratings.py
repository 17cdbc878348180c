"""The ratings that the library holds: inspections by standards, each cell opens its source."""

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import streamlit as st

from app.render import value_html
from app.source import source_html
from app.views.clicks import listen
from app.views.frame import Holdings, heading, holdings, nothing_held, show_error
from app.wording import date_words, joined, standard_words, value_words
from index.stores.library import Library
from ingest.errors import ReportsError
from ingest.models import Fact

PLACES, STANDARDS, REGIONS = "ratings_places", "ratings_standards", "ratings_regions"
KEPT = (PLACES, STANDARDS, REGIONS)
_WHOLE = {"overall_rating": "Overall", "score": "Score"}


class Inspection(NamedTuple):
    """One inspection with its ratings, from its report or a row of an annual table, or both."""

    subject: str
    region: str
    published: str
    scheme: str
    cells: dict[str, tuple[Fact, ...]]
    """Column to facts: one, or several where sources disagree."""


def show_ratings(library: Library) -> None:
    """The whole page."""
    held = holdings(library)
    found = inspections(held.facts)
    if not held.reports:
        nothing_held()
        return
    heading("Ratings", "Every rating in this library. Click one to see where it comes from.")
    if not found:
        st.html('<div class="empty"><h2>No ratings were read from these reports</h2></div>')
        return
    shown, columns = _filtered(found)
    _coverage(shown, found)
    if shown:
        st.html(table_html(shown, columns))
    _opened(held, library)
    listen(_open, st.session_state.get("rating_show", ""))


def inspections(facts: Sequence[Fact]) -> list[Inspection]:
    """The rated inspections by place, newest first within it.

    Facts of one place and date are of one inspection, whether they stand in its report or in a
    table; dates are the same where one is the beginning of the other.
    """
    found: list[Inspection] = []
    rated = [fact for fact in facts if fact.measure in ("rating", "overall_rating", "score")]
    rated = [fact for fact in rated if fact.standard or fact.measure != "rating"]
    for fact in sorted(rated, key=lambda fact: (fact.subject, fact.published, fact.id)):
        same = next((one for one in found if _same(one, fact)), None)
        if same is None:
            same = Inspection(fact.subject, fact.region, fact.published, fact.scheme, {})
            found.append(same)
        elif len(fact.published) > len(same.published):
            found.remove(same)
            same = same._replace(published=fact.published)
            found.append(same)
        column = _WHOLE.get(fact.measure) or standard_words(fact.standard)
        same.cells[column] = _merged(same.cells.get(column, ()), fact)
    newest = sorted(found, key=lambda one: one.published, reverse=True)
    return sorted(newest, key=lambda one: one.subject)


def table_html(shown: Sequence[Inspection], columns: Sequence[str]) -> str:
    """Inspections by columns, with the words of each rating on its colour."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(one.subject)}<small>{escape(date_words(one.published))}'
        f"</small></th>{''.join(_cell(one, column) for column in columns)}</tr>"
        for one in shown
    )
    return (
        '<div class="scroll tall" tabindex="0" role="region" aria-label="Ratings">'
        f'<table class="matrix"><thead><tr><th scope="col">Place</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _same(one: Inspection, fact: Fact) -> bool:
    return (
        one.subject == fact.subject
        and (one.published.startswith(fact.published) or fact.published.startswith(one.published))
        and (one.scheme == fact.scheme or not one.scheme or not fact.scheme)
    )


def _merged(held: tuple[Fact, ...], fact: Fact) -> tuple[Fact, ...]:
    """What a cell shows: a legible value before a lost one, each different value once."""
    legible = [one for one in (*held, fact) if one.cell == "legible"]
    kept: dict[str, Fact] = {}
    for one in legible or (*held, fact):
        kept.setdefault(value_words(one), one)
    return tuple(kept.values())


def _cell(one: Inspection, column: str) -> str:
    facts = one.cells.get(column, ())
    if not facts:
        return '<td class="none"><span class="hidden">Not given</span></td>'
    buttons = "".join(
        f'<button type="button" class="cell" data-open="{escape(fact.id, quote=True)}">'
        f'<span class="hidden">{escape(one.subject)}, {escape(column)}: </span>'
        f"{value_html(fact)}</button>"
        for fact in facts
    )
    return f"<td>{buttons}</td>"


def _columns(found: Sequence[Inspection]) -> list[str]:
    """Overall, score, then the standards in the order in which the fullest inspection has them."""
    names: list[str] = []
    for one in sorted(found, key=lambda one: -len(one.cells)):
        first = sorted(one.cells, key=lambda name: min(_place(f) for f in one.cells[name]))
        names.extend(name for name in first if name not in names)
    whole = [name for name in _WHOLE.values() if name in names]
    return whole + [name for name in names if name not in whole]


def _place(fact: Fact) -> tuple[str, int]:
    """Where a fact stands among those of its report: ids end in "f" and a number."""
    number = re.search(r"(\d+)$", fact.id)
    return fact.report, int(number[1]) if number else 0


def _filtered(found: Sequence[Inspection]) -> tuple[list[Inspection], list[str]]:
    """The inspections and columns that the filters leave."""
    every = _columns(found)
    first, second, third = st.columns(3)
    places = first.multiselect(
        "Places", sorted({one.subject for one in found}), key=PLACES, placeholder="All places"
    )
    regions = second.multiselect(
        "Regions",
        sorted({one.region for one in found if one.region}),
        key=REGIONS,
        placeholder="All regions",
    )
    standards = third.multiselect("Standards", every, key=STANDARDS, placeholder="All standards")
    columns = [column for column in every if not standards or column in standards]
    shown = [
        one
        for one in found
        if (not places or one.subject in places)
        and (not regions or one.region in regions)
        and any(column in one.cells for column in columns)
    ]
    return shown, columns


def _coverage(shown: Sequence[Inspection], found: Sequence[Inspection]) -> None:
    """Say how much is shown: lists are complete, or say that they are not."""
    places = len({one.subject for one in shown})
    by_standard = sum(
        any(name not in _WHOLE.values() and _legible(facts) for name, facts in one.cells.items())
        for one in shown
    )
    words = (
        f"{_count(len(shown), 'inspection')} of {_count(places, 'place')}; ratings by standard "
        f"read for {by_standard}."
    )
    if len(shown) < len(found):
        words = f"Filter on: {len(shown)} of {_count(len(found), 'inspection')}. " + words
    schemes = {one.scheme for one in shown if one.scheme and "Score" in one.cells}
    if len(schemes) > 1:
        words += " Scores under different schemes are out of different totals."
    st.html(f'<p class="small" role="status">{escape(words)}</p>')


def _legible(facts: Sequence[Fact]) -> bool:
    return any(fact.cell == "legible" for fact in facts)


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def _opened(held: Holdings, library: Library) -> None:
    wanted = st.session_state.get("rating_opened")
    fact = next((fact for fact in held.facts if fact.id == wanted), None)
    if fact is None:
        return
    info = next((info for info in held.reports if info.id == fact.report), None)
    if info is None:
        return
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
        st.html(html)
        if fact.derived and fact.rule:
            st.html(f'<p class="small">Derived: {escape(fact.rule)}</p>')
        if fact.also:
            names = joined(sorted({source.report for source in fact.also}))
            st.html(f'<p class="small">Also in: {escape(names)}</p>')


def _close() -> None:
    st.session_state["rating_opened"] = None


def _open(value: str) -> None:
    """Open the fact that a cell names; an id that is not held shows nothing."""
    st.session_state["rating_opened"] = None if value == "close" else value
    count = int(st.session_state.get("rating_opens", 0)) + 1
    st.session_state["rating_opens"] = count
    st.session_state["rating_show"] = f".st-key-source@{count}"

"""What the next answer may rest on: filters for places, regions, years, kinds and reports."""

from collections.abc import Collection, Sequence
from html import escape
from typing import NamedTuple

import streamlit as st

from app.views.frame import Holdings
from app.wording import KINDS, counted, joined, kind_words, report_words
from index.models import Filters

PLACES, REGIONS, YEARS = "filter_places", "filter_regions", "filter_years"
KINDS_OF, REPORTS = "filter_kinds", "filter_reports"
KEPT = (PLACES, REGIONS, YEARS, KINDS_OF, REPORTS)


class Scope(NamedTuple):
    """The filters as set."""

    filters: Filters
    words: str
    """The same in words; "" without any."""
    nothing_fits: bool
    """They exclude each other: there is nothing to answer from."""


def show_scope(held: Holdings) -> Scope:
    """The filters in the sidebar, and what they come to."""
    named = {info.id: report_words(info) for info in held.reports}
    regions = {info.region for info in held.reports} | {fact.region for fact in held.facts}
    places = sorted({info.subject for info in held.reports} | {f.subject for f in held.facts})
    years = sorted({i.published[:4] for i in held.reports if i.published}, reverse=True)
    kinds = [kind for kind in KINDS if any(info.kind == kind for info in held.reports)]
    with st.sidebar:
        st.html('<h2 class="side">Answer only from</h2>')
        chosen_places = _choose("Places", places, PLACES, "All places")
        chosen_regions = _choose("Regions", sorted(filter(None, regions)), REGIONS, "All regions")
        with st.expander("Years, kinds and reports", expanded=_any_of(YEARS, KINDS_OF, REPORTS)):
            chosen_years = _choose("Year of publication", years, YEARS, "All years")
            chosen_kinds = _choose("Kind of report", kinds, KINDS_OF, "All kinds", KINDS)
            chosen_reports = _choose("Reports", list(named), REPORTS, "All reports", named)
    reports = {
        info.id
        for info in held.reports
        if (not chosen_years or info.published[:4] in chosen_years)
        and (not chosen_kinds or info.kind in chosen_kinds)
        and (not chosen_reports or info.id in chosen_reports)
    }
    limited = bool(chosen_years or chosen_kinds or chosen_reports)
    within = _within(held, chosen_places, chosen_regions)
    excluded = (limited and not reports) or bool(chosen_regions and not within)
    filters = Filters(places=tuple(within), reports=tuple(sorted(reports)) if limited else ())
    words = [
        *chosen_places,
        *(f"the region {region}" for region in chosen_regions),
        *(f"what was published in {year}" for year in chosen_years),
        *(kind_words(kind) for kind in chosen_kinds),
        *(named[report] for report in chosen_reports),
    ]
    return Scope(filters, joined(words), excluded)


def show_scope_line(scope: Scope) -> None:
    """Says that filters are on, right above the box for questions, with a way to clear them."""
    if not scope.words:
        return
    count = len(scope.filters.reports)
    none = " No report fits all of these." if scope.nothing_fits else ""
    some = f" ({counted(count, 'report')})" if count and not none else ""
    with st.container(key="filtered", horizontal=True, vertical_alignment="center"):
        st.html(
            f"<p><b>Filter on:</b> the next answer uses only {escape(scope.words)}{some}.{none}</p>"
        )
        st.button("Clear filter", key="clear", on_click=clear_scope, type="tertiary")


def clear_scope() -> None:
    """Take all filters off."""
    for key in KEPT:
        st.session_state[key] = []


def _choose(
    label: str,
    options: Sequence[str],
    key: str,
    everything: str,
    words: dict[str, str] | None = None,
) -> list[str]:
    """A box to choose from; what is no longer in the library is no longer chosen."""
    chosen = st.session_state.get(key)
    if chosen is not None and not set(options).issuperset(chosen):
        st.session_state[key] = [one for one in chosen if one in options]
    shown = words or {option: option for option in options}
    # Enter takes the first of the list: what is most like what was typed, never all of it.
    return st.multiselect(
        label,
        options,
        key=key,
        format_func=shown.__getitem__,
        placeholder=everything,
        select_all=False,
        bind="query-params",  # in the address they outlive a reload, as the conversation does
    )


def _within(held: Holdings, places: Collection[str], regions: Collection[str]) -> list[str]:
    """The places that are meant: those named, as far as they lie in the regions."""
    if not regions:
        return sorted(places)
    lying = {info.subject for info in held.reports if info.region in regions}
    lying |= {fact.subject for fact in held.facts if fact.region in regions}
    return sorted(lying & set(places) if places else lying)


def _any_of(*keys: str) -> bool:
    return any(st.session_state.get(key) for key in keys)

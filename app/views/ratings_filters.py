"""The filters of the ratings page: which inspections and columns are shown, and in which order."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import streamlit as st

from app.charts.marks import levels
from app.filters import TABLE_MEASURES, Selection
from app.grid import WHOLE, Round, make_rounds
from app.grid_html import column_words
from app.grid_order import DATE, PLACE, in_order, sortings
from app.selection import select_facts
from app.wording import joined, round_words
from index.ratings.derive import Derived
from index.ratings.table import Inspection
from ingest.models import Fact, Measure
from ingest.schemes import Schemes

PLACES, STANDARDS, REGIONS = "ratings_places", "ratings_standards", "ratings_regions"
YEARS, ROUNDS, WORDS = "ratings_years", "ratings_rounds", "ratings_words"
SORT, DESCENDING = "ratings_sort", "ratings_descending"
FILTERS = (PLACES, REGIONS, YEARS, ROUNDS, STANDARDS, WORDS)


class Chosen(NamedTuple):
    """What the filters are set to."""

    places: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    """Names of schemes."""
    columns: tuple[str, ...] = ()
    """Measures of whole inspections and keys of standards; empty for all."""
    ratings: tuple[str, ...] = ()
    sort: str = PLACE
    descending: bool = False

    @property
    def standards(self) -> tuple[str, ...]:
        """Keys of the standards that are asked for; empty where none is."""
        return tuple(column for column in self.columns if column not in WHOLE)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that have a column."""
        whole = tuple(each for each in WHOLE if each in self.columns or not self.columns)
        return (*whole, "rating") if self.standards or not self.columns else whole

    def selection(self, measures: Sequence[Measure] = TABLE_MEASURES) -> Selection:
        """The inspections that they leave, whatever the columns and ratings."""
        return Selection(
            places=self.places,
            regions=self.regions,
            dates=self.years,
            schemes=self.rounds,
            measures=tuple(measures),
        )


def choose(rows: Sequence[Inspection], every: Sequence[Round], schemes: Schemes) -> Chosen:
    """The widgets, and what they are set to."""
    with st.expander("Filter and sort", icon=":material/filter_list:"):
        first, second, third = st.columns(3)
        with first:
            places = _several("Places", {row.place.name for row in rows}, PLACES)
            rounds = {round_words(each.scheme): each.scheme for each in every if each.scheme}
            titles = _several("Kind of inspection", rounds, ROUNDS, "All kinds")
        with second:
            regions = _several("Regions", {r.place.region for r in rows} - {""}, REGIONS)
            columns = dict.fromkeys(column for each in every for column in each.columns)
            names = {column_words(column): column for column in columns}
            standards = _several("Standards", names, STANDARDS, in_order=True)
        with third:
            years = _several("Years", {row.date[:4] for row in rows} - {""}, YEARS)
            scale = [word for word, _ in levels(schemes)]
            ratings = _several("Ratings", scale, WORDS, in_order=True)
        sort, descending = _sorted_by(every)
    return Chosen(
        places=tuple(places),
        regions=tuple(regions),
        years=tuple(years),
        rounds=tuple(scheme.name for title in titles if (scheme := rounds.get(title))),
        columns=tuple(names[name] for name in standards),
        ratings=tuple(ratings),
        sort=sort,
        descending=descending,
    )


def filtered(derived: Derived, chosen: Chosen, schemes: Schemes) -> tuple[Round, ...]:
    """The rounds that the filters leave, their rows in order."""
    rows = select_facts(derived, chosen.selection(), schemes).inspections
    rounds = make_rounds(
        rows, derived, schemes, standards=chosen.standards, measures=chosen.measures
    )
    if chosen.ratings:
        rounds = tuple(kept for each in rounds if (kept := _rated(each, chosen.ratings)).lines)
    return in_order(rounds, chosen.sort, chosen.descending)


def filtered_facts(derived: Derived, chosen: Chosen, schemes: Schemes) -> tuple[Fact, ...]:
    """The facts that `reports ratings` lists with the same filters."""
    asked = chosen.selection(chosen.measures).model_copy(update={"ratings": chosen.ratings})
    if not chosen.standards:
        return select_facts(derived, asked, schemes).facts
    # A standard lets no score pass: what is asked for beside it is of the whole inspection.
    rated = asked.model_copy(update={"standards": chosen.standards, "measures": ("rating",)})
    whole = tuple(each for each in chosen.measures if each in WHOLE and each in chosen.columns)
    of_whole = select_facts(derived, asked.model_copy(update={"measures": whole}), schemes).facts
    return (*(of_whole if whole else ()), *select_facts(derived, rated, schemes).facts)


def filter_words(chosen: Chosen, schemes: Schemes) -> str:
    """What the filters leave, in words; "" while none is on."""
    titles = [schemes.scheme(name).title for name in chosen.rounds]
    columns = [column_words(column) for column in chosen.columns]
    parts = [*chosen.places, *chosen.regions, *chosen.years, *titles, *columns]
    said = [f"only {joined(parts)}"] if parts else []
    if chosen.ratings:
        said.append(f"only rows with a cell rated {joined(chosen.ratings)}")
    return "; ".join(said)


def clear() -> None:
    """Take every filter off."""
    for key in FILTERS:
        st.session_state[key] = []


def _rated(each: Round, ratings: Sequence[str]) -> Round:
    lines = tuple(
        line
        for line in each.lines
        if any(fact.value in ratings for cell in line.cells.values() for fact in cell.facts)
    )
    return each._replace(lines=lines)


def _several(
    label: str, options: Iterable[str], key: str, empty: str = "", in_order: bool = False
) -> list[str]:
    every = list(options) if in_order else sorted(options)
    if gone := set(st.session_state.get(key, ())) - set(every):
        # What the library no longer holds cannot be chosen, and Streamlit would stop at it.
        st.session_state[key] = [each for each in st.session_state[key] if each not in gone]
    # Enter takes the first of the list: what is most like what was typed, never all of it.
    return st.multiselect(
        label,
        every,
        key=key,
        placeholder=empty or f"All {label.lower()}",
        select_all=False,
        bind="query-params",  # in the address they outlive a reload, as the conversation does
    )


def _sorted_by(every: Sequence[Round]) -> tuple[str, bool]:
    first, second, _ = st.columns(3, vertical_alignment="bottom")
    names = sortings(every)
    if st.session_state.get(SORT) not in names:
        st.session_state[SORT] = PLACE
    sort = first.selectbox(
        "Sort by",
        list(names),
        format_func=lambda key: names[key],
        key=SORT,
        bind="query-params",
    )
    # Places read from A to Z; of dates, scores and ratings the last or best one is looked for.
    start = sort != PLACE
    key = f"{DESCENDING}_{'place' if sort == PLACE else 'date' if sort == DATE else 'value'}"
    label = "Z to A" if sort == PLACE else "Newest first" if sort == DATE else "Highest first"
    return sort, second.checkbox(label, value=start, key=key)

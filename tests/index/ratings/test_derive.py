"""Lost cells of small tables: what is forced, by which rule, and what stays open."""

from collections import Counter
from pathlib import Path

import pytest

from index.ratings.derive import BY_ALL, BY_COUNT, BY_SCORE, Derived, derive_cells
from index.ratings.table import Inspection, Table, build_table
from ingest.models import Fact
from ingest.report import read_report
from ingest.schemes import Rating, Schemes, load_schemes
from ingest.terms import Terms
from tests.index.ratings.made import (
    ANNUAL,
    STANDARDS,
    counted,
    inspection,
    made_schemes,
    rated,
    rating,
    score,
    table,
)

LOST: dict[str, str | None] = dict.fromkeys(STANDARDS)


def lost(name: str, total: int | None) -> Inspection:
    """A row of the annual table whose ratings are all lost."""
    return inspection(name, "2024", [score(total), *rated(LOST)])


def derive(made: Table) -> Derived:
    return derive_cells(made, made_schemes())


def words(derived: Derived) -> dict[tuple[str, str], str | None]:
    """Place and standard of every derived cell, with its rating."""
    return {
        (row.place.name, fact.standard or ""): fact.value
        for row in derived.table.inspections
        for fact in row.of("rating")
        if fact.derived
    }


def cell(derived: Derived, name: str, standard: str) -> Fact:
    [row] = [row for row in derived.table.inspections if row.place.name == name]
    found = row.cell("rating", standard)
    assert found is not None
    return found


def test_a_whole_column_is_derived_from_its_count() -> None:
    counts = [counted("planning", "Good", 2, 2)]
    made = derive(table(lost("Ashby", 4), lost("Dale", 5), national=counts))
    assert words(made) == {("Ashby", "planning"): "Good", ("Dale", "planning"): "Good"}
    found = cell(made, "Ashby", "planning")
    assert (found.value, found.number, found.cell, found.rule) == ("Good", 2, "legible", BY_COUNT)
    assert (found.subject, found.published, found.report) == ("Ashby", "2024", ANNUAL)
    assert found.also == (counts[0].source,)
    assert made.contradictions == ()


@pytest.mark.parametrize(("total", "word"), [(0, "Inadequate"), (9, "Outstanding")])
def test_a_whole_row_is_derived_from_its_score(total: int, word: str) -> None:
    made = derive(table(lost("Ashby", total), lost("Dale", 4)))
    assert words(made) == {("Ashby", standard): word for standard in STANDARDS}
    assert {cell(made, "Ashby", standard).rule for standard in STANDARDS} == {BY_SCORE}


def test_a_score_alone_is_the_rule_even_where_the_standard_is_counted() -> None:
    counts = [counted("planning", "Good", 1, 2), counted("planning", "Inadequate", 1, 2)]
    made = derive(table(lost("Ashby", 0), lost("Dale", 4), national=counts))
    found = cell(made, "Ashby", "planning")
    assert found.rule == BY_SCORE
    assert [each.report for each in found.also] == [ANNUAL], "the row's score, and no count"


def test_the_last_lost_cell_of_a_row_is_what_the_read_ones_leave_of_the_score() -> None:
    row = inspection(
        "Ashby",
        "2024",
        [score(6), *rated({"leadership": "Good", "staffing": "Good", "planning": None})],
    )
    made = derive(table(row))
    assert words(made) == {("Ashby", "planning"): "Good"}
    found = cell(made, "Ashby", "planning")
    assert found.rule == BY_SCORE
    assert found.also[0] == row.facts[0].source
    assert set(found.also[1:]) == {fact.source for fact in row.facts[1:3]}


def test_counts_and_scores_of_all_rows_together_force_a_cell() -> None:
    # Ashby's nought leaves the one Good in staffing to Dale: neither row nor column says it alone.
    counts = [counted("staffing", "Good", 1, 2), counted("staffing", "Inadequate", 1, 2)]
    made = derive(table(lost("Ashby", 0), lost("Dale", 5), national=counts))
    found = cell(made, "Dale", "staffing")
    assert (found.value, found.rule) == ("Good", BY_ALL)
    assert {each.start for each in found.also} >= {f.source.start for f in counts}


def test_a_cell_forced_by_counts_of_other_standards_says_so() -> None:
    counts = [
        counted("staffing", "Good", 1, 2),
        counted("staffing", "Inadequate", 1, 2),
        counted("leadership", "Good", 1, 2),
        counted("leadership", "Inadequate", 1, 2),
    ]
    made = derive(table(lost("Ashby", 0), lost("Dale", 5), national=counts))
    found = cell(made, "Dale", "planning")
    assert (found.value, found.rule) == ("Requires improvement", BY_ALL)
    assert {each.start for each in found.also} >= {fact.source.start for fact in counts}


def test_an_open_cell_stays_lost_and_says_what_it_can_hold() -> None:
    made = derive(table(lost("Ashby", 1), lost("Dale", 8)))
    assert words(made) == {}
    assert cell(made, "Ashby", "planning").cell == "not_legible"
    few = ("Requires improvement", "Inadequate")
    assert made.possible["Ashby", "2024", "planning"] == few
    assert made.possible["Dale", "2024", "planning"] == ("Outstanding", "Good")
    assert len(made.possible) == 6


def test_a_cell_that_can_hold_anything_has_no_list_of_what_is_possible() -> None:
    made = derive(table(lost("Ashby", 4)))
    assert (words(made), made.possible) == ({}, {})


def test_figures_that_contradict_each_other_derive_nothing() -> None:
    counts = [counted("planning", "Outstanding", 2, 2)]
    made = table(lost("Ashby", 1), lost("Dale", 9), national=counts)
    derived = derive(made)
    assert derived.contradictions == (ANNUAL,)
    assert derived.table == made
    assert derived.possible == {}


def test_a_contradiction_of_one_report_leaves_the_tables_of_others_alone() -> None:
    other = "annual-report-2023"
    wrong = inspection("Ashby", "2024", [score(8), *rated({**LOST, "planning": "Inadequate"})])
    right = inspection("Dale", "2023", [score(0, other), *rated(LOST, other)])
    derived = derive(table(wrong, right))
    assert derived.contradictions == (ANNUAL,)
    assert words(derived) == {("Dale", standard): "Inadequate" for standard in STANDARDS}


def test_a_read_rating_is_never_replaced() -> None:
    read = inspection("Ashby", "2024", [score(2), *rated({**LOST, "planning": "Good"})])
    counts = [counted("planning", "Good", 2, 2)]
    made = derive(table(read, lost("Dale", 9 - 3), national=counts))
    assert words(made) == {
        ("Ashby", "leadership"): "Inadequate",
        ("Ashby", "staffing"): "Inadequate",
        ("Dale", "planning"): "Good",
    }
    assert cell(made, "Ashby", "planning") == read.facts[-1]


def test_the_own_report_of_an_inspection_fills_in_its_row_of_the_table() -> None:
    own = "ashby-2024"
    both = inspection(
        "Ashby",
        "2024",
        [
            *rated({"leadership": "Good", "staffing": "Inadequate", "planning": "Good"}, own),
            score(4, own),
            score(4),
            *rated(LOST),
        ],
        own=own,
    )
    counts = [counted("staffing", "Inadequate", 1, 2), counted("staffing", "Good", 1, 2)]
    made = derive(table(both, lost("Dale", 5), national=counts))
    # What the own report gives is read, and settles which of the two rows has the Good.
    assert words(made) == {("Dale", "staffing"): "Good"}
    assert cell(made, "Ashby", "staffing").report == own


def test_the_score_of_the_table_counts_where_the_own_report_has_another() -> None:
    own = "ashby-2024"
    both = inspection(
        "Ashby",
        "2024",
        [*rated({"leadership": "Good"}, own), score(9, own), score(2), *rated(LOST)],
        own=own,
    )
    assert words(derive(table(both))) == {
        ("Ashby", "planning"): "Inadequate",
        ("Ashby", "staffing"): "Inadequate",
    }


def test_counts_of_more_places_than_the_table_lists_do_not_bind_it() -> None:
    counts = [counted("planning", "Good", 3, 3)]
    made = derive(table(lost("Ashby", 4), lost("Dale", 5), national=counts))
    assert (words(made), made.contradictions) == ({}, ())


def test_counts_in_words_of_another_scale_do_not_bind_the_table() -> None:
    counts = [counted("planning", "Marvellous", 1, 1)]
    made = derive(table(lost("Ashby", 4), national=counts))
    assert (words(made), made.contradictions) == ({}, ())


def test_counts_of_units_do_not_bind_a_table_of_regions() -> None:
    counts = [counted("planning", "Good", 1, 1)]
    region = inspection("North", "2024", [score(4), *rated(LOST)], kind="region", region="North")
    assert words(derive(table(region, national=counts))) == {}
    regions = [counts[0].model_copy(update={"unit": "regions"})]
    assert words(derive(table(region, national=regions))) == {("North", "planning"): "Good"}


def test_a_row_that_lost_its_score_is_still_one_of_those_counted() -> None:
    counts = [counted("planning", "Good", 2, 2)]
    made = derive(table(lost("Ashby", None), lost("Dale", 5), national=counts))
    assert words(made) == {("Ashby", "planning"): "Good", ("Dale", "planning"): "Good"}


@pytest.mark.parametrize("empty", ["not_rated", "not_applicable"])
def test_a_cell_that_was_not_rated_is_given_no_rating(empty: str) -> None:
    facts = [score(3), rating("planning", None, cell=empty), *rated({"leadership": "Good"})]
    made = derive(table(inspection("Ashby", "2024", [*facts, rating("staffing", None)])))
    assert words(made) == {("Ashby", "staffing"): "Requires improvement"}
    assert cell(made, "Ashby", "planning").cell == empty


def test_a_table_that_lost_nothing_and_one_of_an_unknown_scheme_stay_as_they_are() -> None:
    whole = table(inspection("Ashby", "2024", [score(4), *rated({"leadership": "Good"})]))
    assert derive(whole) == Derived(whole, {}, ())
    foreign = inspection("Ashby", "2024", [score(0), *rated(LOST)], scheme="elsewhere-1999")
    assert derive(table(foreign)) == Derived(table(foreign), {}, ())


def test_a_scale_whose_worst_rating_has_points_is_derived_by_the_same_rules() -> None:
    [scheme] = made_schemes().schemes
    scale = tuple(Rating(word=w, points=p) for w, p in (("Strong", 4), ("Sound", 3), ("Poor", 1)))
    other = Schemes(
        schemes=(scheme.model_copy(update={"ratings": scale, "composite_max": 12}),), terms=Terms()
    )
    strong = rating("planning", None, value="Strong", number=4, cell="legible")
    row = [rating("leadership", None), rating("staffing", None), strong, score(6)]
    made = derive_cells(table(inspection("Ashby", "2024", row), lost("Dale", 8)), other)
    assert words(made) == {("Ashby", "leadership"): "Poor", ("Ashby", "staffing"): "Poor"}
    # Eight points are 4, 3 and 1 in any order: each cell can hold anything.
    assert made.possible == {}


@pytest.mark.published
def test_the_lost_dots_of_the_published_annual_report(reports_dir: Path) -> None:
    # 24 rows of seven standards; three of the places have a report of their own beside.
    schemes = load_schemes()
    reports = [read_report(path, schemes) for path in sorted(reports_dir.glob("*.txt"))]
    facts = [fact for report in reports for fact in report.facts]
    read = build_table([report.info for report in reports], facts, {"hmip-regions-2023"})
    made = derive_cells(read, schemes)
    rows = [row for row in made.table.inspections if "annual-report-2024" in row.reports]
    standards = [s.key for s in schemes.scheme("hmip-probation-2023").rated_standards]
    cells = [row.cell("rating", standard) for row in rows for standard in standards]
    kinds = Counter(
        "open" if each is None or each.cell != "legible" else "derived" if each.derived else "read"
        for each in cells
    )
    assert kinds == {"read": 21, "derived": 52, "open": 95}
    assert made.contradictions == ()
    # Two standards are counted as one rating throughout; the rest are two rows of one point.
    rules = Counter(each.rule for each in cells if each is not None and each.derived)
    assert rules == {BY_COUNT: 42, BY_ALL: 10}
    open_cells = {key for key in made.possible if key[0] in {row.place.name for row in rows}}
    assert len(open_cells) == 95

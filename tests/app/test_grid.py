"""The ratings table as people read it: what each cell says, in the terminal and to programs."""

import pytest

from app.filters import Typed, read_selection
from app.grid import cell_facts, make_rounds, states
from app.grid_text import grid_text
from app.selection import select_facts
from index.ratings.held import derived_table
from ingest.report import read_report
from ingest.schemes import load_schemes

HEAD = (
    "Place,Region,Date,Scheme,Score,Leadership,Staffing,Services,Assessment,Planning,"
    "Implementation and delivery,Reviewing,Court work\n"
)
ROWS = (
    "Farfield,Wales,2024-11,hmip-probation-2023,0,?,?,?,?,?,?,?,\n"
    "Nearfield,Wales,2024-10-10,hmip-probation-2023,2,?,?,Inadequate,Inadequate,Inadequate,"
    "Inadequate,Inadequate,\n"
    "Nearfield,Wales,2022-01,hmip-probation-2021,3,Good,,,,,,,not rated\n"
    "Midfield,London,2024-03,hmip-probation-2023,9,Good,n/a,,,,,,\n"
)


@pytest.fixture
def table(tmp_path):
    """Makes the table of some ratings files, each given as its rows."""

    def build(*files):
        reports = []
        for number, rows in enumerate(files):
            path = tmp_path / f"kept {number}.csv"
            path.write_text(HEAD + rows, encoding="utf-8")
            reports.append(read_report(path))
        infos = {report.info.id: report.info for report in reports}
        facts = [fact for report in reports for fact in report.facts]
        return derived_table(infos.values(), facts, load_schemes()), infos

    return build


def selected(derived, **typed):
    return select_facts(derived, read_selection(Typed(**typed)), load_schemes())


def shown(derived, infos, width=100, **typed):
    selection = read_selection(Typed(**typed))
    found = select_facts(derived, selection, load_schemes())
    measures = ("rating",) if selection.standards else selection.measures
    rounds = make_rounds(
        found.inspections,
        derived,
        load_schemes(),
        standards=selection.standards,
        measures=measures,
    )
    return grid_text(rounds, infos, width)


def line_of(text, start):
    return next(line for line in text.splitlines() if line.startswith(start)).split()


def test_six_answers_of_a_cell_are_told_apart(table):
    derived, _ = table(ROWS)
    rounds = make_rounds(derived.table.inspections, derived, load_schemes())
    by_place = {line.inspection.place.name: line for line in rounds[0].lines}
    assert rounds[0].columns[0] == "score"
    assert by_place["Farfield"].cells["staffing"].state == "derived"
    assert by_place["Nearfield"].cells["staffing"].state == "not_legible"
    assert by_place["Nearfield"].cells["services"].state == "read"
    assert by_place["Midfield"].cells["staffing"].state == "not_applicable"
    assert by_place["Midfield"].cells["services"].state == "no_source"
    assert rounds[1].lines[0].cells["court_work"].state == "not_rated"


def test_rounds_are_tables_of_their_own_newest_first_with_their_standards_in_order(table):
    derived, _ = table(ROWS)
    newer, older = make_rounds(derived.table.inspections, derived, load_schemes())
    assert newer.scheme.name == "hmip-probation-2023"
    assert newer.columns == ("score", *(s.key for s in newer.scheme.rated_standards))
    assert "court_work" in older.columns
    assert not states([older])["not_applicable"]


def test_standard_that_a_round_lacks_is_not_applicable_where_it_is_asked_for(table):
    derived, _ = table(ROWS)
    rounds = make_rounds(
        derived.table.inspections,
        derived,
        load_schemes(),
        standards=["court_work"],
        measures=["rating"],
    )
    assert [each.columns for each in rounds] == [("court_work",)] * 2
    assert states(rounds) == {"not_applicable": 3, "not_rated": 1}
    facts = selected(derived, standards=["court work"]).facts
    assert [(f.subject, f.cell, f.value) for f in facts] == [
        ("Farfield", "not_applicable", None),
        ("Midfield", "not_applicable", None),
        ("Nearfield", "not_applicable", None),
        ("Nearfield", "not_rated", None),
    ]
    assert "not_applicable" not in {f.cell for f in selected(derived, places=["Farfield"]).facts}


def test_sources_that_agree_are_one_fact_with_both_places(table):
    row = "Farfield,Wales,2024-11,hmip-probation-2023,9,Good,?,,,,,,\n"
    derived, infos = table(row, row.replace(",?,", ",Good,"))
    (inspection,) = derived.table.inspections
    cells = cell_facts(inspection)
    (leadership,) = cells["rating", "leadership"]
    assert {leadership.source.report, *(s.report for s in leadership.also)} == set(infos)
    (staffing,) = cells["rating", "staffing"]
    assert staffing.value == "Good"
    assert staffing.also == ()


def test_sources_that_disagree_stand_side_by_side(table):
    row = "Farfield,Wales,2024-11,hmip-probation-2023,9,Good,,,,,,,\n"
    derived, infos = table(row, row.replace("Good", "Inadequate"))
    text = shown(derived, infos)
    assert "Good≠Inadequate" in text
    assert "≠ sources disagree" in text


def test_derived_cell_stands_in_place_of_the_lost_one_with_its_rule(table):
    derived, _ = table(ROWS)
    facts = selected(derived, places=["Farfield"], measures=["rating"]).facts
    rated = [s.key for s in load_schemes().scheme("hmip-probation-2023").rated_standards]
    assert [fact.standard for fact in facts] == rated
    assert {(fact.cell, fact.value, fact.derived) for fact in facts} == {
        ("legible", "Inadequate", True)
    }
    assert all(fact.rule for fact in facts)


def test_open_cell_tells_what_it_can_still_be(table):
    derived, _ = table(ROWS)
    found = selected(derived, places=["Nearfield"], cells=["not legible"])
    assert [found.possible[fact.id] for fact in found.facts] == [
        ("Good", "Requires improvement", "Inadequate")
    ] * 2


@pytest.mark.parametrize(
    ("filters", "places"),
    [
        ({"dates": ["2024"]}, {"Farfield", "Nearfield", "Midfield"}),
        ({"dates": ["2024-10"]}, {"Nearfield"}),
        ({"dates": ["2024-11-30"]}, {"Farfield"}),
        ({"dates": ["October 2024"]}, {"Nearfield"}),
        ({"dates": ["2021", "2024-03"]}, {"Midfield"}),
        ({"schemes": ["2021"]}, {"Nearfield"}),
        ({"scores": [">=3"]}, {"Nearfield", "Midfield"}),
        ({"scores": [">=3/21"]}, {"Midfield"}),
        ({"scores": ["0-2"]}, {"Farfield", "Nearfield"}),
        ({"scores": ["9"]}, {"Midfield"}),
        ({"scores": ["<1", "9"]}, {"Farfield", "Midfield"}),
        ({"cells": ["derived"]}, {"Farfield"}),
        ({"cells": ["not_rated"]}, {"Nearfield"}),
        ({"cells": ["not-applicable"]}, {"Midfield"}),
        ({"regions": ["London"], "ratings": ["good"]}, {"Midfield"}),
        ({"places": ["nearfield pdu", "Farfield"], "scores": ["2"]}, {"Nearfield"}),
    ],
)
def test_filters_leave_what_they_say(table, filters, places):
    derived, _ = table(ROWS)
    assert {fact.subject for fact in selected(derived, **filters).facts} == places


def test_legible_cells_are_those_that_were_read(table):
    derived, _ = table(ROWS)
    facts = selected(derived, cells=["legible"]).facts
    assert facts
    assert not any(fact.derived for fact in facts)


def test_missing_are_the_inspections_that_only_tables_name(table):
    derived, _ = table(ROWS)
    missing = selected(derived, dates=["2024"]).missing
    assert [row.place.name for row in missing] == ["Farfield", "Midfield", "Nearfield"]


def test_terminal_says_each_answer_apart_and_what_its_signs_mean(table):
    derived, infos = table(ROWS)
    text = shown(derived, infos)
    assert line_of(text, "Farfield")[-7:] == ["Inad.*"] * 7
    assert line_of(text, "Midfield")[-7:] == ["Good", "n/a", *["–"] * 5]
    assert line_of(text, "Nearfield°  10")[-7:] == ["?a", "?a", *["Inad."] * 5]
    for meaning in (
        "Inad. Inadequate.",
        "* derived, not read: no other rating fits",
        "?a still Good, Requires improvement or Inadequate",
        "NR not rated.",
        "n/a does not apply, as its source says.",
        "– no source in this library says.",
        "° no report in this library, a table alone names it.",
        "4 inspections of 3 places; ratings by standard read for 3.",
        "The library has no report of 4 of these (`reports ratings --missing`).",
    ):
        assert meaning in text


@pytest.mark.parametrize("width", [60, 72, 80, 100, 140, 200])
def test_no_line_is_wider_than_the_terminal(table, width):
    long = "Hammersmith Fulham Kensington Chelsea and Westminster and Twickenham"
    derived, infos = table(ROWS + ROWS.splitlines()[0].replace("Farfield", long))
    lines = shown(derived, infos, width).splitlines()
    assert max(map(len, lines)) <= width
    assert any(line.startswith("Hammersmith") for line in lines)


def test_the_wider_the_terminal_the_plainer_its_words(table):
    derived, infos = table(ROWS)
    narrow, middle, wide = (shown(derived, infos, width) for width in (60, 100, 240))
    assert " I* " in narrow
    assert "1.1 Leadership" in narrow
    assert " Inad.* " in middle
    assert " Inadequate* " in wide
    assert "1.1" not in wide


def test_names_of_places_cannot_steer_the_terminal_or_the_table(table):
    row = '"[red]x[/red] \x1b]0;owned",Wales,2024,hmip-probation-2023,9,Good,,,,,,,\n'
    derived, infos = table(row)
    text = shown(derived, infos)
    assert "[red]x[/red]" in text
    assert "\x1b" not in text

import pytest

from index.answers.knowledge import Knowledge
from index.ratings.table import Inspection

pytestmark = pytest.mark.store


@pytest.fixture(scope="session")
def rows(knowledge: Knowledge) -> dict[tuple[str, str], Inspection]:
    return {(i.place.name, i.date): i for i in knowledge.table.inspections}


def test_a_report_and_a_row_of_a_table_are_one_inspection(
    rows: dict[tuple[str, str], Inspection],
) -> None:
    assert set(rows) == {
        ("Ashford Vale", "2024-05"),
        ("Dunmoor", "2024-12-12"),
        ("Hexby and Upper Stoke", "2024-09-19"),
        ("Melbury", "2024-07"),
        ("North Ashford", "2022-06"),
        ("North Ashford", "2024-06-20"),
    }
    row = rows["Ashford Vale", "2024-05"]
    assert row.reports == ("ashford-vale-2024-05", "annual-report-2024")
    assert row.own_report == "ashford-vale-2024-05"


def test_an_inspection_named_by_a_table_only_has_no_report_of_its_own(
    rows: dict[tuple[str, str], Inspection],
) -> None:
    assert rows["Dunmoor", "2024-12-12"].own_report is None
    assert rows["North Ashford", "2024-06-20"].own_report is None


def test_a_legible_cell_comes_before_a_lost_one(rows: dict[tuple[str, str], Inspection]) -> None:
    cell = rows["Ashford Vale", "2024-05"].cell("rating", "staffing")
    assert cell is not None
    assert (cell.value, cell.cell) == ("Requires improvement", "legible")


def test_a_cell_that_every_source_lost_has_no_value(
    rows: dict[tuple[str, str], Inspection],
) -> None:
    cell = rows["Dunmoor", "2024-12-12"].cell("rating", "staffing")
    assert cell is not None
    assert (cell.value, cell.number, cell.cell) == (None, None, "not_legible")


def test_an_absent_cell_is_none(rows: dict[tuple[str, str], Inspection]) -> None:
    assert rows["Ashford Vale", "2024-05"].cell("rating", "court_work") is None


def test_two_inspections_of_one_place_stay_two_newest_first(knowledge: Knowledge) -> None:
    place = knowledge.names.places["North Ashford"]
    assert [(i.date, i.scheme) for i in knowledge.table.of(place)] == [
        ("2024-06-20", "hmip-probation-2023"),
        ("2022-06", "hmip-probation-2021"),
    ]
    assert [i.date for i in knowledge.table.of(place, ["2022"])] == ["2022-06"]
    assert knowledge.table.of(place, ["2019"]) == ()


def test_a_year_also_fits_the_fieldwork_of_an_inspection(knowledge: Knowledge) -> None:
    place = knowledge.names.places["Ashford Vale"]
    assert [i.date for i in knowledge.table.of(place, ["2023"])] == ["2024-05"]


def test_what_the_annual_report_counts_belongs_to_no_place(knowledge: Knowledge) -> None:
    counts = [f for f in knowledge.table.national if f.measure == "rating_count"]
    assert len(counts) == 8
    assert {f.subject for f in counts} == {"England and Wales"}


def test_an_inspection_made_of_another_has_cells_of_its_own(
    rows: dict[tuple[str, str], Inspection],
) -> None:
    row = rows["Ashford Vale", "2024-05"]
    assert row.cell("rating", "staffing") in row.of("rating")
    bare = row._replace(facts=())
    assert (bare.cell("rating", "staffing"), bare.of("rating")) == (None, ())
    assert row._replace(facts=row.facts) == row


def test_the_table_says_how_much_it_covers(knowledge: Knowledge) -> None:
    mine = [i for i in knowledge.table.inspections if i.place.kind == "pdu"]
    covered = knowledge.table.coverage("pdu")
    assert covered.inspections == len(mine) > covered.places == len({i.place for i in mine})
    assert covered.held_places == len({i.place for i in mine if i.own_report}) > 0
    assert covered.rated == sum(
        any(f.cell == "legible" and not f.derived for f in i.of("rating")) for i in mine
    )
    assert covered.derived == sum(f.derived for i in mine for f in i.of("rating"))
    assert knowledge.table.coverage("nowhere").inspections == 0

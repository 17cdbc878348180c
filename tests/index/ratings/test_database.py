"""How a small table stands in SQL, and that it cannot be written to."""

import threading

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import OperationalError, ResourceClosedError

from index.models import TableQuery
from index.ratings.database import RatingsDatabase, cells, inspections, metadata, periods
from index.ratings.query import rows_of
from index.ratings.table import Table
from tests.index.ratings.made import (
    counted,
    database,
    fact,
    inspection,
    rated,
    rating,
    score,
    table,
)


@pytest.fixture
def small() -> RatingsDatabase:
    return database(
        table(
            inspection("Ashby", "2024", [score(4), *rated({"leadership": "Good"})]),
            inspection("Dale", "2024", [score(6)]),
        )
    )


@pytest.mark.parametrize(
    "statement",
    [
        insert(inspections).values(
            id=9, place="X", kind="pdu", region="", date="", scheme="", newest=1, held=0, listed=1
        ),
        update(cells).values(number=9),
        delete(cells),
        text("DROP TABLE cells"),
        text("CREATE TABLE more (id INTEGER)"),
    ],
)
def test_the_connection_refuses_to_write(small: RatingsDatabase, statement: object) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        small.select(statement)  # type: ignore[arg-type]
    assert [each.number for each in small.select(select(cells.c.number).order_by(cells.c.id))] == [
        4,
        2,
        6,
    ]


def test_a_table_without_rows_can_be_asked() -> None:
    empty = database(Table((), ()))
    for each in metadata.sorted_tables:
        assert empty.select(select(each)) == []


def test_cells_number_their_facts(small: RatingsDatabase) -> None:
    for each in small.select(select(cells)):
        held = small.facts[each.id]
        assert (held.measure, held.standard, held.number) == (
            each.measure,
            each.standard,
            each.number,
        )
        assert held in small.table.inspections[each.inspection].facts


def test_an_inspection_with_two_sources_has_one_cell_for_each_rating_and_score() -> None:
    own = "ashby-2024-10"
    row = inspection(
        "Ashby",
        "2024-10",
        [
            *rated({"leadership": "Good", "staffing": "Good"}, own),
            score(5, own),
            *rated({"leadership": None, "staffing": None, "planning": None}),
            score(4, published="2024-10-10"),
        ],
        own=own,
    )
    made = database(table(row))
    found = made.select(select(cells.c.measure, cells.c.standard, cells.c.number, cells.c.cell))
    assert sorted(found, key=str) == [
        ("rating", "leadership", 2, "legible"),
        ("rating", "planning", None, "not_legible"),
        ("rating", "staffing", 2, "legible"),
        # The table's score, beside the other rows of the same table.
        ("score", None, 4, "legible"),
    ]
    [seen] = made.select(select(inspections))
    assert (seen.date, seen.held, seen.listed, seen.newest) == ("2024-10-10", 1, 1, 1)


def test_each_key_question_and_recommendation_is_a_cell_of_its_own() -> None:
    asked = [
        fact("key_question", standard="planning", key_question=key, number=50)
        for key in ("engagement", "safety")
    ]
    told = [fact("recommendation", addressee="Ashby PDU", value=value) for value in ("a", "b")]
    made = database(table(inspection("Ashby", "2024", [*asked, *told])))
    found = made.select(select(cells.c.measure, cells.c.addressee))
    assert found == [("key_question", None)] * 2 + [("recommendation", "ashby pdu")] * 2


def test_dates_are_kept_as_exact_as_any_source_gives_them_and_the_title_s_year_beside() -> None:
    row = inspection("Ashby", "2025-02", [score(5, "a"), score(5, published="2025-02-10")])
    made = database(table(row))
    assert sorted(made.select(select(periods.c.date, periods.c.whole))) == [
        ("2024", 1),
        ("2025-02-10", 0),
    ]


def test_only_the_last_inspection_of_a_place_is_the_newest() -> None:
    made = database(
        table(
            inspection("Ashby", "2021-05"),
            inspection("Ashby", "2024"),
            inspection("Ashby", "2022", kind="region"),
        )
    )
    found = made.select(select(inspections.c.date, inspections.c.newest))
    assert sorted(found) == [("2021-05", 0), ("2022", 1), ("2024", 1)]


def test_a_derived_cell_is_marked() -> None:
    forced = rating("leadership", "Good", derived=True, rule="because")
    made = database(table(inspection("Ashby", "2024", [forced])))
    assert [each.derived for each in made.select(select(cells))] == [1]


def test_only_counts_of_units_and_regions_are_counts() -> None:
    national = [
        counted("planning", "Good", 3, 5),
        counted("planning", "Good", 3, 5).model_copy(update={"unit": "teams"}),
        fact("percentage", number=40),
    ]
    made = database(table(inspection("Ashby", "2024"), national=national))
    assert made.facts == national[:1]


def test_many_readers_at_once_all_get_their_rows(small: RatingsDatabase) -> None:
    query = TableQuery(rows="inspection", measure="score")
    wrong: list[object] = []

    def read() -> None:
        for _ in range(25):
            try:
                found = [row.fact.number for row in rows_of(small, query) if row.fact]
            except Exception as error:  # whatever a reader meets is told outside its thread
                wrong.append(error)
                return
            if found != [4, 6]:
                wrong.append(found)

    readers = [threading.Thread(target=read) for _ in range(6)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_a_closed_database_gives_its_memory_back(small: RatingsDatabase) -> None:
    small.close()
    with pytest.raises(ResourceClosedError):
        small.select(select(cells))

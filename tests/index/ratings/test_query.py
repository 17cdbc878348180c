"""Which rows of a small table a question selects, in which order, and what SQL computes of them."""

import pytest

from index.models import Condition, Place, TableQuery
from index.ratings.database import RatingsDatabase
from index.ratings.query import rows_of
from tests.index.ratings.made import (
    database,
    fact,
    inspection,
    rated,
    rating,
    score,
    table,
)

ASHBY = Place(name="Ashby", kind="pdu", region="North")
BARTON = Place(name="Barton", kind="pdu", region="South")


def query(**fields: object) -> TableQuery:
    """A question about the scores of inspections, unless it says otherwise."""
    return TableQuery(**({"rows": "inspection", "measure": "score"} | fields))  # type: ignore[arg-type]


def names(made: RatingsDatabase, **fields: object) -> list[str]:
    """Place and date of each row."""
    found = rows_of(made, query(**fields))
    return [f"{row.inspection.place.name} {row.inspection.date}" for row in found]


def numbers(made: RatingsDatabase, **fields: object) -> list[tuple[str, float | None]]:
    """Place and number of each row."""
    found = rows_of(made, query(**fields))
    return [(row.inspection.place.name, row.fact.number if row.fact else None) for row in found]


@pytest.fixture(scope="module")
def five() -> RatingsDatabase:
    """Five inspections of four places; a region that bears a unit's name; one unit is held."""
    own = "ashby-2024-10"
    return database(
        table(
            inspection(
                "Ashby",
                "2024-10",
                [
                    *rated({"leadership": "Good", "staffing": "Inadequate"}, own),
                    score(6, own),
                    fact("date", own, label="fieldwork", value="2023-07"),
                    score(6, published="2024-10-10"),
                ],
                own=own,
            ),
            inspection("Ashby", "2021", [score(2, "old")]),
            inspection(
                "Barton", "2025-02-03", [score(4), *rated({"planning": None})], region="South"
            ),
            inspection("Corley", "2024-06-30", [score(None)], region="South"),
            inspection("Dale", "2024-07-01", [score(6)], region="East"),
            inspection("Ashby", "2024-03", [score(9)], kind="region", region="Ashby"),
        )
    )


ALL = ["Ashby 2021", "Ashby 2024-10", "Barton 2025-02-03", "Corley 2024-06-30", "Dale 2024-07-01"]


def test_no_filter_gives_every_inspection_of_the_kind_by_place_and_date(
    five: RatingsDatabase,
) -> None:
    assert names(five) == ALL
    assert names(five, kind="region") == ["Ashby 2024-03"]


def test_places_are_of_the_kind_asked_for(five: RatingsDatabase) -> None:
    assert names(five, places=(ASHBY,)) == ["Ashby 2021", "Ashby 2024-10"]
    assert names(five, places=(ASHBY, BARTON)) == ALL[:3]


def test_regions_narrow(five: RatingsDatabase) -> None:
    assert names(five, regions=("South",)) == ["Barton 2025-02-03", "Corley 2024-06-30"]
    assert names(five, regions=("South", "East")) == ALL[2:]
    assert names(five, regions=("West",)) == []


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        pytest.param(("2025-02",), ["Barton 2025-02-03"], id="the month of a day"),
        pytest.param(("2025-02-03",), ["Barton 2025-02-03"], id="the day"),
        pytest.param(("2025-02-04",), [], id="another day of the month"),
        pytest.param(("2021-05",), ["Ashby 2021"], id="a month where only the year is known"),
        pytest.param(("2024-10-10",), ["Ashby 2024-10"], id="the day that the other source gives"),
        pytest.param(("2024-10-11",), [], id="not another day, as the day is known"),
        pytest.param(("2024-10",), ["Ashby 2024-10"], id="the month that the report gives"),
        pytest.param(
            ("2023",), [], id="not the year of the fieldwork: it would count in two years"
        ),
        pytest.param(("2023-07",), [], id="nor its month"),
        pytest.param(("2021", "2025"), ["Ashby 2021", "Barton 2025-02-03"], id="any of several"),
        pytest.param(("202",), ALL, id="a beginning"),
        pytest.param(("2%",), [], id="a wildcard is a character"),
        pytest.param(("____-__",), [], id="so is an underscore"),
    ],
)
def test_dates_fit_where_one_is_the_beginning_of_the_other(
    five: RatingsDatabase, dates: tuple[str, ...], expected: list[str]
) -> None:
    assert names(five, dates=dates) == expected


def test_a_year_fits_all_that_an_annual_report_of_that_year_lists(five: RatingsDatabase) -> None:
    assert names(five, dates=("2024",)) == ALL[1:]
    assert names(five, dates=("2024-11",)) == []


def test_an_inspection_without_a_date_fits_none() -> None:
    made = database(table(inspection("Ashby", "", [score(3, "old")])))
    assert names(made) == ["Ashby "]
    assert names(made, dates=("2024",)) == names(made, since="2020") == []
    assert names(made, until="2025") == []


@pytest.mark.parametrize(
    ("edge", "later"),
    [
        ("2024", ALL[1:]),
        ("2024-07", ["Ashby 2024-10", "Barton 2025-02-03", "Dale 2024-07-01"]),
        ("2024-07-01", ["Ashby 2024-10", "Barton 2025-02-03", "Dale 2024-07-01"]),
        ("2024-07-02", ["Ashby 2024-10", "Barton 2025-02-03"]),
        ("2024-10-10", ["Ashby 2024-10", "Barton 2025-02-03"]),
        ("2024-10-11", ["Barton 2025-02-03"]),
        ("2025-03", []),
    ],
)
def test_since_takes_the_edge_in_and_until_leaves_it_out(
    five: RatingsDatabase, edge: str, later: list[str]
) -> None:
    assert names(five, since=edge) == later
    assert names(five, until=edge) == [name for name in ALL if name not in later]


def test_since_and_until_enclose(five: RatingsDatabase) -> None:
    assert names(five, since="2024-06", until="2024-08") == [
        "Corley 2024-06-30",
        "Dale 2024-07-01",
    ]


def test_held_listed_newest_and_reports(five: RatingsDatabase) -> None:
    assert names(five, held=True) == ["Ashby 2024-10"]
    assert names(five, newest=True) == ALL[1:]
    # Whatever names it without being its own report lists it.
    assert names(five, listed=True) == ALL
    assert names(five, reports=("old", "no such report")) == ["Ashby 2021"]
    assert names(five, reports=("ashby-2024-10",), listed=True) == ["Ashby 2024-10"]


def test_an_inspection_that_only_its_own_report_gives_is_not_listed() -> None:
    alone = inspection("Ashby", "2024", [score(3, "ashby")], own="ashby")
    made = database(table(alone, inspection("Barton", "2024", [score(4)])))
    assert names(made, listed=True) == ["Barton 2024"]


def test_a_scheme_narrows() -> None:
    old = inspection("Ashby", "2021", [score(2)], scheme="made-2019")
    made = database(table(old, inspection("Ashby", "2024", [score(3)])))
    assert names(made, scheme="made-2019") == ["Ashby 2021"]


def test_a_date_of_one_of_several_places_binds_that_one_alone(five: RatingsDatabase) -> None:
    # Barton has no inspection of 2021: "Ashby 2021 and Barton" asks for its one of 2025.
    assert names(five, places=(ASHBY, BARTON), dates=("2021",)) == [
        "Ashby 2021",
        "Barton 2025-02-03",
    ]
    assert names(five, places=(BARTON,), dates=("2021",)) == []


def test_a_date_of_the_region_does_not_count_for_the_unit_of_its_name(
    five: RatingsDatabase,
) -> None:
    found = names(five, places=(ASHBY, BARTON), dates=("2024-03",))
    assert found == ["Ashby 2021", "Ashby 2024-10", "Barton 2025-02-03"]


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("eq", ["Barton"]),
        ("ne", ["Ashby", "Ashby", "Dale"]),
        ("lt", ["Ashby"]),
        ("le", ["Ashby", "Barton"]),
        ("gt", ["Ashby", "Dale"]),
        ("ge", ["Ashby", "Barton", "Dale"]),
    ],
)
def test_conditions_leave_out_what_has_no_number(
    five: RatingsDatabase, operator: str, expected: list[str]
) -> None:
    limit = Condition(measure="score", operator=operator, number=4)  # type: ignore[arg-type]
    assert [name for name, _ in numbers(five, conditions=(limit,))] == expected


def test_conditions_all_hold(five: RatingsDatabase) -> None:
    between = (
        Condition(measure="score", operator="gt", number=2),
        Condition(measure="score", operator="lt", number=6),
    )
    assert numbers(five, conditions=between) == [("Barton", 4)]


def test_inspections_without_the_cell_stay_in_and_cells_that_are_asked_for_do_not() -> None:
    made = database(table(inspection("Ashby", "2024", [rating("staffing", "Good")])))
    assert numbers(made) == [("Ashby", None)]
    assert numbers(made, ratings=("Good",)) == []
    assert numbers(made, rows="standard", standards=("planning",)) == []


def test_ratings_and_standards_select_cells(five: RatingsDatabase) -> None:
    found = rows_of(five, query(rows="standard", measure="rating"))
    cells = [(row.fact.standard, row.fact.value) for row in found if row.fact]
    assert cells == [("leadership", "Good"), ("staffing", "Inadequate"), ("planning", None)]
    one = rows_of(five, query(rows="standard", measure="rating", standards=("staffing",)))
    assert [row.fact.value for row in one if row.fact] == ["Inadequate"]
    good = rows_of(five, query(rows="standard", measure="rating", ratings=("Good", "Outstanding")))
    assert [row.fact.standard for row in good if row.fact] == ["leadership"]


def test_overall_ratings_are_cells_of_their_own() -> None:
    overall = fact("overall_rating", value="Good", number=2)
    made = database(table(inspection("Ashby", "2024", [score(5), overall])))
    [row] = rows_of(made, query(measure="overall_rating", ratings=("Good",)))
    assert row.fact is not None and row.fact.value == "Good"


def test_key_questions_and_addressees_select_cells() -> None:
    own = "ashby"
    asked = [
        fact("key_question", own, standard="planning", key_question=key, number=number)
        for key, number in (("engagement", 60), ("safety", 41))
    ]
    told = [fact("recommendation", own, addressee=name) for name in ("Ashby PDU", "50% Fund", None)]
    made = database(table(inspection("Ashby", "2024", [*asked, *told], own=own)))
    safe = rows_of(
        made, query(rows="key_question", measure="percentage", key_questions=("safety",))
    )
    assert [row.fact.number for row in safe if row.fact] == [41]

    def addressed(part: str) -> list[str | None]:
        found = rows_of(made, query(rows="recommendation", measure="number", addressee=part))
        return [row.fact.addressee for row in found if row.fact]

    assert addressed("pdu") == ["Ashby PDU"]
    assert addressed("0%") == ["50% Fund"]
    assert addressed("%") == ["50% Fund"], "a wildcard is a character"
    assert addressed("") == ["Ashby PDU", "50% Fund", None]


def test_a_rank_puts_names_in_order_among_equals_and_what_has_no_number_last(
    five: RatingsDatabase,
) -> None:
    expected = [("Ashby", 6), ("Dale", 6), ("Barton", 4), ("Ashby", 2), ("Corley", None)]
    assert numbers(five, aggregate="rank") == expected
    rising = [("Ashby", 2), ("Barton", 4), ("Ashby", 6), ("Dale", 6), ("Corley", None)]
    assert numbers(five, aggregate="rank", rising=True) == rising


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"aggregate": "highest"}, [("Ashby", 6), ("Dale", 6)]),
        ({"aggregate": "lowest"}, [("Ashby", 2)]),
        ({"aggregate": "highest", "limit": 2}, [("Ashby", 6), ("Dale", 6)]),
        ({"aggregate": "highest", "limit": 3}, [("Ashby", 6), ("Dale", 6), ("Barton", 4)]),
        ({"aggregate": "lowest", "limit": 2}, [("Ashby", 2), ("Barton", 4)]),
        ({"limit": 1}, [("Ashby", 6), ("Dale", 6)]),
        ({"limit": 1, "rising": True}, [("Ashby", 2)]),
        (
            {"aggregate": "lowest", "limit": 3},
            [("Ashby", 2), ("Barton", 4), ("Ashby", 6), ("Dale", 6)],
        ),
        (
            {"aggregate": "highest", "limit": 99},
            [("Ashby", 6), ("Dale", 6), ("Barton", 4), ("Ashby", 2)],
        ),
    ],
)
def test_an_edge_keeps_whoever_is_level_and_leaves_out_what_has_no_number(
    five: RatingsDatabase, fields: dict[str, object], expected: list[tuple[str, float]]
) -> None:
    assert numbers(five, **fields) == expected


@pytest.mark.parametrize(
    "name",
    [
        "O'Hara's",
        "x'); DROP TABLE inspections; --",
        '" OR "1"="1',
        "' OR 1=1 --",
        "%",
        ":place",
        "\\",
        "Ünïcode\u2028",
    ],
)
def test_names_are_data(name: str) -> None:
    made = database(
        table(inspection(name, "2024", [score(3)], region=name), inspection("Dale", "2024"))
    )
    place = Place(name=name, kind="pdu", region=name)
    assert names(made, places=(place,)) == [f"{name} 2024"]
    assert names(made, regions=(name,)) == [f"{name} 2024"]
    for field in ("ratings", "reports", "dates"):
        assert names(made, **{field: (name,)}) == []
    for field in ("standards", "key_questions"):
        assert numbers(made, rows="standard", **{field: (name,)}) == []
    assert names(made, scheme=name) == []
    assert len(names(made)) == 2

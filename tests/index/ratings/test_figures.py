"""What SQL computes over the rows of a question, against the same computed in Python."""

from itertools import groupby
from statistics import mean, median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.models import Condition, TableQuery
from index.ratings.database import RatingsDatabase
from index.ratings.query import Figures, counts_of, figures_of, rows_of
from index.ratings.table import Inspection, Table
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


def query(**fields: Any) -> TableQuery:
    return TableQuery(**({"rows": "inspection", "measure": "score"} | fields))


def figures(made: RatingsDatabase, **fields: Any) -> dict[str, Figures]:
    return {each.group: each for each in figures_of(made, query(**fields))}


def scores(*numbers: int | None) -> RatingsDatabase:
    """One inspection for each score."""
    rows = [inspection(f"P{i}", "2024", [score(number)]) for i, number in enumerate(numbers)]
    return database(table(*rows))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        pytest.param((3,), (1, 1, 3, 3, 3, 3, 3), id="one"),
        pytest.param((1, 5, 9), (3, 3, 5, 1, 9, 15, 5), id="an odd number"),
        pytest.param((9, 1, 2, 4), (4, 4, 4, 1, 9, 16, 3), id="an even number"),
        pytest.param((4, 4, 4, 4), (4, 4, 4, 4, 4, 16, 4), id="all the same"),
        pytest.param((None, 9, None, 1, 2), (5, 3, 4, 1, 9, 12, 2), id="odd, two lost"),
        pytest.param((None, 7, 2), (3, 2, 4.5, 2, 7, 9, 4.5), id="even, one lost"),
        pytest.param((0, 0, 1), (3, 3, 1 / 3, 0, 1, 1, 0), id="nought is a number"),
        pytest.param((None, None), (2, 0, None, None, None, None, None), id="all lost"),
    ],
)
def test_figures_leave_lost_numbers_out_and_count_their_rows(
    numbers: tuple[int | None, ...], expected: tuple[float | None, ...]
) -> None:
    [found] = figures_of(scores(*numbers), query())
    assert (found.rows, found.numbered) == expected[:2]
    told = (found.mean, found.lowest, found.highest, found.total, found.median)
    assert told == pytest.approx(expected[2:], nan_ok=False)
    assert (found.group, found.inspections, found.places) == ("", len(numbers), len(numbers))


def test_no_rows_have_no_figures() -> None:
    assert figures_of(scores(1, 2), query(regions=("nowhere",))) == []


def test_places_and_inspections_are_counted_once_however_many_rows_they_have() -> None:
    made = database(
        table(
            inspection("Ashby", "2021", rated({"leadership": "Good", "staffing": "Good"})),
            inspection("Ashby", "2024", rated({"leadership": "Inadequate", "staffing": None})),
            inspection("Dale", "2024", rated({"leadership": "Good"})),
        )
    )
    [every] = figures_of(made, query(rows="standard", measure="rating"))
    assert (every.rows, every.inspections, every.places, every.numbered) == (5, 3, 2, 4)
    [good] = figures_of(made, query(rows="standard", measure="rating", ratings=("Good",)))
    assert (good.rows, good.inspections, good.places) == (3, 2, 2)


@pytest.fixture(scope="module")
def grouped() -> RatingsDatabase:
    own = "ashby-2024-07"
    return database(
        table(
            inspection(
                "Ashby",
                "2024-07",
                [
                    score(5, own),
                    *rated({"leadership": "Good", "staffing": None}, own),
                    fact(
                        "key_question", own, standard="planning", key_question="safety", number=40
                    ),
                    fact("key_question", own, standard="planning", key_question=None, number=70),
                    fact("recommendation", own, addressee="Ashby PDU", number=1),
                    fact("recommendation", own, addressee="The council", number=2),
                    fact("recommendation", own, addressee="ASHBY PDU", number=3),
                ],
                own=own,
            ),
            inspection("Ashby", "2021", [score(2, "old")]),
            inspection(
                "Dale", "2024-06-30", [score(5), rating("leadership", "Good")], region="South"
            ),
        )
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"group_by": "region"}, {"North": (2, 3.5), "South": (1, 5)}),
        ({"group_by": "place"}, {"Ashby": (2, 3.5), "Dale": (1, 5)}),
        ({"group_by": "year"}, {"2021": (1, 2), "2024": (2, 5)}),
        ({"group_by": "half"}, {"2021": (1, 2), "2024-1": (1, 5), "2024-2": (1, 5)}),
        ({"group_by": "month"}, {"2021": (1, 2), "2024-06": (1, 5), "2024-07": (1, 5)}),
        ({"group_by": "score"}, {"2.0": (1, 2), "5.0": (2, 5)}),
        (
            {"rows": "standard", "measure": "rating", "group_by": "standard"},
            {"leadership": (2, 2), "staffing": (1, None)},
        ),
        (
            {"rows": "standard", "measure": "rating", "group_by": "rating"},
            {"": (1, None), "Good": (2, 2)},
        ),
        (
            {"rows": "key_question", "measure": "percentage", "group_by": "key_question"},
            {"": (1, 70), "safety": (1, 40)},
        ),
        (
            {"rows": "recommendation", "measure": "number", "group_by": "addressee"},
            {"ashby pdu": (2, 2), "the council": (1, 2)},
        ),
    ],
)
def test_every_grouping(
    grouped: RatingsDatabase, fields: dict[str, Any], expected: dict[str, tuple[int, float | None]]
) -> None:
    found = figures(grouped, **fields)
    assert {name: (each.rows, each.mean) for name, each in found.items()} == expected
    assert list(found) == sorted(expected)


def test_rows_say_which_group_they_are_in(grouped: RatingsDatabase) -> None:
    found = rows_of(grouped, query(group_by="half"))
    assert [(row.inspection.place.name, row.group) for row in found] == [
        ("Ashby", "2021"),
        ("Ashby", "2024-2"),
        ("Dale", "2024-1"),
    ]
    assert {row.group for row in rows_of(grouped, query())} == {""}


def test_an_edge_or_a_limit_does_not_narrow_what_is_computed(grouped: RatingsDatabase) -> None:
    plain = figures_of(grouped, query(group_by="place"))
    assert figures_of(grouped, query(group_by="place", edge="highest", limit=1)) == plain


@pytest.fixture(scope="module")
def national() -> RatingsDatabase:
    counts = [
        counted("planning", "Good", 3, 5),
        counted("planning", "Inadequate", 2, 5),
        counted("leadership", "Good", 5, 5),
        counted("planning", "Good", 1, 4, "annual-report-2023"),
        counted("planning", "Marvellous", 1, 1),
        counted("planning", "Good", 2, 3).model_copy(update={"unit": "regions"}),
    ]
    return database(table(inspection("Ashby", "2024"), national=counts))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [3, 2, 5, 1, 1]),
        ({"kind": "region"}, [2]),
        ({"standards": ("planning",)}, [3, 2, 1, 1]),
        ({"ratings": ("Good",)}, [3, 5, 1]),
        ({"reports": ("annual-report-2023",)}, [1]),
        ({"conditions": (Condition(measure="number", operator="gt", number=2),)}, [3, 5]),
        ({"standards": ("leadership",), "ratings": ("Inadequate",)}, []),
        ({"ratings": ("' OR '1'='1",)}, []),
    ],
)
def test_counts_of_national_reports_come_as_printed(
    national: RatingsDatabase, fields: dict[str, Any], expected: list[int]
) -> None:
    found = counts_of(national, query(rows="count", measure="number", **fields))
    assert [each.fact.number for each in found] == expected


def test_counts_know_the_points_of_the_words_of_a_scheme(national: RatingsDatabase) -> None:
    found = counts_of(national, query(rows="count", measure="number"))
    assert [each.points for each in found] == [2, 0, 2, 2, None]


_NUMBERS = st.one_of(st.none(), st.integers(0, 9))
_REGIONS = st.sampled_from(["North", "South", "East"])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Up to a dozen inspections with scores, some lost, some of one place."""
    dates = st.sampled_from(["2021", "2023-07", "2024-02", "2024-11-05"])
    made: dict[tuple[str, str], Inspection] = {}
    for name, date in draw(st.lists(st.tuples(st.sampled_from("ABCDEF"), dates), max_size=12)):
        row = inspection(name, date, [score(draw(_NUMBERS))], region=draw(_REGIONS))
        made[name, date] = row
    return table(*made.values())


@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from([None, "region", "place", "year", "half", "score"]))
def test_sql_and_python_compute_the_same(made: Table, group_by: Any) -> None:
    held = database(made)
    asked = query(group_by=group_by)
    rows = sorted(rows_of(held, asked), key=lambda row: row.group)
    groups = {name: list(some) for name, some in groupby(rows, key=lambda row: row.group)}
    found = {each.group: each for each in figures_of(held, asked)}
    held.close()
    assert set(found) == set(groups)
    for name, some in groups.items():
        each = found[name]
        numbers = [r.fact.number for r in some if r.fact and r.fact.number is not None]
        assert (each.rows, each.numbered) == (len(some), len(numbers))
        assert each.inspections == len({id(r.inspection) for r in some})
        assert each.places == len({r.inspection.place.name for r in some})
        told = (each.mean, each.median, each.lowest, each.highest, each.total)
        takes = (mean, median, min, max, sum)
        assert told == pytest.approx([take(numbers) if numbers else None for take in takes])


@settings(max_examples=60, deadline=None)
@given(tables(), st.integers(1, 5), st.sampled_from(["highest", "lowest"]))
def test_a_limit_keeps_exactly_those_level_with_the_last(
    made: Table, limit: int, aggregate: Any
) -> None:
    held = database(made)
    cut = rows_of(held, query(aggregate=aggregate, limit=limit))
    every = rows_of(held, query(aggregate="rank", rising=aggregate == "lowest"))
    held.close()
    numbered = [row for row in every if row.fact and row.fact.number is not None]
    if numbered:
        last = numbered[min(limit, len(numbered)) - 1].fact
        assert last is not None and last.number is not None
        sign = 1 if aggregate == "lowest" else -1
        fit = [r for r in numbered if sign * (r.fact.number - last.number) <= 0]  # type: ignore[union-attr,operator]
        assert cut == fit
    else:
        assert cut == []


@settings(max_examples=40, deadline=None)
@given(tables(), st.sampled_from(["2021", "2023-07-15", "2024", "2024-02-01", "2024-12"]))
def test_since_and_until_part_the_rows(made: Table, edge: str) -> None:
    held = database(made)
    before, after = (rows_of(held, query(**{name: edge})) for name in ("until", "since"))
    every = rows_of(held, query())
    held.close()
    assert len(before) + len(after) == len(every)
    assert all(row in every for row in (*before, *after))

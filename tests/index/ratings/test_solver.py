import random
from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from index.ratings.solver import Cell, Problem, Solution, solve

KEYS = Path(__file__).parents[3] / "evals" / "keys"
POINTS = {"Inadequate": 0, "Requires improvement": 1, "Good": 2, "Outstanding": 3}
SCALE = frozenset(POINTS.values())
Table = Mapping[Cell, int]


def annual(*reports: str) -> Problem:
    """The table of 2024, with the ratings that these reports give of their own place."""
    key = yaml.safe_load((KEYS / "annual-report-2024.yaml").read_text("utf-8"))
    counts = {
        c["standard"]: {POINTS[word]: n for word, n in c["counts"].items()}
        for c in key["rating_counts"]
        if c["standard"]
    }
    totals = {row["subject"]: row["score"] for row in key["rows"]}
    domains = dict.fromkeys(product(totals, counts), SCALE)
    for report in reports:
        own = yaml.safe_load((KEYS / f"{report}.yaml").read_text("utf-8"))
        for standard, word in own["ratings"].items():
            domains[own["subject"], standard] = frozenset({POINTS[word]})
    return Problem(domains, totals, counts)


def forced(solution: Solution) -> set[Cell]:
    return {cell for cell, values in solution.values.items() if len(values) == 1}


def small(domains: str, totals: Mapping[str, int], **counts: Mapping[int, int]) -> Problem:
    """A table of rows a, b, … and columns x, y, …: "012 1" is a row of an open and a read cell."""
    cells = {
        (row, column): frozenset(map(int, values))
        for row, line in zip("abcdefghi", domains.split("|"), strict=False)
        for column, values in zip("xyz", line.split(), strict=False)
    }
    return Problem(cells, totals, counts)


def test_the_table_of_2024_is_worked_out_as_far_as_its_figures_go() -> None:
    read = ("brighton-and-east-sussex-2024-02", "barnsley-and-rotherham-2024-10")
    problem = annual(*read, "north-yorkshire-2024-12")
    known = {cell for cell, values in problem.domains.items() if len(values) == 1}
    solution = solve(problem, budget=200)
    assert (solution.consistent, solution.exhausted) == (True, False)
    assert (len(solution.values), len(known)) == (168, 21)
    assert len(forced(solution) - known) == 52
    assert len(solution.values) - len(forced(solution)) == 95


def test_reports_agree_with_what_the_table_of_2024_forces_without_them() -> None:
    solution = solve(annual())
    for cell, values in annual("north-yorkshire-2024-12").domains.items():
        assert values & solution.values[cell]


@pytest.mark.parametrize("change", [-1, 1])
def test_one_score_misread_contradicts_the_counts_of_2024(change: int) -> None:
    problem = annual()
    totals = {**problem.totals, "Wakefield": problem.totals["Wakefield"] + change}
    solution = solve(problem._replace(totals=totals), budget=200)
    assert solution == Solution(problem.domains, consistent=False, exhausted=False)


def test_scores_that_no_split_of_the_counts_can_give_are_a_contradiction() -> None:
    # The sums agree (4 and 4), but two rows of two would need both columns twice.
    problem = small("01 01|01 01|01 01", {"a": 2, "b": 2, "c": 0}, x={1: 1}, y={1: 3})
    assert not solve(problem).consistent


@pytest.mark.parametrize(
    "problem",
    [
        small("01 01", {"a": 3}),
        small("01 |01", {}, x={1: 3}),
        small("01 |01", {}, x={0: 1, 1: 0}),
        small("01 |01", {}, x={7: 1}),
        small("01 |01", {}, x={1: -1}),
        small("01 |01", {"z": 1}),
        small("01 |01", {}, z={1: 1}),
        Problem({("a", "x"): frozenset()}, {}, {}),
    ],
    ids=["sum", "count", "too few", "no such value", "negative", "row", "column", "empty"],
)
def test_data_that_no_table_fits_are_not_consistent(problem: Problem) -> None:
    assert solve(problem) == Solution(problem.domains, consistent=False, exhausted=False)


def test_a_row_sum_forces_the_only_cell_that_is_open() -> None:
    assert solve(small("0123 1 2", {"a": 5})).values["a", "x"] == {2}


def test_values_in_the_middle_drop_out_where_the_sum_cannot_use_them() -> None:
    assert solve(small("012 02", {"a": 2})).values["a", "x"] == {0, 2}


def test_a_count_of_one_value_leaves_the_others_open() -> None:
    solution = solve(small("0123|0123", {}, x={1: 1}))
    assert solution.values["a", "x"] == SCALE
    assert solve(small("0123|023", {}, x={1: 1})).values["a", "x"] == {1}


def test_a_table_without_cells_fits_anything_that_asks_for_nothing() -> None:
    assert solve(Problem({}, {"a": 0}, {"x": {1: 0}})) == Solution({}, True, False)


def test_without_budget_nothing_is_derived() -> None:
    problem = small("01 01|01 01", {"a": 1, "b": 1}, x={1: 1})
    assert solve(problem, budget=0) == Solution(problem.domains, consistent=True, exhausted=True)


def test_a_hundred_rows_of_four_values_are_settled_within_the_budget() -> None:
    dice = random.Random(1)
    cells = product((f"row {i}" for i in range(100)), "abcdefghi")
    truth = {cell: dice.randrange(4) for cell in cells}
    hidden = {c: frozenset({v}) if dice.random() < 0.8 else SCALE for c, v in truth.items()}
    solution = solve(described(truth, hidden))
    assert (solution.consistent, solution.exhausted) == (True, False)
    assert forced(solution) > {cell for cell, values in hidden.items() if len(values) == 1}
    assert all(value in solution.values[cell] for cell, value in truth.items())


def described(truth: Table, domains: Mapping[Cell, frozenset[int]]) -> Problem:
    """All sums and counts of a table."""
    totals: dict[str, int] = {}
    counts: dict[str, dict[int, int]] = {}
    for (row, column), value in truth.items():
        totals[row] = totals.get(row, 0) + value
        counts.setdefault(column, dict.fromkeys(range(4), 0))[value] += 1
    return Problem(domains, totals, counts)


@st.composite
def tables(draw: st.DrawFn, side: int) -> tuple[Table, Problem]:
    """A hidden table, and as much of it as happens to be known."""
    rows, columns = draw(st.integers(1, side)), draw(st.integers(1, side))
    high, read = draw(st.integers(1, 3)), draw(st.sampled_from([0, 0.1, 0.3, 0.6]))
    known = draw(st.sampled_from([1, 0.8, 0.5]))
    # Drawn value by value, Hypothesis leaves most tables nearly empty.
    dice = random.Random(draw(st.integers(0, 2**32)))
    truth = {
        (f"r{i}", f"c{j}"): dice.randint(0, high)
        for i, j in product(range(rows), range(columns))
        if dice.random() < 0.95
    }
    domains = {}
    for cell, value in truth.items():
        others = dice.choice([range(high + 1), range(high + 1), (0, high)])
        domains[cell] = frozenset({value, *(() if dice.random() < read else others)})
    full = described(truth, domains)
    totals = {row: total for row, total in full.totals.items() if dice.random() < known}
    some = {
        column: {value: n for value, n in counts.items() if dice.random() < known}
        for column, counts in full.counts.items()
    }
    return truth, Problem(domains, totals, some)


@st.composite
def claims(draw: st.DrawFn) -> Problem:
    """A small table of which a sum or a count may be wrong."""
    _, problem = draw(tables(4))
    dice = random.Random(draw(st.integers(0, 2**32)))
    if dice.random() < 0.5:
        return problem
    off = [0] * 7 + [1, -1]
    totals = {row: n + dice.choice(off) for row, n in problem.totals.items()}
    counts = {
        column: {v: n + dice.choice(off) for v, n in known.items()}
        for column, known in problem.counts.items()
    }
    return Problem(problem.domains, totals, counts)


def by_trying_all(problem: Problem) -> dict[Cell, set[int]] | None:
    """The values of every table that fits, row by row: None where none does."""
    rows = sorted({row for row, _ in problem.domains})
    tables: list[dict[Cell, int]] = [{}]
    for row in rows:
        cells = [cell for cell in problem.domains if cell[0] == row]
        lines = [
            dict(zip(cells, line, strict=True))
            for line in product(*(problem.domains[cell] for cell in cells))
            if sum(line) == problem.totals.get(row, sum(line))
        ]
        tables = [{**table, **line} for table in tables for line in lines]
    fitting = [table for table in tables if _counts_fit(problem, table)]
    if not fitting:
        return None
    return {cell: {table[cell] for table in fitting} for cell in problem.domains}


def _counts_fit(problem: Problem, table: Table) -> bool:
    return all(
        sum(v == value for (_, c), v in table.items() if c == column) == n
        for column, counts in problem.counts.items()
        for value, n in counts.items()
    )


def _size(problem: Problem) -> int:
    size = 1
    for values in problem.domains.values():
        size *= len(values)
    return size


@pytest.mark.parametrize(
    "problem",
    [
        # Only 2 and 3 are counted, so how many rows have 0 and 1 is searched as well.
        small("0123 0123|" * 2 + "0123 0123", {"a": 2, "b": 2, "c": 3}, x={2: 1}, y={2: 1, 3: 0}),
        small(
            "0123 0123 0123|0123 0123 0123",
            {"a": 2, "b": 1},
            x={1: 1, 3: 0},
            y={0: 1, 1: 1, 2: 0},
            z={2: 0, 3: 0},
        ),
        # The 2 stands in row a or b, where there is no 1 on the way to it.
        small("02|02|012|012", {"c": 1, "d": 1}, x={2: 1}),
        small("0123|0123", {}, x={0: 1, 1: 0, 2: 1, 3: 1}),
    ],
    ids=["two unknown counts", "no cell with a value", "a gap", "more counted than there are"],
)
def test_what_sums_and_levels_alone_would_get_wrong_is_right(problem: Problem) -> None:
    solution = solve(problem)
    expected = by_trying_all(problem)
    assert solution == Solution(expected or problem.domains, expected is not None, False)


def test_a_value_that_takes_long_is_decided_in_a_later_round() -> None:
    problem = small(
        "0123 0123 0123|03 0123 0123|0123 03 0123|03 03 0123|0123 03 0123|0123 0123 0123"
        "|0123 023 12|0123 0123 0123|0123 0123 023",
        {"a": 9, "d": 3, "e": 6, "g": 6, "h": 5, "i": 5},
        x={2: 4},
        y={0: 2, 1: 1, 2: 2},
        z={1: 4, 3: 4},
    )
    solution = solve(problem)
    assert not solution.exhausted
    for cell, values in problem.domains.items():
        fitting = {v for v in values if solve(_with(problem, cell, v)).consistent}
        assert solution.values[cell] == fitting


def _with(problem: Problem, cell: Cell, value: int) -> Problem:
    return problem._replace(domains={**problem.domains, cell: frozenset({value})})


@given(claims().filter(lambda problem: _size(problem) <= 5_000))
@settings(deadline=None, max_examples=400)
def test_a_small_table_comes_out_as_by_trying_all(problem: Problem) -> None:
    expected = by_trying_all(problem)
    solution = solve(problem)
    assert not solution.exhausted
    assert solution.consistent == (expected is not None)
    assert solution.values == (problem.domains if expected is None else expected)


@given(tables(9), st.sampled_from([0, 1, 3, 10, 300]))
@settings(deadline=None)
def test_the_truth_is_never_excluded(table: tuple[Table, Problem], budget: int) -> None:
    truth, problem = table
    solution = solve(problem, budget)
    assert solution.consistent
    assert all(value in solution.values[cell] for cell, value in truth.items())


@given(tables(4), st.integers(0, 12))
@settings(deadline=None)
def test_a_small_budget_only_keeps_more(table: tuple[Table, Problem], budget: int) -> None:
    _, problem = table
    exact, hurried = solve(problem), solve(problem, budget)
    assert all(exact.values[cell] <= hurried.values[cell] for cell in problem.domains)
    assert hurried.exhausted or hurried == exact


@given(tables(6), st.randoms(use_true_random=False), st.sampled_from([5, 300]))
@settings(deadline=None)
def test_the_order_of_what_is_given_makes_no_difference(
    table: tuple[Table, Problem], dice: random.Random, budget: int
) -> None:
    _, problem = table
    cells, rows = list(problem.domains), list(problem.totals)
    columns = list(problem.counts)
    for names in (cells, rows, columns):
        dice.shuffle(names)
    shuffled = Problem(
        {cell: problem.domains[cell] for cell in cells},
        {row: problem.totals[row] for row in rows},
        {c: dict(reversed(problem.counts[c].items())) for c in columns},
    )
    first, second = solve(problem, budget), solve(shuffled, budget)
    in_order = Solution({cell: second.values[cell] for cell in problem.domains}, *second[1:])
    assert repr(in_order) == repr(first) == repr(solve(problem, budget))

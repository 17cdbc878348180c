"""Limits on numbers: digits and words, one side and both, and how many rows are asked for."""

import pytest

from index.answers.tables.limits import (
    fits,
    group_conditions,
    limit_of,
    percent_conditions,
    score_conditions,
)
from index.models import Condition


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("scored more than 4", [("gt", 4)]),
        ("exceeding five points", [("gt", 5)]),
        ("at least 6", [("ge", 6)]),
        ("6 or more points", [("ge", 6)]),
        ("6+", [("ge", 6)]),
        ("reached 8", [("ge", 8)]),
        ("under nine", [("lt", 9)]),
        ("no more than 2", [("le", 2)]),
        ("2 points or fewer", [("le", 2)]),
        ("did not score more than 4", [("le", 4)]),
        ("didn't get less than 3", [("ge", 3)]),
        ("a score other than 3", [("ne", 3)]),
        ("exactly 3", [("eq", 3)]),
        ("between 3 and 5", [("ge", 3), ("le", 5)]),
        ("over 2 and under 6", [("gt", 2), ("lt", 6)]),
        (">= 4", [("ge", 4)]),
        ("< 4", [("lt", 4)]),
        ("more than 3 out of 21", [("gt", 3)]),
        ("above 2.5", [("gt", 2.5)]),
        ("inspected in the spring", []),
        ("more than 40", []),
    ],
)
def test_limits_on_scores(text: str, limits: list[tuple[str, float]]) -> None:
    assert [(c.operator, c.number) for c in score_conditions(text)] == limits


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("under 50%", [("lt", 50)]),
        ("at least 70 per cent", [("ge", 70)]),
        ("fewer than half", [("lt", 50)]),
        ("more than half", [("gt", 50)]),
        ("between 30% and 60%", [("ge", 30), ("le", 60)]),
        ("key questions below 33", [("lt", 33)]),
        ("more than 4 officers", []),
    ],
)
def test_limits_on_percentages(text: str, limits: list[tuple[str, float]]) -> None:
    found = percent_conditions(text)
    assert [(c.measure, c.operator, c.number) for c in found] == [
        ("percentage", operator, number) for operator, number in limits
    ]


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("regions with more than five pdus", [("gt", 5)]),
        ("reports with exactly 3 recommendations", [("eq", 3)]),
        ("reports with only 3 recommendations", [("eq", 3)]),
        ("regions that did better than most", []),
    ],
)
def test_limits_on_the_size_of_groups(text: str, limits: list[tuple[str, float]]) -> None:
    assert [(c.operator, c.number) for c in group_conditions(text)] == limits


@pytest.mark.parametrize(
    ("text", "limit", "nth"),
    [
        ("the top three pdus", 3, None),
        ("the 5 lowest", 5, None),
        ("best 4", 4, None),
        ("the second highest score", None, 2),
        ("which came third?", None, 3),
        ("the runner-up", None, 2),
        ("the best pdu", None, None),
    ],
)
def test_how_many_rows(text: str, limit: int | None, nth: int | None) -> None:
    assert limit_of(text) == (limit, nth)


@pytest.mark.parametrize(
    ("operator", "below", "equal", "above"),
    [
        ("lt", True, False, False),
        ("le", True, True, False),
        ("eq", False, True, False),
        ("ge", False, True, True),
        ("gt", False, False, True),
        ("ne", True, False, True),
    ],
)
def test_a_number_keeps_a_limit_or_not(
    operator: str, below: bool, equal: bool, above: bool
) -> None:
    limit = Condition(measure="number", operator=operator, number=4)
    assert (fits(limit, 3), fits(limit, 4), fits(limit, 5)) == (below, equal, above)

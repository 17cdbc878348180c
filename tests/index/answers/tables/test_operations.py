"""Words for operations, for groups, and for what rows are set against."""

import pytest

from index.answers.tables.grouping import edge_of, group_of
from index.answers.tables.operations import aggregate_of, is_highest, is_lowest
from index.answers.tables.relations import relation, versus


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("the average score", "mean"),
        ("which pdus scored above the average?", "list"),
        ("what does good mean by that?", "list"),
        ("the median score", "median"),
        ("the middle score", "median"),
        ("the sum of the scores", "total"),
        ("how many in total?", "count"),
        ("the range of scores", "range"),
        ("the gap between best and worst", "difference"),
        ("by how many points did it win?", "difference"),
        ("what proportion of pdus were rated so?", "share"),
        ("the best and the worst", "extremes"),
        ("ranked from best to worst", "rank"),
        ("a league table", "rank"),
        ("which came first?", "highest"),
        ("who finished last?", "lowest"),
        ("at least three points", "list"),
        ("how many pdus?", "count"),
    ],
)
def test_operations(text: str, operation: str) -> None:
    assert aggregate_of(text) == operation


@pytest.mark.parametrize(
    ("text", "highest", "lowest"),
    [
        ("the top scorer", True, False),
        ("the weakest pdu", False, True),
        ("at best average", False, False),
        ("at the very least two", False, False),
        ("the largest number", True, False),
        ("the fewest", False, True),
    ],
)
def test_ends(text: str, highest: bool, lowest: bool) -> None:
    assert (is_highest(text), is_lowest(text)) == (highest, lowest)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("how many in each region", "region"),
        ("which region did best", "region"),
        ("rank the regions by average score", "region"),
        ("pdus per month", "month"),
        ("split by rating", "rating"),
        ("grouped by rating", "rating"),
        ("ordered by score", None),
        ("how are scores distributed", "score"),
        ("rating breakdown", "rating"),
        ("the first half and the second half", "half"),
        ("in the first half of 2024 or the second half", "half"),
        ("recommendations by addressee", "addressee"),
        ("per report", "place"),
        ("across all regions", None),
        ("the mean score", None),
    ],
)
def test_groups(text: str, group: str | None) -> None:
    assert group_of(text) == group


@pytest.mark.parametrize(
    ("text", "edge"),
    [
        ("the most pdus", "highest"),
        ("the fewest pdus", "lowest"),
        ("at least two pdus", None),
        ("how many pdus", None),
    ],
)
def test_which_of_the_groups(text: str, edge: str | None) -> None:
    assert edge_of(text) == edge


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("which pdus beat the average?", ("mean", "gt")),
        ("which pdus are below the median?", ("median", "lt")),
        ("at the mean", ("mean", "eq")),
        ("which pdus scored higher than ?", ("place", "gt")),
        ("which pdus scored less than ?", ("place", "lt")),
        ("which pdus are level with ?", ("place", "eq")),
        ("which pdus scored more than 4?", None),
    ],
)
def test_what_is_set_against(text: str, found: tuple[str, str] | None) -> None:
    assert relation(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("better for planning than for reviewing", "gt"),
        ("weaker on planning than on reviewing", "lt"),
        ("rated the same for planning and reviewing", "eq"),
        ("better than last year", None),
    ],
)
def test_one_standard_beside_another(text: str, found: str | None) -> None:
    assert versus(text) == found

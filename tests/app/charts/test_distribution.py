"""How ratings are spread: every cell is counted once, and what has no value as that."""

import pytest

from app.charts.distribution import by_region, by_standard, spread_chart
from app.charts.marks import Mark, levels
from ingest.schemes import load_schemes
from tests.app.charts.specs import rows_of

LEVELS = levels(load_schemes())


def mark(place: str, column: str, words: str, state: str = "read", region: str = "North") -> Mark:
    points = dict(LEVELS).get(words)
    return Mark(
        place=place,
        region=region,
        date="2024-10",
        scheme="hmip-probation-2023",
        column=column,
        state=state,  # type: ignore[arg-type]
        words=words,
        points=points,
        fact=f"{place}/{column}",
    )


MARKS = (
    mark("A", "staffing", "Good"),
    mark("B", "staffing", "Inadequate", "derived"),
    mark("C", "staffing", "Not legible", "not_legible"),
    mark("D", "staffing", "Not rated", "not_rated"),
    mark("E", "staffing", "Not in this round", "not_applicable"),
    mark("A", "services", "Inadequate", region="South"),
    mark("A", "overall_rating", "Inadequate"),
    mark("A", "score", "3 of 21"),
)


def test_each_standard_counts_its_cells_and_what_was_lost() -> None:
    spread = by_standard(MARKS, ["staffing"], LEVELS)
    counts = {share.words: len(share.marks) for share in spread.shares}
    assert counts == {"Good": 1, "Inadequate": 1, "Not legible": 1, "Not rated": 1}
    assert spread.whole("Staffing") == 4


def test_derived_ratings_are_counted_and_told_apart() -> None:
    share = by_standard(MARKS, ["staffing"], LEVELS).share("Staffing", "Inadequate")
    assert share is not None
    assert (len(share.marks), share.derived) == (1, 1)


def test_words_stand_in_the_order_of_the_scale() -> None:
    words = by_standard(MARKS, ["staffing"], LEVELS).words
    assert words == ("Good", "Inadequate", "Not legible", "Not rated")


def test_regions_count_standards_and_neither_scores_nor_overall_ratings() -> None:
    spread = by_region(MARKS, LEVELS)
    assert {group: spread.whole(group) for group in spread.groups} == {"North": 4, "South": 1}


def test_a_bar_names_how_many_it_is_of_and_few_are_told() -> None:
    spread = by_standard(MARKS, ["staffing"], LEVELS)
    assert spread.few == ("Staffing",)
    (rows,) = rows_of(spread_chart(spread, LEVELS, "light"))
    assert rows[0]["label"] == "Staffing\nn = 4"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_parts_of_a_bar_fill_it(theme: str) -> None:
    spread = by_standard(MARKS, ["staffing"], LEVELS)
    chart = spread_chart(spread, LEVELS, theme, select="part")  # type: ignore[arg-type]
    (rows,) = rows_of(chart)
    assert [(row["start"], row["end"]) for row in rows] == [(0, 25), (25, 50), (50, 75), (75, 100)]
    assert rows[1]["all"] == "Staffing, Inadequate: 1 of 4, 1 of them derived"

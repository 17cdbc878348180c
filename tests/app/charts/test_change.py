"""What changed between inspections, and what is not compared."""

import pytest

from app.charts.change import change_charts, changed, places_over_time
from app.charts.marks import Mark, levels
from ingest.schemes import load_schemes
from tests.app.charts.specs import rows_of

LEVELS = levels(load_schemes())


def mark(date: str, column: str, words: str, **more: object) -> Mark:
    fields: dict[str, object] = {
        "place": "Westmere",
        "region": "North",
        "date": date,
        "scheme": "s",
        "column": column,
        "state": "read",
        "words": words,
        "points": dict(LEVELS).get(words),
        "fact": f"{date}/{column}",
    }
    return Mark(**(fields | more))  # type: ignore[arg-type]


def only(*marks: Mark):
    (place,) = places_over_time(marks)
    return place


def test_a_place_with_one_inspection_is_not_shown() -> None:
    assert places_over_time([mark("2023-03", "staffing", "Good")]) == ()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Inadequate", "Good", "better"),
        ("Good", "Inadequate", "worse"),
        ("Good", "Good", "the same"),
    ],
)
def test_ratings_are_compared_by_their_points(before: str, after: str, said: str) -> None:
    place = only(mark("2023-03", "staffing", before), mark("2024-10", "staffing", after))
    assert changed(place, "staffing") == said


def test_scores_out_of_different_totals_are_not_compared() -> None:
    place = only(
        mark("2023-03", "score", "5 of 27", points=5, out_of=27),
        mark("2024-10", "score", "5 of 21", points=5, out_of=21),
    )
    assert changed(place, "score") == "not compared: out of 27 and out of 21"


def test_scores_out_of_different_totals_have_axes_of_their_own() -> None:
    place = only(
        mark("2023-03", "score", "5 of 27", points=5, out_of=27),
        mark("2024-10", "score", "5 of 21", points=5, out_of=21),
    )
    charts = change_charts([place], "score", LEVELS, "light")
    assert list(charts) == ["Westmere: score out of 27", "Westmere: score out of 21"]


def test_a_cell_that_was_lost_cannot_be_told() -> None:
    place = only(
        mark("2023-03", "staffing", "Good"),
        mark("2024-10", "staffing", "Not legible", state="not_legible", points=None),
    )
    assert changed(place, "staffing") == "cannot be told: not legible (October 2024)"


def test_what_one_round_lacks_is_not_in_both() -> None:
    place = only(mark("2023-03", "court_work", "Good"), mark("2024-10", "staffing", "Good"))
    assert changed(place, "court_work") == "not in both inspections"


def test_sources_that_disagree_are_not_compared() -> None:
    place = only(
        mark("2023-03", "staffing", "Good"),
        mark("2023-03", "staffing", "Inadequate"),
        mark("2024-10", "staffing", "Good"),
    )
    assert changed(place, "staffing") == "not compared: sources disagree"


def test_three_inspections_are_two_steps() -> None:
    place = only(
        mark("2021", "staffing", "Good"),
        mark("2023-03", "staffing", "Inadequate"),
        mark("2024-10", "staffing", "Inadequate"),
    )
    assert changed(place, "staffing") == "worse; then the same"


def test_lines_join_only_what_is_known() -> None:
    place = only(
        mark("2023-03", "staffing", "Good"),
        mark("2024-10", "staffing", "Not legible", state="not_legible", points=None),
    )
    (chart,) = change_charts([place], "staffing", LEVELS, "dark").values()
    spec = chart.to_dict()
    assert spec["layer"][0]["transform"] == [{"filter": "datum.known"}]
    (rows,) = rows_of(chart)
    assert [row["known"] for row in rows] == [True, False]


def test_dots_say_their_date_and_scores_their_total_as_well() -> None:
    place = only(
        mark("2023-03", "score", "5 of 27", points=5, out_of=27),
        mark("2024-10", "score", "6 of 27", points=6, out_of=27, state="derived"),
    )
    (chart,) = change_charts([place], "score", LEVELS, "light").values()
    (rows,) = rows_of(chart)
    assert [row["said"] for row in rows] == ["5 of 27, Mar 2023", "6 of 27, Oct 2024, derived"]

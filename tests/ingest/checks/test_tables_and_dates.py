from collections.abc import Callable
from typing import Any

import pytest

from ingest.models import Warning

Check = Callable[..., list[Warning]]

SEVEN = (
    ("leadership", "1.1 Leadership"),
    ("staffing", "1.2 Staffing"),
    ("services", "1.3 Services"),
    ("assessment", "2.1 Assessment"),
    ("planning", "2.2 Planning"),
    ("implementation_and_delivery", "2.3 Implementation and delivery"),
    ("reviewing", "2.4 Reviewing"),
)
PAGE = {"section": ("Ratings",)}
HEADER = ("PDU inspected", "Published", "Composite score (out of 21)", *(n for _, n in SEVEN))


def page(score: str, *ratings: str) -> list[tuple[Any, ...]]:
    """A page of ratings with its score; standards beyond those given are Inadequate."""
    words = [*ratings, *["Inadequate"] * (7 - len(ratings))]
    return [
        ("rating", f"Score {score}", PAGE),
        *(
            ("rating", f"{name} {word}", PAGE | {"standard": key})
            for (key, name), word in zip(SEVEN, words, strict=True)
        ),
    ]


def kinds(warnings: list[Warning]) -> list[str]:
    return [warning.kind for warning in warnings]


def test_a_score_that_is_the_sum_of_its_standards_is_fine(checked: Check) -> None:
    assert checked(*page("3/21", "Good", "Requires improvement")) == []


def test_a_score_that_is_not_the_sum_is_doubted_with_all_sources(checked: Check) -> None:
    (warning,) = checked(*page("5/21", "Good", "Requires improvement"))
    assert warning.kind == "score_sum" and len(warning.sources) == 8
    assert "add up to 3" in warning.message and "5/21" in warning.message


def test_a_score_is_not_checked_where_a_rating_is_missing(checked: Check) -> None:
    assert checked(*page("5/21", "Good")[:-1]) == []


def test_a_score_out_of_another_maximum_is_doubted(checked: Check) -> None:
    assert kinds(checked(*page("2/27", "Good"))) == ["score_maximum"]


@pytest.mark.parametrize(
    ("percent", "rating", "expected"),
    [("49%", "Inadequate", []), ("50%", "Inadequate", ["band"]), ("64%", "Good", ["band"]),
     ("65%", "Good", []), ("81%", "Outstanding", [])],
)  # fmt: skip
def test_the_lowest_key_question_lies_in_the_band_of_the_rating(
    checked: Check, percent: str, rating: str, expected: list[str]
) -> None:
    here = {"section": ("2.2 Planning",), "standard": "planning"}
    rows = [("Is planning engaging?", "90%"), ("Is planning safe?", percent)]
    assert kinds(checked(("rating", rating, here), ("table", rows, here))) == expected


def test_an_explained_exception_is_not_doubted(checked: Check) -> None:
    here = {"section": ("2.2 Planning",), "standard": "planning"}
    why = "The guidance would usually give 'Good', but plans were excellent: 'Outstanding'."
    rows = [("Is planning safe?", "70%")]
    pieces = (("rating", "Outstanding", here), ("paragraph", why, here), ("table", rows, here))
    assert checked(*pieces) == []


def test_a_rating_that_differs_between_page_and_section_is_shown_twice(checked: Check) -> None:
    here = {"section": ("1.1 Leadership",), "standard": "leadership"}
    (warning,) = checked(("rating", "1.1 Leadership Good", PAGE), ("rating", "Inadequate", here))
    assert warning.kind == "ratings_disagree"
    assert [source.quote for source in warning.sources] == ["1.1 Leadership Good", "Inadequate"]


def test_a_table_of_ratings_is_compared_with_the_prose(checked: Check) -> None:
    said = "Overall, this PDU has been rated as 'Inadequate'."
    (warning,) = checked(("rating", "Overall rating Good", PAGE), ("paragraph", said))
    assert warning.kind == "ratings_disagree" and warning.sources[1].quote == said


def test_an_earlier_rating_in_the_prose_is_no_conflict(checked: Check) -> None:
    said = "At the last inspection this PDU was rated as 'Inadequate'."
    assert checked(("rating", "Overall rating Good", PAGE), ("paragraph", said)) == []


def row(name: str, score: str, *ratings: str) -> tuple[str, ...]:
    cells = [*ratings, *[""] * (7 - len(ratings))]
    return (f"{name} PDU (London region)", "05/03/2024", score, *cells)


def test_counts_agree_with_rows_as_far_as_these_can_be_read(checked: Check) -> None:
    rows = [HEADER, row("A", "2", "Good"), row("B", "1")]
    table = ("table", rows)
    assert checked(table, ("bullet", "leadership: one 'Good', one 'Inadequate'"),
                   kind="annual") == []  # fmt: skip
    wrong = checked(table, ("bullet", "leadership: 2 'Inadequate'"), kind="annual")
    assert kinds(wrong) == ["count_rows"]


def test_a_count_of_more_places_than_rows_is_doubted(checked: Check) -> None:
    rows = [HEADER, row("A", "2"), row("B", "1")]
    found = checked(("table", rows), ("bullet", "leadership: 2 'Good', one 'Inadequate'"),
                    kind="annual")  # fmt: skip
    assert kinds(found) == ["count_total"]


def test_the_points_of_all_counts_are_the_sum_of_the_scores(checked: Check) -> None:
    counts = [("bullet", f"{name[4:]}: 2 'Good'") for _, name in SEVEN]
    fine = [HEADER, row("A", "14"), row("B", "14")]
    assert checked(("table", fine), *counts, kind="annual") == []
    wrong = [HEADER, row("A", "14"), row("B", "13")]
    assert kinds(checked(("table", wrong), *counts, kind="annual")) == ["count_points"]


def test_one_event_with_two_dates_is_shown_twice(checked: Check) -> None:
    (warning,) = checked(
        ("paragraph", "Fieldwork started May 2024"),
        ("paragraph", "Our fieldwork began on 03 May 2023."),
    )
    assert warning.kind == "two_dates" and len(warning.sources) == 2


def test_a_date_and_its_month_are_the_same_event(checked: Check) -> None:
    assert checked(
        ("paragraph", "Fieldwork started May 2024"),
        ("paragraph", "Our fieldwork began on 03 May 2024."),
    ) == []  # fmt: skip


@pytest.mark.parametrize("kind", ["pdu", "region"])
def test_the_fieldwork_of_a_region_and_of_its_units_are_two_events(
    checked: Check, kind: str
) -> None:
    assert checked(
        ("paragraph", "Fieldwork started March 2024"),
        ("paragraph", "Fieldwork for the regional inspection began on 13 May 2024."),
        ("paragraph", "Fieldwork in the PDUs started in April 2024."),
        kind=kind,
    ) == []  # fmt: skip


def test_fieldwork_at_many_places_has_many_dates(checked: Check) -> None:
    assert checked(
        ("paragraph", "Fieldwork started in March 2024 by the sea."),
        ("paragraph", "Fieldwork started in May 2024 in the hills."),
        kind="thematic",
    ) == []  # fmt: skip


def test_fieldwork_after_the_publication_is_doubted(checked: Check) -> None:
    assert kinds(checked(("paragraph", "Fieldwork started July 2024"))) == ["date_order"]
    assert checked(("paragraph", "Fieldwork started June 2024")) == []


def test_a_day_that_no_month_has_is_doubted(checked: Check) -> None:
    (warning,) = checked(("paragraph", "The office closed on 31 June 2023 for good."))
    assert warning.kind == "impossible_date" and warning.sources[0].quote == "31 June 2023"


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("Home visits to families with children were made in 17 out of 55 cases.", []),
        ("Home visits to families with children were not made in 38 out of 55 cases.", []),
        ("Home visits to families with children were not made in 37 out of 55 cases.",
         ["figures_disagree"]),
        ("Home visits to families with children were made in 19 out of 55 cases.",
         ["figures_disagree"]),
        ("Home visits to families with children were made in 19 out of 21 cases.", []),
        ("Letters to the landlords of tenants were sent in 19 out of 55 cases.", []),
    ],
)  # fmt: skip
def test_the_same_figure_said_twice_must_agree_complements_included(
    checked: Check, second: str, expected: list[str]
) -> None:
    first = "Home visits to families with children were made in 17 out of 55 cases."
    assert kinds(checked(("bullet", first), ("bullet", second))) == expected


def test_a_share_of_more_cases_than_were_inspected_is_doubted(checked: Check) -> None:
    sample = ("paragraph", "We inspected 30 community orders and 10 releases on licence.")
    assert checked(sample, ("bullet", "Plans were shared in 18 out of 40 cases.")) == []
    found = checked(sample, ("bullet", "Plans were shared in 18 out of 41 cases."))
    assert kinds(found) == ["parts_total"]


def test_a_share_of_cases_that_another_sentence_counts_is_not_doubted(checked: Check) -> None:
    sample = ("paragraph", "Here we inspected 12 unpaid work cases and 30 victim cases.")
    other = ("paragraph", "Before that we had read 358 cases in the districts.")
    share = ("bullet", "Plans were shared in 18 out of 329 cases.")
    assert kinds(checked(sample, share)) == ["parts_total"]
    assert checked(sample, other, share) == []

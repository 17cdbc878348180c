from collections.abc import Callable

import pytest

from ingest.facts.rating_counts import rating_count_facts
from ingest.facts.reading import Reading

Build = Callable[..., Reading]
Counted = dict[tuple[str | None, str | None, str | None], float | int | None]


def counted(reading: Reading) -> Counted:
    return {
        (fact.unit, fact.standard, fact.value): fact.number for fact in rating_count_facts(reading)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "leadership: two 'Good' and 11 'Inadequate'",
            {("PDUs", "leadership", "Good"): 2, ("PDUs", "leadership", "Inadequate"): 11},
        ),
        (
            "Of the PDUs, 3 were rated as 'Good' and 9 as 'Inadequate' overall.",
            {("PDUs", None, "Good"): 3, ("PDUs", None, "Inadequate"): 9},
        ),
        (
            "Implementation and delivery – All 12 'Inadequate'",
            {("PDUs", "implementation_and_delivery", "Inadequate"): 12},
        ),
        (
            "All four regions were rated as 'Good' for court work and unpaid work.",
            {("regions", "court_work", "Good"): 4, ("regions", "unpaid_work", "Good"): 4},
        ),
        (
            "Two PDUs were rated 'Good' and 7 were rated 'Inadequate' overall.",
            {("PDUs", None, "Good"): 2, ("PDUs", None, "Inadequate"): 7},
        ),
        (
            "Overall, two of the nine PDUs were rated 'Good' and 7 'Inadequate'.",
            {("PDUs", None, "Good"): 2, ("PDUs", None, "Inadequate"): 7},
        ),
        (
            "Overall, both regions were rated 'Good' for court work.",
            {("regions", "court_work", "Good"): 2},
        ),
        (
            "Unpaid work and desistance are weak: all four regions were 'Good' for each of them.",
            {("regions", "unpaid_work", "Good"): 4, ("regions", "desistance", "Good"): 4},
        ),
        (
            "We gave 'Outstanding' ratings to all five regions for resettlement.",
            {("regions", "resettlement", "Outstanding"): 5},
        ),
        ("At the previous round 5 PDUs were rated as 'Good' for planning.", {}),
        ("Good work was seen in 5 PDUs.", {}),
    ],
)
def test_counts_of_ratings_are_read(build: Build, text: str, expected: Counted) -> None:
    assert counted(build(("bullet", text), kind="annual")) == expected


def test_every_place_means_the_number_said_before(build: Build) -> None:
    reading = build(
        ("bullet", "staffing: one 'Good' and 8 'Inadequate'"),
        ("paragraph", "Every PDU inspected was rated as 'Good' against it.",
         {"section": ("Services",), "standard": "services"}),
        kind="annual",
    )  # fmt: skip
    assert counted(reading)["PDUs", "services", "Good"] == 9


def test_none_is_a_count_too(build: Build) -> None:
    reading = build(
        ("bullet", "staffing: 9 'Inadequate'"),
        ("paragraph", "No PDUs were rated as 'Good' or 'Outstanding' for staffing."),
        kind="annual",
    )
    found = counted(reading)
    assert found["PDUs", "staffing", "Good"] == 0
    assert found["PDUs", "staffing", "Outstanding"] == 0


def test_a_report_on_one_place_counts_no_places(build: Build) -> None:
    assert rating_count_facts(build(("bullet", "All four standards were rated 'Good'."))) == []


def test_what_is_said_twice_is_one_fact_with_two_sources(build: Build) -> None:
    reading = build(
        ("bullet", "planning: 9 'Good'"),
        ("paragraph", "Nine PDUs were rated as 'Good' for planning."),
        kind="annual",
    )
    (fact,) = rating_count_facts(reading)
    assert fact.out_of == 9 and len(fact.also) == 1

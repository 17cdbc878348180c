from collections.abc import Callable
from typing import Any

import pytest

from ingest.facts.ratings import rating_facts
from ingest.facts.reading import Reading

Build = Callable[..., Reading]
PAGE = {"section": ("Ratings", "Anytown")}


def own(standard: str, heading: str) -> dict[str, Any]:
    return {"section": ("1. Organisation", heading), "standard": standard}


def test_a_rating_is_read_from_the_page_and_its_section_as_one_fact(build: Build) -> None:
    reading = build(
        ("rating", "P 1.1 Leadership Good", PAGE | {"standard": "leadership"}),
        ("rating", "Good", own("leadership", "P 1.1. Leadership")),
    )
    (fact,) = rating_facts(reading)
    assert (fact.measure, fact.standard, fact.value, fact.number) == (
        "rating",
        "leadership",
        "Good",
        2,
    )
    assert fact.source.quote == "P 1.1 Leadership Good"
    assert fact.source.cells == {"P 1.1 Leadership": "Good"}
    assert [source.quote for source in fact.also] == ["Good"]


@pytest.mark.parametrize(
    ("text", "value", "out_of"),
    [("Score 5/21", "5/21", 21), ("Composite score: 12 out of 27", "12/27", 27)],
)
def test_the_composite_score_is_read_with_its_maximum(
    build: Build, text: str, value: str, out_of: int
) -> None:
    (fact,) = rating_facts(build(("rating", text, PAGE)))
    assert (fact.measure, fact.value, fact.out_of) == ("score", value, out_of)


def test_an_overall_rating_inside_a_standard_is_that_standards_rating(build: Build) -> None:
    reading = build(
        ("rating", "Overall rating Inadequate", PAGE),
        ("rating", "Overall rating Good", own("services", "1.3 Services")),
    )
    found = {(fact.measure, fact.standard): fact.value for fact in rating_facts(reading)}
    assert found == {("overall_rating", None): "Inadequate", ("rating", "services"): "Good"}


def test_a_rating_of_an_earlier_inspection_is_not_a_rating(build: Build) -> None:
    header = ("Standard", "Previous rating", "Rating")
    reading = build(
        ("rating", "1.1 Leadership Outstanding", {"section": ("Ratings at the last inspection",)}),
        ("table", [header, ("1.2 Staffing", "Outstanding", "Good")]),
        ("paragraph", "At the previous inspection planning was rated 'Outstanding'."),
    )
    assert [(fact.standard, fact.value) for fact in rating_facts(reading)] == [("staffing", "Good")]


def test_a_table_of_standards_gives_its_rows(build: Build) -> None:
    rows = [("Standard", "Rating"), ("1.1 Leadership", "Good"), ("Overall rating", "Inadequate")]
    facts = rating_facts(build(("table", rows)))
    assert [(fact.measure, fact.value) for fact in facts] == [
        ("rating", "Good"),
        ("overall_rating", "Inadequate"),
    ]
    assert facts[0].source.quote == "1.1 Leadership\tGood"
    assert facts[0].source.cells == {"Standard": "1.1 Leadership", "Rating": "Good"}


def test_without_a_scheme_nothing_is_a_rating(build: Build) -> None:
    reading = build(("rating", "1.1 Leadership Good", PAGE), scheme="")
    assert rating_facts(reading) == []


def test_a_standard_of_another_scheme_is_not_rated_by_this_one(build: Build) -> None:
    reading = build(("rating", "2.1 Public protection Good", PAGE))
    assert rating_facts(reading) == []


def test_regional_standards_are_read_by_their_scheme_file(build: Build) -> None:
    reading = build(
        ("rating", "R 2.6 Statutory victim work Outstanding", PAGE),
        scheme="hmip-regions-2023",
        kind="region",
    )
    (fact,) = rating_facts(reading)
    assert (fact.standard, fact.number) == ("statutory_victim_work", 3)


def test_a_standard_that_is_said_to_be_unrated_has_a_cell_that_says_so(build: Build) -> None:
    reading = build(
        ("paragraph", "Results matter. This standard is not rated for now.", own("outcomes", "x")),
        scheme="hmip-probation-2021",
    )
    (fact,) = rating_facts(reading)
    assert (fact.standard, fact.cell, fact.value) == ("outcomes", "not_rated", None)
    assert fact.source.quote == "This standard is not rated for now."


def test_what_the_prose_says_of_the_rating_goes_beside_it(build: Build) -> None:
    reading = build(
        ("rating", "Overall rating Good", PAGE),
        ("paragraph", "Othertown PDU was rated as 'Inadequate', and six PDUs were rated 'Good'."),
        ("paragraph", "Much was well done. Overall, we rated this PDU as 'Good'."),
        ("paragraph", "Leadership was rated 'Inadequate' in 2021."),
    )
    (fact,) = rating_facts(reading)
    assert [source.quote for source in fact.also] == ["Overall, we rated this PDU as 'Good'."]


def test_an_explained_exception_keeps_its_reason(build: Build) -> None:
    why = "Guidance would usually ask for more, yet the offer was broad; hence 'Good'."
    reading = build(
        ("rating", "1.3 Services Good", PAGE),
        ("paragraph", why, own("services", "1.3 Services")),
    )
    (fact,) = rating_facts(reading)
    assert fact.value == "Good" and [source.quote for source in fact.also] == [why]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The PDU was rated 'Good' overall, with 14 of 21 points: two for leadership.",
            [("overall_rating", None, "Good")],
        ),
        (
            "The PDU was rated 'Good', with two points for staffing.",
            [("overall_rating", None, "Good")],
        ),
        ("The PDU was rated 'Good' for staffing.", [("rating", "staffing", "Good")]),
    ],
)
def test_points_for_a_standard_are_no_rating_of_it(
    build: Build, text: str, expected: list[tuple[str, str | None, str]]
) -> None:
    facts = rating_facts(build(("paragraph", text)))
    assert [(fact.measure, fact.standard, fact.value) for fact in facts] == expected

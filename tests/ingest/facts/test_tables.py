from collections.abc import Callable
from typing import Any

import pytest

from ingest.facts.key_questions import key_question_facts
from ingest.facts.reading import Reading
from ingest.facts.recommendations import recommendation_facts
from ingest.facts.rows import place_name, row_facts
from ingest.schemes import load_schemes

Build = Callable[..., Reading]
PLANNING = {"section": ("2. Service delivery", "2.2 Planning"), "standard": "planning"}
HEADER = (
    "PDU inspected", "Overall rating", "Published", "Composite score (out of 21)",
    "1.1 Leadership", "2.2 Planning", "Report",
)  # fmt: skip


def test_each_key_question_is_a_fact_with_its_row(build: Build) -> None:
    rows = [
        ("Key question", "Percentage 'Yes'"),
        ("Does planning focus on engaging the person?", "61%"),
        ("Does planning support desistance?", "72 per cent"),
        ("Does planning keep other people safe?", "40.5%"),
    ]
    reading = build(("table", rows, PLANNING))
    facts = key_question_facts(reading)
    assert [(fact.key_question, fact.number) for fact in facts] == [
        ("engagement", 61),
        ("desistance", 72),
        ("safety", 40.5),
    ]
    source = facts[1].source
    assert (
        source.kind == "table" and source.quote == "Does planning support desistance?\t72 per cent"
    )
    assert reading.text[source.start : source.end] == source.quote
    assert source.cells == {
        "Key question": "Does planning support desistance?",
        "Percentage 'Yes'": "72 per cent",
    }


def test_a_question_that_is_no_key_question_has_none(build: Build) -> None:
    rows = [("Is the advice to court analytical?", "41%")]
    court = {"section": ("2.1 Court work",), "standard": "court_work"}
    (fact,) = key_question_facts(build(("table", rows, court), scheme="hmip-probation-2021"))
    assert (fact.standard, fact.key_question, fact.number) == ("court_work", None, 41)


def test_the_questions_of_a_standard_without_key_questions_are_told_by_their_wording(
    build: Build,
) -> None:
    rows = [
        ("Does planning focus sufficiently on keeping other people safe?", "41%"),
        ("Does contact with victims encourage engagement?", "89%"),
    ]
    here = {"section": ("R 2.1 Public protection",), "standard": "public_protection"}
    facts = key_question_facts(
        build(("table", rows, here), scheme="hmip-regions-2023", kind="region")
    )
    assert [fact.key_question for fact in facts] == ["safety", None]


def test_the_percentages_of_an_earlier_inspection_are_left_out(build: Build) -> None:
    rows = [("Key question", "Previous", "Now"), ("Is planning safe?", "90%", "30%")]
    (fact,) = key_question_facts(build(("table", rows, PLANNING)))
    assert fact.number == 30


def test_a_table_that_is_not_of_questions_gives_none(build: Build) -> None:
    rows = [("Grade", "Share"), ("Managers", "20%")]
    assert key_question_facts(build(("table", rows, PLANNING))) == []


def listed(heading: str, number: str) -> dict[str, Any]:
    return {"section": ("Recommendations", heading), "number": number}


def test_recommendations_carry_number_and_addressee(build: Build) -> None:
    reading = build(
        ("numbered", "mend the roof", listed("Anytown PDU should", "1")),
        ("numbered", "buy a ladder", listed("The Ministry of Roofs (MoR) should", "2")),
    )
    facts = recommendation_facts(reading)
    assert [(fact.number, fact.addressee, fact.value) for fact in facts] == [
        (1, "Anytown PDU", "mend the roof"),
        (2, "The Ministry of Roofs (MoR)", "buy a ladder"),
    ]
    assert facts[0].source.quote == "mend the roof"


def test_an_addressee_may_stand_in_a_paragraph_above_the_list(build: Build) -> None:
    here = {"section": ("Recommendations",)}
    reading = build(
        ("paragraph", "The service should:", here),
        ("bullet", "mend the roof", here),
        ("bullet", "buy a ladder", here),
    )
    facts = recommendation_facts(reading)
    assert [(fact.number, fact.addressee) for fact in facts] == [
        (1, "The service"),
        (2, "The service"),
    ]


def test_progress_on_old_recommendations_is_no_recommendation(build: Build) -> None:
    old = {"section": ("Recommendations", "Progress on previous recommendations")}
    assert recommendation_facts(build(("bullet", "roof mended", old))) == []


def test_a_row_gives_date_score_and_ratings_of_its_place(build: Build) -> None:
    row = ("A & B PDU (Probation Service – Kent, Surrey, and Sussex region)", "", "05/03/2024",
           "4", "Good", "", "Report")  # fmt: skip
    reading = build(("table", [HEADER, row]), kind="annual", subject="England and Wales")
    facts = {(fact.measure, fact.standard): fact for fact in row_facts(reading)}
    assert {fact.subject for fact in facts.values()} == {"A and B"}
    assert {fact.region for fact in facts.values()} == {"Kent, Surrey and Sussex"}
    assert {fact.published for fact in facts.values()} == {"2024-03-05"}
    score = facts["score", None]
    assert (score.value, score.number, score.out_of, score.source.kind) == ("4/21", 4, 21, "table")
    assert facts["rating", "leadership"].value == "Good"
    lost = facts["rating", "planning"]
    assert (lost.cell, lost.value, lost.number) == ("not_legible", None, None)
    assert facts["overall_rating", None].cell == "not_legible"
    assert score.source.cells is not None
    assert score.source.cells["2.2 Planning"] == "not legible"
    assert score.source.cells["1.1 Leadership"] == "Good"


def test_a_table_goes_on_after_a_page_break_even_with_a_column_lost(build: Build) -> None:
    here = {"section": ("Appendix",)}
    first = ("C PDU (London region)", "", "05/03/2024", "4", "", "", "Report")
    second = ("D PDU (London region)", "06/03/2024", "3", "", "Report")
    reading = build(("table", [HEADER, first], here), ("table", [second], here), kind="annual")
    scores = [fact for fact in row_facts(reading) if fact.measure == "score"]
    assert [(fact.subject, fact.published, fact.number) for fact in scores] == [
        ("C", "2024-03-05", 4),
        ("D", "2024-03-06", 3),
    ]
    assert scores[1].source.quote == "D PDU (London region)\t06/03/2024\t3\tReport"


def test_marks_for_not_rated_and_not_applicable_are_kept_apart(build: Build) -> None:
    row = ("E PDU (London region)", "NR", "05/03/2024", "4", "NA", "●", "Report")
    facts = row_facts(build(("table", [HEADER, row]), kind="annual"))
    cells = {(fact.measure, fact.standard): fact.cell for fact in facts}
    assert cells["overall_rating", None] == "not_rated"
    assert cells["rating", "leadership"] == "not_applicable"
    assert cells["rating", "planning"] == "not_legible"


def test_a_table_of_something_else_has_no_rows_of_inspections(build: Build) -> None:
    rows = [("Region", "Number"), ("London region", "4")]
    assert row_facts(build(("table", rows), kind="annual")) == []


def test_places_are_named_without_what_they_are() -> None:
    schemes = load_schemes()
    assert place_name("North & South  Vale PDU", schemes) == "North and South Vale"
    assert place_name("Vale Probation Delivery Unit", schemes) == "Vale"


@pytest.mark.parametrize(
    ("heading", "addressee"),
    [
        ("Anytown PDU should", "Anytown PDU"),
        ("We recommend that Anytown PDU", "Anytown PDU"),
        ("To the Home Council", "the Home Council"),
        ("The Ministry of Tea", "The Ministry of Tea"),
        ("Leadership", None),
        ("We make the following recommendations to the PDU", None),
    ],
)
def test_the_heading_of_a_list_of_recommendations_names_who_is_addressed(
    build: Build, heading: str, addressee: str | None
) -> None:
    here = {"section": ("Recommendations", heading), "number": "1"}
    (fact,) = recommendation_facts(build(("numbered", "mend the roof.", here)))
    assert (fact.addressee, fact.number) == (addressee, 1)


def test_recommendations_right_below_their_chapter_name_whom_they_address(build: Build) -> None:
    here = {"section": ("Recommendations",)}
    reading = build(
        ("numbered", "Anytown PDU should mend the roof.", here | {"number": "1"}),
        ("numbered", "The hens of Anytown should lay.", here | {"number": "2"}),
    )
    facts = recommendation_facts(reading)
    assert [(fact.number, fact.addressee) for fact in facts] == [(1, "Anytown PDU"), (2, None)]

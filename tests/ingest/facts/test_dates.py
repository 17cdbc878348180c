from collections.abc import Callable

import pytest

from ingest.facts.dates import date_facts
from ingest.facts.days import iso
from ingest.facts.people import people_facts
from ingest.facts.reading import Reading

Build = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10 October 2024", "2024-10-10"),
        ("1st of May 2023", "2023-05-01"),
        ("October 2024", "2024-10"),
        ("Sept 2024", "2024-09"),
        ("24/10/2024", "2024-10-24"),
        ("2024-02-29", "2024-02-29"),
        ("2025", "2025"),
        ("29/02/2023", None),
        ("31 June 2024", None),
        ("10/2024", None),
        ("soon", None),
    ],
)
def test_a_date_is_read_at_the_precision_that_is_printed(text: str, value: str | None) -> None:
    assert iso(text) == value


@pytest.mark.parametrize(
    ("text", "label", "value", "kind"),
    [
        ("Fieldwork started July 2024", "fieldwork", "2024-07", "pdu"),
        ("We did our fieldwork over two weeks, beginning on 01 July 2024.", "fieldwork",
         "2024-07-01", "pdu"),
        ("Cases whose orders had commenced between 06 June and 08 July 2022 were read.",
         "commencement", "2022-06-06/2022-07-08", "pdu"),
        ("Caseload statistics as at 31 December 2023.", "data_as_at", "2023-12-31", "pdu"),
        ("Source: Anytown PDU data, 15/12/2023.", "data_as_at", "2023-12-15", "pdu"),
        ("The report covers the period of March 2023 to April 2024.", "period",
         "2023-03/2024-04", "annual"),
    ],
)  # fmt: skip
def test_a_date_has_its_role(build: Build, text: str, label: str, value: str, kind: str) -> None:
    (fact,) = date_facts(build(("paragraph", text), kind=kind))
    assert (fact.measure, fact.label, fact.value) == ("date", label, value)


def test_publication_and_copyright_are_read_from_the_cover(build: Build) -> None:
    cover = "Anytown\n\nHM Inspectorate of Probation, June 2024\n\n© Crown copyright 2024\n\n"
    reading = build(("paragraph", "Words."), cover=cover)
    facts = {fact.label: fact for fact in date_facts(reading)}
    assert facts["publication"].value == "2024-06"
    assert facts["copyright"].value == "2024"
    source = facts["publication"].source
    assert reading.text[source.start : source.end] == source.quote


def test_a_date_alone_on_the_cover_is_the_publication(build: Build) -> None:
    reading = build(("paragraph", "Words."), cover="A thematic inspection\n\n**June 2024**\n\n")
    (fact,) = date_facts(reading)
    assert (fact.label, fact.value, fact.source.quote) == ("publication", "2024-06", "June 2024")


def test_a_date_said_twice_is_one_fact_with_both_places(build: Build) -> None:
    reading = build(
        ("paragraph", "Fieldwork started July 2024"),
        ("paragraph", "Our fieldwork began in July 2024."),
    )
    (fact,) = date_facts(reading)
    assert len(fact.also) == 1


def test_lead_and_chief_inspector_are_people_with_their_role(build: Build) -> None:
    reading = build(
        ("paragraph", "Jane Doe-Smith CBE Interim Chief Inspector of Probation"),
        cover="This inspection was led by HM Inspector Max Muster, supported by a team.\n\n",
    )
    found = {(fact.label, fact.value) for fact in people_facts(reading)}
    assert found == {
        ("lead inspector", "Max Muster"),
        ("interim chief inspector", "Jane Doe-Smith CBE"),
    }


@pytest.mark.parametrize(
    "said",
    [
        "HM Inspector Max Muster led the team that came to Anytown.",
        "The work was done under the leadership of HM Inspector Max Muster.",
        "Our thanks go to all. The lead inspector was Max Muster.",
        "The lead inspector for this inspection, HM Inspector Max Muster, thanks everybody.",
        "The inspection was led by Max Muster, an HM Inspector.",
        "Max Muster, HM Inspector, led the inspection.",
    ],
)
def test_the_lead_inspector_is_known_however_it_is_said(build: Build, said: str) -> None:
    reading = build(("paragraph", "It rained."), cover=f"{said}\n\n")
    assert [(f.label, f.value) for f in people_facts(reading)] == [("lead inspector", "Max Muster")]


def test_who_leads_the_inspectorate_is_no_lead_inspector(build: Build) -> None:
    said = "The inspectorate is led by HM Chief Inspector Jane Doe-Smith.\n\n"
    assert people_facts(build(("paragraph", "It rained."), cover=said)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "CRS came from three suppliers: Roofs for housing, Ladders Up for skills and the Rose "
            "Centre for women. Dry Docks looked after drugs and alcohol.",
            {
                ("accommodation", "Roofs"),
                ("education, training and employment", "Ladders Up"),
                ("women's services", "Rose Centre"),
                ("dependency and recovery", "Dry Docks"),
            },
        ),
        (
            "CRS were supplied for accommodation (Roofs), debt advice (Penny Wise) and personal "
            "wellbeing (PW) (Happy Days). Work with women was in the hands of the Rose Centre.",
            {
                ("accommodation", "Roofs"),
                ("finance, benefits and debt", "Penny Wise"),
                ("personal wellbeing", "Happy Days"),
                ("women's services", "Rose Centre"),
            },
        ),
        (
            "There was a CRS contract. Practitioners dealt with accommodation by the door. Where "
            "practitioners were ill, Monday came for women.",
            set(),
        ),
        (
            "CRS included wellbeing services run by the Happy Company and accommodation services "
            "delivered by Roofs, in part.",
            {("personal wellbeing", "Happy Company"), ("accommodation", "Roofs")},
        ),
        (
            "CRS suppliers provide: Roofs (with Walls) for accommodation; Go, Stop Now for "
            "dependency and recovery; and Wise Women for women's services.",
            {
                ("accommodation", "Roofs"),
                ("dependency and recovery", "Go, Stop Now"),
                ("women's services", "Wise Women"),
            },
        ),
        (
            "CRS suppliers are the Roof Trust for accommodation; Go On for finance, benefits "
            "and debt.",
            {("accommodation", "Roof Trust"), ("finance, benefits and debt", "Go On")},
        ),
        (
            "Accommodation services are commissioned from the Roof Trust; personal wellbeing from "
            "Happy Days; and women's services from the Rose Centre, which is by the sea. Dry Docks "
            "provides treatment for drugs and alcohol.",
            {
                ("accommodation", "Roof Trust"),
                ("personal wellbeing", "Happy Days"),
                ("women's services", "Rose Centre"),
                ("dependency and recovery", "Dry Docks"),
            },
        ),
        ("Except for accommodation, CRS providers offered enough.", set()),
        ("The mayor spoke for accommodation by Roofs.", set()),
    ],
)
def test_providers_are_bodies_with_the_service_they_provide(
    build: Build, text: str, expected: set[tuple[str, str]]
) -> None:
    found = {(fact.label, fact.value) for fact in people_facts(build(("paragraph", text)))}
    assert found == expected

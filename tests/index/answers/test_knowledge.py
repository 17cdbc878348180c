import pytest

from index.answers.english import stem
from index.answers.knowledge import Knowledge

pytestmark = pytest.mark.store


def test_units_and_regions_of_the_library_are_places(knowledge: Knowledge) -> None:
    kinds = {p.name: p.kind for p in knowledge.names.places.values()}
    assert kinds["Hexby and Upper Stoke"] == "pdu"
    assert kinds["East Midlands"] == "region"
    assert kinds["Wales"] == "region"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Tillford", "Ashford Vale"),
        ("Marlow Cross", "Ashford Vale"),
        ("Harbourne Constabulary", "Ashford Vale"),
        ("Brindle", "North Ashford"),
    ],
)
def test_names_of_a_background_lead_to_its_unit(
    knowledge: Knowledge, name: str, place: str
) -> None:
    [mention] = knowledge.names.find(f"How is it in {name}?")
    assert [p.name for p in mention.places] == [place]


def test_words_of_the_reports_are_known(knowledge: Knowledge) -> None:
    assert "sickness" in knowledge.vocabulary
    assert knowledge.uses["officers"] > knowledge.uses["bakery"] == 1


def test_a_rare_word_weighs_more_than_a_common_one(knowledge: Knowledge) -> None:
    assert knowledge.weight(stem("bakery")) > knowledge.weight(stem("officers")) > 0
    assert knowledge.weight("zyx") >= knowledge.weight(stem("bakery"))


def test_what_explains_the_method_is_a_template(knowledge: Knowledge) -> None:
    assert knowledge.is_template(
        "Our rating for assessment is based on the share of cases that were good enough."
    )
    assert not knowledge.is_template("A bakery took on eight people from the unit.")


def test_a_misspelt_word_is_mended_and_a_name_is_left(knowledge: Knowledge) -> None:
    plain = "How many officers are there in Dunmoor?"
    assert knowledge.mend(plain) == (plain, ())
    misspelt = plain.replace("officers", "oficers")
    assert knowledge.mend(misspelt) == (plain, (("oficers", "officers"),))


def test_passages_of_a_national_report_that_name_a_place_are_found(knowledge: Knowledge) -> None:
    melbury = knowledge.names.places["Melbury"]
    assert any("breakfast" in p.text for p in knowledge.naming("annual-report-2024", melbury))


def test_what_every_unit_is_called_is_no_local_name(knowledge: Knowledge) -> None:
    assert knowledge.names.find("What do the PDU and the PDUs have to do?") == []

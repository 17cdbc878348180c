import pytest

from index.answers.briefing.compose import compose_briefing
from index.answers.briefing.subject import find_subject
from index.errors import BadSubject


@pytest.mark.parametrize(
    ("asked", "kind", "name"),
    [
        ("North Ashford", "place", "North Ashford"),
        ("north ashford pdu", "place", "North Ashford"),
        ("North Ashfrod", "place", "North Ashford"),
        ("the latest North Ashford inspection", "place", "North Ashford"),
        ("Kent, Surrey and Sussex", "region", "Kent, Surrey and Sussex"),
        ("England and Wales", "nation", "England and Wales"),
        ("the annual report", "nation", "England and Wales"),
        ("annual report 2024", "nation", "England and Wales"),
        ("annual report 2025", "nation", "England and Wales"),
        ("England and Wales 2025", "nation", "England and Wales"),
        ("staffing", "topic", "Staffing"),
        ("Staff", "topic", "Staffing"),
        ("2.4 Reviewing", "topic", "Reviewing"),
        ("1.1", "topic", "Leadership"),
        ("sickness", "topic", "sickness"),
    ],
)
def test_words_mean_a_place_a_region_the_nation_a_standard_or_a_topic(knowledge, asked, kind, name):
    found = find_subject(knowledge, asked)
    assert (found.kind, found.name) == (kind, name)


def test_the_id_of_a_report_means_its_inspection(knowledge):
    found = find_subject(knowledge, "north-ashford-2022-06")
    assert [row.date for row in found.rows] == ["2022-06"]
    assert found.dated


def test_a_topic_may_be_narrowed_to_a_place(knowledge):
    found = find_subject(knowledge, "sickness in Ashford Vale")
    assert (found.kind, found.name) == ("topic", "sickness")
    assert found.place is not None and found.place.name == "Ashford Vale"


def test_what_was_read_as_what_is_kept(knowledge):
    assert ("Ashfrod", "Ashford") in find_subject(knowledge, "North Ashfrod").read_as


def test_a_name_with_a_letter_too_many_is_asked_back(knowledge):
    with pytest.raises(BadSubject, match=r"nothing on 'Dunmoorr'. Did you mean Dunmoor\?") as told:
        compose_briefing(knowledge, "Dunmoorr")
    assert "''" not in str(told.value)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Ashford", "“Ashford Vale” or “North Ashford”"),
        ("unicorns", "The library holds nothing on 'unicorns'"),
        ("Birmingham", "The library holds nothing on 'Birmingham'"),
        ("North Ashford and Ashford Vale", "a briefing is about one"),
        ("North Ashford 2019", "holds no inspection"),
        ("annual report 2031", "no national report"),
        ("", "Name one place"),
        ("x" * 201, "Name one place"),
    ],
)
def test_what_is_unknown_or_may_be_several_things_is_refused_with_the_choices(
    knowledge, asked, said
):
    with pytest.raises(BadSubject) as refused:
        find_subject(knowledge, asked)
    assert said in str(refused.value)


def test_an_unknown_subject_is_told_what_there_is(knowledge):
    with pytest.raises(BadSubject) as refused:
        find_subject(knowledge, "unicorns")
    assert "Ashford Vale, Dunmoor" in str(refused.value)
    assert "Leadership, Staffing" in str(refused.value)

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answers.names import NameMention, Names, local_names
from index.models import Place

FULL_NAMES = [
    "York", "North Yorkshire", "Sheffield", "Hull and East Riding", "Surrey", "West Sussex",
    "East Kent", "West Kent", "Brighton and East Sussex", "Barnsley and Rotherham",
    "Yorkshire and the Humber", "Kent, Surrey and Sussex",
]  # fmt: skip
FILLER = [
    "how",
    "was",
    "the",
    "staff",
    "report",
    "rated",
    "in",
    "for",
    "leadership",
    "did",
    "about",
]


def named(names: Names, text: str) -> list[str]:
    """The places of the mentions of one place each."""
    return [m.places[0].name for m in names.find(text) if len(m.places) == 1]


def only(names: Names, text: str) -> NameMention:
    [mention] = names.find(text)
    return mention


@pytest.mark.parametrize("name", FULL_NAMES)
def test_a_full_name_means_its_place_and_nothing_inside_it(county_names: Names, name: str) -> None:
    assert named(county_names, f"What was {name} rated?") == [name]


@given(
    name=st.sampled_from(FULL_NAMES),
    before=st.lists(st.sampled_from(FILLER), max_size=6),
    after=st.lists(st.sampled_from(FILLER), max_size=6),
    end=st.sampled_from(["", "?", ".", "'s staff", "’s staff", ", please"]),
    spoken=st.sampled_from([str, str.lower, str.upper]),
)
def test_a_full_name_is_found_anywhere_and_a_contained_one_never(
    county_names: Names,
    name: str,
    before: list[str],
    after: list[str],
    end: str,
    spoken: Callable[[str], str],
) -> None:
    text = " ".join([*before, spoken(name) + end, *after])
    mention = only(county_names, text)
    assert [p.name for p in mention.places] == [name]
    assert text[mention.start : mention.end] == mention.text == spoken(name)
    assert not mention.corrected


@given(st.lists(st.sampled_from(FULL_NAMES), min_size=2, max_size=4, unique=True))
def test_several_names_are_found_in_the_order_of_the_question(
    county_names: Names, chosen: list[str]
) -> None:
    assert named(county_names, "Compare " + " with ".join(chosen)) == chosen


@given(st.text(max_size=200))
def test_mentions_stand_in_order_and_never_overlap(county_names: Names, text: str) -> None:
    mentions = county_names.find(text)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Yorkshire & the Humber", "Yorkshire and the Humber"),
        ("Kent Surrey and Sussex", "Kent, Surrey and Sussex"),
        ("Barnsley + Rotherham", "Barnsley and Rotherham"),
        ("N Yorks", "North Yorkshire"),
        ("B&R", "Barnsley and Rotherham"),
        ("B&ES", "Brighton and East Sussex"),
        ("B+R", "Barnsley and Rotherham"),
        ("Shef field", "Sheffield"),
        ("Rotherham", "Barnsley and Rotherham"),
        ("Hull", "Hull and East Riding"),
        ("East Riding", "Hull and East Riding"),
        ("Quarry Lane", "Sheffield"),
    ],
)
def test_other_ways_of_writing_a_name_lead_to_its_place(
    county_names: Names, written: str, meant: str
) -> None:
    assert named(county_names, f"What was {written} rated?") == [meant]


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("Sheffeild", "Sheffield"),
        ("Shefield", "Sheffield"),
        ("Barnsly", "Barnsley and Rotherham"),
        ("Brigthon", "Brighton and East Sussex"),
        ("North Yorkshrie", "North Yorkshire"),
    ],
)
def test_a_misspelt_name_is_repaired_and_says_so(
    county_names: Names, misspelt: str, meant: str
) -> None:
    mention = only(county_names, f"What was {misspelt} rated?")
    assert [p.name for p in mention.places] == [meant]
    assert mention.corrected


@pytest.mark.parametrize("word", ["bright", "brighter", "shelf", "seldom", "harness"])
def test_a_word_of_the_reports_is_never_taken_for_a_name(county_names: Names, word: str) -> None:
    assert county_names.find(f"Was it {word} in the office?") == []


def test_a_part_of_several_names_is_ambiguous(county_names: Names) -> None:
    kent = only(county_names, "What was Kent rated?")
    assert {p.name for p in kent.places} == {"East Kent", "West Kent", "Kent, Surrey and Sussex"}


def test_a_local_name_of_two_places_is_ambiguous(county_names: Names) -> None:
    assert {p.name for p in only(county_names, "the Moor Street office").places} == {
        "York",
        "Surrey",
    }


def test_an_ambiguous_name_beside_one_of_its_places_means_that_one(county_names: Names) -> None:
    mentions = county_names.find("In Kent, how was West Kent rated?")
    assert [[p.name for p in m.places] for m in mentions] == [["West Kent"], ["West Kent"]]


@pytest.mark.parametrize("name", ["Leeds", "Milton Keynes", "Zanzibar PDU"])
def test_a_place_that_the_library_does_not_know_is_named_without_places(
    county_names: Names, name: str
) -> None:
    mention = only(county_names, f"What was {name} rated?")
    assert mention.places == ()
    assert mention.text == name.removesuffix(" PDU")


def test_an_ordinary_word_is_a_town_only_where_it_looks_like_one(county_names: Names) -> None:
    assert county_names.find("Is reading taught to people on probation?") == []
    assert only(county_names, "How is the Reading office?").text == "Reading"


def test_a_unit_and_a_region_of_one_name_are_both_meant() -> None:
    unit = Place(name="Wales", kind="pdu", region="Wales North")
    whole = Place(name="Wales North", kind="region", region="Wales North")
    assert only(Names([unit, whole], {}, frozenset()), "Wales North").places == (whole,)


def test_offices_and_forces_of_a_background_are_local_names() -> None:
    sentences = [
        "There are two offices, one in Tillford and one in Marlow Cross.",
        "Harbourne Constabulary covers the whole of it.",
        "Officers were Proud of what Jasper did.",
    ]
    found = local_names(sentences, frozenset({"officers"}))
    assert {"Tillford", "Marlow Cross", "Harbourne Constabulary"} <= found
    assert "Jasper" not in found


def test_the_other_half_of_a_joint_unit_is_another_place() -> None:
    unit = Place(name="Ashby and Corley", kind="pdu", region="Midshire")
    names = Names([unit], {}, frozenset())
    assert names.is_part(names.find("Is the clinic in Corley any good?")[0])
    assert not names.is_part(names.find("Ashby and Corley")[0])
    assert names.other_part("In Ashby, the clinic was open daily.", unit, ["Corley"])
    assert not names.other_part("The Ashby and Corley offices shared it.", unit, ["Corley"])
    assert names.only_part("The Corley clinic had closed.", unit, ["Corley"])
    assert not names.only_part("The Ashby and Corley offices shared it.", unit, ["Corley"])


def test_two_initials_name_a_place_unless_they_are_words_or_all_is_in_capitals(
    county_names: Names,
) -> None:
    assert named(county_names, "How did NY do?") == ["North Yorkshire"]
    assert named(county_names, "HOW DID NY DO?") == []
    assert named(county_names, "how did ny do?") == []
    spoken = Names(county_names.places.values(), {}, frozenset({"ny"}))
    assert named(spoken, "How did NY do?") == []

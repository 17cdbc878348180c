import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.models import ExpectedFact, ExpectedNumber
from evals.sheets.cells import (
    CellFault,
    read_evidence,
    read_fact,
    read_list,
    read_mapping,
    read_number,
    read_text,
    read_yes,
    write_evidence,
    write_fact,
    write_list,
    write_mapping,
    write_number,
    write_text,
)
from tests.evals.invented import FACTS, NUMBER_FIELDS, UNHURRIED, WORDS


@UNHURRIED
@given(WORDS)
def test_any_text_is_read_as_it_was(text):
    assert read_text(write_text(text)) == text


@UNHURRIED
@given(st.lists(WORDS, max_size=4), st.sampled_from(["", ",", ",;"]))
def test_any_list_is_read_as_it_was(entries, also):
    assert read_list(write_list(entries, also), also) == entries


@UNHURRIED
@given(st.dictionaries(WORDS, WORDS, max_size=3))
def test_any_mapping_is_read_as_it_was(values):
    assert read_mapping(write_mapping(values)) == values


@UNHURRIED
@given(FACTS)
def test_any_fact_is_read_as_it_was(fields):
    fact = ExpectedFact.model_validate(fields)
    assert ExpectedFact.model_validate(read_fact(write_fact(fact.model_dump()))) == fact


@UNHURRIED
@given(NUMBER_FIELDS)
def test_any_number_is_read_as_it_was(fields):
    number = ExpectedNumber.model_validate(fields)
    line = write_number(number.value, number.unit, number.tolerance)
    assert ExpectedNumber.model_validate(read_number(line)) == number


@UNHURRIED
@given(WORDS, WORDS)
def test_any_evidence_is_read_as_it_was(report, words):
    assert read_evidence(write_evidence(report, words)) == {"report": report, "words": words}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("28", {"value": 28}),
        ("28%", {"value": 28, "unit": "percent"}),
        ("28 per cent", {"value": 28, "unit": "percent"}),
        ("1,234 cases", {"value": 1234, "unit": "cases"}),
        ("3.5 +/- 0.5", {"value": 3.5, "tolerance": 0.5}),
        ("28 percent ± 1 percent", {"value": 28, "unit": "percent", "tolerance": 1}),
        ("-2", {"value": -2}),
    ],
)
def test_numbers_are_read_as_people_type_them(typed, meant):
    assert read_number(typed) == meant


@pytest.mark.parametrize("typed", ["about 28", "twenty", "28 ± some", "percent", "±1"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(CellFault, match="is no number"):
        read_number(typed)


def test_facts_are_read_as_people_type_them():
    typed = "Place = Arden ;date: 24/10/2024; Standard: Information and facilities; value: 6/21;"
    assert read_fact(typed) == {
        "subject": "Arden",
        "published": "2024-10-24",
        "standard": "information_and_facilities",
        "value": "6/21",
    }
    assert read_fact("standard: (none); measure: overall rating") == {
        "standard": None,
        "measure": "overall_rating",
    }


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2024", "2024"),
        ("24.10.2024", "2024-10-24"),
        ("Dec 2024", "2024-12"),
        ("3rd September 2024", "2024-09-03"),
    ],
)
def test_dates_are_read_as_people_type_them(typed, meant):
    assert read_fact(f"date: {typed}") == {"published": meant}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Arden was Good", "write a fact as"),
        ("place: Arden; place: Bray", "'place' is written twice"),
        ("date: last autumn", "is no date; write it as 2024"),
        ("place:; value: Good", "'place' of a fact has no value"),
    ],
)
def test_what_is_no_fact_is_refused_with_the_way_to_write_it(typed, said):
    with pytest.raises(CellFault, match=said):
        read_fact(typed)


def test_lists_are_parted_at_lines_and_at_commas_where_that_is_allowed():
    assert read_list("a, b\n\n c ", ",") == ["a", "b", "c"]
    assert read_list("a, b\n c ") == ["a, b", "c"]


def test_evidence_needs_its_report_and_its_words():
    assert read_evidence("arden-2024-10 : rooms: cold") == {
        "report": "arden-2024-10",
        "words": "rooms: cold",
    }
    assert read_evidence("arden: “rooms were cold ”")["words"] == "rooms were cold"
    assert read_evidence("arden: “rooms” were “cold”")["words"] == "“rooms” were “cold”"
    kept = write_evidence("arden", "“rooms were cold”")
    assert read_evidence(kept)["words"] == "“rooms were cold”"
    for typed in ("rooms were cold", "arden-2024-10:", ": rooms"):
        with pytest.raises(CellFault, match="report: words"):
            read_evidence(typed)


def test_yes_and_no_are_read_however_they_are_typed():
    assert [read_yes(word) for word in ("Yes", "x", "TRUE", "no", "", "0")] == [True] * 3 + [
        False
    ] * 3
    with pytest.raises(CellFault, match="neither yes nor no"):
        read_yes("perhaps")

"""Numbers of people go, numbers of reports stay."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.masking import mask, masked_words, without_gaps

SUITES = Path(__file__).parents[2] / "evals" / "suites"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What about X123456 in Leeds?", "a case number"),
        ("prison number A1234BC", "a case number"),
        ("CRN: D0042311", "a case number"),
        ("case no 2023/00417", "a case number"),
        ("PNC 2001/0054321Q please", "a PNC number"),
        ("PNC 99/54321Q", "a PNC number"),
        ("his NI is QQ 12 34 56 C or AB123456C", "a National Insurance number"),
        ("NHS 943 476 5919", "an NHS number"),
        ("nhs 9434765919", "an NHS number"),
        ("call 0114 496 0123", "a telephone number"),
        ("+44 (0)20 7946 0958", "a telephone number"),
        ("07700 900123", "a telephone number"),
        ("dob 03/04/1985", "a date of birth"),
        ("born on 3rd of April 1985", "a date of birth"),
        ("date of birth: 3 April 1985", "a date of birth"),
        ("write to some.body@example.org", "an e-mail address"),
    ],
)
def test_numbers_of_people_are_taken_out(text: str, kind: str) -> None:
    masked = mask(text)
    assert kind in masked.kinds
    assert f"[{kind.split(' ', 1)[1]} removed]" in masked.text
    assert not re.search(r"\d{4}", masked.text)
    assert kind in masked_words(masked.kinds)


@pytest.mark.parametrize(
    "text",
    [
        "How was Sheffield rated in the report of 16 March 2023?",
        "Was 3/21 better than 1/27?",
        "Fieldwork from 16/01/2023 to 27/01/2023",
        "22 of 59 cases, 37%, in 2024-10",
        "ISBN 978-1-915468-42-0",
        "2.1 Assessment and 1.4 Information and facilities",
        "12,345 people, 1 234 567 pounds, £4,500,000",
        "What are the 2021, 2022, 2023 and 2024 scores?",
        "report 2024/25",
    ],
)
def test_numbers_of_reports_stay(text: str) -> None:
    assert mask(text) == (text, ())
    assert masked_words(()) == ""


def test_what_is_asked_has_no_gaps_unless_there_is_nothing_else() -> None:
    assert without_gaps(mask("Is X123456 in Leeds?").text) == "Is in Leeds?"
    assert without_gaps(mask("X123456").text) == "[case number removed]"


def test_no_question_of_the_suites_is_touched() -> None:
    turns = []
    for path in SUITES.glob("*.yaml"):
        for pair in yaml.safe_load(path.read_text(encoding="utf-8"))["pairs"]:
            turns += pair.get("turns", [])
    assert len(turns) > 1000
    assert [turn for turn in turns if mask(turn).kinds] == []


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once

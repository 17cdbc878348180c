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
        ("write to john.o'brien@example.org", "an e-mail address"),
        ("write to ann.o’hara@example.org", "an e-mail address"),
        ("CRN: X 123456", "a case number"),
        ("CRN X 123 456", "a case number"),
        ("of X 123456 in Leeds", "a case number"),
        ("the file ref_X123456", "a case number"),
        ("PNC 2001/0054321 Q please", "a PNC number"),
        ("the CRO 123456/99 B", "a CRO number"),
        ("NI AB–12–34–56–C", "a National Insurance number"),
        ("born on the 3rd of April 1985", "a date of birth"),
        ("born April 3, 1985", "a date of birth"),
        ("born 1990-02-01", "a date of birth"),
        ("date of birth (01/02/1990)", "a date of birth"),
        ("dob 1 feb 90", "a date of birth"),
        ("dob: 3rd april '85", "a date of birth"),
        ("07700  900 123", "a telephone number"),
        ("0161–496–0000", "a telephone number"),
        ("ring 0044 161 496 0000", "a telephone number"),
        ("ring 0044 (0)20 7946 0123", "a telephone number"),
        ("NHS 943.476.5919", "an NHS number"),
    ],
)
def test_numbers_of_people_are_taken_out(text: str, kind: str) -> None:
    masked = mask(text)
    assert kind in masked.kinds
    assert f"[{kind.split(' ', 1)[1]} removed]" in masked.text
    assert not re.search(r"\d{2}|'|’", masked.text)
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
        "Was 2022/23 a better year than 2021/22?",
        "Was 2022/2023 a better year?",
        "Was Sheffield 03/2023 a better result than Kent?",
        "the plan of 10/2024 b",
        "Who was rated Good by 2021-22 a year later?",
        "How did NHS 2023/24 budgets change?",
        "recalls to prison 2022/23, to prison 2022-2023, to prison 2022–23",
        "in prison 16/01/2023, in prison 03/2023, in prison 2023-01-16",
        "from 01-02-2023 16-02-2023, or 01.02.2023 – 16.02.2023",
        "FY202324 and CP20232024",
        "the service was born in June 2021",
    ],
)
def test_numbers_of_reports_stay(text: str) -> None:
    assert mask(text) == (text, ())
    assert masked_words(()) == ""


def test_the_words_round_a_number_keep_their_spaces() -> None:
    assert mask("07700 900 123 or 01144960123").text == (
        "[telephone number removed] or [telephone number removed]"
    )


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


@given(st.text(max_size=200) | st.text(alphabet="0129/ -.–XAbicsenrdo:@([)'", max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once

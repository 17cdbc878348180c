import pytest

from index.answers.dates import find_dates
from index.answers.question_text import LOAD_WORDS, search_text


@pytest.mark.parametrize(
    "rest",
    [
        "How many people does look after?",
        "How many people does the unit supervise?",
        "how many people are on the books",
        "number of people under supervision in total?",
        "caseload?",
        "What is the size of the caseload?",
    ],
)
def test_how_many_a_place_supervises_is_looked_for_in_the_words_of_reports(rest: str) -> None:
    assert search_text(rest, find_dates(rest)) == LOAD_WORDS


@pytest.mark.parametrize(
    ("rest", "wanted"),
    [
        ("How many cases did managers look after?", "How many cases did managers look after?"),
        ("What did the inspectors say about caseloads?", "caseloads?"),
        ("What do the four PDU reports say about sickness?", "sickness?"),
        ("Did the PDU have enough rooms?", "Did have enough rooms?"),
        (
            "Staff absence was high - how was it tackled?",
            "Staff absence was high - how was it tackled?",
        ),
    ],
)
def test_the_subject_is_looked_for_not_the_asking(rest: str, wanted: str) -> None:
    assert search_text(rest, find_dates(rest)) == wanted

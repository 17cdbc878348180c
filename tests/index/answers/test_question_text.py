import pytest

from index.answers.dates import find_dates
from index.answers.question_text import CASES_WORDS, LOAD_WORDS, search_text


@pytest.mark.parametrize(
    "rest",
    [
        "How many people does look after?",
        "How many people does the unit supervise?",
        "how many people are on the books",
        "number of people under supervision in total?",
        "caseload?",
        "What is the size of the caseload?",
        "How many people does look after, according?",
        "how many people on the caseload",
        "who has the bigger caseload, or",
        "Which PDU has the highest caseload?",
        "which of the two has the larger caseload?",
        "which place looks after the most people",
        "are caseloads bigger than",
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
        ("average caseload per officer", "average caseload per officer?"),
        (
            "who has the highest caseload, POs or PSOs?",
            "who has the highest caseload, POs or PSOs?",
        ),
        ("Which office has the highest caseloads?", "Which office has the highest caseloads?"),
        ("how many cases were reviewed by a manager", "how many cases were reviewed by a manager?"),
        (
            "How many cases inspected had a sufficient assessment?",
            "How many cases inspected had a sufficient assessment?",
        ),
        (
            "how many cases that were inspected had no plan",
            "how many cases that were inspected had no plan?",
        ),
        (
            "Staff absence was high - how was it tackled?",
            "Staff absence was high - how was it tackled?",
        ),
    ],
)
def test_the_subject_is_looked_for_not_the_asking(rest: str, wanted: str) -> None:
    assert search_text(rest, find_dates(rest)) == wanted


@pytest.mark.parametrize(
    "rest",
    [
        "How many cases were inspected?",
        "How many cases were looked at in each report?",
        "how many case files were read and how many",
        "how many cases did they look at and over what period",
        "how big was the sample",
        "what was the sample size in each inspection?",
        "number of cases examined in total",
    ],
)
def test_how_many_cases_an_inspection_looked_at_is_looked_for_in_its_own_words(rest: str) -> None:
    assert search_text(rest, find_dates(rest)) == CASES_WORDS

import pytest

from index.answers.relative import Calendar

CALENDAR = Calendar(["2023-03-10", "2024-03", "2024-10-24"])


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("Which PDUs were inspected last year?", "Which PDUs were inspected in 2023?"),
        ("Leeds in the year before last", "Leeds in 2022"),
        ("the scores of two years ago", "the scores of 2022"),
        (
            "Which reports were published in October?",
            "Which reports were published in October 2024?",
        ),
        ("only those published in March", "only those published in March 2023 and March 2024"),
    ],
)
def test_times_are_counted_from_the_newest_inspection(text: str, settled: str) -> None:
    found, repairs = CALENDAR.settle(text)
    assert found == settled
    assert len(repairs) == 1


@pytest.mark.parametrize(
    "text",
    [
        "What was introduced in March?",
        "What may Leeds do about reports?",
        "Which reports were published in March 2024?",
        "Which reports were published in June?",
        "Which places will be inspected this year?",
    ],
)
def test_what_is_no_time_of_an_inspection_is_left_alone(text: str) -> None:
    assert CALENDAR.settle(text) == (text, ())


def test_an_empty_library_has_no_now() -> None:
    assert Calendar([]).settle("last year") == ("last year", ())


def test_last_year_is_the_year_before_the_newest_report() -> None:
    calendar = Calendar(["2024-03", "2024-12-02"], published=["2025", "2024-12-02"])
    assert calendar.settle("How many were inspected last year?")[0].endswith("in 2024?")
    assert calendar.settle("How many were inspected this year?")[0].endswith("in 2024?")

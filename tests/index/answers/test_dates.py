import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answers.dates import find_dates, in_words, month
from index.ratings.table import agrees

MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("in 2023", ("2023",)),
        ("in March 2023", ("2023-03",)),
        ("in Sept 2024", ("2024-09",)),
        ("on 16 May 2024", ("2024-05-16",)),
        ("on the 3rd of June 2022", ("2022-06-03",)),
        ("in 2024-05", ("2024-05",)),
        ("between 2022 and 2024", ("2022", "2024")),
        ("the 1,240 cases of room 2055", ()),
        ("standard 2.1", ()),
    ],
)
def test_dates_are_read_at_the_precision_given(text: str, dates: tuple[str, ...]) -> None:
    assert find_dates(f"What was it rated {text}?").dates == dates


@given(
    year=st.integers(min_value=2000, max_value=2039),
    number=st.integers(min_value=1, max_value=12),
    day=st.none() | st.integers(min_value=1, max_value=28),
)
def test_a_date_in_words_is_read_back(year: int, number: int, day: int | None) -> None:
    iso = f"{year}-{number:02d}" + (f"-{day:02d}" if day else "")
    assert in_words(iso) == f"{f'{day} ' if day else ''}{MONTHS[number - 1]} {year}"
    found = find_dates(f"the report of {in_words(iso)}, please")
    assert found.dates == (iso,)
    [(start, end)] = found.spans
    assert f"the report of {in_words(iso)}, please"[start:end] == in_words(iso)
    assert month(iso) == f"{MONTHS[number - 1]} {year}"


@pytest.mark.parametrize("text", ["What is it rated now?", "the latest report", "last inspection"])
def test_words_for_now_mean_the_newest(text: str) -> None:
    assert find_dates(text).newest


@pytest.mark.parametrize("text", ["the earlier one", "the previous inspection", "before that"])
def test_words_for_before_mean_the_earlier(text: str) -> None:
    assert find_dates(text).earlier
    assert not find_dates(text).newest


@pytest.mark.parametrize(
    "text",
    [
        "How has it changed?",
        "better or worse?",
        "since 2022",
        "What changed after the first inspection?",
        "Tell me if York has changed",
        "Has it got better since the last inspection?",
        "How has York changed when compared with 2022?",
    ],
)
def test_change_over_time_asks_for_every_inspection(text: str) -> None:
    assert find_dates(text).every


@pytest.mark.parametrize(
    "text",
    [
        "were reviews done when something big changed in a case",
        "Did officers adjust plans in response to changes?",
        "How many had been reoffending since the start of their sentence?",
        "What has happened since the unification of probation?",
        "Was the plan looked at again if circumstances changed?",
        "Did people mind the changes of officer?",
        "How were people seen after their risk had changed?",
    ],
)
def test_what_changes_in_a_case_is_no_change_between_inspections(text: str) -> None:
    assert not find_dates(text).every


@pytest.mark.parametrize(
    ("date", "other", "same"),
    [
        ("2024", "2024-10", True),
        ("2024-10-10", "2024-10", True),
        ("2024-10", "2024-10", True),
        ("2024-10", "2024-11", False),
        ("2023", "2024-10", False),
    ],
)
def test_dates_agree_where_one_is_the_beginning_of_the_other(
    date: str, other: str, same: bool
) -> None:
    assert agrees(date, other) is same
    assert agrees(other, date) is same

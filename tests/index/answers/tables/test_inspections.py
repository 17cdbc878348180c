"""Places by score in the made-up library: ends, ranks, limits, figures, groups; all with rows."""

from collections.abc import Callable

import pytest

from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]
HEXBY = "Hexby and Upper Stoke"
ANNUAL_ROWS = 5
"""Inspections out of 21 points: 5, 4, 4, 2 and 2. A sixth, of 2022, has 7 out of 27."""


def first(answer: Answer) -> str:
    return answer.statements[0].text


def shown(answer: Answer) -> dict[str, str | None]:
    return {f.subject: f.value for f in answer.facts if f.measure == "score"}


def rows_behind(answer: Answer, statement: int = 0) -> int:
    return len(answer.statements[statement].citations)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many PDUs scored 2?", "2 of the 5 PDUs scored 2 out of 21:"),
        ("How many PDUs scored at most 4?", "4 of the 5 PDUs scored 4 or less:"),
        ("How many PDUs scored no more than 2?", "2 of the 5 PDUs scored 2 out of 21:"),
        ("How many PDUs did not score more than 4?", "4 of the 5 PDUs scored 4 or less:"),
        ("Which PDUs didn't score 2?", "3 of the 5 PDUs did not score 2:"),
        (
            "What proportion of PDUs are in East Midlands?",
            "3 of the 5 PDUs are in East Midlands: 60 per cent.",
        ),
        ("Which PDU was inspected most recently?", "Dunmoor: published 12 December 2024."),
        ("Which PDUs scored from 3 to 5?", "3 of the 5 PDUs scored from 3 to 5:"),
        ("What share of PDUs scored 4?", "2 of the 5 PDUs scored 4: 40 per cent."),
        ("What is the total of the PDUs' scores?", "The scores of the 5 inspections add up to 17."),
        (
            "Which unit came bottom?",
            "The lowest score of the 5 PDUs is 2 out of 21: Dunmoor (December 2024), and "
            "Hexby and Upper Stoke (September 2024).",
        ),
        (
            "Who came second?",
            "The second highest score of the 5 PDUs is 4 out of 21: Melbury (July 2024) and "
            "North Ashford (June 2024).",
        ),
        (
            "Which PDUs scored 9?",
            "None of the 5 PDUs did: their scores run from 2 to 5 out of 21.",
        ),
        (
            "What is the range of scores in East Midlands?",
            "The scores of the 3 inspections in East Midlands run from 2 (Dunmoor (December 2024), "
            "and Hexby and Upper Stoke (September 2024)) to 4 (Melbury (July 2024)) out of 21: a "
            "difference of 2.",
        ),
        ("How many PDUs are there in total?", "5 PDUs, with 5 inspections."),
    ],
)
def test_a_number_is_said_with_what_it_is_of(ask: Ask, question: str, text: str) -> None:
    answer = ask(question)
    assert first(answer) == text
    assert answer.status == "answered"


@pytest.mark.parametrize(
    "question",
    [
        "How many PDUs scored 2?",
        "Which PDUs scored 9?",
        "What share of PDUs scored 4?",
        "Which PDU had the best score?",
        "Which PDU came second?",
        "What is the median score of the PDUs?",
        "Which region has the highest average score?",
        "What is the most common score?",
    ],
)
def test_whoever_is_chosen_every_row_that_was_compared_is_cited(ask: Ask, question: str) -> None:
    assert rows_behind(ask(question)) == ANNUAL_ROWS


def test_the_extremes_are_both_said_with_ties(ask: Ask) -> None:
    highest, lowest = (s.text for s in ask("The highest and lowest scoring PDU").statements[:2])
    assert highest == "Highest: 5 out of 21: Ashford Vale (May 2024)."
    assert "Dunmoor" in lowest and HEXBY in lowest and "2 out of 21" in lowest


def test_a_mean_and_a_median_may_be_asked_for_at_once(ask: Ask) -> None:
    texts = [s.text for s in ask("Give the mean and the median score of the PDUs").statements]
    assert texts == [
        "The median score of the 5 inspections is 4 out of 21.",
        "The mean score of the 5 inspections is 3.4 out of 21.",
    ]


@pytest.mark.parametrize(
    ("question", "head", "subjects"),
    [
        (
            "Which PDUs did better than Dunmoor?",
            "3 of the 4 other PDUs scored higher:",
            {"Dunmoor", "Ashford Vale", "Melbury", "North Ashford"},
        ),
        (
            "Which PDUs did worse than Dunmoor?",
            "None of the 4 other PDUs scored lower.",
            {"Dunmoor"},
        ),
        (
            "Which PDUs have the same score as Dunmoor?",
            "1 of the 4 other PDUs have the same score:",
            {"Dunmoor", HEXBY},
        ),
    ],
)
def test_places_beside_one_place(ask: Ask, question: str, head: str, subjects: set[str]) -> None:
    answer = ask(question)
    assert first(answer) == "Dunmoor scored 2 out of 21 in December 2024."
    assert answer.statements[1].text == head
    assert set(shown(answer)) == subjects


def test_a_place_has_a_rank_and_whoever_is_level_with_it(ask: Ask) -> None:
    answer = ask("Where does Melbury rank?")
    assert answer.statements[1].text == (
        "It ranks joint 2nd of the 5 PDUs by score, level with North Ashford (June 2024)."
    )
    assert rows_behind(answer, 1) == ANNUAL_ROWS


def test_places_above_the_mean_come_after_the_mean(ask: Ask) -> None:
    answer = ask("Which PDUs scored above the average?")
    assert [s.text for s in answer.statements[:2]] == [
        "The mean score of the 5 inspections is 3.4 out of 21.",
        "3 of the 5 PDUs scored above it:",
    ]


@pytest.mark.parametrize(
    ("question", "middle", "place"),
    [
        (
            "Is Dunmoor below the average?",
            "The mean score of the 5 inspections is 3.4 out of 21.",
            "Dunmoor (December 2024): 2 out of 21, below the mean.",
        ),
        (
            "How does Melbury compare with the median score?",
            "The median score of the 5 inspections is 4 out of 21.",
            "Melbury (July 2024): 4 out of 21, equal to the median.",
        ),
    ],
)
def test_one_place_beside_the_middle_of_all(
    ask: Ask, question: str, middle: str, place: str
) -> None:
    assert [s.text for s in ask(question).statements][:2] == [middle, place]


def test_a_regional_mean_is_of_the_region(ask: Ask) -> None:
    answer = ask("Which PDUs in East Midlands scored above the regional average?")
    assert [s.text for s in answer.statements] == [
        "The mean score of the 3 inspections in East Midlands is 2.67 out of 21.",
        "1 of the 3 PDUs in East Midlands scored above it:",
        "Melbury (July 2024): 4 out of 21.",
    ]


def test_a_score_as_a_share_of_the_maximum(ask: Ask) -> None:
    assert first(ask("What share of the maximum did Ashford Vale score?")) == (
        "Ashford Vale (May 2024): 5 out of 21 points is 23.8 per cent of the maximum."
    )


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "How many PDUs are there in each region?",
            [
                "5 PDUs, with 5 inspections, by region:",
                "East Midlands: 3 PDUs.",
                "Kent, Surrey and Sussex: 2 PDUs.",
            ],
        ),
        (
            "Rank the regions by average score",
            [
                "5 PDUs, with 5 inspections, by region:",
                "Kent, Surrey and Sussex: a mean of 4.5 out of 21 over 2 PDUs.",
                "East Midlands: a mean of 2.67 out of 21 over 3 PDUs.",
            ],
        ),
        ("Which region has the most PDUs?", ["East Midlands: 3 PDUs."]),
        (
            "Which PDU scored highest in each region?",
            [
                "East Midlands: Melbury (July 2024), 4 out of 21.",
                "Kent, Surrey and Sussex: Ashford Vale (May 2024), 5 out of 21.",
            ],
        ),
        (
            "What is the score distribution?",
            [
                "5 PDUs, with 5 inspections, by score:",
                "Score 5: 1 PDU (Ashford Vale).",
                "Score 4: 2 PDUs (Melbury and North Ashford).",
                "Score 2: 2 PDUs (Dunmoor, and Hexby and Upper Stoke).",
            ],
        ),
    ],
)
def test_groups(ask: Ask, question: str, lines: list[str]) -> None:
    assert [s.text for s in ask(question).statements] == lines


def test_inspections_of_every_round_are_counted_by_month(ask: Ask) -> None:
    answer = ask("How many inspections were there in each month?")
    assert "June 2022: 1 PDU." in [s.text for s in answer.statements]
    assert rows_behind(answer) == ANNUAL_ROWS + 1


def test_a_time_is_said_with_the_inspections_of_any_time(ask: Ask) -> None:
    answer = ask("Which PDUs were inspected in May 2024?")
    assert first(answer) == "1 of the 5 inspections is dated May 2024:"
    assert shown(answer) == {"Ashford Vale": "5/21"}


def test_the_first_published_is_the_oldest_of_all_rounds(ask: Ask) -> None:
    assert first(ask("Which PDU was published first?")) == "North Ashford: published June 2022."


def test_scores_of_named_places_are_added_in_the_round_that_they_share(ask: Ask) -> None:
    answer = ask("How many points do North Ashford and Melbury have between them?")
    assert first(answer) == "The scores of the 2 inspections add up to 8."
    assert any("7/27" in note for note in answer.notes)


def test_scores_out_of_different_maxima_are_shown_and_not_added(ask: Ask) -> None:
    answer = ask("How many points do North Ashford 2022 and Melbury 2024 have between them?")
    assert answer.status == "partial"
    assert {(f.subject, f.value) for f in answer.facts} >= {
        ("North Ashford", "7/27"),
        ("Melbury", "4/21"),
    }
    assert not any("add up" in s.text for s in answer.statements)
    assert any("different maxima (27 and 21)" in note for note in answer.notes)


def test_a_region_without_inspections_is_not_found(ask: Ask) -> None:
    answer = ask("What is the mean score of PDUs in Wales?")
    assert (answer.status, answer.citations) == ("not_found", ())


def test_all_places_are_listed_by_name(ask: Ask) -> None:
    answer = ask("List the PDUs alphabetically")
    assert first(answer) == "5 PDUs:"
    assert [f.subject for f in answer.facts] == [
        "Ashford Vale",
        "Dunmoor",
        HEXBY,
        "Melbury",
        "North Ashford",
    ]

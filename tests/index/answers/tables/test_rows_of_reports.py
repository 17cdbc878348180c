"""Key questions and recommendations as rows of the made-up library."""

from collections.abc import Callable

import pytest

from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]


def texts(answer: Answer) -> list[str]:
    return [s.text for s in answer.statements if not s.text.startswith("From this project's own")]


def test_percentages_under_a_limit_are_counted_and_listed(ask: Ask) -> None:
    answer = ask("Which key question percentages are under 42 per cent?")
    assert [f.number for f in answer.facts] == [41, 39, 33]
    assert texts(answer)[0].startswith("3 of the 25 key question percentages")
    assert len(answer.statements[0].citations) == 25


def test_a_mean_of_one_key_question_names_it(ask: Ask) -> None:
    assert texts(ask("What is the mean percentage for keeping people safe?")) == [
        "The mean percentage of the 8 key questions on keeping people safe in 2 inspections is "
        "47.12%."
    ]


def test_a_median_of_one_place_names_it(ask: Ask) -> None:
    [text] = texts(ask("What is the median key question percentage of Ashford Vale?"))
    assert (
        text == "The median percentage of the 12 key questions of Ashford Vale (May 2024) is 56%."
    )


def test_the_best_key_question_is_chosen_by_its_mean(ask: Ask) -> None:
    answer = ask("Which key question has the highest average?")
    assert texts(answer) == ["Engagement: a mean of 59.62% over 8 percentages."]
    assert len(answer.statements[0].citations) == 25


def test_the_lowest_percentage_of_all(ask: Ask) -> None:
    [fact] = ask("Which PDU has the lowest key question percentage?").facts
    assert (fact.subject, fact.number, fact.standard) == ("Ashford Vale", 33, "assessment")


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "How many recommendations does each report make?",
            [
                "9 recommendations in 3 reports:",
                "Ashford Vale (May 2024): 5 recommendations.",
                "North Ashford (June 2022): 3 recommendations.",
                "Melbury (July 2024): 1 recommendation.",
            ],
        ),
        (
            "Which report makes the most recommendations?",
            ["Ashford Vale (May 2024): 5 recommendations."],
        ),
        (
            "Which report makes fewer than 5 recommendations?",
            [
                "North Ashford (June 2022): 3 recommendations.",
                "Melbury (July 2024): 1 recommendation.",
            ],
        ),
        (
            "Which addressee gets the most recommendations?",
            ["Ashford Vale PDU: 3 recommendations."],
        ),
        (
            "How many recommendations are addressed to the region?",
            [
                "2 recommendations addressed to Kent, Surrey and Sussex region, in 1 report: "
                "Ashford Vale (May 2024)."
            ],
        ),
        (
            "What is the average number of recommendations per report?",
            ["9 recommendations in 3 reports: a mean of 3."],
        ),
    ],
)
def test_recommendations_are_counted(ask: Ask, question: str, lines: list[str]) -> None:
    assert texts(ask(question)) == lines


def test_each_recommendation_counted_is_cited(ask: Ask) -> None:
    answer = ask("Which report makes the most recommendations?")
    assert len(answer.statements[0].citations) == len(answer.facts) == 5


def test_words_of_table_questions_are_not_mended(ask: Ask) -> None:
    notes = ask("Which addressee gets the most recommendations?").notes
    assert not any("was read as" in note for note in notes)

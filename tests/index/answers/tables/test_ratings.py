"""Places and standards by rating: read, derived and open cells; several cells at once."""

from collections.abc import Callable

import pytest

from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]
OPEN = "For 2 inspections the ratings that would decide it are not legible in the source."


def texts(answer: Answer) -> list[str]:
    return [s.text for s in answer.statements if not s.text.startswith("From this project's own")]


def test_the_best_rating_is_told_from_the_national_counts(ask: Ask) -> None:
    answer = ask("Which PDU has the best leadership rating?")
    assert texts(answer) == [
        "1 of 5 PDUs were rated Good for leadership.",
        "Ashford Vale (May 2024): Good for leadership.",
    ]
    assert answer.status == "answered"


def test_two_ratings_at_once_say_how_many_cannot_be_told(ask: Ask) -> None:
    answer = ask("Which PDUs were Good for leadership and Requires improvement for staffing?")
    assert texts(answer) == [
        "1 of the 3 inspections whose ratings can be told was rated Good for leadership and "
        "Requires improvement for staffing:",
        "Ashford Vale (May 2024): Good for leadership and Requires improvement for staffing.",
        OPEN,
    ]
    assert answer.status == "partial"
    assert len(answer.statements[2].citations) == 2


def test_one_rating_for_both_standards(ask: Ask) -> None:
    answer = ask("Which PDUs were Requires improvement for both leadership and services?")
    assert {f.subject for f in answer.facts} == {"Melbury", "North Ashford"}
    derived = {(f.subject, f.standard) for f in answer.facts if f.derived}
    assert ("North Ashford", "services") in derived
    assert OPEN in texts(answer)


def test_one_standard_against_another(ask: Ask) -> None:
    better = ask("Which PDUs were rated better for leadership than for staffing?")
    assert {f.subject for f in better.facts} == {"Ashford Vale"}
    assert texts(better)[0].endswith("was rated higher for leadership than for staffing:")
    worse = ask("Which PDUs were rated worse for leadership than for staffing?")
    assert not worse.facts
    assert texts(worse)[0] == (
        "None of the 3 inspections whose ratings can be told was rated lower for leadership than "
        "for staffing."
    )


def test_every_standard_is_told_where_one_cell_says_no(ask: Ask) -> None:
    answer = ask("Which PDUs were Inadequate on every standard?")
    assert texts(answer) == ["None of the 5 inspections was rated Inadequate for every standard."]
    assert answer.status == "answered"


def test_no_inadequate_rating_is_asked_of_every_standard(ask: Ask) -> None:
    answer = ask("Which PDUs had no Inadequate ratings?")
    assert not answer.facts
    assert answer.status == "partial"
    assert texts(answer)[0].startswith("None of the 4 inspections whose ratings can be told")


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "Which standards was Ashford Vale rated Inadequate on?",
            [
                "Ashford Vale was rated Inadequate for assessment in May 2024.",
                "Ashford Vale was rated Inadequate for implementation and delivery in May 2024.",
                "Ashford Vale was rated Inadequate for reviewing in May 2024.",
            ],
        ),
        (
            "What is the best rated standard of Ashford Vale?",
            ["Ashford Vale was rated Good for leadership in May 2024."],
        ),
        (
            "Which standards was Melbury rated Good on?",
            ["None of the 7 standards in Melbury (July 2024) was rated Good."],
        ),
        (
            "Rank the standards from best to worst",
            [
                "Leadership: 1 Good, 3 Requires improvement and 1 Inadequate, of 5 PDUs.",
                "Services: 5 Requires improvement, of 5 PDUs.",
                "Staffing: 4 Requires improvement and 1 Inadequate, of 5 PDUs.",
            ],
        ),
        (
            "Which standard did every PDU get Requires improvement for?",
            ["Services: 5 Requires improvement, of 5 PDUs."],
        ),
        (
            "Which standard has the most Good ratings?",
            ["Leadership: 1 Good, of 5 PDUs."],
        ),
    ],
)
def test_standards_as_rows(ask: Ask, question: str, lines: list[str]) -> None:
    assert texts(ask(question)) == lines


def test_standards_that_nobody_got_a_rating_for_are_not_said_to_have_it(ask: Ask) -> None:
    answer = ask("Which standards did nobody get Outstanding in?")
    assert texts(answer)[0] == "3 standards have no Outstanding rating, of 3:"
    assert len(answer.statements[0].citations) == 3


def test_a_number_of_standards_is_of_the_known_ones_where_some_are_lost(ask: Ask) -> None:
    answer = ask("How many standards of Dunmoor were Requires improvement?")
    assert texts(answer)[0] == (
        "1 of 5 standards whose rating is known (7 in all) was rated Requires improvement in "
        "Dunmoor (December 2024)."
    )
    assert texts(answer)[-1] == "Not legible for Dunmoor (December 2024): leadership and staffing."
    assert answer.status == "partial"


def test_the_most_ratings_are_counted_where_all_are_read(ask: Ask) -> None:
    answer = ask("Which PDU has the most Inadequate ratings?")
    assert texts(answer) == ["North Ashford (June 2022): 4 of 9 standards were rated Inadequate."]
    assert answer.status == "partial"
    assert "Ratings by standard are read in full for 3 of 6 inspections." in answer.notes


def test_a_move_between_rounds_is_shown_and_not_judged(ask: Ask) -> None:
    answer = ask("Which PDUs improved between inspections?")
    assert answer.status == "partial"
    assert texts(answer)[0] == (
        "North Ashford: 7 out of 27 in June 2022, then 4 out of 21 in June 2024; the rounds "
        "differ, so the scores cannot be set against each other."
    )


def test_a_place_inspected_twice_is_shown_with_both(ask: Ask) -> None:
    answer = ask("Which PDUs have been inspected twice?")
    assert [(f.subject, f.value) for f in answer.facts] == [
        ("North Ashford", "7/27"),
        ("North Ashford", "4/21"),
    ]


def test_regions_that_no_report_rates_are_not_found(ask: Ask) -> None:
    answer = ask("Which regions were rated Inadequate for leadership?")
    assert (answer.status, answer.facts) == ("not_found", ())
    assert not any("0 inspections" in note for note in answer.notes)


def test_ratings_grouped_by_region_say_how_many_are_open(ask: Ask) -> None:
    answer = ask("Number of PDUs rated Inadequate in each region")
    assert answer.status == "partial"
    [said] = [s for s in answer.statements if "so these numbers are not complete" in s.text]
    assert said.text.startswith("3 ratings are not legible in the source")
    assert len(said.citations) == 3

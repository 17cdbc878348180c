from collections.abc import Callable

import pytest

from index.models import Answer, Filters

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]
HEXBY = "Hexby and Upper Stoke"


def scored(answer: Answer) -> list[tuple[str, str | None]]:
    return [(f.subject, f.value) for f in answer.facts if f.measure == "score"]


def said(answer: Answer) -> str:
    return " ".join(s.text for s in answer.statements)


@pytest.mark.parametrize(
    ("question", "subjects"),
    [
        ("Which PDUs scored 4?", {"Melbury", "North Ashford"}),
        ("Which PDUs scored more than 4?", {"Ashford Vale"}),
        ("Which PDUs scored at least 4?", {"Ashford Vale", "Melbury", "North Ashford"}),
        ("Which PDUs scored less than 3?", {"Dunmoor", HEXBY}),
        ("Which PDUs in East Midlands scored 4?", {"Melbury"}),
        ("Which PDUs in East Midlands were inspected?", {"Melbury", "Dunmoor", HEXBY}),
        ("Which PDUs were inspected in 2022?", {"North Ashford"}),
    ],
)
def test_a_list_holds_every_row_that_fits_and_no_other(
    ask: Ask, question: str, subjects: set[str]
) -> None:
    answer = ask(question)
    assert {subject for subject, _ in scored(answer)} == subjects
    assert all(subject in said(answer) for subject in subjects)
    assert answer.status == "answered"


@pytest.mark.parametrize(
    ("question", "number"),
    [("How many PDUs scored 2?", 2), ("How many PDUs scored at most 4?", 4)],
)
def test_a_count_is_of_the_rows_that_are_shown_out_of_all(
    ask: Ask, question: str, number: int
) -> None:
    answer = ask(question)
    assert answer.statements[0].text.startswith(f"{number} of the 5 PDUs ")
    assert len(scored(answer)) == number
    assert len(answer.statements[0].citations) == 5


def test_a_list_says_what_the_table_covers(ask: Ask) -> None:
    notes = " ".join(ask("Which PDUs scored 4?").notes)
    assert "6 inspections of 5 PDUs" in notes
    assert "3 of them" in notes


def test_scores_of_another_maximum_are_left_out_and_named(ask: Ask) -> None:
    answer = ask("Which PDU had the highest score?")
    assert scored(answer) == [("Ashford Vale", "5/21")]
    assert any("7/27" in note and "North Ashford" in note for note in answer.notes)


def test_ties_at_the_edge_are_all_shown(ask: Ask) -> None:
    lowest = ask("Which PDU had the lowest score?")
    assert set(scored(lowest)) == {("Dunmoor", "2/21"), (HEXBY, "2/21")}
    top = ask("Top two PDUs by score")
    assert [s for s, _ in scored(top)] == ["Ashford Vale", "Melbury", "North Ashford"]


def test_a_ranking_holds_all_rows_ties_by_name(ask: Ask) -> None:
    assert scored(ask("Rank the PDUs by score")) == [
        ("Ashford Vale", "5/21"),
        ("Melbury", "4/21"),
        ("North Ashford", "4/21"),
        ("Dunmoor", "2/21"),
        (HEXBY, "2/21"),
    ]


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("What is the mean score of the PDUs?", "3.4"),
        ("What is the median score of the PDUs?", "4"),
        ("What is the mean score of PDUs in Kent, Surrey and Sussex?", "4.5"),
    ],
)
def test_a_mean_and_a_median_show_the_rows_they_rest_on(
    ask: Ask, question: str, number: str
) -> None:
    answer = ask(question)
    assert f" {number} out of 21" in answer.statements[0].text
    assert len(answer.statements[0].citations) == len(scored(answer)) > 1


def test_a_rating_is_counted_by_the_annual_report(ask: Ask) -> None:
    answer = ask("How many PDUs were rated Inadequate overall?")
    [fact] = answer.facts
    assert (fact.measure, fact.value, fact.number, fact.out_of) == (
        "rating_count",
        "Inadequate",
        3,
        5,
    )
    assert answer.status == "answered"


def test_a_list_by_a_lost_rating_says_that_it_is_not_complete(ask: Ask) -> None:
    answer = ask("Which PDUs were rated Inadequate overall?")
    assert answer.status == "partial"
    legible = [f for f in answer.facts if f.measure == "overall_rating" and f.value]
    assert [(f.subject, f.value) for f in legible] == [("Melbury", "Inadequate")]
    assert any("not legible" in note for note in answer.notes)


def test_a_list_by_a_rating_that_every_row_has_is_complete(ask: Ask) -> None:
    answer = ask("Which PDUs were rated Requires improvement for services?")
    assert answer.status == "answered"
    ratings = [f for f in answer.facts if f.measure == "rating"]
    assert {f.subject for f in ratings} == {
        "Ashford Vale",
        "Dunmoor",
        HEXBY,
        "Melbury",
        "North Ashford",
    }
    assert {f.subject for f in ratings if f.derived} == {"Dunmoor", HEXBY, "North Ashford"}
    assert all(f.rule for f in ratings if f.derived)


def test_a_rating_that_nobody_got_is_none_by_the_counts(ask: Ask) -> None:
    answer = ask("Which PDUs were rated Outstanding for leadership?")
    assert answer.status == "answered"
    assert "None" in answer.statements[0].text
    assert {f.value for f in answer.facts} == {"Good", "Requires improvement", "Inadequate"}


def test_that_no_row_fits_is_said_with_the_ends_that_prove_it(ask: Ask) -> None:
    answer = ask("Which PDUs scored 9?")
    assert answer.statements[0].text.startswith("None of the 5 PDUs did")
    assert scored(answer) == [("Ashford Vale", "5/21"), ("Dunmoor", "2/21"), (HEXBY, "2/21")]
    assert len(answer.statements[0].citations) == 5


def test_a_region_without_rows_is_not_held(ask: Ask) -> None:
    answer = ask("Which PDUs in Wales scored 4?")
    assert answer.facts == ()
    assert not answer.citations


def test_filters_limit_the_rows(ask: Ask) -> None:
    answer = ask("Rank the PDUs by score", Filters(places=("Melbury", "Dunmoor")))
    assert [s for s, _ in scored(answer)] == ["Melbury", "Dunmoor"]


def test_inspections_of_one_place_are_counted_once_each(ask: Ask) -> None:
    answer = ask("How many inspections of North Ashford are there?")
    assert "2 inspections" in answer.statements[0].text
    ashford = ask("How many inspections of Ashford Vale are there?")
    assert "1 inspection " in ashford.statements[0].text

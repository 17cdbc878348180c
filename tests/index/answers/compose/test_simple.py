from collections.abc import Callable

import pytest

from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]


def said(answer: Answer) -> str:
    return " ".join(s.text for s in answer.statements)


def test_the_library_says_what_it_holds(ask: Ask) -> None:
    answer = ask("Which reports do you have?")
    assert {c.report.id for c in answer.citations} == {
        "annual-report-2024",
        "ashford-vale-2024-05",
        "north-ashford-2022-06",
        "sample-melbury-2024-07",
    }
    assert any("4 reports" in n and "6 inspections of 5 places" in n for n in answer.notes)


def test_the_library_says_whose_reports_it_lacks(ask: Ask) -> None:
    answer = ask("Which reports are missing?")
    assert {f.subject for f in answer.facts} == {
        "Dunmoor",
        "Hexby and Upper Stoke",
        "North Ashford",
    }
    assert "Melbury" not in said(answer)


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        ("Who led the inspection of North Ashford?", "Tamsin Orchard", "Tamsin Orchard"),
        ("Who was the chief inspector of Ashford Vale?", "Petra Lindqvist", "Petra Lindqvist"),
        ("When was the report on Dunmoor published?", "2024-12-12", "12 December 2024"),
        ("When was the fieldwork in North Ashford in 2022?", "2022-04-25", "25 April 2022"),
    ],
)
def test_people_and_dates_of_a_report_are_facts(
    ask: Ask, question: str, value: str, words: str
) -> None:
    answer = ask(question)
    assert value in {f.value for f in answer.facts}
    assert words in said(answer)


def test_two_dates_for_one_thing_are_both_shown_and_noted(ask: Ask) -> None:
    answer = ask("When was the fieldwork in Ashford Vale?")
    assert "March 2024" in said(answer) and "4 March 2023" in said(answer)
    assert len({c.start for c in answer.citations}) == 2
    assert answer.notes


def test_the_region_of_a_place_is_cited(ask: Ask) -> None:
    answer = ask("Which region is Dunmoor in?")
    assert "East Midlands" in said(answer)
    assert any("East Midlands" in c.quote for c in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "Will Ashford Vale be rated Good next time?",
        "Should I apply for a job in Ashford Vale?",
        "What is the home address of the head of Ashford Vale?",
        "Write a poem about Ashford Vale",
    ],
)
def test_what_no_inspection_answers_is_declined(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "not_found"
    assert [s.kind for s in answer.statements] == ["fixed"]
    assert answer.citations == ()


def test_a_greeting_is_met_with_what_can_be_asked(ask: Ask) -> None:
    answer = ask("Hello!")
    assert (answer.status, answer.citations) == ("answered", ())


@pytest.mark.parametrize("question", ["What was it rated?", "What was the score?"])
def test_a_question_without_a_place_is_asked_back(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "clarify"
    assert set(answer.suggestions) == {"Ashford Vale", "Melbury", "North Ashford"}


def test_an_ambiguous_name_is_asked_back_with_its_readings(ask: Ask) -> None:
    answer = ask("What was Ashford's caseload?")
    assert answer.status == "clarify"
    assert answer.suggestions == ("Ashford Vale", "North Ashford")
    assert answer.citations == ()


@pytest.mark.parametrize("question", ["help", "what can you do?", "what can I ask you about?"])
def test_what_can_be_asked_is_told_with_examples(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert answer.citations == ()
    assert any("Ashford Vale" in s or "Melbury" in s for s in answer.suggestions)


def test_help_that_somebody_got_is_looked_for(ask: Ask) -> None:
    assert "Ask in plain words" not in ask("What help do people get in Ashford Vale?").text


def test_a_national_report_is_called_by_its_title(ask: Ask) -> None:
    assert "2024 Annual Report, 2025." in ask("What reports do you have?").text
    published = ask("When was the annual report published?")
    assert published.text.startswith("The 2024 Annual Report prints no date of publication")

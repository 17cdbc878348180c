from collections.abc import Callable

import pytest

from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]
RI = "Requires improvement"


def values(answer: Answer) -> set[tuple[str, str | None, str, str | None]]:
    return {(f.published[:4], f.standard, f.measure, f.value) for f in answer.facts}


def said(answer: Answer) -> str:
    return " ".join(s.text for s in answer.statements)


def test_an_overall_rating_comes_with_its_score_and_date(ask: Ask) -> None:
    answer = ask("What was Ashford Vale rated overall?")
    assert values(answer) == {
        ("2024", None, "overall_rating", "Requires improvement"),
        ("2024", None, "score", "5/21"),
    }
    assert all(w in said(answer) for w in ("Requires improvement", "5 out of 21", "May 2024"))
    assert answer.status == "answered"


@pytest.mark.parametrize(
    ("question", "year", "standard", "value"),
    [
        ("What was Ashford Vale rated for 2.1?", "2024", "assessment", "Inadequate"),
        ("How was North Ashford rated for 2.1 in 2022?", "2022", "court_work", RI),
        ("What was Ashford Vale rated for 2.4?", "2024", "reviewing", "Inadequate"),
        ("What was North Ashford rated for 2.5 in 2022?", "2022", "reviewing", "Good"),
        ("What was Ashford Vale rated for reviewing?", "2024", "reviewing", "Inadequate"),
        ("What did Ashford Vale get for staff?", "2024", "staffing", RI),
    ],
)
def test_the_number_of_a_standard_is_read_by_its_round(
    ask: Ask, question: str, year: str, standard: str, value: str
) -> None:
    assert values(ask(question)) == {(year, standard, "rating", value)}


def test_without_a_date_a_number_is_read_by_each_round(ask: Ask) -> None:
    answer = ask("What was North Ashford rated for 2.1?")
    assert values(answer) == {
        ("2022", "court_work", "rating", "Requires improvement"),
        ("2024", "assessment", "rating", None),
    }
    assert answer.status == "partial"


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Was Ashford Vale rated Good for leadership?", "Yes"),
        ("Was Ashford Vale rated Outstanding for leadership?", "No"),
        ("Was Ashford Vale rated Requires improvement overall?", "Yes"),
        ("Was Ashford Vale rated Inadequate overall?", "No"),
    ],
)
def test_a_yes_or_no_question_gets_its_word_and_the_rating(
    ask: Ask, question: str, word: str
) -> None:
    answer = ask(question)
    assert answer.statements[0].text.startswith(word)
    assert answer.statements[0].citations


def test_a_lost_cell_is_said_and_never_guessed(ask: Ask) -> None:
    answer = ask("What was Dunmoor rated for leadership?")
    [fact] = answer.facts
    assert (fact.cell, fact.value, fact.number, fact.derived) == ("not_legible", None, None, False)
    assert "not legible" in said(answer)
    assert not any(r in said(answer) for r in ("Good", "Inadequate", "improvement", "Outstanding"))
    assert answer.status != "answered"


def test_a_yes_or_no_question_about_a_lost_cell_gets_neither(ask: Ask) -> None:
    answer = ask("Was Dunmoor rated Good for leadership?")
    assert not any(s.text.startswith(("Yes", "No:")) for s in answer.statements)
    assert answer.status != "answered"


def test_two_inspections_are_two_facts(ask: Ask) -> None:
    answer = ask("What was North Ashford's score?")
    assert {(f.published[:7], f.value) for f in answer.facts} == {
        ("2022-06", "7/27"),
        ("2024-06", "4/21"),
    }


def test_scores_of_two_rounds_are_never_set_against_each_other(ask: Ask) -> None:
    answer = ask("What was North Ashford's score?")
    assert any("27" in note and "21" in note for note in answer.notes)


def test_a_date_binds_and_the_other_inspection_is_noted(ask: Ask) -> None:
    answer = ask("What was North Ashford's score in 2022?")
    assert values(answer) == {("2022", None, "score", "7/27")}
    assert any("June 2024" in note for note in answer.notes)


def test_now_means_the_newest_inspection_with_its_date(ask: Ask) -> None:
    answer = ask("What is North Ashford's score now?")
    assert values(answer) == {("2024", None, "score", "4/21")}
    assert "June 2024" in said(answer)


def test_a_date_that_is_not_held_names_those_that_are(ask: Ask) -> None:
    answer = ask("What was Ashford Vale rated in 2019?")
    assert (answer.status, answer.citations) == ("not_found", ())
    assert "2019" in said(answer) and "May 2024" in said(answer)


@pytest.mark.parametrize("place", ["Leeds", "Zebrastadt PDU"])
def test_a_place_that_is_not_held_is_said(ask: Ask, place: str) -> None:
    answer = ask(f"What was {place} rated?")
    assert (answer.status, answer.citations, answer.facts) == ("not_found", (), ())
    assert place.removesuffix(" PDU") in said(answer)


def test_one_known_and_one_unknown_place_are_half_an_answer(ask: Ask) -> None:
    answer = ask("What were Ashford Vale and Leeds rated for staffing?")
    assert answer.status == "partial"
    assert "Leeds" in said(answer)
    assert values(answer) >= {("2024", "staffing", "rating", "Requires improvement")}


def test_an_ambiguous_name_gets_all_its_few_readings(ask: Ask) -> None:
    answer = ask("What was Ashford's score?")
    assert {(f.subject, f.value) for f in answer.facts} == {
        ("Ashford Vale", "5/21"),
        ("North Ashford", "7/27"),
        ("North Ashford", "4/21"),
    }


def test_all_ratings_of_a_place_are_given(ask: Ask) -> None:
    answer = ask("What were the ratings of Ashford Vale?")
    assert answer.facts[0].measure == "overall_rating"
    assert {f.standard: f.number for f in answer.facts if f.measure == "rating"} == {
        "leadership": 2,
        "staffing": 1,
        "services": 1,
        "assessment": 0,
        "planning": 1,
        "implementation_and_delivery": 0,
        "reviewing": 0,
    }


def test_standards_with_a_rating_are_listed_all(ask: Ask) -> None:
    answer = ask("Which standards was Ashford Vale rated Inadequate for?")
    assert {f.standard for f in answer.facts} == {
        "assessment",
        "implementation_and_delivery",
        "reviewing",
    }


def test_no_standard_with_a_rating_is_shown_by_the_rows(ask: Ask) -> None:
    answer = ask("Which standards was Ashford Vale rated Outstanding for?")
    assert answer.status == "answered"
    assert len(answer.statements[0].citations) == 7


@pytest.mark.parametrize("question", ["How did Dunmoor do?", "overall rating for Dunmoor?"])
def test_a_score_beside_a_lost_rating_is_half_an_answer(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "partial"
    assert "2 out of 21" in answer.text


def test_a_lost_rating_alone_is_not_found(ask: Ask) -> None:
    assert ask("What was Dunmoor rated for leadership?").status == "not_found"


@pytest.mark.parametrize(
    "question",
    [
        "hiya, can you tell me how Ashford Vale got on? cheers",
        "tell me how Ashford Vale fared",
        "do you know how Ashford Vale was rated",
        "can you tell me what Ashford Vale got",
    ],
)
def test_chatty_wordings_get_the_rating(ask: Ask, question: str) -> None:
    assert "Ashford Vale was rated Requires improvement overall" in ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "can you tell me how new officers in Ashford Vale got on with mentors?",
        "tell me what people in Ashford Vale got from the allotment",
    ],
)
def test_how_somebody_else_got_on_is_no_rating(ask: Ask, question: str) -> None:
    assert "was rated" not in ask(question).text


def test_a_place_that_only_the_table_knows_can_be_asked_whether_it_is_good(ask: Ask) -> None:
    answer = ask("Is Dunmoor any good?")
    assert answer.status == "partial"
    assert "2 out of 21" in answer.text


def test_whether_a_place_without_a_report_is_good_at_something_is_its_rating(ask: Ask) -> None:
    answer = ask("Is Dunmoor any good at staffing?")
    assert "rating for staffing of Dunmoor" in answer.text
    assert not any(s.kind == "quote" for s in answer.statements)

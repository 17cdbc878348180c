from collections.abc import Callable

import pytest

from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]


def numbers(answer: Answer) -> list[float | None]:
    return [f.number for f in answer.facts if f.measure == "recommendation"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What were the recommendations for Ashford Vale?", [1, 2, 3, 4, 5]),
        ("What is recommendation 3 for Ashford Vale?", [3]),
        ("What was the last recommendation for Ashford Vale?", [5]),
        ("What recommendations were made to the region in Ashford Vale?", [4, 5]),
        ("What should HMPPS do for North Ashford?", [3]),
        ("What should Ashford Vale do about heating?", [3]),
        ("What was recommended about telephones?", [3]),
    ],
)
def test_the_recommendations_that_fit_are_given(
    ask: Ask, question: str, expected: list[int]
) -> None:
    answer = ask(question)
    assert numbers(answer) == expected
    assert answer.status == "answered"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Was Ashford Vale told to mend the heating?", [3]),
        ("Did inspectors say Ashford Vale should give new officers smaller caseloads?", [2]),
        ("Did the report say the region must fill posts in Ashford Vale?", [5]),
        ("Was Ashford Vale told to hire more officers abroad?", []),
        ("Did HMIP say Ashford Vale should buy a heating helicopter?", []),
    ],
)
def test_whether_something_was_recommended_takes_more_than_a_shared_word(
    ask: Ask, question: str, expected: list[int]
) -> None:
    answer = ask(question)
    assert numbers(answer) == expected
    assert answer.status == ("answered" if expected else "not_found")


def test_what_reports_think_should_be_done_is_a_finding_where_none_recommends_it(ask: Ask) -> None:
    answer = ask("Do inspectors think officers should sit beside an experienced colleague?")
    assert numbers(answer) == []
    assert "mentor scheme" in answer.text


def test_recommendations_are_verbatim_under_their_addressee(ask: Ask) -> None:
    answer = ask("What were the recommendations for Ashford Vale?")
    assert [s.text for s in answer.statements] == [f.value for f in answer.facts]
    assert {f.addressee for f in answer.facts} == {
        "Ashford Vale PDU",
        "Kent, Surrey and Sussex region",
    }
    assert all((f.addressee or "") in answer.text for f in answer.facts)


def test_a_choice_says_how_many_there_are_in_all(ask: Ask) -> None:
    assert any("5" in n for n in ask("What is recommendation 3 for Ashford Vale?").notes)


def test_a_count_of_recommendations_cites_each(ask: Ask) -> None:
    [statement] = ask("How many recommendations were made to Ashford Vale?").statements
    assert "5 recommendations" in statement.text
    assert len(statement.citations) == 5


def test_a_subject_that_no_recommendation_has_is_not_made_up(ask: Ask) -> None:
    answer = ask("What should Ashford Vale do about helicopters?")
    assert answer.status == "not_found"
    assert numbers(answer) == []


def test_a_place_without_a_report_has_none(ask: Ask) -> None:
    answer = ask("What are the recommendations for Dunmoor?")
    assert (answer.status, answer.citations) == ("not_found", ())


@pytest.mark.parametrize(
    "question",
    [
        "List all the recommendations in all reports",
        "List all recommendations",
        "show me every recommendation",
        "What recommendations are there?",
        "recommendations please",
    ],
)
def test_where_nothing_narrows_them_all_recommendations_are_listed(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert {f.subject for f in answer.facts} == {"Ashford Vale", "Melbury", "North Ashford"}
    assert len(numbers(answer)) == 9


def test_the_addressee_that_is_asked_about_binds_every_report(ask: Ask) -> None:
    for question in ("What were the national recommendations?", "recommendations to HMPPS"):
        answer = ask(question)
        assert {f.addressee for f in answer.facts} == {"HM Prison and Probation Service (HMPPS)"}


def test_an_addressee_that_a_report_does_not_have_is_said(ask: Ask) -> None:
    answer = ask("What should HMPPS do in Ashford Vale?")
    assert "none is addressed to HM Prison and Probation Service" in answer.text


def test_recommendations_of_two_places_stand_side_by_side(ask: Ask) -> None:
    question = "How do the recommendations for Ashford Vale differ from those for North Ashford?"
    answer = ask(question)
    assert answer.status == "answered"
    assert sorted(n or 0 for n in numbers(answer)) == [1, 1, 2, 2, 3, 3, 4, 5]


@pytest.mark.parametrize(
    "question",
    [
        "Have the recommendations for Ashford Vale been carried out?",
        "Is there an action plan from Ashford Vale in response to the inspection?",
        "Does anybody check whether recommendations are acted on?",
    ],
)
def test_what_became_of_recommendations_is_not_what_they_say(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "not_found"
    assert numbers(answer) == []


@pytest.mark.parametrize(
    "question",
    [
        "what happens to a PDU like Ashford Vale after getting a bottom rating",
        "What happens if a PDU fails its inspection?",
        "Does the Ashford Vale report mention Dunmoor?",
    ],
)
def test_only_a_sentence_on_the_very_thing_answers(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "not_found"
    assert answer.citations == ()

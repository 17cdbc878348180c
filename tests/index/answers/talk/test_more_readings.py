"""Follow-ups that check, compare, point and count: each as the question that it stands for."""

from collections.abc import Callable

import pytest

from index.models import Reply

pytestmark = pytest.mark.store

Talk = Callable[..., list[Reply]]
RATED = "What was Ashford Vale rated for staffing?"
SCORED = "What was Ashford Vale's score?"
COUNTED = "How many PDUs were rated Good for leadership?"
FOUND = "How many days were lost to sickness in Ashford Vale?"
TOLD = "What were the recommendations for Ashford Vale?"
SAFE = "What percentage did Ashford Vale get for keeping people safe in planning?"
DIVIDED = "How many PDUs had each rating for leadership?"


def read(talk: Talk, *turns: str) -> str:
    return talk(*turns)[-1].plan.standalone


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ((DIVIDED, "so they all got the same?"), DIVIDED),
        (
            (DIVIDED, "so nobody got Outstanding?"),
            "How many PDUs were rated Outstanding for leadership?",
        ),
        ((COUNTED, "was Dunmoor one of them?"), "Was Dunmoor rated Good for leadership?"),
        (("Which PDUs scored under 5?", "is Dunmoor on that list?"), "What did Dunmoor score?"),
    ],
)
def test_what_was_said_of_many_is_checked(
    talk: Talk, turns: tuple[str, ...], expected: str
) -> None:
    assert read(talk, *turns) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            (SCORED, "is that better than Dunmoor?"),
            "Is Ashford Vale's score higher than Dunmoor's?",
        ),
        ((SCORED, "is Dunmoor any worse?"), "Is Dunmoor's score lower than Ashford Vale's?"),
        (
            (SCORED, "and Dunmoor?", "when was it inspected?", "so Dunmoor did better?"),
            "Is Dunmoor's score higher than Ashford Vale's?",
        ),
        (
            (SAFE, "and engagement?", "which is lower?"),
            "Compare the percentages on keeping people safe and engagement for planning in "
            "Ashford Vale",
        ),
        (
            (RATED, "and planning?", "which is better?"),
            "Compare staffing and planning in Ashford Vale",
        ),
        (
            ("Compare Ashford Vale and Dunmoor", "and Melbury?"),
            "Compare Ashford Vale and Dunmoor and Melbury",
        ),
        (
            (TOLD, "and North Ashford?", "compare them"),
            "What were the recommendations for Ashford Vale and North Ashford?",
        ),
    ],
)
def test_what_was_spoken_of_stands_side_by_side(
    talk: Talk, turns: tuple[str, ...], expected: str
) -> None:
    assert read(talk, *turns) == expected


def test_findings_are_compared_by_their_subject_and_not_by_ratings(talk: Talk) -> None:
    *before, last = talk(FOUND, "and in North Ashford?", "compare them")
    quoted = [s.text for s in last.answer.statements if s.kind == "quote"]
    shown = [s.text for reply in before for s in reply.answer.statements if s.kind == "quote"]
    assert quoted
    assert set(quoted) <= set(shown)
    assert last.plan.standalone.startswith("Compare Ashford Vale and North Ashford: ")
    assert "sickness" in last.plan.search
    assert all(fact.measure != "rating" for fact in last.answer.facts)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            (RATED, "and the region?"),
            "What was Kent, Surrey and Sussex rated for staffing?",
        ),
        (
            (SCORED, "and its region, what was that rated overall?"),
            "and the Kent, Surrey and Sussex region, what was that rated overall?",
        ),
        (
            (SCORED, "and the region? overall rating I mean"),
            "What was Kent, Surrey and Sussex rated overall?",
        ),
        (
            (TOLD, "and the region?"),
            "What were the recommendations to the region for Ashford Vale?",
        ),
        (
            ("Which PDU scored lowest?", "which region are they in?"),
            "Which region are Dunmoor and Hexby and Upper Stoke in?",
        ),
    ],
)
def test_the_region_is_that_of_the_place(talk: Talk, turns: tuple[str, ...], expected: str) -> None:
    assert read(talk, *turns) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            (FOUND, "who should fix that?"),
            "What recommendations were made about days lost sickness for Ashford Vale?",
        ),
        (
            ("Who provides accommodation in Ashford Vale?", "and women's services?"),
            "Who provides women's services in Ashford Vale?",
        ),
        (
            ("Is there a crown court in Ashford Vale?", "and prisons?"),
            "Are there any prisons in Ashford Vale?",
        ),
        (
            ("How many officers were trained in Ashford Vale?", "and managers?"),
            "How many managers were trained in Ashford Vale?",
        ),
        (
            ("What went well in staffing at Ashford Vale?", "and what went wrong?"),
            "What went wrong in staffing at Ashford Vale?",
        ),
        (("How is a rating worked out?", "so what would 60 per cent be?"), "What rating would 60"),
        (
            ("How is a rating worked out?", "so what would 60 per cent be?", "and 80?"),
            "What rating would 80",
        ),
        (("What's the weather in Dunmoor?", "ok, what's its score then"), "what's Dunmoor's score"),
        ((RATED, "how was it rated then?"), "how was Ashford Vale rated then for staffing?"),
        ((RATED, "why only that?"), "Why was Ashford Vale rated as it was for staffing?"),
        (
            (RATED, "ok, then tell me about planning in Dunmoor"),
            "then tell me about planning in Dunmoor",
        ),
        (
            ("In the annual report, how is Ashford Vale led?", "in 2022?"),
            "how is Ashford Vale led in 2022?",
        ),
    ],
)
def test_one_thing_is_put_in_place_of_another(
    talk: Talk, turns: tuple[str, ...], expected: str
) -> None:
    assert read(talk, *turns).startswith(expected)


def test_the_points_that_name_something_are_picked_from_a_list(talk: Talk) -> None:
    told, picked = talk(TOLD, "which of those is about the heating?")
    about = [s.text for s in told.answer.statements if "heating" in s.text]
    quoted = [s.text for s in picked.answer.statements if s.kind == "quote"]
    assert about
    assert quoted[: len(about)] == about


@pytest.mark.parametrize(
    "question",
    [
        "Which PDU is worst?",
        "which pdu did best in 2024?",
        "and which was the worst pdu?",
        "Which PDU had the worst staffing?",
        "which PDU was rated Good for leadership?",
    ],
)
def test_a_superlative_over_units_is_over_all_of_them(talk: Talk, question: str) -> None:
    reply = talk("What was Ashford Vale rated for staffing?", question)[-1]
    assert reply.plan.places == ()
    assert reply.plan.intent == "table"


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("what was the PDU worst at?", "Ashford Vale"),
        ("how many officers does the PDU have?", "Ashford Vale"),
        ("which standard was worst?", "Ashford Vale"),
    ],
)
def test_the_unit_spoken_of_stays_where_it_is_meant(talk: Talk, question: str, place: str) -> None:
    reply = talk("What was Ashford Vale rated for staffing?", question)[-1]
    assert [p.name for p in reply.plan.places] == [place]


def test_which_of_two_stays_between_the_two(talk: Talk) -> None:
    reply = talk("Compare Ashford Vale and Dunmoor", "which of them did best?")[-1]
    assert {p.name for p in reply.plan.places} == {"Ashford Vale", "Dunmoor"}


def test_words_that_no_report_has_carry_no_place(talk: Talk) -> None:
    reply = talk("What did Ashford Vale score?", "purple monkey dishwasher")[-1]
    assert reply.answer.status == "not_found"
    assert "Ashford Vale" not in reply.answer.text
    pool = talk("What did Ashford Vale score?", "do they have a housing adviser?")[-1]
    assert [p.name for p in pool.plan.places] == ["Ashford Vale"]

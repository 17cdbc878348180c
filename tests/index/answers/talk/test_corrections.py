"""Corrections and second looks: each as the question that it stands for, or by what it finds."""

from collections.abc import Callable

import pytest

from index.answers.talk.pieces import Resolved
from index.answers.talk.widening import with_subject
from index.models import Reply, State

pytestmark = pytest.mark.store

Talk = Callable[..., list[Reply]]
RATED = "What was Ashford Vale rated for staffing?"
SCORED = "What was Ashford Vale's score in 2022?"
SAFE = "What percentage did Ashford Vale get for keeping people safe in planning?"
TOLD = "What were the recommendations for Ashford Vale?"
BEST = "Which PDU scored best?"


def read(talk: Talk, *turns: str) -> str:
    return talk(*turns)[-1].plan.standalone


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            (SCORED, "no, I meant the later one, October 2024"),
            "What was Ashford Vale's score in 2024-10?",
        ),
        ((SCORED, "and the later one?"), "What was Ashford Vale's score in the latest inspection?"),
        (
            ("How are the courts in Ashford Vale?", "what about Dunmoor, what do they do well?"),
            "What are the strengths of Dunmoor?",
        ),
        (
            (TOLD, "sorry, I meant Dunmoor, the ones aimed at the region"),
            "What were the recommendations to the region for Dunmoor?",
        ),
        (
            (TOLD, "just the ones about domestic abuse"),
            "What were the recommendations about domestic abuse for Ashford Vale?",
        ),
    ],
)
def test_a_correction_changes_what_it_names_and_nothing_else(
    talk: Talk, turns: tuple[str, ...], expected: str
) -> None:
    assert read(talk, *turns) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            (
                "What is Ashford Vale's score?",
                "and Dunmoor's",
                "and Melbury's",
                "which of the three is lowest?",
            ),
            "Compare Ashford Vale and Dunmoor and Melbury on score",
        ),
        (
            (SAFE, "and for Dunmoor?", "what's the gap between them?"),
            "Compare Ashford Vale and Dunmoor on planning and keeping people safe (percentage)",
        ),
        ((RATED, "and the other standards?"), "How was Ashford Vale rated for each standard?"),
        (
            (SAFE, "and across the other three standards?"),
            "What percentage did Ashford Vale get on keeping people safe?",
        ),
        (
            ("Compare Ashford Vale and Dunmoor on planning", "why was Dunmoor so low?"),
            "Why was Dunmoor rated as it was for planning?",
        ),
        (
            ("How is the reception in Ashford Vale?", "is it the same story in Dunmoor?"),
            "How is the reception in Dunmoor?",
        ),
    ],
)
def test_what_was_given_is_set_beside_the_rest(
    talk: Talk, turns: tuple[str, ...], expected: str
) -> None:
    assert read(talk, *turns) == expected


def test_the_next_of_a_ranking_is_the_next_value(talk: Talk) -> None:
    table = talk(BEST, "and second?")[-1].plan.table
    assert table is not None
    assert (table.aggregate, table.nth) == ("highest", 2)
    third = talk(BEST, "and second?", "and the next?")[-1].plan.table
    assert third is not None
    assert third.nth == 3


@pytest.mark.parametrize("word", ["good", "GOOD?", "Good"])
def test_a_bare_rating_takes_the_place_of_another(talk: Talk, word: str) -> None:
    table = talk("How many PDUs were rated Inadequate for staffing?", f"and {word}")[-1].plan.table
    assert table is not None
    assert (table.ratings, table.standards) == (("Good",), ("staffing",))


def test_rows_just_listed_are_counted_by_score_and_by_rating(talk: Talk) -> None:
    listed = "Which PDUs were inspected?"
    scored = talk(listed, "how many of them scored four?")[-1].plan.table
    rated = talk(listed, "how many of them were Inadequate?")[-1].plan.table
    assert scored is not None and rated is not None
    assert [(c.operator, c.number) for c in scored.conditions] == [("eq", 4)]
    assert scored.aggregate == rated.aggregate == "count"
    assert (rated.measure, rated.ratings) == ("overall_rating", ("Inadequate",))


@pytest.mark.parametrize(
    "opening", ["never mind that. ", "forget it - ", "Different question: ", "moving on, "]
)
def test_what_follows_a_new_beginning_stands_alone(talk: Talk, opening: str) -> None:
    question = "how good is unpaid work nationally?"
    assert read(talk, RATED, f"{opening}{question}") == question


def test_of_them_is_of_the_people_counted(talk: Talk) -> None:
    asked = "How many people did inspectors survey in Ashford Vale?"
    read_as = read(talk, asked, "how many of them were women?")
    assert read_as.startswith("how many of the people were women")


WIDE = State(
    question="How is domestic abuse handled in Dunmoor?",
    intent="finding",
    topic="How is domestic abuse handled?",
    places=("Dunmoor",),
)


def test_a_second_look_names_the_subject_before(talk: Talk) -> None:
    plan = talk("do they do the checks in time in Dunmoor?")[-1].plan
    asked = Resolved("do they do the checks in time in Dunmoor?", state=WIDE)
    wider = with_subject(asked, plan)
    assert wider is not None
    assert (
        wider.standalone == "do they do the checks in time in Dunmoor, on domestic abuse handled?"
    )
    assert with_subject(asked._replace(act="more"), plan) is None
    elsewhere = WIDE.model_copy(update={"places": ("Melbury",)})
    assert with_subject(asked._replace(state=elsewhere), plan) is None
    of_table = WIDE.model_copy(update={"intent": "table"})
    assert with_subject(asked._replace(state=of_table), plan) is None


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            ("How is the reception in Ashford Vale?", "is that mentioned in the recommendations?"),
            "What recommendations were made about reception for Ashford Vale?",
        ),
        (
            ("How is the reception in Ashford Vale?", "especially in Dunmoor"),
            "How is the reception in Dunmoor?",
        ),
        (
            ("What did Ashford Vale get for staffing?", "who else did as badly?"),
            "Which PDUs were rated Requires improvement for staffing?",
        ),
    ],
)
def test_everyday_words_lead_on(talk: Talk, turns: tuple[str, ...], expected: str) -> None:
    assert read(talk, *turns) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            (
                "What did people on probation in Ashford Vale say to their own survey?",
                "did they feel safe there?",
            ),
            "did people on probation feel safe in Ashford Vale?",
        ),
        (
            ("What did you find on court reports in Ashford Vale?", "and nationally?"),
            "What about court reports nationally?",
        ),
    ],
)
def test_people_feel_and_court_reports_are_a_subject(
    talk: Talk, turns: tuple[str, ...], expected: str
) -> None:
    assert read(talk, *turns) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            (SAFE, "and for Dunmoor?", "how far apart are they?"),
            "Compare Ashford Vale and Dunmoor on planning and keeping people safe (percentage)",
        ),
        (
            (
                "What is Ashford Vale's score?",
                "and Dunmoor's",
                "and Melbury's",
                "so out of them all, who scored least?",
            ),
            "Compare Ashford Vale and Dunmoor and Melbury on score",
        ),
        (
            ("How is the reception in Ashford Vale?", "is the same true in Dunmoor?"),
            "How is the reception in Dunmoor?",
        ),
    ],
)
def test_several_are_set_side_by_side_however_it_is_asked(
    talk: Talk, turns: tuple[str, ...], expected: str
) -> None:
    assert read(talk, *turns) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            ("Ashford Vale's rating for 2.2?", "and the desistance percentage for that one?"),
            "What percentage did Ashford Vale get on desistance for 2.2?",
        ),
        (
            ("What did Ashford Vale get for planning?", "what percentage is that based on?"),
            "What were the key question percentages for planning in Ashford Vale?",
        ),
        (
            (SAFE, "and engagement?", "so which of the three questions came out weakest?"),
            "Which key question was weakest for planning in Ashford Vale?",
        ),
        (
            ("Which PDU scored best?", "which region is that one in?"),
            "Which region is Ashford Vale in?",
        ),
    ],
)
def test_key_questions_and_regions_are_asked_of_what_was_shown(
    talk: Talk, turns: tuple[str, ...], expected: str
) -> None:
    assert read(talk, *turns) == expected

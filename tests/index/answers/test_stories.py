import pytest

from index.answers.stories import leans, without_story

QUESTION = "what was Leeds rated for staffing?"


@pytest.mark.parametrize(
    "said",
    [
        "I'm seeing the minister on Monday and need this. {}",
        "Hi, I'm new here, sorry if this is a daft question but {}",
        "Quick one for the board paper: {}",
        "my boss has just asked me - {}",
        "I'm a head of PDU preparing for my own inspection. {}",
        "As a journalist, {}",
        "Ahead of tomorrow's briefing, {}",
        "{} Thanks in advance, that would really help me.",
        "{} I need it by noon.",
        "Sorry to bother you; {} Many thanks",
    ],
)
def test_what_is_told_beside_a_question_is_left_out(said: str) -> None:
    assert without_story(said.format(QUESTION)) == QUESTION


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "I'm seeing the minister and need the scores for Leeds and York",
            "the scores for Leeds and York",
        ),
        ("my boss wants to know how many vacancies Leeds had", "how many vacancies Leeds had"),
    ],
)
def test_a_story_may_go_over_into_the_question(text: str, question: str) -> None:
    assert without_story(text) == question


@pytest.mark.parametrize(
    "text",
    [
        "I read that sixteen PDUs were Inadequate. Why so many?",
        "I heard Sheffield was Outstanding for staffing - is that right?",
        "We're doing a piece on staff sickness about women. Which PDUs said anything about it?",
        "As the worst scorer of the 24, what went wrong in Wakefield?",
        "Right to work checks at Brighton?",
        "I want to compare Leeds and Sheffield, and I need the dates",
        "For planning in Leeds, how big is the gap between engagement and safety?",
    ],
)
def test_what_a_question_leans_on_or_takes_for_granted_stays(text: str) -> None:
    assert without_story(text) == text


def test_a_bare_why_leans_on_what_was_said() -> None:
    assert leans("Why so many?")
    assert not leans(QUESTION)

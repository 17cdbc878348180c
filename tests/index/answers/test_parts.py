import pytest

from index.answers.assistant import Assistant
from index.answers.parts import parts_of
from index.answers.plan import plan_question
from index.models import QuestionPlan


def parts(assistant: Assistant, text: str) -> tuple[str, ...]:
    knowledge = assistant.knowledge()

    def plan(part: str) -> QuestionPlan:
        return plan_question(part, part, knowledge.names, knowledge.schemes)

    return parts_of(text, knowledge.names, plan)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "How many staff are off sick in Ashford Vale and what do managers do about it?",
            (
                "How many staff are off sick in Ashford Vale?",
                "what do managers do about staff off sick in Ashford Vale?",
            ),
        ),
        (
            "What did Ashford Vale get for leadership and how do people travel to the offices?",
            (
                "What did Ashford Vale get for leadership?",
                "how do people travel to the offices in Ashford Vale?",
            ),
        ),
        (
            "What did Ashford Vale score and which PDUs are Inadequate?",
            ("What did Ashford Vale score?", "which PDUs are Inadequate?"),
        ),
        (
            "How did Ashford Vale do and which PDU got the highest score?",
            ("How did Ashford Vale do?", "which PDU got the highest score?"),
        ),
        (
            "Which PDUs are Inadequate and what did Ashford Vale score?",
            ("Which PDUs are Inadequate?", "what did Ashford Vale score?"),
        ),
        (
            "What did Ashford Vale score, and which regions did worst?",
            ("What did Ashford Vale score?", "which regions did worst?"),
        ),
        (
            "What did Ashford Vale score and what did it do well?",
            ("What did Ashford Vale score?", "what did it do well in Ashford Vale?"),
        ),
        (
            "When was Ashford Vale inspected and which areas need to improve?",
            ("When was Ashford Vale inspected?", "which areas need to improve in Ashford Vale?"),
        ),
        (
            "What was the sickness rate in Ashford Vale and why was it so high?",
            (
                "What was the sickness rate in Ashford Vale?",
                "why was the sickness so high in Ashford Vale?",
            ),
        ),
        (
            "in Ashford Vale are homes found and do managers visit the hostels?",
            ("in Ashford Vale are homes found?", "do managers visit the hostels in Ashford Vale?"),
        ),
        (
            "When did the heating in Tillford break and how many PDUs have been inspected?",
            ("When did the heating in Tillford break?", "how many PDUs have been inspected?"),
        ),
    ],
)
def test_two_questions_are_parted_and_each_stands_alone(
    assistant: Assistant, text: str, asked: tuple[str, ...]
) -> None:
    assert parts(assistant, text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "What was Ashford Vale rated for staffing and why?",
        "What was good and what was bad in Ashford Vale?",
        "Which PDUs scored highest and which scored lowest?",
        "How did staffing and leadership do in Ashford Vale?",
        "What was Ashford Vale's score and how many PDUs scored the same?",
    ],
)
def test_one_question_stays_one(assistant: Assistant, text: str) -> None:
    assert parts(assistant, text) == (text,)


def test_both_parts_are_answered_with_their_own_citations(assistant: Assistant) -> None:
    reply = assistant.ask(
        "What was Ashford Vale rated for leadership and what was its composite score?"
    )
    numbers = [c.id for c in reply.answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {f.measure for f in reply.answer.facts} >= {"rating", "score"}
    assert len(reply.conversation.turns) == 1
    assert all(set(s.citations) <= set(numbers) for s in reply.answer.statements)


def test_a_part_without_an_answer_is_named(assistant: Assistant) -> None:
    reply = assistant.ask(
        "What was Ashford Vale rated for leadership and who manages sickness in Glasgow?"
    )
    assert reply.answer.status == "partial"
    assert "who manages sickness in Glasgow" in reply.answer.text


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "Which PDU scored highest and what did it do well?",
            ("Which PDU scored highest?", "what did it do well?"),
        ),
        ("Which PDU scored lowest and why?", ("Which PDU scored lowest?", "why?")),
    ],
)
def test_a_choice_from_the_table_and_a_question_about_it_are_parted(
    assistant: Assistant, text: str, asked: tuple[str, ...]
) -> None:
    assert parts(assistant, text) == asked


def test_what_the_first_part_chose_is_what_the_second_is_about(assistant: Assistant) -> None:
    reply = assistant.ask("Which PDU scored highest and what did it do well?")
    assert "Ashford Vale (May 2024): strengths" in reply.answer.text.replace("\\", "")


def test_the_reason_of_a_rating_stays_with_what_is_rated(assistant: Assistant) -> None:
    text = "What is wrong with unpaid work and why is it rated Inadequate?"
    assert not any("why is the" in part for part in parts(assistant, text))

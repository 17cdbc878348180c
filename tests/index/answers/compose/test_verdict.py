from collections.abc import Callable

import pytest

from index.answers.compose.verdict import verdict
from index.models import Answer


@pytest.mark.parametrize(
    ("question", "subject", "sentence", "given"),
    [
        (
            "Are workloads manageable?",
            "workloads manageable",
            "Overall, officers' workloads were not manageable.",
            "No",
        ),
        (
            "Are leaders visible?",
            "leaders visible",
            "All leaders were sufficiently visible and kind.",
            "Yes",
        ),
        (
            "Is oversight effective?",
            "oversight effective",
            "However, oversight was absent or ineffective.",
            "No",
        ),
        (
            "Is there a staff forum?",
            "staff forum",
            "A staff forum was in place and used well.",
            "Yes",
        ),
        ("Is there a prison?", "prison", "There are no prisons within the area of the unit.", "No"),
        (
            "Do staff receive regular supervision?",
            "staff receive regular supervision",
            "Almost all officers were receiving regular supervision.",
            "Yes",
        ),
    ],
)
def test_what_is_plainly_said_is_a_yes_or_a_no(
    question: str, subject: str, sentence: str, given: str
) -> None:
    assert verdict(question, subject, sentence) == given


@pytest.mark.parametrize(
    ("question", "subject", "sentence"),
    [
        (
            "Are workloads manageable?",
            "workloads manageable",
            "Workloads were manageable in half of the teams.",
        ),
        (
            "Are workloads manageable?",
            "workloads manageable",
            "The workloads of managers were manageable, but not those of officers.",
        ),
        (
            "Are workloads manageable?",
            "workloads manageable",
            "Workloads of trainees in court were manageable.",
        ),
        (
            "Are workloads manageable?",
            "workloads manageable",
            "Workloads were not always manageable.",
        ),
        ("Are workloads manageable?", "workloads manageable", "Most workloads were manageable."),
        (
            "Is there a framework?",
            "framework",
            "There was no framework for reviewing the hardest cases.",
        ),
        (
            "Is there a women's group?",
            "women group",
            "A women's group had previously been in place.",
        ),
        ("Is there a court team?", "court team", "There are no Crown Courts in the area."),
        ("Do staff feel safe?", "staff feel safe", "People on probation felt safe with staff."),
        ("Do officers make checks?", "officers make checks", "Officers were good at many things."),
        ("Why are workloads manageable?", "workloads manageable", "Workloads were manageable."),
    ],
)
def test_what_could_mislead_gets_neither(question: str, subject: str, sentence: str) -> None:
    assert verdict(question, subject, sentence) is None


@pytest.mark.store
def test_without_a_plain_sentence_no_verdict_opens_the_answer(ask: Callable[..., Answer]) -> None:
    answer = ask("Is sickness high in North Ashford?")
    assert not answer.statements[0].text.startswith(("Yes", "No:"))


@pytest.mark.store
def test_a_verdict_opens_the_answer_and_cites_its_sentence(ask: Callable[..., Answer]) -> None:
    answer = ask("Are reports to the court short in North Ashford?")
    first, second = answer.statements[:2]
    assert first.text == "Yes: the report on North Ashford says that it is so."
    assert first.citations == second.citations
    assert second.text.startswith("Reports to the court were short")

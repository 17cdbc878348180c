"""One place beside the nation on one subject."""

from collections.abc import Callable

import pytest

from index.models import Answer, Reply

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]
Talk = Callable[..., list[Reply]]


@pytest.mark.parametrize(
    "question",
    [
        "Compare sickness in Ashford Vale and nationally",
        "How do days lost to sickness in Ashford Vale compare with the national picture?",
        "Is sickness worse in Ashford Vale than across the country?",
    ],
)
def test_both_are_quoted_under_their_names(ask: Ask, question: str) -> None:
    answer = ask(question)
    quoted = {c.report.id for c in answer.citations}
    assert answer.status == "answered"
    assert {"annual-report-2024", "ashford-vale-2024-05"} <= quoted
    assert answer.text.index("Ashford Vale") < answer.text.index("England and Wales")


def test_what_only_one_side_says_is_half_an_answer(ask: Ask) -> None:
    answer = ask("Compare the unpaid work van in Ashford Vale and nationally")
    assert answer.status == "partial"
    assert "The nearest" in answer.text.split("England and Wales")[1]


def test_a_look_at_the_nation_is_set_beside_the_place(talk: Talk) -> None:
    *_, last = talk("How is sickness in Ashford Vale?", "and nationally?", "compare the two")
    assert last.plan.standalone.startswith("Compare sickness in Ashford Vale and nationally")
    assert len({c.report.id for c in last.answer.citations}) == 2


def test_ratings_are_left_to_the_table(ask: Ask) -> None:
    answer = ask("How does Ashford Vale's score compare nationally?")
    assert "England and Wales" not in answer.text
    assert answer.facts

from collections.abc import Callable

import pytest

from index.models import Reply

pytestmark = pytest.mark.store

Talk = Callable[..., list[Reply]]


@pytest.mark.parametrize(
    ("question", "dates"),
    [
        ("What did the 2019 inspection of Ashford Vale find about staffing?", ("2019",)),
        ("What was found about staffing in Ashford Vale in 2019?", ("2019",)),
        ("What was found about staffing in Ashford Vale in May 2024?", ("2024-05",)),
    ],
)
def test_a_date_of_an_inspection_asked_about_stays_a_limit(
    talk: Talk, question: str, dates: tuple[str, ...]
) -> None:
    [reply] = talk(question)
    assert reply.plan.dates == dates


def test_an_inspection_that_is_not_held_is_said_to_be_missing(talk: Talk) -> None:
    [reply] = talk("What did the 2019 inspection of Ashford Vale find about staffing?")
    assert reply.answer.status == "not_found"
    assert "2019" in reply.answer.text


def test_a_date_that_only_the_texts_speak_of_is_looked_for(talk: Talk) -> None:
    [reply] = talk("What have leaders done about housing since April 2022?")
    assert reply.plan.dates == ()
    assert "April 2022" in reply.plan.search

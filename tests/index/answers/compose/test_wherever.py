from collections.abc import Callable

import pytest

from index.answers.compose.request import Request
from index.answers.compose.wherever import compose_wherever

pytestmark = pytest.mark.store
Named = Callable[..., Request]


def test_each_report_that_names_the_whole_subject_has_its_say(request_for: Named) -> None:
    request = request_for("housing adviser")
    assert compose_wherever(request) == "answered"
    answer = request.build.build("", "", "answered")
    assert "Ashford Vale (May 2024)" in answer.text
    assert "North Ashford (June 2022)" in answer.text
    assert all("housing adviser" in s.text for s in answer.statements if s.kind == "quote")


def test_who_says_nothing_is_named(request_for: Named) -> None:
    request = request_for("unpaid work van")
    assert compose_wherever(request) == "answered"
    assert "Nothing on this was found for" in request.build.statements[-1].text


@pytest.mark.parametrize(
    "question",
    [
        "van",
        "unpaid work boat",
        "did the unpaid work van break down often on third Saturdays in spring",
    ],
)
def test_a_part_of_the_subject_or_a_long_question_is_left_alone(
    request_for: Named, question: str
) -> None:
    assert compose_wherever(request_for(question)) == "not_found"

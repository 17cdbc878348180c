from collections.abc import Callable

import pytest

from index.answers.compose.figure import TIME, share_of_what
from index.answers.compose.request import Request
from index.models import Answer

pytestmark = pytest.mark.store
Ask = Callable[..., Answer]
Named = Callable[..., Request]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The wait was about three months.", True),
        ("Enquiries were delayed.", True),
        ("Half of them finished.", False),
    ],
)
def test_how_long_something_takes_is_told_by_a_time(text: str, told: bool) -> None:
    assert bool(TIME.search(text)) is told


def test_a_share_of_the_thing_is_no_average_of_it(request_for: Named) -> None:
    share = share_of_what(request_for("What is the average caseload in Ashford Vale?"))
    assert share is not None
    assert share.search("Twenty per cent of the caseload are women.")
    assert not share.search("Each officer had an average caseload of 40.")
    assert share_of_what(request_for("How many women are on the caseload?")) is None


def test_a_time_that_something_was_counted_over_is_no_length_of_it(ask: Ask) -> None:
    answer = ask("How long do people wait for the allotment project in Ashford Vale?")
    assert answer.status == "not_found"

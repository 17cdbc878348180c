from collections.abc import Callable

import pytest

from index.answers.compose.providers import asks_providers
from index.answers.compose.request import Request

pytestmark = pytest.mark.store

Named = Callable[..., Request]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Who provides help with housing?", True),
        ("Which charity runs the mentoring?", True),
        ("Name the provider of debt advice", True),
        ("What support is there for women?", False),
        ("What does the unit do for people on drugs?", False),
        ("Which services were offered to women?", False),
    ],
)
def test_a_body_is_asked_for_not_a_service(question: str, asked: bool, request_for: Named) -> None:
    assert asks_providers(request_for(question)) == asked

from collections.abc import Callable

import pytest

from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    ("question", "shares"),
    [
        ("What percentage of Ashford Vale cases kept people safe in assessment?", {33}),
        ("What percentage of cases were sufficient in planning in North Ashford?", {51, 49, 44}),
        ("What were the key question percentages for reviewing in Ashford Vale?", {61, 58, 45}),
        ("What percentage of court work was sufficient in North Ashford?", {57}),
    ],
)  # fmt: skip
def test_the_percentages_asked_for_are_given_all(ask: Ask, question: str, shares: set[int]) -> None:
    answer = ask(question)
    assert {f.number for f in answer.facts} == shares
    assert {(f.measure, f.unit) for f in answer.facts} == {("key_question", "percent")}
    assert all(f"{share}%" in answer.text for share in shares)
    assert answer.status == "answered"


def test_a_place_without_percentages_is_said(ask: Ask) -> None:
    answer = ask("What percentage of cases were sufficient in planning in Dunmoor?")
    assert (answer.status, answer.facts) == ("not_found", ())

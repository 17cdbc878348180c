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


@pytest.mark.parametrize(
    "question",
    [
        "How many cases were inspected?",
        "How many cases were looked at in each report?",
        "How many case files were read in Ashford Vale and how many in North Ashford?",
    ],
)
def test_the_cases_looked_at_are_counted_for_each_report(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "Ashford Vale (May 2024)\\: 40 cases" in answer.text
    assert "North Ashford (June 2022)\\: 52 cases" in answer.text


def test_a_period_is_said_in_the_sentence_that_counts_the_cases(ask: Ask) -> None:
    answer = ask("How many cases did they look at in Ashford Vale and over what period?")
    assert [s.text for s in answer.statements if s.kind == "quote"] == ["We inspected 40 cases."]

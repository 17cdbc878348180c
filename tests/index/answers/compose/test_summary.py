from collections.abc import Callable

import pytest

from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]


def quotes(answer: Answer) -> list[str]:
    return [s.text for s in answer.statements if s.kind == "quote"]


def test_a_summary_gives_ratings_strengths_and_criticism(ask: Ask) -> None:
    answer = ask("Summarise the report on Ashford Vale")
    assert {f.measure for f in answer.facts} >= {"overall_rating", "score"}
    assert any("walked the floor" in q for q in quotes(answer))
    assert any("Areas for improvement" in c.section[-1] for c in answer.citations)
    assert answer.status == "answered"
    assert len(answer.text.split()) <= 160


def test_a_summary_in_a_line_is_one_statement(ask: Ask) -> None:
    answer = ask("Give me a one-line summary of the report on Ashford Vale")
    assert len(answer.statements) == 1
    assert {"overall_rating", "score", "rating"} <= {f.measure for f in answer.facts}


def test_a_summary_of_a_standard_stays_with_it(ask: Ask) -> None:
    answer = ask("Summarise staffing in Ashford Vale")
    assert {c.standard for c in answer.citations} == {"staffing"}


def test_a_place_that_only_a_table_names_gets_half_a_summary(ask: Ask) -> None:
    answer = ask("Tell me about Dunmoor")
    assert answer.status == "partial"
    assert ("score", "2/21") in {(f.measure, f.value) for f in answer.facts}
    assert quotes(answer) == []


def test_a_summary_of_a_digest_says_that_it_is_ours(ask: Ask) -> None:
    answer = ask("Summarise the report on Melbury")
    assert quotes(answer) and "“" not in answer.text
    assert answer.statements[-1].kind == "fixed"

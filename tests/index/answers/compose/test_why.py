from collections.abc import Callable

import pytest

from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]


def said(answer: Answer) -> str:
    return " ".join(s.text for s in answer.statements)


def test_the_rating_the_lowest_percentage_and_the_reasons_are_given(ask: Ask) -> None:
    answer = ask("Why was Ashford Vale rated Inadequate for assessment?")
    assert {(f.measure, f.value) for f in answer.facts} >= {
        ("rating", "Inadequate"),
        ("key_question", "33%"),
    }
    assert "60%" not in said(answer) and "58%" not in said(answer)
    assert "because" in said(answer)
    assert answer.status == "answered"
    assert len(answer.statements[0].citations) == 3


def test_a_low_rating_is_explained_by_criticism_and_a_high_one_by_praise(ask: Ask) -> None:
    low = said(ask("Why was Ashford Vale rated Requires improvement for staffing?"))
    high = said(ask("Why was Ashford Vale rated Good for leadership?"))
    assert "17 days" in low and "mentor" not in low
    assert "walked the floor" in high and "without the council" not in high


def test_the_overall_rating_is_explained_by_the_foreword_and_the_lowest_standards(
    ask: Ask,
) -> None:
    answer = ask("Why was Ashford Vale rated Requires improvement overall?")
    assert "good leaders had not yet lifted" in said(answer)
    assert {f.standard for f in answer.facts if f.value == "Inadequate"} == {
        "assessment",
        "implementation_and_delivery",
        "reviewing",
    }


def test_without_the_report_the_reason_is_not_known(ask: Ask) -> None:
    answer = ask("Why did Dunmoor get its score?")
    assert answer.status in {"partial", "not_found"}
    assert not any(s.kind == "quote" for s in answer.statements)


def test_reasons_come_from_the_standards_own_section(ask: Ask) -> None:
    answer = ask("Why was Ashford Vale rated Requires improvement for planning?")
    assert "Few plans" in said(answer) and "named the days" not in said(answer)
    quoted = [c for c in answer.citations if c.standard]
    assert {c.standard for c in quoted} == {"planning"}

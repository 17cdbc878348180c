from collections.abc import Callable

import pytest

from index.answers.compose.phrases import FROM_DIGEST
from index.models import Answer, Filters

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]


def test_an_answer_from_a_digest_says_that_it_is_ours(ask: Ask) -> None:
    answer = ask("What does Melbury need to improve?")
    assert {c.report.edition for c in answer.citations} == {"digest"}
    assert FROM_DIGEST in [s.text for s in answer.statements if s.kind == "fixed"]
    assert "“" not in answer.text


def test_an_answer_from_published_reports_does_not(ask: Ask) -> None:
    answer = ask("What does Ashford Vale need to improve?")
    assert FROM_DIGEST not in [s.text for s in answer.statements]
    assert "“" in answer.text


def test_a_doubt_about_a_cited_place_is_noted(ask: Ask) -> None:
    answer = ask("When was the fieldwork in Ashford Vale?")
    assert {f.value for f in answer.facts} == {"2024-03", "2023-03-04"}
    assert any("March 2024" in note and "4 March 2023" in note for note in answer.notes)


def test_a_doubt_about_another_place_is_not(ask: Ask) -> None:
    assert ask("What was Ashford Vale rated for staffing?").notes == ()


def test_a_repaired_name_is_noted(ask: Ask) -> None:
    notes = ask("What was Dunmor rated for services?").notes
    assert any("Dunmor" in note and "Dunmoor" in note for note in notes)


def test_filters_are_noted(ask: Ask) -> None:
    notes = ask("Which PDUs scored 4?", Filters(places=("Melbury",))).notes
    assert any("Melbury" in note for note in notes)

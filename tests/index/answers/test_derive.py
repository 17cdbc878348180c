from collections.abc import Callable

import pytest

from index.answers.knowledge import Knowledge
from index.models import Answer
from index.ratings.derive import BY_COUNT

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]


def test_a_count_of_every_row_forces_the_lost_cell(knowledge: Knowledge) -> None:
    [row] = knowledge.table.of(knowledge.names.places["Dunmoor"])
    derived = row.cell("rating", "services")
    assert derived is not None
    assert (derived.value, derived.number, derived.derived) == ("Requires improvement", 1, True)
    assert derived.rule == BY_COUNT
    assert [s.report for s in derived.also] == ["annual-report-2024"]


def test_an_open_cell_stays_not_legible(knowledge: Knowledge) -> None:
    [row] = knowledge.table.of(knowledge.names.places["Dunmoor"])
    cell = row.cell("rating", "leadership")
    assert cell is not None and (cell.cell, cell.value) == ("not_legible", None)


def test_an_answer_says_that_a_rating_is_derived_and_by_which_rule(ask: Ask) -> None:
    answer = ask("What was Dunmoor rated for services?")
    [fact] = answer.facts
    assert (fact.value, fact.derived) == ("Requires improvement", True)
    assert fact.rule and fact.rule in answer.statements[0].text
    assert len(fact.citations) == 2


def test_a_rating_that_the_report_itself_gives_is_not_derived(ask: Ask) -> None:
    [fact] = ask("What was Ashford Vale rated for services?").facts
    assert (fact.value, fact.derived, fact.rule) == ("Requires improvement", False, None)

"""The account of an answer: what was searched, weighed, quoted and left out."""

from collections.abc import Callable

import pytest

from index.models import Reply

pytestmark = pytest.mark.store

Talk = Callable[..., list[Reply]]


def test_each_statement_has_its_reason(talk: Talk) -> None:
    [reply] = talk("What did inspectors say about the unpaid work van in Ashford Vale?")
    account = reply.account
    assert [r.text for r in account.reasons] == [s.text for s in reply.answer.statements]
    assert "sentences for" in account.reasons[0].why


def test_candidates_carry_score_parts_and_the_reason_of_the_rejected(talk: Talk) -> None:
    [reply] = talk("How many days were lost to sickness in Ashford Vale?")
    [search] = reply.account.searches
    assert search.place == "Ashford Vale"
    assert "ashford-vale-2024-05" in search.reports
    quoted = [c for c in search.candidates if c.decision == "quoted"]
    left = [c for c in search.candidates if c.decision == "left out"]
    assert "17 days" in quoted[0].text
    assert quoted[0].parts["meaning"] > 0
    assert left and all(c.reason for c in left)
    assert search.sentences >= len(search.candidates)


def test_a_cell_of_the_table_says_where_it_was_read(talk: Talk) -> None:
    [reply] = talk("What was Ashford Vale rated for planning?")
    assert reply.account.searches == ()
    assert reply.account.rows == 1
    assert reply.account.reasons[0].why.startswith("the rating for planning of Ashford Vale")


def test_what_was_taken_over_is_told_with_the_answer(talk: Talk) -> None:
    first, second = talk("What was Ashford Vale rated for planning?", "and staffing?")
    assert first.taken_over.question == ""
    assert second.taken_over == first.conversation.state

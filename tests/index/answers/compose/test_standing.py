from collections.abc import Callable

import pytest

from index.models import Answer

pytestmark = pytest.mark.store

Ask = Callable[..., Answer]


def last_fact(answer: Answer) -> str:
    return [s.text for s in answer.statements if s.kind == "fact"][-1]


def test_a_standard_is_decided_by_its_ratings_whatever_the_round(ask: Ask) -> None:
    answer = ask("Is assessment better in Ashford Vale or Melbury?")
    assert last_fact(answer) == "Both have the same rating for assessment."


def test_of_several_places_the_highest_and_the_lowest_are_named(ask: Ask) -> None:
    answer = ask("Compare the scores of Ashford Vale, Melbury and Dunmoor")
    assert "Ashford Vale" in answer.text and "Dunmoor" in answer.text

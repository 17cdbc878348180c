"""Which values follow from facts for a question of analysis, and which do not."""

import pytest

from evals.analysis import analyse
from evals.models import ExpectedFact, Pair

SCORES = [
    ExpectedFact(
        subject=place, region=region, published=date, measure="score", number=number, out_of=21
    )
    for place, region, date, number in (
        ("Arden", "Northern", "2024-10-10", 3),
        ("Arden", "Northern", "2024-10", 3),
        ("Bray", "Northern", "2024-02-22", 6),
        ("Cole", "Southern", "2024-08-01", 5),
    )
]


def values(question, kind="statistic", **fields):
    pair = Pair.model_validate({"id": "a", "kind": kind, "turns": [question]} | fields)
    return analyse(pair, SCORES)


@pytest.mark.parametrize(
    ("question", "value", "follows"),
    [
        ("What do they add up to?", 14, True),
        ("What do they add up to?", 17, False),
        ("What share of the Northern ones scored 3?", 50, True),
        ("What is the mean in each region?", 4.5, True),
        ("How far apart are they?", 3, True),
        ("What share scored more than 5?", 1, True),
        ("What is the mean?", 4.4, False),
    ],
)
def test_values_follow_from_the_facts_in_groups(question, value, follows):
    assert any(abs(value - found) < 0.01 for found in values(question)) is follows


def test_another_wording_narrows_as_the_question_does():
    assert 4.75 not in values("And the mean?")
    assert 50.0 in values("Up north?", paraphrases=["What share of the Northern region scored 3?"])


def test_the_difference_of_two_of_its_own_facts_follows():
    facts = [{"subject": "Arden", "number": 73}, {"subject": "Bray", "number": 28}]
    assert 45.0 in values("Arden or Bray?", facts=facts)


def test_a_list_gets_how_many_there_are_and_of_how_many_places():
    facts = [{"subject": "Arden", "number": 73}, {"subject": "Bray", "number": 28}]
    assert values("Which of the Northern region?", kind="list", facts=facts) == {3.0, 2.0}


def test_other_questions_get_no_wider_proof():
    assert values("What do they add up to?", kind="figure") == set()

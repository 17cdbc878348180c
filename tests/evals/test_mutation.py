import pytest

from evals.breaks import BREAKS
from evals.models import Pair, Suite
from evals.mutation import Caught, caught_table, check_evaluator, shortfalls
from evals.run import evaluate

SUITE = Suite(
    suite="small",
    pairs=(
        Pair(
            id="rating",
            kind="rating",
            turns=("How was Arden rated for staffing?",),
            needs=("arden-2024-10",),
            facts=({"subject": "Arden", "standard": "staffing", "value": "Inadequate"},),
        ),
        Pair(
            id="figure",
            kind="figure",
            turns=("How many posts were filled?",),
            needs=("arden-2024-10",),
            numbers=({"value": 28, "unit": "percent"},),
            evidence=(({"report": "arden-2024-10", "words": "28 per cent of posts"},),),
            max_words=20,
        ),
        Pair(id="refused", kind="not_in_reports", turns=("Who won?",), status=("not_found",)),
    ),
)


@pytest.fixture
def run(make, rating, figure, shelf):
    fixed = make.fact_line("").model_copy(update={"kind": "fixed", "text": "Not known."})
    answers = [rating, figure, make.answer([fixed], [], status="not_found")]
    given = dict(zip((pair.turns[0] for pair in SUITE.pairs), answers, strict=True))
    return evaluate([SUITE], lambda overrides: lambda turns: [given[turns[0]]], shelf)


def test_every_way_of_breaking_an_answer_is_tried_and_caught(run, context):
    assert all(result.passed for result in run.results)
    found = {c.kind: c for c in check_evaluator(run.results, context)}
    assert set(found) == set(BREAKS)
    assert {kind: (c.broken, c.caught) for kind, c in found.items()} == {
        "wrong number": (3, 3),
        "swapped rating": (2, 2),
        "other place": (5, 5),
        "dropped citation": (4, 4),
        "swapped polarity": (2, 2),
        "cut quotation": (1, 1),
        "needless refusal": (7, 7),
        "needless answer": (1, 1),
        # The invented report is shorter than a page: only the pair with a limit can tell.
        "pasted page": (4, 3),
    }


def test_the_table_has_each_kind_and_way_and_names_what_was_not_noticed():
    found = Caught(
        kind="wrong number", broken=3, caught=2, missed=("s/a: one",), ways={"one": (1, 2)}
    )
    lines = caught_table([found]).splitlines()
    assert lines[1].split() == ["wrong", "number", "3", "2", "66.7%"]
    assert lines[-1] == "not noticed: s/a: one"


def test_too_few_caught_and_nothing_broken_are_both_said():
    few = Caught(kind="wrong number", broken=100, caught=96, missed=(), ways={})
    none = Caught(kind="pasted page", broken=0, caught=0, missed=(), ways={})
    enough = few.model_copy(update={"caught": 97})
    assert shortfalls([few]) == [
        "Only 96 of 100 answers broken by wrong number were noticed; at least 97% are wanted."
    ]
    assert shortfalls([none]) == ["No answer could be broken by: pasted page."]
    assert shortfalls([enough]) == []


def test_answers_that_were_wrong_before_prove_nothing(run, context):
    wrong = [result.model_copy(update={"passed": False}) for result in run.results]
    assert all(c.broken == 0 for c in check_evaluator(wrong, context))

import pytest

from evals.models import Pair, Suite
from evals.mutation import BREAKS, check_evaluator
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
        "wrong number": (2, 2),
        "swapped rating": (1, 1),
        "other place": (2, 2),
        "dropped citation": (2, 2),
        "swapped polarity": (1, 1),
        "needless refusal": (2, 2),
        "needless answer": (1, 1),
        # The invented report is shorter than a page: only the pair with a limit can tell.
        "pasted page": (2, 1),
    }


def test_answers_that_were_wrong_before_prove_nothing(run, context):
    wrong = [result.model_copy(update={"passed": False}) for result in run.results]
    assert all(c.broken == 0 for c in check_evaluator(wrong, context))

"""Metrics: pure functions from a pair and its answer to a value between 0 and 1 and a reason."""

from collections.abc import Iterator

from evals.context import Context
from evals.metrics.contract import contract
from evals.metrics.expected import (
    evidence_cited,
    facts_right,
    items_complete,
    max_words,
    numbers_right,
    status,
    words,
    words_must,
    words_must_not,
)
from evals.metrics.figures import unsupported_numbers
from evals.metrics.paraphrases import difference, misspells, paraphrases, stability
from evals.metrics.places import wrong_report
from evals.metrics.retrieval import DEPTH, retrieved
from evals.metrics.sentences import sentence_scores
from evals.metrics.support import quotes_true, statements_cited
from evals.metrics.truth import facts_true
from evals.models import Pair
from evals.results import Score
from index.models import Answer

__all__ = [
    "DEPTH",
    "MUST_HOLD",
    "contract",
    "difference",
    "evidence_cited",
    "facts_right",
    "facts_true",
    "fulfils",
    "items_complete",
    "max_words",
    "misspells",
    "numbers_right",
    "paraphrases",
    "quotes_true",
    "retrieved",
    "score_pair",
    "sentence_scores",
    "stability",
    "statements_cited",
    "status",
    "unsupported_numbers",
    "words",
    "words_must",
    "words_must_not",
    "wrong_report",
]

# A pair passes when these hold: what it states, and what no answer may break. An idle citation or
# sentence costs, and other wordings tell stability: neither fails a pair by itself.
MUST_HOLD = frozenset(
    {
        *("status", "facts_right", "numbers_right", "words_must", "words_must_not"),
        *("items_complete", "evidence_cited", "max_words", "wrong_report", "unsupported_numbers"),
        *("quotes_true", "facts_true", "statements_cited", "citation_recall", "contract"),
    }
)


def score_pair(
    pair: Pair, answer: Answer, context: Context, limit: int | None = None
) -> tuple[Score, ...]:
    """Every score of one answer, in a fixed order; `limit` is the suite's number of words."""
    return tuple(_scores(pair, answer, context, limit))


def fulfils(pair: Pair, answer: Answer, context: Context, limit: int | None = None) -> bool:
    """Whether an answer lets its pair pass; looks no further than the first thing that does not."""
    scores = _scores(pair, answer, context, limit)
    return all(score.holds for score in scores if score.metric in MUST_HOLD)


def _scores(pair: Pair, answer: Answer, context: Context, limit: int | None) -> Iterator[Score]:
    yield status(pair, answer)
    yield facts_right(pair, answer)
    yield numbers_right(pair, answer)
    yield words_must(pair, answer)
    yield words_must_not(pair, answer)
    yield items_complete(pair, answer, context)
    yield evidence_cited(pair, answer, context)
    yield max_words(pair, answer, limit)
    yield wrong_report(pair, answer, context)
    yield unsupported_numbers(answer, context)
    yield quotes_true(answer, context)
    yield facts_true(answer, context)
    yield statements_cited(answer)
    yield from sentence_scores(pair, answer, context)
    yield contract(answer)

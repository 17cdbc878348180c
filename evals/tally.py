"""The figures of a run: every metric over its pairs, each with its confidence interval."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from evals.bootstrap import DIGITS, difference_interval, quantile_interval, share_interval
from evals.results import Figure, PairResult
from ingest.models import Record

Count = tuple[float, float]
"""What one pair adds to a share: how many are so, and of how many."""

DEPTHS = (1, 5, 10, 20)
"""Passages, from the best, that recall is taken within."""
BUDGETS = (2000, 4000, 8000)
"""Characters of passages, from the best, that recall is taken within."""
PREMISE = ("status", "facts_right", "numbers_right", "words_must", "words_must_not")
"""What holds where a premise is corrected; length and further quotations are judged elsewhere."""
_NOTHING: Count = (0, 0)


@dataclass(frozen=True)
class Measure:
    """How a figure is counted."""

    name: str
    count: Callable[[PairResult], Count]
    of: str
    """What is looked at, in the plural."""
    less: bool = False
    """Whether less is better."""


class Difference(Record):
    """A figure in two runs, over the pairs that both asked."""

    name: str
    before: float
    after: float
    low: float
    """Lower end of the 95 per cent interval of after less before."""
    high: float
    less: bool
    """Whether less is better."""


def figures_of(results: Sequence[PairResult]) -> tuple[Figure, ...]:
    """Every measure over these pairs, and their words; those with nothing to count left out."""
    shares = (_share(measure, results) for measure in MEASURES)
    words = [float(result.words) for result in results if result.answer]
    spread = (_quantile(f"words, {name}", words, at, "words") for name, at in _QUANTILES)
    return tuple(figure for figure in (*shares, *spread) if figure.value is not None)


def latency_of(results: Sequence[PairResult], seconds: dict[str, float]) -> tuple[Figure, ...]:
    """Seconds per turn of the pairs' own answers: the only figures that two equal runs differ in.

    `seconds` are those of a run, by key. The first answer pays for opening the library.
    """
    taken = [seconds[r.key] / len(r.pair.turns) for r in results if r.key in seconds]
    found = (_quantile(f"seconds, {name}", taken, at, "seconds") for name, at in _QUANTILES)
    return tuple(figure for figure in found if figure.value is not None)


def differences(before: Sequence[PairResult], after: Sequence[PairResult]) -> list[Difference]:
    """Every measure that has changed, over pairs that stand at the same place on both sides."""
    found = (_difference(measure, before, after) for measure in MEASURES)
    return [one for one in found if one is not None and one.before != one.after]


def _share(measure: Measure, results: Sequence[PairResult]) -> Figure:
    counts = [measure.count(result) for result in results]
    parts, wholes = [c[0] for c in counts], [c[1] for c in counts]
    part, whole = sum(parts), sum(wholes)
    ends = share_interval(parts, wholes)
    return Figure(
        name=measure.name,
        value=round(part / whole, DIGITS) if whole else None,
        low=ends.low if ends else None,
        high=ends.high if ends else None,
        part=round(part, DIGITS),
        whole=whole,
        of=measure.of,
        less=measure.less,
    )


def _quantile(name: str, values: Sequence[float], at: float, unit: str) -> Figure:
    ends = quantile_interval(values, at)
    return Figure(
        name=name,
        value=round(float(np.quantile(values, at)), DIGITS) if values else None,
        low=ends.low if ends else None,
        high=ends.high if ends else None,
        part=round(sum(values), DIGITS),
        whole=len(values),
        of="answers",
        unit=unit,
        less=True,
    )


def _difference(
    measure: Measure, before: Sequence[PairResult], after: Sequence[PairResult]
) -> Difference | None:
    both = [
        (old, new)
        for old, new in zip(map(measure.count, before), map(measure.count, after), strict=True)
        if old[1] and new[1]
    ]
    if not both:
        return None
    old, new = ([pair[i] for pair in both] for i in (0, 1))
    ends = difference_interval(_columns(old), _columns(new))
    if ends is None:
        return None
    return Difference(
        name=measure.name,
        before=_ratio(old),
        after=_ratio(new),
        low=ends.low,
        high=ends.high,
        less=measure.less,
    )


def _columns(counts: Sequence[Count]) -> tuple[list[float], list[float]]:
    return [c[0] for c in counts], [c[1] for c in counts]


def _ratio(counts: Sequence[Count]) -> float:
    return round(sum(c[0] for c in counts) / sum(c[1] for c in counts), DIGITS)


# What each pair adds


def _right(metric: str) -> Callable[[PairResult], Count]:
    """The things of a metric that are right, of those that it looked at."""

    def count(result: PairResult) -> Count:
        score = result.score(metric)
        if score is None or score.value is None:
            return _NOTHING
        return score.value * score.of, score.of

    return count


def _mean(metric: str) -> Callable[[PairResult], Count]:
    """The value of a metric, every pair counting once."""

    def count(result: PairResult) -> Count:
        score = result.score(metric)
        return _NOTHING if score is None or score.value is None else (score.value, 1)

    return count


def _faulty(metric: str) -> Callable[[PairResult], Count]:
    """Whether a metric found anything wrong, every pair counting once."""

    def count(result: PairResult) -> Count:
        score = result.score(metric)
        return _NOTHING if score is None or score.value is None else (not score.holds, 1)

    return count


def _wrong(metric: str) -> Callable[[PairResult], Count]:
    """The things of a metric that are wrong, of those that it looked at."""
    right = _right(metric)

    def count(result: PairResult) -> Count:
        part, whole = right(result)
        return whole - part, whole

    return count


def _passed(result: PairResult) -> Count:
    return result.passed, 1


def _right_refusal(result: PairResult) -> Count:
    """Of the refusals: whether it was right to refuse."""
    return ("not_found" in result.pair.status, 1) if result.status == "not_found" else _NOTHING


def _refused(result: PairResult) -> Count:
    """Of the pairs that nothing answers: whether it was refused."""
    return (result.status == "not_found", 1) if _unanswerable(result) else _NOTHING


def _needless(status: str) -> Callable[[PairResult], Count]:
    """Of the pairs that have an answer: whether it ended in that status instead."""

    def count(result: PairResult) -> Count:
        if {"not_found", "clarify"} & set(result.pair.status):
            return _NOTHING
        return result.status == status, 1

    return count


def _premise(result: PairResult) -> Count:
    """Of the pairs with a wrong premise: whether it was put right."""
    if result.kind != "premise":
        return _NOTHING
    scores = [result.score(metric) for metric in PREMISE]
    return all(score is not None and score.holds for score in scores), 1


def _conversation(result: PairResult) -> Count:
    """Of the conversations: whether the last turn is right."""
    return (result.passed, 1) if len(result.pair.turns) > 1 else _NOTHING


def _same_rows(result: PairResult) -> Count:
    return sum(not p.differs for p in result.paraphrases), len(result.paraphrases)


def _fulfilled(result: PairResult) -> Count:
    return sum(not p.unfulfilled for p in result.paraphrases), len(result.paraphrases)


def _within(depth: int) -> Callable[[PairResult], Count]:
    """The groups of evidence found among the first passages, as a share, every pair once."""

    def count(result: PairResult) -> Count:
        found = [r.rank is not None and r.rank <= depth for r in result.retrieved]
        return (sum(found) / len(found), 1) if found else _NOTHING

    return count


def _budget(characters: int) -> Callable[[PairResult], Count]:
    """The groups of evidence found in the first characters, as a share, every pair once."""

    def count(result: PairResult) -> Count:
        found = [r.characters is not None and r.characters <= characters for r in result.retrieved]
        return (sum(found) / len(found), 1) if found else _NOTHING

    return count


def _reciprocal(result: PairResult) -> Count:
    """One over the rank of the first passage that holds any evidence."""
    if not result.retrieved:
        return _NOTHING
    best = min((r.rank for r in result.retrieved if r.rank is not None), default=None)
    return (1 / best if best else 0), 1


def _unanswerable(result: PairResult) -> bool:
    return set(result.pair.status) == {"not_found"}


_QUANTILES = (("median", 0.5), ("95th percentile", 0.95))
MEASURES: tuple[Measure, ...] = (
    Measure("pairs passed", _passed, "pairs"),
    Measure("facts right", _right("facts_right"), "expected facts"),
    Measure("numbers right", _right("numbers_right"), "expected numbers"),
    Measure("lists complete", _mean("items_complete"), "lists"),
    Measure("evidence cited", _right("evidence_cited"), "groups of evidence"),
    Measure("citation recall", _right("citation_recall"), "sentences"),
    Measure("citation precision", _right("citation_precision"), "citations of sentences"),
    Measure("idle sentences", _wrong("idle_sentences"), "sentences", less=True),
    Measure("wrong report", _faulty("wrong_report"), "pairs that name a place", less=True),
    Measure("unsupported numbers", _wrong("unsupported_numbers"), "numbers and ratings", less=True),
    Measure("refusal precision", _right_refusal, "refusals"),
    Measure("refusal recall", _refused, "pairs that nothing answers"),
    Measure("needless refusals", _needless("not_found"), "pairs with an answer", less=True),
    Measure("needless questions back", _needless("clarify"), "pairs with an answer", less=True),
    Measure("premises corrected", _premise, "wrong premises"),
    Measure("conversations right", _conversation, "conversations"),
    Measure("same rows in other words", _same_rows, "further wordings"),
    Measure("fulfilled in other words", _fulfilled, "further wordings"),
    *(Measure(f"retrieval recall at {k}", _within(k), "pairs with evidence") for k in DEPTHS),
    *(
        Measure(f"retrieval recall in {n:,} characters", _budget(n), "pairs with evidence")
        for n in BUDGETS
    ),
    Measure("retrieval MRR", _reciprocal, "pairs with evidence"),
)
"""In the order in which they are told."""

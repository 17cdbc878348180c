"""How near the tokens of a question come to the tokens of a passage, and to ranges of its text."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.stores.minilm import Embedded

Ranges = Sequence[tuple[int, int]]
"""[start, end) of characters in a text."""
Rows = slice | NDArray[np.intp]
"""Which tokens of a passage: those that stand together, or one by one."""
Cosines = NDArray[np.float32]
"""Of each token of a passage (rows) with each token of a question (columns)."""

DIGITS = 6
"""Scores are rounded to these: sums in another order differ after the seventh."""
MOST_TOKENS = 256
"""Tokens of a question that are compared; a window of the model."""


class Closeness(NamedTuple):
    """How near a question is to a range of a passage's text, each about 0 to 1."""

    closest: float
    """Mean over the question's tokens of the cosine of the nearest token in the range (MaxSim)."""
    pooled: float
    """Cosine of the question's vector and the mean of the range's token vectors."""
    covered: float
    """Mean over the range's tokens of the cosine of the nearest token of the question: how much of
    what the range says was asked about."""
    whole: float
    """Cosine of the question's vector and the whole passage's."""
    words: tuple[float, ...]
    """For each word of the question that was named: the cosine of the range's nearest token."""


def cosines(passage: Embedded, question: Embedded) -> Cosines:
    """Of each token of the passage with each token of the question; no rows or columns where
    either has no tokens."""
    return passage.tokens @ question.tokens[:MOST_TOKENS].T


def max_sim(near: Cosines) -> float:
    """Mean over the question's tokens of the cosine of the nearest token of the passage."""
    return float(near.max(axis=0).mean())


def in_ranges(
    passage: Embedded, question: Embedded, near: Cosines, ranges: Ranges, words: Ranges
) -> list[Closeness]:
    """How near the question and some words of it are to each range; zeros where one is empty."""
    whole = round(float(passage.sentence @ question.sentence), DIGITS)
    nothing = Closeness(0.0, 0.0, 0.0, whole, (0.0,) * len(words))
    if not len(question.tokens):
        return [nothing] * len(ranges)
    of_words = _averages(question, words)
    towards = passage.tokens @ _as_a_whole(question)
    nearest = near.max(axis=1)
    return [
        _closeness(passage, near, nearest, towards, rows, of_words, whole)
        if (rows := _rows(passage.offsets, one)) is not None
        else nothing
        for one in ranges
    ]


def _as_a_whole(question: Embedded) -> NDArray[np.float32]:
    """The question's vector in the space of its tokens: another embedding's is of another."""
    if len(question.sentence) == question.tokens.shape[1]:
        return question.sentence
    total = question.tokens.sum(axis=0)
    whole: NDArray[np.float32] = total / (float(np.sqrt(total @ total)) or 1.0)
    return whole


def _closeness(
    passage: Embedded,
    near: Cosines,
    nearest: NDArray[np.float32],
    towards: NDArray[np.float32],
    rows: Rows,
    of_words: NDArray[np.float32],
    whole: float,
) -> Closeness:
    best = near[rows].max(axis=0)
    total = passage.tokens[rows].sum(axis=0)
    length = float(np.sqrt(total @ total)) or 1.0
    nearest = nearest[rows]
    return Closeness(
        closest=round(float(best.sum()) / len(best), DIGITS),
        pooled=round(float(towards[rows].sum()) / length, DIGITS),
        covered=round(float(nearest.sum()) / len(nearest), DIGITS),
        whole=whole,
        words=tuple(round(x, DIGITS) for x in (best @ of_words).tolist()),
    )


def _rows(offsets: NDArray[np.int32], span: tuple[int, int]) -> Rows | None:
    """The tokens that lie in a range; None where there is none.

    A slice where they stand together: between two windows of a long text stands its context.
    """
    starts, ends = offsets[:, 0], offsets[:, 1]
    inside = np.flatnonzero((starts >= 0) & (starts < span[1]) & (ends > span[0]))
    if not len(inside):
        return None
    first, last = int(inside[0]), int(inside[-1])
    return slice(first, last + 1) if last - first + 1 == len(inside) else inside


def _averages(question: Embedded, words: Ranges) -> NDArray[np.float32]:
    """A column for each word: what each token of the question counts in its mean."""
    offsets = question.offsets[:MOST_TOKENS]
    found = np.zeros((len(offsets), len(words)), dtype=np.float32)
    for column, (start, end) in enumerate(words):
        inside = (offsets[:, 0] >= 0) & (offsets[:, 0] < end) & (offsets[:, 1] > start)
        if inside.any():
            found[inside, column] = 1 / np.count_nonzero(inside)
    return found

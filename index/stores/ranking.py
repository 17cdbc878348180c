"""Exact scores: late interaction (MaxSim) over token vectors, with the sentence vectors' cosine.

The score of a passage depends on the question and on that passage alone: not on which others are
scored with it, so that any list of candidates gives the same order.
"""

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from threading import Lock
from typing import NamedTuple

import numpy as np

from index.stores.database import Database
from index.stores.minilm import Embedded
from index.stores.vector_rows import read_sentence_vectors, read_vectors


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


CACHE_BYTES = 400_000_000
"""Of vectors kept in memory: about 3,500 passages, so ten reports and more stay warm."""
SENTENCE_WEIGHT = 0.5
"""Beside MaxSim at 1: on the retrieval questions 0.3 to 1.0 are equal, 0 loses a point."""
DIGITS = 6
"""Scores are rounded to these: sums in another order differ after the seventh."""
MOST_TOKENS = 256
"""Tokens of a question that are compared; a window of the model."""


class Ranking:
    """Scores passages by their vectors, which it reads from SQL and keeps while there is room."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[str, Embedded] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def forget(self) -> None:
        """Drop what is kept: the library has changed."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def scores(self, question: Embedded, passages: Collection[str], late: bool) -> dict[str, float]:
        """Score of each passage that has vectors, about 0 to 1.

        `late` False ranks by the sentence vectors alone: another embedding than MiniLM, whose
        token vectors must not overrule it.
        """
        found = {}
        for passage, vectors in self._vectors(passages).items():
            score = float(vectors.sentence @ question.sentence)
            if late and len(vectors.tokens) and len(question.tokens):
                closest = _max_sim(vectors.tokens, question)
                score = (closest + SENTENCE_WEIGHT * score) / (1 + SENTENCE_WEIGHT)
            found[passage] = round(score, DIGITS)
        return found

    def nearest(self, question: Embedded, passages: Collection[str], count: int) -> list[str]:
        """The passages whose sentence vectors are nearest to the question's, nearest first."""
        with self._database.reading() as connection:
            vectors = read_sentence_vectors(connection, passages)
        scored = {
            passage: round(float(vector @ question.sentence), DIGITS)
            for passage, vector in vectors.items()
        }
        return sorted(scored, key=lambda passage: (-scored[passage], passage))[:count]

    def range_scores(
        self, question: Embedded, passages: Sequence[tuple[str, Sequence[tuple[int, int]]]]
    ) -> list[list[float] | None]:
        """MaxSim of the question over the tokens in each range; None for a passage without any."""
        vectors = self._vectors({passage for passage, _ in passages})
        return [_in_ranges(vectors.get(passage), question, ranges) for passage, ranges in passages]

    def closeness(
        self, question: Embedded, passages: Sequence[tuple[str, Sequence[tuple[int, int]]]]
    ) -> list[list[Closeness] | None]:
        """How near the question is to each range; None for a passage without token vectors."""
        vectors = self._vectors({passage for passage, _ in passages})
        return [_close_in(vectors.get(passage), question, ranges) for passage, ranges in passages]

    def word_nearness(
        self,
        question: Embedded,
        words: Sequence[tuple[int, int]],
        passages: Sequence[tuple[str, Sequence[tuple[int, int]]]],
    ) -> list[list[list[float]] | None]:
        """For each range, how near its nearest token comes to each word of the question."""
        vectors = self._vectors({passage for passage, _ in passages})
        rows = [_rows_of(question, word) for word in words]
        return [_words_in(vectors.get(p), question, rows, ranges) for p, ranges in passages]

    def _vectors(self, passages: Collection[str]) -> Mapping[str, Embedded]:
        with self._lock:
            found = {}
            for passage in passages:
                if passage in self._kept:
                    self._kept.move_to_end(passage)
                    found[passage] = self._kept[passage]
            missing = [passage for passage in passages if passage not in found]
            if missing:
                with self._database.reading() as connection:
                    read = read_vectors(connection, missing)
                found.update(read)
                self._keep(read)
            return found

    def _keep(self, read: Mapping[str, Embedded]) -> None:
        for passage, vectors in read.items():
            self._kept[passage] = vectors
            self._bytes += _size(vectors)
        while self._bytes > CACHE_BYTES:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= _size(dropped)


def _max_sim(
    tokens: "np.ndarray[tuple[int, int], np.dtype[np.float32]]", question: Embedded
) -> float:
    """Mean over the question's tokens of the cosine of the nearest token."""
    return float((tokens @ question.tokens[:MOST_TOKENS].T).max(axis=0).mean())


def _in_ranges(
    vectors: Embedded | None, question: Embedded, ranges: Sequence[tuple[int, int]]
) -> list[float] | None:
    if vectors is None or not len(vectors.tokens):
        return None
    if not len(question.tokens):
        return [0.0] * len(ranges)
    nearness = vectors.tokens @ question.tokens[:MOST_TOKENS].T
    starts, ends = vectors.offsets[:, 0], vectors.offsets[:, 1]
    found = []
    for start, end in ranges:
        inside = (starts >= 0) & (starts < end) & (ends > start)
        best = float(nearness[inside].max(axis=0).mean()) if inside.any() else 0.0
        found.append(round(best, DIGITS))
    return found


def _close_in(
    vectors: Embedded | None, question: Embedded, ranges: Sequence[tuple[int, int]]
) -> list[Closeness] | None:
    if vectors is None or not len(vectors.tokens):
        return None
    whole = round(float(vectors.sentence @ question.sentence), DIGITS)
    if not len(question.tokens):
        return [Closeness(0.0, 0.0, 0.0, whole)] * len(ranges)
    nearness = vectors.tokens @ question.tokens[:MOST_TOKENS].T
    starts, ends = vectors.offsets[:, 0], vectors.offsets[:, 1]
    found = []
    for start, end in ranges:
        inside = (starts >= 0) & (starts < end) & (ends > start)
        if not inside.any():
            found.append(Closeness(0.0, 0.0, 0.0, whole))
            continue
        mean = vectors.tokens[inside].sum(axis=0)
        length = float(np.linalg.norm(mean)) or 1.0
        found.append(
            Closeness(
                closest=round(float(nearness[inside].max(axis=0).mean()), DIGITS),
                pooled=round(float(mean @ question.sentence) / length, DIGITS),
                covered=round(float(nearness[inside].max(axis=1).mean()), DIGITS),
                whole=whole,
            )
        )
    return found


def _rows_of(question: Embedded, word: tuple[int, int]) -> list[int]:
    """Rows of the question's tokens that lie in a word of it."""
    offsets = question.offsets[:MOST_TOKENS]
    return [i for i, (a, b) in enumerate(offsets) if a >= 0 and a < word[1] and b > word[0]]


def _words_in(
    vectors: Embedded | None,
    question: Embedded,
    rows: Sequence[Sequence[int]],
    ranges: Sequence[tuple[int, int]],
) -> list[list[float]] | None:
    if vectors is None or not len(vectors.tokens) or not len(question.tokens):
        return None
    nearness = vectors.tokens @ question.tokens[:MOST_TOKENS].T
    starts, ends = vectors.offsets[:, 0], vectors.offsets[:, 1]
    found = []
    for start, end in ranges:
        inside = (starts >= 0) & (starts < end) & (ends > start)
        best = nearness[inside].max(axis=0) if inside.any() else None
        found.append(
            [
                round(float(best[list(row)].mean()), DIGITS) if best is not None and row else 0.0
                for row in rows
            ]
        )
    return found


def _size(vectors: Embedded) -> int:
    return vectors.sentence.nbytes + vectors.tokens.nbytes + vectors.offsets.nbytes

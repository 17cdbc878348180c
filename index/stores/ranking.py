"""Exact scores: late interaction (MaxSim) over token vectors, with the sentence vectors' cosine.

The score of a passage depends on the question and on that passage alone: not on which others are
scored with it, so that any list of candidates gives the same order.
"""

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from threading import Lock

from index.stores.kept import Kept
from index.stores.minilm import Embedded
from index.stores.nearness import DIGITS, Closeness, Cosines, Ranges, cosines, in_ranges, max_sim
from index.stores.vector_rows import read_sentence_vectors, read_vectors

CACHE_BYTES = 400_000_000
"""Of vectors kept in memory: about 3,500 passages, so ten reports and more stay warm."""
SENTENCE_WEIGHT = 0.5
"""Beside MaxSim at 1: on the retrieval questions 0.3 to 1.0 are equal, 0 loses a point."""


class Ranking:
    """Scores passages by their vectors, which it reads from SQL and keeps while there is room."""

    def __init__(self, kept: Kept) -> None:
        """Reads as `kept` does: what an older state of the library has is not kept here."""
        self._reads = kept
        self._kept: OrderedDict[str, Embedded] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()
        self._asked: Embedded | None = None
        self._cosines: dict[str, Cosines] = {}

    def forget(self) -> None:
        """Drop what is kept: the library has changed."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0
            self._asked = None
            self._cosines = {}

    def scores(self, question: Embedded, passages: Collection[str], late: bool) -> dict[str, float]:
        """Score of each passage that has vectors, about 0 to 1.

        `late` False ranks by the sentence vectors alone: another embedding than MiniLM, whose
        token vectors must not overrule it.
        """
        found = {}
        for passage, vectors in self._vectors(passages).items():
            score = float(vectors.sentence @ question.sentence)
            if late and len(vectors.tokens) and len(question.tokens):
                closest = max_sim(self._near(question, passage, vectors))
                score = (closest + SENTENCE_WEIGHT * score) / (1 + SENTENCE_WEIGHT)
            found[passage] = round(score, DIGITS)
        return found

    def nearest(self, question: Embedded, passages: Collection[str], count: int) -> list[str]:
        """The passages whose sentence vectors are nearest to the question's, nearest first."""
        with self._reads.reading() as connection:
            vectors = read_sentence_vectors(connection, passages)
        scored = {
            passage: round(float(vector @ question.sentence), DIGITS)
            for passage, vector in vectors.items()
        }
        return sorted(scored, key=lambda passage: (-scored[passage], passage))[:count]

    def closeness(
        self,
        question: Embedded,
        passages: Sequence[tuple[str, Ranges]],
        words: Ranges = (),
    ) -> list[list[Closeness] | None]:
        """How near the question, and each of some words of it, is to each range of each passage.

        None for a passage without token vectors.
        """
        vectors = self._vectors({passage for passage, _ in passages})
        return [
            in_ranges(one, question, self._near(question, passage, one), ranges, words)
            if (one := vectors.get(passage)) is not None and len(one.tokens)
            else None
            for passage, ranges in passages
        ]

    def _near(self, question: Embedded, passage: str, vectors: Embedded) -> Cosines:
        """The cosines of their tokens, kept until another question comes.

        The passages that a search has ranked are looked into, sentence by sentence, right after.
        """
        if not self._reads.is_latest():
            return cosines(vectors, question)
        if self._asked is not question:
            self._asked, self._cosines = question, {}
        if passage not in self._cosines:
            self._cosines[passage] = cosines(vectors, question)
        return self._cosines[passage]

    def _vectors(self, passages: Collection[str]) -> Mapping[str, Embedded]:
        if not self._reads.is_latest():
            with self._reads.reading() as connection:
                return read_vectors(connection, passages)
        with self._lock:
            found = {}
            for passage in passages:
                if passage in self._kept:
                    self._kept.move_to_end(passage)
                    found[passage] = self._kept[passage]
            missing = [passage for passage in passages if passage not in found]
            if missing:
                with self._reads.reading() as connection:
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


def _size(vectors: Embedded) -> int:
    return vectors.sentence.nbytes + vectors.tokens.nbytes + vectors.offsets.nbytes

"""Search: which passages are nearest to a query, and which ranges of their texts.

Small libraries and small selections are scored passage by passage. In larger ones the lexical and
the vector index propose candidates, widely, and only these are scored.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from index.errors import StoreError
from index.stores.embedding import LEXICAL, MINILM, Embedder
from index.stores.indexes import Indexes
from index.stores.intake import Intake
from index.stores.lexical import stems
from index.stores.minilm import Embedded
from index.stores.nearness import DIGITS, Closeness, Ranges
from index.stores.ranking import Ranking

EXHAUSTIVE = 2000
"""Passages that are all scored: 25 ms for 800. Above, the indexes propose candidates first."""
CANDIDATES = 200
"""Taken from each index: 100 already held 99 per cent of what was sought (MEASURED.md)."""
PROPOSED = 1000
"""Asked of Chroma, of which the exact cosine keeps the best: its own last ones vary by build."""
QUERY_CHARACTERS = 2000
"""Of a query that are searched for; a question that is longer says its subject before that."""
KEPT_QUERIES = 64
"""Queries whose vectors stay in memory: one answer searches for the same words repeatedly."""
HALF_SCORE = 10.0
"""BM25 that counts as 0.5 where lexical search alone ranks."""


Retrieval = Literal["late", "dense", "lexical", "both"]
"""How passages are ranked. `late`: by the vectors of their words and of the whole (MaxSim; another
embedding than MiniLM ranks by its own vectors of the whole). `dense`: by the vectors of the whole
alone. `lexical`: by their words alone (BM25). `both`: by the ranks that these two give."""
LATE: Retrieval = "late"
FUSION = 60
"""Added to a rank before it is turned over (Cormack and others, SIGIR 2009)."""


def check_retrieval(name: str, embedding: str) -> None:
    """Raise StoreError for a ranking that there is not, or that this embedding cannot give."""
    if name not in get_args(Retrieval):
        known = ", ".join(get_args(Retrieval))
        raise StoreError(
            f"There is no retrieval {name!r}. Set REPORTS_RETRIEVAL to one of: {known}."
        )
    if embedding == LEXICAL and name in ("dense", "both"):
        raise StoreError(
            f"The retrieval {name!r} needs vectors, and REPORTS_EMBEDDING={LEXICAL} makes none. "
            "Set another embedding, or REPORTS_RETRIEVAL=lexical."
        )


class Scored(NamedTuple):
    """A passage that was found."""

    passage: str
    score: float
    """About 0 to 1; to be compared within one search only."""


class Search:
    """Finds passages and scores ranges. Not safe to share between threads: its library locks."""

    def __init__(
        self, intake: Intake, indexes: Indexes, ranking: Ranking, retrieval: str = LATE
    ) -> None:
        self._intake = intake
        self._indexes = indexes
        self._ranking = ranking
        self._retrieval = retrieval
        self._queries: dict[str, Embedded] = {}

    def find(
        self,
        query: str,
        pool: Collection[str],
        reports: Collection[str] | None,
        also: Collection[str],
        limit: int,
    ) -> tuple[Scored, ...]:
        """The passages of a pool nearest to a query, best first, ties by passage id.

        The pool is what these reports (None: all) hold, and what is in `also`.
        """
        query = query[:QUERY_CHARACTERS]
        if not re.search(r"\w", query) or limit < 1 or not pool:
            return ()
        embedder = self._intake.embedder()
        if embedder is None or self._retrieval == "lexical":
            return self._by_words_alone(query, pool, limit)
        question = self._question(embedder, query)
        chosen = set(pool)
        if len(chosen) > EXHAUSTIVE:
            chosen = (self._candidates(query, question, reports) & chosen) | set(also)
        late = self._retrieval == LATE and embedder.name == MINILM
        scores = self._ranking.scores(question, chosen, late=late)
        if self._retrieval == "both":
            scores = _fused(scores, self._by_words_alone(query, pool, len(pool)))
        ranked = sorted(scores.items(), key=lambda one: (-one[1], one[0]))
        return tuple(Scored(passage, score) for passage, score in ranked[:limit])

    def closeness(
        self,
        query: str,
        passages: Sequence[tuple[str, Ranges]],
        text_of: Callable[[str], str],
        words: Ranges = (),
    ) -> list[list[Closeness]]:
        """How near the query, and each of some words of it, is to each range of each passage.

        Without token vectors all is the share of the query's words, and no word has anything near.
        """
        query = query[:QUERY_CHARACTERS]
        embedder = self._intake.embedder()
        found: list[list[Closeness] | None] = [None] * len(passages)
        if embedder is not None:
            found = self._ranking.closeness(self._question(embedder, query), passages, words)
        far = (0.0,) * len(words)
        return [
            near
            if near is not None
            else [Closeness(s, s, s, s, far) for s in _word_scores(query, text_of(passage), ranges)]
            for near, (passage, ranges) in zip(found, passages, strict=True)
        ]

    def _question(self, embedder: Embedder, query: str) -> Embedded:
        """The vectors of a query, remembered for a while."""
        if query not in self._queries:
            if len(self._queries) >= KEPT_QUERIES:
                self._queries.pop(next(iter(self._queries)))
            self._queries[query] = embedder.embed(query)
        return self._queries[query]

    def _candidates(
        self, query: str, question: Embedded, reports: Collection[str] | None
    ) -> set[str]:
        """What both indexes propose, for the exact scores to decide among."""
        proposed = self._indexes.trying(
            "vectors",
            lambda: self._indexes.vectors().search(question.sentence, reports, PROPOSED),
        )
        near = self._ranking.nearest(question, proposed, CANDIDATES)
        return {passage for passage, _ in self._by_words(query, reports, CANDIDATES)} | set(near)

    def _by_words(
        self, query: str, reports: Collection[str] | None, limit: int
    ) -> list[tuple[str, float]]:
        return self._indexes.trying(
            "lexical", lambda: self._indexes.lexical().search(query, reports, limit)
        )

    def _by_words_alone(self, query: str, pool: Collection[str], limit: int) -> tuple[Scored, ...]:
        """The best passages of a pool by BM25, for want of an embedding."""
        reports = {passage.rpartition("/")[0] for passage in pool}
        # All that have any word: single passages of other reports may rank far down there.
        found = self._by_words(query, reports, self._indexes.lexical().count())
        return tuple(
            Scored(passage, round(score / (score + HALF_SCORE), DIGITS))
            for passage, score in found
            if passage in pool
        )[:limit]


def _fused(scores: Mapping[str, float], words: Sequence[Scored]) -> dict[str, float]:
    """Scores from two rankings: of the turned-over ranks in each, 1 for the first in both."""
    by_vector = sorted(scores, key=lambda passage: (-scores[passage], passage))
    found: dict[str, float] = defaultdict(float)
    for ranking in (by_vector, [one.passage for one in words]):
        for rank, passage in enumerate(ranking):
            found[passage] += FUSION / (FUSION + rank) / 2
    return {passage: round(score, DIGITS) for passage, score in found.items()}


def _word_scores(query: str, text: str, ranges: Sequence[tuple[int, int]]) -> list[float]:
    """The share of the query's word stems that each range has."""
    wanted = set(stems(query))
    return [
        round(len(wanted & set(stems(text[start:end]))) / len(wanted), DIGITS) if wanted else 0.0
        for start, end in ranges
    ]

"""The sentences that answer a question, chosen by meaning, words and what they carry."""

import re
from collections.abc import Collection, Iterator, Sequence
from statistics import fmean, pstdev
from typing import NamedTuple

from index.answers.features import LEANS, Features, Wanted
from index.answers.knowledge import Knowledge
from index.answers.tracing import note_search
from index.answers.weights import Weights, confidence, weigh
from index.models import Place, QuestionPlan
from index.stores.nearness import Closeness
from ingest.locating import locate, quoted
from ingest.models import Passage, Source

CANDIDATES = 40
"""Passages whose sentences are looked at: the fused top 50 holds 97 of 100 answers (measured)."""
NAMES_PART = 0.7
"""What a sentence gains, in log odds, by naming the half of a joint unit that was asked about."""
STOOD, SIXTH = 20, 5
"""The sentences among which one stands out, and the one that the lead of the best is told by."""
NO_SPREAD = 0.1
"""Added to the deviation of scores, so that few and like ones divide by something."""
LEANING = 0.92
"""What a sentence that leans on the one before it ("It had been used for…") has of their worth."""


class Found(NamedTuple):
    """A sentence that may answer, with what speaks for it."""

    passage: Passage
    start: int
    """Offset in the passage's text."""
    end: int
    text: str
    score: float
    """All in all, in log odds: a sentence is e times as likely the answer as one of 1 less."""
    features: Features
    missing: tuple[str, ...] = ()
    """Words of the question that neither the sentence nor its passage has or comes near to."""
    by: Weights | None = None
    """What its features were weighed by; None for the weights of the data file."""

    @property
    def confidence(self) -> float:
        """How likely the sentence answers the question, 0 to 1.

        Never where it is about another quantity than was asked for, or names nobody where a name
        was asked for: a share of terminated requirements does not tell a staff turnover.
        """
        return 0.0 if self.features.beside else confidence(self.features, self.by)


def find_sentences(
    knowledge: Knowledge,
    plan: QuestionPlan,
    reports: Collection[str],
    place: Place | None = None,
    *,
    query: str | None = None,
    skip: Collection[str] = (),
) -> list[Found]:
    """Sentences of these reports, best first, ties by place in the text.

    With a place, reports about something else count only where a passage names it.
    """
    text = query or plan.search
    hits = _hits(knowledge, plan, text, reports, place, skip)
    found = list(_look(knowledge, plan, text, hits, place))
    if place is not None and plan.parts:
        found = [f for f in found if not _of_other_part(knowledge, f, place, plan.parts)]
        found = [_of_part(knowledge, f, place, plan.parts) for f in found]
    found = _compared(found)
    note_search(text, place, reports, len(hits), found)
    return found


def _look(
    knowledge: Knowledge,
    plan: QuestionPlan,
    text: str,
    hits: Sequence[tuple[Passage, float]],
    place: Place | None,
) -> Iterator[Found]:
    """The sentences of some passages, each with what speaks for it."""
    ranges = [list(knowledge.sentences(p)) for p, _ in hits]
    windows = [_windows(p, r) for (p, _), r in zip(hits, ranges, strict=True)]
    wanted = Wanted(knowledge, plan, text)
    pairs = [
        (p.id, [*r, *w, (0, len(p.text))])
        for (p, _), r, w in zip(hits, ranges, windows, strict=True)
    ]
    closeness = knowledge.library.closeness(text, pairs, wanted.places)
    for (passage, context), spans, wide, row in zip(hits, ranges, windows, closeness, strict=True):
        for i, span in enumerate(spans):
            close = row[i]
            if wide[i] != span and wanted.only_here(passage, wide[i], span):
                close = _leaning(close, row[len(spans) + i])
            features, missing = wanted.features(passage, span, context, close, row[-1].words)
            sentence = passage.text[slice(*span)]
            placed = _placed(knowledge, passage, sentence, features, place)
            if placed is not None:
                score = weigh(placed, knowledge.weights)
                yield Found(passage, *span, sentence, score, placed, missing, knowledge.weights)


def _compared(found: Sequence[Found]) -> list[Found]:
    """The sentences, best first, each with how it stands among the others of its search.

    Scores are comparable within one search only; what they differ by is so between searches.
    """
    ordered = sorted(found, key=lambda f: (-round(f.score, 6), f.passage.id, f.start))
    if not ordered:
        return []
    best = [f.score for f in ordered[:STOOD]]
    middle, spread = fmean(best), pstdev(best) + NO_SPREAD
    lead = best[0] - best[min(SIXTH, len(best) - 1)]
    return [
        f._replace(
            features=f.features._replace(
                standing=(f.score - middle) / spread, behind=f.score - best[0], lead=lead
            )
        )
        for f in ordered
    ]


def _leaning(close: Closeness, wide: Closeness) -> Closeness:
    """How near a sentence is together with the one before it, which it points back to."""
    closest = max(close.closest, LEANING * wide.closest)
    by_word = tuple(max(a, LEANING * b) for a, b in zip(close.words, wide.words, strict=True))
    return close._replace(closest=closest, words=by_word)


def _of_other_part(knowledge: Knowledge, found: Found, place: Place, parts: Sequence[str]) -> bool:
    """Whether a sentence is about the half of a joint unit that was not asked about.

    A sentence that names neither half goes with the one that its passage named last before it.
    """
    names = knowledge.names
    if names.other_part(found.text, place, parts):
        return True
    if any(part.lower() in found.text.lower() for part in parts):
        return False
    return names.other_part(found.passage.text[: found.start], place, parts)


def _of_part(knowledge: Knowledge, found: Found, place: Place, parts: Sequence[str]) -> Found:
    """The sentence, worth more when it names the half that was asked about, and that alone."""
    if knowledge.names.only_part(found.text, place, parts):
        return found._replace(score=found.score + NAMES_PART)
    return found


def _placed(
    knowledge: Knowledge, passage: Passage, text: str, features: Features, place: Place | None
) -> Features | None:
    """The features with whose report the sentence is of; None for a sentence on another place.

    The annual report speaks of several places in one paragraph.
    """
    if place is None:
        return features
    if knowledge.info(passage.report_id).subject == place.name:
        return features._replace(own=1.0)
    named = [p for m in knowledge.names.find(text) for p in m.places]
    if place in named:
        return features._replace(named=1.0)
    return None if named else features


def _hits(
    knowledge: Knowledge,
    plan: QuestionPlan,
    text: str,
    reports: Collection[str],
    place: Place | None,
    skip: Collection[str],
) -> list[tuple[Passage, float]]:
    """The passages to look into, with their scores, best first."""
    own = [r for r in reports if place is None or knowledge.info(r).subject == place.name]
    others = {
        p.id
        for r in reports
        if r not in own and place is not None
        for p in knowledge.naming(r, place)
    }
    ranked = knowledge.library.search(
        text, reports=sorted(own), also=sorted(others), limit=3 * CANDIDATES
    )
    hits = [(knowledge.by_id[hit.passage], hit.score) for hit in ranked]
    return [(p, s) for p, s in hits if p.id not in skip and _quotable(p) and _polar(p, plan)][
        :CANDIDATES
    ]


def leans(found: Found) -> bool:
    """Whether a sentence makes no sense without the one before it ("This was sufficient…")."""
    return found.start > 0 and bool(LEANS.match(found.text))


def source_of(knowledge: Knowledge, passage: Passage, start: int, end: int) -> Source:
    """The exact place in the report of passage.text[start:end]."""
    spans = locate(knowledge.library.text(passage.report_id), passage, start, end)
    return Source(
        kind="passage",
        report=passage.report_id,
        passage=passage.id,
        section=passage.section,
        standard=passage.standard,
        page=spans[0].page,
        quote=quoted(passage, start, end),
        start=spans[0].start,
        end=spans[-1].end,
        spans=spans,
        boxes=knowledge.library.boxes(passage.report_id, spans),
    )


_POINTS = re.compile(
    r"^(?:\W*\w+\W+){0,5}?(?:it|they|them|this|these|those|both|there)\b", re.IGNORECASE
)


def _windows(passage: Passage, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each sentence with the one before it where it points back to that; else as it is."""
    wide = []
    for i, (a, b) in enumerate(spans):
        leaning = i > 0 and _POINTS.match(passage.text[a:b])
        wide.append((spans[i - 1][0], b) if leaning else (a, b))
    return wide


def _quotable(passage: Passage) -> bool:
    """Ratings and tables are answered as facts; headings of figures say nothing by themselves."""
    return passage.type not in {"rating", "caption", "table"}


def _polar(passage: Passage, plan: QuestionPlan) -> bool:
    return plan.polarity is None or passage.polarity in {None, "unlabelled", plan.polarity}

"""What speaks for a sentence as the answer to a question: the features that are weighed."""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from index.answers.carries import (
    HAS_DATE,
    HAS_DURATION,
    HAS_FIGURE,
    HAS_FREQUENCY,
    HAS_LIST,
    HAS_MONEY,
    HAS_NAME,
    HAS_REASON,
    HAS_SHARE,
    asks_what,
    counted_noun,
    lacks,
    quantity,
)
from index.answers.english import Word, all_stems, content_stems, english, stem, words
from index.answers.knowledge import Knowledge
from index.answers.question_text import LOAD_WORDS
from index.models import QuestionPlan
from index.stores.nearness import Closeness
from ingest.models import Passage

FAR, NEAR = 0.25, 0.60
"""Cosine of a word's nearest token that counts as no match and as a full one: unrelated words lie
between 0.1 and 0.3, synonyms in the field between 0.4 and 0.9 (looked at on 40 questions)."""
BARE = 0.7
"""Share of words for a question of everyday words only ("how many people does it look after")."""
ABSENT = 0.2
"""Match below which a word of the question counts as absent from a passage."""
MEASURES = 0.6
"""Match from which a sentence counts as being about the quantity that was asked for."""
LOCAL_WEIGHT = 1.0
"""A town or an office already chose the place; it must not outweigh what is asked about it."""
MOST_WEIGHT = 4.0
"""A word that no report uses ("buzzer") must not outweigh all the others."""
SHORT = 8
"""Words below which a sentence is a fragment rather than a statement."""

LEANS = re.compile(
    r"^(?:this|that|these|those|it|they|its|their|such|he|she|however|as a result|therefore"
    r"|additionally|in addition|the rates?|for example|consequently|the latter|others?|some of)\b",
    re.IGNORECASE,
)
_CARRIED = {
    "number": HAS_FIGURE,
    "percent": HAS_SHARE,
    "date": HAS_DATE,
    "name": HAS_NAME,
    "reason": HAS_REASON,
    "list": HAS_LIST,
    "duration": HAS_DURATION,
    "money": HAS_MONEY,
}
"""What a sentence must have for each thing that a question can want."""
_MEASURED = frozenset({"number", "percent", "money", "duration"})
"""What is wanted where a question asks for a quantity."""
_MEANS = re.compile(
    r"\bwhat(?:'?s| is| are| does| do)?\s+(?:an? |the )?([A-Z]{3,7})(?:s\b)?"
    r"(?: (?:mean|stand for))?\W*$"
)
_DESCRIBES = re.compile(
    r"\b(?:background|context|about (?:the|this|our|us)|contents|acknowledg|contextual|annexe?s?"
    r"|methodology|further information|introduction)\b",
    re.IGNORECASE,
)
_HOW_OFTEN = re.compile(r"\bhow (?:often|frequently|regularly)\b", re.IGNORECASE)
_HUNDREDS = re.compile(r"\b\d{1,3},\d{3}\b|\b\d{3,}\b(?! per cent|%)")
"""How many people a place supervises: hundreds at least, and no share."""
_CLAUSES = re.compile(r"[,;:()]\s|\b(?:while|whereas|although|but)\b")


class Features(NamedTuple):
    """What speaks for a sentence and against it; each about 0 to 1 unless said otherwise."""

    meaning: float
    """MaxSim of the question over the sentence's tokens."""
    context: float
    """Score of the whole passage with its title and headings."""
    words: float
    """Share of the question's words, weighted by rarity, that the sentence has."""
    around: float
    """The same for the passage and its headings."""
    soft: float
    """Share of the question's words that the sentence has, or has something near in meaning to."""
    soft_around: float
    """The same for the passage."""
    carries: float
    """1 when the sentence carries what was asked (a number, a share, a date), -1 when not."""
    measured: float
    """1 when a number stands right before the thing that is to be counted."""
    aside: float
    """1 for footnotes and quotations of people, 2 for recommendations: what is yet to be done."""
    pooled: float
    """Cosine of the question and the mean of the sentence's tokens."""
    covered: float
    """How much of what the sentence says was asked about."""
    whole: float
    """Cosine of the question and the passage."""
    heading: float
    """Share of the question's words that stand in the headings."""
    rarest: float
    """How near the sentence comes to the rarest word of the question."""
    missing: float
    """Share of the question's words to which nothing in the passage comes near."""
    gap: float
    """The largest part of the question, by rarity, that one word lacks in the sentence."""
    gap_around: float
    """The same for the passage and its headings."""
    strict_gap: float
    """The largest part of the question that one word lacks in the passage, nearness aside."""
    unheard: float
    """Share of the question's words that no report of the library uses."""
    off_term: float
    """Share of the terms of the field in the question that the passage and its headings lack."""
    unsaid: float
    """The largest part of the question that one word lacks in the whole report."""
    unsaid_share: float
    """Share of the question's words, by rarity, that the whole report lacks."""
    length: float
    """How many words the question has that carry a subject, as a natural logarithm."""
    own: float
    """1 for a sentence of the place's own report."""
    named: float
    """1 for a sentence of another report that names the place."""
    polar: float
    """1 where the passage is sorted as the question wants, -1 where the other way."""
    sorted: float
    """1 for a passage among strengths or areas for improvement."""
    background: float
    """1 for a passage that describes the place or the method."""
    opening: float
    """1 for the first sentence of its passage."""
    leans: float
    """1 for a sentence that makes no sense without the one before it."""
    announces: float
    """1 for a sentence that ends in a colon."""
    fragment: float
    """1 for a sentence of very few words."""
    beside: float
    """1 for a sentence about another quantity than was asked for."""
    uncounted: float
    """1 when no number stands before the thing that is to be counted."""
    in_clause: float
    """Share of the question's words that stand in one clause with a figure."""
    asks_figure: float
    """1 where a quantity is asked for: such sentences are judged by weights of their own."""
    defines: float
    """1 for a sentence that writes out the abbreviation asked about."""
    standing: float = 0.0
    """How far a sentence stands out from the best ones of its search, in their deviations."""
    behind: float = 0.0
    """Its score less that of the best one, in log odds: 0 or below."""
    lead: float = 0.0
    """How far the best one lies before the sixth, in log odds: alike ones answer nothing."""


class Wanted:
    """What a question asks of a sentence."""

    def __init__(self, knowledge: Knowledge, plan: QuestionPlan, text: str) -> None:
        self._knowledge = knowledge
        self._plan = plan
        stop = english().stopwords
        self._text = text
        self._all = words(text)
        self._words: list[Word] = [w for w in self._all if w.lower not in stop and len(w.text) > 1]
        self._stems = [stem(w.lower) for w in self._words]
        local = {w.lower for name in plan.local for w in words(name)}
        self._weights = [
            LOCAL_WEIGHT if w.lower in local else min(MOST_WEIGHT, knowledge.weight(s))
            for w, s in zip(self._words, self._stems, strict=True)
        ]
        self._phrases = [
            s for s in knowledge.schemes.terms.said(text) if self._wide(s.start, s.end)
        ]
        self._expansions = [self._expanded(self._all.index(w)) for w in self._words]
        unheard = sum(not knowledge.knows(s) for s in self._stems)
        self._unheard = unheard / len(self._stems) if self._stems else 0.0
        groups = knowledge.schemes.terms.groups(text)
        self._terms = [[all_stems(name) for name in names] for names in groups]
        self._reports: dict[str, list[float]] = {}
        self._exact = [_abbreviates(w.text) for w in self._words]
        self._defined = _definition(text)
        self._counted = content_stems(counted_noun(text))
        self._own = self._measures()
        self._named = [] if self._own else self._quantities()

    @property
    def places(self) -> list[tuple[int, int]]:
        """Where the words that count stand in the question."""
        return [(w.start, w.end) for w in self._words]

    def only_here(self, passage: Passage, window: tuple[int, int], span: tuple[int, int]) -> bool:
        """Whether what was asked stands in the sentence, not in the one it leans on."""
        before = passage.text[window[0] : span[0]]
        return self._carries(passage.text[span[0] : span[1]]) > self._carries(before)

    def features(
        self,
        passage: Passage,
        span: tuple[int, int],
        context: float,
        close: Closeness,
        near_passage: Sequence[float],
    ) -> tuple[Features, tuple[str, ...]]:
        """What speaks for a sentence, and the words of the question that its passage lacks.

        `near_passage` holds each word's nearest token in the passage.
        """
        text = passage.text[span[0] : span[1]]
        own = all_stems(text)
        headings = frozenset().union(*(all_stems(h) for h in passage.section))
        around = all_stems(passage.text) | headings
        direct = [float(self._has(i, own)) for i in range(len(self._words))]
        wider = [float(self._has(i, around)) for i in range(len(self._words))]
        soft = self._softened(direct, close.words)
        soft_wider = self._softened(wider, near_passage)
        said = self._said(passage.report_id)
        absent = tuple(w.lower for w, s in zip(self._words, soft_wider, strict=True) if s < ABSENT)
        unlike = self._text == LOAD_WORDS and not _HUNDREDS.search(text)
        beside = (
            unlike
            or self._beside(wider, soft)
            or lacks(self._plan.standalone, text, self._knowledge.uses.__contains__)
        )
        measured = Features(
            meaning=close.closest,
            context=context,
            words=self._share(direct),
            around=self._share(wider),
            soft=self._share(soft),
            soft_around=self._share(soft_wider),
            carries=self._carries(text),
            measured=self._measured(text),
            aside=_aside(passage),
            pooled=close.pooled,
            covered=close.covered,
            whole=close.whole,
            heading=self._share([float(s in headings) for s in self._stems], bare=0.0),
            rarest=soft[self._rarest()] if soft else BARE,
            gap=self._gap(soft),
            gap_around=self._gap(soft_wider),
            strict_gap=self._gap(wider),
            unheard=self._unheard,
            off_term=self._off_term(around),
            unsaid=self._gap(said),
            unsaid_share=1 - self._share(said, bare=1.0),
            length=math.log(max(1, len(self._words))),
            missing=len(absent) / len(self._words) if self._words else 0.0,
            own=0.0,
            named=0.0,
            polar=_polarity(passage, self._plan),
            sorted=float(passage.polarity is not None),
            background=float(any(_DESCRIBES.search(head) for head in passage.section)),
            opening=float(span[0] == 0),
            leans=float(span[0] > 0 and bool(LEANS.match(text))),
            announces=float(text.rstrip().endswith(":")),
            fragment=float(len(text.split()) < SHORT),
            beside=float(beside),
            uncounted=float(bool(self._counted) and not self._measured(text)),
            in_clause=self._in_clause(text),
            asks_figure=float(self._plan.wants in _MEASURED),
            defines=float(bool(self._defined and self._defined.search(text))),
        )
        return measured, absent

    def _off_term(self, stems: frozenset[str]) -> float:
        """How many of the question's terms, under all their names, are not among the stems."""
        lacking = [not any(name <= stems for name in names) for names in self._terms]
        return sum(lacking) / len(lacking) if lacking else 0.0

    def _said(self, report: str) -> list[float]:
        """Which of the words the report uses anywhere, or says in its own way."""
        if report not in self._reports:
            stems = self._knowledge.report_stems(report)
            self._reports[report] = [float(self._has(i, stems)) for i in range(len(self._words))]
        return self._reports[report]

    def _gap(self, matches: Sequence[float]) -> float:
        """The weight of the word that is matched least, as a share of all weights."""
        total = sum(self._weights)
        if not total:
            return 1 - BARE
        return max(w * (1 - m) for w, m in zip(self._weights, matches, strict=True)) / total

    def _rarest(self) -> int:
        return max(range(len(self._weights)), key=lambda i: (self._weights[i], -i))

    def _measures(self) -> list[int]:
        """Which of the words are quantities by themselves: "budget"."""
        if self._plan.wants not in _MEASURED and not asks_what(self._text):
            return []
        return [i for i, s in enumerate(self._stems) if s in english().measures]

    def _quantities(self) -> list[int]:
        """Which of the words name what is counted, or what a rate is of."""
        if self._plan.wants not in _MEASURED:
            return []
        spans = quantity(self._text)
        return [i for i, w in enumerate(self._words) if any(a <= w.start < b for a, b in spans)]

    def _beside(self, wider: Sequence[float], soft: Sequence[float]) -> bool:
        """Whether the quantity asked for is another than the sentence's.

        What is a quantity by itself must be named in the passage: to the embedding a turnover is
        near to a termination. Other words need but come near to one of the sentence's.
        """
        if any(not wider[i] for i in self._own):
            return True
        return any(max(soft[i], wider[i]) < MEASURES for i in self._named)

    def _expanded(self, index: int) -> list[frozenset[str]]:
        """What reports say for a word or the phrase around it, each as the stems it takes."""
        found: list[frozenset[str]] = []
        for first in range(max(0, index - 2), index + 1):
            for last in range(index, min(len(self._all), first + 3)):
                whole = set(self._phrase(first, last))
                # "Trainee officers" stands for what "trainees" does: both its words are said by it.
                phrase = self._text[self._all[first].start : self._all[last].end].lower()
                own = last > first and phrase in self._knowledge.everyday
                parts = {*self._phrase(first, last - 1), *self._phrase(first + 1, last)}
                parts = set() if own else parts
                found += [all_stems(e) for e in sorted(whole - parts)]
        start, end = self._all[index].start, self._all[index].end
        longer = [s.terms for s in self._phrases if s.start <= start and end <= s.end]
        return found + [all_stems(term) for terms in longer for term in terms]

    def _wide(self, start: int, end: int) -> bool:
        """Whether a phrase has more words than `_expanded` tries together."""
        return sum(start <= w.start and w.end <= end for w in self._all) > 3

    def _phrase(self, first: int, last: int) -> tuple[str, ...]:
        """What reports say for these words of the question, taken together."""
        if last < first:
            return ()
        start, end = self._all[first].start, self._all[last].end
        # Of "pre-sentence reports", "sentence reports" is no phrase by itself.
        if first < last and (self._text[:start].endswith("-") or self._text[end:].startswith("-")):
            return ()
        return self._knowledge.expand(self._text[start:end])

    def _has(self, index: int, stems: frozenset[str]) -> bool:
        """Whether a word of the question is among the stems, or a whole term that stands for it."""
        if self._stems[index] in stems:
            return True
        return any(expansion <= stems for expansion in self._expansions[index])

    def _softened(self, matches: Sequence[float], near: Sequence[float]) -> list[float]:
        """Matches with nearness of meaning; not for abbreviations: an SPO is not a PSO."""
        return [
            d if exact else max(d, _match(n))
            for d, n, exact in zip(matches, near, self._exact, strict=True)
        ]

    def _share(self, matches: Sequence[float], bare: float = BARE) -> float:
        total = sum(self._weights)
        if not total:
            return bare
        return sum(w * m for w, m in zip(self._weights, matches, strict=True)) / total

    def _carries(self, text: str) -> float:
        """1 when a sentence carries what was asked (a number, a date), -1 when not, else 0."""
        pattern = _CARRIED.get(self._plan.wants)
        if pattern is None:
            return 0.0
        if _HOW_OFTEN.search(self._plan.standalone) and HAS_FREQUENCY.search(text):
            return 1.0
        return 1.0 if pattern.search(text) else -1.0

    def _in_clause(self, text: str) -> float:
        """The most of the question that stands beside a figure, between two marks."""
        if self._plan.wants not in _MEASURED:
            return 0.0
        clauses = [c for c in _CLAUSES.split(text) if HAS_FIGURE.search(c)]
        shares = [
            self._share([float(self._has(i, stems)) for i in range(len(self._words))])
            for stems in map(all_stems, clauses)
        ]
        return max(shares, default=0.0)

    def _measured(self, text: str) -> float:
        """Whether a number stands up to three words before the thing to be counted."""
        if not self._counted:
            return 0.0
        tokens = words(text)
        for i, token in enumerate(tokens):
            if HAS_FIGURE.fullmatch(token.lower) or token.text[0].isdigit():
                following = {stem(t.lower) for t in tokens[i + 1 : i + 5]}
                if following & self._counted:
                    return 1.0
        return 0.0


def _definition(question: str) -> re.Pattern[str] | None:
    """Where a report writes an abbreviation out, for a question what it means: "(VERUs)"."""
    asked = _MEANS.search(question)
    return re.compile(rf"\({re.escape(asked[1])}s?\)", re.IGNORECASE) if asked else None


def _abbreviates(word: str) -> bool:
    """PSO, PSOs, MAPPA: two capitals or more, with at most an s behind them."""
    return bool(re.fullmatch(r"[A-Z]{2,6}s?", word))


def _aside(passage: Passage) -> float:
    if passage.type in {"footnote", "quote"}:
        return 1.0
    advice = any(
        "recommendation" in head.lower() or head.lower().endswith("should")
        for head in passage.section
    )
    return 2.0 if advice and passage.type == "numbered" else 0.0


def _match(nearness: float) -> float:
    return min(1.0, max(0.0, (nearness - FAR) / (NEAR - FAR)))


def _polarity(passage: Passage, plan: QuestionPlan) -> float:
    """Whether the passage is sorted as the question's words want it: good work, or problems."""
    sides = {"strength": 1.0, "improvement": -1.0}
    return sides.get(passage.polarity or "", 0.0) * sides.get(plan.polarity or "", 0.0)

"""The sentences that answer a question, chosen by meaning, words and what they carry."""

import math
import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from index.answers.carries import (
    HAS_DATE,
    HAS_DURATION,
    HAS_FIGURE,
    HAS_LIST,
    HAS_MONEY,
    HAS_NAME,
    HAS_REASON,
    HAS_SHARE,
    asks_person,
    asks_what,
    names_person,
    quantity,
)
from index.answers.english import Word, all_stems, content_stems, english, stem, words
from index.answers.knowledge import Knowledge
from index.answers.sentences import sentence_ranges
from index.models import Place, QuestionPlan
from ingest.models import Passage, Source
from ingest.passages import locate, quoted

CANDIDATES = 40
"""Passages whose sentences are looked at: the fused top 50 holds 97 of 100 answers (measured)."""
FAR, NEAR = 0.25, 0.60
"""Cosine of a word's nearest token that counts as no match and as a full one: unrelated words lie
between 0.1 and 0.3, synonyms in the field between 0.4 and 0.9 (looked at on 40 questions)."""
DEFINES = 0.3
"""What a sentence gains that writes out the abbreviation asked about."""
BARE = 0.7
"""Share of words for a question of everyday words only ("how many people does it look after")."""
NAMES_PART = 0.1
NAMES_PLACE = 0.15
"""What a sentence of a national report gains by naming the place that was asked about."""
LEANING = 0.92
"""What a sentence that leans on the one before it ("It had been used for…") has of their worth."""
ABSENT = 0.2
"""Match below which a word of the question counts as absent from a passage."""
MEASURES = 0.6
"""Match from which a sentence counts as being about the quantity that was asked for."""
LOCAL_WEIGHT = 1.0
"""A town or an office already chose the place; it must not outweigh what is asked about it."""
MOST_WEIGHT = 4.0
"""A word that no report uses ("buzzer") must not outweigh all the others."""

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
_ASKED_COUNT = re.compile(r"\b(?:how many|number of)\s+((?:\w+\W+){0,3}\w+)", re.IGNORECASE)


class Features(NamedTuple):
    """What speaks for a sentence; each about 0 to 1, `carries` from -1."""

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


WEIGHTS = Features(0.33, 0.21, 0.04, 0.09, 0.25, 0.19, 0.085, 0.076, -0.055)
"""How much each counts: fitted to questions with known evidence, cross-validated over reports."""


class Found(NamedTuple):
    """A sentence that may answer, with what speaks for it."""

    passage: Passage
    start: int
    """Offset in the passage's text."""
    end: int
    text: str
    score: float
    """All in all; higher is better."""
    features: Features
    missing: tuple[str, ...] = ()
    """Words of the question that neither the sentence nor its passage has or comes near to."""
    beside: bool = False
    """Whether the sentence is about another quantity than was asked for, or names nobody where a
    name was: a share of terminated requirements does not tell a staff turnover."""

    @property
    def confidence(self) -> float:
        """How likely the sentence answers the question, 0 to 1.

        A logistic model fitted to questions with known evidence, to the same with that evidence
        taken away, and to questions that no report answers; `make evidence` prints what it keeps.
        """
        if self.beside:
            return 0.0
        f = self.features
        z = 1.24 * self.score + 3.14 * f.soft_around + 3.49 * f.meaning - 0.53 * len(self.missing)
        return 1 / (1 + math.exp(5.15 - z))


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
    ranges = [_sentences(knowledge, p) for p, _ in hits]
    windows = [_windows(p, r) for (p, _), r in zip(hits, ranges, strict=True)]
    wanted = Wanted(knowledge, plan, text)
    pairs = [
        (p.id, [*r, *w, (0, len(p.text))])
        for (p, _), r, w in zip(hits, ranges, windows, strict=True)
    ]
    meanings = knowledge.library.sentence_scores(text, pairs)
    near = knowledge.library.word_nearness(text, wanted.places, pairs)
    found: list[Found] = []
    for (passage, context), spans, wide, row, words_near in zip(
        hits, ranges, windows, meanings, near, strict=True
    ):
        for i, span in enumerate(spans):
            j = len(spans) + i
            meaning, close = row[i], words_near[i]
            if wide[i] != span and wanted.only_here(passage, wide[i], span):
                meaning = max(meaning, LEANING * row[j])
                close = [max(a, LEANING * b) for a, b in zip(close, words_near[j], strict=True)]
            found.append(wanted.judge(passage, span, context, meaning, close, words_near[-1]))
    if place is not None:
        found = [of for f in found if (of := _of_place(knowledge, f, place)) is not None]
        if plan.parts:
            found = [f for f in found if not _of_other_part(knowledge, f, place, plan.parts)]
            found = [_of_part(knowledge, f, place, plan.parts) for f in found]
    found.sort(key=lambda f: (-round(f.score, 6), f.passage.id, f.start))
    return found


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


def _of_place(knowledge: Knowledge, found: Found, place: Place) -> Found | None:
    """A sentence of a national report counts for a place: more when it names it, not for another's.

    The annual report speaks of several places in one paragraph.
    """
    if knowledge.info(found.passage.report_id).subject == place.name:
        return found
    named = [p for m in knowledge.names.find(found.text) for p in m.places]
    if place in named:
        return found._replace(score=found.score + NAMES_PLACE)
    return None if named else found


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
        self._expansions = [self._expanded(self._all.index(w)) for w in self._words]
        self._exact = [_abbreviates(w.text) for w in self._words]
        self._defined = _definition(text)
        counted = _ASKED_COUNT.search(text)
        self._counted = content_stems(counted[1]) if counted else frozenset()
        self._person = asks_person(text)
        self._own = self._measures()
        self._named = [] if self._own else self._quantities()

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

    def only_here(self, passage: Passage, window: tuple[int, int], span: tuple[int, int]) -> bool:
        """Whether what was asked stands in the sentence, not in the one it leans on."""
        before = passage.text[window[0] : span[0]]
        return self._carries(passage.text[span[0] : span[1]]) > self._carries(before)

    @property
    def places(self) -> list[tuple[int, int]]:
        """Where the words that count stand in the question."""
        return [(w.start, w.end) for w in self._words]

    def judge(
        self,
        passage: Passage,
        span: tuple[int, int],
        context: float,
        meaning: float,
        near: Sequence[float],
        near_passage: Sequence[float],
    ) -> Found:
        """The sentence with its score; `near` holds each word's nearest token in it."""
        text = passage.text[span[0] : span[1]]
        own = all_stems(text)
        around = all_stems(passage.text).union(*(all_stems(h) for h in passage.section))
        direct = [float(self._has(i, own)) for i in range(len(self._words))]
        wider = [float(self._has(i, around)) for i in range(len(self._words))]
        soft = self._softened(direct, near)
        soft_wider = self._softened(wider, near_passage)
        features = Features(
            meaning=meaning,
            context=context,
            words=self._share(direct),
            around=self._share(wider),
            soft=self._share(soft),
            soft_around=self._share(soft_wider),
            carries=self._carries(text),
            measured=self._measured(text),
            aside=_aside(passage),
        )
        score = sum(w * f for w, f in zip(WEIGHTS, features, strict=True))
        if self._defined and self._defined.search(text):
            score += DEFINES
        absent = [i for i, s in enumerate(soft_wider) if s < ABSENT]
        missing = tuple(self._words[i].lower for i in absent)
        beside = self._beside(wider, soft) or (self._person and not names_person(text))
        return Found(passage, span[0], span[1], text, score, features, missing, beside)

    def _expanded(self, index: int) -> list[frozenset[str]]:
        """What reports say for a word or the phrase around it, each as the stems it takes."""
        found: list[frozenset[str]] = []
        for first in range(max(0, index - 2), index + 1):
            for last in range(index, min(len(self._all), first + 3)):
                whole = set(self._phrase(first, last))
                parts = {*self._phrase(first, last - 1), *self._phrase(first + 1, last)}
                found += [all_stems(e) for e in sorted(whole - parts)]
        return found

    def _phrase(self, first: int, last: int) -> tuple[str, ...]:
        """What reports say for these words of the question, taken together."""
        if last < first:
            return ()
        text = self._text[self._all[first].start : self._all[last].end]
        return self._knowledge.expand(text)

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

    def _share(self, matches: Sequence[float]) -> float:
        total = sum(self._weights)
        if not total:
            return BARE
        return sum(w * m for w, m in zip(self._weights, matches, strict=True)) / total

    def _carries(self, text: str) -> float:
        """1 when a sentence carries what was asked (a number, a date), -1 when not, else 0."""
        pattern = _CARRIED.get(self._plan.wants)
        if pattern is None:
            return 0.0
        return 1.0 if pattern.search(text) else -1.0

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


def _sentences(knowledge: Knowledge, passage: Passage) -> list[tuple[int, int]]:
    return [
        (a, b)
        for a, b in sentence_ranges(passage.text)
        if not knowledge.is_template(passage.text[a:b])
    ]


def _quotable(passage: Passage) -> bool:
    """Ratings and tables are answered as facts; headings of figures say nothing by themselves."""
    return passage.type not in {"rating", "caption", "table"}


def _polar(passage: Passage, plan: QuestionPlan) -> bool:
    return plan.polarity is None or passage.polarity in {None, "unlabelled", plan.polarity}

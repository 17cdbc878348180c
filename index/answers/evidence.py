"""The sentences that answer a question, chosen from passages by meaning, words and what they carry."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from index.answers.english import content_stems
from index.answers.knowledge import Knowledge
from index.answers.sentences import sentence_ranges
from index.models import Place, QuestionPlan
from ingest.models import Passage, Source
from ingest.passages import locate

CANDIDATES = 40
"""Passages whose sentences are looked at: the fused top 50 holds 97 of 100 answers (measured)."""
MEANING, CONTEXT, WORDS = 0.5, 0.25, 0.25
"""Weights of a sentence's likeness, its passage's likeness, and shared words; each about 0 to 1."""

_NUMBER_WORD = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand"
)
HAS_NUMBER = re.compile(
    rf"\d|\b(?:{_NUMBER_WORD}|half|third|thirds|quarters?|all but|none|no|only|dozen|most|majority)\b", re.IGNORECASE
)
HAS_FIGURE = re.compile(rf"\d|\b(?:{_NUMBER_WORD}|half|thirds?|quarters?|none)\b", re.IGNORECASE)
HAS_SHARE = re.compile(
    rf"\d\s*(?:per cent|%)|\b(?:\d+|{_NUMBER_WORD}) (?:out )?of\b|\b(?:half|thirds?|quarters?|per cent|majority|none|rates?)\b",
    re.IGNORECASE,
)
HAS_DATE = re.compile(
    r"\b(?:20\d\d|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
HAS_NAME = re.compile(r"(?<!^)(?<![.!?] )[A-Z][a-z]+")
HAS_REASON = re.compile(
    r"\b(?:because|due to|as a result|owing to|since|so that|led to|caused|reflect(?:s|ed|ing)?|therefore|meant|means|impact|following|despite|driven|this was)\b",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^(?:this|that|these|those|it|they|its|their|such|he|she|however|as a result|therefore|additionally|in addition|also|the rates?|for example|consequently|there(?:fore)?|both|the latter|others?|some of)\b",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """A sentence that may answer, with what speaks for it."""

    passage: Passage
    start: int
    """Offset in the passage's text."""
    end: int
    text: str
    score: float
    """All in all; about 0 to 1, higher is better."""
    meaning: float
    coverage: float
    """Share (0-1) of the question's words, weighted by rarity, that the sentence or its passage has."""
    missing: tuple[str, ...] = ()
    """Stems of the question that neither the sentence nor its passage has."""


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
    allowed = _allowed(knowledge, reports, place)
    hits = [
        (knowledge.library.passage(hit.passage), hit.score)
        for hit in knowledge.library.search(text, reports=sorted(reports), limit=4 * CANDIDATES)
    ]
    hits = [
        (p, s)
        for p, s in hits
        if p.id not in skip and (allowed is None or p.report_id not in allowed or p.id in allowed[p.report_id])
        and _quotable(p) and _polar(p, plan)
    ][:CANDIDATES]  # fmt: skip
    ranges = [_sentences(knowledge, p) for p, _ in hits]
    meanings = knowledge.library.sentence_scores(
        text, [(p.id, r) for (p, _), r in zip(hits, ranges, strict=True)]
    )
    wanted = Wanted(knowledge, plan, text)
    found = [
        wanted.judge(passage, context, start, end, meaning)
        for (passage, context), spans, row in zip(hits, ranges, meanings, strict=True)
        for (start, end), meaning in zip(spans, row, strict=True)
    ]
    found.sort(key=lambda f: (-round(f.score, 6), f.passage.id, f.start))
    return found


class Wanted:
    """What a question asks of a sentence."""

    def __init__(self, knowledge: Knowledge, plan: QuestionPlan, text: str) -> None:
        self._knowledge = knowledge
        self._plan = plan
        self._stems = sorted(content_stems(text))
        expansions = knowledge.schemes.terms.expand(text)
        self._expanded = frozenset(s for e in expansions for s in content_stems(e))
        self._weights = {s: knowledge.weight(s) for s in self._stems}

    def judge(
        self, passage: Passage, context: float, start: int, end: int, meaning: float
    ) -> Found:
        """The sentence with its score."""
        text = passage.text[start:end]
        coverage, missing = self._coverage(passage, text)
        score = MEANING * meaning + CONTEXT * context + WORDS * coverage + self._carries(text)
        if passage.type in {"footnote", "caption", "quote"}:
            score -= 0.08
        return Found(passage, start, end, text, score, meaning, coverage, missing)

    def _coverage(self, passage: Passage, text: str) -> tuple[float, tuple[str, ...]]:
        """Share of the question's weighted words in a sentence (1), its passage (0.6), its headings (0.5)."""
        if not self._stems:
            return 0.0, ()
        own = content_stems(text)
        around = self._knowledge.stems(passage)
        heads = frozenset(s for h in passage.section for s in content_stems(h))
        total = got = 0.0
        missing = []
        for stem in self._stems:
            weight = self._weights[stem]
            total += weight
            if stem in own:
                got += weight
            elif stem in around:
                got += 0.6 * weight
            elif stem in heads:
                got += 0.5 * weight
            else:
                missing.append(stem)
        if missing and self._expanded & own:
            share = len(self._expanded & own) / max(1, min(3, len(self._expanded)))
            got += 0.7 * min(1.0, share) * sum(self._weights[s] for s in missing)
        return min(1.0, got / total), tuple(missing)

    def _carries(self, text: str) -> float:
        """What a sentence gains or loses for carrying what was asked: a number, a share, a date, a reason."""
        wants = self._plan.wants
        if wants == "number":
            return 0.06 if HAS_FIGURE.search(text) else -0.12
        if wants == "percent":
            return 0.08 if HAS_SHARE.search(text) else -0.12
        if wants == "date":
            return 0.06 if HAS_DATE.search(text) else -0.08
        if wants == "name":
            return 0.03 if HAS_NAME.search(text) else -0.05
        if wants == "reason":
            return 0.04 if HAS_REASON.search(text) else 0.0
        return 0.0


def widen(found: Found) -> Found:
    """The sentence with the one before it, where it leans on it ("This was sufficient in only…")."""
    if not _LEANS.match(found.text) or found.start == 0:
        return found
    before = [r for r in sentence_ranges(found.passage.text) if r[1] <= found.start]
    if not before:
        return found
    start = before[-1][0]
    return found._replace(start=start, text=found.passage.text[start : found.end])


def leans(found: Found) -> bool:
    """Whether a sentence cannot be understood without the one before it."""
    return found.start > 0 and bool(_LEANS.match(found.text))


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
        quote=passage.text[start:end],
        start=spans[0].start,
        end=spans[-1].end,
        spans=spans,
    )


def _sentences(knowledge: Knowledge, passage: Passage) -> Sequence[tuple[int, int]]:
    return [
        (a, b) for a, b in sentence_ranges(passage.text) if not knowledge.is_template(passage.text[a:b])
    ]


def _quotable(passage: Passage) -> bool:
    """Ratings and tables are answered as facts; headings of figures say nothing by themselves."""
    return passage.type not in {"rating", "caption", "table"}


def _polar(passage: Passage, plan: QuestionPlan) -> bool:
    return plan.polarity is None or passage.polarity in {None, "unlabelled", plan.polarity}


def _allowed(
    knowledge: Knowledge, reports: Collection[str], place: Place | None
) -> dict[str, frozenset[str]] | None:
    """For each report that is not the place's own: the passages that name the place."""
    if place is None:
        return None
    return {
        report: frozenset(p.id for p in knowledge.naming(report, place))
        for report in reports
        if knowledge.info(report).subject != place.name
    }

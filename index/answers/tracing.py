"""Keeps account of an answer while it is made: what was searched, weighed, quoted and left out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, NamedTuple

from index.account import Account, Candidate, Reason, Search
from index.answers.dates import month
from index.models import Answer, AnswerFact, Citation, Place, Statement
from ingest.models import Passage

if TYPE_CHECKING:
    from index.answers.evidence import Found
    from index.answers.knowledge import Knowledge

MOST_CANDIDATES = 12
"""Candidates of a search that are kept beside those quoted."""


class _Searched(NamedTuple):
    query: str
    place: Place | None
    reports: tuple[str, ...]
    passages: int
    found: "Sequence[Found]"


class Recorder:
    """What one answer looked at."""

    def __init__(self) -> None:
        self._searches: list[_Searched] = []
        self._left: dict[tuple[str, int], str] = {}

    def searched(self, search: _Searched) -> None:
        """Keep a search with all that it found, best first."""
        self._searches.append(search)

    def left_out(self, passage: str, start: int, reason: str) -> None:
        """Keep why a sentence was not quoted; the first reason counts."""
        self._left.setdefault((passage, start), reason)

    def account(self, answer: Answer, knowledge: "Knowledge") -> Account:
        """The account of the finished answer."""
        quoted: dict[str, list[str]] = {}
        for citation in answer.citations:
            if citation.kind == "passage":
                quoted.setdefault(citation.passage, []).append(" ".join(citation.quote.split()))
        searches = tuple(self._search(s, quoted) for s in self._searches)
        facts: dict[int, list[AnswerFact]] = {}
        for fact in answer.facts:
            for number in fact.citations:
                facts.setdefault(number, []).append(fact)
        cited = {c.id: c for c in answer.citations}
        reasons = tuple(
            Reason(
                statement=i,
                text=s.text,
                why=_why(s, cited, facts, knowledge.by_id, searches),
            )
            for i, s in enumerate(answer.statements, 1)
        )
        rows = sum(c.kind == "table" for c in answer.citations)
        return Account(rows=rows, searches=searches, reasons=reasons)

    def _search(self, search: _Searched, quoted: Mapping[str, Sequence[str]]) -> Search:
        candidates = []
        for rank, found in enumerate(search.found):
            taken = _is_quoted(found, quoted)
            if rank < MOST_CANDIDATES or taken:
                candidates.append(self._candidate(found, rank, taken=taken))
        return Search(
            query=search.query,
            place=search.place.name if search.place else "",
            reports=search.reports,
            passages=search.passages,
            sentences=len(search.found),
            candidates=tuple(candidates),
        )

    def _candidate(self, found: "Found", rank: int, *, taken: bool) -> Candidate:
        reason = f"rank {rank + 1} of what was found" if taken else self._reason(found)
        return Candidate(
            report=found.passage.report_id,
            passage=found.passage.id,
            section=found.passage.section,
            start=found.start,
            end=found.end,
            text=found.text,
            score=round(found.score, 4),
            confidence=round(found.confidence, 4),
            parts={k: round(float(v), 4) for k, v in found.features._asdict().items()},
            missing=found.missing,
            decision="quoted" if taken else "left out",
            reason=reason,
        )

    def _reason(self, found: "Found") -> str:
        """Why a sentence was left out: as it was said when it was, else by what it lacks."""
        told = self._left.get((found.passage.id, found.start), "others said it better")
        lacks = f"; nothing in it comes near to {', '.join(found.missing)}" if found.missing else ""
        return f"{told}{lacks}"


_current: ContextVar[Recorder | None] = ContextVar("recorder", default=None)


@contextmanager
def recording() -> Iterator[Recorder]:
    """Keep account of what is done inside."""
    recorder = Recorder()
    token = _current.set(recorder)
    try:
        yield recorder
    finally:
        _current.reset(token)


def note_search(
    query: str,
    place: Place | None,
    reports: Collection[str],
    passages: int,
    found: "Sequence[Found]",
) -> None:
    """Put a search into the account of the answer that is being made, if one is."""
    recorder = _current.get()
    if recorder is not None:
        recorder.searched(_Searched(query, place, tuple(sorted(reports)), passages, found))


def note_left_out(found: "Found", reason: str) -> None:
    """Put into the account why a sentence is not quoted."""
    recorder = _current.get()
    if recorder is not None:
        recorder.left_out(found.passage.id, found.start, reason)


def _is_quoted(found: "Found", quoted: Mapping[str, Sequence[str]]) -> bool:
    """Whether a sentence, or the best part of it, stands in a quotation of its passage."""
    if found.passage.id not in quoted:
        return False
    words = " ".join(found.text.split())
    return any(
        words in said or (said in words and len(said) > len(words) // 3)
        for said in quoted[found.passage.id]
    )


def _why(
    statement: Statement,
    cited: dict[int, Citation],
    facts: dict[int, list[AnswerFact]],
    passages: dict[str, Passage],
    searches: Sequence[Search],
) -> str:
    """Why a statement stands in the answer, in words."""
    if statement.kind == "fixed":
        return "a phrase of this assistant; it states nothing about a report"
    first = cited.get(statement.citations[0]) if statement.citations else None
    if first is None:
        return "it leads to what follows"
    if statement.kind == "quote":
        return _why_quoted(statement, first, facts, passages, searches)
    return _why_stated(statement, cited, facts)


def _why_quoted(
    statement: Statement,
    citation: Citation,
    facts: dict[int, list[AnswerFact]],
    passages: dict[str, Passage],
    searches: Sequence[Search],
) -> str:
    for search in searches:
        for rank, candidate in enumerate(search.candidates, 1):
            same = candidate.passage == citation.passage and candidate.decision == "quoted"
            if same and " ".join(candidate.text.split()) in statement.text:
                return _why_found(candidate, rank, search)
    for fact in facts.get(citation.id, []):
        if fact.measure == "recommendation":
            return f"recommendation to {fact.addressee or fact.subject}, as printed"
    passage = passages.get(citation.passage)
    section = " › ".join(citation.section[-2:])
    kind = {"strength": "a strength", "improvement": "an area for improvement"}
    if passage is not None and passage.polarity in kind:
        return f"the report gives it as {kind[passage.polarity]}, under {section}"
    if searches:
        return f"it stands under {section}, next to what was found"
    of = f" on {citation.standard.replace('_', ' ')}" if citation.standard else ""
    return f"a point of the report{of}, under {section}"


def _why_found(candidate: Candidate, rank: int, search: Search) -> str:
    parts = sorted(candidate.parts.items(), key=lambda p: -p[1])[:3]
    named = ", ".join(f"{name.replace('_', ' ')} {value:.2f}" for name, value in parts)
    return (
        f"number {rank} of {search.sentences} sentences for “{search.query}”: score "
        f"{candidate.score:.2f}, confidence {candidate.confidence:.2f} ({named})"
    )


def _why_stated(
    statement: Statement, cited: dict[int, Citation], facts: dict[int, list[AnswerFact]]
) -> str:
    own = [f for c in statement.citations[:1] for f in facts.get(c, [])]
    if len(statement.citations) > MOST_ROWS:
        return f"worked out from {len(statement.citations)} rows, all cited"
    if own:
        fact = own[0]
        of = f" for {fact.standard.replace('_', ' ')}" if fact.standard else ""
        derived = f"; derived: {fact.rule}" if fact.derived else ""
        return (
            f"the {fact.measure.replace('_', ' ')}{of} of {fact.subject} "
            f"({month(fact.published)}), "
            f"read from {cited[fact.citation].report.title}{derived}"
        )
    return f"read from {cited[statement.citations[0]].report.title}"


MOST_ROWS = 4
"""Citations beyond which a statement rests on rows, not on one of them."""

"""Whether other wordings of a question get what its own wording gets: the same rows or places."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from evals.facts import same_date
from evals.metrics.shares import clip, share
from evals.results import PairResult, ParaphraseResult, Score, Stability
from index.models import Answer, AnswerFact, Citation

# Rows that a reason names before it counts the rest.
_NAMED = 3
# How alike two spellings of one word are, as a share of their letters.
_ALIKE = 0.75

Row = tuple[tuple[str, ...], str]
"""What a row says, and its date, which is compared at its own precision."""


def paraphrases(results: Sequence[ParaphraseResult]) -> Score:
    """Share of the paraphrases whose answer gives the same rows as the pair's own.

    A pair passes by its own answer: this is reported beside it, as stability.
    """
    faults = [f"{clip(result.wording)}: {result.differs}" for result in results if result.differs]
    return share("paraphrases", faults, len(results), f"all {len(results)} give the same rows")


def stability(results: Iterable[PairResult]) -> Stability:
    """The paraphrases of these pairs in figures."""
    asked = [paraphrase for result in results for paraphrase in result.paraphrases]
    return Stability(
        paraphrases=len(asked),
        same_rows=sum(not paraphrase.differs for paraphrase in asked),
        fulfilled=sum(not paraphrase.unfulfilled for paraphrase in asked),
    )


def misspells(wording: str, others: Iterable[str]) -> bool:
    """Whether a wording is one of the others letter by letter but for the spelling of words."""
    return any(_spelt_alike(wording, other) for other in others)


def difference(own: Answer, other: Answer) -> str:
    """How the other answer differs from the pair's own in status and rows; "" where it does not.

    Where neither has facts, the places that they cite stand for the rows.
    """
    found = []
    if own.status != other.status:
        found.append(f"{other.status}, not {own.status}")
    if own.facts or other.facts:
        missing = _without(_rows(own.facts), _rows(other.facts))
        additional = _without(_rows(other.facts), _rows(own.facts))
    else:
        missing = _uncited(own.citations, other.citations)
        additional = _uncited(other.citations, own.citations)
    if missing:
        found.append(f"missing: {_some(missing)}")
    if additional:
        found.append(f"additional: {_some(additional)}")
    return "; ".join(found)


def _spelt_alike(one: str, other: str) -> bool:
    """The same words in the same order, some of them spelt otherwise or run together."""
    words, wanted = one.lower().split(), other.lower().split()
    changed = False
    for change, a, b, c, d in SequenceMatcher(None, words, wanted, autojunk=False).get_opcodes():
        if change == "equal":
            continue
        changed = True
        mine, theirs = "".join(words[a:b]), "".join(wanted[c:d])
        alike = SequenceMatcher(None, mine, theirs, autojunk=False).ratio() >= _ALIKE
        if not alike and sorted(mine) != sorted(theirs):
            return False
    return changed


def _rows(facts: Iterable[AnswerFact]) -> dict[Row, str]:
    """The rows that the facts give, each with its words for a reason."""
    found: dict[Row, str] = {}
    for fact in facts:
        parts = (fact.standard, fact.key_question, fact.addressee, fact.measure, fact.value)
        said = tuple(part or "" for part in (fact.subject, *parts))
        words = " ".join(part for part in (fact.subject, fact.published, *parts) if part)
        found.setdefault((said, fact.published), words if fact.value else f"{words} {fact.cell}")
    return found


def _without(rows: dict[Row, str], others: dict[Row, str]) -> list[str]:
    """The words of the rows that are not among the others."""
    dates: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for said, published in others:
        dates[said].append(published)
    return [
        words
        for (said, published), words in rows.items()
        if not any(
            published == other or same_date(published, other) for other in dates.get(said, ())
        )
    ]


def _uncited(citations: Iterable[Citation], others: Sequence[Citation]) -> list[str]:
    """The citations that no other one overlaps."""
    return [
        f"{citation.report.id} {clip(citation.quote)}"
        for citation in citations
        if not any(_overlap(citation, other) for other in others)
    ]


def _overlap(one: Citation, other: Citation) -> bool:
    return one.report.id == other.report.id and any(
        start < other_end and other_start < end
        for start, end, _ in one.spans
        for other_start, other_end, _ in other.spans
    )


def _some(rows: list[str]) -> str:
    rest = f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
    return ", ".join(rows[:_NAMED]) + rest

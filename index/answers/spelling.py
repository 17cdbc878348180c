"""Misspelt words of a question, repaired where nothing else can be meant."""

from collections import Counter
from collections.abc import Callable

from rapidfuzz.distance import OSA

from index.answers.english import words

_LEAST = 5
"""Letters of a word that may be repaired: shorter ones are close to too many others."""
_LONG = 11
"""Letters from which on two slips are allowed."""
_LEAST_USES = 2
"""Times that the reports must use the word that is put in."""


def repair(
    question: str, uses: Counter[str], is_english: Callable[[str], bool]
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The question with misspelt words put right, and what was put for what.

    Only a word that the reports never use and that is no English word is repaired, to the one
    word of the reports that is nearest. Measured before we began: plain correction turns
    "addiction" into "addition", so words of English are never touched.
    """
    repaired: list[tuple[str, str]] = []
    for word in reversed(words(question)):
        lower = word.lower
        if len(lower) < _LEAST or not lower.isalpha() or uses[lower] or word.text[0].isupper():
            continue
        if is_english(lower):
            continue
        best = _nearest(lower, uses)
        if best:
            question = question[: word.start] + best + question[word.end :]
            repaired.append((word.text, best))
    return question, tuple(reversed(repaired))


def _nearest(word: str, uses: Counter[str]) -> str | None:
    """The nearest word of the reports within the slips allowed, the most used of equals."""
    allowed = 2 if len(word) >= _LONG else 1
    found: list[tuple[int, int, str]] = []
    for candidate, count in uses.items():
        if (
            count < _LEAST_USES
            or candidate[0] != word[0]
            or abs(len(candidate) - len(word)) > allowed
        ):
            continue
        distance = OSA.distance(word, candidate, score_cutoff=allowed)
        if distance <= allowed:
            found.append((distance, -count, candidate))
    return min(found)[2] if found else None

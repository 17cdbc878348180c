"""How much of a subject some words name."""

from index.answers.compose.request import Request
from index.answers.english import all_stems, stem, words


def share_of(request: Request, topic: frozenset[str], stems: frozenset[str]) -> float:
    """How much of a subject some words name, 0 to 1, its rarer words counting more.

    A word counts as named by a term that the field has for it.
    """
    weights = {s: request.knowledge.weight(s) for s in topic}
    named = (s for s in topic if s in stems or any(t <= stems for t in _terms(request, s)))
    return sum(weights[s] for s in named) / (sum(weights.values()) or 1)


def _terms(request: Request, told: str) -> list[frozenset[str]]:
    """What reports say for the word that tells the subject, each term as its stems."""
    said = [w.text for w in words(request.plan.search) if stem(w.lower) == told]
    return [all_stems(e) for w in said for e in request.knowledge.expand(w)]

"""Values that a question asks to be computed: counts, means and the like over the keys' facts.

Only what the question itself names narrows the facts (its places, regions, ratings, months and
numbers), so that a value is not proved by a computation that nobody asked for.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import eq, ge, gt, le, lt
from statistics import mean, median

from evals.models import ExpectedFact, Pair
from evals.numbers import find_months, find_numbers
from evals.words import contains, contains_whole, mentions, same_place

_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "is": eq,
    "is below": lt,
    "is at most": le,
    "is above": gt,
    "is at least": ge,
}

_TAKES: Mapping[str, Callable[[Sequence[float]], float]] = {
    "mean": mean,
    "median": median,
    "lowest": min,
    "highest": max,
    "range": lambda numbers: max(numbers) - min(numbers),
}


def derive(pair: Pair, facts: Sequence[ExpectedFact]) -> dict[str, float]:
    """What can be computed from the facts for the pair: how, in words, to the value."""
    question = " / ".join(pair.turns)
    found: dict[str, float] = {}
    for measure in ("score", "rating", "key_question", "recommendation"):
        chosen = [fact for fact in facts if fact.measure == measure]
        for name, some in _narrowed(question, chosen):
            if contains(pair.turns[-1], "how many|number of"):
                found[f"{measure}, {name}: count"] = float(len(some))
                continue
            numbers = [fact.number for fact in some if fact.number is not None]
            for word, take in _TAKES.items() if numbers else ():
                found[f"{measure}, {name}: {word}"] = take(numbers)
    return found


def _narrowed(
    question: str, facts: Sequence[ExpectedFact]
) -> Iterator[tuple[str, Sequence[ExpectedFact]]]:
    """The facts as a whole, and by each thing that the question names, one narrowing on another."""
    for place, in_place in _by_place(question, facts):
        for month, in_month in _by_month(question, in_place):
            for rating, rated in _by_rating(question, in_month):
                for value, valued in _by_number(question, rated):
                    yield ", ".join(p for p in (place, month, rating, value) if p) or "all", valued


def _by_place(
    question: str, facts: Sequence[ExpectedFact]
) -> Iterator[tuple[str, Sequence[ExpectedFact]]]:
    yield "", facts
    regions = {fact.region for fact in facts if fact.region}
    places = {fact.subject for fact in facts if fact.subject}
    for name in mentions(question, regions | places):
        yield (
            name,
            [f for f in facts if any(same_place(name, p or "") for p in (f.subject, f.region))],
        )


def _by_month(
    question: str, facts: Sequence[ExpectedFact]
) -> Iterator[tuple[str, Sequence[ExpectedFact]]]:
    yield "", facts
    for month in sorted(find_months(question)):
        yield month, [f for f in facts if month in find_months(_full_date(f.published or ""))]


def _full_date(published: str) -> str:
    return f"{published}-01" if published.count("-") == 1 else published


def _by_rating(
    question: str, facts: Sequence[ExpectedFact]
) -> Iterator[tuple[str, Sequence[ExpectedFact]]]:
    yield "", facts
    for rating in sorted({fact.value for fact in facts if fact.value and fact.number is None}):
        if contains_whole(question, rating):
            yield rating, [fact for fact in facts if fact.value == rating]


def _by_number(
    question: str, facts: Sequence[ExpectedFact]
) -> Iterator[tuple[str, Sequence[ExpectedFact]]]:
    yield "", facts
    for number in find_numbers(question):
        for words, comparison in _COMPARISONS.items():
            some = [f for f in facts if f.number is not None and comparison(f.number, number.value)]
            yield f"number {words} {number.value:g}", some

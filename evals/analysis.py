"""Values that a question of analysis may ask for: statistics of groups, shares, differences.

Wider than `evals.derivation`, and for the kinds in `ANALYTIC` alone: facts are narrowed by what any
wording of the question names, put into groups, and each group is counted, added up and averaged.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, product
from operator import ge, gt, le, lt
from statistics import mean, median

from evals.facts import same_date
from evals.models import ExpectedFact, Pair
from evals.numbers import find_months, find_numbers
from evals.words import contains, mentions, same_place

ANALYTIC = frozenset({"rank", "statistic", "group", "change"})
_COUNTING = frozenset({"list", "count"})

_MEASURES = ("score", "rating", "key_question", "recommendation", "rating_count")
_KEY_QUESTIONS = {
    "engagement": "engag",
    "desistance": "desist",
    "safety": "safe",
}
_GROUPS: Mapping[str, Callable[[ExpectedFact], object]] = {
    "all": lambda fact: None,
    "region": lambda fact: fact.region,
    "place": lambda fact: fact.subject,
    "standard": lambda fact: fact.standard,
    "value": lambda fact: fact.value,
    "addressee": lambda fact: fact.addressee,
    "year": lambda fact: (fact.published or "")[:4],
    "half-year": lambda fact: (fact.published or "")[:7] > f"{(fact.published or '')[:4]}-06",
    "month": lambda fact: (fact.published or "")[:7],
}

Some = Sequence[ExpectedFact]


def analyse(pair: Pair, facts: Some) -> set[float]:
    """Every value that follows from the facts for a question of analysis.

    For a list or a count, only how many there are in all, and of how many places; nothing for
    other kinds.
    """
    if pair.kind not in ANALYTIC | _COUNTING:
        return set()
    question = " / ".join((*pair.turns, *pair.paraphrases))
    found = set(_from_own(pair.facts)) if pair.kind in ANALYTIC else set()
    for measure in _MEASURES:
        chosen = _inspected_once([fact for fact in facts if fact.measure == measure])
        for part in _parts(question, chosen) if chosen else ():
            found |= {float(len(part)), float(len({fact.subject for fact in part}))}
            for key in _GROUPS.values() if pair.kind in ANALYTIC else ():
                found.update(_of_groups(part, key))
    return found


def _of_groups(part: Some, key: Callable[[ExpectedFact], object]) -> Iterator[float]:
    groups: dict[object, list[ExpectedFact]] = defaultdict(list)
    for fact in part:
        groups[key(fact)].append(fact)
    for group in groups.values():
        yield float(len(group))
        yield 100 * len(group) / len(part)
        numbers = [fact.number for fact in group if fact.number is not None]
        if numbers:
            low, high = min(numbers), max(numbers)
            yield from (low, high, high - low, mean(numbers), median(numbers), sum(numbers))


def _from_own(facts: Some) -> Iterator[float]:
    """Of the pair's own facts: the difference of any two, and each as a share of its whole."""
    numbers = [fact.number or _first(fact.value) for fact in facts]
    for one, other in combinations([n for n in numbers if n is not None], 2):
        yield abs(one - other)
    for fact in facts:
        parts = [n.value for n in find_numbers(fact.value or "")]
        part, whole = fact.number, fact.out_of
        if fact.measure == "score" and len(parts) == 2:
            part, whole = parts
        if part is not None and whole:
            yield 100 * part / whole


def _first(value: str | None) -> float | None:
    numbers = find_numbers(value or "")
    return numbers[0].value if numbers else None


def _parts(question: str, facts: Some) -> Iterator[Some]:
    """The facts narrowed by each choice of what the question names, and by its numbers."""
    names = {name for fact in facts for name in (fact.subject, fact.region) if name}
    standards = sorted({fact.standard for fact in facts if fact.standard})
    places = ["", *mentions(question, names)]
    months = ["", *sorted(find_months(question))]
    named = ["", *(s for s in standards if contains(question, s.replace("_", " ")))]
    asked = ["", *(key for key, words in _KEY_QUESTIONS.items() if contains(question, words))]
    for place, month, standard, key in product(places, months, named, asked):
        part = [
            fact
            for fact in facts
            if (not place or any(same_place(place, p or "") for p in (fact.subject, fact.region)))
            and (not month or month in find_months(_dated(fact)))
            and (not standard or fact.standard == standard)
            and (not key or fact.key_question == key)
        ]
        yield part
        yield from _compared(question, part)


def _compared(question: str, facts: Some) -> Iterator[Some]:
    for number in find_numbers(question):
        for holds in (lt, le, gt, ge):
            yield [f for f in facts if f.number is not None and holds(f.number, number.value)]


def _dated(fact: ExpectedFact) -> str:
    published = fact.published or ""
    return f"{published}-01" if published.count("-") == 1 else published


def _inspected_once(facts: Some) -> Some:
    """The facts without those that two sources give of one inspection."""
    kept: list[ExpectedFact] = []
    for fact in facts:
        if fact.measure != "score" or not any(_same_inspection(fact, other) for other in kept):
            kept.append(fact)
    return kept


def _same_inspection(one: ExpectedFact, other: ExpectedFact) -> bool:
    return same_place(one.subject or "", other.subject or "") and same_date(
        one.published or "", other.published or ""
    )

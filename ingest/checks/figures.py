"""The same figure twice: what is said in two places of one thing must agree.

What was done and what was not, or posts filled and posts vacant, add up to the whole.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from ingest.checks.claims import Claim, alike, claim
from ingest.facts.reading import Reading
from ingest.models import Fact, Warning

_SAME_IN_PART = 0.65
"""Likeness (0-1) of two figures of one thing where one says no more of it than the other."""
_SAME_OTHERWISE = 0.8
"""The same where each has words that the other lacks: one such word may be another subject."""
_TWO_SIDES = 0.6
"""The same for two sides of one thing ("filled", "vacant"), which name it themselves."""
_SAME_NUMBER = 0.85
"""The same for plain numbers, which have no base that tells them apart."""
_LEAST_BASE = 10
"""Shares of fewer are shares of many different fewer."""
_LEAST_NUMBER = 5
"""Plain numbers below this count too many different things."""
_LEAST_ABOUT = 2
_TELLING_BASE = 20
_TELLING_WORDS = 3
"""Words that with such a base are enough, where the other figure says more."""
_FACTOR = 2.0
"""A caseload twice as great is that of another place."""
_LEVELS = frozenset({"caseload", "popul"})
"""A place has one of each, so the word alone says what is counted."""
_ROUNDING = 1.0
"""Percent by which a rounded figure may differ from the one that it repeats."""
_IN_ROUND_WORDS = 8.0
"""The same for a share in words: "about two thirds" is 62 or 70 per cent."""
_IN_WORDS = re.compile(r"\b(?:half|thirds?|quarters?|fifths?|sixths?|tenths?|in)\b", re.IGNORECASE)
_BOUND = re.compile(
    r"\b(?:(?P<more>over|more\s+than|above|at\s+least)|under|less\s+than|fewer\s+than|below|nearly|almost)"
    r"\s+(?:\w+\s+){0,2}\S*$",
    re.IGNORECASE,
)
_NEARBY = 14
"""Characters ahead of a figure in which "over" or "under" stands."""
_OPINION = frozenset({"respond", "respondent", "survey", "answer"})
"""Who is asked need not take a side: shares of both may leave some over."""


def same_figure_twice(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """What is said twice has the same figure; what was and was not done add up to the whole."""
    claims = [claim(reading, fact) for fact in facts if fact.measure in {"count", "percentage"}]
    for first, second in _akin(claims):
        if not _comparable(first.fact, second.fact) or not _same_thing(first, second):
            continue
        if not _agree(first, second):
            yield Warning(
                kind="figures_disagree",
                message=(
                    f"{first.fact.value} in one place and {second.fact.value} in another are said "
                    f"of the same: {first.fact.label}."
                ),
                sources=(first.fact.source, second.fact.source),
            )


def _akin(claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """The pairs that have a word in common or stand in one sentence: of thousands, a few."""
    words = [(each, each.every) for each in claims]
    for (first, one), (second, other) in combinations(words, 2):
        if first.apart == second.apart and (
            not one.isdisjoint(other) or first.fact.source.start == second.fact.source.start
        ):
            yield first, second


def _comparable(first: Fact, second: Fact) -> bool:
    """Whether two figures are of one sort, so that one can contradict the other."""
    if first.subject != second.subject or first.number is None or second.number is None:
        return False
    if (first.polarity is None) != (second.polarity is None):
        return False
    sorts = _sort(first), _sort(second)
    if "plain" in sorts or "member" in sorts:
        return (
            sorts[0] == sorts[1]
            and first.unit == second.unit
            and min(_size(first), _size(second)) >= _LEAST_NUMBER
        )
    return first.out_of == second.out_of or None in {first.out_of, second.out_of}


def _sort(fact: Fact) -> str:
    if fact.measure == "percentage":
        return "percentage"
    if fact.out_of is None:
        return "plain"
    # "One of 11 PDUs" says how many there are.
    return "member" if fact.polarity is None and fact.number == 1 else "share"


def _size(fact: Fact) -> float:
    """What a plain number counts; of "one of 11" the eleven."""
    return float((fact.out_of if _sort(fact) == "member" else fact.number) or 0)


def _same_thing(first: Claim, second: Claim) -> bool:
    one, other = first.fact, second.fact
    opposite = bool(first.sides & second.sides) and one.polarity != other.polarity
    likeness = alike(first, second)
    if one.source.start == other.source.start and _two_halves(first, second):
        return True
    if one.source.passage == other.source.passage:
        # Figures of one passage are told apart by it, unless they are two sides of one thing.
        return opposite and likeness > 0 and _one_in_other(first, second)
    if opposite and (likeness >= _TWO_SIDES or (likeness > 0 and _one_in_other(first, second))):
        return True
    plain = _sort(one) in {"plain", "member"}
    if plain and first.about == second.about and first.about <= _LEVELS:
        return likeness > 0 and _near(one, other)
    if len(first.every & second.every) < _LEAST_ABOUT:
        return False
    if _sort(one) == "member" and _one_in_other(first, second):
        return likeness >= _SAME_IN_PART
    if plain or one.polarity is None:
        return likeness >= _SAME_NUMBER
    if _sort(one) == "share" and (one.out_of or 0) < _LEAST_BASE:
        return False
    if _holds(first, second):
        return likeness > 0
    return likeness >= (_SAME_IN_PART if _one_in_other(first, second) else _SAME_OTHERWISE)


def _two_halves(first: Claim, second: Claim) -> bool:
    """Whether a sentence counts what was done and what was not of one number of cases."""
    one, other = first.fact, second.fact
    return (
        _sort(one) == _sort(other) == "share"
        and one.out_of == other.out_of
        and one.polarity != other.polarity
        and (not first.about - first.sides or not second.about - second.sides)
        and first.apart == second.apart
    )


def _one_in_other(first: Claim, second: Claim) -> bool:
    """Whether one of two claims says no more of its subject than the other."""
    return first.every <= second.every or second.every <= first.every


def _holds(first: Claim, second: Claim) -> bool:
    """Whether one of two shares of the same great number is all said by the other's words."""
    base = first.fact.out_of
    least = min(len(first.every), len(second.every))
    return (
        base is not None
        and _sort(first.fact) == _sort(second.fact) == "share"
        and base == second.fact.out_of
        and base >= _TELLING_BASE
        and least >= _TELLING_WORDS
        and _one_in_other(first, second)
    )


def _near(one: Fact, other: Fact) -> bool:
    """Whether two numbers may be of one thing: a part of it is much smaller."""
    low, high = sorted((float(one.number or 0), float(other.number or 0)))
    return high < _FACTOR * low


def _agree(first: Claim, second: Claim) -> bool:
    one, other = first.fact, second.fact
    if _sort(one) in {"plain", "member"}:
        return _size(one) == _size(other)
    exact = one.out_of == other.out_of and _sort(one) == _sort(other) == "share"
    whole = float(one.out_of or 100) if exact else 100.0
    a, b = (_share(fact, exact) for fact in (one, other))
    slack = 0.0 if exact else _IN_ROUND_WORDS if _rough(one) or _rough(other) else _ROUNDING
    if one.polarity == other.polarity:
        return _within(one, b, slack) or _within(other, a, slack) or abs(a - b) <= slack
    if _bound(one) or _bound(other):
        return True
    if (first.about | second.about) & _OPINION:
        return a + b <= whole + slack
    return abs(a + b - whole) <= slack


def _rough(fact: Fact) -> bool:
    return fact.measure == "percentage" and bool(_IN_WORDS.search(fact.value or ""))


def _bound(fact: Fact) -> int:
    """1 where the text says that the figure is more than this, -1 less, 0 neither."""
    ahead = fact.source.quote.split(fact.value or "", 1)[0][-_NEARBY:] + (fact.value or "")
    found = _BOUND.search(ahead)
    return 0 if found is None else 1 if found["more"] else -1


def _within(fact: Fact, figure: float, slack: float) -> bool:
    """Whether a figure lies on the side that "over" or "under" leaves open."""
    side = _bound(fact)
    return bool(side) and side * (figure - float(fact.number or 0)) >= -slack


def _share(fact: Fact, exact: bool) -> float:
    """A figure in its own unit, or as percent where the two differ in kind."""
    number = float(fact.number or 0)
    return number if exact or _sort(fact) != "share" else 100 * number / float(fact.out_of or 1)

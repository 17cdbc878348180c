"""Numbers as a text writes them: in digits and in words, percentages, the parts of dates."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from evals.words import REMEMBERED, visible

_UNITS = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen",
)
_TENS = re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety")
_MONTHS = re.findall(
    r"\w+",
    "january february march april may june july august september october november december",
)
_SHARES = {"half": 50.0, "third": 100 / 3, "quarter": 25.0}

_WORD = "|".join([*_TENS, *reversed(_UNITS)])
_NUMBER = re.compile(
    rf"(?P<iso>\b\d{{4}}-\d\d(?:-\d\d)?\b)"
    rf"|(?P<slashed>\b\d{{1,2}}/\d{{1,2}}/\d{{4}}\b)"
    rf"|(?P<digits>(?<![\w.])\d+(?:,\d{{3}})*(?:\.\d+)?)(?=\D|$)"
    rf"|(?P<words>\b(?:{_WORD})(?:[- ](?:{'|'.join(_UNITS[1:10])}))?(?:\s+hundred)?\b)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\s*(?:%|per\s*cent\b|percent\b)", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:[-–]|to|and|or)\s*[\d.]+\s*(?:%|per\s*cent\b|percent\b)", re.IGNORECASE)
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b(?=\s+\d)|(?<=\d )({'|'.join(_MONTHS)})\b", re.I)
_BEFORE_MONTH = re.compile(rf"\s+(?:{'|'.join(_MONTHS)})\b", re.IGNORECASE)
_RATIO = re.compile(
    r"(?<![\d/.])(\d+)\s*(?:/|(?:out\s+)?of\s+(?:the\s+)?)\s*(\d+)(?![\d/]|\.\d|\s*%)",
    re.IGNORECASE,
)


class Number(NamedTuple):
    """A number in a text."""

    value: float
    percent: bool
    """Whether the text says that it is a percentage."""
    written: str
    """As the text writes it."""
    in_words: bool = False
    day: bool = False
    """Whether it is the day or the month of a date."""


@lru_cache(maxsize=REMEMBERED)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number of the text in order; a date gives its year, month and day one by one."""
    shown = visible(text)
    found: list[Number] = []
    for match in _NUMBER.finditer(shown):
        written = match.group()
        if match["iso"] or match["slashed"]:
            parts = re.split(r"[-/]", written)
            found += [Number(float(p), False, written, day=len(p) < 4) for p in parts]
        elif match["digits"]:
            value = float(written.replace(",", ""))
            percent, day = (
                _is_percent(shown, match.end()),
                bool(_BEFORE_MONTH.match(shown, match.end())),
            )
            found.append(Number(value, percent, written, day=day))
        else:
            percent = _is_percent(shown, match.end())
            found.append(Number(_from_words(written), percent, written, in_words=True))
    return tuple(found)


@lru_cache(maxsize=REMEMBERED)
def find_ratios(text: str) -> tuple[tuple[float, float], ...]:
    """The pairs of numbers of which one is out of the other: 3/21, 22 of 59, 4 out of the 21."""
    return tuple((float(a), float(b)) for a, b in _RATIO.findall(visible(text)))


@lru_cache(maxsize=REMEMBERED)
def find_months(text: str) -> frozenset[str]:
    """The months that the text names beside a number, or writes as a part of a date."""
    shown = visible(text)
    named = {(match[1] or match[2]).lower() for match in _MONTH.finditer(shown)}
    for match in _NUMBER.finditer(shown):
        if match["iso"] or match["slashed"]:
            month = int(re.split(r"[-/]", match.group())[1])
            if 1 <= month <= 12:
                named.add(_MONTHS[month - 1])
    return frozenset(named)


def shares(text: str) -> frozenset[float]:
    """Half, a third, a quarter of a text, as percentages."""
    shown = visible(text).lower()
    found = {value for word, value in _SHARES.items() if re.search(rf"\b{word}s?\b", shown)}
    if re.search(r"\btwo[- ]thirds\b", shown):
        found.add(200 / 3)
    if re.search(r"\bthree[- ]quarters\b", shown):
        found.add(75.0)
    return frozenset(found)


def bare_one(number: Number) -> bool:
    """Whether it is the word "one" or "zero" alone, which is more often no number at all."""
    return number.in_words and number.value in (0.0, 1.0) and not number.percent


def close(one: float, other: float, tolerance: float = 0.0) -> bool:
    """Whether two numbers are the same, within the tolerance and the limits of binary."""
    return abs(one - other) <= tolerance + 1e-9


def values(numbers: Iterable[Number]) -> list[float]:
    """The values alone."""
    return [number.value for number in numbers]


def _is_percent(text: str, end: int) -> bool:
    rest = text[end:]
    return bool(_PERCENT.match(rest) or _RANGE.match(rest))


def _from_words(written: str) -> float:
    total = 0.0
    for word in re.split(r"[-\s]+", written.lower()):
        if word == "hundred":
            total = (total or 1) * 100
        elif word in _TENS:
            total += 20 + 10 * _TENS.index(word)
        else:
            total += _UNITS.index(word)
    return total

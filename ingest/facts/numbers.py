"""Numbers as reports write them, in digits and in words."""

import re
from typing import Literal, NamedTuple

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(_UNITS)})"
WORDS = rf"(?:(?:one|a) hundred|{_WORD})"
"""Pattern of a whole number up to a hundred in words."""

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
"""Pattern of a number in digits, with thousands and decimals."""

NUMBER = rf"(?:{DIGITS}|{WORDS})"
"""Pattern of a number, either way; use with re.IGNORECASE."""


class Figure(NamedTuple):
    """One figure of a sentence, with its place in the sentence."""

    start: int
    end: int
    written: str
    number: float | int
    measure: Literal["count", "percentage"]
    unit: str | None
    out_of: float | int | None
    label: str | None
    """What is counted where the figure says it itself; None where the clause says it."""
    judged: bool = True
    """True where its clause says whether it was done: a share, or a part of what was counted."""


def number(text: str) -> float | int | None:
    """The value of a number as written ("1,980", "twenty-two", "10.4"), or None.

    "All but two" is two: how many are left out.
    """
    bare = text.strip().lower().replace(",", "").rpartition(" but ")[2]
    if re.fullmatch(r"\d+", bare):
        return int(bare)
    if re.fullmatch(r"\d+\.\d+", bare):
        return float(bare)
    if bare in {"one hundred", "a hundred"}:
        return 100
    parts = re.split(r"[- ]", bare)
    if len(parts) == 2 and parts[0] in _TENS and parts[1] in _UNITS[1:10]:
        return 20 + 10 * _TENS.index(parts[0]) + _UNITS.index(parts[1])
    if bare in _TENS:
        return 20 + 10 * _TENS.index(bare)
    return _UNITS.index(bare) if bare in _UNITS else None

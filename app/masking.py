"""Personal data in a question, taken out before anything keeps it: history, audit, feedback, log.

Questions are about reports. What looks like the number of a case or a person, a telephone number,
an address of e-mail or a date of birth is never needed to answer one.
"""

import re
from collections.abc import Callable
from typing import NamedTuple


class Masked(NamedTuple):
    """A text without what looked like personal data."""

    text: str
    kinds: tuple[str, ...]
    """What was taken out, in words, each once: "an NHS number"."""


class _Rule(NamedTuple):
    kind: str
    pattern: re.Pattern[str]
    holds: Callable[[str], bool] = lambda _found: True


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _is_nhs_number(found: str) -> bool:
    """The last of ten digits checks the others (NHS Data Dictionary: modulus 11)."""
    digits = [int(char) for char in _digits(found)]
    rest = 11 - sum(d * w for d, w in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return digits[9] == (0 if rest == 11 else rest)


_GAP = re.compile(r"\[[^\[\]]{1,40} removed\]")
_SEP = r"[\s.-]?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH},?\s+(?:19|20)\d\d"
_NUMERIC_DAY = r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:(?:19|20)\d\d|\d\d)"
_BORN = r"(?:born(?:\s+on)?|d\.?\s?o\.?\s?b\.?|date\s+of\s+birth|birthday)\s*(?:is|was|[:=-])?\s*"

_RULES = (
    _Rule(
        "an e-mail address",
        re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b"),
    ),
    _Rule(
        "a date of birth",
        re.compile(rf"\b{_BORN}(?:{_DAY}|{_NUMERIC_DAY})", re.IGNORECASE),
    ),
    _Rule(
        "a National Insurance number",
        re.compile(
            rf"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]{_SEP}(?:\d\d{_SEP}){{3}}[A-D]\b",
            re.IGNORECASE,
        ),
    ),
    _Rule(
        "a PNC number",
        re.compile(r"\b(?:(?:19|20)\d\d|\d\d)\s?/\s?\d{4,7}\s?[A-HJ-NP-RT-Z]\b", re.IGNORECASE),
    ),
    _Rule(
        "a CRO number",
        re.compile(r"\b\d{4,6}\s?/\s?\d\d\s?[A-Z]\b", re.IGNORECASE),
    ),
    _Rule(
        "a case number",
        re.compile(r"\b[A-Z]\d{6}\b|\b[A-Z]\d{4}[A-Z]{2}\b|\b[A-Z]{2}\d{6,8}\b", re.IGNORECASE),
    ),
    _Rule(
        "a telephone number",
        re.compile(rf"(?<![\w+])(?:\+44{_SEP}(?:\(0\){_SEP})?|\(?0)(?:\d\)?{_SEP}){{9,10}}(?!\d)"),
    ),
    _Rule(
        "an NHS number",
        re.compile(r"(?<![\d.,])\d{3}[\s-]?\d{3}[\s-]?\d{4}(?![\d%])"),
        _is_nhs_number,
    ),
    _Rule(
        "a case number",
        re.compile(
            r"\b(?:crn|case|noms|prison|pnc|nhs|ni)\s*(?:number|no\.?|ref(?:erence)?|id|#)?"
            r"\s*[:=#]?\s*(?=(?:[A-Z/-]*\d){4})[A-Z0-9/-]{5,14}\b",
            re.IGNORECASE,
        ),
    ),
)


def mask(text: str) -> Masked:
    """The text with what looks like personal data replaced by what it was, in brackets."""
    kinds: list[str] = []
    for rule in _RULES:

        def replaced(found: re.Match[str], rule: _Rule = rule) -> str:
            if not rule.holds(found[0]):
                return found[0]
            kinds.append(rule.kind)
            space = " " if found[0][:1].isspace() else ""
            return f"{space}[{rule.kind.split(' ', 1)[1]} removed]"

        text = rule.pattern.sub(replaced, text)
    return Masked(text, tuple(dict.fromkeys(kinds)))


def without_gaps(text: str) -> str:
    """A masked text without the brackets, for whoever has to understand it; never empty for them.

    Where nothing but brackets is left, they stay.
    """
    bare = " ".join(_GAP.sub(" ", text).split())
    return bare if re.search(r"\w", bare) else text


def masked_words(kinds: tuple[str, ...]) -> str:
    """What to tell somebody whose question was masked; "" where nothing was."""
    if not kinds:
        return ""
    listed = kinds[0] if len(kinds) == 1 else ", ".join(kinds[:-1]) + f" and {kinds[-1]}"
    return (
        f"What looked like {listed} was taken out of the question and is kept nowhere. Please ask "
        "without details of a case or a person."
    )

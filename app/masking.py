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


def _is_no_year(found: str) -> bool:
    """Whether two letters and digits are more than a year in two halves: FY202324, CP20232024."""
    first, second = _digits(found)[:4], _digits(found)[4:]
    following = str(int(first) + 1)
    return not (first[:2] in ("19", "20") and second in (following, following[2:]))


_GAP = re.compile(r"\[[^\[\]]{1,40} removed\]")
_DASH = r"\-\u2010-\u2015\u2212"
_SEP = rf"[\s.{_DASH}]{{0,3}}"
"""What people put between the groups of a number: nothing, two spaces, " – "."""
_ALONE, _ENDS = r"(?<![^\W_])", r"(?![^\W_])"
"""Where a number begins and ends: "ref_X123456" holds one, so a line below is no letter."""
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_TH = r"(?:st|nd|rd|th)?"
_BIRTHDAYS = (
    rf"\d{{1,2}}{_TH}(?:\s+of)?[\s{_DASH}]*{_MONTH}[\s,.{_DASH}]*(?:{_YEAR}|['’]?\d\d)",
    rf"{_MONTH}\s+\d{{1,2}}{_TH},?\s+{_YEAR}",
    rf"{_YEAR}[\s/.{_DASH}]{{1,3}}\d{{1,2}}[\s/.{_DASH}]{{1,3}}\d{{1,2}}",
    rf"\d{{1,2}}[\s/.{_DASH}]{{1,3}}\d{{1,2}}[\s/.{_DASH}]{{1,3}}(?:{_YEAR}|\d\d)",
    r"\d{6}(?:\d\d)?",
)
_BIRTHDAY = rf"(?:{'|'.join(_BIRTHDAYS)})(?!\d)"
_BORN = (
    r"(?:born|d\.?\s?o\.?\s?b\.?|date\s+of\s+birth|birthday)"
    rf"(?:[\s:=,{_DASH}]{{0,3}}\b(?:is|was|on|in|the)\b){{0,3}}[\s:=,{_DASH}]{{0,3}}"
)
_NO_NUMBER = (
    rf"{_YEAR}[/-]\d\d(?:\d\d|-\d\d)?",
    rf"\d{{1,2}}[/-](?:\d{{1,2}}[/-])?{_YEAR}",
)
"""Years of a budget and days, which stand behind "prison" and "NHS" as well: 2022/23, 03/2023."""

_RULES = (
    _Rule(
        "an e-mail address",
        re.compile(r"\b\w[\w.+'’-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b"),
    ),
    _Rule(
        "a date of birth",
        re.compile(rf"\b{_BORN}(?:\({_BIRTHDAY}\)|\(?{_BIRTHDAY})", re.IGNORECASE),
    ),
    _Rule(
        # In three pairs or in one piece: "by 2021-22 a" is neither.
        "a National Insurance number",
        re.compile(
            rf"{_ALONE}[A-CEGHJ-TW-Z][A-CEGHJ-NP-TW-Z]{_SEP}"
            rf"(?:\d{{6}}|\d\d[\s.{_DASH}]{{1,3}}\d\d[\s.{_DASH}]{{1,3}}\d\d){_SEP}[A-D]{_ENDS}",
            re.IGNORECASE,
        ),
    ),
    _Rule(
        # A letter apart belongs to more than four digits alone: "03/2023 a better result".
        "a PNC number",
        re.compile(
            rf"{_ALONE}(?:{_YEAR}|\d\d)\s?/\s?(?:\d{{4}}|\d{{5,7}}\s?)[A-HJ-NP-RT-Z]{_ENDS}",
            re.IGNORECASE,
        ),
    ),
    _Rule(
        # As above: "2022/23 a better year".
        "a CRO number",
        re.compile(
            rf"{_ALONE}(?:\d{{4}}\s?/\s?\d\d|\d{{5,6}}\s?/\s?\d\d\s?)[A-Z]{_ENDS}",
            re.IGNORECASE,
        ),
    ),
    _Rule(
        "a telephone number",
        re.compile(
            rf"(?:(?:(?<!\+)\+|(?<![\w+£])00)44{_SEP}(?:\(0\){_SEP})?"
            rf"|(?<![\w+£])(?<!\d[.{_DASH}])(?!\d\d[.-]\d\d[.-]{_YEAR})\(?0)"
            rf"\d(?:\)?{_SEP}\d){{8,9}}(?!\d)"
        ),
    ),
    _Rule(
        "an NHS number",
        re.compile(rf"(?<![\d.,])\d{{3}}{_SEP}\d{{3}}{_SEP}\d{{4}}(?![\d%])"),
        _is_nhs_number,
    ),
    _Rule(
        "a case number",
        re.compile(
            rf"{_ALONE}(?:[A-Z]\d{{6}}|[B-HJ-Z]\s\d{{6}}|[A-Z]\d{{4}}[A-Z]{{2}}){_ENDS}",
            re.IGNORECASE,
        ),
    ),
    _Rule(
        "a case number",
        re.compile(rf"{_ALONE}[A-Z]{{2}}\d{{6,8}}{_ENDS}", re.IGNORECASE),
        _is_no_year,
    ),
    _Rule(
        "a case number",
        re.compile(
            r"\b(?:crn|case|noms|prison|pnc|cro|nhs|ni)"
            r"\s*(?:number|no\.?|ref(?:erence)?|id|#)?"
            rf"\s*[:=#]?\s*(?!(?:{'|'.join(_NO_NUMBER)})(?!\w|[/-]\w))"
            rf"(?:[A-Z]\s?\d{{3}}\s?\d{{3}}|(?=(?:[A-Z/-]*\d){{4}})[A-Z0-9/-]{{5,14}}){_ENDS}",
            re.IGNORECASE,
        ),
    ),
)


def mask(text: str) -> Masked:
    """The text with what looks like personal data replaced by what it was, in brackets."""
    kinds: list[str] = []
    masked, before = text, ""
    while masked != before:  # one number taken out can show where another one begins
        before = masked
        for rule in _RULES:
            masked = _without(masked, rule, kinds)
    return Masked(masked, tuple(dict.fromkeys(kinds)))


def _without(text: str, rule: _Rule, kinds: list[str]) -> str:
    """The text without what the rule fits; its kind goes into `kinds` for each of them."""

    def gap(found: re.Match[str]) -> str:
        if not rule.holds(found[0]):
            return found[0]
        kinds.append(rule.kind)
        return f"[{rule.kind.split(' ', 1)[1]} removed]"

    return rule.pattern.sub(gap, text)


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

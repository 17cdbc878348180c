"""Shares that reports write in words: "two thirds of cases", "half of those", "one in five"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.facts.numbers import NUMBER, number

_HEDGE = (
    r"(?:(?:(?:just|slightly|well|a\s+little|far)\s+)?(?:over|under|more\s+than|less\s+than|fewer\s+than|"
    r"above|below)|about|around|approximately|almost|nearly|roughly|only|just|exactly|at\s+least)\s+"
)
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_TOPS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "nine": 9}
_FRACTION = re.compile(
    rf"(?P<hedge>{_HEDGE})?\b(?:(?P<half>half)|(?P<top>{'|'.join(_TOPS)})[\s-]"
    r"(?P<part>third|quarter|fifth|sixth|tenth)s?)\b(?![\s-](?:party|sector|day|hour|term|year|time))",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"(?P<hedge>" + _HEDGE + r")?\b(?P<top>one|two|three|four|five|six|seven|eight|nine)\s+in\s+"
    r"(?:every\s+)?(?P<whole>three|four|five|six|eight|ten|20|twenty|100)\b"
    r"(?!\s+(?:years?|months?|weeks?|days?|hours?))",
    re.IGNORECASE,
)
_COUNTED = (
    r"(?:cases?|people|persons?|individuals|respondents|staff|practitioners|officers|managers|those|them|"
    r"these|whom|which|assessments?|plans?|reviews?|reports?|orders?|licences?|releases|women|men|children|"
    r"adults|prisoners|victims|PDUs?|regions?|referrals|appointments|requirements|posts|roles|vacancies|"
    r"caseload|workforce|sample|magistrates|POs|PSOs|SPOs|PQiPs|trainees|supervisors|offices|surveyed|asked)"
)
_BASE_AFTER = re.compile(
    rf"^\s+(?:of\s+)?(?:[\w\u2019'()-]+\s+){{0,5}}?{_COUNTED}\b"
    r"|^\s+(?:did|do|had|have|were|was|are|said|felt|reported|told|received|needed|agreed|thought|believed)\b",
    re.IGNORECASE,
)
_NOT_SHARE = re.compile(
    r"\b(?:first|second|final|last|other|latter|next|this|year\s+and\s+a|and\s+a)\s+$",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    rf"^[^.;]{{0,90}}?[(,]\s*(?:\w+\s+)?{NUMBER}\s*(?:%|per\s?cent|(?:out\s+)?of\b)"
)
"""The exact figure follows: "two thirds (64 per cent)"."""


class Share(NamedTuple):
    """A share of a whole, in words."""

    start: int
    end: int
    percent: float
    """0 to 100, to one decimal."""


def fractions(sentence: str) -> Iterator[Share]:
    """The shares in words whose exact figure the sentence does not give itself."""
    for found in _FRACTION.finditer(sentence):
        start, end = found.span()
        ahead, after = sentence[:start], sentence[end:]
        if _NOT_SHARE.search(ahead) or _GIVEN.search(after) or not _BASE_AFTER.search(after):
            continue
        top = 1 if found["half"] else _TOPS[found["top"].lower()]
        part = _PARTS["half" if found["half"] else found["part"].lower()]
        if top < part:
            yield Share(start, end, round(100 * top / part, 1))
    for found in _RATE.finditer(sentence):
        top_number, whole = number(found["top"]), number(found["whole"])
        after = sentence[found.end() :]
        if top_number and whole and top_number < whole and _BASE_AFTER.search(after):
            yield Share(*found.span(), round(100 * top_number / whole, 1))

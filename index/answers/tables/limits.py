"""Limits that a question sets: on scores, percentages, sizes of groups, and how many rows."""

import re

from index.answers.intents import number_of
from index.answers.tables.words import KEY_QUESTION
from index.models import Condition
from index.ratings.query import OPERATORS

_NUMBER = (
    r"(\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|zero|nought"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_BETWEEN = re.compile(
    rf"\b(?:between|from|in the range(?: of)?)\s+{_NUMBER}\s+(?:and|to|-|–)\s+{_NUMBER}\b"
    rf"|\b{_NUMBER}\s*(?:-|–|to)\s*{_NUMBER}\b(?=\s*(?:points?|out|$|\W))",
    re.IGNORECASE,
)
_NOT = r"(?:not|\w+n't|never) (?:score|get|have|reach|do|go)"
_SINGLE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), operator)
    for pattern, operator in (
        (rf"\b{_NOT} (?:more|higher|better|above|over)(?: than)? {_NUMBER}\b", "le"),
        (rf"\b{_NOT} (?:less|fewer|lower|worse|below|under)(?: than)? {_NUMBER}\b", "ge"),
        (
            rf"\b(?:not score(?: an?)?|\w+n't score(?: an?)?|isn'?t|is not|other than|anything but"
            rf"|apart from) {_NUMBER}\b",
            "ne",
        ),
        (
            rf"\b(?:at least|no less than|no fewer than|not less than|minimum of"
            rf"|not below) {_NUMBER}\b",
            "ge",
        ),
        (
            rf"\b(?:at most|no more than|not more than|up to|maximum of|not above"
            rf"|no higher than) {_NUMBER}\b",
            "le",
        ),
        (
            rf"\b(?:more|higher|greater|better|above|over|exceed(?:ed|ing)?|beyond"
            rf"|upwards of)(?: than)?(?: an? (?:score|total) of| a)? {_NUMBER}\b",
            "gt",
        ),
        (
            rf"\b(?:less|fewer|lower|worse|below|under|short of|beneath)(?: than)?"
            rf"(?: an? (?:score|total) of| a)? {_NUMBER}\b",
            "lt",
        ),
        (
            rf"\b{_NUMBER} (?:points? )?(?:or|and) (?:more|higher|above|better|over"
            rf"|up(?:wards)?)\b",
            "ge",
        ),
        (
            rf"\b{_NUMBER} (?:points? )?(?:or|and) (?:less|lower|fewer|below|under|worse|down)\b",
            "le",
        ),
        (rf"\b{_NUMBER}\+", "ge"),
        (rf"\b(?:leaving out|excluding|except|but not|apart from)(?: the)? {_NUMBER}s?\b", "ne"),
        (
            rf"\b(?:failed to (?:reach|get|score|make|hit)|did(?: not|n'?t) (?:reach|get|make|hit)"
            rf"|fell short of|missed)(?: an? (?:\w+ )?score of| even)? {_NUMBER}\b",
            "lt",
        ),
        (rf"\b(?:reach(?:ed|es)?|hit|as high as) {_NUMBER}\b", "ge"),
        (rf"\b(?:exactly|precisely|just|only|dead) {_NUMBER}\b", "eq"),
        (rf"\b(?:are|were|is|was|pdus|units|ones|those) on {_NUMBER}\b(?! (?:standards|of))", "eq"),
    )
)
_OUT_OF = re.compile(
    r"\s*(?:out of|of|/) (?:a possible )?(?:21|27)\b|/\s*(?:21|27)\b", re.IGNORECASE
)


_OF_THE_MAXIMUM = re.compile(
    rf"\b{_NUMBER} ?(?:/|out of) ?(?:a possible )?(?:21|27)\b", re.IGNORECASE
)
"""A score as it is written: "4/21"."""
_EITHER = re.compile(rf"\b{_NUMBER} (?:or|and) {_NUMBER}\b(?! (?:more|less|better|worse))", re.I)


def score_conditions(lower: str) -> tuple[Condition, ...]:
    """Limits on composite scores; equality is left to `intents.score_conditions`."""
    text = _spelt(_OUT_OF.sub(" ", lower))
    between = _BETWEEN.search(text)
    if between:
        low, high = (number_of(g) for g in between.groups() if g)
        if low is not None and high is not None and low < high <= 27:
            left_out = [c for c in _limits(text, "score", 27) if c.operator == "ne"]
            return (
                _condition("score", "ge", low),
                _condition("score", "le", high),
                *left_out,
            )
    limited = _limits(text, "score", 27)
    plain = None if limited else _OF_THE_MAXIMUM.search(lower)
    if plain and (points := _number(plain[1])) is not None:
        return (_condition("score", "eq", points),)
    if either := None if limited else _EITHER.search(text):
        # "Scored 2 or 3": whole numbers beside each other are a range.
        low, high = sorted(number_of(g) or 0 for g in either.groups())
        if high - low == 1 and high <= 27:
            return (_condition("score", "ge", low), _condition("score", "le", high))
    return limited


OF_MAXIMUM = re.compile(
    rf"(?P<share>{_NUMBER}\s?(?:%|per ?cent)|half|a quarter|a third)"
    r" of (?:the |their |its |all )?(?:(?:maximum|possible|available|total|full)\b ?)+"
    r"(?:score|marks?|points?)?",
    re.IGNORECASE,
)
_SHARES = {"half": 50.0, "a quarter": 25.0, "a third": 100 / 3}


def of_maximum(lower: str, most: int) -> tuple[Condition, ...]:
    """Limits given as a share of the most that can be had: "below 20 per cent of the maximum"."""
    found = OF_MAXIMUM.search(lower)
    if not found or not most:
        return ()
    number = re.match(r"[\w.]+", found["share"])
    share = _SHARES.get(found["share"]) or (_number(number[0]) if number else None)
    if share is None:
        return ()
    points = round(share * most / 100, 2)
    return _limits(f"{lower[: found.start()]}{points}{lower[found.end() :]}", "score", most)


_HALF = re.compile(r"\b(?:fewer|less) than half\b|\bunder half\b|\bbelow half\b", re.IGNORECASE)
_MORE_HALF = re.compile(r"\b(?:more than|over|above) half\b|\ba majority of cases\b", re.IGNORECASE)
_PERCENT = re.compile(rf"{_NUMBER}\s?(?:%|per ?cent)", re.IGNORECASE)


def _spelt(text: str) -> str:
    """Signs of comparison in words."""
    for sign, word in ((">=", "at least"), ("<=", "at most"), ("≥", "at least"), ("≤", "at most")):
        text = text.replace(sign, f" {word} ")
    text = text.replace("<", " under ").replace(">", " over ")
    return re.sub(r"  +", " ", text)


def percent_conditions(lower: str, *, of_cases: bool = False) -> tuple[Condition, ...]:
    """Limits on percentages of cases: "under 50 per cent", "fewer than half".

    `of_cases`: key questions are named, so that a bare number is a percentage.
    """
    if _HALF.search(lower):
        return (_condition("percentage", "lt", 50),)
    if _MORE_HALF.search(lower):
        return (_condition("percentage", "gt", 50),)
    if not (_PERCENT.search(lower) or KEY_QUESTION.search(lower) or of_cases):
        return ()
    text = _spelt(re.sub(r"\s?(?:%|per ?cent)", "", lower))
    between = _BETWEEN.search(text)
    if between:
        low, high = (number_of(g) for g in between.groups() if g)
        if low is not None and high is not None and low < high <= 100:
            return (_condition("percentage", "ge", low), _condition("percentage", "le", high))
    return _limits(text, "percentage", 100)


_OWN_NUMBER = re.compile(
    rf"\b(?:which|whose|name|list|places|pdus|reports)\b.{{0,40}}\b(?:contain|contains|made|make|has"
    rf"|have|had|got|gave|given|with) {_NUMBER} recommendations\b",
    re.IGNORECASE,
)
"""A number of recommendations that a report itself has: "which reports contain five"."""


def group_conditions(lower: str) -> tuple[Condition, ...]:
    """Limits on how many rows a group has: "regions with more than five PDUs"."""
    counted = re.search(
        rf"\b(?:more than|over|at least|fewer than|less than|exactly|only) {_NUMBER}"
        r" (?:\w+ ){0,2}(?:pdus?|inspections?|reports?|recommendations?|units|places)\b",
        lower,
    )
    if not counted:
        counted = _OWN_NUMBER.search(lower)
    if not counted:
        return ()
    found = _limits(counted[0], "number", 10_000)
    return found or (_condition("number", "eq", number_of(counted[1]) or 0),)


def _limits(text: str, measure: str, most: int) -> tuple[Condition, ...]:
    found: list[Condition] = []
    for pattern, operator in _SINGLE:
        for match in pattern.finditer(text):
            limit = _number(match[1])
            if limit is not None and limit <= most:
                found.append(_condition(measure, operator, limit))
        # "No more than 2" is no "more than 2": what one pattern has read is read.
        text = pattern.sub(" ", text)
    return tuple(found[:2])


def _number(word: str) -> float | None:
    """A number in digits, with decimals perhaps, or in words."""
    return float(word) if re.fullmatch(r"\d+\.\d+", word) else number_of(word)


def _condition(measure: str, operator: str, number: float) -> Condition:
    return Condition(measure=measure, operator=operator, number=number)


_COUNT_WORDS = "pair|trio|one|two|three|four|five|six|seven|eight|nine|ten|\\d{1,2}"
_EDGE = "top|bottom|best|worst|highest|lowest|strongest|weakest|first|last|poorest"
_LIMIT = re.compile(
    rf"\b(?:{_EDGE})[- ](?:scoring |rated |performing )?({_COUNT_WORDS})\b"
    rf"|\b({_COUNT_WORDS}) (?:of the )?(?:{_EDGE}|top)\b(?!\s+(?:one\b))"
    rf"|\b(?:which|what|name|list|the) ({_COUNT_WORDS}) (?:\w+ ){{1,3}}(?=.*\b(?:{_EDGE}|leads?"
    rf"|foot)\b)(?!reports)",
    re.IGNORECASE,
)
_NTH = re.compile(
    r"\b(?:came|comes|come|finished|placed|ranked|in) (second|third|fourth|fifth|2nd|3rd|4th|5th)\b"
    r"|\b(second|third|fourth|fifth|2nd|3rd|4th|5th)[- ](?:highest|place\b|lowest|best|worst|top"
    r"|weakest|strongest)|\b(runner[- ]up|next[- ](?:best|highest|lowest)|second place"
    r"|(?:came|comes|come) second)\b",
    re.IGNORECASE,
)
_ORDINALS = {
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "5th": 5,
}


def limit_of(lower: str) -> tuple[int | None, int | None]:
    """How many rows are asked for ("top three"), and which value ("second highest")."""
    nth = _NTH.search(lower)
    if nth:
        return None, _ORDINALS.get((nth[1] or nth[2] or "").lower(), 2)
    found = _LIMIT.search(lower)
    word = next(g for g in found.groups() if g).lower() if found else ""
    limit = {"pair": 2, "trio": 3}.get(word) or number_of(word)
    return (limit if limit and limit <= 50 else None), None


def fits(condition: Condition, number: float) -> bool:
    """Whether a number keeps a limit."""
    return bool(OPERATORS[condition.operator](number, condition.number))

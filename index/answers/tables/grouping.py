"""What rows are grouped by, and which of the groups is asked for."""

import re

from index.answers.tables.operations import AT_LEAST
from index.answers.tables.words import NUMERIC, POOLED, any_of
from index.models import Grouping

_GROUP_NOUNS: dict[Grouping, str] = {
    "region": "(?:probation )?regions?",
    "standard": "standards?",
    "rating": "ratings?|grades?",
    "year": "years?|calendar years?",
    "half": "half(?:[- ]years?)?|halves",
    "month": "months?",
    "addressee": "addressees?|bod(?:y|ies)|recipients?|organisations?",
    "key_question": "(?:of the )?(?:three )?key questions?",
    "score": "(?:possible |composite )?scores?",
    "place": "(?:pdus?|places?|areas?|units?|reports?)(?! (?:scores?|average|mean|ratings?)\\b)",
}
_GROUPING = (
    r"\b(?:by|per|(?:for |in |from |within |on |at )?(?:each|every)|split by|which|what|between"
    r"|(?:rank|order|sort|compare)(?: all)?(?: the)?|across|all(?: the)?|any"
    r"|order (?:do|are|did)(?: the)?"
    r"|(?:the )?(?:two|three|four|\d)) (?:of the )?(?:\w+ )?"
)
_GROUPS = {
    name: re.compile(rf"{_GROUPING}(?:{nouns})\b", re.IGNORECASE)
    for name, nouns in _GROUP_NOUNS.items()
}
_SPREAD = re.compile(
    r"\b(scor|rat)\w* (?:\w+ ){0,2}distributed\b"
    r"|\bhow many (?:pdus )?(?:got|scored) (1|one)\b.*\bhow many\b"
    r"|\b(?:group\w*|split|break|broken|count\w*|sort(?:ed)?) (?:\S+ ){0,4}by (?:overall "
    r"|composite )?(score|rating)|\b(?:distribution|breakdown|tally"
    r"|split|spread) of (?:the )?(?:pdu |pdus['’]? )?(?:composite |overall )?(scores?|ratings?)"
    r"|\b(?:at|for|with) (?:every|each) (rating|score)\b"
    r"|\b(score|rating)s? (?:distribution|breakdown)\b"
    r"|\bhow many (?:\w+ ){0,3}(?:got|scored|received|at|with|on) (?:each|every|what|which) (score"
    r"|rating)",
    re.IGNORECASE,
)


_ADDRESSEES_EACH = re.compile(
    r"\b(?:by|per|for|to) (?:who(?:m|ever)?|each|every) (?:\w+ )?(?:they|it|body|addressee"
    r"|recipient|organisation)|\bwho(?:m|ever)? (?:they|these|it)(?:'re|\u2019re| are| were"
    r"| is)? (?:addressed|aimed|directed)|\bper addressee\b",
    re.IGNORECASE,
)
_BY_TURNS = re.compile(r"\b(region|standard|month|year|place|report|pdu|rating) by \1\b")
_EACH = re.compile(
    r"\b(?<!across )(?<!over )(?<!in )(?<!of )(?<!from )(?<!across all )(?:each"
    r"|every) (?:of )?(?:the )?(?:\w+ ){0,2}(?:reports?|places?|pdus?)\b|\bone each\b"
    r"|\b(?:per|by) (?:\w+ )?(?:report|place|pdu)\b",
)


def group_of(lower: str) -> Grouping | None:
    """What rows are grouped by, or None."""
    turns = _BY_TURNS.search(lower)
    if turns:
        return next((name for name in _GROUP_NOUNS if name == turns[1]), "place")
    spread = _SPREAD.search(lower)
    if spread:
        of = next(group for group in spread.groups() if group)
        return "rating" if of.lower().startswith("rat") else "score"
    if _ADDRESSEES_EACH.search(lower):
        return "addressee"
    if "second half" in lower and "first half" in lower:
        return "half"
    for name, pattern in _GROUPS.items():
        found = pattern.search(lower)
        if not found:
            continue
        asks = re.match(r"which|what|any|all", found[0].lower())
        scope = re.search(r"\b(?:across|in|over|of|from|within)\W*$", lower[: found.start()])
        if name == "place" and (
            asks or scope or not re.match(r"by|per|.*each|.*every", found[0].lower())
        ):
            continue
        if name in {"score", "place", "key_question"} and _pooled(lower, found):
            continue
        if name in {"score", "rating"} and (asks or found[0].lower().startswith("by ")):
            # "Ranked by score" is an order; "grouped by rating" is met below.
            continue
        if name == "region" and re.match(r"all|across", found[0].lower()):
            continue
        if name == "key_question" and asks and found[0].lower().startswith(("all", "any")):
            continue
        numbered = re.match(r"(?:the )?(?:two|three|four|\d)\b", found[0].lower())
        if numbered and (name != "region" or not NUMERIC.search(lower)):
            continue
        return name
    return "place" if _EACH.search(lower) else None


def _pooled(lower: str, found: re.Match[str]) -> bool:
    """Whether one number is computed from all of them: "take every score and average them"."""
    pooled = POOLED.search(lower)
    inside = pooled and pooled.start() <= found.end() and found.start() < pooled.end()
    return bool(inside and NUMERIC.search(lower))


def edge_of(lower: str) -> str | None:
    """Whether the highest or the lowest group is asked for."""
    lower = AT_LEAST.sub(" ", lower)
    low = any_of("lowest|worst|fewest|least|bottom|weakest|poorest|smallest|shortest").search(lower)
    high = any_of("highest|best|most|top|strongest|largest|biggest|greatest|longest").search(lower)
    if low and high:
        return "lowest" if low.start() < high.start() and "most" in high[0] else "highest"
    return "lowest" if low else "highest" if high else None

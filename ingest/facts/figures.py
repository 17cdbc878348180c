"""The figures of a sentence: "22 of 59 cases", "28 per cent", "15 vacancies"."""

import re
from collections.abc import Iterator

from ingest.facts.amounts import amounts
from ingest.facts.fractions import fractions
from ingest.facts.numbers import DIGITS, NUMBER, Figure, number
from ingest.facts.pairs import pairs
from ingest.facts.shares import shares

_ANY = re.compile(
    rf"\d|\b(?:{NUMBER}|half|halves|thirds?|quarters?|fifths?|tenths?)\b", re.IGNORECASE
)
"""Most sentences have no number: one look at them costs less than all the patterns."""
_PERCENT = re.compile(rf"\b(?P<n>{NUMBER})\s*(?:%|per\s?cent\b)", re.IGNORECASE)
_BASE_AHEAD = re.compile(
    rf"^Of\s+(?:(?:the|all|our|these|those)\s+)*(?:[^.;(),]*\((?:n\s*=\s*)?(?P<m>{NUMBER})\)|(?P<first>{NUMBER})\s+[a-z])",
    re.IGNORECASE,
)
_BASE_AFTER = re.compile(
    rf"\s*(?:\)\s*)?of\s+(?:the\s+|all\s+|our\s+|these\s+|those\s+)*(?P<m>{NUMBER})\s+[a-z]",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"\b(?:between|from)\s+(?P<a>{NUMBER})\s+(?:and|to)\s+$", re.IGNORECASE)
_OF_PARAGRAPH = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[A-Z][a-z]|A\s)")
"""The number of a paragraph before its first sentence: "2.2 Visits to addresses that …"."""
_LEVEL = re.compile(
    r"\b(?P<what>caseload|population)\b(?P<between>[^.;]{0,90}?)\s"
    rf"(?:is|was|of|at|stands?\s+at|stood\s+at|accounted\s+for)\s+(?:about\s+|around\s+)?(?P<n>{DIGITS})",
    re.IGNORECASE,
)


def figures(sentence: str, counted: tuple[str, ...] = ()) -> list[Figure]:
    """The figures of a sentence in their order, none inside another.

    `counted` are the nouns that a plain number may count ("practitioners", "vacancies").
    """
    if not _ANY.search(sentence):
        return []
    found = [*shares(sentence), *_percentages(sentence), *_fractions(sentence)]
    if counted:
        found += pairs(sentence)
    found += _levels(sentence)
    if counted:
        found += amounts(sentence, counted)
    found += [lower for figure in found for lower in _lower_end(sentence, figure)]
    numbered = _OF_PARAGRAPH.match(sentence)
    kept: list[Figure] = []
    for figure in found:
        if numbered and figure.start < numbered.end():
            continue
        if any(figure.start < each.end and each.start < figure.end for each in kept):
            continue
        if not (figure.out_of is None and _is_whole(sentence, figure, kept)):
            kept.append(figure)
    return sorted(kept)


def _is_whole(sentence: str, figure: Figure, kept: list[Figure]) -> bool:
    """True for the 60 of "45 (75 per cent) of 60 cases"."""
    return any(each.out_of == figure.number for each in kept) and bool(
        re.search(r"\)\s+(?:out\s+)?of\s+(?:the\s+|all\s+)?$", sentence[: figure.start])
    )


def _percentages(sentence: str) -> Iterator[Figure]:
    for match in _PERCENT.finditer(sentence):
        value = number(match["n"])
        if value is not None:
            base = _base(sentence, *match.span())
            yield Figure(*match.span(), match[0], value, "percentage", "percent", base, None)


def _base(sentence: str, start: int, end: int) -> float | int | None:
    """The number of which a percentage is told: "of the 59 people who came, 49 per cent"."""
    for found in (_BASE_AHEAD.search(sentence[:start]), _BASE_AFTER.match(sentence[end:])):
        if found:
            return number(next(filter(None, found.groups())))
    return None


def _fractions(sentence: str) -> Iterator[Figure]:
    for share in fractions(sentence):
        written = sentence[share.start : share.end]
        yield Figure(
            share.start, share.end, written, share.percent, "percentage", "percent", None, None
        )


def _lower_end(sentence: str, figure: Figure) -> Iterator[Figure]:
    """ "Between 60 and" of "between 60 and 70 per cent"."""
    found = _RANGE.search(sentence[: figure.start])
    value = number(found["a"]) if found else None
    if found and value is not None and figure.out_of is None:
        written = sentence[found.start("a") : found.end("a")]
        yield figure._replace(
            start=found.start("a"), end=found.end("a"), written=written, number=value
        )


def _levels(sentence: str) -> Iterator[Figure]:
    """ "The caseload of the region is 26,743", "a population of 554,401"."""
    for match in _LEVEL.finditer(sentence):
        value = number(match["n"])
        end = match.end()
        if value is None or value < 100 or re.match(r"\s*(?:%|per\s?cent)", sentence[end:]):
            continue
        before = re.search(r"[\w\u2019'-]+(?:\s[\w\u2019'-]+){0,2}\s$", sentence[: match.start()])
        owner = before[0] if before and re.search(r"PDU|total|area|region", before[0]) else ""
        between = re.sub(r"\s+", " ", match["between"])
        label = re.sub(r"(?i)^(?:the|a|its|has|which) ", "", f"{owner}{match['what']}{between}")
        yield Figure(
            match.start("n"),
            end,
            match["n"],
            value,
            "count",
            "people",
            None,
            label.strip(" ,"),
            judged=False,
        )

"""Parts against their total: samples and the shares taken of them, and lists that add up."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.checks.select import of, prose
from ingest.facts.numbers import NUMBER, number
from ingest.facts.reading import Reading
from ingest.models import Fact, Passage, Warning

_SAMPLED = re.compile(r"case|order|licence|release|report")
"""Units of what an inspection reads."""
_OF_ALL = re.compile(
    rf"\bof\s+(?:all\s+)?the\s+(?P<n>{NUMBER})\s+cases\s+(?:that\s+|which\s+)?"
    r"(?:we\s+(?:inspected|looked\s+at|examined)|in\s+our\s+sample)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"(?<![\d.,])\b(?P<n>{NUMBER})\s+(?!per\b|%|out\b|of\b)", re.IGNORECASE)
_EXACT = re.compile(
    rf":\s+|\s\((?={NUMBER}\s+[a-z][^()]*\band\b)|,?\s+\(?(?:compris(?:ed|ing|es|e)|(?:made|making)\s+up|consist(?:ed|ing|s)?|split|divided|"
    r"broken\s+down)(?:\s+(?:up|of|into|between|as))*:?\s+",
    re.IGNORECASE,
)
"""What follows are all the parts."""
_SOME = re.compile(r"\b(?:includ(?:ed|ing|es|e))\b:?,?\s+", re.IGNORECASE)
"""What follows are some of the parts."""
_NEXT = re.compile(r"^(?:This|These|They|The\s+\w+)\s+(?:were\s+|was\s+)?", re.IGNORECASE)
_FURTHER = r"(?:another|a\s+further|the\s+(?:other|remaining))\s+"
_BETWEEN = re.compile(
    rf"[,;]\s+(?:and\s+|plus\s+)?|\s+(?:and|plus)\s+(?=(?:{_FURTHER})?{NUMBER}\b)",
    re.IGNORECASE,
)
"""Between two items of a list."""
_ITEM = re.compile(
    rf"^(?:and\s+|{_FURTHER})*(?P<n>{NUMBER})\s+"
    rf"(?!per\b|%|out\b|of\b|years?\b|months?\b|weeks?\b|hours?\b|days?\b)(?P<what>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SAID = re.compile(
    r"\b(?:were|was|are|is|had|have|has|did|said|felt|thought|reported|told|could|received)\b",
    re.IGNORECASE,
)
"""Parts with verbs may overlap: who had a plan may have had a review."""
_EXPLAINED = re.compile(
    r"\b(?:both|more\s+than\s+one|twice|overlap\w*|counted\s+double|two\s+or\s+more|"
    r"some\s+of\s+(?:whom|these|them))\b|\bone\s+\w+\s+completed\b",
    re.IGNORECASE,
)
_NEARBY = 160
"""Characters after a list in which the report may explain it."""
_PART_OF = re.compile(
    rf"(?<![\d.,])\b(?P<whole>{NUMBER})\s+(?P<what>[a-z][^.;:]{{2,80}}?),?\s+(?P<part>{NUMBER})\s+of\s+"
    r"(?:whom|which|these|them)\b",
    re.IGNORECASE,
)


class Listed(NamedTuple):
    """A total and the parts that a list gives of it."""

    total: float
    parts: list[float]
    exact: bool
    """True where the list gives all of the parts."""
    start: int
    end: int


def sample_and_shares(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """No share is taken of more cases than the inspection looked at, nor its sample of another.

    Where the text counts more cases elsewhere, the share may be of those.
    """
    sentences: dict[int, list[Fact]] = {}
    plain = [
        fact
        for fact in of(facts, "count")
        if fact.out_of is None and fact.unit and _SAMPLED.search(fact.unit)
    ]
    for fact in plain:
        if re.search(r"\bwe inspected\b", fact.source.quote, re.IGNORECASE):
            sentences.setdefault(fact.source.start, []).append(fact)
    if len(sentences) != 1:
        return
    parts = next(iter(sentences.values()))
    total = sum(part.number or 0 for part in parts)
    numbers = {fact.number for fact in plain}
    most = max([total, *(fact.number or 0 for fact in plain)])
    for fact in of(facts, "count"):
        if fact.unit != "cases" or fact.out_of is None:
            continue
        whole = _OF_ALL.search(fact.source.quote)
        all_of = whole is not None and number(whole["n"]) == fact.out_of
        other = all_of and fact.out_of != total and fact.out_of not in numbers
        if fact.out_of > most or other:
            yield Warning(
                kind="parts_total",
                message=(
                    f"{fact.value} is a share of {fact.out_of:g} cases, but {total:g} were "
                    "inspected in all."
                ),
                sources=(fact.source, parts[0].source),
            )


def lists_and_totals(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """The parts that a list gives of a total add up to it, or to no more where some are given."""
    before: tuple[Passage, int, int] | None = None
    for passage, start, end in prose(reading):
        near = before if before and before[0] is passage else None
        for listed in _lists(passage, near, start, end):
            total = sum(listed.parts)
            wrong = total != listed.total if listed.exact else total > listed.total
            told = passage.text[listed.start : listed.end + _NEARBY]
            if wrong and not _EXPLAINED.search(told):
                yield Warning(
                    kind="parts_total",
                    message=(
                        f"The parts {' + '.join(f'{part:g}' for part in listed.parts)} make "
                        f"{total:g}, but the total is {listed.total:g}."
                    ),
                    sources=(reading.quotation(passage, listed.start, listed.end),),
                )
        before = (passage, start, end)


def _lists(
    passage: Passage, near: tuple[Passage, int, int] | None, start: int, end: int
) -> Iterator[Listed]:
    sentence = passage.text[start:end]
    for pattern, exact in ((_EXACT, True), (_SOME, False)):
        for mark in pattern.finditer(sentence):
            parts = _items(sentence[mark.end() :])
            first, head = start, sentence[: mark.start()]
            if near and _NEXT.fullmatch(f"{head.strip()} ") and not _wholes(head):
                first, head = near[1], passage.text[near[1] : near[2]]
            wholes = _wholes(head)
            if len(parts) >= 2 and wholes:
                yield Listed(wholes[-1], parts, exact, first, end)
    for found in _PART_OF.finditer(sentence):
        whole, part = number(found["whole"]), number(found["part"])
        if whole is not None and part is not None:
            yield Listed(whole, [part], False, start, end)


def _wholes(head: str) -> list[float]:
    """The numbers before a list, of which the last is its total."""
    values = (number(found["n"]) for found in _WHOLE.finditer(f"{head} "))
    return [float(value) for value in values if value is not None]


def _items(rest: str) -> list[float]:
    """The numbers of the items of a list; empty where an item has none, or may overlap."""
    items = _BETWEEN.split(rest.strip(" .)"))
    values: list[float] = []
    for item in items:
        found = _ITEM.match(item)
        value = number(found["n"]) if found else None
        if found is None or value is None:
            break
        if _SAID.search(found["what"]):
            return []
        values.append(float(value))
    return values

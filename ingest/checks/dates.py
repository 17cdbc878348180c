"""Dates: one event has one, the order is possible, and every day is in the calendar."""

import re
from collections.abc import Iterator
from itertools import combinations

from ingest.checks.select import of, prose
from ingest.facts.days import DATE, MONTHS, in_words, iso
from ingest.facts.reading import Reading
from ingest.models import Fact, Source, Warning

_REGIONAL = re.compile(
    r"\bregional\s+(?:field\s?work|inspection)|\bfield\s?work\s+(?:\w+\s+){1,4}region(?:al)?\b",
    re.IGNORECASE,
)
_UNITS = re.compile(r"\b(?:PDUs|probation delivery units)\b", re.IGNORECASE)
_DAY = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{'|'.join(MONTHS)})"
_DAY_ONLY = re.compile(rf"\b{_DAY}\b(?!,?\s+\d{{4}})", re.IGNORECASE)
_MONTH_FIRST = re.compile(
    rf"\b(?P<month>{'|'.join(month.title() for month in MONTHS)})\s+"
    r"(?P<day>\d{1,2})(?:(?:st|nd|rd|th)\b|,?\s+\d{4}\b)"
)
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of the months, in a leap year."""
_FIRST = rf"(?P<first>{DATE}|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+(?:{'|'.join(MONTHS)}))?)"
_PERIODS = (
    re.compile(rf"\bbetween\s+{_FIRST}\s*(?:and|to|[-\u2013])\s*(?P<last>{DATE})", re.IGNORECASE),
    re.compile(
        rf"\b(?:from|of|covers|covering|period|year)\s*:?\s+{_FIRST}"
        rf"\s*(?:to|until|till|through|[-\u2013])\s*(?P<last>{DATE})",
        re.IGNORECASE,
    ),
)
_FIELDWORK = re.compile(
    r"\b(?:field\s?work|inspectors\s+(?:visited|spent)|cases?\s+we\s+inspected)\b", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(?:will|shall|next|plan(?:s|ned)?|due|intend\w*|expect\w*|until|follow(?:ing|s|ed)?|re-?inspect\w*|"
    r"previous|since)\b",
    re.IGNORECASE,
)
"""A sentence with these may well name a day that has not come."""


def one_fieldwork(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """The fieldwork of one inspection has one date."""
    # Other documents look at several places, each with a fieldwork of its own.
    if reading.info.kind not in {"pdu", "region"}:
        return
    for first, second in combinations(_fieldwork(reading, facts), 2):
        if _scope(first) == _scope(second) and not _same_date(
            first.value or "", second.value or ""
        ):
            yield Warning(
                kind="two_dates",
                message=(
                    f"Fieldwork at {first.subject} is dated {_period(first)} in one place and "
                    f"{_period(second)} in another."
                ),
                sources=(first.source, second.source),
            )


def dates_in_order(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """Fieldwork and data are not later than the publication; a period ends after it begins."""
    published = reading.info.published
    told: set[int] = set()
    for fact in of(facts, "date"):
        value = (fact.value or "").split("/")[-1]
        if fact.label not in {"fieldwork", "data_as_at", "commencement"} or not _later(
            value, published
        ):
            continue
        if _AHEAD.search(fact.source.quote):
            continue
        told.add(fact.source.start)
        name = {"fieldwork": "Fieldwork is", "data_as_at": "Data are"}.get(
            fact.label, "The start of the cases is"
        )
        yield Warning(
            kind="date_order",
            message=f"{name} dated {in_words(value)}, after publication: {in_words(published)}.",
            sources=(fact.source, *_publication(facts)),
        )
    yield from _periods(reading)
    yield from _visits(reading, facts, told)


def _periods(reading: Reading) -> Iterator[Warning]:
    """A period ends after it begins."""
    for passage, start, end in prose(reading):
        for period in (
            found for each in _PERIODS for found in each.finditer(passage.text, start, end)
        ):
            begin, finish = _ends(period["first"], period["last"])
            if begin and finish and _later(begin, finish):
                yield Warning(
                    kind="date_order",
                    message=f"A period begins: {in_words(begin)}, and ends: {in_words(finish)}.",
                    sources=(reading.quotation(passage, start, end),),
                )


def _visits(reading: Reading, facts: tuple[Fact, ...], told: set[int]) -> Iterator[Warning]:
    """No sentence dates the fieldwork after the publication; `told` are those already doubted."""
    published = reading.info.published
    for passage, start, end in prose(reading):
        sentence = passage.text[start:end]
        if not _FIELDWORK.search(sentence) or _AHEAD.search(sentence):
            continue
        source = reading.quotation(passage, start, end)
        for found in re.finditer(DATE, sentence, re.IGNORECASE):
            value = iso(found[0]) or ""
            if source.start not in told and _later(value, published):
                yield Warning(
                    kind="date_order",
                    message=(
                        f"Fieldwork is dated {in_words(value)}, after publication: "
                        f"{in_words(published)}."
                    ),
                    sources=(source, *_publication(facts)),
                )


def impossible_dates(reading: Reading, facts: tuple[Fact, ...]) -> Iterator[Warning]:
    """Every date is a day of the calendar, with its year or without."""
    for passage in reading.passages:
        places = [
            found.span()
            for found in re.finditer(rf"(?<![\d/.])\b{DATE}\b", passage.text, re.IGNORECASE)
            if iso(found[0]) is None
        ]
        for pattern in (_DAY_ONLY, _MONTH_FIRST):
            places += [m.span() for m in pattern.finditer(passage.text) if _beyond(m)]
        for start, end in places:
            yield Warning(
                kind="impossible_date",
                message=f"{passage.text[start:end]!r} is not a day of the calendar.",
                sources=(reading.quotation(passage, start, end),),
            )


def _fieldwork(reading: Reading, facts: tuple[Fact, ...]) -> list[Fact]:
    return [
        fact
        for fact in of(facts, "date")
        if fact.subject == reading.info.subject and fact.label == "fieldwork" and fact.value
        if not _AHEAD.search(fact.source.quote)
    ]


def _period(fact: Fact) -> str:
    """The date of a fact in words, or the two ends of its period."""
    return " to ".join(in_words(end) for end in (fact.value or "").split("/"))


def _publication(facts: tuple[Fact, ...]) -> list[Source]:
    return [fact.source for fact in of(facts, "date") if fact.label == "publication"][:1]


def _scope(fieldwork: Fact) -> str:
    """Of what a sentence dates the fieldwork: a region and its units are inspected one by one."""
    if _REGIONAL.search(fieldwork.source.quote):
        return "region"
    return "units" if _UNITS.search(fieldwork.source.quote) else ""


def _beyond(found: re.Match[str]) -> bool:
    """True for a day just beyond its month ("31 June"); "40 May" counts something."""
    longest = _LONGEST[MONTHS.index(found["month"].lower())]
    return longest < int(found["day"]) <= 31


def _ends(first: str, last: str) -> tuple[str | None, str | None]:
    """Both ends of a period in ISO; a month or year that the first leaves out is the last's."""
    end = iso(last)
    begin = iso(first)
    if end is None or (begin and not re.fullmatch(r"\d{4}", begin)):
        return begin, end
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)", "", first).split()
    month = words[1] if len(words) > 1 else MONTHS[int(end[5:7]) - 1]
    # "from 14 December to 10 January 2024" begins in the year before.
    year = int(end[:4]) - (MONTHS.index(month.lower()) + 1 > int(end[5:7]))
    return iso(f"{words[0]} {month} {year}"), end


def _later(first: str, second: str) -> bool:
    """Whether a date lies after another, as far as both are known."""
    shortest = min(len(first), len(second))
    return bool(shortest) and first[:shortest] > second[:shortest]


def _same_date(first: str, second: str) -> bool:
    return first.startswith(second) or second.startswith(first)

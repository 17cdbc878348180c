"""Dates by their role: fieldwork, publication, period covered, data as at, copyright, …"""

import re
from collections.abc import Iterator

from ingest.facts.days import DATE, iso
from ingest.facts.reading import Reading
from ingest.models import Fact, Passage

_FLAGS = re.IGNORECASE | re.DOTALL
_FIELDWORK = re.compile(
    rf"work\b[^.]{{0,100}}?\b(?:start\w*|beg[aiu]n\w*|commenc\w*|took place|took\b[^.]{{0,25}}?)"
    rf"\s*(?:on|in|from|between|:)?\s*(?<!\d)(?P<date>{DATE})",
    _FLAGS,
)
_PERIOD = re.compile(
    r"(?:\b(?:report(?:ing)?|year|period)\b[^.]{0,40}?\b(?:of|from|between|covers|covering)\s+|"
    rf"\bbetween\s+)(?P<first>{DATE})\s*(?:to|and|until|[-\u2013])\s*(?P<last>{DATE})",
    _FLAGS,
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\s+\w+"
_COMMENCED = re.compile(
    rf"\bcommenced\b[^.]{{0,60}}?\b(?:between|from)\s+(?P<pairs>(?:(?:{DATE}|{_DAY})"
    rf"\s*(?:,?\s*(?:and|to|until)|,|[-\u2013])?\s*)+)",
    _FLAGS,
)
_AS_AT = re.compile(rf"\bas (?:at|of)\s+(?:the\s+)?(?P<date>{DATE})", _FLAGS)
_DATA_OF = re.compile(rf"\bdata\b[^.]{{0,20}}?,\s*(?P<date>{DATE})", _FLAGS)
_COPYRIGHT = re.compile(r"(?:\u00a9|\(c\))\s*(?:Crown\s+)?copyright\s*(?P<date>\d{4})", _FLAGS)
_PUBLISHED = re.compile(
    rf"^[^\n]{{0,80}}?(?:Inspectorate[^\n]{{0,40}}?,\s*|Published(?:\s+on)?:?\s*)[*_]*(?P<date>{DATE})",
    re.IGNORECASE | re.MULTILINE,
)
_ALONE = re.compile(rf"^[^\w\n]*(?P<date>{DATE})[^\w\n]*$", re.IGNORECASE | re.MULTILINE)
_COVER = 4000
"""Characters of a file in which its cover, contents and imprint stand."""


def date_facts(reading: Reading) -> list[Fact]:
    """The dates of a report with their role in `label`; a period is "first/last", both ISO."""
    facts = [*_from_cover(reading)]
    for passage in reading.passages:
        if passage.type in {"table", "quote", "caption"}:
            continue
        facts += _of_roles(reading, passage)
        facts += _periods(reading, passage)
    return _said_once(facts)


def _said_once(facts: list[Fact]) -> list[Fact]:
    """One fact for each role and date; the places that say it again are in `also`."""
    once: dict[tuple[str | None, str | None], Fact] = {}
    for fact in facts:
        key = (fact.label, fact.value)
        if known := once.get(key):
            once[key] = known.model_copy(update={"also": (*known.also, fact.source)})
        else:
            once[key] = fact
    return list(once.values())


def _from_cover(reading: Reading) -> Iterator[Fact]:
    top = reading.text[:_COVER]
    published = reading.info.published
    wanted = [("publication", _PUBLISHED), ("publication", _ALONE), ("copyright", _COPYRIGHT)]
    done: set[str] = set()
    for label, pattern in wanted:
        for found in pattern.finditer(top) if label not in done else ():
            value = iso(found["date"])
            if value and (label == "copyright" or value == published):
                done.add(label)
                start = found.start() + len(found[0]) - len(found[0].lstrip())
                source = reading.furniture(start, found.end())
                yield reading.fact(source, measure="date", label=label, value=value)
                break


def _of_roles(reading: Reading, passage: Passage) -> Iterator[Fact]:
    roles = (("fieldwork", _FIELDWORK), ("data_as_at", _AS_AT), ("data_as_at", _DATA_OF))
    for start, end in reading.sentences(passage):
        sentence = passage.text[start:end]
        for label, pattern in roles:
            for found in pattern.finditer(sentence):
                value = iso(found["date"])
                if value is None or (label == "fieldwork" and not _is_fieldwork(passage, found)):
                    continue
                source = reading.quotation(passage, start, end)
                yield reading.fact(source, measure="date", standard=None, label=label, value=value)


def _is_fieldwork(passage: Passage, found: re.Match[str]) -> bool:
    """True for "fieldwork …", and for a cut "…work started" on the ratings page."""
    before = passage.text[: passage.text.find(found[0]) + len("work")].lower()
    return before.endswith("fieldwork") or len(passage.text) < 60


def _periods(reading: Reading, passage: Passage) -> Iterator[Fact]:
    for start, end in reading.sentences(passage):
        sentence = passage.text[start:end]
        source = reading.quotation(passage, start, end)
        if found := _COMMENCED.search(sentence):
            for value in _pairs(found["pairs"]):
                yield reading.fact(
                    source, measure="date", standard=None, label="commencement", value=value
                )
        elif reading.info.kind in {"annual", "thematic", "other"} and (
            found := _PERIOD.search(sentence)
        ):
            first, last = iso(found["first"]), iso(found["last"])
            if first and last and not passage.standard:
                value = f"{first}/{last}"
                yield reading.fact(source, measure="date", label="period", value=value)


def _pairs(text: str) -> Iterator[str]:
    """Each "06 June and 08 July 2022" of a text as "2022-06-06/2022-07-08"."""
    days = re.findall(rf"{DATE}|{_DAY}(?!\s+\d{{4}})", text, _FLAGS)
    for first, last in zip(days[::2], days[1::2], strict=False):
        end = iso(last)
        begin = iso(first) or (iso(f"{first} {end[:4]}") if end else None)
        if begin and end:
            yield f"{begin}/{end}"

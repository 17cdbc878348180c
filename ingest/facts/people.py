"""People of an inspection, and the bodies that provide services."""

import re
from collections.abc import Iterator

from ingest.facts.reading import Reading
from ingest.models import Fact, Passage
from ingest.schemes import Scheme

_WORD = r"(?!(?:HM|His|Her|Interim|Acting|Chief)\b)[A-Z][\w\u2019'.-]*[\w]"
_NAME = rf"(?P<name>{_WORD}(?:[ ]+{_WORD}){{1,3}})"
_LEAD = re.compile(
    r"\bled by\s+(?:(?:HM|His Majesty\u2019s|Her Majesty\u2019s|His Majesty's|Her Majesty's)\s+)?"
    rf"(?:(?:Lead|Senior|Assistant|Chief)\s+)*Inspectors?,?\s+{_NAME}"
)
_SIGNED = re.compile(
    rf"^{_NAME}[,\s]+(?P<role>(?:(?:HM|Interim|Acting|His Majesty's|Her Majesty's)\s+)*"
    r"Chief Inspector(?: of [A-Z]\w+)*)\W*$"
)
_BODY = (
    r"(?P<body>[A-Z][\w\u2019'-]*(?:(?:,\s+|\s+(?:of\s+|and\s+|the\s+|for\s+)?)"
    r"(?=[A-Z])[\w\u2019'-]+)*)"
)
_BY = re.compile(rf"\b(?:by|from)\s+(?:the\s+)?{_BODY}")
_FOR = re.compile(
    rf"(?:[:;,]\s+|\bby\s+|\band\s+)(?:and\s+)?(?:[Tt]he\s+)?{_BODY}(?:\s*\([^)]*\))?,?\s+"
    r"(?:for|which\s+(?:spans|covers|provides|delivers)|covering|spanning)\s+"
)
_PROVIDERS = re.compile(r"\bCRSs?\b|\bcommissioned rehabilitative\b", re.IGNORECASE)
_DELIVERED = re.compile(r"\b(?:deliver|provid|suppl|run|offer|commission|contract)", re.IGNORECASE)
_SIGNATURE = 120
"""Characters of the longest signature with its role."""


def people_facts(reading: Reading) -> list[Fact]:
    """Lead inspector and chief inspector, and the provider of each commissioned service."""
    facts = list(_lead(reading))
    for passage in reading.passages:
        if len(passage.text) <= _SIGNATURE and (found := _SIGNED.match(passage.text)):
            interim = re.search(r"interim|acting", found["role"], re.IGNORECASE)
            label = f"{interim[0].lower()} chief inspector" if interim else "chief inspector"
            facts.append(
                reading.fact(
                    reading.whole(passage), measure="person", label=label, value=found["name"]
                )
            )
        elif passage.type in {"paragraph", "bullet"} and _PROVIDERS.search(passage.text):
            facts += _bodies(reading, passage)
    return _once(facts)


def _lead(reading: Reading) -> Iterator[Fact]:
    for found in _LEAD.finditer(re.sub(r"[\n\t]", " ", reading.text)):
        source = reading.furniture(found.start(), found.end("name"))
        name = re.sub(r"\s+", " ", found["name"])
        yield reading.fact(source, measure="person", label="lead inspector", value=name)


def _bodies(reading: Reading, passage: Passage) -> Iterator[Fact]:
    """Providers in a passage that speaks of commissioned services: "X for accommodation"."""
    scheme = reading.scheme
    if scheme is None:
        return
    for start, end in reading.sentences(passage):
        sentence = passage.text[start:end]
        if not _DELIVERED.search(sentence):
            continue
        for body, service in _provided(sentence, scheme):
            yield reading.fact(
                reading.quotation(passage, start, end),
                measure="body",
                standard=None,
                label=service,
                value=body,
            )


def _provided(sentence: str, scheme: Scheme) -> Iterator[tuple[str, str]]:
    places = _services(sentence, scheme)
    listed = [found for found in _FOR.finditer(sentence) if _is_body(found["body"], scheme)]
    for at, found in enumerate(listed):
        stop = listed[at + 1].start() if at + 1 < len(listed) else len(sentence)
        for start, service in places:
            if found.end() <= start < stop:
                yield found["body"], service
    if listed:
        return
    before = 0
    for found in _BY.finditer(sentence):
        for start, service in places:
            if before <= start < found.start() and _is_body(found["body"], scheme):
                yield found["body"], service
        before = found.end()


def _services(sentence: str, scheme: Scheme) -> list[tuple[int, str]]:
    found = []
    for service in scheme.services:
        names = "|".join(re.escape(name) for name in sorted(service.names, key=len, reverse=True))
        if match := re.search(rf"(?<![\w-])(?:{names})(?![\w-])", sentence, re.IGNORECASE):
            found.append((match.start(), service.name))
    return sorted(found)


def _is_body(name: str, scheme: Scheme) -> bool:
    known = {each.lower() for service in scheme.services for each in service.names}
    return name[0].isupper() and name.lower() not in known and not _PROVIDERS.search(name)


def _once(facts: list[Fact]) -> list[Fact]:
    seen: dict[tuple[str, str | None, str | None], Fact] = {}
    for fact in facts:
        seen.setdefault((fact.measure, fact.label, fact.value), fact)
    return list(seen.values())

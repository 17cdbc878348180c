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
_NAMED = re.compile(
    rf"\b(?:by|is|from)\s+{_NAME},?\s+(?P<role>(?:(?:HM|Interim|Acting|His Majesty's|Her Majesty's)"
    r"\s+)*Chief Inspector\b)"
)
_BODY = (
    r"(?P<body>[A-Z][\w\u2019'-]*(?:(?:,\s+|\s+(?:of\s+|and\s+|the\s+|for\s+)?)"
    r"(?=[A-Z])[\w\u2019'-]+)*)"
)
_BY = re.compile(rf"\b(?:by|from)\s+(?:the\s+)?{_BODY}")
_FOR = re.compile(
    rf"(?:[:;,]\s+|\b(?:by|and|are|is|were|includ\w+|namely)\s+)(?:and\s+)?(?:[Tt]he\s+)?{_BODY}(?:\s*\([^)]*\))?,?\s+"
    r"(?:for|which\s+(?:spans|covers|provides|delivers)|covering|spanning)\s+"
)
_BRACKETED = re.compile(rf"{_BODY}\s+\((?P<what>[^)]+)\)")
_ACTIVE = re.compile(
    rf"(?:^|[;,]\s+|\band\s+)(?:[Tt]he\s+)?{_BODY}\s+(?:provide|deliver|offer|run)\w*\s"
)
_PROVIDERS = re.compile(
    r"\bCRSs?\b|\bcommissioned\s+(?:rehabilitative\s+)?services?\b"
    r"|\b(?:is|are|was|were|been|being)\s+commissioned\s+(?:from|by)\b"
    r"|\bcommission(?:s|ed)?\b[^.]{0,60}?\bservices?\b[^.]{0,20}?\bfrom\b",
    re.IGNORECASE,
)
_DELIVERED = re.compile(
    r"\b(?:deliver|provid|suppl|run|offer|contract|commission|came)", re.IGNORECASE
)
_SIGNATURE = 120
"""Characters of the longest signature with its role."""


def people_facts(reading: Reading) -> list[Fact]:
    """Lead inspector and chief inspector, and the provider of each commissioned service."""
    facts = list(_lead(reading))
    for passage in reading.passages:
        if len(passage.text) <= _SIGNATURE and (found := _SIGNED.match(passage.text)):
            label = _role(found["role"])
            facts.append(
                reading.fact(
                    reading.whole(passage), measure="person", label=label, value=found["name"]
                )
            )
        elif passage.type in {"paragraph", "bullet"}:
            facts += _named(reading, passage)
            if _PROVIDERS.search(passage.text):
                facts += _bodies(reading, passage)
    return _once(facts)


def _named(reading: Reading, passage: Passage) -> Iterator[Fact]:
    """ "The foreword is by Jane Doe, HM Chief Inspector of …"."""
    for found in _NAMED.finditer(passage.text):
        yield reading.fact(
            reading.quotation(passage, *found.span()),
            measure="person",
            label=_role(found["role"]),
            value=found["name"],
        )


def _role(printed: str) -> str:
    interim = re.search(r"interim|acting", printed, re.IGNORECASE)
    return f"{interim[0].lower()} chief inspector" if interim else "chief inspector"


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
                value=body.removeprefix("The "),
            )


def _provided(sentence: str, scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Each provider with each service, in the first of the ways of saying it that fits."""
    places = _services(sentence, scheme)
    ways = (_before_services, _bracketed, _after_services)
    for way in ways:
        found = [
            (body, service)
            for body, start, end in way(sentence, scheme)
            for at, service in places
            if start <= at < end
        ]
        if found:
            yield from found
            return


def _before_services(sentence: str, scheme: Scheme) -> Iterator[tuple[str, int, int]]:
    """ "X for accommodation", "X provides accommodation": what it provides follows the name."""
    for pattern in (_FOR, _ACTIVE):
        found = [each for each in pattern.finditer(sentence) if _is_body(each["body"], scheme)]
        for at, each in enumerate(found):
            stop = found[at + 1].start() if at + 1 < len(found) else len(sentence)
            yield each["body"], each.end(), stop


def _bracketed(sentence: str, scheme: Scheme) -> Iterator[tuple[str, int, int]]:
    """ "X (accommodation)"."""
    for found in _BRACKETED.finditer(sentence):
        if _is_body(found["body"], scheme):
            yield found["body"], found.start("what"), found.end("what")


def _after_services(sentence: str, scheme: Scheme) -> Iterator[tuple[str, int, int]]:
    """ "Accommodation services delivered by X": what it provides stands before the name."""
    before = 0
    for found in _BY.finditer(sentence):
        if _is_body(found["body"], scheme):
            yield found["body"], before, found.start()
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

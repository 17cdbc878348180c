"""People of an inspection, and the bodies that provide services."""

import re
from collections.abc import Iterator, Sequence

from ingest.facts.reading import Reading
from ingest.models import Fact, Passage
from ingest.schemes import Scheme

_WORD = r"(?!(?:HM|His|Her|Interim|Acting|Chief)\b)[A-Z][\w\u2019'.-]*[\w]"
_NAME = rf"(?P<name>{_WORD}(?:[ ]+{_WORD}){{1,3}})"
_OFFICE = (
    r"(?:(?:HM|His Majesty[\u2019']s|Her Majesty[\u2019']s)\s+)?"
    r"(?:(?:Lead|Senior|Assistant|Chief)\s+)*Inspectors?"
)
_LEADS = (
    re.compile(rf"\b(?:led\s+by|leadership\s+of)\s+{_OFFICE},?\s+{_NAME}"),
    re.compile(rf"\bled\s+by\s+{_NAME},\s+(?:an?\s+)?{_OFFICE}\b"),
    re.compile(rf"\b{_OFFICE},?\s+{_NAME}(?:,[^,.]{{1,60}},)?\s+(?:has\s+|who\s+)?led\b"),
    re.compile(rf"\b{_NAME},\s+(?:an?\s+)?{_OFFICE},\s+led\b"),
    re.compile(
        rf"\b[Ll]ead\s+[Ii]nspector(?:\s+for\s+[a-z ]{{1,30}})?(?:\s+(?:was|is)|,|:)\s+"
        rf"(?:{_OFFICE}\s+)?{_NAME}"
    ),
)
_CHIEF = re.compile(r"\bChief\s+Inspector")
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
_BY = re.compile(
    r"\b(?:by|from|in\s+the\s+hands\s+of|the\s+responsibility\s+of|(?:falls|fell)\s+to|(?:rests|rested)\s+with)\s+"
    rf"(?:the\s+)?{_BODY}"
)
_FOR = re.compile(
    rf"(?:[:;,]\s+|\b(?:by|and|are|is|were|includ\w+|namely)\s+)(?:and\s+)?(?:[Tt]he\s+)?{_BODY}(?:\s*\([^)]*\))?,?\s+"
    r"(?:for|which\s+(?:spans|covers|provides|delivers)|covering|spanning)\s+"
)
_IN_BRACKETS = re.compile(rf"\s*\({_BODY}\)")
_SHORT = re.compile(r"[A-Z]{1,4}")
"""What stands for a service or a role in brackets: "(ETE)"."""
_BRACKETED = re.compile(rf"{_BODY}\s+\((?P<what>[^)]+)\)")
_ACTIVE = re.compile(
    rf"(?:^|[;,]\s+|\band\s+)(?:[Tt]he\s+)?{_BODY}\s+"
    r"(?:(?:provide|deliver|offer|run|handle)\w*|ran|suppl(?:y|ies|ied)|cover(?:s|ed)?|deal(?:s|t)\s+with"
    r"|look(?:s|ed)\s+after|(?:is|are|was|were)\s+responsible\s+for)\s"
)
_PROVIDERS = re.compile(
    r"\bCRSs?\b|\bcommissioned\s+(?:rehabilitative\s+)?services?\b"
    r"|\b(?:is|are|was|were|been|being)\s+commissioned\s+(?:from|by)\b"
    r"|\bcommission(?:s|ed)?\b[^.]{0,60}?\bservices?\b[^.]{0,20}?\bfrom\b",
    re.IGNORECASE,
)
_DELIVERED = re.compile(
    r"\b(?:deliver|provid|suppl|run|ran|offer|contract|commission|came|hands\s+of|responsib|deal|look(?:s|ed)\s+after"
    r"|handle|cover|f[ae]ll|rest(?:s|ed)\s+with)",
    re.IGNORECASE,
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
    text = re.sub(r"[\n\t]", " ", reading.text)
    for found in (match for pattern in _LEADS for match in pattern.finditer(text)):
        if _CHIEF.search(found[0]):
            continue
        source = reading.furniture(found.start(), found.end())
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
            if _is_common_word(body, sentence, reading.text):
                continue
            yield reading.fact(
                reading.quotation(passage, start, end),
                measure="body",
                standard=None,
                label=service,
                value=body.removeprefix("The "),
            )


def _is_common_word(body: str, sentence: str, text: str) -> bool:
    """True for a first word of a sentence that the report writes small elsewhere: "Staff"."""
    if " " in body or not sentence.startswith(body):
        return False
    return re.search(rf"\b{re.escape(body.lower())}\b", text) is not None


def _provided(sentence: str, scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Each provider with each service, in the first of the ways of saying it that fits."""
    for way in (_before_services, _bracketed, _after_services, _named_in_brackets):
        found = [
            (body, service)
            for body, start, end in way(sentence, scheme)
            for service in _services(sentence[start:end], scheme)
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


def _named_in_brackets(sentence: str, scheme: Scheme) -> Iterator[tuple[str, int, int]]:
    """ "Accommodation (X), personal wellbeing (Y)"."""
    before = 0
    for found in _IN_BRACKETS.finditer(sentence):
        if _is_body(found["body"], scheme) and not _SHORT.fullmatch(found["body"]):
            yield found["body"], before, found.start()
            before = found.end()


def _services(words: str, scheme: Scheme) -> list[str]:
    """The services that some words name, in order; short names count where nothing else does."""
    found = []
    for service in scheme.services:
        match = _any_of(service.names).search(words)
        if match is None and service.brief:
            match = _any_of(service.brief).match(words.strip())
        if match:
            found.append((match.start(), service.name))
    return [name for _, name in sorted(found)]


def _any_of(names: Sequence[str]) -> re.Pattern[str]:
    longest = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{longest})(?![\w-])", re.IGNORECASE)


def _is_body(name: str, scheme: Scheme) -> bool:
    known = {each.lower() for service in scheme.services for each in service.names}
    return name[0].isupper() and name.lower() not in known and not _PROVIDERS.search(name)


def _once(facts: list[Fact]) -> list[Fact]:
    seen: dict[tuple[str, str | None, str | None], Fact] = {}
    for fact in facts:
        seen.setdefault((fact.measure, fact.label, fact.value), fact)
    return list(seen.values())

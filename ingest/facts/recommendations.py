"""Recommendations with their number and the addressee as printed."""

import re

from ingest.facts.reading import Reading
from ingest.models import Fact, Passage

_CHAPTER = re.compile(r"^(?:\d+\.?\s*)?(?:our |key |summary of |list of )?recommendations?\b", re.I)
_PAST = re.compile(r"\b(?:previous|past|earlier|last|progress)\b", re.IGNORECASE)
_SHOULD = re.compile(r"\s+(?:should|must|needs? to|(?:is|are) (?:asked|recommended) to)\b.*$", re.I)

_LONGEST_NAME = 12
"""Words of an addressee: "Anytown PDU and the Police and Crime Commissioner for Ruritania"."""
_LEAD = re.compile(
    r"^(?:we|inspectors|HM Inspectorate of Probation)\s+(?:therefore\s+|also\s+)?"
    r"recommends?\s+that\s+"
    r"|^(?:to|for)\s+(?=(?:the\s+)?[A-Z])",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:PDUs?|regions?|service|HMPPS|MoJ|ministry|department|police|constabulary|councils?|"
    r"authorit(?:y|ies)|boards?|trusts?|NHS|commissioners?|inspectorate|government|leaders|"
    r"directors?)\b",
    re.IGNORECASE,
)
"""Words of those whom a recommendation may address, where nobody is said to "should"."""
_OURS = re.compile(r"\b(?:recommend\w*|we|our|following)\b", re.IGNORECASE)
_PLAIN = re.compile(r"(?:The\s+)?[A-Z](?:(?!\b(?:we|our|this|these)\b)[^.,;:?]){1,80}")
_IN_ITEM = re.compile(r"^(?P<who>(?:The\s+)?[A-Z][^.;:?]{2,80}?)\s+(?:should|must|needs? to)\s")
"""An item that says itself whom it addresses: "Anytown PDU should mend …"."""


def recommendation_facts(reading: Reading) -> list[Fact]:
    """Every numbered or listed recommendation of the report's own list, in its order."""
    facts: list[Fact] = []
    addressee: str | None = None
    section: tuple[str, ...] = ()
    for passage in reading.passages:
        if not _is_in_list(passage):
            continue
        if passage.type == "paragraph" and passage.text.rstrip("* ").endswith(":"):
            addressee, section = _addressee(passage.text), passage.section
        if passage.type not in {"numbered", "bullet"}:
            continue
        heading = passage.section[-1]
        own = None if _CHAPTER.match(heading) else _addressee(heading)
        if addressee and section == passage.section and _PLAIN.fullmatch(addressee):
            # A line between the items names another addressee than the heading above them.
            own = addressee
        facts.append(
            reading.fact(
                reading.whole(passage),
                measure="recommendation",
                standard=None,
                value=passage.text,
                number=_number(passage) or len(facts) + 1,
                addressee=own or addressee or _of_item(passage.text),
            )
        )
    return facts


def _is_in_list(passage: Passage) -> bool:
    headings = [heading for heading in passage.section if _CHAPTER.match(heading.strip("*# "))]
    return bool(headings) and not any(_PAST.search(heading) for heading in passage.section)


def _addressee(heading: str) -> str | None:
    """ "Anytown PDU should:" gives "Anytown PDU"; None where nobody is told what to do."""
    bare = heading.strip(" *#:")
    lead = _LEAD.match(bare)
    named = bare[lead.end() :] if lead else bare
    if _SHOULD.search(named):
        return _SHOULD.sub("", named).strip()
    topic = not _BODY.search(named) or _OURS.search(named) or len(named.split()) > _LONGEST_NAME
    return None if topic or not re.match(r"(?:the\s+)?[A-Z]", named) else named


def _of_item(text: str) -> str | None:
    found = _IN_ITEM.match(text)
    return found["who"] if found and _BODY.search(found["who"]) else None


def _number(passage: Passage) -> int | None:
    found = re.match(r"\W*(\d{1,3})", passage.number or "")
    return int(found[1]) if found else None

"""Recommendations with their number and the addressee as printed."""

import re

from ingest.facts.reading import Reading
from ingest.models import Fact, Passage

_CHAPTER = re.compile(r"^(?:\d+\.?\s*)?(?:our |key |summary of |list of )?recommendations?\b", re.I)
_PAST = re.compile(r"\b(?:previous|past|earlier|last|progress)\b", re.IGNORECASE)
_SHOULD = re.compile(r"\s+(?:should|must|needs? to|(?:is|are) (?:asked|recommended) to)\b.*$", re.I)


def recommendation_facts(reading: Reading) -> list[Fact]:
    """Every numbered or listed recommendation of the report's own list, in its order."""
    facts: list[Fact] = []
    addressee: str | None = None
    for passage in reading.passages:
        if not _is_in_list(passage):
            continue
        if passage.type == "paragraph" and passage.text.rstrip().endswith(":"):
            addressee = _addressee(passage.text)
        if passage.type not in {"numbered", "bullet"}:
            continue
        heading = passage.section[-1]
        own = None if _CHAPTER.match(heading) else _addressee(heading)
        facts.append(
            reading.fact(
                reading.whole(passage),
                measure="recommendation",
                standard=None,
                value=passage.text,
                number=_number(passage) or len(facts) + 1,
                addressee=own or addressee,
            )
        )
    return facts


def _is_in_list(passage: Passage) -> bool:
    headings = [heading for heading in passage.section if _CHAPTER.match(heading.strip("*# "))]
    return bool(headings) and not any(_PAST.search(heading) for heading in passage.section)


def _addressee(heading: str) -> str | None:
    """ "Anytown PDU should:" gives "Anytown PDU"; None where nobody is told what to do."""
    bare = heading.strip(" *#:")
    if not _SHOULD.search(bare):
        return None
    return _SHOULD.sub("", bare).strip()


def _number(passage: Passage) -> int | None:
    found = re.match(r"\W*(\d{1,3})", passage.number or "")
    return int(found[1]) if found else None

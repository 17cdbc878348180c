"""Ratings that the prose states ("was rated 'Inadequate'"), and exceptions that it explains."""

import re
from collections.abc import Iterator

from ingest.called import called
from ingest.facts.reading import Reading
from ingest.facts.shown import EARLIER, Shown
from ingest.models import Passage, Source
from ingest.schemes import Rating

_QUOTE = "[\"'\u2018\u2019\u201c\u201d]"
_PLACE = r"(?:PDU|probation delivery unit|region|service)"
_GUIDANCE = re.compile(
    r"\b(?:guidance|discretion|exception(?:al|ally)?|usual(?:ly)?|normally|would|could|might)\b",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    rf"\b(?:neighbouring|adjacent|other|another)\s+(?:\w+\s+)?{_PLACE}s?\b"
    r"|\b(?:[Ee]lsewhere|[Oo]ther\s+PDUs|[Aa]cross\s+the\s+(?:region|country))\b"
    r"|\b[Ii]n\s+(?:the\s+|our\s+)?[A-Z]\w+(?:\s+[A-Z]\w+)*\s+(?:report|inspection)\b"
)
"""A sentence with these tells what was found in another place."""
_YEARS = re.compile(r"\bin\s+(?:19|20)\d\d\b", re.IGNORECASE)
_KINDS = {"pdu", "region"}


def stated_ratings(reading: Reading) -> list[Shown]:
    """Ratings that a sentence gives to the inspected place or to one of its standards.

    What the sentence recalls from an earlier inspection, or says of guidance, is left out.
    """
    scheme = reading.scheme
    if scheme is None or reading.info.kind not in _KINDS:
        return []
    found: list[Shown] = []
    words = [rating.word.lower() for rating in scheme.ratings]
    for passage in reading.passages:
        if passage.type not in {"paragraph", "bullet"}:
            continue
        for start, end in reading.sentences(passage):
            sentence = passage.text[start:end]
            # Most sentences rate nothing: one look at them costs less than the patterns below.
            if not any(word in sentence.lower() for word in words):
                continue
            if ELSEWHERE.search(sentence):
                continue
            if EARLIER.search(sentence) or _GUIDANCE.search(sentence) or _YEARS.search(sentence):
                continue
            for standard, rating in _stated(sentence, reading, passage):
                source = reading.quotation(passage, start, end)
                found.append(_shown(standard, rating, source))
    return found


def explanation(reading: Reading, standard: str) -> Source | None:
    """Where a standard's section explains its rating as an exception to the guidance, or None."""
    if reading.scheme is None:
        return None
    words = "|".join(rating.word for rating in reading.scheme.ratings)
    for passage in reading.passages:
        if passage.standard != standard or passage.type != "paragraph":
            continue
        if _GUIDANCE.search(passage.text) and re.search(
            rf"{_QUOTE}(?:{words}){_QUOTE}", passage.text
        ):
            return reading.whole(passage)
    return None


def _stated(
    sentence: str, reading: Reading, passage: Passage
) -> Iterator[tuple[str | None, Rating]]:
    assert reading.scheme is not None
    place = rf"(?:{called(reading.schemes).units}|region|service)"
    for rating in reading.scheme.ratings:
        word = rf"(?:as\s+)?{_QUOTE}?{re.escape(rating.word)}{_QUOTE}?(?![\w-])"
        patterns = (
            rf"\b(?P<who>[\w\u2019' ]{{2,60}}?)\s+(?:is|was|has\s+been|have\s+been|were)\s+"
            rf"(?:therefore\s+|also\s+|thus\s+)?rated\s+{word}(?P<rest>[^.;]*)",
            rf"\brated\s+(?P<who>(?:this|the)\s+{place})\s+{word}(?P<rest>[^.;]*)",
            rf"\b(?:our|the)\s+(?:overall\s+)?rating\s+(?:for|of)\s+(?P<who>[\w ]{{4,40}}?)\s+"
            rf"(?:is|was)\s+{word}(?P<rest>)",
            rf"\b(?P<who>[\w\u2019' ]{{2,60}}?)\s+(?:is|was|has\s+been)\s+"
            rf"(?:judged|assessed|graded)\s+(?:to\s+be\s+|as\s+)?(?={_QUOTE}){word}(?P<rest>[^.;]*)",
        )
        for pattern in patterns:
            for found in re.finditer(pattern, sentence, re.IGNORECASE):
                about = _about(found["who"], found["rest"], reading, passage)
                if about is not None:
                    yield about or None, rating


def _about(who: str, rest: str, reading: Reading, passage: Passage) -> str | None:
    """The standard of which a statement speaks, "" for the whole place; None when unclear."""
    scheme = reading.scheme
    assert scheme is not None
    # What stands after a comma or colon ("with 4 points: two for …") tells of something else.
    own = re.split(r"[,:(\u2013\u2014]", rest)[0]
    overall = re.match(r"\W*overall\b", own, re.IGNORECASE)
    told = re.search(r"\b(?:for|against|on)\s+(?:our\s+|the\s+)?(?P<what>[a-z][\w ]{3,40})", own)
    if told and not overall:
        names = re.split(r"\s+(?:because|standard|as|with|and the)\b", told["what"])[0]
        of_place = _is_inspected(who, reading) or re.search(r"\bthis\b", who)
        return scheme.match_standard(names) if of_place else None
    if _is_inspected(who, reading):
        return "" if passage.standard is None else None
    if number := re.search(r"\b(\d\.\d)$", who):
        return scheme.standard_by_number(number[1])
    last = " ".join(who.split()[-4:]).lower()
    names_of = ((each.key, name) for each in scheme.standards for name in each.names)
    return next((key for key, name in names_of if last.endswith(name.lower())), None)


def _is_inspected(who: str, reading: Reading) -> bool:
    """True where a statement is about the inspected place, not about one of several others."""
    units = called(reading.schemes).units
    noun = "region" if reading.info.kind == "region" else f"{units}|service"
    subject = re.escape(reading.info.subject)
    return bool(
        re.search(rf"(?:\b(?:this|the)\s+(?:{noun})|\b{subject}(?:\s+(?:{noun}))?)$", who, re.I)
    )


def _shown(standard: str | None, rating: Rating, source: Source) -> Shown:
    return Shown(
        measure="rating" if standard else "overall_rating",
        standard=standard,
        value=rating.word,
        points=rating.points,
        out_of=None,
        cell="legible",
        source=source.model_copy(update={"standard": standard or source.standard}),
        in_section=True,
    )

"""Ratings that the prose states ("was rated 'Inadequate'"), and exceptions that it explains."""

import re
from collections.abc import Iterator

from ingest.facts.reading import Reading
from ingest.facts.shown import EARLIER, Shown
from ingest.models import Passage, Source
from ingest.schemes import Rating, Scheme

_QUOTE = "[\"'\u2018\u2019\u201c\u201d]"
_PLACE = r"(?:PDUs?|probation delivery unit|region|service)"
_GUIDANCE = re.compile(
    r"\b(?:guidance|discretion|exception(?:al|ally)?|usual(?:ly)?|normally|would|could|might)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\bin\s+(?:19|20)\d\d\b")
_KINDS = {"pdu", "region"}


def stated_ratings(reading: Reading) -> list[Shown]:
    """Ratings that a sentence gives to the inspected place or to one of its standards.

    What the sentence recalls from an earlier inspection, or says of guidance, is left out.
    """
    scheme = reading.scheme
    if scheme is None or reading.info.kind not in _KINDS:
        return []
    found: list[Shown] = []
    for passage in reading.passages:
        if passage.type not in {"paragraph", "bullet"}:
            continue
        for start, end in reading.sentences(passage):
            sentence = passage.text[start:end]
            if EARLIER.search(sentence) or _GUIDANCE.search(sentence) or _YEARS.search(sentence):
                continue
            for standard, rating in _stated(sentence, scheme, passage):
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


def _stated(sentence: str, scheme: Scheme, passage: Passage) -> Iterator[tuple[str | None, Rating]]:
    for rating in scheme.ratings:
        word = rf"(?:as\s+)?{_QUOTE}?{re.escape(rating.word)}{_QUOTE}?(?![\w-])"
        for found in re.finditer(
            rf"\b(?P<who>[\w\u2019' ]{{2,60}}?)\s+(?:is|was|has\s+been|have\s+been|were)\s+"
            rf"(?:therefore\s+|also\s+|thus\s+)?rated\s+{word}(?P<rest>[^.;]*)",
            sentence,
            re.IGNORECASE,
        ):
            yield from _told(found["who"], found["rest"], rating, scheme, passage)
        for found in re.finditer(
            rf"\brated\s+(?:this|the)\s+{_PLACE}\s+{word}(?P<rest>[^.;]*)", sentence, re.IGNORECASE
        ):
            yield from _told("the PDU", found["rest"], rating, scheme, passage)
        for found in re.finditer(
            rf"\bour\s+rating\s+for\s+(?P<who>[\w ]{{4,40}}?)\s+is\s+{word}",
            sentence,
            re.IGNORECASE,
        ):
            yield from _told(found["who"], "", rating, scheme, passage)


def _told(
    who: str, rest: str, rating: Rating, scheme: Scheme, passage: Passage
) -> Iterator[tuple[str | None, Rating]]:
    """The standard, or None for the whole place, of which a statement speaks, if that is clear."""
    about = re.search(r"\b(?:for|against|on)\s+(?:our\s+|the\s+)?(?P<what>[a-z][\w ]{3,40})", rest)
    if about:
        names = re.split(r"\s+(?:because|standard|as|with|and the)\b", about["what"])[0]
        if standard := scheme.match_standard(names):
            yield standard, rating
        return
    if re.search(rf"\b{_PLACE}$", who, re.IGNORECASE):
        if passage.standard is None:
            yield None, rating
        return
    number = re.search(r"\b(\d\.\d)$", who)
    standard = scheme.standard_by_number(number[1]) if number else None
    last = " ".join(who.split()[-4:])
    standard = standard or next(
        (
            each.key
            for each in scheme.standards
            if any(last.lower().endswith(name.lower()) for name in each.names)
        ),
        None,
    )
    if standard:
        yield standard, rating


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

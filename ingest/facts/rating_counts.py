"""How many places have which rating, as annual and national reports say it in prose."""

import re

from ingest.called import called
from ingest.facts.numbers import NUMBER, number
from ingest.facts.reading import Reading
from ingest.models import Fact, Passage
from ingest.schemes import Scheme

_KINDS = {"annual", "thematic", "region", "other"}
_QUOTE = "[\"'\u2018\u2019\u201c\u201d]?"
_REGIONS = re.compile(r"\bregions?\b", re.IGNORECASE)
_WHOLE = r"(?:all|every|each|both)(?:\s+of)?(?:\s+the)?"
_GAP = r"(?:\s+(?:(?!(?:and|but|or|standards?|remaining|other)\b)[\w\u2019'-]+)){0,9}?\s+"
_OVERALL = re.compile(r"\boverall\b(?!\s*,)|\boverall ratings?\b", re.IGNORECASE)
_SUMMED_UP = re.compile(r"\boverall\s*,", re.IGNORECASE)
"""Where no standard is named, "Overall, ten were …" counts overall ratings."""
_NONE = r"\b(?:no|none of the)\s+(?:\w+\s+){1,4}?(?:rated|awarded)\s+(?:as\s+)?"
_EARLIER = re.compile(r"\b(?:previous|prior|last|earlier|compared)\b", re.IGNORECASE)
_MOST = 999
"""Places; a greater figure before a rating is a year."""


def rating_count_facts(reading: Reading) -> list[Fact]:
    """One fact for each rating of each standard that a report counts over its places.

    The first sentence that counts is the source; later ones that say the same are in `also`.
    `out_of` is the number of places counted.
    """
    facts: dict[tuple[str | None, str | None, str], Fact] = {}
    for fact in counted(reading):
        key = (fact.unit, fact.standard, fact.value or "")
        known = facts.get(key)
        if known is None:
            facts[key] = fact
        elif known.number == fact.number and known.out_of == fact.out_of:
            facts[key] = known.model_copy(update={"also": (*known.also, fact.source)})
    return list(facts.values())


def counted(reading: Reading) -> list[Fact]:
    """Every count of ratings in the prose, as often as it is said, in the order of reading."""
    if reading.info.kind not in _KINDS:
        return []
    scheme = reading.scheme or next(iter(reading.schemes.schemes), None)
    if scheme is None:
        return []
    totals: dict[str, int] = {}
    facts: list[Fact] = []
    for passage in reading.passages:
        if passage.type in {"paragraph", "bullet", "numbered"}:
            found = _of_passage(reading, scheme, passage, totals)
            facts += found
            for fact in found:
                unit = fact.unit or ""
                totals[unit] = max(totals.get(unit, 0), int(fact.out_of or 0))
    return facts


def _of_passage(
    reading: Reading,
    scheme: Scheme,
    passage: Passage,
    totals: dict[str, int],
) -> list[Fact]:
    facts: list[Fact] = []
    unit = "PDUs"
    for start, end in reading.sentences(passage):
        sentence = passage.text[start:end]
        unit = _unit(reading, sentence, unit)
        if _EARLIER.search(sentence) or not any(each.word in sentence for each in scheme.ratings):
            continue
        total = totals.get(unit) or None
        counts = _counts(sentence, scheme, total)
        standards = _standards(reading, passage, sentence, unit)
        if not standards:
            continue
        if counts:
            total = sum(count for _, count in counts)
        elif total and (none := _nones(sentence, scheme)):
            counts = [(word, 0) for word in none]
        for standard in standards:
            facts += [
                reading.fact(
                    reading.quotation(passage, start, end),
                    measure="rating_count",
                    subject=reading.info.subject,
                    standard=standard,
                    value=word,
                    number=count,
                    out_of=total,
                    unit=unit,
                    scheme=_scheme_name(reading, scheme, unit),
                )
                for word, count in counts
            ]
    return facts


def _counts(sentence: str, scheme: Scheme, total: int | None) -> list[tuple[str, int]]:
    """Rating and number for each "six 'Good'", "14 as 'Inadequate'" or "all 24 'Good'"."""
    found = []
    for rating in scheme.ratings:
        pattern = (
            rf"\b(?:(?P<whole>{_WHOLE})(?:\s+(?P<all>{NUMBER}))?|(?P<some>{NUMBER}))\b(?P<gap>{_GAP})"
            rf"{_QUOTE}{re.escape(rating.word)}\b"
        )
        for match in re.finditer(pattern, sentence, re.IGNORECASE):
            if any(each.word in match["gap"] for each in scheme.ratings):
                continue
            if match["some"] is None and match["all"] is None:
                count = 2 if match["whole"].lower().startswith("both") else total
            else:
                count = int(number(match["all"] or match["some"]) or 0)
            if count and count <= _MOST:
                found.append((match.start(), rating.word, count))
        if given := re.search(_given_to_all(rating.word), sentence, re.IGNORECASE):
            count = int(number(given["all"] or "") or total or 0)
            found.append((given.start(), rating.word, count))
    return [(word, count) for _, word, count in sorted(found) if count]


def _given_to_all(word: str) -> str:
    """Pattern of "'Outstanding' ratings for all three"."""
    return (
        rf"{_QUOTE}{re.escape(word)}{_QUOTE}(?:\s+ratings?)?\s+(?:to|for|in)\s+{_WHOLE}"
        rf"(?:\s+(?P<all>{NUMBER}))?\b"
    )


def _nones(sentence: str, scheme: Scheme) -> list[str]:
    """The ratings that no place was given: "no PDUs were rated as 'Good' or 'Outstanding'"."""
    found = re.search(_NONE, sentence, re.IGNORECASE)
    rest = sentence[found.end() :] if found else ""
    return [
        rating.word
        for rating in scheme.ratings
        if re.match(rf"(?:\W*(?:\w+\W+){{0,2}}?(?:or|nor)\W+)?\W*{rating.word}\b", rest, re.I)
    ]


def _unit(reading: Reading, sentence: str, before: str) -> str:
    """What is counted: the noun that the sentence names; "PDUs" and "regions" stand for both."""
    places = rf"\b(?:{called(reading.schemes).units}|places|services)\b"
    if re.search(places, sentence, re.IGNORECASE):
        return "PDUs"
    return "regions" if _REGIONS.search(sentence) else before


def _standards(reading: Reading, passage: Passage, sentence: str, unit: str) -> list[str | None]:
    """The standards whose ratings a sentence counts; [None] for overall ratings, [] if unclear."""
    scheme = _unit_scheme(reading, unit)
    if _OVERALL.search(sentence):
        return [None]
    label = re.split(r"\s*[:\u2013-]\s+|\s+(?=all\b)", sentence, maxsplit=1, flags=re.IGNORECASE)[0]
    if scheme is None:
        return []
    if standard := scheme.match_standard(label):
        return [standard]
    named: list[tuple[int, int, str]] = []
    for each in scheme.standards:
        for name in {each.name, *each.names}:
            for match in re.finditer(rf"\b{re.escape(name)}\b", sentence, re.IGNORECASE):
                named.append((match.start(), match.end(), each.key))
    longest = [
        (start, key)
        for start, end, key in named
        if not any(s <= start and end <= e and e - s > end - start for s, e, _ in named)
    ]
    keys: list[str | None] = list(dict.fromkeys(key for _, key in sorted(longest)))
    if not keys and passage.standard and scheme.standard(passage.standard):
        return [passage.standard]
    return keys or ([None] if _SUMMED_UP.search(sentence) else [])


def _unit_scheme(reading: Reading, unit: str) -> Scheme | None:
    kind = "region" if unit == "regions" else "pdu"
    if reading.scheme and kind in reading.scheme.kinds:
        return reading.scheme
    return next((each for each in reading.schemes.schemes if kind in each.kinds), None)


def _scheme_name(reading: Reading, scheme: Scheme, unit: str) -> str:
    found = _unit_scheme(reading, unit)
    return found.name if found else scheme.name

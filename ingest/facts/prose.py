"""Counts and percentages in the prose: "22 of 59 cases", "28 per cent", "15 vacancies"."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ingest.facts.clauses import measured
from ingest.facts.fractions import fractions
from ingest.facts.numbers import DIGITS, NUMBER, number
from ingest.facts.reading import Reading
from ingest.models import Fact, Passage

_PERCENT = re.compile(rf"\b(?P<n>{NUMBER})\s*(?:%|per\s?cent\b)", re.IGNORECASE)
_SHARE = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:out\s+of|of)\s+(?:the\s+|all\s+)?(?P<m>{NUMBER})\b"
    r"(?=\)?(?:\s+of)?(?P<after>(?:\s+[\w\u2019'-]+){0,6}))",
    re.IGNORECASE,
)
_SHARE_AHEAD = re.compile(
    rf"\b(?:out\s+of|of)\s+(?:the\s+|all\s+)?(?P<m>{NUMBER})\s+(?P<after>[a-z][^,.;]{{0,80}}),\s*"
    rf"(?:only\s+|just\s+)?(?P<n>{NUMBER})\b(?!\s*(?:%|per\s?cent|out\s+of|of\b))",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?P<what>caseload|population)\b(?P<between>[^.;]{0,90}?)\s"
    rf"(?:is|was|of|at|stands?\s+at|stood\s+at|accounted\s+for)\s+(?:about\s+|around\s+)?(?P<n>{DIGITS})",
    re.IGNORECASE,
)
_RATED = re.compile(
    r"\b(?:score|scored|rated|rating)\b[^.]{0,40}\b(?:out of|of)\b|\bstandards?\b"
    rf"|\bof\s+(?:the\s+|all\s+)?{NUMBER}\s+(?:[a-z]+\s+)?points\b",
    re.IGNORECASE,
)
_TYPES = {"paragraph", "bullet", "numbered"}
_SKIPPED = re.compile(r"\b(?:recommendations?|appendix|annexe?|contents)\b", re.IGNORECASE)

_LINKS = "and|of|or|in|to|the|per|for|out|cent"
_NAMED = re.compile(
    r"\b(?:level|tier|stage|phase|part|figure|domain|standard|number|chapter|appendix|aged?|round)\s+$",
    re.IGNORECASE,
)
"""Words after which a number is a name, not a count: "level one cases"."""
_REST_ENDS = re.compile(
    rf"\s+(?:and\s+(?={NUMBER}\b)|(?:with|who|which|where|as|but|while|between|were|was|are|is)\b)",
    re.IGNORECASE,
)
_MOST_WORDS = 10
"""Words of the label of a plain number: "practitioners based in Sheffield"."""


class Figure(NamedTuple):
    """One figure of a sentence, with its place in the sentence."""

    start: int
    end: int
    written: str
    number: float | int
    measure: Literal["count", "percentage"]
    unit: str | None
    out_of: float | int | None
    label: str | None
    """What is counted where the figure says it itself; None where the clause says it."""


def prose_facts(reading: Reading) -> list[Fact]:
    """Every count and percentage that a paragraph or bullet states, with what it measures."""
    facts: list[Fact] = []
    for passage in reading.passages:
        if passage.type not in _TYPES or any(_SKIPPED.search(each) for each in passage.section):
            continue
        facts += _of_passage(reading, passage)
    return facts


def figures(sentence: str, counted: tuple[str, ...] = ()) -> list[Figure]:
    """The figures of a sentence in their order, none inside another.

    `counted` are the nouns that a plain number may count ("practitioners", "vacancies").
    """
    found = [*_shares(sentence), *_percentages(sentence), *_fractions(sentence)]
    found += _levels(sentence)
    found += _plain_counts(sentence, counted)
    kept: list[Figure] = []
    for figure in found:
        if not any(figure.start < each.end and each.start < figure.end for each in kept):
            kept.append(figure)
    return sorted(kept)


def _of_passage(reading: Reading, passage: Passage) -> Iterator[Fact]:
    counted = reading.schemes.terms.counted
    before, before_start = "", 0
    for start, end in reading.sentences(passage):
        sentence = passage.text[start:end]
        rates = _rates(reading, sentence)
        found = figures(sentence, () if rates else counted)
        places = [(figure.start, figure.end) for figure in found]
        for at, figure in enumerate(found):
            if _is_band_edge(reading, sentence, figure) or (rates and _in_words(figure)):
                continue
            clause = measured(sentence, places, at, before)
            back = clause.points_back and figure.label is None
            judged = figure.measure == "percentage" or figure.out_of is not None
            yield reading.fact(
                reading.quotation(passage, before_start if back else start, end),
                measure=figure.measure,
                label=figure.label or clause.label,
                value=figure.written,
                number=figure.number,
                unit=figure.unit,
                out_of=figure.out_of,
                polarity=("did_not" if clause.negative else "did") if judged else None,
            )
        before, before_start = sentence, start


def _in_words(figure: Figure) -> bool:
    """True for "less than half": beside a rating it is the edge of a band."""
    return figure.measure == "percentage" and not re.search(r"\d|per\s?cent", figure.written)


def _rates(reading: Reading, sentence: str) -> bool:
    """True where a sentence counts ratings, which are read elsewhere."""
    words = [rating.word for scheme in reading.schemes.schemes for rating in scheme.ratings]
    return any(re.search(rf"[\"'\u2018\u201c]{word}[\"'\u2019\u201d]", sentence) for word in words)


def _is_band_edge(reading: Reading, sentence: str, figure: Figure) -> bool:
    """True for "below 50 per cent": the edge of a rating band, not what was found."""
    if figure.measure != "percentage" or reading.scheme is None:
        return False
    edges = {band.low for band in reading.scheme.bands}
    bound = r"\b(?:below|under|above|over|(?:less|more|fewer)\s+than|at\s+least)\s+$"
    return figure.number in edges and bool(re.search(bound, sentence[: figure.start], re.I))


def _shares(sentence: str) -> Iterator[Figure]:
    for pattern in (_SHARE, _SHARE_AHEAD):
        for match in pattern.finditer(sentence):
            part, whole = number(match["n"]), number(match["m"])
            if part is None or whole is None or part > whole:
                continue
            near = sentence[max(0, match.start() - 40) : match.end("after")]
            if _RATED.search(near) or _is_one_of(match, pattern):
                continue
            yield Figure(
                start=match.start(),
                end=match.end("m") if pattern is _SHARE else match.end("n"),
                written=_written(sentence, match, pattern),
                number=part,
                measure="count",
                unit=_noun(match["after"]) or _noun(sentence[: match.start()]),
                out_of=whole,
                label=None,
            )


def _is_one_of(match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """ "One of 11 PDUs" says which, not how many."""
    return pattern is _SHARE and match["n"].lower() == "one" and "out" not in match[0].lower()


def _written(sentence: str, match: re.Match[str], pattern: re.Pattern[str]) -> str:
    if pattern is _SHARE_AHEAD:
        return f"{match['n']} of {match['m']}"
    return sentence[match.start() : match.end("m")]


_NOUNS = re.compile(
    r"\b(cases|respondents|practitioners|people|staff|reports|reviews|orders|licences|managers|"
    r"interviews|individuals|women|men|prisoners|children|young adults|PDUs|regions|officers|"
    r"referrals|magistrates|victims|offices|requirements)\b",
    re.IGNORECASE,
)


def _noun(words: str) -> str | None:
    found = _NOUNS.search(words)
    if not found:
        return None
    noun = found[1].lower()
    return "PDUs" if noun == "pdus" else noun


def _percentages(sentence: str) -> Iterator[Figure]:
    for match in _PERCENT.finditer(sentence):
        value = number(match["n"])
        if value is not None:
            yield Figure(*match.span(), match[0], value, "percentage", "percent", None, None)


def _fractions(sentence: str) -> Iterator[Figure]:
    for share in fractions(sentence):
        written = sentence[share.start : share.end]
        yield Figure(
            share.start, share.end, written, share.percent, "percentage", "percent", None, None
        )


def _levels(sentence: str) -> Iterator[Figure]:
    """ "The caseload of the region is 26,743", "a population of 554,401"."""
    for match in _LEVEL.finditer(sentence):
        value = number(match["n"])
        end = match.end()
        if value is None or value < 100 or re.match(r"\s*(?:%|per\s?cent)", sentence[end:]):
            continue
        before = re.search(r"[\w\u2019'-]+(?:\s[\w\u2019'-]+){0,2}\s$", sentence[: match.start()])
        owner = before[0] if before and re.search(r"PDU|total|area|region", before[0]) else ""
        between = re.sub(r"\s+", " ", match["between"])
        label = re.sub(r"(?i)^(?:the|a|its|has|which) ", "", f"{owner}{match['what']}{between}")
        yield Figure(
            match.start("n"), end, match["n"], value, "count", "people", None, label.strip(" ,")
        )


def _plain_counts(sentence: str, counted: tuple[str, ...]) -> Iterator[Figure]:
    """A number before a noun that the field counts: "148 practitioners based in …"."""
    if not counted:
        return
    nouns = "|".join(re.escape(noun) for noun in sorted(counted, key=len, reverse=True))
    pattern = re.compile(
        rf"(?<![\d.,/])\b(?P<n>{NUMBER})\s+"
        rf"(?P<noun>(?:(?!(?:{_LINKS})\b)[\w()\u2019'-]+\s+){{0,3}}?(?P<what>{nouns}))\b"
        r"(?=(?P<rest>[^,.;:]{0,60}))",
        re.IGNORECASE,
    )
    for match in pattern.finditer(sentence):
        value = number(match["n"])
        if value is None or re.fullmatch(r"(?:19|20)\d\d", match["n"]):
            continue
        if _NAMED.search(sentence[: match.start()]):
            continue
        rest = _REST_ENDS.split(match["rest"])[0]
        label = re.sub(r"\s+", " ", f"{match['noun']}{rest}").strip()
        yield Figure(
            start=match.start(),
            end=match.end("noun"),
            written=match["n"],
            number=value,
            measure="count",
            unit=next(noun for noun in counted if noun.lower() == match["what"].lower()),
            out_of=None,
            label=None if label == match["what"] else " ".join(label.split(" ")[:_MOST_WORDS]),
        )

"""Counts and percentages in the prose, with what they measure and whether it was done."""

import re
from collections.abc import Iterator

from ingest.facts.clauses import Measured, measured
from ingest.facts.figures import figures
from ingest.facts.numbers import Figure
from ingest.facts.polarity import Polarity, noun_polarity
from ingest.facts.reading import Reading
from ingest.models import Fact, Passage

_TYPES = {"paragraph", "bullet", "numbered", "footnote"}
_ALL = 100
_LONGEST = 2_000
"""Characters of a sentence."""
_MOST_FIGURES = 30
"""Of one sentence; with more it is the numbers of a chart, and the work grows by their cube."""
_LEFT_OUT = re.compile(r"\bbut\b", re.IGNORECASE)
""" "All but one": the figure counts those of which the clause is not said."""
_SKIPPED = re.compile(r"\b(?:recommendations?|appendix|annexe?|contents)\b", re.IGNORECASE)


def prose_facts(reading: Reading) -> list[Fact]:
    """Every count and percentage that a paragraph or bullet states, with what it measures."""
    facts: list[Fact] = []
    for passage in reading.passages:
        if passage.type not in _TYPES or any(_SKIPPED.search(each) for each in passage.section):
            continue
        facts += _of_passage(reading, passage)
    return facts


def _of_passage(reading: Reading, passage: Passage) -> Iterator[Fact]:
    counted = reading.schemes.terms.counted
    before, before_start = "", 0
    for start, end in reading.sentences(passage):
        sentence = passage.text[start:end]
        rates = _rates(reading, sentence)
        found = figures(sentence, () if rates else counted) if len(sentence) <= _LONGEST else []
        if len(found) > _MOST_FIGURES:
            found = []
        places = [_place(sentence, figure) for figure in found]
        for at, figure in enumerate(found):
            if _is_band_edge(reading, sentence, figure) or (rates and _in_words(figure)):
                continue
            clause = measured(sentence, places, at, before)
            back = clause.points_back and figure.label is None
            yield reading.fact(
                reading.quotation(passage, before_start if back else start, end),
                measure=figure.measure,
                label=figure.label or clause.label,
                value=figure.written,
                number=figure.number,
                unit=figure.unit,
                out_of=figure.out_of,
                polarity=_polarity(figure, clause),
            )
        before, before_start = sentence, start


def _place(sentence: str, figure: Figure) -> tuple[int, int]:
    """Start and end of the figure itself: what a plain number counts belongs to its label."""
    as_written = sentence.startswith(figure.written, figure.start)
    return figure.start, figure.start + len(figure.written) if as_written else figure.end


def _polarity(figure: Figure, clause: Measured) -> Polarity:
    if not figure.judged:
        return noun_polarity(figure.unit)
    # More than the whole is a size: "125 per cent of capacity".
    if figure.measure == "percentage" and figure.number > _ALL:
        return None
    if clause.polarity and figure.out_of is None and _LEFT_OUT.search(figure.written):
        return "did_not" if clause.polarity == "did" else "did"
    return clause.polarity


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

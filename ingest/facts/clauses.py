"""What a figure of a sentence measures: its clause in a few words, and whether that is negated."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.facts.polarity import Polarity, clause_polarity, is_bare

_BREAK = re.compile(
    r"[;]\s+|:\s+(?=[a-z])|\s[\u2013\u2014]\s"
    r"|,?\s+(?=(?:but(?!\s+(?:this|it|they|these)\s+\w+\s+not\b)|whereas|while|although|though|however|compared\s+(?:with|to)|"
    r"in\s+comparison|rather\s+than)\b)"
    r"|,\s+(?=(?:and|with|which|where(?!\s+(?:relevant|appropriate|possible|necessary))|due|so|"
    r"meaning)\b)",
    re.IGNORECASE,
)
_BETWEEN_FIGURES = re.compile(r",?\s+(?=(?:and|with|or)\b)|,\s+", re.IGNORECASE)
_POINTER = re.compile(
    r"^(?:and\s+|but\s+|however,?\s+)?(?:this|these|that|it|they|those|the figure|the picture|"
    r"of these|compared|in comparison|rather than)\b"
    r"|\b(?:this|it)\s+(?:was|is|were)\s+(?:judged\s+)?(?:as\s+)?(?:in)?sufficient",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"^(?:and|but|however|only|just|with|where|which|that|although|whilst|while|whereas|"
    r"worryingly|concerningly|unfortunately|positively|overall|furthermore|also)\b[\s,]*",
    re.IGNORECASE,
)
_OPENED = re.compile(
    r"^(?P<first>(?:Whilst|While|Although|Though|Despite|Even though)\b[^,;]*"
    r"(?:\([^)]*\)[^,;]*)?),\s+"
)
"""A subordinate clause that opens a sentence; what follows its comma is another clause."""
_WITH = re.compile(r"^\W*with\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"[\s(]*(?:\b(?:in|of|at|was|were|is)\s+)?(?:\b(?:just|only)\s+)?\d", re.IGNORECASE
)
_LEAST_WORDS = 3
"""Words that a clause must have beside its figure; a shorter one takes in its neighbour."""
_MOST_WORDS = 25
"""Words of a clause in a label: enough for its sense, too few for a paragraph."""
_MOST_BEFORE = 20
"""Words of the clause before, where a clause points back to it."""
GAP = "\u2026"
"""Stands in a label where the figure stood."""


class Measured(NamedTuple):
    """What a figure measures."""

    label: str
    polarity: Polarity
    """Whether its clause says what was done, or what was lacking; None where neither."""
    points_back: bool
    """True where the label begins with words of the sentence before."""


def measured(
    sentence: str, places: Sequence[tuple[int, int]], at: int, before: str = ""
) -> Measured:
    """What the figure at places[at] of a sentence measures.

    `places` are the start and end of all its figures in order, `before` is the sentence before. A
    clause that only points back ("this was sufficient in …") begins with what it points to.
    """
    start, end = places[at]
    first, last = _bounds(sentence, places, at)
    head = _tidy(_ahead(sentence, places, at))
    own = _tidy(f"{head} {GAP} {sentence[end:last]}")
    if sentence[:start].endswith("(") and sentence[end:].startswith(")"):
        own = own.replace(f"{GAP})", "").replace("  ", " ")
    own = re.sub(rf"{GAP} \([^()]*\d[^()]*\)", GAP, own)
    back, points_back = "", False
    if _POINTER.search(own) or (
        not head and _WITH.match(sentence[first:start]) and is_bare(sentence[end:last])
    ):
        points_back = _words(sentence[:first]) < _LEAST_WORDS
        back = _tidy(_main_clause(before if points_back else sentence[:first]))
        back = " ".join(_FIGURE.split(back)[0].split(" ")[:_MOST_BEFORE]).strip(" ,;:")
        if own.lower().startswith(back.lower()):
            back = ""
    own = " ".join(own.split(" ")[:_MOST_WORDS])
    label = f"{back}: {own}" if back else own
    return Measured(
        label=label.lstrip(f"{GAP} ").strip(" ,;:"),
        polarity=_polarity(sentence, places, at),
        points_back=points_back and bool(back),
    )


def _polarity(sentence: str, places: Sequence[tuple[int, int]], at: int) -> Polarity:
    """The polarity of a clause; words without a verb carry on what the figure before counted."""
    start, end = places[at]
    first, last = _bounds(sentence, places, at)
    ahead, after = _ahead(sentence, places, at), sentence[end:last]
    if (
        at
        and is_bare(f"{sentence[first:start]} {after}")
        and _polarity(sentence, places, at - 1) is None
    ):
        return None
    return clause_polarity(ahead, after)


def _ahead(sentence: str, places: Sequence[tuple[int, int]], at: int) -> str:
    """The words of a clause before its figure, or before the figure that it shares them with."""
    first, last = _bounds(sentence, places, at)
    own = sentence[first : places[at][0]]
    if at and not _tidy(own) and is_bare(sentence[places[at][1] : last]):
        # "33 per cent for one and 46 per cent for the other": both were said of the same.
        return sentence[_bounds(sentence, places, at - 1)[0] : places[at - 1][0]]
    return own


def _bounds(sentence: str, places: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    """Start and end of the clause around a figure; two figures of a clause share it out."""
    start, end = places[at]
    edges = {0, len(sentence)}
    shared: set[int] = set()
    for match in _BREAK.finditer(sentence):
        if not _inside_brackets(sentence, match.start()):
            edges |= {match.start(), match.end()}
    if opened := _OPENED.search(sentence):
        edges |= {opened.end("first"), opened.end()}
    for (_, left), (right, _) in pairwise(places):
        between = list(_BETWEEN_FIGURES.finditer(sentence, left, right))
        if between:
            edges |= {between[-1].start(), between[-1].end()}
            shared.add(between[-1].end())
    first = max(edge for edge in edges if edge <= start)
    last = min(edge for edge in edges if edge >= end)
    # After another figure of the clause "for trainees" is enough: its head is added.
    least = 1 if first in shared else _LEAST_WORDS
    while _words(sentence[first:start]) + _words(sentence[end:last]) < least:
        later = [edge for edge in edges if edge > last]
        earlier = [edge for edge in edges if edge < first]
        if later:
            last = min(later)
        elif earlier:
            first = max(earlier)
        else:
            break
    return first, last


def _words(text: str) -> int:
    return len(re.findall(r"[A-Za-z][\w\u2019'-]*", text))


def _inside_brackets(sentence: str, place: int) -> bool:
    return sentence.count("(", 0, place) > sentence.count(")", 0, place)


def _main_clause(text: str) -> str:
    clauses = [part for part in _BREAK.split(text.strip(" ;,:\u2013")) if part]
    return next((part for part in clauses if _words(part) >= _LEAST_WORDS), text)


def _tidy(text: str) -> str:
    bare = re.sub(rf"\(\s*{GAP}?\s*\)", "", re.sub(r"\s+", " ", text))
    bare = re.sub(r"\s+([,.;:)])", r"\1", bare).strip(" ,;:.-\u2013(")
    while (shorter := _LEADS.sub("", bare)) != bare:
        bare = shorter
    return bare

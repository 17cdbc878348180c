"""Words that are struck out: a line runs through their middle, from their first to their last."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.readers.pdf_glyphs import Glyph, Shape
from ingest.readers.pdf_words import PdfWord

_THIN = 2.5
"""Points: no thicker line strikes words out."""
_LEAST = 2.0
"""Points: no shorter one does."""
_HEIGHT = (0.14, 0.46)
"""Sizes of type above the line of the words; lower it underlines them."""
_EDGE = 0.5
"""Sizes of type by which the line may begin or end elsewhere than its words."""
_FILLED = 0.5
"""Share of the line that stands over letters, at least: words have spaces between them."""


def with_struck(glyphs: Sequence[Glyph], shapes: Iterable[Shape]) -> list[Glyph]:
    """The glyphs of a page with those marked that a line strikes out.

    Lines of tables and charts are longer than the words that they run through.
    """
    out = list(glyphs)
    lines = [shape for shape in shapes if shape.height <= _THIN and shape.width >= _LEAST]
    lettered = [i for i, g in enumerate(glyphs) if g.turn == 0 and not g.text.isspace()]
    lettered.sort(key=lambda i: glyphs[i].baseline)
    baselines = [glyphs[i].baseline for i in lettered]
    largest = max((glyphs[i].size for i in lettered), default=0.0)
    for line in lines:
        at = (line.top + line.bottom) / 2
        low = bisect_left(baselines, at)
        high = bisect_right(baselines, at + _HEIGHT[1] * largest)
        under = [i for i in lettered[low:high] if _is_under(glyphs[i], line, at)]
        if under and _fits([glyphs[i] for i in under], line):
            for i in under:
                out[i] = glyphs[i]._replace(struck=True)
    return out


def _is_under(glyph: Glyph, line: Shape, at: float) -> bool:
    high = _HEIGHT[0] * glyph.size <= glyph.baseline - at <= _HEIGHT[1] * glyph.size
    return high and line.x0 <= (glyph.x0 + glyph.x1) / 2 <= line.x1


def _fits(glyphs: Sequence[Glyph], line: Shape) -> bool:
    size = max(glyph.size for glyph in glyphs)
    first, last = min(glyph.x0 for glyph in glyphs), max(glyph.x1 for glyph in glyphs)
    covered = sum(glyph.x1 - glyph.x0 for glyph in glyphs)
    ends = max(abs(first - line.x0), abs(last - line.x1))
    return ends <= _EDGE * size and covered >= _FILLED * line.width


def without_struck(words: Sequence[PdfWord]) -> tuple[list[PdfWord], str]:
    """The words that count, with the places of the others taken by those beside; and the others.

    A gap in a line would part it in two.
    """
    kept = [word for word in words if not word.struck]
    gone = [word for word in words if word.struck]
    for word in sorted(gone, key=lambda word: (word.baseline, word.x0)):
        line = [i for i, each in enumerate(kept) if _beside(each, word)]
        left = [i for i in line if kept[i].x1 <= word.x1]
        right = [i for i in line if kept[i].x0 >= word.x0]
        before = max(left, key=lambda i: kept[i].x1, default=None)
        behind = min(right, key=lambda i: kept[i].x0, default=None)
        if before is not None and word.x0 - kept[before].x1 < word.size:
            spaced = kept[before].spaced or word.spaced
            kept[before] = replace(kept[before], x1=word.x1, spaced=spaced)
        elif behind is not None and kept[behind].x0 - word.x1 < word.size:
            kept[behind] = replace(kept[behind], x0=word.x0)
    return kept, " ".join(word.text for word in gone)


def _beside(word: PdfWord, struck: PdfWord) -> bool:
    level = abs(word.baseline - struck.baseline) < 0.2 * struck.size
    return level and not word.turn and word.page == struck.page

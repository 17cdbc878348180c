"""Pages of a PDF: their words, what is drawn on them, and what of them cannot be read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.readers.pdf_glyphs import Glyph, Painted, Shape
from ingest.readers.pdf_initials import with_initials
from ingest.readers.pdf_lines import rows_of
from ingest.readers.pdf_struck import with_struck, without_struck
from ingest.readers.pdf_words import SYMBOLS, PdfWord, with_raised, words_of

_CODE = re.compile(r"\(cid:\d+\)")
_SCAN = 0.5
"""Share of a page that a picture covers, and of its words that are invisible, on a scanned page."""
_THIN = 2.5
"""Points: a rectangle or line up to this thick is a rule."""
_LEAST_RULE = 4.0
"""Points: shorter strokes are parts of letters and signs."""
_NEAR_COLOUR = 24
"""Sum of differences of red, green and blue up to which two colours cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line across or down the page."""

    at: float
    """Its distance from the top, or from the left for one that goes down."""
    start: float
    end: float
    drawn: bool = True
    """False for the edge of a shaded box."""


@dataclass(slots=True)
class PdfPage:
    """What one page shows, all of it in points from the top left of its visible part."""

    number: int
    width: float
    height: float
    words: list[PdfWord]
    shapes: list[Shape] = field(default_factory=list)
    """Filled shapes that are no rules, each once."""
    boxes: list[Shape] = field(default_factory=list)
    """Rectangles that are filled or drawn with a line."""
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictured: bool = False
    """A picture covers half of it or more."""
    codes: int = 0
    """Glyphs that stand for no letter."""
    damaged: bool = False
    """Its content could not be understood, and none of it is here."""
    glyphs: int = 0
    """Glyphs that are no spaces."""
    struck: str = ""
    """Words that are struck out: they are not read."""
    askew: str = ""
    """Words that run slantwise across it: they are not read."""


def read_page(shown: Painted, number: int) -> PdfPage:
    """The words and shapes of a page; what nobody can see on it is left out."""
    area = shown.width * shown.height or 1.0
    pictured = any((x1 - x0) * (y1 - y0) > _SCAN * area for x0, y0, x1, y1 in shown.pictures)
    letters = [glyph for glyph in shown.glyphs if not glyph.text.isspace()]
    hidden = sum(glyph.hidden for glyph in letters)
    scanned = pictured and hidden > _SCAN * len(letters)
    glyphs = shown.glyphs if scanned else _visible(shown)
    codes = sum(_is_code(glyph.text) for glyph in letters)
    glyphs = with_struck([_bulleted(glyph) for glyph in glyphs], shown.shapes)
    found, struck = without_struck(words_of(glyphs, number))
    rows = rows_of(with_raised(with_initials(found)))
    words = [word for row in rows for word in row.words]
    across, down = _rules(shown.shapes)
    return PdfPage(
        number=number,
        width=shown.width,
        height=shown.height,
        words=words,
        shapes=_distinct([shape for shape in shown.shapes if shape.fill is not None]),
        boxes=_distinct([shape for shape in shown.shapes if shape.rectangle]),
        across=across,
        down=down,
        pictured=pictured,
        codes=codes,
        glyphs=len(letters),
        struck=struck,
        askew=" ".join("".join(shown.askew).split()),
    )


def _visible(shown: Painted) -> list[Glyph]:
    """The glyphs without those that are invisible, or painted white on white."""
    filled = [shape for shape in shown.shapes if shape.fill is not None and shape.height > _THIN]
    out = []
    for glyph in shown.glyphs:
        if glyph.hidden:
            continue
        if glyph.colour is not None and not _dark(glyph.colour):
            x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
            under = [shape.fill or "" for shape in filled if _holds(shape, x, y)]
            pictures = any(a <= x <= c and b <= y <= d for a, b, c, d in shown.pictures)
            if not pictures and all(
                same_colour(glyph.colour, each) for each in under or ["#ffffff"]
            ):
                continue
        out.append(glyph)
    return out


def _holds(shape: Shape, x: float, y: float) -> bool:
    return shape.x0 <= x <= shape.x1 and shape.top <= y <= shape.bottom


def _dark(colour: str) -> bool:
    return min(int(colour[i : i + 2], 16) for i in (1, 3, 5)) < 200


def same_colour(one: str, other: str) -> bool:
    """Whether two colours "#rrggbb" look the same; "" is like no other."""
    if not one or not other:
        return False
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return sum(abs(a - b) for a, b in pairs) <= _NEAR_COLOUR


def _is_code(text: str) -> bool:
    """A glyph that stands for no letter: a code, a control, or a private sign of no known font."""
    if _CODE.fullmatch(text):
        return True
    char = text[:1]
    private = "\ue000" <= char <= "\uf8ff" and char not in SYMBOLS
    return private or char == "\ufffd" or ord(char or " ") < 32


def _bulleted(glyph: Glyph) -> Glyph:
    """Codes and unknown private signs become a sign of their own, told apart from letters."""
    return glyph._replace(text="\ufffd") if _is_code(glyph.text) else glyph


def _distinct(shapes: Sequence[Shape]) -> list[Shape]:
    """Shapes that are no rules, each once: some programs paint everything twice."""
    seen: dict[tuple[float, ...], Shape] = {}
    for shape in shapes:
        if min(shape.width, shape.height) <= _THIN:
            continue
        key = (round(shape.x0), round(shape.top), round(shape.x1), round(shape.bottom))
        seen.pop(key, None)
        seen[key] = shape
    return list(seen.values())


def _rules(shapes: Sequence[Shape]) -> tuple[list[Rule], list[Rule]]:
    """Lines across and down: strokes, thin rectangles, and the borders of others."""
    across: set[Rule] = set()
    down: set[Rule] = set()
    tiles = _tiles(shapes)
    for shape in shapes:
        if not shape.stroked and shape.fill is not None and same_colour(shape.fill, "#ffffff"):
            continue
        wide, high = shape.width, shape.height
        drawn = shape.stroked
        if high <= _THIN and wide >= _LEAST_RULE:
            across.add(_rule((shape.top + shape.bottom) / 2, shape.x0, shape.x1, True))
        elif wide <= _THIN and high >= _LEAST_RULE:
            down.add(_rule((shape.x0 + shape.x1) / 2, shape.top, shape.bottom, True))
        elif shape.rectangle and (drawn or shape in tiles) and min(wide, high) > 2 * _LEAST_RULE:
            across |= {_rule(y, shape.x0, shape.x1, drawn) for y in (shape.top, shape.bottom)}
            down |= {_rule(x, shape.top, shape.bottom, drawn) for x in (shape.x0, shape.x1)}
    key = _place
    return sorted(across, key=key), sorted(down, key=key)


def _tiles(shapes: Sequence[Shape]) -> set[Shape]:
    """Filled boxes side by side that touch, as shaded cells do and the bars of charts do not."""
    rows: dict[tuple[int, int], list[Shape]] = {}
    for shape in shapes:
        if shape.rectangle and shape.fill is not None and shape.height > _THIN:
            rows.setdefault((round(shape.top), round(shape.bottom)), []).append(shape)
    found: set[Shape] = set()
    for row in rows.values():
        row.sort(key=lambda shape: shape.x0)
        for one, other in pairwise(row):
            if abs(other.x0 - one.x1) <= _THIN:
                found |= {one, other}
    return found


def _rule(at: float, start: float, end: float, drawn: bool) -> Rule:
    return Rule(round(at, 1), round(start, 1), round(end, 1), drawn)


def _place(rule: Rule) -> tuple[float, float, float]:
    return rule.at, rule.start, rule.end

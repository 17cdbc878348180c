"""Small filled shapes among words: circles, stars and badges that stand for ratings, and bullets.

Some are drawn, some are printed as signs of a font in colour. What a colour means is not decided
here. Shading of cells, rules, backgrounds and the boxes round prose are no fills.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.readers.colours import rating_of
from ingest.readers.pdf_glyphs import Shape
from ingest.readers.pdf_lines import WIDE, rows_of
from ingest.readers.pdf_pages import PdfPage, same_colour
from ingest.readers.pdf_words import PdfWord

_LEAST_BULLET = 0.15
"""Height of a drawn bullet in sizes of type, at least."""
_LEAST = 0.3
"""Height of a fill in sizes of type, at least; what is smaller is a point or part of a picture."""
_LEAST_BADGE = 5.0
"""Points of height of a badge, at least."""
_MOST = 3.2
"""Height of a fill in sizes of type, at most."""
_WIDEST = 0.5
"""Width of a badge as a share of the page, at most."""
_ROUND = (0.55, 1.8)
"""Width by height of circles and stars."""
_BULLET = 0.62
"""Size of a drawn bullet in sizes of type, at most."""
_BEFORE = 3.0
"""Sizes of type between a drawn bullet and its words, at most."""
_FEW = 5
"""Words in a badge, at most."""
_WHITE = "#ffffff"
_SIGNS = frozenset("•●■◼◾⬤⚫◆▲★")
"""Signs of fonts that are filled: what their colour says, a drawn shape would say as well."""
_PALE = 48
"""Difference of the parts of a colour up to which it is black, white or grey, as text may be."""


def with_drawings(page: PdfPage, size: float) -> list[PdfWord]:
    """The words of the page with its fills among them, each before the words inside it.

    `size` is that of the body's type in points.
    """
    words = page.words = _with_signs(page.words)
    shapes = [shape for shape in page.shapes if _small(shape, page, size)]
    shading = _shading(shapes, page)
    added: list[PdfWord] = []
    for shape in shapes:
        inside = [word for word in page.words if _holds(shape, word)]
        found = _round(shape, inside, page, size) or _badge(shape, inside, page, shading, shapes)
        if found is not None:
            added.append(found)
    return words + _on_lines(added, page.words)


def _with_signs(words: Sequence[PdfWord]) -> list[PdfWord]:
    """The words with each sign that says something by its colour as a fill.

    A sign alone in its cell does, one beside the name of a rating, and one above, below or beside
    such of another colour. One in the colour of its words, or before those of an item, is a bullet.
    """
    signs = [word for word in words if _coloured_sign(word)]
    fills: dict[int, PdfWord] = {}
    for row in rows_of(words) if signs else ():
        for i, word in enumerate(row.words):
            if _coloured_sign(word) and (
                _alone(row.words, i) or _names(row.words, i) or _varies(word, signs)
            ):
                fills[id(word)] = replace(word, text="", fill=word.colour)
    return [fills.get(id(word), word) for word in words]


def _varies(sign: PdfWord, signs: Sequence[PdfWord]) -> bool:
    """Whether signs in line with this one, across or down the page, have another colour."""
    return any(
        (abs(each.centre - sign.centre) < 2 or abs(each.baseline - sign.baseline) < 2)
        and not same_colour(each.colour or "", sign.colour or "")
        for each in signs
    )


def _coloured_sign(word: PdfWord) -> bool:
    if word.text not in _SIGNS or word.fill is not None or not word.colour:
        return False
    parts = [int(word.colour[i : i + 2], 16) for i in (1, 3, 5)]
    return max(parts) - min(parts) > _PALE


def _alone(words: Sequence[PdfWord], i: int) -> bool:
    behind = words[i + 1] if i + 1 < len(words) else None
    return behind is None or behind.x0 - words[i].x1 > 3 * WIDE * behind.size


def _names(words: Sequence[PdfWord], i: int) -> bool:
    """Whether the words behind a sign, up to the next sign or a wide gap, name a rating."""
    said: list[str] = []
    for last, word in pairwise(words[i:]):
        if word.text in _SIGNS or word.x0 - last.x1 > 3 * WIDE * word.size:
            break
        said.append(word.text)
    return rating_of(" ".join(said)) is not None


def _small(shape: Shape, page: PdfPage, size: float) -> bool:
    if same_colour(shape.fill or "", _WHITE) or shape.width > _WIDEST * page.width:
        return False
    least = _LEAST_BULLET * size
    return least <= shape.height <= _MOST * size and shape.width >= least


def _holds(shape: Shape, word: PdfWord) -> bool:
    return shape.x0 <= word.centre <= shape.x1 and shape.top <= word.middle <= shape.bottom


def _round(shape: Shape, inside: Sequence[PdfWord], page: PdfPage, size: float) -> PdfWord | None:
    """A circle, a star, or the bullet that a small one is before words of its colour."""
    if not _ROUND[0] <= shape.width / shape.height <= _ROUND[1]:
        return None
    if len(inside) > 1 or any(len(word.text) > 2 for word in inside):
        return None
    if shape.height <= _BULLET * size and (item := _item(shape, page)) is not None:
        bullet = _placed(shape, item.page, item.size)
        return replace(bullet, text="•", fill=None, baseline=item.baseline, colour=item.colour)
    if shape.rectangle or shape.height < _LEAST * size:
        return None
    return _placed(shape, page.number, size)


def _item(shape: Shape, page: PdfPage) -> PdfWord | None:
    """The word right behind a drawn bullet; None where it is first on no line, or in colour."""
    middle = (shape.top + shape.bottom) / 2
    line = [word for word in page.words if word.top <= middle <= word.bottom]
    behind = [word for word in line if word.x0 >= shape.x1]
    nearest = min(behind, key=lambda word: word.x0, default=None)
    if nearest is None or nearest.x0 - shape.x1 > _BEFORE * nearest.size:
        return None
    before = [word for word in line if 0 <= shape.x0 - word.x1 < 4 * nearest.size]
    colour = nearest.colour or "#000000"
    return nearest if not before and same_colour(shape.fill or "", colour) else None


def _badge(
    shape: Shape,
    inside: Sequence[PdfWord],
    page: PdfPage,
    shading: Sequence[str],
    others: Sequence[Shape],
) -> PdfWord | None:
    """A coloured box with few words inside, or with none where boxes of its colour have none."""
    if len(inside) > _FEW or shape.height < _LEAST_BADGE:
        return None
    if inside:
        first = min(inside, key=lambda word: (word.baseline, word.x0))
        made = _placed(shape, page.number, first.size)
        # Right before its words, so that gaps between cells stay as they are.
        x0 = max(shape.x0, first.x0 - 0.2)
        return replace(made, x0=x0, x1=max(x0, first.x0 - 0.1), baseline=first.baseline)
    colour = shape.fill or ""
    covered = any(other is not shape and _within(other, shape) for other in others)
    if covered or not shape.rectangle or any(same_colour(colour, each) for each in shading):
        return None
    return replace(_placed(shape, page.number, shape.height), cell=True)


def _within(inner: Shape, outer: Shape) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    smaller = inner.width * inner.height < 0.8 * outer.width * outer.height
    return smaller and outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom


def _shading(shapes: Sequence[Shape], page: PdfPage) -> list[str]:
    """Colours of boxes that hold words somewhere: an empty one of them says nothing by itself."""
    rectangles = [shape for shape in page.shapes if shape.rectangle and shape.fill]
    return [
        shape.fill or "" for shape in rectangles if any(_holds(shape, word) for word in page.words)
    ]


def _placed(shape: Shape, page: int, size: float) -> PdfWord:
    return PdfWord(
        text="",
        x0=shape.x0,
        top=shape.top,
        x1=shape.x1,
        bottom=shape.bottom,
        baseline=shape.bottom,
        size=size,
        page=page,
        fill=shape.fill or "",
    )


def _on_lines(fills: Sequence[PdfWord], words: Sequence[PdfWord]) -> list[PdfWord]:
    """Fills on the baseline of the words that they stand beside."""
    out = []
    for fill in fills:
        beside = [
            word
            for word in words
            if not word.raised and not word.turn and word.top - 1 <= fill.middle <= word.bottom + 1
        ]
        held = any(abs(word.baseline - fill.baseline) < 0.01 for word in beside)
        if beside and not held and fill.baseline == fill.bottom:
            near = min(beside, key=lambda word: (abs(word.middle - fill.middle), word.x0))
            fill = replace(fill, baseline=near.baseline, size=near.size)
        out.append(fill)
    return out

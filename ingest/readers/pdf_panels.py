"""Boxes round prose: what stands in one is read by itself, and not with the columns beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.pdf_glyphs import Shape
from ingest.readers.pdf_grids import Table
from ingest.readers.pdf_lines import rows_of, segments_of
from ingest.readers.pdf_pages import PdfPage, same_colour
from ingest.readers.pdf_words import PdfWord

_LEAST = 3.2
"""Height in sizes of type, at least: lower ones are badges and shaded lines."""
_TALLEST = 0.9
"""Share of the height of the page: taller boxes are its background."""
_NEAR = 3.0
"""Points within which two boxes touch."""

_CELLS = 3
"""Cells in a line of a table, at least; prose in two columns has two parts."""
_WORDS = 4
"""Words in one of these cells, on average, at most."""


@dataclass(slots=True, eq=False)
class Panel:
    """A box with words in it, on one page."""

    x0: float
    top: float
    x1: float
    bottom: float
    words: list[PdfWord]
    tables: list[Table]


def panels(
    page: PdfPage, words: Sequence[PdfWord], tables: Sequence[Table], size: float
) -> list[Panel]:
    """The boxes of a page that hold some of its words but not all; `size` is the body's type."""
    shapes = [shape for shape in page.boxes if _is_box(shape, page, size)]
    shapes = [shape for shape in shapes if not _is_cell(shape, page.boxes, tables)]
    out: list[Panel] = []
    for shape in sorted(shapes, key=lambda shape: -shape.width * shape.height):
        if any(_covers(panel, shape.x0, shape.top, shape.x1, shape.bottom) for panel in out):
            continue
        inside = [word for word in words if _holds(shape, word)]
        across = [word for word in words if _cuts(shape, word)]
        if not inside or across or len(inside) == len(words) or _is_rows(shape, inside, words):
            continue
        panel = Panel(shape.x0, shape.top, shape.x1, shape.bottom, inside, [])
        panel.tables = [t for t in tables if _covers(panel, t.x0, t.top, t.x1, t.bottom)]
        out.append(panel)
    return out


def _is_box(shape: Shape, page: PdfPage, size: float) -> bool:
    plain = shape.fill is not None and same_colour(shape.fill, "#ffffff") and not shape.stroked
    return (
        not plain
        and _LEAST * size <= shape.height <= _TALLEST * page.height
        and shape.width >= 8 * size
    )


def _is_cell(shape: Shape, shapes: Sequence[Shape], tables: Sequence[Table]) -> bool:
    """Whether a box is a cell or a line of a table: in its grid, or beside one of its kind."""
    x, y = (shape.x0 + shape.x1) / 2, (shape.top + shape.bottom) / 2
    for table in tables:
        held = table.x0 - 1 <= x <= table.x1 + 1 and table.top - 1 <= y <= table.bottom + 1
        if held and shape.height <= table.bottom - table.top + _NEAR:
            return True
    return any(
        other is not shape
        and abs(other.top - shape.top) <= _NEAR
        and abs(other.bottom - shape.bottom) <= _NEAR
        and min(abs(other.x0 - shape.x1), abs(other.x1 - shape.x0)) <= _NEAR
        for other in shapes
    )


def _is_rows(shape: Shape, inside: Sequence[PdfWord], words: Sequence[PdfWord]) -> bool:
    """Whether a box shades the head or rows of a table: short cells, and nothing beside the box."""
    middle = [word for word in words if shape.top <= word.middle <= shape.bottom]
    if len(middle) > len(inside):
        return False
    rows = [segments_of(row) for row in rows_of(inside)]
    cells = [part for row in rows for part in row]
    return max(map(len, rows)) >= _CELLS and len(inside) <= _WORDS * len(cells)


def _holds(shape: Shape, word: PdfWord) -> bool:
    return shape.x0 <= word.centre <= shape.x1 and shape.top <= word.middle <= shape.bottom


def _cuts(shape: Shape, word: PdfWord) -> bool:
    """Whether an edge of the box runs through a word: it is then no box round text."""
    if not (shape.top < word.middle < shape.bottom and word.x0 < shape.x1 and shape.x0 < word.x1):
        return False
    return word.x0 < shape.x0 - _NEAR or word.x1 > shape.x1 + _NEAR


def _covers(panel: Panel, x0: float, top: float, x1: float, bottom: float) -> bool:
    return (
        panel.x0 - _NEAR <= x0
        and x1 <= panel.x1 + _NEAR
        and panel.top - _NEAR <= top
        and bottom <= panel.bottom + _NEAR
    )

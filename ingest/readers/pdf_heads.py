"""Heads of tables without lines down: names of columns that stand at several heights.

A head is read with the rows below it: only these tell where its columns are.
"""

from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf_columns import Atom
from ingest.readers.pdf_grids import Cells
from ingest.readers.pdf_lines import Line, is_mark, segments_of
from ingest.readers.pdf_words import PdfWord

_NEAR = 2.4
"""Sizes of type between a head and what stands below it, at most."""
_ONE_ROW = 0.6
"""The same between two lines of one row of the head."""
_SIZE = 0.6
_LEVEL = 3.0
"""Points by which a word of a head may stand beside the left edge of its column."""
_PARTED = 0.45
"""Sizes of type between two cells of a head that touch nearly; a space is narrower."""
_MOST = 24
"""Lines of a head, at most: each of its cells may have several, at heights of their own."""

Edges = list[tuple[float, float]]


def cells_of(line: Line) -> list[Line]:
    """The segments of a line; one where its first is only the mark of an item, or it is turned."""
    if any(word.turn for word in line.words):
        return [line]
    parts = segments_of(line)
    if len(parts) == 2 and is_mark(parts[0].text):
        return [line]
    return parts


def head_of(items: Sequence[Atom], columns: Edges, top: float) -> tuple[int, Cells]:
    """How many of the last items are the head of a table, and its rows.

    `columns`: left and right edges of the columns of the rows below, which begin at `top`.
    """
    rows: list[list[Line]] = []
    taken, kept = 0, 0
    for item in reversed(items[-_MOST:]):
        if not isinstance(item, Line) or item.entry or top - _bottom(item) > _NEAR * item.size:
            break
        if rows and _beside(item, rows[-1], top):
            rows[-1].append(item)
        else:
            if rows and not _is_row(rows[-1], columns):
                break
            kept = taken
            rows.append([item])
        taken += 1
        top = min(top, _top(item))
    if rows and _is_row(rows[-1], columns):
        kept = taken
    elif rows:
        rows.pop()
    return kept, [_row(row, columns) for row in reversed(rows)]


def same_row(head: Sequence[Sequence[PdfWord]], row: Sequence[Sequence[PdfWord]]) -> bool:
    """Whether a row only holds the last lines of the cells of a head right above it."""
    above, below = ([word for cell in each for word in cell] for each in (head, row))
    if len({word.bold for word in (*above, *below)}) > 1 or any(w.fill is not None for w in below):
        return False
    size = above[0].size
    gap = min(word.top for word in below) - max(word.bottom for word in above)
    return gap < _ONE_ROW * size and abs(below[0].size - size) <= _SIZE and above[0].bold


def _top(line: Line) -> float:
    return min(word.top for word in line.words)


def _bottom(line: Line) -> float:
    return max(word.bottom for word in line.words)


def _beside(line: Line, row: Sequence[Line], top: float) -> bool:
    """Whether a line belongs to the row of the head below it, of which `top` is the top edge."""
    return (
        top - _bottom(line) < _ONE_ROW * line.size
        and abs(line.size - row[-1].size) <= _SIZE
        and line.bold == row[-1].bold
    )


def _is_row(lines: Sequence[Line], columns: Edges) -> bool:
    """Whether the cells of a row name columns: two and more, each by itself or with others."""
    spans = [_under(cell, columns) for line in lines for cell in _cells(line, columns)]
    wide = {span for span in spans if len(span) > 1}
    shared = any(set(one) & set(span) for one in wide for span in set(spans) if span != one)
    return not shared and len(set(spans)) > 1


def _cells(line: Line, columns: Edges) -> list[Line]:
    """The cells of a line of a head, parted as well where a column begins behind a narrow gap."""
    out: list[Line] = []
    for cell in cells_of(line):
        parts = [[cell.words[0]]]
        for last, word in pairwise(cell.words):
            begins = any(abs(word.x0 - a) <= _LEVEL for a, _ in columns)
            if begins and word.x0 - last.x1 > _PARTED * word.size and not word.turn:
                parts.append([])
            parts[-1].append(word)
        out.extend(Line(part, line.row) for part in parts)
    return out


def _under(cell: Line, columns: Edges) -> tuple[int, ...]:
    """The columns that a cell stands above; that which it is nearest to where it is beside all."""
    found = tuple(j for j, (a, b) in enumerate(columns) if cell.x0 < b and a < cell.x1)
    if found:
        return found
    gaps = [max(a - cell.x1, cell.x0 - b) for a, b in columns]
    return (gaps.index(min(gaps)),)


def _row(lines: Sequence[Line], columns: Edges) -> list[list[PdfWord]]:
    row: list[list[PdfWord]] = [[] for _ in columns]
    for line in lines:
        for cell in _cells(line, columns):
            row[_under(cell, columns)[0]].extend(cell.words)
    return row

"""Tables of a Word file: which hold data and which only lay out words, and their rows."""

from collections.abc import Iterator, Sequence

from ingest.readers.colours import rating_of
from ingest.readers.notation import Fill, Mark, Part, Piece
from ingest.readers.word_content import Block, Cell, Item, Run, Table, TableRow

_LONG = 160
"""Characters of a cell that is prose when its table has one row."""
_SHORT = 60
"""Characters of a head above a column, and of words that a cell over several rows repeats."""
_SPREAD = 3
"""Rows and columns from which a table holds data whatever its cells look like."""
_WIDEST = 200
"""Columns that cells can be spread over; Word itself stops at 63."""
_PLAIN = frozenset({"#ffffff", "#000000"})

Content = list[Piece]


def layout(table: Table) -> Iterator[list[Block]] | None:
    """The blocks of each cell, in order of reading, where a table only lays out words.

    None for a table with data. Two columns below heads of their own are read one after the other.
    """
    if not _lays_out(table):
        return None
    return _by_column(table) if _has_heads(table) else _by_row(table)


def _lays_out(table: Table) -> bool:
    filled = [cell for row in table.rows for cell in row.cells if cell.blocks and _holds(cell)]
    if table.columns <= 1 or len(filled) <= 1:
        return True
    if any(_nested(cell) for cell in filled):
        return True
    if len(table.rows) >= _SPREAD and table.columns >= _SPREAD:
        return False
    if any(_built(cell) for cell in filled):
        return True
    return len(table.rows) == 1 and any(len(cell.text) > _LONG for cell in filled)


def _holds(cell: Cell) -> bool:
    return bool(cell.text) or bool(cell.paragraphs)


def _nested(cell: Cell) -> bool:
    """True for a cell with a table of several cells inside it."""
    return any(isinstance(b, Table) and (b.columns > 1 or len(b.rows) > 1) for b in cell.blocks)


def _built(cell: Cell) -> bool:
    """True for a cell that is made like a page: headings, lists, several long paragraphs."""
    paragraphs = [each for each in cell.paragraphs if each.text.strip()]
    if any(each.level is not None for each in paragraphs):
        return True
    listed = sum(each.mark is not None for each in paragraphs)
    return listed > 1 or sum(len(each.text) > _LONG for each in paragraphs) > 1


def _has_heads(table: Table) -> bool:
    if len(table.rows) < 2 or table.columns < 2:
        return False
    first = table.rows[0].cells
    whole = all(len(row.cells) == len(first) for row in table.rows)
    return whole and len(first) > 1 and all(0 < len(cell.text) <= _SHORT for cell in first)


def _by_row(table: Table) -> Iterator[list[Block]]:
    for row in table.rows:
        for cell in row.cells:
            if not cell.goes_on:
                yield cell.blocks


def _by_column(table: Table) -> Iterator[list[Block]]:
    for column in range(len(table.rows[0].cells)):
        for row in table.rows:
            if not row.cells[column].goes_on:
                yield row.cells[column].blocks


def rows(table: Table) -> Iterator[list[Content]]:
    """The cells of each row, one for each column: the words of a cell stand in its first one.

    A short cell that goes on over several rows says its words in each of them.
    """
    decoration = _decoration(table)
    above: dict[int, Content] = {}
    for row in table.rows:
        out: list[Content] = [[] for _ in range(row.before)]
        for cell in row.cells:
            column = len(out)
            if cell.goes_on:
                content = _again(above.get(column, []))
            else:
                content = _content(cell, cell.fill not in decoration)
                above[column] = content
            out.append(content)
            out.extend([] for _ in range(min(cell.span - 1, _WIDEST - len(out))))
        yield out


def _decoration(table: Table) -> set[str]:
    """Colours behind cells with other words than ratings: they say nothing."""
    worded = {
        cell.fill
        for row in table.rows
        for cell in row.cells
        if cell.text and rating_of(cell.text) is None
    }
    return worded | _PLAIN | {""}


def _content(cell: Cell, shaded: bool) -> Content:
    out: Content = []
    if shaded and cell.fill and (not cell.text or rating_of(cell.text)):
        out.append(Fill(cell.fill))
    for i, block in enumerate(cell.blocks):
        if i and out and block.text.strip():
            out.append(Part(" "))
        out.extend(_pieces(block))
    return out


def _pieces(block: Block) -> Iterator[Piece]:
    if isinstance(block, Table):
        for row in block.rows:
            yield from _flat(row)
        return
    if block.mark is not None and not block.mark.bullet and block.text.strip():
        yield Part(f"{block.mark.shown} ")
    for item in block.items:
        yield from pieces_of(item)


def _flat(row: TableRow) -> Iterator[Piece]:
    for cell in row.cells:
        yield from _content(cell, shaded=False)


def pieces_of(item: Item) -> Sequence[Piece]:
    """An item as a piece of the notation; a sign in colour is a drawn rating."""
    if not isinstance(item, Run):
        return (item,)
    return (Fill(item.colour),) if item.colour else (Part(item.text),)


def _again(content: Content) -> Content:
    """What a cell says once more in the next row; the marks of its notes are not repeated."""
    if sum(len(piece.text) for piece in content if isinstance(piece, Part)) > _SHORT:
        return []
    return [piece for piece in content if not isinstance(piece, Mark)]

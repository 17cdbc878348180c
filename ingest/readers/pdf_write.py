"""The items of a PDF in order of reading, written down in the notation."""

from collections.abc import Sequence

from ingest.readers.colours import rating_of
from ingest.readers.notation import Fill, Notation, Part, Piece
from ingest.readers.pdf_blocks import Block, Item
from ingest.readers.pdf_contents import entry_words
from ingest.readers.pdf_grids import Table
from ingest.readers.pdf_lines import rows_of
from ingest.readers.pdf_text import Hyphens, pieces_of
from ingest.readers.pdf_words import PdfWord
from ingest.residue import CAPTION
from ingest.tables import is_key

_TICKS = frozenset("✓✔✗✘")
_LONGEST_BOLD = 25
"""Words of a bold paragraph that may be a heading."""


def write_down(items: Sequence[Item], hyphens: Hyphens) -> Notation:
    """The notation of a whole document."""
    notation = Notation()
    for item in items:
        if isinstance(item, Table):
            rows = [[_cell(cell, hyphens) for cell in row] for row in item.rows]
            for cells in _with_named_fills(rows):
                notation.row(cells)
            notation.end_table()
        else:
            _block(item, notation, hyphens)
    return notation


def _block(block: Block, notation: Notation, hyphens: Hyphens) -> None:
    if block.level:
        notation.heading(pieces_of((line.words for line in block.lines), hyphens), block.level)
        return
    if block.entry:
        notation.paragraph(_entry(pieces_of((line.words for line in block.lines), hyphens)))
        return
    pieces = pieces_of(block.texts(), hyphens)
    if block.note:
        notation.note(pieces, block.note)
    elif block.mark in _TICKS:
        # A tick or a cross says more than a bullet: the text keeps it.
        notation.paragraph([Part(f"{block.mark} "), *pieces])
    elif block.number:
        notation.numbered(pieces, block.number)
    elif block.mark:
        notation.bullet(pieces)
    else:
        short = len(block.text.split()) <= _LONGEST_BOLD
        bold = block.bold and short and not (CAPTION.match(block.text) or is_key([block.text]))
        notation.paragraph(pieces, bold=bold)


def _entry(pieces: Sequence[Piece]) -> list[Piece]:
    """An entry of a contents page as "Name ..... 12", whatever stood between the two."""
    text = "".join(piece.text for piece in pieces if isinstance(piece, Part))
    name, number = entry_words(text)
    return [Part(f"{name} ..... {number}")]


def _with_named_fills(rows: list[list[list[Piece]]]) -> list[list[list[Piece]]]:
    """The rows with each fill taken to the words before it, where these name what it stands for."""
    for row in rows:
        for j in range(len(row) - 1, 0, -1):
            if row[j] and _only_fill(row[j]) and rating_of(_said(row[j - 1])):
                row[j - 1 : j + 1] = [row[j - 1] + row[j], []]
    width = max((len(row) for row in rows), default=0)
    kept = [j for j in range(width) if any(row[j] for row in rows)]
    return [[row[j] for j in kept] for row in rows]


def _only_fill(cell: Sequence[Piece]) -> bool:
    return all(isinstance(piece, Fill) for piece in cell)


def _said(cell: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in cell if isinstance(piece, Part))


def _cell(words: Sequence[PdfWord], hyphens: Hyphens) -> list[Piece]:
    return pieces_of((line.words for line in rows_of(words)), hyphens)

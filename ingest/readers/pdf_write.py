"""The items of a PDF in order of reading, written down in the notation."""

from collections.abc import Sequence

from ingest.readers.notation import Notation, Part, Piece
from ingest.readers.pdf_blocks import Block, Item
from ingest.readers.pdf_contents import entry_words
from ingest.readers.pdf_grids import Table
from ingest.readers.pdf_lines import rows_of
from ingest.readers.pdf_text import Hyphens, pieces_of
from ingest.readers.pdf_words import PdfWord

_TICKS = frozenset("✓✔✗✘")
_LONGEST_BOLD = 25
"""Words of a bold paragraph that may be a heading."""


def write_down(items: Sequence[Item], hyphens: Hyphens) -> Notation:
    """The notation of a whole document."""
    notation = Notation()
    for item in items:
        if isinstance(item, Table):
            for row in item.rows:
                notation.row(_cell(cell, hyphens) for cell in row)
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
        bold = block.bold and len(block.text.split()) <= _LONGEST_BOLD
        notation.paragraph(pieces, bold=bold)


def _entry(pieces: Sequence[Piece]) -> list[Piece]:
    """An entry of a contents page as "Name ..... 12", whatever stood between the two."""
    text = "".join(piece.text for piece in pieces if isinstance(piece, Part))
    name, number = entry_words(text)
    return [Part(f"{name} ..... {number}")]


def _cell(words: Sequence[PdfWord], hyphens: Hyphens) -> list[Piece]:
    return pieces_of((line.words for line in rows_of(words)), hyphens)

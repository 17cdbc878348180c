"""What a Word file is made of once it is read: paragraphs and tables, not yet written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.readers.notation import Fill, Mark
from ingest.readers.word_numbering import Mark as ListMark

LINE, PAGE, TAB = "\n", "\f", "\t"
"""What breaks of lines and of pages and tabs are in the words of a run; it has no others."""


class Run(NamedTuple):
    """Words that are printed alike."""

    text: str
    bold: bool = False
    size: int = 0
    """Half-points of type."""
    raised: bool = False
    """Superscript."""
    colour: str = ""


Item = Run | Mark | Fill


class NoteLink(NamedTuple):
    """A footnote or endnote that a paragraph points to."""

    kind: str
    """ "footnote" or "endnote"."""
    id: str
    number: int
    custom: bool
    """True where the author wrote the mark and Word did not count it."""


@dataclass
class Paragraph:
    """A paragraph, or one of the parts that breaks of pages make of it."""

    items: list[Item] = field(default_factory=list)
    level: int | None = None
    """Of a heading, 1 the highest."""
    title: bool = False
    mark: ListMark | None = None
    contents: bool = False
    """An entry of a contents page."""
    note: bool = False
    """Styled as the text of a note."""
    caption: bool = False
    """Styled as the caption of a figure or table."""
    links: list[NoteLink] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, without the marks of notes."""
        return "".join(item.text for item in self.items if isinstance(item, Run))

    @property
    def runs(self) -> list[Run]:
        """Its runs with any words in them."""
        return [item for item in self.items if isinstance(item, Run) and item.text.strip()]

    @property
    def bold(self) -> bool:
        """True where all of its words are bold."""
        return bool(self.runs) and all(run.bold for run in self.runs)

    @property
    def size(self) -> int:
        """Half-points of its smallest words; 0 without words."""
        return min((run.size for run in self.runs), default=0)


@dataclass
class Cell:
    """A cell of a table as it is stored."""

    blocks: list[Block] = field(default_factory=list)
    span: int = 1
    """Columns that it takes."""
    goes_on: bool = False
    """True where it only continues the cell above it."""
    fill: str = ""
    """"#rrggbb" of its shading, or ""."""

    @property
    def text(self) -> str:
        """Its words, paragraphs one after the other."""
        return " ".join(block.text.strip() for block in self.blocks).strip()

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Its paragraphs with anything in them, those of tables inside it left out."""
        return [b for b in self.blocks if isinstance(b, Paragraph) and b.items]

    @property
    def links(self) -> list[NoteLink]:
        """The notes that it points to, in order."""
        return [link for block in self.blocks for link in block.links]


class TableRow(NamedTuple):
    """A row: cells as stored, and the columns that it leaves out before them."""

    cells: list[Cell]
    before: int = 0


@dataclass
class Table:
    """A table as stored."""

    rows: list[TableRow] = field(default_factory=list)
    columns: int = 0

    @property
    def text(self) -> str:
        """Its words, cell by cell."""
        return " ".join(cell.text for row in self.rows for cell in row.cells)

    @property
    def links(self) -> list[NoteLink]:
        """The notes that it points to, in order."""
        return [link for row in self.rows for cell in row.cells for link in cell.links]


Block = Paragraph | Table

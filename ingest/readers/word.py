"""Word documents (.docx): their words, headings, lists, tables and notes, as Word shows them.

Read from the parts of the file themselves: python-docx unpacks every part whatever its size, and
knows neither notes nor counted numbers nor drawings.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.readers.document import Document
from ingest.readers.notation import Notation, Part, Piece
from ingest.readers.word_blocks import Blocks
from ingest.readers.word_colours import read_theme
from ingest.readers.word_content import Block, NoteLink, Paragraph, Table
from ingest.readers.word_fields import fields_of
from ingest.readers.word_notes import KINDS, Notes
from ingest.readers.word_numbering import read_numbering
from ingest.readers.word_package import Limits, Package
from ingest.readers.word_runs import Inline
from ingest.readers.word_styles import read_styles
from ingest.readers.word_tables import pieces_of
from ingest.readers.word_writing import Writer, body_size, hand_sizes
from ingest.readers.word_xml import Element, child

VERSION = "word-3"
_CLOSED = re.compile(r"[.!?:;)\]'\"’”]$")
_LINE = 40
"""Characters from which a paragraph can be a line of prose."""
_FEWEST_LINES, _OPEN_ENDED = 40, 0.4
"""Such lines, and the share of them that stop in mid-sentence; in a report one in ten does."""
_JUNK_TITLES = ("microsoft word", "document", "word document", "untitled", "template")


def read_word(data: bytes, path: Path, limits: Limits | None = None) -> Document:
    """The document that the bytes of a .docx hold.

    Raises UnreadableFile for what is no Word document, is damaged, protected by a password,
    unpacks beyond the limits, or holds no words.
    """
    package = Package(data, path, limits)
    try:
        return _File(package).document()
    except RecursionError as error:
        raise UnreadableFile(
            path, "has tables or boxes inside one another too deep to be read; save it as PDF"
        ) from error


class _File:
    """The parts of one file, and its blocks."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.root = package.document()
        self.styles = read_styles(package.beside("styles"))
        self.numbering = read_numbering(package.beside("numbering"))
        self.theme = read_theme(package.beside("theme"))
        self.notes = Notes(
            self.root,
            package.beside("settings"),
            **{kind: package.beside(f"{kind}s") for kind in KINDS},
        )
        self.inline = Inline(self.styles, self.theme, self.notes, fields_of(self.root))

    def document(self) -> Document:
        body = child(self.root, "w:body")
        blocks = self._reading(self.inline).of(body) if body is not None else []
        if not any(block.text.strip() for block in blocks):
            raise UnreadableFile(self.package.path, _no_words(self.package.holds_pictures()))
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        size = body_size([*paragraphs, *_inside(blocks)])
        out = Notation()
        writer = Writer(out, self._note, body=size, sizes=hand_sizes(paragraphs, size))
        if not _opens_with_title(blocks, writer) and (title := self._title()):
            out.heading([Part(title)], 1)
        writer.write(blocks)
        return out.document("docx", VERSION, doubts=self._doubts(paragraphs))

    def _reading(self, inline: Inline) -> Blocks:
        return Blocks(self.styles, self.numbering, self.theme, self.notes, inline)

    def _note(self, link: NoteLink) -> Sequence[Piece]:
        """The words of a note, its paragraphs run together; [] where the file has lost them."""
        element: Element | None = self.notes.elements.get((link.kind, link.id))
        if element is None:
            return []
        inline = Inline(self.styles, self.theme, self.notes, fields_of(element))
        pieces: list[Piece] = []
        for block in self._reading(inline).of(element):
            if pieces:
                pieces.append(Part(" "))
            items = block.items if isinstance(block, Paragraph) else ()
            pieces.extend(piece for item in items for piece in pieces_of(item))
            if isinstance(block, Table):
                pieces.append(Part(block.text))
        return _without_mark(pieces, str(link.number)) if link.custom else pieces

    def _title(self) -> str:
        """The title among the properties, where a person gave it."""
        title = self.package.title()
        return "" if title.lower().startswith(_JUNK_TITLES) else title

    def _doubts(self, paragraphs: Sequence[Paragraph]) -> list[str]:
        doubts = [
            f"{count} {kind}{'' if count == 1 else 's'} in the file: not read."
            for kind, count in sorted(self.inline.unread.items())
            if kind != "picture"
        ]
        for kind, count in sorted(self.notes.lost.items()):
            doubts.append(f"The words of {count} {kind}{'' if count == 1 else 's'} are missing.")
        if _lines_apart(paragraphs):
            doubts.append(
                "Each line is a paragraph of its own, as in a PDF that was turned into Word; "
                "the PDF itself is read better."
            )
        return doubts


def _lines_apart(paragraphs: Sequence[Paragraph]) -> bool:
    """True where lines of prose stop in mid-sentence: they were made paragraphs of their own."""
    texts = [p.text.strip() for p in paragraphs if p.level is None and p.mark is None]
    lines = [text for text in texts if len(text) >= _LINE]
    open_ended = sum(not _CLOSED.search(line) for line in lines)
    return len(lines) >= _FEWEST_LINES and open_ended > _OPEN_ENDED * len(lines)


def _inside(blocks: Sequence[Block]) -> list[Paragraph]:
    """The paragraphs in the tables among the blocks."""
    tables = [block for block in blocks if isinstance(block, Table)]
    held = [b for table in tables for row in table.rows for cell in row.cells for b in cell.blocks]
    own = [block for block in held if isinstance(block, Paragraph)]
    return own + (_inside(held) if held else [])


def _opens_with_title(blocks: Sequence[Block], writer: Writer) -> bool:
    """True where the words of the file begin with a line that can be its title."""
    first = next((block for block in blocks if block.text.strip()), None)
    if first is None or isinstance(first, Table):
        return False
    return first.mark is None and len(first.text) <= 200 and not first.text.strip().endswith(".")


def _without_mark(pieces: list[Piece], mark: str) -> list[Piece]:
    """The words of a note without the mark that its author wrote before them."""
    for i, piece in enumerate(pieces):
        if isinstance(piece, Part) and piece.text.strip():
            words = piece.text.lstrip()
            for each in (mark, "*", "†", "‡"):
                if words.startswith(each):
                    return [*pieces[:i], Part(words.removeprefix(each)), *pieces[i + 1 :]]
            break
    return pieces


def _no_words(pictures: bool) -> str:
    if pictures:
        return (
            "holds pictures and no words, as a scan does; run text recognition (OCR) on it, "
            "or ask for the document with its words"
        )
    return "holds no words"

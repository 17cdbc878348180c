"""Writing a document down: what a reader of PDF, HTML or Word met, as text with places.

The notation is that of the text files, so that one way leads from every format to sections,
passages and facts. A rating that is drawn as a colour is written as a picture without words, with
its rating as the address: `![](rating:Requires-improvement)`. It is no word of the page, yet a cell
of its table.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ingest.models import Box, Word
from ingest.readers.colours import Palette, rating_of
from ingest.readers.document import Document, Format
from ingest.readers.text import escaped

_HELD = "\ue000"
"""Stands for a mark or a fill while the words around it are escaped."""
_OPENS = re.compile(r"\s{0,3}#{1,6}\s|\s*[-_=~—–*]{3,}\s*$")
_BLANK = re.compile(r"[\s\ue000]")
_DEEPEST = 6


FRACTION = re.compile(r"[/\u2044]\d{1,3}(?!\d)")
"""What follows the top of a fraction that is set with raised and lowered figures."""


class Part(NamedTuple):
    """A run of words as they are printed, white space between words included."""

    text: str
    box: Box | None = None


class Mark(NamedTuple):
    """The mark of a footnote behind a word."""

    number: int


class Fill(NamedTuple):
    """A circle, star or badge that is drawn and filled; the words inside it follow as a Part."""

    colour: str
    """"#rrggbb"."""
    box: Box | None = None


Piece = Part | Mark | Fill
Content = Sequence[Piece]


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: Literal["heading", "paragraph", "bold", "bullet", "numbered", "note", "row"]
    cells: tuple[tuple[Piece, ...], ...]
    """One but for rows."""
    mark: str = ""
    depth: int = 0


@dataclass
class Notation:
    """Takes what a reader meets, in order of reading, and writes it down."""

    entries: list[_Entry] = field(default_factory=list)
    _table: int = 0

    def heading(self, content: Content, level: int) -> None:
        """A heading; `level` 1 is the highest."""
        self._put("heading", content, depth=min(max(level, 1), _DEEPEST))

    def paragraph(self, content: Content, *, bold: bool = False) -> None:
        """A paragraph; `bold` where all of it is printed in bold and it may be a heading."""
        self._put("bold" if bold else "paragraph", content)

    def bullet(self, content: Content) -> None:
        """An item of a list, without its mark."""
        self._put("bullet", content)

    def numbered(self, content: Content, mark: str) -> None:
        """An item of a numbered list; `mark` is its number or letter without point or bracket."""
        self._put("numbered", content, mark=mark)

    def note(self, content: Content, number: int) -> None:
        """A footnote, without its number."""
        self._put("note", content, mark=str(number))

    def row(self, cells: Iterable[Content]) -> None:
        """A row of a table; empty cells count. Rows one after the other are one table."""
        kept = tuple(tuple(cell) for cell in cells)
        if any(_has_content(cell) for cell in kept):
            self.entries.append(_Entry("row", kept, depth=self._table))

    def end_table(self) -> None:
        """The table is over: a row after this one begins another."""
        self._table += 1

    def _put(
        self,
        kind: Literal["heading", "paragraph", "bold", "bullet", "numbered", "note"],
        content: Content,
        mark: str = "",
        depth: int = 0,
    ) -> None:
        if _has_content(content):
            self.entries.append(_Entry(kind, (tuple(content),), mark, depth))

    def document(
        self,
        format: Format,
        version: str,
        *,
        pages: int = 0,
        url: str | None = None,
        doubts: Sequence[str] = (),
    ) -> Document:
        """All of it as decoded text, with the places of its words."""
        palette = Palette(self._legend())
        out = _Out()
        before: _Entry | None = None
        for entry in self.entries:
            if before is not None:
                same = before.kind == entry.kind == "row" and before.depth == entry.depth
                out.add("\n" if same else "\n\n")
            self._write(entry, palette, out)
            before = entry
        out.add("\n")
        return Document(
            text="".join(out.text),
            format=format,
            version=version,
            words=tuple(out.words),
            pages=pages,
            url=url,
            doubts=tuple(doubts),
        )

    def _legend(self) -> Iterator[tuple[str, str]]:
        """Colours with the words beside or inside them, wherever these are the name of a rating."""
        for entry in self.entries:
            pieces = [piece for cell in entry.cells for piece in cell if _says(piece)]
            fills = [i for i, piece in enumerate(pieces) if isinstance(piece, Fill)]
            if fills:
                yield from _explained(pieces, fills)

    def _write(self, entry: _Entry, palette: Palette, out: "_Out") -> None:
        if entry.kind == "row":
            for i, cell in enumerate(entry.cells):
                out.add("\t" if i else "")
                _content(cell, palette, out)
            if len(entry.cells) == 2 and not _has_content(entry.cells[1]):
                # One tab behind words would be white space, and no row.
                out.add("\t")
            return
        opening = {
            "heading": "#" * entry.depth + " ",
            "bullet": "- ",
            "numbered": f"{entry.mark}. ",
            "note": f"[^{entry.mark}]: ",
            "bold": "**",
        }.get(entry.kind, "")
        out.add(opening)
        _content(entry.cells[0], palette, out, first=not opening)
        out.add("**" if entry.kind == "bold" else "")


class _Out:
    """The text so far, and the places of its words."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.words: list[Word] = []
        self.length = 0

    def add(self, piece: str, box: Box | None = None) -> None:
        if not piece:
            return
        if box is not None:
            self.words.append(Word(self.length, self.length + len(piece), box))
        self.text.append(piece)
        self.length += len(piece)


def _content(content: Content, palette: Palette, out: _Out, first: bool = False) -> None:
    """The pieces of a block or cell; what would be markup in their words is escaped."""
    pieces = _trimmed(content)
    plain = "".join(p.text if isinstance(p, Part) else _HELD for p in pieces)
    plain = _clean(plain)
    chars = escaped(plain)
    if first and plain and _OPENS.match(plain):
        chars[0] = f"&#{ord(plain[0])};"
    position = 0
    worded = any(isinstance(piece, Part) and piece.text.strip() for piece in pieces)
    for i, piece in enumerate(pieces):
        if isinstance(piece, Part):
            _words(chars[position : position + len(piece.text)], piece.box, out)
            position += len(piece.text)
            continue
        position += 1
        if isinstance(piece, Mark):
            out.add(f"[^{piece.number}]")
        elif not worded or _stands_for_words(pieces, i, palette):
            rating = palette.rating(piece.colour) or ""
            out.add(f"![](rating:{rating.replace(' ', '-')})", piece.box)


def _stands_for_words(pieces: Sequence[Piece], i: int, palette: Palette) -> bool:
    """Whether a colour behind a label is what the label is rated, and no decoration of words."""
    piece = pieces[i]
    last = all(not isinstance(each, Part) or not each.text.strip() for each in pieces[i + 1 :])
    return (
        isinstance(piece, Fill)
        and last
        and palette.rating(piece.colour) is not None
        and rating_of(_run(pieces, i, -1)) is None
    )


def _words(chars: Sequence[str], box: Box | None, out: _Out) -> None:
    """The characters of one part; its place is that of its words, white space apart."""
    first = next((i for i, char in enumerate(chars) if not char.isspace()), len(chars))
    last = next((i for i in range(len(chars), first, -1) if not chars[i - 1].isspace()), first)
    out.add("".join(chars[:first]))
    out.add("".join(chars[first:last]), box)
    out.add("".join(chars[last:]))


def _trimmed(content: Content) -> list[Piece]:
    """The pieces without white space at either end."""
    pieces = list(content)
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while pieces and isinstance(piece := pieces[end], Part):
            text = strip(_clean(piece.text))
            if text:
                pieces[end] = piece._replace(text=text)
                break
            pieces.pop(end)
    return pieces


def _clean(text: str) -> str:
    """One space for every kind of white space, and nothing that stands for something else."""
    return "".join(" " if char.isspace() or ord(char) < 32 else char for char in text)


def _has_content(content: Content) -> bool:
    return any(not isinstance(piece, Part) or bool(_BLANK.sub("", piece.text)) for piece in content)


def _says(piece: Piece) -> bool:
    return isinstance(piece, Fill) or (isinstance(piece, Part) and bool(piece.text.strip()))


def _explained(pieces: Sequence[Piece], fills: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Colours with their words: a legend sets them before or behind, one way throughout."""
    behind_words = fills[-1] == len(pieces) - 1 and fills[0] != 0
    for step in (-1,) if behind_words else (1, -1):
        found = [
            (piece.colour, words)
            for i in fills
            if isinstance(piece := pieces[i], Fill) and rating_of(words := _run(pieces, i, step))
        ]
        if found:
            yield from found
            return


def _run(pieces: Sequence[Piece], i: int, step: int) -> str:
    """The words between a fill and the next one, on one side of it."""
    words: list[str] = []
    i += step
    while 0 <= i < len(pieces) and not isinstance(pieces[i], Fill):
        piece = pieces[i]
        if isinstance(piece, Part):
            words.insert(0 if step < 0 else len(words), piece.text.strip())
        i += step
    return " ".join(words)

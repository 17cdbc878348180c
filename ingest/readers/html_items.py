"""What a page says, one item for each block: headings, paragraphs, list items, notes, rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from ingest.readers.notation import Content, Fill, Mark, Notation, Part, Piece

Kind = Literal["heading", "paragraph", "bullet", "numbered", "note", "row", "end"]
_SPACE = re.compile(r"[^\S\t]+")
_TABBED = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """A block of the page."""

    kind: Kind
    cells: tuple[Content, ...] = ()
    """One but for rows."""
    level: int = 0
    mark: str = ""
    bold: bool = False

    @property
    def words(self) -> str:
        """Its words, one space between them, cells too."""
        return " ".join(" ".join(words_of(cell) for cell in self.cells).split())

    def marks(self) -> list[int]:
        """Numbers of the notes that it points to."""
        return [each.number for cell in self.cells for each in cell if isinstance(each, Mark)]


def words_of(content: Content) -> str:
    """The words of the pieces, without marks and fills."""
    return "".join(each.text for each in content if isinstance(each, Part))


def has_words(content: Content) -> bool:
    """Whether there is a letter or a figure among them, or a rating that is drawn."""
    return any(
        isinstance(each, Fill)
        or (isinstance(each, Part) and any(char.isalnum() for char in each.text))
        for each in content
    )


@dataclass
class Line:
    """A line that is being read: its pieces, white space collapsed."""

    pieces: list[Piece] = field(default_factory=list)
    letters: int = 0
    bold_letters: int = 0

    def text(self, words: str, *, bold: bool = False, printed: bool = False) -> None:
        """Words that come next; tabs of printed text stay, since they part its columns."""
        words = (_SPACE if printed else _TABBED).sub(" ", words)
        if self._ends_open() and words.startswith(" "):
            words = words[1:]
        if not words:
            return
        letters = sum(map(str.isalpha, words))
        self.letters += letters
        self.bold_letters += letters if bold else 0
        self.pieces.append(Part(words))

    def piece(self, piece: Mark | Fill) -> None:
        """A mark or a fill that comes next."""
        self.pieces.append(piece)

    def is_bold(self) -> bool:
        """Whether all its words are bold."""
        return 0 < self.letters == self.bold_letters

    def words(self) -> str:
        """Its words."""
        return words_of(self.pieces)

    def _ends_open(self) -> bool:
        """Whether nothing is read yet, or a space was read last."""
        words = next((e.text for e in reversed(self.pieces) if isinstance(e, Part)), "")
        return not words or words.endswith(" ")


def joined(lines: Sequence[Line]) -> list[Piece]:
    """The pieces of lines that go on after each other."""
    pieces: list[Piece] = []
    for i, line in enumerate(lines):
        if i:
            pieces.append(Part(" "))
        pieces.extend(line.pieces)
    return merged(pieces)


def merged(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with words that follow each other in one."""
    out: list[Piece] = []
    for words, run in groupby(pieces, lambda each: isinstance(each, Part)):
        if words:
            out.append(Part("".join(each.text for each in run if isinstance(each, Part))))
        else:
            out.extend(run)
    return out


def with_notes(items: Sequence[Item], notes: dict[int, list[Piece]]) -> list[Item]:
    """The items with each note at the end of the section that points to it, as in print."""
    out: list[Item] = []
    waiting: list[int] = []
    left = dict(notes)
    marked = {number for item in items if item.kind != "note" for number in item.marks()}
    for item in items:
        number = int(item.mark) if item.kind == "note" else 0
        if item.cells and number in marked and number not in notes:
            left[number] = list(item.cells[0])
    for item in items:
        if item.kind == "heading" or item.bold:
            _write_notes(waiting, left, out)
        if item.kind == "note" and (not item.cells or int(item.mark) in marked - notes.keys()):
            waiting.append(int(item.mark))
            _write_notes(waiting, left, out)
            continue
        out.append(item)
        waiting.extend(item.marks())
    _write_notes(waiting, left, out)
    return out


def _write_notes(waiting: list[int], left: dict[int, list[Piece]], out: list[Item]) -> None:
    """Write the notes that are pointed to and were not written; notes may point to more."""
    while waiting:
        number = waiting.pop(0)
        content = left.pop(number, None)
        if content is not None:
            note = Item("note", (content,), mark=str(number))
            out.append(note)
            waiting.extend(note.marks())


def write(items: Sequence[Item], notation: Notation) -> None:
    """Tell the notation every item in turn."""
    for item in items:
        content = item.cells[0] if item.cells else ()
        if item.kind == "heading":
            notation.heading(content, item.level)
        elif item.kind == "paragraph":
            notation.paragraph(content, bold=item.bold)
        elif item.kind == "bullet":
            notation.bullet(content)
        elif item.kind == "numbered":
            notation.numbered(content, item.mark)
        elif item.kind == "note":
            notation.note(content, int(item.mark))
        elif item.kind == "row":
            notation.row(item.cells)
        else:
            notation.end_table()


def as_note(item: Item) -> Item:
    """A paragraph that begins with the mark of a note is that note."""
    content = item.cells[0] if item.cells else ()
    at = next((i for i, e in enumerate(content) if not isinstance(e, Part) or e.text.strip()), None)
    if item.kind != "paragraph" or at is None or not isinstance(first := content[at], Mark):
        return item
    if not has_words(content[at + 1 :]):
        return item
    return replace(item, kind="note", cells=(content[at + 1 :],), mark=str(first.number))

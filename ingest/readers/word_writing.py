"""Writing down what a Word file holds: which paragraphs are headings, items, contents, rows."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.layout import load_layout, plain_name
from ingest.readers.colours import rating_of
from ingest.readers.notation import Fill, Notation, Part, Piece
from ingest.readers.word_content import LINE, TAB, Block, Item, NoteLink, Paragraph, Run, Table
from ingest.readers.word_tables import layout, pieces_of, rows

_TYPED = re.compile(r"\s*(?:[•●▪◦■□‣∙·–—-]|o(?=\t))[\s\t]+(?=\S)")
"""A bullet that was typed."""
_TYPED_NUMBER = re.compile(r"\s*\(?(\d{1,2}|[a-z]|[ivx]{2,4})[.)]\t\s*(?=\S)")
_ITEM = re.compile(r"\s*(?:[•●▪◦■□‣∙·✓✗➢]\s|[–-]\s+(?=[A-Za-z])|\(?(?:\d{1,2}|[a-z])[.)]\s)")
"""How a line begins that is an item of a list in a paragraph of several lines."""
_COUNTED = re.compile(r"\(?(\d{1,3}|[A-Za-z]|[ivx]{2,4}|\d{1,3}(?:\.\d{1,3})+)[.):]{0,2}")
_PAGE = re.compile(r"(?P<name>.*?\S)[\s.…·_\t]*[\t.…][\s.…]*(?P<page>\d{1,3})\s*$", re.DOTALL)
_LONGEST_CELL = 80
"""Characters between two tabs of a line that is a row of a table without lines."""
_LONGEST_HEADING = 130
_STOPPED = re.compile(r"[.;,]$")
_LARGER = 1.1
"""Times the size of the text from which words are set larger on purpose."""
_TICKS = "✓✔✗✘"


@dataclass
class Writer:
    """Writes blocks down one after the other."""

    out: Notation
    note: Callable[[NoteLink], Sequence[Piece]]
    """The words of a note."""
    body: int = 0
    """Half-points of most of the words."""
    sizes: tuple[int, ...] = ()
    """Sizes of headings that were made by hand, the largest first; () where styles make them."""
    _listing: bool = field(default=False)
    """True below the heading of the contents page."""
    _numbers: set[int] = field(default_factory=set)
    """Notes that were written."""

    def write(self, blocks: Sequence[Block]) -> None:
        """Writes the blocks, each with the notes that it points to right after it."""
        for i, block in enumerate(blocks):
            after = blocks[i + 1] if i + 1 < len(blocks) else None
            if isinstance(block, Paragraph):
                alone = not isinstance(after, Paragraph) or after.mark is None
                self._paragraph(block, alone)
                self._notes(block.links)
                continue
            self._table(block)
            if not (isinstance(after, Table) and after.columns == block.columns):
                self.out.end_table()

    def _table(self, table: Table) -> None:
        cells = layout(table)
        if cells is not None:
            for blocks in cells:
                self.write(blocks)
            return
        self._listing = False
        for cells_of_row in rows(table):
            self.out.row(cells_of_row)
        self._notes(table.links)

    def _notes(self, links: Sequence[NoteLink]) -> None:
        for link in links:
            if content := self.note(link):
                self.out.note(content, link.number)
                self._numbers.add(link.number)

    def _paragraph(self, paragraph: Paragraph, alone: bool) -> None:
        """Writes a paragraph; `alone` where no item of a list comes after it."""
        text = paragraph.text.strip()
        if paragraph.contents or (self._listing and _PAGE.fullmatch(text)):
            self._entry(paragraph, text)
            return
        if not text and not any(isinstance(item, Fill) for item in paragraph.items):
            return
        self._listing = plain_name(text) in load_layout().contents
        if paragraph.level is not None or paragraph.title:
            self._heading(paragraph, paragraph.level or 1)
        elif paragraph.note and (number := _own_number(paragraph)):
            self._note(paragraph, number)
        elif paragraph.mark is not None:
            self._item(paragraph, alone)
        else:
            for line in _lines(paragraph):
                self._plain(line)

    def _entry(self, paragraph: Paragraph, text: str) -> None:
        """An entry of the contents, where a heading says that these follow; else nothing."""
        entry = _PAGE.fullmatch(text)
        if not self._listing and paragraph.title is False and plain_name(text) in _contents():
            self._listing = True
            self.out.paragraph([Part(text)], bold=True)
        elif self._listing and entry:
            name = " ".join(entry["name"].split())
            before = f"{paragraph.mark.shown} " if paragraph.mark else ""
            self.out.paragraph([Part(f"{before}{name} ..... {entry['page']}")])

    def _heading(self, paragraph: Paragraph, level: int) -> None:
        pieces = _flat(paragraph.items)
        if paragraph.mark is not None and not paragraph.mark.bullet:
            pieces.insert(0, Part(f"{paragraph.mark.shown} "))
        self.out.heading(pieces, level)

    def _note(self, paragraph: Paragraph, number: int) -> None:
        """A note that the author wrote and numbered by hand."""
        items = list(paragraph.items)
        first = next(i for i, item in enumerate(items) if isinstance(item, Run) and item.text)
        items.pop(first)
        self.out.note(_flat(items), number)

    def _item(self, paragraph: Paragraph, alone: bool) -> None:
        mark = paragraph.mark
        assert mark is not None
        lines = list(_lines(paragraph))
        counted = _COUNTED.fullmatch(mark.shown)
        pieces = _flat(lines[0].items)
        if mark.bullet and mark.shown in _TICKS:
            self.out.paragraph([Part(f"{mark.shown} "), *pieces])
        elif mark.bullet:
            self.out.bullet(pieces)
        elif counted and alone and lines[0].bold and self._made_by_hand(lines[0]):
            self.out.paragraph([Part(f"{mark.shown} "), *pieces], bold=True)
        elif counted:
            self.out.numbered(pieces, counted[1])
        else:
            self.out.paragraph([Part(f"{mark.shown} "), *pieces])
        for line in lines[1:]:
            self._plain(line)

    def _plain(self, paragraph: Paragraph) -> None:
        """A paragraph without the style of anything else."""
        paragraph = replace(paragraph, items=list(_dots(paragraph.items)))
        runs = (item for item in paragraph.items if isinstance(item, Run) and not item.colour)
        text = "".join(run.text for run in runs).strip()
        typed, numbered = _TYPED.match(text), _TYPED_NUMBER.match(text)
        if typed and len(text) > typed.end():
            self.out.bullet(_flat(_without(paragraph.items, typed.end())))
        elif numbered:
            self.out.numbered(_flat(_without(paragraph.items, numbered.end())), numbered[1])
        elif number := _own_number(paragraph):
            self._note(paragraph, number)
        elif cells := _cells(paragraph):
            self.out.row(cells)
        elif not self._made_by_hand(paragraph):
            self.out.paragraph(_flat(paragraph.items))
        elif paragraph.size in self.sizes:
            self.out.heading(_flat(paragraph.items), 1 + self.sizes.index(paragraph.size))
        else:
            self.out.paragraph(_flat(paragraph.items), bold=True)

    def _made_by_hand(self, paragraph: Paragraph) -> bool:
        return made_by_hand(paragraph, self.body)


def made_by_hand(paragraph: Paragraph, body: int) -> bool:
    """True for a line that is set like a heading: short, all of it bold or larger."""
    text = paragraph.text.strip()
    if paragraph.caption or not 0 < len(text) <= _LONGEST_HEADING or _STOPPED.search(text):
        return False
    return paragraph.bold or paragraph.size >= _LARGER * body


def body_size(paragraphs: Sequence[Paragraph]) -> int:
    """Half-points in which most of the words are set."""
    sizes: Counter[int] = Counter()
    for paragraph in paragraphs:
        for run in paragraph.runs:
            sizes[run.size] += len(run.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0)


def hand_sizes(paragraphs: Sequence[Paragraph], body: int) -> tuple[int, ...]:
    """Sizes of the headings of a file whose styles make none, the largest first; else ()."""
    if any(p.level is not None and not p.title for p in paragraphs):
        return ()
    larger = {
        p.size
        for p in paragraphs
        if p.mark is None and p.size >= _LARGER * body and made_by_hand(p, body)
    }
    return tuple(sorted(larger, reverse=True))


def _contents() -> frozenset[str]:
    return load_layout().contents


def _own_number(paragraph: Paragraph) -> int:
    """The raised number that opens a note which the author wrote by hand; 0 for anything else."""
    runs = paragraph.runs
    if len(runs) < 2 or not runs[0].raised or not runs[0].text.strip().isdigit():
        return 0
    return int(runs[0].text.strip()[:3])


def _flat(items: Sequence[Item]) -> list[Piece]:
    """The items as pieces, breaks of lines and tabs as spaces."""
    pieces = [piece for item in _dots(items) for piece in pieces_of(item)]
    return [
        Part(re.sub(r"[\n\t]+", " ", piece.text)) if isinstance(piece, Part) else piece
        for piece in pieces
    ]


def _dots(items: Sequence[Item]) -> Iterator[Item]:
    """The items with a coloured sign before words as words, but before a rating as its colour."""
    opening = True
    for i, item in enumerate(items):
        words = _beside(items[i + 1 :]) if opening else ""
        if isinstance(item, Run) and item.colour and words and not rating_of(words):
            yield item._replace(colour="")
        else:
            yield item
        opening = opening and isinstance(item, Run) and not item.text.strip()


def _beside(items: Sequence[Item]) -> str:
    """The words up to the next coloured sign."""
    runs = [item for item in items if isinstance(item, Run)]
    end = next((i for i, run in enumerate(runs) if run.colour), len(runs))
    return "".join(run.text for run in runs[:end]).strip()


def _lines(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The lines of a paragraph that breaks part, where they are items or a heading; else all."""
    lines = _at_breaks(paragraph.items)
    texts = [_text(line) for line in lines]
    listed = any(_ITEM.match(text) for text in texts[1:])
    first = replace(paragraph, items=lines[0])
    rest = replace(paragraph, items=[item for line in lines[1:] for item in line])
    heads = first.bold and bool(rest.runs) and not any(run.bold for run in rest.runs)
    if len(lines) == 1 or not (listed or heads):
        yield paragraph
    elif listed:
        for line in lines:
            yield replace(paragraph, items=line)
    else:
        yield first
        spaced = [item for line in lines[1:] for item in (*line, Run(" "))]
        yield replace(paragraph, items=spaced)


def _at_breaks(items: Sequence[Item]) -> list[list[Item]]:
    lines: list[list[Item]] = [[]]
    for item in items:
        if not isinstance(item, Run):
            lines[-1].append(item)
            continue
        for i, text in enumerate(item.text.split(LINE)):
            if i:
                lines.append([])
            if text:
                lines[-1].append(item._replace(text=text))
    return [line for line in lines if _text(line).strip() or any(map(_drawn, line))] or [[]]


def _text(items: Sequence[Item]) -> str:
    return "".join(item.text for item in items if isinstance(item, Run))


def _drawn(item: Item) -> bool:
    return not isinstance(item, Run)


def _without(items: Sequence[Item], length: int) -> list[Item]:
    """The items without their first characters, white space before these not counted."""
    out: list[Item] = []
    begun = False
    for item in items:
        if not isinstance(item, Run) or (begun and length <= 0):
            out.append(item)
            continue
        text = item.text if begun else item.text.lstrip()
        begun = begun or bool(text)
        cut = min(length, len(text))
        length -= cut
        if text[cut:]:
            out.append(item._replace(text=text[cut:]))
    return out


def _cells(paragraph: Paragraph) -> list[list[Piece]]:
    """The cells of a line that tabs part; [] for a sentence that only has a tab somewhere."""
    if TAB not in paragraph.text.strip():
        return []
    cells: list[list[Item]] = [[]]
    for item in paragraph.items:
        if not isinstance(item, Run):
            cells[-1].append(item)
            continue
        for i, text in enumerate(item.text.split(TAB)):
            if i:
                cells.append([])
            if text:
                cells[-1].append(item._replace(text=text.replace(LINE, " ")))
    while cells and not cells[0]:
        cells.pop(0)
    texts = [_text(cell).strip() for cell in cells]
    filled = [text for text in texts if text]
    drawn = any(isinstance(item, Fill) for cell in cells for item in cell)
    if len(filled) + drawn < 2 or max(map(len, filled), default=0) > _LONGEST_CELL:
        return []
    return [[piece for item in cell for piece in pieces_of(item)] for cell in cells]

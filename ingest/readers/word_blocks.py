"""Paragraphs and tables of a part of a Word file, in order of reading."""

from collections.abc import Iterator
from dataclasses import replace

from ingest.readers.word_colours import Theme
from ingest.readers.word_content import PAGE, Block, Cell, Item, Paragraph, Run, Table, TableRow
from ingest.readers.word_notes import Notes
from ingest.readers.word_numbering import Mark, Numbering
from ingest.readers.word_runs import Inline, chosen
from ingest.readers.word_styles import GONE, Styles
from ingest.readers.word_xml import Element, attribute, child, children, name, number, switch

_DELETED = frozenset({"w:del", "w:moveFrom"})
_LONGEST_HEADING = 250
"""Characters; a longer paragraph with the style of a heading is prose that was styled wrongly."""
_MOST_COLUMNS = 200


class Blocks:
    """Reads the blocks of one part of a file."""

    def __init__(
        self, styles: Styles, numbering: Numbering, theme: Theme, notes: Notes, inline: Inline
    ) -> None:
        self._styles, self._numbering, self._theme = styles, numbering, theme
        self._notes, self._inline = notes, inline
        self._held: list[Item] = []
        """Words of a paragraph whose end was deleted: they begin the next one."""

    def of(self, holder: Element) -> list[Block]:
        """The blocks of a body, a cell, a note or a text box."""
        out = list(self._walk(holder))
        if self._held:
            out.append(Paragraph(items=self._take_held()))
        return out

    def _walk(self, holder: Element) -> Iterator[Block]:
        for each in children(holder):
            short = name(each)
            if short == "w:p":
                yield from self._paragraph(each)
            elif short == "w:tbl":
                yield self._table(each)
            elif short == "w:sdt":
                if child(each, "w:sdtPr/w:showingPlcHdr") is None:
                    for content in children(each, "w:sdtContent"):
                        yield from self._walk(content)
            elif short == "w:altChunk":
                self._inline.unread["inserted file"] += 1
            elif short not in _DELETED and not short.endswith("Pr"):
                for branch in chosen(each):
                    yield from self._walk(branch)

    def _take_held(self) -> list[Item]:
        held, self._held = self._held, []
        return held

    def _paragraph(self, element: Element) -> Iterator[Block]:
        properties = child(element, "w:pPr")
        style = attribute(child(properties, "w:pStyle")) or self._styles.usual
        words = self._inline.read(element, style)
        end = child(properties, "w:rPr")
        gone = child(end, "w:del") is not None or child(end, "w:moveFrom") is not None
        dropped = attribute(child(properties, "w:framePr"), "dropCap") in ("drop", "margin")
        items = [*self._take_held(), *words.items]
        boxes = [block for box in words.boxes for block in self.of(box)]
        if gone or dropped:
            self._held = items
        else:
            hidden = not items and any(switch(end, wanted) for wanted in GONE)
            whole = Paragraph(
                items=items,
                contents=words.contents or self._styles.is_contents(style),
                mark=None if hidden else self._mark(properties, style),
                note=self._styles.is_note(style),
                caption=self._styles.is_caption(style),
                links=words.links,
            )
            if not self._styles.is_table_of(style):
                self._styled(whole, properties, style)
                yield from parted(whole)
        yield from boxes
        if child(properties, "w:sectPr") is not None:
            self._notes.end_section()

    def _styled(self, paragraph: Paragraph, properties: Element | None, style: str) -> None:
        """Says of a paragraph whether its style makes it a heading or the title."""
        length = len(paragraph.text)
        if length > _LONGEST_HEADING:
            return
        paragraph.title = self._styles.is_title(style)
        paragraph.level = self._styles.level(style)
        outline = number(child(properties, "w:outlineLvl"))
        if paragraph.level is None and outline is not None and 0 <= outline < 9:
            paragraph.level = outline + 1

    def _mark(self, properties: Element | None, style: str) -> Mark | None:
        """The number or bullet before a paragraph, counted."""
        own, styled = child(properties, "w:numPr"), self._styles.numbering(style)
        list = attribute(child(own, "w:numId"))
        depth = number(child(own, "w:ilvl"))
        if styled is not None:
            list = list or attribute(child(styled[0], "w:numId"))
            if depth is None and list is not None:
                told = number(child(styled[0], "w:ilvl"))
                depth = self._numbering.depth_of_style(list, styled[1]) or told
        if list is not None and list != "0":
            return self._numbering.next(list, depth or 0)
        bullets = list is None and self._styles.is_bullet(style)
        return Mark("•", bullet=True) if bullets else None

    def _table(self, element: Element) -> Table:
        table = Table()
        for row in self._rows(element):
            properties = child(row, "w:trPr")
            if child(properties, "w:del") is not None:
                continue
            before = min(number(child(properties, "w:gridBefore")) or 0, _MOST_COLUMNS)
            cells = [self._cell(cell) for cell in self._cells(row)]
            table.rows.append(TableRow(cells, before))
            table.columns = max(table.columns, before + sum(cell.span for cell in cells))
        return table

    def _rows(self, element: Element) -> Iterator[Element]:
        yield from _through(element, "w:tr")

    def _cells(self, row: Element) -> Iterator[Element]:
        for cell in _through(row, "w:tc"):
            if child(cell, "w:tcPr/w:cellDel") is None:
                yield cell

    def _cell(self, element: Element) -> Cell:
        properties = child(element, "w:tcPr")
        merged = child(properties, "w:vMerge")
        return Cell(
            blocks=self.of(element),
            span=min(max(number(child(properties, "w:gridSpan")) or 1, 1), _MOST_COLUMNS),
            goes_on=merged is not None and attribute(merged) != "restart",
            fill=self._theme.shading(child(properties, "w:shd")),
        )


def _through(element: Element, wanted: str) -> Iterator[Element]:
    """Rows or cells, those inside content controls and other wrappers included."""
    for each in children(element):
        short = name(each)
        if short == wanted:
            yield each
        elif short not in _DELETED and short not in ("w:tr", "w:tc", "w:p", "w:tbl"):
            yield from _through(each, wanted)


def parted(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The parts that breaks of pages, and empty lines inside, make of a paragraph.

    The first has its number, the last points to its notes.
    """
    parts: list[list[Item]] = [[]]
    for item in paragraph.items:
        if not isinstance(item, Run) or not (PAGE in item.text or "\n" in item.text):
            parts[-1].append(item)
            continue
        for i, text in enumerate(_pieces(item.text, _open_line(parts[-1]))):
            if i:
                parts.append([])
            if text:
                parts[-1].append(item._replace(text=text))
    filled = [part for part in parts if _holds(part)] or [parts[0]]
    for i, part in enumerate(filled):
        yield replace(
            paragraph,
            items=part,
            mark=paragraph.mark if not i else None,
            links=paragraph.links if i == len(filled) - 1 else [],
        )


def _pieces(text: str, open_line: bool) -> list[str]:
    """Words between breaks of pages and between empty lines."""
    text = "\n" + text if open_line else text
    out = [piece for page in text.split(PAGE) for piece in page.split("\n\n")]
    if open_line:
        out[0] = out[0].removeprefix("\n") if out[0] else ""
    return out


def _open_line(items: list[Item]) -> bool:
    """True right after a break of a line that stands in a run of its own."""
    return bool(items) and isinstance(items[-1], Run) and items[-1].text.endswith("\n")


def _holds(items: list[Item]) -> bool:
    return any(not isinstance(item, Run) or bool(item.text.strip()) for item in items)

"""The blocks of a page: what the flow of its words is, heading, paragraph, list item or row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.readers.html_flow import Break, Close, Flow, Open, Text, Token, Whole
from ingest.readers.html_items import Item, Line, as_note, has_words, joined, merged
from ingest.readers.html_stats import HEADINGS, Inside
from ingest.readers.html_tables import is_data, is_table, pairs_of, rows_of
from ingest.readers.html_tree import Node
from ingest.readers.notation import Content, Fill, Mark, Part, Piece

_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_STARTS = re.compile(r"\s*(?:[•●▪◦■‣∙·–—*-]\s+|\(?\d{1,3}[.)]\s+|\(?[a-z]\)\s+)(?=\S)")
"""What stands before an item of a list that was made of lines."""
_LABEL = re.compile(r"[A-Z][\w ()/'’-]{2,30}:\s+\S")
_LONGEST_LABELLED = 100
"""Characters of a line with a label, such as "Published: 3 May 2024"."""
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})(?:\.\d+)*[.)]\s")
_OWN_MARK = re.compile(
    r"(?:[•●▪◦■‣∙·–—*\-\ue000-\uf8ff]\s*)+|\(?(\d{1,3}|[a-z]|[ivx]{1,4})[.)]", re.IGNORECASE
)
_KEY = re.compile(r"\s*[A-Z]{1,3}\s*=\s")
"""What explains a sign of a table heads nothing."""
_NEAREST = 5
"""Elements inside one another, before the words of an item, in which its mark may stand."""
_MOST_PARAGRAPHS = 3
"""Paragraphs of a list item up to which they are one point."""
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass
class _List:
    kind: str
    number: int = 1
    unmarked: bool = False


@dataclass
class _Point:
    """An item of a list that is being read."""

    mark: str | None
    """Number or letter; None for a bullet."""
    kind: str
    """bullet, numbered or paragraph."""
    simple: bool
    """One point, in however many blocks."""


@dataclass
class Writer:
    """Reads the flow of an element into items."""

    flow: Flow
    inside: dict[int, Inside]
    items: list[Item] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=lambda: [Line()])
    _levels: list[int] = field(default_factory=list)
    _lists: list[_List] = field(default_factory=list)
    _points: list[_Point] = field(default_factory=list)
    _bold: int = 0
    """How many terms or summaries are open: they head what follows."""

    def read(self, root: Node) -> list[Item]:
        """The blocks of an element in order."""
        for token in self.flow.tokens(root, self._is_whole):
            self._take(token)
        self._flush()
        return self.items

    def content(self, node: Node) -> Content:
        """The words of an element in one line: a cell, a note."""
        return content_of(self.flow, node)

    def _is_whole(self, node: Node) -> bool:
        if node.order in self.flow.notes.numbers:
            return True
        if is_table(node):
            return is_data(node, self.inside)
        return node.tag == "dl" and bool(pairs_of(node, self.inside, lambda _: ()))

    def _take(self, token: Token) -> None:
        if isinstance(token, Text):
            self._text(token)
        elif isinstance(token, Break):
            self._break()
        elif isinstance(token, Open):
            self._open(token.node)
        elif isinstance(token, Close):
            self._close(token.node)
        elif isinstance(token, Whole):
            self._whole(token.node)
        else:
            self._lines[-1].piece(token)

    def _text(self, token: Text) -> None:
        if not token.printed:
            self._lines[-1].text(token.text, bold=token.bold)
            return
        for i, line in enumerate(token.text.splitlines() or [""]):
            if i:
                self._break()
            self._lines[-1].text(line, bold=token.bold, printed=True)
        if token.text.endswith("\n"):
            self._break()

    def _break(self) -> None:
        if self._levels:
            self._lines[-1].text(" ")
        else:
            self._lines.append(Line())

    def _open(self, node: Node) -> None:
        level = heading_level(node)
        if level and not self._levels:
            self._flush()
            self._levels.append(level)
        elif level:
            self._levels.append(self._levels[-1])
        elif not self._goes_on():
            self._flush()
            if node.tag in _LISTS:
                look = self.flow.looks.of(node)
                self._lists.append(_List(node.tag, _start(node), look.unmarked))
            elif node.tag == "li":
                self._points.append(self._point(node))
            elif node.tag in ("dt", "summary"):
                self._bold += 1
            elif node.tag == "hr":
                self.items.append(Item("end"))
        else:
            self._lines[-1].text(" ")

    def _close(self, node: Node) -> None:
        level = heading_level(node)
        if level and self._levels:
            if len(self._levels) == 1:
                self._flush()
            self._levels.pop()
        elif self._levels or (self._goes_on() and node.tag != "li"):
            self._lines[-1].text(" ")
        else:
            self._flush()
            if node.tag in _LISTS and self._lists:
                self._lists.pop()
            elif node.tag == "li" and self._points:
                self._points.pop()
            elif node.tag in ("dt", "summary") and self._bold:
                self._bold -= 1

    def _goes_on(self) -> bool:
        """Whether a block inside a heading or a short list item is part of it."""
        return bool(self._levels) or bool(self._points and self._points[-1].simple)

    def _point(self, node: Node) -> _Point:
        held = self.inside.get(node.order, Inside())
        simple = not (held.headings or held.tables or held.items)
        simple = simple and held.paragraphs <= _MOST_PARAGRAPHS
        if held.headings or held.tables:
            return _Point(None, "paragraph", simple)
        around = self._lists[-1] if self._lists else _List("ul")
        unmarked = around.unmarked or self.flow.looks.of(node).unmarked
        printed = _printed_mark(node)
        if printed is not None:
            return _Point(printed or None, "numbered" if printed else "bullet", simple)
        if around.kind != "ol" or unmarked:
            own = unmarked and simple and _NUMBERED.match(node.words()[:12])
            return _Point(None, "paragraph" if own else "bullet", simple)
        value = node.get("value")
        if value.isdecimal() and len(value) < 4:
            around.number = int(value)
        mark = _as_printed(around.number, node.get("type") or _type_of(node))
        around.number += 1
        return _Point(mark, "numbered", simple)

    def _whole(self, node: Node) -> None:
        self._flush()
        if node.order in self.flow.notes.numbers:
            number = self.flow.notes.numbers[node.order]
            self.items.append(Item("note", mark=str(number)))
        elif node.tag == "dl":
            self.items.extend(pairs_of(node, self.inside, self.content))
        else:
            for each in node.children:
                if isinstance(each, Node) and each.tag == "caption" and not each.dropped:
                    self._put(Item("paragraph", (self.content(each),)))
            self.items.extend(rows_of(node, self.content))

    def _flush(self) -> None:
        """What was read since the last block is a block, or several where lines part it."""
        lines, self._lines = self._lines, [Line()]
        for group in _groups(lines):
            self._write(group)

    def _write(self, group: list[Line]) -> None:
        cells = _cells(group)
        if cells:
            self._put(Item("row", cells))
            return
        content = joined(group)
        if not has_words(content):
            return
        bold = all(line.is_bold() for line in group if line.words().strip())
        bold = bold and not _KEY.match(group[0].words())
        if self._levels:
            self._put(Item("heading", (content,), level=self._levels[-1]))
        elif self._points and self._points[-1].kind != "paragraph":
            point = self._points[-1]
            if point.kind == "bullet":
                self._put(Item("bullet", (content,)))
            else:
                self._put(Item("numbered", (content,), mark=point.mark or ""))
            # What follows inside the same item is no item of its own.
            point.kind = "paragraph"
        else:
            self._put(as_note(Item("paragraph", (content,), bold=bold or self._bold > 0)))

    def _put(self, item: Item) -> None:
        if any(has_words(cell) for cell in item.cells):
            self.items.append(item)


def content_of(flow: Flow, node: Node) -> Content:
    """The words of an element in one line."""
    line = Line()
    for token in flow.tokens(node, lambda _: False):
        if isinstance(token, Text):
            line.text(token.text, bold=token.bold)
        elif isinstance(token, Mark | Fill):
            line.piece(token)
        else:
            line.text(" ")
    return merged(_stripped(line.pieces))


def _printed_mark(item: Node) -> str | None:
    """The number in an element of its own before the words of an item, which is then dropped.

    "" for a bullet, None where there is no such element.
    """
    node = item
    for _ in range(_NEAREST):
        child = next((e for e in node.children if not isinstance(e, str) or e.strip()), None)
        if child is None:
            return None
        if isinstance(child, str):
            break
        node = child
    else:
        return None
    words = child.strip()
    match = _OWN_MARK.fullmatch(words)
    if node is item or match is None or node.words() != " ".join(words.split()):
        return None
    node.dropped = True
    return match[1] or ""


def heading_level(node: Node) -> int:
    """How deep a heading stands, 1 the highest; 0 for what is none."""
    if node.tag in HEADINGS:
        return int(node.tag[1])
    if node.role() != "heading":
        return 0
    level = node.get("aria-level")
    return min(int(level), 6) if level.isdecimal() and 0 < len(level) < 3 and int(level) else 2


def _stripped(pieces: list[Piece]) -> list[Piece]:
    while pieces and isinstance(last := pieces[-1], Part) and not last.text.strip():
        pieces.pop()
    return pieces


def _groups(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines that belong together: an empty one parts them, and so does what opens an item."""
    group: list[Line] = []
    for line in lines:
        words = line.words().strip()
        if not words and not any(not isinstance(each, Part) for each in line.pieces):
            if group:
                yield group
            group = []
            continue
        if group and _parts(group[-1], line, words):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _parts(before: Line, line: Line, words: str) -> bool:
    above = before.words().strip()
    if "\t" in words or "\t" in above:
        return True
    if _STARTS.match(words) or before.is_bold() != line.is_bold():
        return True
    short = len(words) <= _LONGEST_LABELLED and len(above) <= _LONGEST_LABELLED
    return short and bool(_LABEL.match(words))


def _cells(group: list[Line]) -> tuple[Content, ...]:
    """The cells of a printed line with tabs between them; () for other lines."""
    words = group[0].words().strip()
    if len(group) != 1 or "\t" not in words:
        return ()
    return tuple([Part(" ".join(cell.split()))] for cell in words.split("\t"))


def _start(node: Node) -> int:
    value = node.get("start")
    return int(value) if value.isdecimal() and len(value) < 4 else 1


def _type_of(node: Node) -> str:
    return node.parent.get("type") if node.parent is not None else ""


def _as_printed(number: int, kind: str) -> str:
    """The number of an item in the way that its list counts."""
    if kind in ("a", "A") and 1 <= number <= 26:
        return chr(ord(kind) + number - 1)
    if kind in ("i", "I") and 1 <= number <= 20:
        word, left = "", number
        for value, letters in _ROMAN:
            while left >= value:
                word, left = word + letters, left - value
        return word if kind == "i" else word.upper()
    return str(number)

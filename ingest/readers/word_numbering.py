"""Numbers that Word counts itself: the mark before each item of a list, as Word shows it."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.readers.word_symbols import from_font
from ingest.readers.word_xml import Element, attribute, child, children, number

_PLACE = re.compile(r"%(\d)")
_LEVELS = 9
_MOST_ROMAN = 4000
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_WORDS = (
    "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
    "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen",
    "Nineteen", "Twenty",
)  # fmt: skip


class Mark(NamedTuple):
    """What stands before an item."""

    shown: str
    """As Word shows it: "1.", "(a)", "2.1", "•"."""
    bullet: bool


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    """Level (from 1) whose items start this one anew; 0 never; None any above."""
    legal: bool = False
    style: str = ""
    font: str = ""
    picture: bool = False


@dataclass
class Numbering:
    """The lists of a file, and how far each has been counted."""

    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """Abstract lists by id, each a level by depth (from 0)."""
    linked: dict[str, str] = field(default_factory=dict)
    """Abstract lists that stand for a style of lists: id to the list that has its levels."""
    used: dict[str, str] = field(default_factory=dict)
    """Number of a list as paragraphs name it, to its abstract list."""
    own: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """Levels that a numbered list has for itself."""
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    """Where a numbered list begins anew."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def depth_of_style(self, list: str, style: str) -> int:
        """The level of a list that belongs to a paragraph style; 0 where none says."""
        levels = self.lists.get(self._abstract(list), {})
        return next((depth for depth, each in levels.items() if each.style == style), 0)

    def next(self, list: str, depth: int) -> Mark | None:
        """Counts one more item and says its mark; None where the list gives none."""
        abstract = self._abstract(list)
        if abstract not in self.lists or not 0 <= depth < _LEVELS:
            return None
        level = self._level(list, depth)
        counts = self._counts.setdefault(abstract, {})
        begins = self.starts.get((list, depth))
        if begins is not None and (list, depth) not in self._begun:
            counts[depth] = begins
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = level.start if begins is None else begins
        self._begun.add((list, depth))
        for below in range(depth + 1, _LEVELS):
            restart = self._level(list, below).restart
            if below in counts and (restart is None or depth < restart):
                del counts[below]
        if level.picture or level.format == "bullet":
            return Mark(from_font(level.text, level.font) or "•", bullet=True)
        return self._shown(list, level, counts)

    def _shown(self, list: str, level: _Level, counts: dict[int, int]) -> Mark | None:
        def put(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = self._level(list, depth)
            count = counts.get(depth, other.start)
            return formatted(count, "decimal" if level.legal else other.format)

        shown = " ".join(_PLACE.sub(put, level.text).split())
        if not shown:
            return None
        return Mark(shown, bullet=not any(char.isalnum() for char in shown))

    def _abstract(self, list: str) -> str:
        id = self.used.get(list, "")
        return self.linked.get(id, id)

    def _level(self, list: str, depth: int) -> _Level:
        own = self.own.get(list, {}).get(depth)
        return own or self.lists.get(self._abstract(list), {}).get(depth) or _Level()


def formatted(count: int, format: str) -> str:
    """A count as a format of Word writes it: "iv", "d", "04"; unknown formats as digits."""
    low = format.lower()
    if low == "none":
        return ""
    if low.endswith("roman") and 0 < count < _MOST_ROMAN:
        words = _roman(count)
        return words.upper() if low.startswith("upper") else words
    if low.endswith("letter") and 0 < count < 27 * 30:
        # After z Word doubles the letter: aa, bb, …
        words = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return words.upper() if low.startswith("upper") else words
    if low == "decimalzero":
        return f"{count:02d}"
    if low == "ordinal":
        ending = {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
        return f"{count}{'th' if 10 < count % 100 < 14 else ending}"
    if low == "cardinaltext" and 0 <= count < len(_WORDS):
        return _WORDS[count]
    return str(count)


def _roman(count: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        out += letters * (count // value)
        count %= value
    return out


def read_numbering(root: Element | None) -> Numbering:
    """The lists of a part word/numbering.xml; none of what is not there."""
    out = Numbering()
    by_style: dict[str, str] = {}
    wanted: dict[str, str] = {}
    for each in children(root, "w:abstractNum"):
        id = attribute(each, "abstractNumId") or ""
        out.lists[id] = {
            number(level, "ilvl") or 0: _level(level) for level in children(each, "w:lvl")
        }
        if style := attribute(child(each, "w:styleLink")):
            by_style[style] = id
        if style := attribute(child(each, "w:numStyleLink")):
            wanted[id] = style
    out.linked = {id: by_style[style] for id, style in wanted.items() if style in by_style}
    for each in children(root, "w:num"):
        id = attribute(each, "numId") or ""
        out.used[id] = attribute(child(each, "w:abstractNumId")) or ""
        for override in children(each, "w:lvlOverride"):
            depth = number(override, "ilvl") or 0
            start = number(child(override, "w:startOverride"))
            if start is not None:
                out.starts[id, depth] = start
            if (level := child(override, "w:lvl")) is not None:
                out.own.setdefault(id, {})[depth] = _level(level)
    return out


def _level(element: Element) -> _Level:
    start = number(child(element, "w:start"))
    legal = child(element, "w:isLgl")
    return _Level(
        start=1 if start is None else start,
        format=attribute(child(element, "w:numFmt")) or "decimal",
        text=attribute(child(element, "w:lvlText")) or "",
        restart=number(child(element, "w:lvlRestart")),
        legal=legal is not None and (attribute(legal) or "1") not in ("0", "false", "off"),
        style=attribute(child(element, "w:pStyle")) or "",
        font=attribute(child(element, "w:rPr/w:rFonts"), "ascii") or "",
        picture=child(element, "w:lvlPicBulletId") is not None,
    )

"""Lines of a page of a PDF: words on one baseline, in segments where wide gaps part them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from ingest.readers.pdf_words import PdfWord

_SAME_LINE = 0.2
"""Share of the smaller size by which baselines on one line may differ."""
WIDE = 1.0
"""Shares of the size of type: a gap this wide parts two segments."""
NARROW = 0.6
"""The same where columns are looked for: a gutter may be little wider than a stretched space."""
_LEAST_WIDE = 6.0
"""Points; no gap below it parts two segments."""
_AFTER_MARK = 4.5
"""Shares of the size of type: so far behind its mark an item may begin."""
_JOINED = 0.16
"""Shares of the size: words closer than this are parts of one word."""
BULLETS = frozenset("•●▪◦■□▫‣∙·○◆❖➢►▶✓✔✗✘–—-*\ufffd")
_SIGNS = BULLETS - set("–—-*")
_MARK = re.compile(r"\(?(?P<mark>\d{1,3}|[a-zA-Z]|[ivx]{2,5})[.)]$")


@dataclass(eq=False)
class Line:
    """Words on one baseline, from left to right."""

    words: list[PdfWord] = field(default_factory=list)
    row: int = 0
    """Number of its row on the page: segments of one row have the same."""
    entry: bool = False
    """A line of a contents page, with the number of a page at its end."""

    @cached_property
    def letters(self) -> list[PdfWord]:
        """The words alone: no fills, no raised marks."""
        return [word for word in self.words if word.fill is None and not word.raised]

    @cached_property
    def text(self) -> str:
        """What it says, raised marks left out."""
        words = self.letters
        spaces = [space_between(a, b) for a, b in pairwise(words)]
        return "".join(
            word.text + (" " if space else "")
            for word, space in zip(words, [*spaces, False], strict=False)
        )

    @cached_property
    def x0(self) -> float:
        """Left edge."""
        return min(word.x0 for word in self.words)

    @cached_property
    def x1(self) -> float:
        """Right edge."""
        return max(word.x1 for word in self.words)

    @cached_property
    def top(self) -> float:
        """Top edge of the words, raised marks left out."""
        return min(word.top for word in self.letters or self.words)

    @cached_property
    def bottom(self) -> float:
        """Bottom edge."""
        return max(word.bottom for word in self.letters or self.words)

    @cached_property
    def baseline(self) -> float:
        """Where the letters stand, from the top of the page."""
        return max(word.baseline for word in self.letters or self.words)

    @cached_property
    def size(self) -> float:
        """Size of most of its type in points."""
        weights: dict[float, int] = {}
        for word in self.letters or self.words:
            size = round(word.size * 2) / 2
            weights[size] = weights.get(size, 0) + max(len(word.text), 1)
        best = max(weights, key=lambda size: (weights[size], size))
        near = [w.size for w in self.letters or self.words if round(w.size * 2) / 2 == best]
        return sum(near) / len(near)

    @cached_property
    def bold(self) -> bool:
        """Whether nearly all of it is bold."""
        return _mostly(self.letters, [word.bold for word in self.letters])

    @cached_property
    def italic(self) -> bool:
        """Whether nearly all of it is italic."""
        return _mostly(self.letters, [word.italic for word in self.letters])

    @property
    def page(self) -> int:
        """Number of its page, from 1."""
        return self.words[0].page


def _mostly(words: Sequence[PdfWord], are: Sequence[bool]) -> bool:
    total = sum(len(word.text) for word in words)
    having = sum(len(word.text) for word, yes in zip(words, are, strict=True) if yes)
    return total > 0 and having >= 0.9 * total


def rows_of(words: Iterable[PdfWord]) -> list[Line]:
    """Words by baseline, from the top down, each row across the whole of its page, page by page.

    Words that run up or down the page come last.
    """
    rows: list[list[PdfWord]] = []
    turned: list[PdfWord] = []
    for word in sorted(words, key=lambda word: (word.page, word.baseline, word.x0)):
        if word.turn:
            turned.append(word)
            continue
        first = rows[-1][0] if rows else None
        if (
            first is not None
            and first.page == word.page
            and word.baseline - first.baseline
            <= _SAME_LINE * (first.size if word.raised else min(first.size, word.size))
        ):
            rows[-1].append(word)
        else:
            rows.append([word])
    lines = [Line(_whole(sorted(row, key=_left))) for row in rows]
    lines.sort(key=lambda line: (line.page, line.baseline, line.x0))
    lines.extend(_turned(turned))
    return [Line(line.words, i) for i, line in enumerate(lines)]


def _turned(words: Sequence[PdfWord]) -> list[Line]:
    """Lines that run up the page, from left to right, and such that run down, the other way."""
    lines: list[list[PdfWord]] = []
    for word in sorted(words, key=lambda word: (-word.turn, word.turn * word.x0)):
        last = lines[-1][0] if lines else None
        if (
            last is not None
            and last.turn == word.turn
            and abs(last.centre - word.centre) < 0.5 * max(last.size, word.size)
        ):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(sorted(line, key=lambda word: -word.turn * word.bottom)) for line in lines]


def _left(word: PdfWord) -> tuple[float, int]:
    return word.x0, 0 if word.fill is not None else 1


def _whole(words: list[PdfWord]) -> list[PdfWord]:
    """The words of a row with the parts of one word together, however they were painted."""
    out: list[PdfWord] = []
    for word in words:
        last = out[-1] if out else None
        if last is not None and _one_word(last, word):
            out[-1] = replace(
                last,
                text=last.text + word.text,
                x1=max(last.x1, word.x1),
                top=min(last.top, word.top),
                bottom=max(last.bottom, word.bottom),
                spaced=word.spaced,
            )
        else:
            out.append(word)
    return out


def _one_word(last: PdfWord, word: PdfWord) -> bool:
    if last.spaced or last.raised or word.raised or last.fill is not None or word.fill is not None:
        return False
    if last.text in _SIGNS or word.text in _SIGNS:
        return False
    size = min(last.size, word.size)
    return -0.3 * size < word.x0 - last.x1 < _JOINED * size


def space_between(last: PdfWord, word: PdfWord) -> bool:
    """Whether white space parts two words of one line."""
    if last.turn or word.turn:
        return True
    return last.spaced or word.x0 - last.x1 > _JOINED * min(last.size, word.size)


def segments_of(row: Line, wide: float = WIDE) -> list[Line]:
    """The parts of a row between wide gaps; the mark of an item stays with its words.

    `wide`: the least gap in sizes of type.
    """
    parts: list[list[PdfWord]] = []
    for word in row.words:
        last = parts[-1][-1] if parts else None
        if last is None:
            parts.append([word])
            continue
        size = max(last.size, word.size)
        gap = word.x0 - last.x1
        if gap <= max(wide * size, _LEAST_WIDE) or (
            len(parts[-1]) == 1 and is_mark(last.text) and gap <= _AFTER_MARK * size
        ):
            parts[-1].append(word)
        else:
            parts.append([word])
    return [Line(part, row.row) for part in parts]


def is_mark(text: str) -> bool:
    """True for a word that is the mark of an item of a list: "•", "3.", "(a)"."""
    return text in BULLETS or text == "o" or _MARK.match(text) is not None


def mark_of(text: str) -> str:
    """The number or letter of a mark, without point or bracket; "" for a bullet."""
    match = _MARK.match(text)
    return match["mark"] if match else ""


def merged(lines: Sequence[Line]) -> Line:
    """Segments of one row as one line again."""
    if len(lines) == 1:
        return lines[0]
    words = sorted((word for line in lines for word in line.words), key=_left)
    return Line(words, lines[0].row)

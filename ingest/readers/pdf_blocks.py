"""Blocks of a page: lines that belong together as a paragraph, an item of a list, a note."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.readers.pdf_columns import Atom
from ingest.readers.pdf_grids import Table
from ingest.readers.pdf_lines import BULLETS, Line, is_mark, mark_of
from ingest.readers.pdf_words import PdfWord

_LOOSE = 1.27
"""Distance of two lines against the usual one: above it a paragraph ends."""
_USUAL = 1.25
"""Distance of two lines in sizes of type where nothing better is known."""
_SIZE = 0.6
"""Points by which two lines of one paragraph may differ in size."""
_INDENT = 0.8
"""Sizes of type by which a first line is indented, at least."""
_FITS = 1.0
"""Sizes of type that would be left over where a line ends though the next word fits."""
_FULL = 0.5
"""Share of the lines of justified text that end at its right edge, at least."""
_HANGING = 2
"""Points that hyphens and stops may reach over the edge of justified text."""
_LEAST_FULL = 5
"""Lines from which that can be told."""
_SHORT = 0.6
"""Sizes of type that the last line of a paragraph leaves open in justified text, at least."""
_SENTENCE = re.compile(r"[.!?:;]['\"’”)\]]*$")
_NOTE = re.compile(r"^\d{1,3}$")


@dataclass(eq=False)
class Block:
    """Lines that belong together, on one page or several."""

    lines: list[Line]
    mark: str = ""
    """The mark of an item as printed: "•", "3.", "(a)"."""
    note: int = 0
    """Number of the footnote that it is; 0 for all others."""
    right: float = 0.0
    """Right edge of the column that it stands in."""
    left: float = 0.0
    """Left edge of that column."""
    zone: int = 0
    """Number of the part of its page, in order of reading."""
    entry: bool = False
    """A line of a contents page."""
    level: int = 0
    """Of a heading, from 1; 0 for all others."""
    bold: bool = field(init=False)
    italic: bool = field(init=False)
    size: float = field(init=False)

    def __post_init__(self) -> None:
        """Style is that of the first lines; a joined page adds nothing to it."""
        self.bold = all(line.bold for line in self.lines)
        self.italic = all(line.italic for line in self.lines)
        self.size = max(self.lines, key=lambda line: len(line.text)).size

    @property
    def text(self) -> str:
        """Its words without the mark, lines joined by spaces."""
        return " ".join(" ".join(word.text for word in words) for words in self.texts())

    def texts(self) -> Iterable[list[PdfWord]]:
        """The words of each line, the mark of the block left out."""
        for i, line in enumerate(self.lines):
            yield line.words[1:] if i == 0 and (self.mark or self.note) else line.words

    @property
    def start(self) -> float:
        """Left edge of its words behind the mark."""
        first = self.lines[0]
        words = first.words[1:] if self.mark and len(first.words) > 1 else first.words
        return words[0].x0

    @property
    def number(self) -> str:
        """Number or letter of a numbered item; "" for others."""
        return mark_of(self.mark)

    @property
    def pages(self) -> tuple[int, int]:
        """First and last page."""
        return self.lines[0].page, self.lines[-1].page


Item = Block | Table


def usual_pitches(zones: Iterable[Sequence[Atom]]) -> dict[float, float]:
    """The usual distance of two lines by size of type (both in points), over a document."""
    seen: dict[float, Counter[float]] = {}
    for items in zones:
        for above, below in pairwise(items):
            if not (isinstance(above, Line) and isinstance(below, Line)):
                continue
            gap = below.baseline - above.baseline
            if abs(above.size - below.size) < _SIZE and 0.9 * below.size < gap < 2.2 * below.size:
                size = round(below.size * 2) / 2
                seen.setdefault(size, Counter())[round(gap)] += 1
    return {size: _least_common(gaps) for size, gaps in seen.items()}


def _least_common(gaps: Counter[float]) -> float:
    """The smallest distance that is common: it stands within paragraphs, wider ones between."""
    most = max(gaps.values())
    return min(gap for gap, count in gaps.items() if count >= 0.2 * most)


def blocks_of(
    items: Sequence[Atom],
    edges: tuple[float, float],
    zone: int,
    pitches: dict[float, float],
    body: float,
) -> list[Item]:
    """The blocks and tables of one zone, in order; `edges` are its left and right edge."""
    right = edges[1]
    out: list[Item] = []
    run: list[Line] = []
    full = _justified(items)
    for item in items:
        if isinstance(item, Line) and not item.letters:
            continue
        last = run[-1] if run else None
        if (
            isinstance(item, Line)
            and last is not None
            and not (full and _ends(last, item, full))
            and _goes_on(run, item, right, pitches, body)
        ):
            run.append(item)
            continue
        if run:
            out.append(_block(run, edges, zone, body))
            run = []
        if isinstance(item, Line):
            run = [item]
        elif isinstance(item, Table):
            out.append(item)
    if run:
        out.append(_block(run, edges, zone, body))
    return out


def _justified(items: Sequence[Atom]) -> float:
    """The right edge of text set to both edges; 0 for any other."""
    lines = [item for item in items if isinstance(item, Line) and len(item.letters) > 2]
    rights = Counter(round(line.x1) for line in lines)
    right = max(rights, key=lambda x: rights[x], default=0)
    edge = sum(rights[x] for x in range(right - _HANGING, right + _HANGING + 1))
    return float(right) if edge >= max(_LEAST_FULL, _FULL * len(lines)) else 0.0


def _ends(last: Line, line: Line, right: float) -> bool:
    """Whether a sentence ends before the right edge of justified text, and another follows."""
    short = right - last.x1 > _SHORT * last.size
    first = line.letters[0].text.lstrip("'\"‘“(")[:1]
    return short and bool(_SENTENCE.search(last.text)) and (first.isupper() or first.isdigit())


def _block(run: Sequence[Line], edges: tuple[float, float], zone: int, body: float) -> Block:
    first = run[0]
    mark, note = opening(first, body)
    block = Block(list(run), mark, note, edges[1], edges[0], zone)
    block.entry = any(line.entry for line in run)
    return block


def opening(line: Line, body: float) -> tuple[str, int]:
    """The mark of an item, and the number of a note, that a line begins with; "" and 0 for none."""
    words = [word for word in line.words if word.fill is None]
    if len(words) < 2:
        return "", 0
    first, second = words[0], words[1]
    if first.raised and _NOTE.match(first.text) and line.size <= 0.97 * body:
        return "", int(first.text)
    if line.words[0] is not first or first.raised:
        return "", 0
    gap = second.x0 - first.x1
    if first.text in BULLETS or (first.text == "o" and gap > 0.5 * first.size):
        return (first.text, 0) if first.text != "-" or gap > 0.15 * first.size else ("", 0)
    if is_mark(first.text) and _opens_item(first, second):
        return first.text, 0
    if _NOTE.match(first.text) and line.size <= 0.9 * body and second.text[:1].isupper():
        return "", -int(first.text)
    return "", 0


def _opens_item(first: PdfWord, second: PdfWord) -> bool:
    """Whether "3." or "(a)" stands before an item, and is not the initial of a name."""
    if mark_of(first.text).isdigit():
        return True
    return first.text[0] == "(" or second.x0 - first.x1 > 0.5 * first.size


def _goes_on(
    run: Sequence[Line], line: Line, right: float, pitches: dict[float, float], body: float
) -> bool:
    """Whether a line goes on with the block whose lines so far are given."""
    first, last = run[0], run[-1]
    if any(opening(line, body)) or line.entry or last.entry:
        return False
    if abs(line.size - last.size) > _SIZE or (line.bold != last.bold and _whole_style(run, line)):
        return False
    gap = line.baseline - last.baseline
    usual = pitches.get(round(line.size * 2) / 2, _USUAL * line.size)
    if len(run) > 1:
        usual = max(usual, min(usual * 1.5, last.baseline - run[-2].baseline))
    if gap > max(_LOOSE * usual, usual + 1.5) or gap < 0:
        return False
    mark, note = opening(first, body)
    if mark or note:
        return _in_item(run, line, mark)
    return not _begins(run, line, right)


def _whole_style(run: Sequence[Line], line: Line) -> bool:
    """Whether the change to or from bold is one of blocks, and not of words in a sentence."""
    return all(each.bold for each in run) or (line.bold and bool(_SENTENCE.search(run[-1].text)))


def _in_item(run: Sequence[Line], line: Line, mark: str) -> bool:
    first = run[0]
    words = [word for word in first.words if word.fill is None]
    text = words[1].x0 if len(words) > 1 else first.x0
    if len(run) > 1:
        return abs(line.x0 - run[1].x0) <= 0.6 * line.size
    hanging = abs(line.x0 - text) <= 0.9 * line.size
    flush = abs(line.x0 - first.x0) <= 2.0
    return hanging or (flush and not _SENTENCE.search(first.text)) or (not mark and flush)


def _begins(run: Sequence[Line], line: Line, right: float) -> bool:
    """Whether a line begins a paragraph though no wider gap stands before it."""
    last = run[-1]
    indent = line.x0 - last.x0
    centred = abs((line.x0 + line.x1) - (last.x0 + last.x1)) < line.size
    capital = not line.text[:1].islower()
    ended = bool(_SENTENCE.search(last.text))
    if indent > _INDENT * line.size and len(run) > 1 and not centred and capital and ended:
        return True
    word = line.letters[0]
    left = right - last.x1
    fits = left > word.x1 - word.x0 + (0.3 + _FITS) * line.size
    if not fits or centred:
        return False
    if ended and capital:
        return left > 0.12 * (right - last.x0)
    return capital and left > 0.45 * (right - last.x0)

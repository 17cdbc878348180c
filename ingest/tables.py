"""Tables: rows of cells between tabs or bars, with every cell under its column."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.blocks import Block, join_blocks
from ingest.readers.text import drawn_rating, visible

_DAY = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2} \w+ \d{4}")
_COUNT = re.compile(r"\d{1,3}(?:/\d{1,3})?")
_PERCENT = re.compile(r"\d{1,3}(?:\.\d+)?\s?(?:%|per cent)")
_CLOSED = re.compile(r"[.!?:;]['\"’”)*_]*$")
_ANSWERED = re.compile(r"(.{10,}\?)\s(\d{1,3}(?:\.\d+)?\s?%)")
_CELL = re.compile(r"</?t[dh]\b", re.IGNORECASE)
_BETWEEN = re.compile(r"</t[dh]>\s*<t[dh](?:\s[^<>]*)?>", re.IGNORECASE)
_KEY = re.compile(r"[A-Z]{1,3}\s*[=–—-]\s*[A-Za-z].*")

Row = tuple[str, ...]


def row_cells(raw: str) -> list[str]:
    """The cells of a line, lost ones as "": outer bars and line ends left out."""
    line = raw.strip("\r\n ")
    if _CELL.search(line):
        return [visible(cell).replace("\t", " ") for cell in _BETWEEN.split(line)]
    if line.startswith("|") or (line.count("|") >= 2 and "\t" not in line):
        inner = line.removeprefix("|")
        inner = inner.removesuffix("|") if inner.rstrip().endswith("|") else inner
        return [visible(cell).replace("\t", " ") for cell in inner.split("|")]
    if "\n" in line and "|" not in line:
        return _wrapped_cells(line)
    return [visible(cell) or drawn_rating(cell) for cell in line.split("\t")]


def _wrapped_cells(lines: str) -> list[str]:
    """The cells of a row whose label goes on above or below its values."""
    parts = [[visible(cell) for cell in line.split("\t")] for line in lines.splitlines()]
    values = max(parts, key=len)
    label = " ".join(cells[0] for cells in parts if cells[0])
    return [label, *values[1:]]


def join_wrapped_rows(blocks: Sequence[Block], text: str) -> tuple[Block, ...]:
    """The blocks with each row in one, where its label was broken over two lines."""
    out: list[Block] = []
    for block in blocks:
        last = out[-1] if out else None
        above = out[-2] if len(out) > 1 else None
        if last is not None and (
            _wraps_into(last, block, above, text) or _goes_on_below(last, block, text)
        ):
            out[-1] = replace(join_blocks(last, block, text), style="row", mark="")
        else:
            out.append(block)
    return tuple(out)


def _wraps_into(line: Block, row: Block, above: Block | None, text: str) -> bool:
    """True for a line of words that the label of the row below it finishes."""
    if line.style != "plain" or line.mark or row.style != "row" or "\t" not in row.text:
        return False
    label = row.text.split("\t")[0]
    if _CLOSED.search(line.text) or not label[:1].islower():
        return False
    if label.endswith("?") and is_percent(row.text.split("\t")[-1]):
        return True
    return above is not None and above.style == "row" and _adjacent((above, line, row), text)


def _goes_on_below(row: Block, line: Block, text: str) -> bool:
    """True for a line that finishes the question whose percentage stands on the line above."""
    if row.style != "row" or line.style != "plain" or line.mark or not _adjacent((row, line), text):
        return False
    cells = row.text.split("\t")
    unfinished = len(cells) > 1 and not _CLOSED.search(cells[0]) and is_percent(cells[-1])
    return unfinished and line.text[:1].islower() and line.text.endswith("?")


def _adjacent(blocks: Sequence[Block], text: str) -> bool:
    """True where the blocks stand on neighbouring lines."""
    return all(
        text[first.spans[-1].end : second.spans[0].start].count("\n") <= 1
        for first, second in pairwise(blocks)
    )


def is_percent(text: str) -> bool:
    """True for a percentage alone on its line: the answer to the question above it."""
    return bool(_PERCENT.fullmatch(text))


def question_and_answer(text: str) -> tuple[str, str] | None:
    """The two cells of a line that lost the tab between a question and its percentage."""
    match = _ANSWERED.fullmatch(text)
    return (match[1], match[2]) if match else None


def is_key(cells: Sequence[str]) -> bool:
    """True for a line that only explains a sign: "NA - Not applicable" and empty cells."""
    filled = [cell for cell in cells if cell]
    return len(filled) == 1 and bool(_KEY.fullmatch(filled[0])) and len(filled[0]) < 60


def read_rows(lines: Sequence[Sequence[str]], width: int = 0) -> tuple[Row, ...]:
    """Rows of one length: at least `width` cells, each under its column, lost ones "".

    A row that is shorter than the others is laid under them by what its cells look like (a date
    under dates, a figure under figures, words under words).
    """
    if not lines:
        return ()
    rows = [list(cells) for cells in lines]
    filled = max(i for row in rows for i, cell in enumerate(["", *row]) if cell or i == 0)
    usual = max(width, min(_usual_width(rows), filled))
    rows = [_trimmed(row, usual) for row in rows]
    usual = max(usual, *(len(row) for row in rows))
    shapes = _shapes([row for row in rows if len(row) == usual], usual)
    return tuple(tuple(row) if len(row) == usual else _laid_out(row, shapes, usual) for row in rows)


def line_cells(block: Block, text: str) -> list[str]:
    """The cells of the whole line of a row, empty ones at its ends too."""
    raw = text[block.spans[0].start : block.spans[-1].end]
    if _CELL.search(raw):
        return row_cells(raw)
    start = max(text.rfind("\n", 0, block.spans[0].start), -1) + 1
    end = block.spans[-1].end
    while end < len(text) and text[end] in "\t |":
        end += 1
    return row_cells(text[start:end])


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    counts = Counter(len(row) for row in rows)
    most = max(counts.values())
    return max(length for length, count in counts.items() if count == most)


def _trimmed(row: list[str], width: int) -> list[str]:
    """Without the empty cells at the end that go beyond the table."""
    while len(row) > width and not row[-1]:
        row = row[:-1]
    while len(row) > width and not row[0]:
        row = row[1:]
    return row


def _shapes(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """What most cells of each column look like."""
    shapes = []
    for column in range(width):
        seen = Counter(_shape(row[column]) for row in rows if row[column])
        shapes.append(seen.most_common(1)[0][0] if seen else "")
    return shapes


def _shape(cell: str) -> str:
    if not cell:
        return ""
    if _DAY.fullmatch(cell):
        return "day"
    if _PERCENT.fullmatch(cell):
        return "percent"
    return "count" if _COUNT.fullmatch(cell) else "words"


def _laid_out(row: Sequence[str], shapes: Sequence[str], width: int) -> Row:
    """A short row under its columns: each filled cell in the next column of its shape.

    What fits nowhere stays where it was; nothing is left out.
    """
    filled = [(i, cell) for i, cell in enumerate(row) if cell]
    if all(shapes[i] == _shape(cell) for i, cell in filled):
        return (*row, *[""] * (width - len(row)))
    out = [""] * width
    column = 0
    for left, (position, cell) in zip(range(len(filled), 0, -1), filled, strict=True):
        latest = width - left
        candidates = [c for c in range(column, latest + 1) if shapes[c] == _shape(cell)]
        if left == 1 and candidates:
            chosen = candidates[-1] if position == len(row) - 1 else candidates[0]
        elif candidates:
            chosen = candidates[0]
        else:
            chosen = min(max(column, position), latest)
        out[chosen] = cell
        column = chosen + 1
    return tuple(out)

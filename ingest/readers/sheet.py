"""Sheets: rows of cells with their places in a text; files of values between commas."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ingest.errors import UnreadableFile
from ingest.models import Span
from ingest.readers.text import decode

MAX_BYTES = 10_000_000
"""Of a file: a table of a thousand inspections has some 200,000."""
MAX_CELLS = 200_000
"""Cells with something in them, in all sheets of a file: 20,000 inspections of ten columns."""
MAX_ROWS = 50_000
"""Rows of a sheet, empty ones among them."""
MAX_COLUMNS = 1_000

_SEPARATORS = (",", ";", "\t")
_TOLD = re.compile(r"\ufeff?sep=([,;\t])\r?(?:\n|$)", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\s?£?\d[\d.,]*\s?%?")
_DASHES = re.compile(r"[-\s]+")
_SAMPLE = 20_000
"""Characters at the top of a file from which its separator is told."""


class Cell(NamedTuple):
    """One cell."""

    text: str
    """The visible words, one space between them; "" where there is nothing."""
    spans: tuple[Span, ...] = ()
    """Where they stand in the decoded text: several pieces where a quotation mark is doubled."""
    fault: str = ""
    """Why the cell cannot be used, in words that go after its name; "" where it can."""


class Row(NamedTuple):
    """One row of cells, lost ones among them as empty cells."""

    number: int
    """As a spreadsheet counts, from 1."""
    cells: tuple[Cell, ...]

    @property
    def quote(self) -> str:
        """The words of the row, cells one tab apart."""
        return "\t".join(cell.text for cell in self.cells if cell.text)


class Sheet(NamedTuple):
    """One sheet of a file."""

    name: str
    """"" for a file that is itself the sheet."""
    rows: tuple[Row, ...]
    """Those with anything in them."""
    merged: tuple[str, ...] = ()
    """Ranges of merged cells: "A1:C1"."""
    padded: bool = False
    """Whether cells that nobody filled are left out at the ends of rows."""


class Workbook(NamedTuple):
    """A file of sheets."""

    text: str
    """The decoded text that all spans point into."""
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    """Names of sheets that nobody sees who opens the file; they are not read."""


def read_csv(data: bytes, path: Path) -> Workbook:
    """The one sheet of a file of values between commas, semicolons or tabs.

    Raises UnreadableFile for what is empty, binary or too large.
    """
    text = decode(data, path)
    told = _TOLD.match(text)
    start = told.end() if told else int(text.startswith("\ufeff"))
    separator = told[1] if told else _separator(text[start : start + _SAMPLE])
    rows = []
    filled = 0
    for row in _rows(text, start, separator):
        filled += sum(1 for cell in row.cells if cell.text)
        if filled > MAX_CELLS or row.number > MAX_ROWS or len(row.cells) >= MAX_COLUMNS:
            raise UnreadableFile(path, too_large())
        if row.quote:
            rows.append(row._replace(number=row.number + int(told is not None)))
    return Workbook(text, (Sheet("", tuple(rows)),))


def too_large() -> str:
    """What is said of a table beyond the limits."""
    return (
        f"is too large: a table may have {MAX_CELLS:,} cells, {MAX_ROWS:,} rows and "
        f"{MAX_COLUMNS:,} columns; split it into several files"
    )


def row_spans(text: str, cells: tuple[Cell, ...]) -> tuple[Span, ...]:
    """Where the words of some cells stand: one piece for cells that only tabs part."""
    spans: list[Span] = []
    for span in (span for cell in cells for span in cell.spans):
        last = spans[-1] if spans else None
        if last is not None and not text[last.end : span.start].strip("\t"):
            spans[-1] = Span(last.start, span.end, None)
        else:
            spans.append(span)
    return tuple(spans)


def _separator(sample: str) -> str:
    """The separator that gives the most cells in the widest line, and most often that many."""

    def likely(separator: str) -> tuple[int, int]:
        widths = [len(row.cells) for row in _rows(sample, 0, separator)][:50]
        widest = max(widths, default=1)
        # A comma in every sentence of a column of notes is not a separator: headers come first.
        return min(widest, widths[0] if widths else 1), widths.count(widest)

    return max(_SEPARATORS, key=likely)


def _rows(text: str, start: int, separator: str) -> Iterator[Row]:
    """Every line of cells; a quoted cell may go on over several lines.

    A line is cut at the highest number of columns: what follows is another row then.
    """
    mark = re.escape(separator)
    quoted = re.compile(rf'[ ]*"(?P<words>(?:[^"]|"")*+)"[ ]*(?={mark}|\r|\n|\Z)')
    bare = re.compile(rf"[^{mark}\r\n]*")
    position, number = start, 1
    cells: list[Cell] = []
    while position < len(text):
        found = quoted.match(text, position)
        if found:
            cells.append(_cell(text, *found.span("words"), quoted=True))
        else:
            found = bare.match(text, position)
            assert found is not None  # the pattern matches nothing at all, too
            cells.append(_cell(text, *found.span(), quoted=False))
        position = found.end()
        if text[position : position + 1] == separator and len(cells) < MAX_COLUMNS:
            position += 1
            if position < len(text):
                continue
            cells.append(Cell(""))
        position += 2 if text.startswith("\r\n", position) else 1
        yield Row(number, tuple(cells))
        cells, number = [], number + 1
    if cells:
        yield Row(number, tuple(cells))


def _cell(text: str, start: int, end: int, *, quoted: bool) -> Cell:
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip())
    end -= len(raw) - len(raw.rstrip())
    if start >= end:
        return Cell("")
    spans = []
    if quoted and '""' in raw:
        begin = start
        for double in re.finditer('""', text[start:end]):
            # Of two quotation marks that stand for one, the first is what is quoted.
            spans.append(Span(begin, start + double.start() + 1, None))
            begin = start + double.end()
        spans.append(Span(begin, end, None))
        words = text[start:end].replace('""', '"')
    else:
        spans.append(Span(start, end, None))
        words = text[start:end]
    words = " ".join(words.split())
    return Cell(words, tuple(s for s in spans if s.end > s.start), _fault(words, quoted))


def _fault(words: str, quoted: bool) -> str:
    if not quoted and words.startswith('"'):
        return "begins with a quotation mark that is not closed; close it, or take it out"
    if words[0] in "=@" or (
        words[0] in "+-" and not _NUMBER.fullmatch(words) and not _DASHES.fullmatch(words)
    ):
        return f"{shown(words)} is a formula; type what it stands for, as a word or a number"
    return ""


def shown(words: str, limit: int = 40) -> str:
    """What a cell holds, for a message: in quotation marks, and not too long."""
    return f"“{words if len(words) <= limit else words[: limit - 1] + '…'}”"

"""Workbooks: the visible sheets of an .xlsx file as one tab-separated text with its cells."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ingest.errors import UnreadableFile
from ingest.models import Span
from ingest.readers.sheet import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Row,
    Sheet,
    Workbook,
    shown,
    too_large,
)

MAX_UNPACKED = 40_000_000
"""Bytes of all XML parts: a sheet of 200,000 cells has some 10,000,000."""
MAX_PARTS = 2_000
"""Files inside the archive."""
_PROLOGUE = 4_000
"""Bytes of a part in which a document type would be declared."""
MAX_TAGS = 2_000_000
"""Opening and closing tags in all XML parts: a cell has up to six."""
_LAST_ROW = 1_048_576
"""Of any sheet of Excel: openpyxl makes up all rows that are missing before one."""
_EMPTY = 2
"""Cells and rows that are stored, for each that may have a value: some are only coloured."""

_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def read_workbook(data: bytes, path: Path) -> Workbook:
    """The visible sheets of a workbook; formulas and errors are faults of their cells.

    Rows that a filter hides are read like the others. Dates are written as ISO at the precision
    that their format shows. Raises UnreadableFile for what is no workbook, damaged or too large.
    """
    if not data:
        raise UnreadableFile(path, "is empty")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            path, "is protected by a password, or an old .xls; save it as .xlsx without a password"
        )
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise UnreadableFile(
            path, "is not an .xlsx file, whatever its name; save it as .xlsx or as CSV"
        )
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # Of styles and validation lists that openpyxl leaves out; values are all that is read.
        warnings.simplefilter("ignore")
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
            _refuse_harmful(archive, path)
            # Without data_only: a formula must be seen, its stored value may be long out of date.
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            return _read(book, archive, path)
        except UnreadableFile:
            raise
        except Exception as error:
            # zipfile and openpyxl let whatever went wrong through: zlib.error, KeyError, …
            raise UnreadableFile(
                path, "is damaged, or not a workbook; open it, save it again as .xlsx and try again"
            ) from error


def _refuse_harmful(archive: zipfile.ZipFile, path: Path) -> None:
    """Weigh an archive before anything in it is understood: its size, its tags, its prologues."""
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise UnreadableFile(path, f"holds more than {MAX_PARTS:,} files; that is no table")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise UnreadableFile(path, f"unpacks to {unpacked:,} bytes; the limit is {MAX_UNPACKED:,}")
    tags = cells = rows = 0
    for part in parts:
        if not part.filename.endswith((".xml", ".rels")):
            continue
        content = archive.read(part)
        if b"<!DOCTYPE" in content[:_PROLOGUE]:
            raise UnreadableFile(path, "declares a document type, as no workbook does")
        tags += content.count(b"<")
        if tags <= MAX_TAGS and part.filename.startswith("xl/worksheets/"):
            cells += sum(1 for _ in _CELL.finditer(content))
            rows += sum(1 for _ in _ROW.finditer(content))
        # openpyxl keeps a row whole, however long it is: 3,400,000 empty cells took it 2 GB.
        if tags > MAX_TAGS or cells > _EMPTY * MAX_CELLS or rows > _EMPTY * MAX_ROWS:
            raise UnreadableFile(path, too_large())


def _read(book: Any, archive: zipfile.ZipFile, path: Path) -> Workbook:
    lines: list[str] = []
    sheets, hidden = [], []
    left = MAX_CELLS
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            hidden.append(sheet.title)
            continue
        # What a file says of its own size can be wrong by a million rows.
        sheet.reset_dimensions()
        rows = tuple(_rows(sheet, lines, path, left))
        left -= sum(1 for row in rows for cell in row.cells if cell.text)
        # Read-only sheets do not tell what is merged.
        merged = _MERGED.findall(archive.read(sheet._worksheet_path))
        sheets.append(Sheet(sheet.title, rows, tuple(each.decode() for each in merged), True))
    return Workbook("".join(lines), tuple(sheets), tuple(hidden))


def _rows(sheet: Any, lines: list[str], path: Path, limit: int) -> Iterator[Row]:
    """The rows with anything in them; each is added to the lines, with tabs between its cells."""
    offset = sum(len(line) for line in lines)
    filled = 0
    for number, values in enumerate(sheet.iter_rows(), start=1):
        if number > _LAST_ROW:
            raise UnreadableFile(path, f"has a row numbered above {_LAST_ROW:,}, as no sheet has")
        shows = [_words(value) for value in values]
        filled += sum(1 for words, _ in shows if words)
        wide = len(shows) >= MAX_COLUMNS and any(words for words, _ in shows[MAX_COLUMNS - 1 :])
        if filled > limit or wide:
            raise UnreadableFile(path, too_large())
        while shows and not shows[-1][0]:
            shows.pop()
        if not shows:
            continue
        cells = []
        for words, fault in shows:
            spans = (Span(offset, offset + len(words), None),) if words else ()
            cells.append(Cell(words, spans, fault))
            offset += len(words) + 1
        lines.append("\t".join(words for words, _ in shows) + "\n")
        yield Row(number, tuple(cells))


def _words(cell: Any) -> tuple[str, str]:
    """What a cell shows, and why it cannot be used, if so."""
    value = cell.value
    if value is None:
        return "", ""
    if cell.data_type == "f":
        words = value if isinstance(value, str) else f"={getattr(value, 'text', None) or '…'}"
        words = " ".join(words.split())
        return words, f"{shown(words)} is a formula; type what it stands for (paste as values)"
    if cell.data_type == "e":
        return str(value), f"holds the error {value}"
    if isinstance(value, bool):
        return str(value).upper(), ""
    if isinstance(value, datetime | date):
        return _day(value, cell.number_format), ""
    if isinstance(value, int | float):
        return _number(value, cell.number_format), ""
    if isinstance(value, str):
        return " ".join(value.split()), ""
    return str(value), "holds a time of day, not a date"


def _number(value: float, number_format: str) -> str:
    """A number as it is shown: 0.43 in a column of percentages is 43%."""
    if "%" in _LITERALS.sub("", number_format):
        return f"{round(value * 100, 6):.10g}%"
    return f"{value:.10g}"


def _day(value: date, number_format: str) -> str:
    """ISO at the precision that the format shows: Excel keeps "Oct 2024" as the first of it."""
    bare = _LITERALS.sub("", number_format).lower()
    if "d" in bare or not re.search(r"[my]", bare):
        return f"{value:%Y-%m-%d}"
    return f"{value:%Y-%m}" if "m" in bare else f"{value:%Y}"

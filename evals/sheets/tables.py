"""Workbooks and CSV files as rows of texts: the cells as the person who typed them saw them."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from evals.errors import BadSuite
from evals.sheets.cells import plain_number
from evals.sheets.writing import ENDINGS, fused
from ingest.errors import UnreadableFile
from ingest.readers.text import decode
from ingest.readers.workbook import read_workbook

LONGEST_FIELD = 10_000_000
"""Characters of a cell of CSV: more is a quotation mark that nobody closed."""
_SEPARATORS = (",", ";", "\t")
_TOLD = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
"""The line by which some spreadsheets tell what parts the cells."""


class Cell(NamedTuple):
    """One cell."""

    text: str
    """"" where nothing is in it."""
    fault: str = ""
    """Why it cannot be used; "" where it can."""


class Table(NamedTuple):
    """The rows of one sheet."""

    name: str
    """Of the sheet; "" for a file that is itself the sheet."""
    rows: tuple[tuple[Cell, ...], ...]
    """Empty ones among them: the first one is row 1."""


def read_tables(path: Path) -> list[Table]:
    """The visible sheets of a workbook, or the one of a CSV file; raises `BadSuite`."""
    if path.suffix.lower() not in ENDINGS:
        raise BadSuite(path, None, "", f"a sheet ends in {' or '.join(ENDINGS)}")
    try:
        data = path.read_bytes()
        if path.suffix.lower() == ".csv":
            return [_csv(decode(data, path))]
        read_workbook(data, path)  # refuses what is damaged, protected, harmful or too large
        return list(_sheets(data))
    except OSError as error:
        raise BadSuite(path, None, "", f"cannot be read: {error.strerror}") from error
    except (UnreadableFile, csv.Error) as error:
        raise BadSuite(path, None, "", str(error).removeprefix(f"{path}: ")) from error


def _csv(text: str) -> Table:
    text = text.removeprefix("\ufeff")
    told = _TOLD.match(text)
    separator = told[1] if told else max(_SEPARATORS, key=text.partition("\n")[0].count)
    csv.field_size_limit(LONGEST_FIELD)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    read = tuple(tuple(Cell(_lines(fused(cell))) for cell in row) for row in rows)
    return Table("", (() if told else read[0], *read[1:]))


def _sheets(data: bytes) -> Iterator[Table]:
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # Of styles and lists that openpyxl leaves out; values are all that is read.
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            rows = tuple(tuple(_cell(cell) for cell in row) for row in sheet.iter_rows())
            yield Table(sheet.title, rows)


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return Cell("")
    if cell.data_type == "f":
        return Cell(str(value), "is a formula; type what it stands for")
    if cell.data_type == "e":
        return Cell(str(value), f"holds the error {value}; type what was meant")
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    if isinstance(value, datetime | date):
        return Cell(value.isoformat()[:10])
    if isinstance(value, int | float):
        percent = "%" in str(cell.number_format)
        number = round(value * 100, 10) if percent else value
        return Cell(plain_number(number) + ("%" if percent else ""))
    return Cell(_lines(str(value)))


def _lines(text: str) -> str:
    """The text with line ends of one sort."""
    return text.replace("\r\n", "\n").replace("\r", "\n")

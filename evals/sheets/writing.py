"""Suites as a workbook or as CSV: one row for each pair, safe to open in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evals.errors import BadSuite
from evals.models import Suite
from evals.sheets.cells import write_mapping, write_text
from evals.sheets.columns import (
    ABOUT,
    ABOUT_HELP,
    ANSWERS,
    COLUMNS,
    EVIDENCE_EXAMPLE,
    EVIDENCE_HELP,
    KINDS,
    SUITE,
    SUITE_HELP,
    SheetColumn,
    evidence_heading,
    write_group,
)

PAIRS = "Pairs"
HELP = "Help"
LISTS = "Lists"
"""A hidden sheet: what the drop-down lists offer."""
ENDINGS = (".xlsx", ".csv")
LEAST_GROUPS = 2
"""Columns of evidence that every sheet has, so that nobody must add one for the first pair."""
LONGEST_CELL = 32_767
"""Characters that a spreadsheet keeps in a cell; it drops what follows."""
SPARE_ROWS = 500
"""Rows behind the pairs that have drop-down lists as well."""

_TABLES = (("column", "what to write", "example"), ("kind", "is for"), ("answer", "means"))
"""The headings of the page of help."""
_OURS = ("confirmed", ABOUT[2])
"""Columns that only programs read."""
# A spreadsheet takes a cell of CSV for a formula that begins like this (OWASP, CSV Injection).
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def save_sheet(path: Path, suites: Sequence[Suite]) -> None:
    """The suites as a file, a workbook or CSV by its ending; raises `BadSuite`."""
    if path.suffix.lower() not in ENDINGS:
        raise BadSuite(path, None, "", f"a sheet ends in {' or '.join(ENDINGS)}")
    rows = sheet_rows(suites)
    for number, row in enumerate(rows, start=1):
        for heading, cell in zip(rows[0], row, strict=True):
            if len(cell) > LONGEST_CELL:
                reason = f"has {len(cell):,} characters, and a cell holds {LONGEST_CELL:,}"
                raise BadSuite(path, None, f"row {number}, {heading}", reason)
    data = csv_bytes(rows) if path.suffix.lower() == ".csv" else workbook_bytes(rows)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise BadSuite(path, None, "", f"cannot be written: {error.strerror}") from error


def sheet_rows(suites: Sequence[Suite]) -> list[list[str]]:
    """Headings, and a row for each pair: what every cell says."""
    groups = max([LEAST_GROUPS, *(len(p.evidence) for suite in suites for p in suite.pairs)])
    headings = [heading for heading, _ in _layout(groups)]
    return [headings, *(row for suite in suites for row in _suite_rows(suite, groups))]


def csv_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as CSV that spreadsheets open rightly: in UTF-8 with its mark, nothing a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def defused(cell: str) -> str:
    """The cell with a mark before it where a spreadsheet would compute it."""
    return "'" + cell if _FORMULA.match(cell) else cell


def fused(cell: str) -> str:
    """What `defused` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def workbook_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as a workbook with drop-down lists and a page of help."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = PAIRS
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            _put(sheet, number, column, text)
    _dress(sheet, rows[0])
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    _offer(sheet, lists, rows)
    _explain(book.create_sheet(HELP))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _layout(groups: int) -> Iterator[tuple[str, SheetColumn | int | None]]:
    """Headings in their order, each with its column, or the number of its group of evidence."""
    yield SUITE, None
    for column in COLUMNS:
        yield column.heading, column
        if column.field == ("must_not",):
            yield from ((evidence_heading(n), n) for n in range(1, groups + 1))
    yield from ((heading, None) for heading in ABOUT)


def _suite_rows(suite: Suite, groups: int) -> Iterator[list[str]]:
    about = [
        write_text(suite.description) if suite.description else "",
        write_mapping(suite.max_words),
        write_mapping(suite.confirmed),
    ]
    for number, pair in enumerate(suite.pairs):
        cells = [
            write_group(pair, column) if isinstance(column, int) else column.write(pair)
            for _, column in _layout(groups)
            if column is not None
        ]
        yield [suite.suite, *cells, *(about if number == 0 else [""] * len(about))]


def _put(sheet: Any, row: int, column: int, text: str) -> None:
    """A cell as text, whatever it begins with: nothing here is a formula."""
    if text:
        cell = sheet.cell(row, column)
        cell.value = text
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = _FORMULA.match(text) is not None


def _dress(sheet: Any, headings: Sequence[str]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    known = {column.heading: column for column in COLUMNS}
    for number, heading in enumerate(headings, start=1):
        column = known.get(heading)
        place = sheet.column_dimensions[get_column_letter(number)]
        place.width = column.width if column else 32
        place.number_format = "@"  # or "6/21" would become a date while it is typed
        place.hidden = heading in _OURS
        cell = sheet.cell(1, number)
        cell.font = Font(bold=True)
        cell.comment = Comment(column.help if column else _help(heading), "reports", 160, 320)
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "D2"


def _help(heading: str) -> str:
    if heading == SUITE:
        return SUITE_HELP
    return ABOUT_HELP if heading in ABOUT else EVIDENCE_HELP


def _offer(sheet: Any, lists: Any, rows: Sequence[Sequence[str]]) -> None:
    """Drop-down lists, from columns of the hidden sheet."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    offered = [column for column in COLUMNS if column.choices]
    for number, column in enumerate(offered, start=1):
        letter = get_column_letter(number)
        for row, choice in enumerate(column.choices, start=1):
            lists.cell(row, number).value = choice
        rule = DataValidation(
            type="list", formula1=f"{LISTS}!${letter}$1:${letter}${len(column.choices)}"
        )
        rule.allow_blank = True
        rule.showErrorMessage = column.only
        rule.error = f"Choose one of: {', '.join(column.choices)}."
        place = get_column_letter(list(rows[0]).index(column.heading) + 1)
        rule.add(f"{place}2:{place}{len(rows) + SPARE_ROWS}")
        sheet.add_data_validation(rule)


def _explain(sheet: Any) -> None:
    """The page of help: each column, each kind, each sort of answer."""
    from openpyxl.styles import Alignment, Font

    evidence = [(evidence_heading(1), EVIDENCE_HELP, EVIDENCE_EXAMPLE)]
    lines: list[tuple[str, ...]] = [
        (f"A row of the sheet {PAIRS} is one pair: a question, and what is right of its answer.",),
        ("Only question and kind are needed, and something that the answer can be held against.",),
        (),
        _TABLES[0],
        (SUITE, SUITE_HELP, "first"),
        *((column.heading, column.help, column.example) for column in COLUMNS),
        *evidence,
        *((heading, ABOUT_HELP, "") for heading in ABOUT),
        (),
        _TABLES[1],
        *KINDS.items(),
        (),
        _TABLES[2],
        *ANSWERS.items(),
    ]
    for number, line in enumerate(lines, start=1):
        for column, text in enumerate(line, start=1):
            _put(sheet, number, column, text)
            cell = sheet.cell(number, column)
            cell.alignment = Alignment(wrap_text=number > 2, vertical="top")
            cell.font = Font(
                bold=line[0] in ("column", "kind", "answer") and line[1:2] != ("What",)
            )
    for letter, width in (("A", 24), ("B", 80), ("C", 60)):
        sheet.column_dimensions[letter].width = width

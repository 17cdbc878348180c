"""Rows of a ratings table as they are read: the place, the dates, and what is rated."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.facts.rows import place_name
from ingest.imports.columns import Column, Header, key_question_of, load_vocabulary, plain
from ingest.imports.problems import Problems
from ingest.imports.values import BadCell, is_blank, read_day
from ingest.readers.sheet import Cell, Row, Sheet, shown
from ingest.schemes import KeyQuestionKey, Schemes

_NOWHERE = Cell("")


class Item(NamedTuple):
    """One thing that a row rates, not yet understood."""

    column: Column
    kind: str
    """`overall`, `score`, `rating_of` a standard or `question_of` one."""
    text: str
    label: str = ""
    """The words that mean a standard."""
    question: KeyQuestionKey | None = None
    out_of: int | None = None
    """Scores: the maximum that the head of the column names."""


class Line(NamedTuple):
    """One row, and what it says of one inspection."""

    sheet: Sheet
    header: Header
    row: Row
    subject: str
    region: str
    published: str
    fieldwork: str
    """"" where it is not given, like the scheme."""
    told: str
    """What the column of schemes says."""
    items: tuple[Item, ...]

    def text(self, role: str) -> str:
        """The words under the column with this role; "" without such a column."""
        column = self.header.of(role)
        return cell_at(self.row, column.at).text if column else ""


def cell_at(row: Row, at: int) -> Cell:
    """The cell in a column; an empty one where the row is shorter."""
    return row.cells[at] if at < len(row.cells) else _NOWHERE


def read_lines(
    sheet: Sheet, header: Header, schemes: Schemes, problems: Problems
) -> Iterator[Line]:
    """The rows below the header; what cannot be read in them is a problem."""
    for row in sheet.rows[header.at + 1 :]:
        if _fits(sheet, header, row, problems):
            usable = _without_faults(sheet, header, row, problems)
            yield _line(sheet, header, usable, schemes, problems)._replace(row=row)


def _fits(sheet: Sheet, header: Header, row: Row, problems: Problems) -> bool:
    """Whether every cell of a row stands under a column with a name."""
    heads = {column.at for column in header.columns}
    width = max(heads) + 1
    if not sheet.padded and len(row.cells) < width:
        have = "1 cell" if len(row.cells) == 1 else f"{len(row.cells)} cells"
        message = f"has {have}, but there are {width} columns"
        problems.add(sheet, message, row)
        return False
    strays = [at for at, cell in enumerate(row.cells) if cell.text and at not in heads]
    for at in strays:
        message = "has a value, but no column has a name there"
        problems.add(sheet, message, row, Column(at, "", ""))
    return not strays


def _without_faults(sheet: Sheet, header: Header, row: Row, problems: Problems) -> Row:
    """The row without the cells that cannot be used, each of which is a problem."""
    for column in header.columns:
        if fault := cell_at(row, column.at).fault:
            problems.add(sheet, fault, row, column)
    return row._replace(cells=tuple(_NOWHERE if cell.fault else cell for cell in row.cells))


def _line(sheet: Sheet, header: Header, row: Row, schemes: Schemes, problems: Problems) -> Line:
    place, region = _place(sheet, header, row, schemes, problems)
    return Line(
        sheet=sheet,
        header=header,
        row=row,
        subject=place,
        region=region,
        published=_day(sheet, header, row, "published", problems),
        fieldwork=_day(sheet, header, row, "fieldwork", problems),
        told=_text(header, row, "scheme"),
        items=tuple(_items(sheet, header, row, schemes, problems)),
    )


def _text(header: Header, row: Row, role: str) -> str:
    column = header.of(role)
    text = cell_at(row, column.at).text if column else ""
    return "" if is_blank(text) else text


def _place(
    sheet: Sheet, header: Header, row: Row, schemes: Schemes, problems: Problems
) -> tuple[str, str]:
    """The place and its region; a table of regions need not say the name twice."""
    name, told = _text(header, row, "place"), _text(header, row, "region")
    opened = name.rfind("(")
    if opened > 0 and name.endswith(")") and (known := schemes.region(name[opened:])):
        name, told = name[:opened], told or known
    region = (
        schemes.region(told) or place_name(told, schemes).removesuffix(" region") if told else ""
    )
    if header.of("place") is None:
        name = region
    column = header.of("place") or header.of("region")
    if not name and column:
        problems.add(sheet, "names no place", row, column)
    return place_name(name, schemes), region


def _day(sheet: Sheet, header: Header, row: Row, role: str, problems: Problems) -> str:
    column, text = header.of(role), _text(header, row, role)
    if column is None:
        return ""
    if not text:
        if role == "published" and header.form != "facts":
            problems.add(sheet, "has no date", row, column)
        return ""
    try:
        return read_day(text)
    except BadCell as error:
        problems.add(sheet, str(error), row, column)
        return ""


def _items(
    sheet: Sheet, header: Header, row: Row, schemes: Schemes, problems: Problems
) -> Iterator[Item]:
    if header.form == "facts":
        return
    if header.form == "long":
        yield from _rated(sheet, header, row, schemes, problems)
        wanted: Sequence[str] = ("overall", "score")
    else:
        wanted = ("overall", "score", "rating", "rating_of", "question_of")
    for column in header.columns:
        text = cell_at(row, column.at).text
        if column.role in wanted and not is_blank(text):
            # A column of ratings that are said of no standard holds the overall ones.
            kind = "overall" if column.role == "rating" else column.role
            yield Item(column, kind, text, column.label, column.question, column.out_of)


def _rated(
    sheet: Sheet, header: Header, row: Row, schemes: Schemes, problems: Problems
) -> Iterator[Item]:
    """The one rating of a row whose columns are standard and rating."""
    standard = header.of("standard")
    column = header.of("rating") or header.of("value")
    assert standard is not None and column is not None  # which is what makes the form
    label, text = cell_at(row, standard.at).text, cell_at(row, column.at).text
    if is_blank(text):
        return
    if not label:
        problems.add(sheet, "names no standard", row, standard)
        return
    names = load_vocabulary().columns
    for kind in ("overall", "score"):
        if plain(label) in names[kind]:
            yield Item(column, kind, text)
            return
    asked = _text(header, row, "key_question")
    found = key_question_of(schemes, f"{label} – {asked}" if asked else label)
    if found:
        yield Item(column, "question_of", text, *found)
    elif asked:
        message = f"{shown(asked)} is no key question of {shown(label)}"
        problems.add(sheet, message, row, header.of("key_question"))
    else:
        yield Item(column, "rating_of", text, label)

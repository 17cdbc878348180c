"""Rows of a sheet as pairs: every fault named by file, sheet, row and column, all at once."""

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from evals.errors import BadSuite
from evals.faults import Place, faults, suggestion
from evals.models import Kind, Pair
from evals.sheets.cells import CellFault, read_mapping, read_name, read_text
from evals.sheets.columns import ABOUT, COLUMNS, EVIDENCE, SUITE, SheetColumn, read_group
from evals.sheets.tables import Cell, Table, read_tables
from evals.sheets.writing import HELP

_TOP = 10
"""Rows among which the headings are looked for: people put a title above them."""
_LETTERS = 26
_LIMITS: TypeAdapter[dict[Kind, int]] = TypeAdapter(dict[Kind, int])


class SheetFault(NamedTuple):
    """What is wrong with a cell, a row or a sheet."""

    where: str
    """"sheet Pairs, row 3, column F (facts)"."""
    reason: str


class SheetRow(NamedTuple):
    """What one row says."""

    number: int
    """As a spreadsheet counts, from 1."""
    suite: str
    """"" where the row does not say."""
    id: str
    """"" where the row does not say."""
    said: Mapping[tuple[str, ...], Any]
    """What the columns say: key of a pair, and key inside that, to value; None for empty cells."""
    evidence: Mapping[str, Any] | None
    """Heading to what is in that column, empty ones left out; None without such columns."""
    about: Mapping[str, Any]
    """What it says of its suite."""
    columns: Mapping[str, str]
    """Heading to the letter of its column."""
    sheet: str
    faults: tuple["SheetFault", ...] = ()
    """What of its cells cannot be understood."""

    def where(self, heading: str = "") -> str:
        """The row, or one of its cells, as messages name it."""
        sheet = f"sheet {self.sheet}, " if self.sheet else ""
        letter = self.columns.get(heading)
        cell = f", column {letter} ({heading})" if letter else f", {heading}" if heading else ""
        return f"{sheet}row {self.number}{cell}"


def read_sheet(path: Path) -> tuple[SheetRow, ...]:
    """Every row with a pair, with its faults; raises `BadSuite` with what is wrong above them."""
    tables = [table for table in read_tables(path) if table.name != HELP]
    found = [(table, top) for table in tables if (top := _headings_at(table)) is not None]
    if not found:
        names = ", ".join(table.name for table in tables if table.name)
        where = f"sheets {names}" if names else ""
        reason = "no column is called question; write the headings as `reports eval --export` does"
        raise BadSuite(path, None, where, reason)
    wrong: list[SheetFault] = []
    columns = [_columns(table, top, wrong) for table, top in found]
    refuse(path, wrong)
    rows = [
        row
        for (table, top), named in zip(found, columns, strict=True)
        for row in _rows(table, top, named)
    ]
    if not rows:
        raise BadSuite(path, None, "", "there is no pair below the headings")
    return tuple(rows)


def refuse(path: Path, wrong: Sequence[SheetFault]) -> None:
    """Raises `BadSuite` where something is wrong."""
    if wrong:
        first, *rest = wrong
        also = [(None, fault.where, fault.reason) for fault in rest]
        raise BadSuite(path, None, first.where, first.reason, also)


def row_pair(row: SheetRow, pair_id: str, before: Pair | None) -> tuple[Pair, list[SheetFault]]:
    """The pair that a row says, and what is wrong with it: the pair lacks that then.

    What the sheet has no column for is kept as it was `before`.
    """
    fields = before.model_dump(exclude_unset=True) if before else {}
    fields |= _said(row, before) | {"id": pair_id}
    try:
        return Pair.model_validate(fields), list(row.faults)
    except ValidationError as error:
        found = faults(error, Pair)
        wrong = [SheetFault(row.where(heading_of(row, place)), why) for place, why in found]
        unsound = {str(place[0]) for place, _ in found if place}
        return _sound(fields, unsound), [*row.faults, *wrong]


def _sound(fields: Mapping[str, Any], unsound: Collection[str]) -> Pair:
    """A pair of what is sound, so that the rest of a row is looked at as well."""
    blank: dict[str, Any] = {"id": "row", "kind": "finding", "turns": ("?",)}
    kept = {name: value for name, value in fields.items() if name not in unsound}
    try:
        return Pair.model_validate(blank | kept)
    except ValidationError:
        return Pair.model_validate(blank)


def _said(row: SheetRow, before: Pair | None) -> dict[str, Any]:
    """The fields of a pair, from what the columns say; without a key for what is left open."""
    plain = {key[0]: value for key, value in row.said.items() if len(key) == 1}
    defaults = {
        name: Pair.model_fields[name].get_default(call_default_factory=True) for name in plain
    }
    fields = {n: defaults[n] if v is None and n != "kind" else v for n, v in plain.items()}
    if fields.get("kind", "") is None:
        del fields["kind"]
    if before and plain.get("confirmed") is None:
        fields.pop("confirmed", None)
    earlier = row.said.get(("turns", "earlier"), before.turns[:-1] if before else ())
    fields["turns"] = (*(earlier or ()), row.said.get(("turns", "last")) or "")
    if row.evidence is not None:
        fields["evidence"] = tuple(row.evidence.values())
    if ("items", "values") in row.said:
        fields["items"] = _items(row, before)
    if ("disputed", "reason") in row.said:
        fields["disputed"] = _dispute(row, before)
    return fields


def _items(row: SheetRow, before: Pair | None) -> dict[str, Any] | None:
    values = row.said["items", "values"]
    if values is None:
        return None
    old = before.items.model_dump() if before and before.items else {}
    fields = old | {"values": values}
    for key, blank in (("column", "subject"), ("ordered", False)):
        if ("items", key) in row.said:
            fields[key] = row.said["items", key] or blank
    if ("items", "open") in row.said:
        fields["exact"] = not row.said["items", "open"]
    return fields


def _dispute(row: SheetRow, before: Pair | None) -> dict[str, Any] | None:
    reason = row.said["disputed", "reason"]
    if reason is None:
        return None
    old = before.disputed.model_dump() if before and before.disputed else {}
    new = {k: row.said["disputed", k] or "" for k in ("by", "on") if ("disputed", k) in row.said}
    return old | new | {"reason": reason}


def heading_of(row: SheetRow, place: Place) -> str:
    """The heading of the column that a field of a pair was read from."""
    if not place:
        return ""
    if place[0] == "evidence" and row.evidence and len(place) > 1 and isinstance(place[1], int):
        return list(row.evidence)[place[1]]
    if place[0] == "turns":
        earlier = row.said.get(("turns", "earlier")) or ()
        last = len(place) < 2 or place[1] == len(earlier)
        place = ("turns", "last" if last else "earlier")
    exact = [c.heading for c in COLUMNS if c.field == place[:2] and c.heading in row.columns]
    same = [c.heading for c in COLUMNS if c.field[0] == place[0]]
    return (exact or same or [str(place[0])])[0]


def _headings_at(table: Table) -> int | None:
    """The row, from 0, that has the heading of the questions."""
    wanted = {"question", "turns"}
    tops = [{_key(cell.text) for cell in row} for row in table.rows[:_TOP]]
    return next((n for n, keys in enumerate(tops) if keys & wanted and len(keys) > 1), None)


def _rows(table: Table, top: int, columns: Mapping[str, int]) -> list[SheetRow]:
    """The rows below the headings, empty ones left out."""
    return [
        _row(table, number, cells, columns)
        for number, cells in enumerate(table.rows[top + 1 :], start=top + 2)
        if any(cell.text.strip() for cell in cells)
    ]


def _columns(table: Table, top: int, wrong: list[SheetFault]) -> dict[str, int]:
    """Heading as this project writes it to the column, from 0."""
    found: dict[str, int] = {}
    for number, cell in enumerate(table.rows[top]):
        if not cell.text.strip():
            continue
        heading = _known(cell.text)
        where = f"row {top + 1}, column {_letter(number)}"
        where = f"sheet {table.name}, {where}" if table.name else where
        if heading is None:
            hint = suggestion(_key(cell.text), sorted(_HEADINGS))
            wrong.append(SheetFault(where, f"no column is called {cell.text.strip()!r}{hint}"))
        elif heading in found:
            wrong.append(SheetFault(where, f"a second column is called {heading!r}"))
        else:
            found[heading] = number
    return found


def _row(table: Table, number: int, cells: Sequence[Cell], columns: Mapping[str, int]) -> SheetRow:
    letters = {heading: _letter(place) for heading, place in columns.items()}
    row = SheetRow(number, "", "", {}, None, {}, letters, table.name)
    given: dict[str, Any] = {}
    wrong: list[SheetFault] = []
    for heading, place in columns.items():
        cell = cells[place] if place < len(cells) else Cell("")
        try:
            given[heading] = _value(heading, cell)
        except CellFault as fault:
            given[heading] = None
            wrong.append(SheetFault(row.where(heading), str(fault)))
    groups = {h: v for h, v in sorted(given.items(), key=_group_order) if h.startswith(EVIDENCE)}
    return row._replace(
        suite=given.get(SUITE) or "",
        id=given.get("id") or "",
        said={
            c.field: given[c.heading] for c in COLUMNS if c.heading in given and c.field != ("id",)
        },
        evidence={h: v for h, v in groups.items() if v is not None} if groups else None,
        about={heading: given[heading] for heading in ABOUT if given.get(heading) is not None},
        faults=tuple(wrong),
    )


def _value(heading: str, cell: Cell) -> Any:
    """What a cell says; None where it is empty."""
    if cell.fault:
        raise CellFault(cell.fault)
    if not cell.text.strip():
        return None
    if heading in _BY_HEADING:
        return _BY_HEADING[heading].read(cell.text)
    if heading.startswith(EVIDENCE):
        return read_group(cell.text)
    if heading == ABOUT[1]:
        limits = {read_name(kind): words for kind, words in read_mapping(cell.text).items()}
        try:
            return _LIMITS.validate_python(limits)
        except ValidationError as error:
            raise CellFault(f"is not understood: {error.errors()[0]['msg']}") from error
    return read_mapping(cell.text) if heading == ABOUT[2] else read_text(cell.text)


_BY_HEADING: Mapping[str, SheetColumn] = {column.heading: column for column in COLUMNS}
_HEADINGS: Mapping[str, str] = {
    **{name: name for name in (SUITE, *ABOUT)},
    **{name: column.heading for column in COLUMNS for name in (column.heading, *column.also)},
    EVIDENCE: f"{EVIDENCE} 1",
}


def _known(text: str) -> str | None:
    key = _key(text)
    numbered = re.fullmatch(rf"{EVIDENCE} ?(\d+)", key)
    return f"{EVIDENCE} {int(numbered[1])}" if numbered else _HEADINGS.get(key)


def _key(text: str) -> str:
    return " ".join(re.sub(r"[_*:]", " ", text).lower().split())


def _group_order(entry: tuple[str, Any]) -> tuple[int, str]:
    number = re.search(r"\d+$", entry[0])
    return (int(number[0]) if number else 0, entry[0])


def _letter(number: int) -> str:
    """A column, from 0, as a spreadsheet calls it: A, B … Z, AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters

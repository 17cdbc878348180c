"""What is wrong with a table, cell by cell, so that a person can mend all of it at once."""

from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.imports.columns import Column
from ingest.readers.sheet import Row, Sheet

MOST = 20
"""Problems that are named one by one; of more, how many there are."""


class Problems:
    """Gathers what is wrong with the sheets of a file, and says it in the order of its cells."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: dict[str, tuple[str, int, int]] = {}
        self._cells: set[tuple[str, int, int]] = set()

    def add(
        self, sheet: Sheet, message: str, row: Row | None = None, column: Column | None = None
    ) -> None:
        """Note a problem; of a cell the first one only: the others may follow from it."""
        where = [f"sheet “{sheet.name}”"] if sheet.name else []
        if row is not None:
            where.append(f"row {row.number}")
        if column is not None:
            name = f"column “{column.name}”" if column.name else "column"
            at = f"{letters(column.at)}{row.number if row is not None else ''}"
            where.append(f"{name} ({at})")
        line = f"{', '.join(where)}: {message}" if where else message
        place = (sheet.name, row.number if row else 0, column.at if column else -1)
        if column is None or place not in self._cells:
            self._found.setdefault(line, place)
            self._cells.add(place)

    def __bool__(self) -> bool:
        return bool(self._found)

    def check(self) -> None:
        """Raise UnreadableFile with every problem, when there is one."""
        if not self._found:
            return
        count = len(self._found)
        many = "1 problem" if count == 1 else f"{count:,} problems"
        ordered = sorted(self._found, key=lambda line: self._found[line])
        lines = [f"- {line}" for line in ordered[:MOST]]
        if count > MOST:
            lines.append(f"- and {count - MOST:,} more")
        raise UnreadableFile(
            self._path, "\n".join([f"{many}, so nothing of it was imported:", *lines])
        )


def letters(at: int) -> str:
    """The letters of a column as a spreadsheet has them: 0 is A, 26 is AA."""
    out = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        out = chr(ord("A") + rest) + out
    return out

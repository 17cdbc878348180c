"""The order of the rows of the ratings table: by place, date, score, or any standard."""

from collections.abc import Iterable

from app.grid import Line, Round
from app.grid_html import column_words

PLACE, DATE = "place", "date"


def sortings(rounds: Iterable[Round]) -> dict[str, str]:
    """What rows can be sorted by, as key and name."""
    columns = dict.fromkeys(column for each in rounds for column in each.columns)
    return {PLACE: "Place", DATE: "Date"} | {column: column_words(column) for column in columns}


def in_order(rounds: Iterable[Round], by: str, descending: bool) -> tuple[Round, ...]:
    """The rounds with their rows in order; a row without a value for it always stands last.

    Scores are only ever put in order within a round: rounds have different totals.
    """
    return tuple(each._replace(lines=_sorted(each.lines, by, descending)) for each in rounds)


def _sorted(lines: tuple[Line, ...], by: str, descending: bool) -> tuple[Line, ...]:
    if by in (PLACE, DATE):
        return tuple(sorted(lines, key=lambda line: _text(line, by), reverse=descending))
    known = [line for line in lines if _number(line, by) is not None]
    known.sort(key=lambda line: _number(line, by) or 0, reverse=descending)
    return (*known, *(line for line in lines if _number(line, by) is None))


def _text(line: Line, by: str) -> str:
    return line.date if by == DATE else line.inspection.place.name.casefold()


def _number(line: Line, column: str) -> float | None:
    """What a column says in numbers: the points of a rating, or a score."""
    cell = line.cells.get(column)
    if cell is None or cell.state not in ("read", "derived"):
        return None
    return next((float(f.number) for f in cell.facts if f.number is not None), None)

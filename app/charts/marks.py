"""Cells of the ratings table as rows that charts are drawn from, each with what it opens."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.grid import WHOLE, Cell, Line, Round, State
from app.grid_html import column_words
from app.wording import date_words, value_words
from ingest.models import Fact
from ingest.schemes import Schemes

Levels = tuple[tuple[str, int], ...]
"""Words of ratings with their points, best first."""
LOST: dict[State, str] = {
    "not_legible": "Not legible",
    "not_rated": "Not rated",
    "not_applicable": "Not in this round",
    "no_source": "No source says",
}
"""What is said of a cell without a value; these stand beside ratings and never among them."""


class Mark(NamedTuple):
    """One cell of the table, or one of the values where sources disagree."""

    place: str
    region: str
    date: str
    """ISO: the most exact date that a source gives."""
    scheme: str
    """Name of the round; "" where it is not known."""
    column: str
    """A measure of the whole inspection, or the key of a standard."""
    state: State
    words: str
    """The value as it is shown, or why there is none."""
    points: float | None = None
    """The number behind a rating or a score."""
    out_of: float | None = None
    fact: str = ""
    """Id of the fact that it opens; "" where no source says anything."""

    @property
    def name(self) -> str:
        """What the column is called."""
        return column_words(self.column)

    @property
    def when(self) -> str:
        """The date in words."""
        return date_words(self.date)

    @property
    def known(self) -> bool:
        """Whether it has a value, read or derived."""
        return self.state in ("read", "derived")


def marks_of(rounds: Iterable[Round]) -> tuple[Mark, ...]:
    """Every cell of the rounds, row by row."""
    return tuple(
        mark
        for each in rounds
        for line in each.lines
        for column in each.columns
        for mark in _marks(each, line, column)
    )


def levels(schemes: Schemes) -> Levels:
    """The ratings of all schemes with their points, best first."""
    found = {each.word: each.points for scheme in schemes.schemes for each in scheme.ratings}
    return tuple(sorted(found.items(), key=lambda each: -each[1]))


def in_order(columns: Iterable[str], rounds: Sequence[Round]) -> list[str]:
    """The columns as the rounds have them, the newest round first."""
    asked = set(columns)
    order = dict.fromkeys(column for each in rounds for column in each.columns)
    return [column for column in order if column in asked]


def is_rating(column: str) -> bool:
    """Whether a column holds ratings: all but the score do."""
    return column != WHOLE[0]


def _marks(each: Round, line: Line, column: str) -> Iterator[Mark]:
    cell = line.cells[column]
    for fact in cell.facts or (None,):
        yield _mark(each, line, column, cell, fact)


def _mark(each: Round, line: Line, column: str, cell: Cell, fact: Fact | None) -> Mark:
    known = fact is not None and cell.state in ("read", "derived")
    return Mark(
        place=line.inspection.place.name,
        region=line.inspection.place.region,
        date=line.date,
        scheme=each.scheme.name if each.scheme else "",
        column=column,
        state=cell.state,
        words=value_words(fact) if fact and known else LOST.get(cell.state, "No source says"),
        points=fact.number if fact and known else None,
        out_of=fact.out_of if fact and known else None,
        fact=fact.id if fact else "",
    )

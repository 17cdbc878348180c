"""The nouns of a briefing: statements with citations as an answer has them, in sections.

DESIGN.md, promise 1, holds here as well: every statement is a verbatim quotation, a rendering of
table rows, or a fixed phrase of ours, and only the last carries no citation.
"""

from collections.abc import Iterator
from typing import Literal

from index.models import Answer, AnswerFact, Citation, Statement
from ingest.models import Record, ReportInfo

BriefingKind = Literal["place", "region", "nation", "topic"]
Part = Literal["first", "further"]


class Item(Record):
    """A line of a list: a statement, and before it in our words whom or what it is about."""

    statement: Statement
    lead: str = ""
    """Place and date, or a standard, as the cited report has them; "" without."""
    number: str = ""
    """Of a recommendation: its number in the report."""
    alike: bool = False
    """Whether it says much the same as the line before it, in another report."""


class Group(Record):
    """Lines that belong together, under a heading of their own or none."""

    title: str
    """ "" for lines that stand under the section's own heading."""
    items: tuple[Item, ...]


class Cell(Record):
    """One cell of a table: what it says, with its citations, and the colour of its rating."""

    statement: Statement
    points: int | None = None
    """Points of the rating that it shows, lowest 0; None for anything that is no rating."""
    remark: str = ""
    """In small letters behind it: "derived"; what a cell that is not legible can still be."""


class Row(Record):
    """One row of a table."""

    head: str
    cells: tuple[Cell, ...]


class Table(Record):
    """A table whose first column heads its rows."""

    caption: str
    description: str
    """What it shows, for those who cannot see it."""
    columns: tuple[str, ...]
    """Heads, that of the row heads first."""
    widths: tuple[int, ...]
    """How wide the columns are, in parts of the whole."""
    rows: tuple[Row, ...]
    legend: tuple[Statement, ...] = ()


class Section(Record):
    """A part of a briefing: sentences, then a table, then lists; each of them may be missing."""

    title: str
    lines: tuple[Statement, ...] = ()
    table: Table | None = None
    groups: tuple[Group, ...] = ()
    part: Part = "first"
    """`further`: what is looked up rather than read, behind what the first page should hold."""

    def statements(self) -> Iterator[Statement]:
        """Every statement in the order in which it is read, those of tables row by row."""
        yield from self.lines
        if self.table:
            yield from (cell.statement for row in self.table.rows for cell in row.cells)
            yield from self.table.legend
        yield from (item.statement for group in self.groups for item in group.items)


class Briefing(Record):
    """What a department may send on: a page to read, and notes that open every claim."""

    kind: BriefingKind
    subject: str
    """The place, region, nation or topic as the library spells it."""
    title: str
    headline: tuple[Statement, ...]
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    """Numbered from 1 in the order in which the statements point to them."""
    facts: tuple[AnswerFact, ...]
    """The structured facts behind the statements."""
    doubts: tuple[str, ...] = ()
    """What a reader must know of the sources: warnings of their checks, what was read as what."""
    reports: tuple[ReportInfo, ...]
    """The reports that are cited, in order of first citation."""
    publishers: dict[str, str]
    """Report id to who published it, where a scheme tells."""
    fingerprint: str
    """SHA-256 of what the library held when this was made."""

    @property
    def digests(self) -> tuple[ReportInfo, ...]:
        """The cited reports that are this project's own digests: our words."""
        return tuple(info for info in self.reports if info.edition == "digest")

    def statements(self) -> Iterator[Statement]:
        """Every statement in the order in which it is read."""
        yield from self.headline
        for section in self.sections:
            yield from section.statements()

    def as_answer(self) -> Answer:
        """The same statements, citations and facts as an answer: checks of answers fit it."""
        return Answer(
            question=self.subject,
            standalone_question=self.subject,
            status="answered",
            text="",
            statements=tuple(self.statements()),
            citations=self.citations,
            facts=self.facts,
            notes=self.doubts,
        )

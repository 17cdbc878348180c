"""The nouns of a report: what every reader fills in and every store keeps."""

from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

ReportKind = Literal["pdu", "region", "annual", "thematic", "other"]
Edition = Literal["published", "digest"]
PassageType = Literal[
    "paragraph", "bullet", "numbered", "quote", "table", "rating", "footnote", "caption"
]
Polarity = Literal["strength", "improvement", "unlabelled"]
Measure = Literal[
    "rating",
    "overall_rating",
    "score",
    "key_question",
    "count",
    "percentage",
    "rating_count",
    "date",
    "recommendation",
    "person",
    "body",
]
Cell = Literal["legible", "not_legible", "not_rated", "not_applicable"]
TABLE_ENDINGS = (".csv", ".tsv", ".xlsx")
"""Endings of files that hold a table and nothing else."""


class Record(BaseModel):
    """Whatever crosses a module boundary: frozen, and a misspelt field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Span(NamedTuple):
    """Where a piece of text stands in the decoded text of its file."""

    start: int
    """Offset of the first character, 0-based."""
    end: int
    """Offset after the last character: text[start:end] is the piece."""
    page: int | None
    """Page of the file, counted from 1; None without pages."""


class Box(NamedTuple):
    """Where a piece of text is printed, in points from the top left of the page."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Word(NamedTuple):
    """A word, or another piece of a text, with the place where it is printed."""

    start: int
    """Offset of its first character in the decoded text."""
    end: int
    """Offset after its last character."""
    box: Box
    """Page (from 1) and place on it."""


class ReportInfo(Record):
    """What a report is: the `report` object of CONTRACT.md."""

    id: str
    title: str
    kind: ReportKind
    subject: str
    """The place, without "PDU" and with "&" as "and"; "England and Wales" for national reports."""
    region: str
    """Bare and as the scheme spells it; "" where there is none."""
    published: str
    """ISO date at the precision that was read: 2025, 2024-10 or 2024-10-10."""
    edition: Edition
    source: str
    """Name of the file that was read (no folder)."""
    url: str | None = None
    isbn: str | None = None

    @property
    def is_table(self) -> bool:
        """Whether it is a table that somebody keeps: not a publication of any inspectorate."""
        return self.source.lower().endswith(TABLE_ENDINGS)


class Section(Record):
    """A heading and its place in the tree."""

    path: tuple[str, ...]
    """The headings from the top down to and including this one, without closing colons."""
    level: int
    """1 chapter, 2 standard, section, addressee, 3 Strengths or Areas for improvement, 4 lower."""
    standard: str | None
    spans: tuple[Span, ...]
    page: int | None


class Passage(Record):
    """One bullet, paragraph, table, … as its author wrote it (rejoined across page breaks)."""

    id: str
    """`<report id>/<ordinal>`; the same file always gives the same ids."""
    ordinal: int
    """Order of reading within the report, from 0."""
    type: PassageType
    section: tuple[str, ...]
    """The headings above, without closing colons; empty before the first."""
    standard: str | None
    polarity: Polarity | None
    number: str | None
    """Numbered items and footnotes: their number or letter as printed."""
    footnotes: tuple[int, ...]
    """Numbers of the footnotes that this passage points to, in order."""
    text: str
    """The visible words: no markup, marks or furniture; white space collapsed; cells by tabs."""
    rows: tuple[tuple[str, ...], ...] | None
    """Tables: cell texts by row, all rows of one length; a lost cell is "". Ratings with a label:
    one row, label and value."""
    page: int | None
    spans: tuple[Span, ...]
    extracted: str | None = None
    """What the spans hold, where lost letters were restored in text; None where they agree."""
    boxes: tuple[Box, ...] = ()

    @property
    def report_id(self) -> str:
        """Id of the report that the passage belongs to."""
        return self.id.rsplit("/", 1)[0]


class Source(Record):
    """Where something was read: one contiguous quotation, or one row of a table."""

    kind: Literal["passage", "table"]
    report: str
    """Id of the report."""
    passage: str
    """Id of the passage; for the cover and other furniture the id that a passage would have."""
    section: tuple[str, ...]
    standard: str | None
    page: int | None
    quote: str
    """The visible words: the spans joined, white space runs one space, cells one tab apart."""
    start: int
    end: int
    spans: tuple[Span, ...]
    boxes: tuple[Box, ...] = ()
    cells: dict[str, str] | None = None
    """Rows only: column to value as shown."""


class Fact(Record):
    """One structured fact with the place that it was read from (CONTRACT.md, fact)."""

    id: str
    """`<report id>/f<ordinal>`."""
    report: str
    subject: str
    region: str
    published: str
    scheme: str
    standard: str | None = None
    measure: Measure
    label: str | None = None
    value: str | None = None
    number: float | int | None = None
    unit: str | None = None
    out_of: float | int | None = None
    key_question: str | None = None
    """Key of one of the scheme's key questions; None for a question behind one standard only."""
    addressee: str | None = None
    cell: Cell = "legible"
    derived: bool = False
    rule: str | None = None
    polarity: Literal["did", "did_not"] | None = None
    """Counts and percentages in prose: what was done, or what was not."""
    source: Source
    also: tuple[Source, ...] = ()
    """Further sources: what a derived fact was computed from, or a place that says the same."""


class Warning(Record):
    """A doubt about a report, kept with it and shown wherever it matters."""

    kind: str
    message: str
    sources: tuple[Source, ...] = ()


class Report(Record):
    """A file as read: everything that the library keeps of it."""

    info: ReportInfo
    scheme: str
    """Name of the scheme that the report uses; "" where none fits."""
    sha256: str
    format: Literal["text", "pdf", "html", "docx", "table"]
    reader_version: str
    text: str
    """The decoded text that all spans point into, nothing removed."""
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]
    warnings: tuple[Warning, ...]
    words: tuple[Word, ...] = ()
    """Where the words of the text are printed, in order of start; empty without pages."""

"""What a reader makes of a file: its words in order of reading, and where they are printed."""

from typing import Literal, NamedTuple

from ingest.models import Word

Format = Literal["text", "pdf", "html", "docx", "table"]


class Document(NamedTuple):
    """A file as decoded: what sections, passages and facts are read from.

    The text is written as text files are: `#` before headings, `-` before bullets, tabs between
    cells, `[^1]` for the marks of footnotes. What would be markup but is meant as words is escaped,
    so that `visible` gives back the words.
    """

    text: str
    format: Format
    version: str
    """Name and version of the reader: another version reads a kept file again."""
    words: tuple[Word, ...] = ()
    """In order of start, none overlapping; empty for formats without pages."""
    pages: int = 0
    """Pages of the file; 0 for formats without."""
    url: str | None = None
    """Public address that the file names as its own."""
    doubts: tuple[str, ...] = ()
    """What was seen but not read, a sentence each: "Page 4 is a picture without words."."""

"""What the rules for facts read from, and where exactly in it a fact was read."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ingest.locating import locate, quoted
from ingest.models import Fact, Passage, ReportInfo, Section, Source, Span
from ingest.readers.text import visible
from ingest.schemes import Scheme, Schemes


@dataclass(frozen=True)
class Reading:
    """One report as far as it is read: all that the rules for facts look at."""

    info: ReportInfo
    scheme: Scheme | None
    """None where the document uses no known scheme: then nothing in it is a rating."""
    schemes: Schemes
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    text: str
    """The decoded text that all spans point into."""

    def fact(self, source: Source, **fields: Any) -> Fact:
        """A fact of this report about its own subject; its id is given when all are known."""
        given: dict[str, Any] = {
            "id": "",
            "report": self.info.id,
            "subject": self.info.subject,
            "region": self.info.region,
            "published": self.info.published,
            "scheme": self.scheme.name if self.scheme else "",
            "standard": source.standard,
            "source": source,
        }
        return Fact(**(given | fields))

    def quotation(self, passage: Passage, start: int, end: int) -> Source:
        """The source of passage.text[start:end]."""
        return Source(
            kind="passage",
            report=self.info.id,
            passage=passage.id,
            section=passage.section,
            standard=passage.standard,
            quote=quoted(passage, start, end).replace("\t", " "),
            **self._place(self._spans(passage, start, end)),
        )

    def whole(self, passage: Passage, cells: dict[str, str] | None = None) -> Source:
        """The source of a whole passage: a quotation, or with cells a row of a table.

        The quotation is what the file has; `cells` may hold what was restored.
        """
        return Source(
            kind="table" if cells is not None else "passage",
            report=self.info.id,
            passage=passage.id,
            section=passage.section,
            standard=passage.standard,
            quote=quoted(passage, 0, len(passage.text)),
            cells=cells,
            **self._place(passage.spans),
        )

    def row(self, passage: Passage, index: int, cells: dict[str, str]) -> Source:
        """The source of one row of a table passage."""
        rows = passage.rows or ()
        start, end = _row_places(passage)[index]
        return Source(
            kind="table",
            report=self.info.id,
            passage=passage.id,
            section=passage.section,
            standard=passage.standard,
            quote=passage.text[start:end] if end > start else "\t".join(filter(None, rows[index])),
            cells=cells,
            **self._place(self._with_drawn(self._spans(passage, start, end))),
        )

    def furniture(self, start: int, end: int) -> Source:
        """The source of text[start:end] where no passage is: the cover, acknowledgements, …"""
        before = [p for p in self.passages if p.spans and p.spans[0].start <= start]
        ordinal = max((p.ordinal for p in before), default=0)
        page = _page_at(self.passages, start)
        return Source(
            kind="passage",
            report=self.info.id,
            passage=f"{self.info.id}/{ordinal}",
            section=(),
            standard=None,
            quote=" ".join(visible(self.text[start:end]).split()),
            **self._place((Span(start, end, page),)),
        )

    def sentences(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """Start and end, within passage.text, of each of its sentences."""
        yield from _ranges(passage.text)

    def _place(self, spans: tuple[Span, ...]) -> dict[str, Any]:
        return {
            "page": spans[0].page,
            "start": spans[0].start,
            "end": spans[-1].end,
            "spans": spans,
        }

    def _with_drawn(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """The spans of a row with the colours behind its last word: they are evidence too."""
        last = spans[-1]
        drawn = _DRAWN_CELLS.match(self.text, last.end)
        return (*spans[:-1], last._replace(end=drawn.end())) if drawn else spans

    def _spans(self, passage: Passage, start: int, end: int) -> tuple[Span, ...]:
        if start >= end:
            return passage.spans
        return locate(self.text, passage, start, end)


_DRAWN_CELLS = re.compile(r"(?:[^\S\r\n]*!\[\]\([^()\s]*\))+")
"""Cells behind the words of a row that hold a colour and no word (ingest/readers/notation.py)."""
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|Mr|Mrs|Ms|Dr|St|No|vs|etc|cf|approx)\.$", re.IGNORECASE)
_END = re.compile(r"[.!?][\"'\u2019\u201d)]*(?=\s+[\"'\u2018\u201c(]?[A-Z0-9])")


def sentence_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a text, without the white space between them."""
    start = 0
    for found in _END.finditer(text):
        if _ABBREVIATION.search(text[start : found.start() + 1]):
            continue
        yield start, found.end()
        start = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip())
    if text[start:].strip():
        yield start, len(text.rstrip())


@lru_cache(maxsize=4096)
def _ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Every rule goes through the same sentences: they are found once."""
    return tuple(sentence_ranges(text))


def _row_places(passage: Passage) -> list[tuple[int, int]]:
    """Start and end of each row within the text of a table passage; (0, 0) where not found.

    A row begins where its first cell begins after the row before, and ends before the next one.
    """
    rows = passage.rows or ()
    starts: list[int] = []
    position = 0
    for row in rows:
        first = next((found for cell in row if (found := _opening(cell, passage.text))), "")
        at = passage.text.find(first, position) if first else -1
        starts.append(at)
        position = at + len(first) if at >= 0 else position
    known = [start for start in starts if start >= 0] + [len(passage.text)]
    places = []
    for start in starts:
        end = known[bisect_right(known, start)] if start >= 0 else 0
        places.append((start, len(passage.text[:end].rstrip())) if start >= 0 else (0, 0))
    return places


def _opening(cell: str, text: str) -> str:
    """The cell as far as the text has it in one piece: a label may go on below its value."""
    if not cell or cell in text:
        return cell
    words = cell.split(" ")
    openings = (" ".join(words[:length]) for length in range(len(words) - 1, 2, -1))
    return next((opening for opening in openings if opening in text), "")


def _page_at(passages: tuple[Passage, ...], offset: int) -> int | None:
    pages = [(s.start, s.page) for p in passages for s in p.spans if s.page is not None]
    before = [page for start, page in sorted(pages) if start <= offset]
    return before[-1] if before else (1 if pages else None)

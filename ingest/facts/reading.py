"""What the rules for facts read from, and where exactly in it a fact was read."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ingest.models import Fact, Passage, ReportInfo, Section, Source, Span
from ingest.readers.text import visible_map
from ingest.schemes import Scheme, Schemes

_REACH = 8
"""Characters of the source that may stand between two of a passage: list marks, hyphens."""


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

    @cached_property
    def by_id(self) -> dict[str, Passage]:
        """The passages by their id."""
        return {passage.id: passage for passage in self.passages}

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
            quote=passage.text[start:end].replace("\t", " "),
            **self._place(self._spans(passage, start, end)),
        )

    def whole(self, passage: Passage, cells: dict[str, str] | None = None) -> Source:
        """The source of a whole passage: a quotation, or with cells a row of a table."""
        return Source(
            kind="table" if cells is not None else "passage",
            report=self.info.id,
            passage=passage.id,
            section=passage.section,
            standard=passage.standard,
            quote=passage.text,
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
            **self._place(self._spans(passage, start, end) if end > start else passage.spans),
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
            quote=re.sub(r"\s+", " ", visible_map(self.text[start:end]).text),
            **self._place((Span(start, end, page),)),
        )

    def sentences(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """Start and end, within passage.text, of each of its sentences."""
        yield from sentence_ranges(passage.text)

    def _place(self, spans: tuple[Span, ...]) -> dict[str, Any]:
        return {
            "page": spans[0].page,
            "start": spans[0].start,
            "end": spans[-1].end,
            "spans": spans,
        }

    def _spans(self, passage: Passage, start: int, end: int) -> tuple[Span, ...]:
        """Where passage.text[start:end] stands in the text of the file.

        The visible words of the spans and the words of the passage are the same but for marks and
        restored letters, so they are walked side by side; white space is not compared.
        """
        places = self._places.get(passage.id) or self._align(passage)
        self._places[passage.id] = places
        inside = [place for place in places[start:end] if place is not None]
        if not inside:
            return passage.spans
        found: list[Span] = []
        for span in passage.spans:
            mine = [place for place in inside if span.start <= place[0] < span.end]
            if mine:
                found.append(Span(mine[0][0], mine[-1][1], span.page))
        return tuple(found)

    def _align(self, passage: Passage) -> list[tuple[int, int] | None]:
        seen: list[tuple[str, int, int]] = []
        for span in passage.spans:
            mapped = visible_map(self.text[span.start : span.end])
            seen += [
                (char, span.start + first, span.start + last)
                for char, first, last in zip(*mapped, strict=True)
                if not char.isspace()
            ]
        places: list[tuple[int, int] | None] = []
        position = 0
        for char in passage.text:
            here = None
            if not char.isspace():
                window = range(position, min(position + _REACH, len(seen)))
                ahead = next((i for i in window if seen[i][0] == char), None)
                if ahead is not None:
                    here = seen[ahead][1:]
                    position = ahead + 1
            places.append(here)
        return places

    @cached_property
    def _places(self) -> dict[str, list[tuple[int, int] | None]]:
        return {}


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


def _row_places(passage: Passage) -> list[tuple[int, int]]:
    """Start and end of each row within the text of a table passage; (0, 0) where not found.

    A row begins where its first cell begins after the row before, and ends before the next one.
    """
    rows = passage.rows or ()
    starts: list[int] = []
    position = 0
    for row in rows:
        first = next((cell for cell in row if cell and cell in passage.text), "")
        at = passage.text.find(first, position) if first else -1
        starts.append(at)
        position = at + len(first) if at >= 0 else position
    known = [start for start in starts if start >= 0] + [len(passage.text)]
    places = []
    for start in starts:
        end = known[bisect_right(known, start)] if start >= 0 else 0
        places.append((start, len(passage.text[:end].rstrip())) if start >= 0 else (0, 0))
    return places


def _page_at(passages: tuple[Passage, ...], offset: int) -> int | None:
    pages = [(s.start, s.page) for p in passages for s in p.spans if s.page is not None]
    before = [page for start, page in sorted(pages) if start <= offset]
    return before[-1] if before else (1 if pages else None)

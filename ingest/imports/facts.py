"""Entries of a ratings table become passages, and facts that point to their rows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.imports.columns import Header
from ingest.imports.entries import Entry
from ingest.imports.lines import Line, cell_at
from ingest.models import Fact, Passage, Source
from ingest.readers.sheet import Row, Sheet, Workbook, row_spans

ROWS_OF_A_PASSAGE = 25
"""A passage is found, embedded and shown as a whole: a screen of rows is enough for each."""


class Places:
    """The passages of a workbook's tables, and where each row stands in them."""

    def __init__(self, report: str, book: Workbook, tables: Sequence[tuple[Sheet, Header]]) -> None:
        self._report = report
        self._text = book.text
        self._named = len(tables) > 1
        self._sources: dict[int, Source] = {}
        self._passage_of: dict[int, str] = {}
        self.passages = tuple(self._build(tables))

    def source(self, line: Line) -> Source:
        """The source of a row, with its cells under the names of their columns."""
        key = id(line.row)
        if key not in self._sources:
            cells = {
                column.name: cell_at(line.row, column.at).text for column in line.header.columns
            }
            spans = row_spans(self._text, line.row.cells)
            self._sources[key] = Source(
                kind="table",
                report=self._report,
                passage=self._passage_of[key],
                section=self._section(line.sheet),
                standard=None,
                page=None,
                quote=line.row.quote,
                start=spans[0].start,
                end=spans[-1].end,
                spans=spans,
                cells={name: text for name, text in cells.items() if text},
            )
        return self._sources[key]

    def _section(self, sheet: Sheet) -> tuple[str, ...]:
        return (sheet.name,) if self._named else ()

    def _build(self, tables: Sequence[tuple[Sheet, Header]]) -> Iterator[Passage]:
        ordinal = 0
        for sheet, _ in tables:
            for first in range(0, len(sheet.rows), ROWS_OF_A_PASSAGE):
                rows = sheet.rows[first : first + ROWS_OF_A_PASSAGE]
                passage = self._passage(ordinal, sheet, rows)
                self._passage_of.update((id(row), passage.id) for row in rows)
                yield passage
                ordinal += 1

    def _passage(self, ordinal: int, sheet: Sheet, rows: Sequence[Row]) -> Passage:
        width = max(len(row.cells) for row in rows)
        return Passage(
            id=f"{self._report}/{ordinal}",
            ordinal=ordinal,
            type="table",
            section=self._section(sheet),
            standard=None,
            polarity=None,
            number=None,
            footnotes=(),
            text=" ".join(row.quote for row in rows),
            rows=tuple(tuple(cell_at(row, at).text for at in range(width)) for row in rows),
            page=None,
            spans=tuple(span for row in rows for span in row_spans(self._text, row.cells)),
        )


def build_facts(report: str, entries: Sequence[Entry], places: Places) -> tuple[Fact, ...]:
    """The facts of a table, in the order of its rows."""
    ordered = sorted(entries, key=lambda entry: places.source(entry.line).start)
    return tuple(
        _fact(entry, f"{report}/f{number}", places.source(entry.line))
        for number, entry in enumerate(ordered)
    )


def by_inspection(facts: Sequence[Fact]) -> dict[tuple[str, str, str], list[Fact]]:
    """The facts of each place, date and scheme."""
    found: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.subject, fact.published, fact.scheme].append(fact)
    return found


def _fact(entry: Entry, fact_id: str, source: Source) -> Fact:
    given: dict[str, Any] = {
        "id": fact_id,
        "report": source.report,
        "subject": entry.subject,
        "region": entry.region,
        "published": entry.published,
        "scheme": entry.scheme,
        "standard": entry.standard,
        "measure": entry.measure,
        "label": entry.label,
        "value": entry.read.value,
        "number": entry.read.number,
        "unit": entry.unit,
        "out_of": entry.read.out_of,
        "key_question": entry.question,
        "cell": entry.read.state,
        "derived": entry.derived,
        "rule": entry.rule,
        "source": source,
    }
    return Fact(**given)

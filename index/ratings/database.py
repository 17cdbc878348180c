"""The ratings table in SQL: inspections and their cells, in memory, made once and then only read.

It is derived from the facts that the library keeps, like the search indexes, and never written to
disk: a library's facts make it again in well under a second.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Float,
    Index,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    create_engine,
)
from sqlalchemy.pool import StaticPool

from index.ratings.table import Inspection
from index.ratings.table import Table as RatingsTable
from ingest.models import Fact, ReportInfo
from ingest.schemes import Schemes

metadata = MetaData()
inspections = Table(
    "inspections",
    metadata,
    Column("id", Integer, primary_key=True),  # place in RatingsTable.inspections
    Column("place", String, nullable=False),
    Column("kind", String, nullable=False),  # pdu, region
    Column("region", String, nullable=False),
    Column("date", String, nullable=False),  # the most exact one that any source gives
    Column("scheme", String, nullable=False),
    Column("newest", Integer, nullable=False),  # 1: no later inspection of the place
    Column("held", Integer, nullable=False),  # 1: its own report is in the library
    Column("listed", Integer, nullable=False),  # 1: a table of several inspections lists it
    Index("inspections_in_scope", "kind", "scheme", "region"),
)
sources = Table(
    "sources",
    metadata,
    Column("inspection", Integer, primary_key=True),
    Column("report", String, primary_key=True),
)
periods = Table(
    "periods",
    metadata,
    Column("inspection", Integer, primary_key=True),
    Column("date", String, primary_key=True),
    Column("whole", Integer, nullable=False),  # 1: a question must give just this (a year)
)
cells = Table(
    "cells",
    metadata,
    Column("id", Integer, primary_key=True),  # place in RatingsDatabase.facts
    Column("inspection", Integer, nullable=False),
    Column("measure", String, nullable=False),
    Column("standard", String),
    Column("key_question", String),
    Column("addressee", String),  # lower case
    Column("value", String),
    Column("number", Float),
    Column("out_of", Float),
    Column("cell", String, nullable=False),
    Column("derived", Integer, nullable=False),
    Index("cells_by_measure", "measure", "standard", "value"),
    Index("cells_of_inspection", "inspection", "measure"),
)
counts = Table(
    "counts",
    metadata,
    Column("id", Integer, primary_key=True),  # place in RatingsDatabase.facts
    Column("report", String, nullable=False),
    Column("published", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("standard", String),
    Column("value", String),
    Column("points", Integer),
    Column("number", Float),
    Column("out_of", Float),
)
_YEAR = re.compile(r"\b20\d\d\b")
_UNITS = {"PDUs": "pdu", "regions": "region"}
_KEPT = ("key_question", "recommendation")


class RatingsDatabase:
    """A ratings table that SQL can be put to; the connection refuses to write."""

    def __init__(
        self, table: RatingsTable, schemes: Schemes, infos: Mapping[str, ReportInfo]
    ) -> None:
        self.table = table
        self._infos = infos
        self.facts: list[Fact] = []
        """What `cells.id` and `counts.id` number."""
        self._engine = _memory()
        with self._engine.begin() as connection:
            metadata.create_all(connection)
            self._fill(connection, schemes)
            connection.exec_driver_sql("PRAGMA query_only = ON")
        self._connection = self._engine.connect()

    def select(self, statement: Select[Any]) -> list[Any]:
        """The rows of a statement; raises an OperationalError for one that would write."""
        return list(self._connection.execute(statement).all())

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()
        self._engine.dispose()

    def _fill(self, connection: Connection, schemes: Schemes) -> None:
        last: dict[tuple[str, str], str] = {}
        for row in self.table.inspections:
            key = (row.place.name, row.place.kind)
            last[key] = max(last.get(key, ""), row.date)
        rows: dict[str, list[dict[str, object]]] = {t.name: [] for t in metadata.sorted_tables}
        for number, row in enumerate(self.table.inspections):
            newest = last[row.place.name, row.place.kind] == row.date
            self._add(rows, number, row, newest)
        self._add_counts(rows, schemes)
        for each in metadata.sorted_tables:
            if rows[each.name]:
                connection.execute(each.insert(), rows[each.name])

    def _add(
        self,
        rows: Mapping[str, list[dict[str, object]]],
        number: int,
        row: Inspection,
        newest: bool,
    ) -> None:
        rows["inspections"].append(
            {
                "id": number,
                "place": row.place.name,
                "kind": row.place.kind,
                "region": row.place.region,
                "date": max((f.published for f in row.facts), key=len, default=row.date),
                "scheme": row.scheme,
                "newest": int(newest),
                "held": int(row.own_report is not None),
                "listed": int(any(report != row.own_report for report in row.reports)),
            }
        )
        rows["sources"] += [{"inspection": number, "report": report} for report in row.reports]
        rows["periods"] += [
            {"inspection": number, "date": date, "whole": int(whole)}
            for date, whole in _dates(row, [self._infos[report] for report in row.reports]).items()
        ]
        for fact in _cells(row):
            rows["cells"].append(self._cell(number, fact))

    def _cell(self, inspection: int, fact: Fact) -> dict[str, object]:
        self.facts.append(fact)
        return {
            "id": len(self.facts) - 1,
            "inspection": inspection,
            "measure": fact.measure,
            "standard": fact.standard,
            "key_question": fact.key_question,
            "addressee": (fact.addressee or "").lower() or None,
            "value": fact.value,
            "number": fact.number,
            "out_of": fact.out_of,
            "cell": fact.cell,
            "derived": int(fact.derived),
        }

    def _add_counts(self, rows: Mapping[str, list[dict[str, object]]], schemes: Schemes) -> None:
        points = {r.word: r.points for s in schemes.schemes for r in s.ratings}
        for fact in self.table.national:
            if fact.measure != "rating_count" or fact.unit not in _UNITS:
                continue
            self.facts.append(fact)
            rows["counts"].append(
                {
                    "id": len(self.facts) - 1,
                    "report": fact.report,
                    "published": fact.published,
                    "kind": _UNITS[fact.unit],
                    "standard": fact.standard,
                    "value": fact.value,
                    "points": points.get(fact.value or ""),
                    "number": fact.number,
                    "out_of": fact.out_of,
                }
            )


def _memory() -> Engine:
    """One connection that all threads share: SQLite serialises them, and nothing is written."""
    return create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )


def _cells(row: Inspection) -> Iterable[Fact]:
    """One fact for each cell of the row; the score as a table of several inspections has it."""
    for measure in ("score", "overall_rating"):
        fact = row.row_cell(measure) if measure == "score" else row.cell(measure)
        fact = fact or row.cell(measure)
        if fact is not None:
            yield fact
    for standard in dict.fromkeys(f.standard for f in row.of("rating")):
        rated = row.cell("rating", standard)
        if rated is not None:
            yield rated
    for measure in _KEPT:
        yield from row.of(measure)


def _dates(row: Inspection, infos: Iterable[ReportInfo]) -> dict[str, bool]:
    """The dates by which a question may mean the inspection; True for those that are whole years.

    CONTRACT.md: a year in a question matches a title or a publication; the months of fieldwork are
    facts of their own and date no row, else an inspection would count in two years.
    """
    published = {row.date, *(f.published for f in row.facts)}
    years = {y for info in infos if info.kind == "annual" for y in _YEAR.findall(info.title)}
    exact = {d: False for d in published if not any(o != d and o.startswith(d) for o in published)}
    return dict.fromkeys(years, True) | exact

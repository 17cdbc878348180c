"""Questions about the ratings table, compiled into SQL with bound parameters, and their rows."""

import operator
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, exists, func, or_, select

from index.models import Condition, TableQuery
from index.ratings.database import RatingsDatabase, cells, counts, inspections, periods, sources
from index.ratings.table import Inspection
from ingest.models import Fact

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}
"""The names of comparisons in a query, for numbers as for columns."""
_MEASURES = {
    "standard": "rating",
    "key_question": "key_question",
    "recommendation": "recommendation",
}


class Row(NamedTuple):
    """One row of an answer: an inspection and the cell that the question looks at."""

    inspection: Inspection
    fact: Fact | None
    """None where the question looks at inspections as such and this one has no such cell."""
    group: str = ""
    """What the row is grouped by, as text; "" where nothing groups."""


class Count(NamedTuple):
    """One rating of one standard as a national report counts it."""

    fact: Fact
    points: int | None


class Figures(NamedTuple):
    """What SQL computed over the rows of one group; all None over no number."""

    group: str
    rows: int
    """Rows, those without a number among them."""
    inspections: int
    places: int
    numbered: int
    """Rows whose cell could be read or is derived."""
    mean: float | None
    lowest: float | None
    highest: float | None
    total: float | None
    median: float | None


def rows_of(database: RatingsDatabase, query: TableQuery) -> list[Row]:
    """The rows that fit, in the order asked for: ranked by number, or by place and date.

    With a limit the first ones by number, and whoever is level with the last of them.
    """
    every, facts = database.table.inspections, database.facts
    return [
        Row(
            every[each.inspection],
            None if each.fact is None else facts[each.fact],
            "" if each.grouped is None else str(each.grouped),
        )
        for each in database.select(_ordered(query, _columns(query)))
    ]


def counts_of(database: RatingsDatabase, query: TableQuery) -> list[Count]:
    """The ratings that national reports count, as printed and in the order of printing."""
    columns = counts.c
    statement = select(columns.id, columns.points).where(columns.kind == query.kind)
    if query.standards:
        statement = statement.where(columns.standard.in_(query.standards))
    if query.ratings:
        statement = statement.where(columns.value.in_(query.ratings))
    if query.reports:
        statement = statement.where(columns.report.in_(query.reports))
    for condition in query.conditions:
        statement = statement.where(_limit(columns.number, condition))
    found = database.select(statement.order_by(columns.id))
    return [Count(database.facts[each.id], each.points) for each in found]


def figures_of(database: RatingsDatabase, query: TableQuery) -> list[Figures]:
    """Counts, mean, extremes, total and median of the rows that fit, group by group.

    Groups come in the order of their names, whatever `edge`, `having` or a limit ask for: who says
    which of them were asked about has to see them all.
    """
    inner = _columns(query).subquery()
    number = inner.c.number
    # The middle one of an odd number of rows, the two middle ones of an even number.
    ordered = select(
        inner,
        func.row_number().over(partition_by=inner.c.grouped, order_by=number).label("nth"),
        func.count(number).over(partition_by=inner.c.grouped).label("many"),
        func.sum(case((number.is_(None), 1), else_=0))
        .over(partition_by=inner.c.grouped)
        .label("lacking"),
    ).subquery()
    place = ordered.c.nth - ordered.c.lacking  # NULL sorts first
    middle = and_(place * 2 >= ordered.c.many, place * 2 <= ordered.c.many + 2)
    value = ordered.c.number
    statement = select(
        ordered.c.grouped,
        func.count().label("rows"),
        func.count(ordered.c.inspection.distinct()).label("inspections"),
        func.count(ordered.c.place.distinct()).label("places"),
        func.count(value).label("numbered"),
        func.avg(value).label("mean"),
        func.min(value).label("lowest"),
        func.max(value).label("highest"),
        func.sum(value).label("total"),
        func.avg(case((middle, value))).label("median"),
    ).group_by(ordered.c.grouped)
    found = database.select(statement.order_by(ordered.c.grouped))
    return [Figures("" if each[0] is None else str(each[0]), *each[1:]) for each in found]


def _ordered(query: TableQuery, statement: Select[Any]) -> Select[Any]:
    """The rows ranked or by name; a limit keeps whoever is level with the last one."""
    inner = statement.subquery()
    number = inner.c.number
    by_number = query.aggregate in {"rank", "highest", "lowest"} or query.limit is not None
    rising = query.rising or query.aggregate == "lowest"
    order = number.asc() if rising else number.desc()
    if query.aggregate not in {"highest", "lowest"} and query.limit is None:
        names = (inner.c.place, inner.c.date, inner.c.fact)
        return select(inner).order_by(*((order.nulls_last(), *names) if by_number else names))
    ranked = (
        select(inner, func.rank().over(order_by=order).label("rank"))
        .where(number.is_not(None))
        .subquery()
    )
    return (
        select(ranked)
        .where(ranked.c.rank <= (query.limit or 1))
        .order_by(ranked.c.rank, ranked.c.place, ranked.c.date, ranked.c.fact)
    )


def _columns(query: TableQuery) -> Select[Any]:
    """Inspection, cell and group of every row in scope, before any order."""
    i, c = inspections.c, cells.c
    cell = and_(c.inspection == i.id, c.measure == _measure(query), *_cell_filters(query))
    statement = select(
        i.id.label("inspection"),
        i.place,
        i.date,
        c.id.label("fact"),
        c.number,
        _grouped(query).label("grouped"),
    ).where(*_inspection_filters(query))
    # Inspections as such stay in where the cell is missing; a list of cells is a list of cells.
    keep = query.rows == "inspection" and not query.conditions and not query.ratings
    return statement.select_from(inspections.join(cells, cell, isouter=keep))


def _measure(query: TableQuery) -> str:
    if query.rows != "inspection":
        return _MEASURES[query.rows]
    return {"rating": "rating", "overall_rating": "overall_rating"}.get(query.measure, "score")


def _cell_filters(query: TableQuery) -> list[ColumnElement[bool]]:
    c = cells.c
    found: list[ColumnElement[bool]] = []
    if query.standards:
        found.append(c.standard.in_(query.standards))
    if query.key_questions:
        found.append(c.key_question.in_(query.key_questions))
    if query.ratings:
        found.append(c.value.in_(query.ratings))
    if query.addressee:
        found.append(c.addressee.contains(query.addressee, autoescape=True))
    found += [_limit(c.number, each) for each in query.conditions]
    return found


def _limit(column: ColumnElement[Any], condition: Condition) -> ColumnElement[bool]:
    limited: ColumnElement[bool] = OPERATORS[condition.operator](column, condition.number)
    return limited


def _inspection_filters(query: TableQuery) -> list[ColumnElement[bool]]:
    i = inspections.c
    found: list[ColumnElement[bool]] = [i.kind == query.kind]
    if query.places:
        found.append(i.place.in_([p.name for p in query.places]))
    if query.excluded:
        found.append(i.place.not_in(query.excluded))
    if query.regions:
        found.append(i.region.in_(query.regions))
    if query.scheme:
        found.append(i.scheme == query.scheme)
    for wanted, column in (
        (query.newest, i.newest),
        (query.held, i.held),
        (query.listed, i.listed),
    ):
        if wanted:
            found.append(column == 1)
    if query.since:
        # ISO text compares: a coarse date ("2024-10") counts as the first day of its month.
        found.append(i.date >= query.since)
    if query.until:
        found += [i.date < query.until, i.date != ""]
    if query.dates and len(query.places) > 1:
        found.append(or_(_dated(query.dates), ~_place_dated(query)))
    elif query.dates:
        found.append(_dated(query.dates))
    if query.reports:
        named = and_(sources.c.inspection == i.id, sources.c.report.in_(query.reports))
        found.append(exists().where(named))
    return found


def _dated(dates: Sequence[str], of: FromClause = inspections) -> ColumnElement[bool]:
    """Dates are equal where one is the beginning of the other (CONTRACT.md)."""
    date = periods.c.date
    # An inspection without a date is of none, though "" begins every text.
    fits = [
        or_(
            date == asked,
            and_(
                periods.c.whole == 0,
                or_(
                    date.startswith(asked, autoescape=True),
                    and_(date != "", func.instr(asked, date) == 1),
                ),
            ),
        )
        for asked in dates
    ]
    return exists().where(and_(periods.c.inspection == of.c.id, or_(*fits)))


def _place_dated(query: TableQuery) -> ColumnElement[bool]:
    """Whether the place has an inspection of these dates at all.

    A year said of one of several places ("Sheffield 2023, Leeds and York") binds that one alone.
    """
    same = inspections.alias("same")
    dated = _dated(query.dates, same)
    return exists().where(
        and_(same.c.place == inspections.c.place, same.c.kind == query.kind, dated)
    )


def _grouped(query: TableQuery) -> ColumnElement[Any]:
    i, c = inspections.c, cells.c
    month = func.substr(i.date, 6, 2)
    columns: dict[str, ColumnElement[Any]] = {
        "region": i.region,
        "place": i.place,
        "standard": c.standard,
        "rating": c.value,
        "key_question": c.key_question,
        "addressee": c.addressee,
        "score": c.number,
        "year": func.substr(i.date, 1, 4),
        "half": func.substr(i.date, 1, 4)
        + case((month == "", ""), (month <= "06", "-1"), else_="-2"),
        "month": func.substr(i.date, 1, 7),
    }
    return columns[query.group_by] if query.group_by else func.nullif(1, 1)

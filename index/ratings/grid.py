"""A table with known sums and counts in numbers, and what those rule out row by row and column by
column. The lowest value of a column is bit 0, and what a cell may have is a mask of such bits.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

Cell = tuple[str, str]
"""Row and column."""
Counts = tuple[int | None, ...]
"""By bit, how many cells of a column have this value; None where that is not known."""


class Problem(NamedTuple):
    """A table, and what is known of it. Rows and columns exist by their cells; gaps are allowed."""

    domains: Mapping[Cell, frozenset[int]]
    """The values that a cell may have; a cell that was read has one."""
    totals: Mapping[str, int]
    """Row -> the sum of its cells. A row that is not named may have any sum."""
    counts: Mapping[str, Mapping[int, int]]
    """Column -> value -> how many cells of the column have it. A value that is not named may occur
    any number of times."""


class Grid(NamedTuple):
    """A problem in numbers."""

    names: tuple[Cell, ...]
    masks: tuple[int, ...]
    lows: tuple[int, ...]
    """By cell, the value that bit 0 stands for."""
    places: tuple[tuple[int, int], ...]
    """By cell, its row and column."""
    rows: tuple[tuple[int, ...], ...]
    """The cells of each row, by column."""
    columns: tuple[tuple[int, ...], ...]
    totals: tuple[int | None, ...]
    """By row, the sum of its bits; None where that is not known."""
    counts: tuple[Counts, ...]

    def fixing(self, column: int, bit: int, count: int) -> "Grid":
        """The same grid with one more count of a column known."""
        counts = list(self.counts[column])
        counts[bit] = count
        known = _completed(counts, len(self.columns[column]))
        return self._replace(counts=(*self.counts[:column], known, *self.counts[column + 1 :]))


def read_grid(problem: Problem) -> Grid | None:
    """The problem in numbers; None where a domain is empty or something absent would count.

    The order of the mappings makes no difference. Rows with a high total come first.
    """
    by_row: dict[str, list[Cell]] = {}
    values: dict[str, set[int]] = {}
    for name in sorted(problem.domains):
        by_row.setdefault(name[0], []).append(name)
        values.setdefault(name[1], set()).update(problem.domains[name])
    absent_row = any(total for row, total in problem.totals.items() if row not in by_row)
    absent_value = any(
        count and value not in values.get(column, ())
        for column, counts in problem.counts.items()
        for value, count in counts.items()
    )
    if absent_row or absent_value or not all(problem.domains.values()):
        return None
    order = sorted(by_row, key=lambda row: (-problem.totals.get(row, 0), row))
    return _numbered(problem, {row: by_row[row] for row in order}, values)


def _numbered(
    problem: Problem, by_row: Mapping[str, Sequence[Cell]], values: Mapping[str, Collection[int]]
) -> Grid:
    names = [name for row in by_row.values() for name in row]
    number = {name: i for i, name in enumerate(names)}
    row_number = {row: i for i, row in enumerate(by_row)}
    column_number = {column: i for i, column in enumerate(sorted(values))}
    lows = {column: min(values[column]) for column in values}
    columns = [tuple(number[n] for n in names if n[1] == column) for column in column_number]
    counts = []
    for column, cells in zip(column_number, columns, strict=True):
        given, span = problem.counts.get(column, {}), range(lows[column], max(values[column]) + 1)
        known = [given.get(v) if v in values[column] else 0 for v in span]
        counts.append(_completed(known, len(cells)))
    return Grid(
        names=tuple(names),
        masks=tuple(sum(1 << v - lows[c] for v in problem.domains[r, c]) for r, c in names),
        lows=tuple(lows[column] for _, column in names),
        places=tuple((row_number[row], column_number[column]) for row, column in names),
        rows=tuple(tuple(number[name] for name in cells) for cells in by_row.values()),
        columns=tuple(columns),
        totals=tuple(
            problem.totals[row] - sum(lows[c] for _, c in by_row[row])
            if row in problem.totals
            else None
            for row in by_row
        ),
        counts=tuple(counts),
    )


def _completed(counts: Sequence[int | None], cells: int) -> Counts:
    """The counts, and the last one from the others where only one is not known."""
    if counts.count(None) != 1:
        return tuple(counts)
    rest = cells - sum(count or 0 for count in counts)
    return tuple(rest if count is None else count for count in counts)


def narrowed(grid: Grid, masks: Sequence[int], changed: Iterable[int]) -> list[int] | None:
    """The masks without what sums and counts rule out, once some cells have changed.

    None where a cell has no value left.
    """
    found = list(masks)
    dirty_rows = {grid.places[cell][0] for cell in changed}
    dirty_columns = {grid.places[cell][1] for cell in changed}
    while dirty_rows or dirty_columns:
        if dirty_rows:
            row = dirty_rows.pop()
            cells = grid.rows[row]
            kept = _fit_total([found[cell] for cell in cells], grid.totals[row])
        else:
            column = dirty_columns.pop()
            cells = grid.columns[column]
            kept = _fit_counts([found[cell] for cell in cells], grid.counts[column])
        for cell, mask in zip(cells, kept, strict=True):
            if not mask:
                return None
            if mask != found[cell]:
                found[cell] = mask
                dirty_rows.add(grid.places[cell][0])
                dirty_columns.add(grid.places[cell][1])
    return found


def _fit_total(masks: list[int], total: int | None) -> list[int]:
    """For each cell the values that the others can make up to the total: exact, by sums."""
    if total is None:
        return masks
    # Bit s: the cells before this one must add up to s if the rest is to reach the total.
    wanted = [1 << total if total >= 0 else 0]
    for mask in reversed(masks):
        wanted.append(union(wanted[-1] >> bit for bit in bits(mask)))
    made, kept = 1, []
    for mask, goal in zip(masks, wanted[-2::-1], strict=True):
        fitting = [bit for bit in bits(mask) if made << bit & goal]
        kept.append(union(1 << bit for bit in fitting))
        made = union(made << bit & goal for bit in fitting)
    return kept


def _fit_counts(masks: list[int], counts: Counts) -> list[int]:
    """The masks once a value has all its cells, or needs all that can have it."""
    known = sum(count or 0 for count in counts)
    if known > len(masks) or (None not in counts and known < len(masks)):
        return [0] * len(masks)
    for bit, count in enumerate(counts):
        if count is None:
            continue
        value = 1 << bit
        able = sum(1 for mask in masks if mask & value)
        certain = masks.count(value)
        if not certain <= count <= able:
            return [0] * len(masks)
        if able == count:
            masks = [value if mask & value else mask for mask in masks]
        elif certain == count:
            masks = [mask if mask == value else mask & ~value for mask in masks]
    return masks


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, from the lowest."""
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1


def union(masks: Iterable[int]) -> int:
    """Every bit that is set in one of them."""
    return reduce(or_, masks, 0)

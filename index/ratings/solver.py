"""Which values the cells of a table can have, where sums of rows and counts of columns are known.

An annual report prints its ratings as coloured dots, which its text loses; each row's composite
score and how many places have which rating survive. What every table that fits them agrees on is
forced, the rest is open. The search is exact and knows neither chance nor clock: sums and counts
are propagated, a flow shows early where nothing fits, and what the flow gets wrong is branched on.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

BUDGET = 20_000
"""Search steps."""
FIRST_LIMIT = 32
"""Search steps for one value in the first round. Each round after it allows eight times as many,
so that one hard cell cannot use up what the easy ones need."""

Cell = tuple[str, str]
"""Row and column."""


class Problem(NamedTuple):
    """A table, and what is known of it. Rows and columns exist by their cells; gaps are allowed."""

    domains: Mapping[Cell, frozenset[int]]
    """The values that a cell may have; a cell that was read has one."""
    totals: Mapping[str, int]
    """Row -> the sum of its cells. A row that is not named may have any sum."""
    counts: Mapping[str, Mapping[int, int]]
    """Column -> value -> how many cells of the column have it. A value that is not named may occur
    any number of times."""


class Solution(NamedTuple):
    """What the tables that fit a problem have in common."""

    values: Mapping[Cell, frozenset[int]]
    """The values that a cell has in at least one table that fits: one is forced, several are open.
    As given where nothing fits, and where the budget ran out before any table was found."""
    consistent: bool
    """False where it is proven that no table fits: what was given contradicts itself."""
    exhausted: bool
    """The budget ran out, and a value may be kept that no table has. What is gone is proven."""


def solve(problem: Problem, budget: int = BUDGET) -> Solution:
    """The values that each cell can have. `budget` counts search steps, not time."""
    given = dict(problem.domains)
    grid = _grid(problem)
    root = None if grid is None else _narrowed(grid, grid.masks, range(len(grid.masks)))
    if grid is None or root is None:
        return Solution(given, consistent=False, exhausted=False)
    search = _Search(grid, budget)
    first = search.find(root, [0] * len(grid.rows), budget)
    if first is None:
        return Solution(given, consistent=search.cut_short, exhausted=search.cut_short)
    decided = _settle(grid, search, root, first)
    values = {
        name: frozenset(bit + low for bit in _bits(mask))
        for name, low, mask in zip(grid.names, grid.lows, root, strict=True)
    }
    return Solution({name: values[name] for name in given}, True, exhausted=not decided)


class _Grid(NamedTuple):
    """A problem in numbers: values count from the lowest of their column, sets of them are bits.

    A slot is a level of a column (at least 1, at least 2, …). A cell with value 2 takes its first
    two, so a row takes as many slots as its total, and a slot as many rows as have that level.
    """

    names: tuple[Cell, ...]
    masks: tuple[int, ...]
    lows: tuple[int, ...]
    """By cell, the value that bit 0 stands for."""
    places: tuple[tuple[int, int], ...]
    """By cell, its row and column."""
    shifts: tuple[int, ...]
    """By cell, the first slot of its column."""
    twins: tuple[int, ...]
    """By cell, the same cell of the first row that is like its own: what one can have, both can."""
    rows: tuple[tuple[int, ...], ...]
    """The cells of each row, by column."""
    columns: tuple[tuple[int, ...], ...]
    totals: tuple[int | None, ...]
    counts: tuple[Mapping[int, int], ...]
    slots: tuple[tuple[int, int], ...]
    """The fewest and the most rows that may take a slot."""
    heights: tuple[int, ...]
    """By column, how many slots it has."""


def _grid(problem: Problem) -> _Grid | None:
    """The problem in numbers; None where a domain is empty or something absent would count."""
    by_row: dict[str, list[Cell]] = {}
    by_column: dict[str, list[Cell]] = {}
    for name in sorted(problem.domains):
        by_row.setdefault(name[0], []).append(name)
        by_column.setdefault(name[1], []).append(name)
    absent_row = any(total for row, total in problem.totals.items() if row not in by_row)
    found = {c: set().union(*(problem.domains[n] for n in by_column[c])) for c in by_column}
    absent_value = any(
        number and value not in found.get(column, ())
        for column, counts in problem.counts.items()
        for value, number in counts.items()
    )
    if absent_row or absent_value or not all(problem.domains.values()):
        return None
    # The order of the mappings must not show in the answer; rows that need much are filled first.
    by_row = dict(sorted(by_row.items(), key=lambda kv: (-problem.totals.get(kv[0], 0), kv[0])))
    return _numbered(problem, by_row, by_column, {c: min(v) for c, v in found.items()})


def _numbered(
    problem: Problem,
    by_row: Mapping[str, Sequence[Cell]],
    by_column: Mapping[str, Sequence[Cell]],
    lows: Mapping[str, int],
) -> _Grid:
    names = [name for row in by_row.values() for name in row]
    number = {name: i for i, name in enumerate(names)}
    row_number = {row: i for i, row in enumerate(by_row)}
    column_number = {column: i for i, column in enumerate(by_column)}
    masks = [sum(1 << v - lows[name[1]] for v in problem.domains[name]) for name in names]
    columns = [tuple(number[name] for name in cells) for cells in by_column.values()]
    counts = [
        {v - lows[c]: n for v, n in problem.counts.get(c, {}).items() if v >= lows[c]}
        for c in by_column
    ]
    totals = [
        None if row not in problem.totals else problem.totals[row] - sum(lows[c] for _, c in cells)
        for row, cells in by_row.items()
    ]
    slots: list[tuple[int, int]] = []
    starts, heights = [], []
    for cells, known in zip(columns, counts, strict=True):
        starts.append(len(slots))
        slots += _levels([masks[cell] for cell in cells], known)
        heights.append(len(slots) - starts[-1])
    rows = [tuple(number[name] for name in cells) for cells in by_row.values()]
    firsts: dict[object, tuple[int, ...]] = {}
    twins: list[int] = []
    for total, cells in zip(totals, rows, strict=True):
        kind = (total, tuple((names[cell][1], masks[cell]) for cell in cells))
        twins += firsts.setdefault(kind, cells)
    return _Grid(
        names=tuple(names),
        masks=tuple(masks),
        lows=tuple(lows[column] for _, column in names),
        places=tuple((row_number[row], column_number[column]) for row, column in names),
        shifts=tuple(starts[column_number[column]] for _, column in names),
        twins=tuple(twins),
        rows=tuple(rows),
        columns=tuple(columns),
        totals=tuple(totals),
        counts=tuple(counts),
        slots=tuple(slots),
        heights=tuple(heights),
    )


def _levels(masks: Sequence[int], counts: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """For each level of a column from 1, the fewest and the most cells that may reach it."""
    values = range(max(mask.bit_length() for mask in masks))
    free = [v for v in values if v not in counts]
    for level in values[1:]:
        above = sum(counts.get(v, 0) for v in values[level:])
        below = sum(counts.get(v, 0) for v in values[:level])
        room = len(masks) - below
        fewest = above if any(v < level for v in free) else max(above, room)
        most = room if any(v >= level for v in free) else min(above, room)
        yield fewest, most


def _narrowed(grid: _Grid, masks: Sequence[int], changed: Iterable[int]) -> list[int] | None:
    """The masks without what sums and counts rule out, once some cells have changed.

    None where a cell has no value left.
    """
    found = list(masks)
    dirty_rows = {grid.places[cell][0] for cell in changed}
    dirty_columns = {grid.places[cell][1] for cell in changed}
    while dirty_rows or dirty_columns:
        if dirty_rows:
            row = dirty_rows.pop()
            cells, narrowed = grid.rows[row], _fit_row(grid, found, row)
        else:
            column = dirty_columns.pop()
            cells, narrowed = grid.columns[column], _fit_column(grid, found, column)
        for cell, mask in zip(cells, narrowed, strict=True):
            if not mask:
                return None
            if mask != found[cell]:
                found[cell] = mask
                dirty_rows.add(grid.places[cell][0])
                dirty_columns.add(grid.places[cell][1])
    return found


def _fit_row(grid: _Grid, masks: Sequence[int], row: int) -> list[int]:
    """The values of each cell that the others can make up to the row's total: exact, by sums."""
    old, total = [masks[cell] for cell in grid.rows[row]], grid.totals[row]
    if total is None:
        return old
    # Bit s: the cells before this one must add up to s if the rest is to reach the total.
    wanted = [1 << total if total >= 0 else 0]
    for mask in reversed(old):
        wanted.append(_union(wanted[-1] >> bit for bit in _bits(mask)))
    made, narrowed = 1, []
    for mask, goal in zip(old, wanted[-2::-1], strict=True):
        kept = [bit for bit in _bits(mask) if made << bit & goal]
        narrowed.append(_union(1 << bit for bit in kept))
        made = _union(made << bit & goal for bit in kept)
    return narrowed


def _fit_column(grid: _Grid, masks: Sequence[int], column: int) -> list[int]:
    """The values of each cell once a value has all its cells, or needs all that can have it."""
    narrowed = [masks[cell] for cell in grid.columns[column]]
    for bit, count in grid.counts[column].items():
        value = 1 << bit
        able = sum(1 for mask in narrowed if mask & value)
        if able < count or narrowed.count(value) > count:
            return [0] * len(narrowed)
        if able == count:
            narrowed = [value if mask & value else mask for mask in narrowed]
        elif narrowed.count(value) == count:
            narrowed = [mask if mask == value else mask & ~value for mask in narrowed]
    return narrowed


class _Flow:
    """Which slots each row takes: totals and levels are kept, the order of a cell's slots is not.

    Nodes are the rows and, after them, the slots. `repair` adds and takes arcs along alternating
    paths, as in any maximum flow; where no path is left, no table fits.
    """

    def __init__(self, grid: _Grid, masks: Sequence[int], guess: Sequence[int]) -> None:
        self.rows = len(grid.rows)
        self.must, self.may = [], []
        for cells in grid.rows:
            must = may = 0
            for cell in cells:
                must |= _filled((masks[cell] & -masks[cell]).bit_length() - 1) << grid.shifts[cell]
                may |= _filled(masks[cell].bit_length() - 1) << grid.shifts[cell]
            self.must.append(must)
            self.may.append(may)
        self.taken = [
            g & may | must for g, may, must in zip(guess, self.may, self.must, strict=True)
        ]
        self.bottom = _union(1 << shift for shift in grid.shifts)
        slots = range(len(grid.slots))
        self.degree = [taken.bit_count() for taken in self.taken]
        self.degree += [sum(taken >> slot & 1 for taken in self.taken) for slot in slots]
        self.fewest = [total or 0 for total in grid.totals] + [few for few, _ in grid.slots]
        self.most = [len(slots) if total is None else total for total in grid.totals]
        self.most += [most for _, most in grid.slots]

    def repair(self) -> bool:
        """Bring every row and slot within its bounds; False where that cannot be."""
        for node in range(len(self.degree)):
            while self.degree[node] < self.fewest[node]:
                if not (self._shift(node, True, tidy=True) or self._shift(node, True, tidy=False)):
                    return False
            while self.degree[node] > self.most[node]:
                if not (self._shift(node, False, tidy=True) or self._shift(node, False, tidy=False)):
                    return False
        return True

    def _shift(self, start: int, grow: bool, tidy: bool) -> bool:
        """One arc more, or one less, for a node; others make up for it. False where none can."""
        came_from = {start: start}
        queue = deque([start])
        while queue:
            node = queue.popleft()
            adding = ((node < self.rows) == (start < self.rows)) == grow
            for other in self._arcs(node, adding, tidy):
                if other in came_from:
                    continue
                came_from[other] = node
                if adding and self.degree[other] < self.most[other]:
                    return self._apply(came_from, other, grow, 1)
                if not adding and self.degree[other] > self.fewest[other]:
                    return self._apply(came_from, other, grow, -1)
                queue.append(other)
        return False

    def _arcs(self, node: int, adding: bool, tidy: bool) -> Iterator[int]:
        """The other ends of the arcs that may be added to a node, or taken from it."""
        if node < self.rows:
            yield from (self.rows + slot for slot in _bits(self._free(node, adding, tidy)))
            return
        slot = 1 << node - self.rows
        for row in range(self.rows):
            if slot & self._free(row, adding, tidy):
                yield row

    def _free(self, row: int, adding: bool, tidy: bool) -> int:
        """The slots that a row may take, or give back; if tidy, only at the top of its cells."""
        taken = self.taken[row]
        if adding:
            free = self.may[row] & ~taken
            return free & (taken << 1 | self.bottom) if tidy else free
        free = taken & ~self.must[row]
        return free & ~((taken & ~self.bottom) >> 1) if tidy else free

    def _apply(self, came_from: Mapping[int, int], end: int, grow: bool, change: int) -> bool:
        self.degree[end] += change
        node = end
        while came_from[node] != node:
            before = came_from[node]
            row, slot = min(node, before), max(node, before) - self.rows
            self.taken[row] ^= 1 << slot
            node = before
        self.degree[node] += 1 if grow else -1
        return True


class _Search:
    """Looks for tables that fit, and remembers what it has proven fruitless."""

    def __init__(self, grid: _Grid, budget: int) -> None:
        self.grid = grid
        self.left = budget
        """Search steps left."""
        self.cut_short = False
        """Whether the last search ended for want of steps: then it proved nothing."""
        self._fruitless: set[tuple[object, ...]] = set()

    def find(self, root: Sequence[int], guess: Sequence[int], limit: int) -> list[int] | None:
        """A table within the masks, as slots by row, near to the guess; None where none was found.

        A state that was met before is skipped, whichever of the like rows stand in it: it was
        searched, or is about to be.
        """
        grid, met, stack = self.grid, set[tuple[object, ...]](), [(list(root), list(guess))]
        self.cut_short = False
        while stack:
            masks, near = stack.pop()
            state = self._state(masks)
            if state in met or state in self._fruitless:
                continue
            if not limit or not self.left:
                self.cut_short = True
                return None
            limit, self.left = limit - 1, self.left - 1
            met.add(state)
            flow = _Flow(grid, masks, near)
            if not flow.repair():
                continue
            flaw = _flaw(grid, masks, flow.taken)
            if flaw is None:
                return flow.taken
            cell, wanted = flaw
            for bit in wanted:
                child = _assumed(grid, masks, cell, bit)
                if child is not None:
                    stack.append((child, flow.taken))
        self._fruitless |= met
        return None

    def _state(self, masks: Sequence[int]) -> tuple[object, ...]:
        """What is left to find, the same whichever of several like rows is in question."""
        grid = self.grid
        rows = []
        for total, cells in zip(grid.totals, grid.rows, strict=True):
            # Every column has one bit more than slots, so the masks of a row fit side by side.
            packed = sum(masks[c] << grid.shifts[c] + grid.places[c][1] for c in cells)
            rows.append((-1 if total is None else total, packed))
        return tuple(sorted(rows))


def _flaw(grid: _Grid, masks: Sequence[int], taken: Sequence[int]) -> tuple[int, list[int]] | None:
    """A cell that the flow gets wrong, and its values, the likeliest last; None: the table fits."""
    worst: tuple[int, int, int] | None = None
    values = []
    for cell, mask in enumerate(masks):
        pattern = _pattern(grid, taken, cell)
        values.append(pattern.bit_length())
        if pattern & pattern + 1 or not mask >> values[-1] & 1:
            worst = min(
                worst or (mask.bit_count(), cell, pattern), (mask.bit_count(), cell, pattern)
            )
    if worst:
        _, cell, pattern = worst
        return cell, sorted(
            _bits(masks[cell]), key=lambda bit: -(_filled(bit) ^ pattern).bit_count()
        )
    for cells, counts in zip(grid.columns, grid.counts, strict=True):
        missing = {bit: n - sum(values[c] == bit for c in cells) for bit, n in counts.items()}
        if any(missing.values()):
            open_cells = [c for c in cells if masks[c].bit_count() > 1]
            cell = min(open_cells, key=lambda c: missing.get(values[c], 0))
            return cell, sorted(_bits(masks[cell]), key=lambda bit: missing.get(bit, 0))
    return None


def _settle(grid: _Grid, search: _Search, root: list[int], table: Sequence[int]) -> bool:
    """Take from `root` every value that no table has, starting from one table that fits.

    False where the budget ran out before all was decided.
    """
    shown = [0] * len(root)
    _show(grid, shown, table)
    firsts = sorted(set(grid.twins))
    limit = FIRST_LIMIT
    while search.left and any(root[cell] != shown[cell] for cell in firsts):
        for cell in firsts:
            for bit in _bits(root[cell] & ~shown[cell]):
                if not (root[cell] & ~shown[cell]) >> bit & 1:
                    continue  # decided by the way
                near = _assumed(grid, root, cell, bit)
                found = near and search.find(near, table, limit)
                if found:
                    table = found
                    _show(grid, shown, table)
                elif near is None or not search.cut_short:
                    _forbid(grid, root, cell, bit)
        limit *= 8
    return all(root[cell] == shown[cell] for cell in firsts)


def _show(grid: _Grid, shown: list[int], table: Sequence[int]) -> None:
    """Every value of a table that fits is possible, in its cell and in all that are like it."""
    for cell, first in enumerate(grid.twins):
        shown[first] |= 1 << _pattern(grid, table, cell).bit_length()


def _forbid(grid: _Grid, root: list[int], first: int, bit: int) -> None:
    """Take a value from a cell and from all that are like it, and what follows from that."""
    like = [cell for cell, twin in enumerate(grid.twins) if twin == first]
    for cell in like:
        root[cell] &= ~(1 << bit)
    # A table that fits is known, so something is left in every cell.
    root[:] = _narrowed(grid, root, like) or root


def _assumed(grid: _Grid, masks: Sequence[int], cell: int, bit: int) -> list[int] | None:
    """The masks if a cell had this value; None where nothing would fit."""
    changed = [*masks]
    changed[cell] = 1 << bit
    return _narrowed(grid, changed, [cell])


def _pattern(grid: _Grid, taken: Sequence[int], cell: int) -> int:
    """The slots of its column that a cell takes, the lowest level first."""
    row, column = grid.places[cell]
    return taken[row] >> grid.shifts[cell] & _filled(grid.heights[column])


def _filled(levels: int) -> int:
    return (1 << levels) - 1


def _bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, from the lowest."""
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1


def _union(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)

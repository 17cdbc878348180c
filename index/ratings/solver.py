"""Which values the cells of a table can have, where sums of rows and counts of columns are known.

An annual report prints its ratings as coloured dots, which its text loses; each row's composite
score and how many places have which rating survive. What every table that fits them agrees on is
forced, the rest is open. The search is exact and knows neither chance nor clock: sums and counts
are propagated, a flow shows early where nothing fits, and what the flow gets wrong is branched on.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from index.ratings.flow import Flow, Taken, filled
from index.ratings.grid import Cell, Grid, Problem, bits, narrowed, read_grid

__all__ = ["BUDGET", "Cell", "Problem", "Solution", "solve"]

BUDGET = 5_000
"""Search steps. The 24 places by 7 standards of 2024 need some 60. A made-up table of 100 by 9
needs some 1,000, about a millisecond each, or more than these where few counts are known."""
FIRST_LIMIT = 32
"""Search steps for one value in the first round. Each round after it allows eight times as many,
so that one hard cell cannot use up what the easy ones need."""

_State = tuple[object, ...]


class _Node(NamedTuple):
    """Tables to search: what is known of them by now, and where to look first."""

    grid: Grid
    masks: Sequence[int]
    changed: Sequence[int]
    """Cells whose consequences have not been drawn yet."""
    near: Taken


class Solution(NamedTuple):
    """What the tables that fit a problem have in common."""

    values: Mapping[Cell, frozenset[int]]
    """The values that a cell has in at least one table that fits: one is forced, several are open.
    As given where nothing fits, and where the budget ran out before any table was found."""
    consistent: bool
    """False where it is proven that no table fits: what was given contradicts itself."""
    exhausted: bool
    """The budget ran out, and a value may be kept that no table has. What is gone is proven."""


class _Table(NamedTuple):
    """A table that fits."""

    taken: Taken
    values: Sequence[int]
    """By cell, the number of its bit."""


def solve(problem: Problem, budget: int = BUDGET) -> Solution:
    """The values that each cell can have. `budget` counts search steps, not time."""
    given = dict(problem.domains)
    grid = read_grid(problem)
    root = grid and narrowed(grid, grid.masks, range(len(grid.masks)))
    if grid is None or root is None:
        return Solution(given, consistent=False, exhausted=False)
    search = _Search(grid, budget)
    first = search.find(_Node(grid, root, (), [0] * len(grid.rows)), budget)
    if first is None:
        return Solution(given, consistent=search.cut_short, exhausted=search.cut_short)
    decided = _settle(search, root, first)
    values = {
        name: frozenset(bit + low for bit in bits(mask))
        for name, low, mask in zip(grid.names, grid.lows, root, strict=True)
    }
    return Solution({name: values[name] for name in given}, True, exhausted=not decided)


class _Search:
    """Looks for tables that fit, and remembers what it has proven fruitless."""

    def __init__(self, grid: Grid, budget: int) -> None:
        self.grid = grid
        self.left = budget
        """Search steps left."""
        self.cut_short = False
        """Whether the last search ended for want of steps: then it proved nothing."""
        self._fruitless: set[_State] = set()

    def find(self, root: _Node, limit: int) -> _Table | None:
        """A table of those in a node, near to its guess; None where none was found."""
        stack = [root]
        met: set[_State] = set()
        self.cut_short = False
        while stack:
            if not limit or not self.left:
                self.cut_short = True
                return None
            limit, self.left = limit - 1, self.left - 1
            node = stack.pop()
            masks = narrowed(node.grid, node.masks, node.changed)
            if masks is None:
                continue
            state = _state(node.grid, masks)
            # Met before, maybe with like rows changed about: it was searched, or is about to be.
            if state in met or state in self._fruitless:
                continue
            met.add(state)
            flow = Flow(node.grid, masks, node.near)
            if not flow.repair():
                continue
            branches = _branches(node.grid, masks, flow)
            if not branches:
                return _Table(flow.taken, [p.bit_length() for p in flow.patterns()])
            stack += reversed(branches)
        self._fruitless |= met
        return None


def _state(grid: Grid, masks: Sequence[int]) -> _State:
    """What is left to find, the same whichever of several like rows is in question."""
    rows = []
    for total, cells in zip(grid.totals, grid.rows, strict=True):
        key = tuple((grid.places[cell][1], masks[cell]) for cell in cells)
        rows.append((-1 if total is None else total, key))
    return grid.counts, tuple(sorted(rows))


def _branches(grid: Grid, masks: list[int], flow: Flow) -> list[_Node]:
    """What the flow gets wrong, in every way that it could be right; empty where it is a table.

    The way nearest to the flow comes first.
    """
    patterns = flow.patterns()
    values = [pattern.bit_length() for pattern in patterns]
    wrong = [
        cell
        for cell, (pattern, value) in enumerate(zip(patterns, values, strict=True))
        if pattern != filled(value) or not masks[cell] >> value & 1
    ]
    if wrong:
        cell = min(wrong, key=lambda cell: (masks[cell].bit_count(), cell))
        levels = patterns[cell]
        order = sorted(bits(masks[cell]), key=lambda bit: (filled(bit) ^ levels).bit_count())
        return [_assuming(grid, masks, cell, bit, flow.taken) for bit in order]
    for column, (cells, counts) in enumerate(zip(grid.columns, grid.counts, strict=True)):
        have = [sum(values[cell] == bit for cell in cells) for bit in range(len(counts))]
        if any(count not in (None, n) for count, n in zip(counts, have, strict=True)):
            # The levels do not bind a column of which only values in the middle are counted.
            bit = counts.index(None)
            room = len(cells) - sum(count or 0 for count in counts)
            order = sorted(range(room + 1), key=lambda count: abs(count - have[bit]))
            grids = [grid.fixing(column, bit, count) for count in order]
            return [_Node(fixed, masks, cells, flow.taken) for fixed in grids]
    return []


def _assuming(grid: Grid, masks: Sequence[int], cell: int, bit: int, near: Taken) -> _Node:
    """The tables in which a cell has this value."""
    return _Node(grid, [*masks[:cell], 1 << bit, *masks[cell + 1 :]], [cell], near)


def _settle(search: _Search, root: list[int], table: _Table) -> bool:
    """Take from `root` every value that no table has, starting from one table that fits.

    False where the budget ran out before all was decided.
    """
    grid, alike = search.grid, _alike(search.grid)
    shown = [0] * len(root)
    _show(shown, alike, table)
    limit = FIRST_LIMIT
    while search.left and any(root[cell] != shown[cell] for cell in alike):
        for cell in alike:
            for bit in bits(root[cell] & ~shown[cell]):
                if not (root[cell] & ~shown[cell]) >> bit & 1:
                    continue  # decided by the way, with another value
                found = search.find(_assuming(grid, root, cell, bit, table.taken), limit)
                if found:
                    table = found
                    _show(shown, alike, table)
                elif not search.cut_short:
                    _forbid(grid, root, alike[cell], bit)
        limit *= 8
    return all(root[cell] == shown[cell] for cell in alike)


def _alike(grid: Grid) -> dict[int, list[int]]:
    """Cells that can have the same values because their rows are alike, by the first of them."""
    rows: dict[_State, tuple[int, ...]] = {}
    alike: dict[int, list[int]] = {}
    for total, cells in zip(grid.totals, grid.rows, strict=True):
        kind = (total, *((grid.places[cell][1], grid.masks[cell]) for cell in cells))
        for first, cell in zip(rows.setdefault(kind, cells), cells, strict=True):
            alike.setdefault(first, []).append(cell)
    return alike


def _show(shown: list[int], alike: Mapping[int, Sequence[int]], table: _Table) -> None:
    """The values of a table that fits are possible, in their cells and in all that are alike."""
    for first, cells in alike.items():
        for cell in cells:
            shown[first] |= 1 << table.values[cell]


def _forbid(grid: Grid, root: list[int], cells: Sequence[int], bit: int) -> None:
    """Take a value from cells that are alike, and what follows from that."""
    for cell in cells:
        root[cell] &= ~(1 << bit)
    # A table that fits is known, so something is left in every cell.
    root[:] = narrowed(grid, root, cells) or root

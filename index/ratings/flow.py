"""A table that keeps the sums of its rows and the levels of its columns, as a flow finds it.

A slot is a level of a column: at least 1, at least 2, and so on. A cell with value 2 takes the
first two, so a row takes as many slots as its total, and a slot as many rows as have that level.
That a cell takes its slots from the bottom is not kept, and so there is a flow wherever there is a
table: where there is none, nothing fits. With two values to a column a flow is a table.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from index.ratings.grid import Counts, Grid, bits, union

Taken = Sequence[int]
"""By row, the slots that it takes, as bits."""


class Flow:
    """The slots that each row takes, brought within its bounds by `repair`.

    Nodes are the rows and, after them, the slots; an arc is a slot taken by a row.
    """

    def __init__(self, grid: Grid, masks: Sequence[int], guess: Taken) -> None:
        levels = [list(_levels(c, len(n))) for c, n in zip(grid.counts, grid.columns, strict=True)]
        slots = [bounds for column in levels for bounds in column]
        self._grid = grid
        self._starts = list(accumulate(map(len, levels), initial=0))
        self._bottoms = union(1 << start for start in self._starts)
        self._rows = len(grid.rows)
        self._must, self._may = [0] * self._rows, [0] * self._rows
        for mask, (row, column) in zip(masks, grid.places, strict=True):
            self._must[row] |= filled(next(bits(mask))) << self._starts[column]
            self._may[row] |= filled(mask.bit_length() - 1) << self._starts[column]
        self.taken = [
            slot & may | must for slot, may, must in zip(guess, self._may, self._must, strict=True)
        ]
        self._degree = [taken.bit_count() for taken in self.taken]
        self._degree += [sum(t >> slot & 1 for t in self.taken) for slot in range(len(slots))]
        self._fewest = [total or 0 for total in grid.totals] + [few for few, _ in slots]
        self._most = [len(slots) if total is None else total for total in grid.totals]
        self._most += [most for _, most in slots]

    def patterns(self) -> list[int]:
        """By cell, the slots that it takes, its lowest level as bit 0."""
        starts = self._starts
        return [
            self.taken[row] >> starts[column] & filled(starts[column + 1] - starts[column])
            for row, column in self._grid.places
        ]

    def repair(self) -> bool:
        """Bring every row and slot within its bounds; False where that cannot be."""
        for node in range(len(self._degree)):
            while self._degree[node] < self._fewest[node]:
                if not self._shift(node, grow=True):
                    return False
            while self._degree[node] > self._most[node]:
                if not self._shift(node, grow=False):
                    return False
        return True

    def _shift(self, start: int, grow: bool) -> bool:
        """Give a node one arc more, or take one; others make up for it. False where none can.

        Paths that leave every cell filled from the bottom come first: they end in a table.
        """
        for tidy in (True, False):
            came_from = {start: start}
            end = self._search(came_from, grow, tidy)
            if end is not None:
                self._apply(came_from, end, grow)
                return True
        return False

    def _search(self, came_from: dict[int, int], grow: bool, tidy: bool) -> int | None:
        """The end of a shortest alternating path, as in any maximum flow."""
        [start] = came_from
        queue = deque([start])
        while queue:
            node = queue.popleft()
            adding = ((node < self._rows) == (start < self._rows)) == grow
            for other in self._arcs(node, adding, tidy):
                if other in came_from:
                    continue
                came_from[other] = node
                degree = self._degree[other]
                if degree < self._most[other] if adding else degree > self._fewest[other]:
                    return other
                queue.append(other)
        return None

    def _arcs(self, node: int, adding: bool, tidy: bool) -> Iterator[int]:
        """The other ends of the arcs that may be added to a node, or taken from it."""
        if node < self._rows:
            yield from (self._rows + slot for slot in bits(self._free(node, adding, tidy)))
            return
        slot = 1 << node - self._rows
        for row in range(self._rows):
            if slot & self._free(row, adding, tidy):
                yield row

    def _free(self, row: int, adding: bool, tidy: bool) -> int:
        """The slots that a row may take, or give back; if tidy, only at the top of its cells."""
        taken = self.taken[row]
        if adding:
            free = self._may[row] & ~taken
            return free & (taken << 1 | self._bottoms) if tidy else free
        free = taken & ~self._must[row]
        return free & ~((taken & ~self._bottoms) >> 1) if tidy else free

    def _apply(self, came_from: Mapping[int, int], end: int, grow: bool) -> None:
        node, length = end, 0
        while came_from[node] != node:
            before = came_from[node]
            self.taken[min(node, before)] ^= 1 << max(node, before) - self._rows
            node, length = before, length + 1
        # Between the two ends every node gains an arc and loses one.
        self._degree[node] += 1 if grow else -1
        self._degree[end] += 1 if grow == (length % 2 == 1) else -1


def filled(levels: int) -> int:
    """The lowest slots of a column, so many of them."""
    return (1 << levels) - 1


def _levels(counts: Counts, cells: int) -> Iterator[tuple[int, int]]:
    """For each level of a column from 1, the fewest and the most cells that may reach it."""
    for level in range(1, len(counts)):
        below, above = counts[:level], counts[level:]
        least = sum(count or 0 for count in above)
        room = cells - sum(count or 0 for count in below)
        yield (
            least if None in below else max(least, room),
            room if None in above else min(least, room),
        )

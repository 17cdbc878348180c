"""Tables that rules draw: a grid of lines, its cells, and the words inside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.readers.pdf_lines import BULLETS
from ingest.readers.pdf_pages import PdfPage, Rule
from ingest.readers.pdf_words import PdfWord

_SNAP = 3.0
"""Points within which two lines are one, and within which lines meet."""
_LEAST_CELL = 4.0
"""Points: narrower cells are the two sides of one border."""
_FULL = 0.3
"""Share of the cells of a table that hold something, at least."""
_SHADED = 3
"""Rows of a table that is drawn by shading alone, at least: fewer are its head, or every other."""
_PROSE = 60
"""Words of a cell that is no cell but a part of the page's layout."""
_LIST = 2
"""Bullets in a cell that holds a list and is a part of the page's layout."""

Cells = list[list[list[PdfWord]]]


@dataclass(slots=True, eq=False)
class Table:
    """Rows of cells on one page; a cell is its words, in no certain order."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    rows: Cells
    columns: tuple[float, ...]
    """Left edges of the columns."""
    ruled: bool = True

    @property
    def words(self) -> Iterator[PdfWord]:
        """All words in it."""
        return (word for row in self.rows for cell in row for word in cell)


@dataclass(slots=True)
class _Mesh:
    """Lines that meet."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)


def grids(page: PdfPage, words: Sequence[PdfWord]) -> list[Table]:
    """The tables of a page that are drawn with lines both ways."""
    across = _joined([rule for rule in page.across if rule.end - rule.start >= _LEAST_CELL])
    down = _joined([rule for rule in page.down if rule.end - rule.start >= _LEAST_CELL])
    tables = []
    for mesh in _meshes(across, down):
        table = _table(mesh, page, words)
        if table is not None:
            tables.append(table)
    return _outermost(tables)


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Rules in one line that touch, as one; rules side by side within a hair, as one."""
    out: list[Rule] = []
    levels: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if levels and rule.at - levels[-1][-1].at <= 0.7 and rule.at - levels[-1][0].at <= _SNAP:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    for level in levels:
        at = sum(rule.at for rule in level) / len(level)
        last: Rule | None = None
        for rule in sorted(level, key=lambda rule: rule.start):
            if last is not None and rule.start <= last.end + _SNAP:
                end, drawn = max(last.end, rule.end), last.drawn or rule.drawn
                last = out[-1] = Rule(at, last.start, end, drawn)
            else:
                last = Rule(at, rule.start, rule.end, rule.drawn)
                out.append(last)
    return out


def _meshes(across: Sequence[Rule], down: Sequence[Rule]) -> list[_Mesh]:
    """Groups of rules that meet one another."""
    group = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, level in enumerate(across):
        for j, plumb in enumerate(down, start=len(across)):
            if (
                level.start - _SNAP <= plumb.at <= level.end + _SNAP
                and plumb.start - _SNAP <= level.at <= plumb.end + _SNAP
            ):
                group[root(j)] = root(i)
    found: dict[int, _Mesh] = {}
    for i, level in enumerate(across):
        found.setdefault(root(i), _Mesh()).across.append(level)
    for j, plumb in enumerate(down, start=len(across)):
        found.setdefault(root(j), _Mesh()).down.append(plumb)
    return [mesh for mesh in found.values() if len(mesh.across) >= 2 and mesh.down]


def _table(mesh: _Mesh, page: PdfPage, words: Sequence[PdfWord]) -> Table | None:
    left = min(rule.start for rule in mesh.across)
    right = max(rule.end for rule in mesh.across)
    head = min(min(rule.start for rule in mesh.down), mesh.across[0].at)
    foot = max(max(rule.end for rule in mesh.down), mesh.across[-1].at)
    xs = _places([left, right, *(rule.at for rule in mesh.down)])
    ys = _places([head, foot, *(rule.at for rule in mesh.across)])
    if len(xs) < 3 or len(ys) < 2:
        return None
    inside = [
        word
        for word in words
        if xs[0] - 1 <= word.centre <= xs[-1] + 1 and ys[0] - 1 <= word.middle <= ys[-1] + 1
    ]
    rows = _cells(mesh, xs, ys, inside)
    rows = [row for row in rows if any(row)]
    if len(rows) < _SHADED and not any(rule.drawn for rule in mesh.down):
        return None
    rows, columns = _without_empty(rows, xs)
    if not rows or len(columns) < 2 or not _is_table(rows):
        return None
    return Table(page.number, xs[0], ys[0], xs[-1], ys[-1], rows, columns)


def _places(values: Sequence[float]) -> list[float]:
    """Distinct places in order; those nearer than the narrowest cell are one."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _LEAST_CELL:
            out.append(value)
    return out


def _cells(
    mesh: _Mesh, xs: Sequence[float], ys: Sequence[float], words: Sequence[PdfWord]
) -> Cells:
    """The words by cell; a cell over several columns or rows is its first, the others are empty."""
    wide, high = len(xs) - 1, len(ys) - 1
    owner = [[(i, j) for j in range(wide)] for i in range(high)]
    for i in range(high):
        y = (ys[i] + ys[i + 1]) / 2
        for j in range(1, wide):
            if not _crosses(mesh.down, xs[j], y):
                owner[i][j] = owner[i][j - 1]
    for i in range(1, high):
        for j in range(wide):
            x = (xs[j] + xs[j + 1]) / 2
            if not _crosses(mesh.across, ys[i], x) and owner[i][j] == (i, j):
                owner[i][j] = owner[i - 1][j]
    rows: Cells = [[[] for _ in range(wide)] for _ in range(high)]
    for word in words:
        i = _slot(ys, word.middle)
        j = _slot(xs, word.centre if word.text else (word.x0 + word.x1) / 2)
        a, b = owner[i][j]
        rows[a][b].append(word)
    return rows


def _crosses(rules: Sequence[Rule], at: float, through: float) -> bool:
    return any(
        abs(rule.at - at) <= _LEAST_CELL and rule.start <= through <= rule.end for rule in rules
    )


def _slot(places: Sequence[float], value: float) -> int:
    for i, (_, end) in enumerate(pairwise(places)):
        if value < end:
            return i
    return len(places) - 2


def _without_empty(rows: Cells, xs: Sequence[float]) -> tuple[Cells, tuple[float, ...]]:
    """The table without columns that hold nothing in any row."""
    if not rows:
        return [], ()
    kept = [j for j in range(len(rows[0])) if any(row[j] for row in rows)]
    return [[row[j] for j in kept] for row in rows], tuple(xs[j] for j in kept)


def _is_table(rows: Cells) -> bool:
    """False for charts with few words in their grid, and for pages laid out in boxes."""
    cells = [cell for row in rows for cell in row]
    full = [cell for cell in cells if cell]
    if len(full) < 2 or len(full) < _FULL * len(cells):
        return False
    if not any(word.text for cell in full for word in cell):
        return False
    if len(rows) <= 2:
        long = any(len(cell) > _PROSE for cell in full)
        lists = any(sum(word.text in BULLETS for word in cell) >= _LIST for cell in full)
        return not (long or lists)
    return True


def _outermost(tables: Sequence[Table]) -> list[Table]:
    """Tables that do not lie in another one."""
    return [
        table
        for table in tables
        if not any(
            other is not table
            and other.x0 - 1 <= table.x0
            and table.x1 <= other.x1 + 1
            and other.top - 1 <= table.top
            and table.bottom <= other.bottom + 1
            and (other.x1 - other.x0) * (other.bottom - other.top)
            > (table.x1 - table.x0) * (table.bottom - table.top)
            for other in tables
        )
    ]

"""Tables without lines down: rows whose cells stand under one another."""

from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf_columns import Atom, Zone
from ingest.readers.pdf_grids import Cells, Table
from ingest.readers.pdf_heads import Edges, cells_of, head_of, same_row
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_pages import Rule
from ingest.readers.pdf_words import PdfWord

_BETWEEN = 3
"""Lines with one cell alone that may follow a row: the wrapped words of its cells."""
_NEAR = 2.6
"""Sizes of type between a line and the next, at most."""
_FAR = 6.0
"""The same where a rule stands between them, or a new row begins."""
_TALLEST = 5
"""Lines of a row before its first value, at most."""
_BESIDE = 0.95
"""Sizes of type between two lines, below which they stand beside each other."""
_PITCH = 1.62
"""Sizes of type between two lines of one cell, at most."""
_GAP = 1.15
"""Distance of two rows against that of the lines in them, where it is wider."""
_LEVEL = 3.0
_HEADED = 1.08
"""Size of a heading against that of the rows, at least."""
_SMALLEST = 2
"""Rows of a table without rules."""
_SMALL = 0.92
"""Size of footnotes against that of the text above them, at most."""
_LABEL = 3
"""Words in a first cell that numbers or names what stands beside it, at most."""
_PROSE = 9
"""Words in a cell of the last columns, on average: prose in two columns has about as many."""


def with_aligned(zone: Zone, across: Sequence[Rule]) -> list[Atom]:
    """The items of a zone with the tables found in it in place of their lines."""
    out: list[Atom] = []
    items = zone.items
    i = 0
    while i < len(items):
        end = _extent(items, i, across)
        lines = _lines(items[i:end])
        table = _table(lines, across)
        if end > i and table is not None and not _are_notes(table, out):
            _take_head(out, table, _columns_of(lines))
            out.append(table)
            i = end
        else:
            out.append(items[i])
            i += 1
    return out


def _take_head(items: list[Atom], table: Table, columns: Edges) -> None:
    """Takes the head of a table from the items above it, where it was not read with its rows."""
    count, rows = head_of(items, columns, table.top)
    if count:
        words = [word for row in rows for cell in row for word in cell]
        del items[-count:]
        if same_row(rows[-1], table.rows[0]):
            table.rows[0] = [a + b for a, b in zip(rows.pop(), table.rows[0], strict=True)]
        table.rows[:0] = rows
        table.top = min(word.top for word in words)
        table.x0 = min(table.x0, *(word.x0 for word in words))
        table.x1 = max(table.x1, *(word.x1 for word in words))


def _are_notes(table: Table, above: Sequence[Atom]) -> bool:
    """Whether rows are footnotes: numbers in order before sentences, smaller than what is above."""
    last = above[-1] if above else None
    size = max(word.size for word in table.words)
    if len(table.columns) != 2 or not isinstance(last, Line) or size > _SMALL * last.size:
        return False
    texts = [[" ".join(word.text for word in cell) for cell in row] for row in table.rows]
    numbers = [int(number) for number, _ in texts if number.isdecimal()]
    ordered = numbers == list(range(numbers[0], numbers[0] + len(texts))) if numbers else False
    return ordered and all(words[:1].isupper() and words.endswith(".") for _, words in texts)


def _extent(items: Sequence[Atom], start: int, across: Sequence[Rule]) -> int:
    """Position after the last line of the table that begins at start; start for none."""
    end = _row_end(items, start)
    if end == start:
        return start
    columns = _columns_of(_lines(items[start:end]))
    last = i = end
    while i < len(items):
        item, before = items[i], items[i - 1]
        if not isinstance(item, Line) or item.entry or not isinstance(before, Line):
            break
        gap = item.baseline - before.baseline
        ruled = _rule_between(across, before, item)
        parts = cells_of(item)
        above = _overlap(before, item) and len(parts) == 1
        row = i + 1 if above else _row_end(items, i, columns[0])
        if gap > (_FAR if ruled or row > i else _NEAR) * max(before.size, item.size):
            break
        lines = _lines(items[i:row])
        if row > i and (
            above or _fits([part for each in lines for part in cells_of(each)], columns)
        ):
            columns = _joined_edges([*columns, *_edges(lines)])
            last = end = i = row
        elif len(parts) == 1 and i - last < _BETWEEN and _wraps(item, before, columns, ruled):
            end = i = i + 1
            # A value on a line of its own, half way down its label, is a row as well.
            last = i if item.x0 > columns[0][1] else last
        else:
            break
    return end


def _row_end(items: Sequence[Atom], start: int, first: tuple[float, float] | None = None) -> int:
    """Position after the lines of the row that begins at start; start where none begins.

    A row is a line of several cells, or a few close lines of one cell each that stand beside such
    a line, or beside one another. `first`: edges of the first column where a row stands above.
    """
    lines: list[Line] = []
    for item in items[start : start + _TALLEST]:
        if not isinstance(item, Line) or item.entry:
            break
        if lines and item.baseline - lines[-1].baseline > _PITCH * min(lines[-1].size, item.size):
            break
        lines.append(item)
        columns = _columns_of(lines)
        if len(columns) > 1:
            end = start + len(lines)
            last = first is not None and _ends_label(lines, items[start - 1], first)
            one = last or _one_row(lines, items[end : end + len(lines)], columns)
            return end if one else start
    return start


def _ends_label(lines: Sequence[Line], above: Atom, first: tuple[float, float]) -> bool:
    """Whether values stand beside the last line of a label, which begins below a gap."""
    starts = [cells_of(line)[0] for line in lines]
    if len(lines) < 2 or not isinstance(above, Line) or len({line.bold for line in starts}) > 1:
        return False
    pitch = max(b.baseline - a.baseline for a, b in pairwise(lines))
    return lines[0].baseline - above.baseline > _GAP * pitch and all(
        abs(start.x0 - first[0]) <= _LEVEL for start in starts
    )


def _one_row(lines: Sequence[Line], after: Sequence[Atom], columns: Edges) -> bool:
    """Whether the lines before the first with several cells belong to it.

    They do where its value stands half way down its label: as many lines of it follow. A caption
    stands above its table and is no part of it.
    """
    before, row = lines[:-1], lines[-1]
    if not before or len(cells_of(row)) == 1:
        return _fits(before, columns, least=0)
    below = _lines(after)[: len(before)]
    return (
        len(below) == len(before)
        and _fits([*before, *below], columns, least=0)
        and all(len(cells_of(line)) == 1 for line in below)
        and below[-1].baseline - row.baseline <= len(below) * _PITCH * row.size
        and abs(below[0].x0 - before[0].x0) <= _LEVEL
    )


def _columns_of(lines: Sequence[Line]) -> Edges:
    """Left and right edges of the columns that lines of several cells show; [] for none."""
    beside = {id(line) for pair in pairwise(lines) if _overlap(*pair) for line in pair}
    multi = [line for line in lines if len(cells_of(line)) > 1 or id(line) in beside]
    return _joined_edges(_edges(multi))


def _edges(lines: Sequence[Line]) -> Edges:
    return [(part.x0, part.x1) for line in lines for part in cells_of(line)]


def _lines(items: Sequence[Atom]) -> list[Line]:
    return [item for item in items if isinstance(item, Line)]


def _overlap(above: Line, below: Line) -> bool:
    """Whether two lines stand beside each other at heights that no lines of one text have."""
    apart = above.x1 < below.x0 or below.x1 < above.x0
    return apart and below.baseline - above.baseline < _BESIDE * max(above.size, below.size)


def _fits(parts: Sequence[Line], columns: Edges, least: int = 2) -> bool:
    """Whether each cell stands under or over one column, and enough columns are met."""
    met = set()
    for part in parts:
        touching = [j for j, (a, b) in enumerate(columns) if part.x0 < b and a < part.x1]
        if len(touching) > 1:
            return False
        met.update(touching)
    return len(met) >= min(least, len(parts))


def _joined_edges(edges: Edges) -> Edges:
    """The edges with those that overlap as one, from left to right."""
    out: Edges = []
    for a, b in sorted(edges):
        if out and a < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out


def _wraps(line: Line, before: Line, columns: Edges, ruled: bool) -> bool:
    """Whether a line with one cell goes on with a cell of the row before it, or begins the next."""
    touching = [(a, b) for a, b in columns if line.x0 < b + 1 and a - 1 < line.x1]
    if len(touching) != 1 or line.size > _HEADED * before.size:
        return False
    if line.bold and not before.bold:
        return False
    a, b = touching[0]
    aligned = abs(line.x0 - a) <= _LEVEL or abs((line.x0 + line.x1) - (a + b)) <= 2 * _LEVEL
    near = line.baseline - before.baseline <= _PITCH * line.size
    return aligned and (near or ruled)


def _rule_between(across: Sequence[Rule], above: Line, below: Line) -> bool:
    return any(
        above.baseline - 1 <= rule.at <= below.baseline - 0.5 * below.size
        and rule.start < above.x1
        and rule.end > above.x0
        for rule in across
    )


def _table(lines: Sequence[Line], across: Sequence[Rule]) -> Table | None:
    multi = [line for line in lines if len(cells_of(line)) > 1]
    columns = _columns_of(lines)
    if len(columns) < 2:
        return None
    rows = [_row(group, columns) for group in _groups(lines, across)]
    ruled = sum(_rule_between(across, a, b) for a, b in pairwise(lines))
    drawn = any(word.fill is not None for line in multi for word in line.words)
    enough = len(rows) >= _SMALLEST or drawn or ruled
    if not enough or not _short_cells(rows):
        return None
    return Table(
        lines[0].page,
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
        rows,
        tuple(a for a, _ in columns),
        ruled=False,
    )


def _short_cells(rows: Cells) -> bool:
    """False for prose that happens to have gaps: its first cell is long, and so are the others."""
    first = [len(row[0]) for row in rows if row[0]]
    others = [len(cell) for row in rows for cell in row[1:] if cell]
    if not others:
        return False
    label = bool(first) and len(rows) > 1 and max(first) <= _LABEL
    return label or sum(others) / len(others) <= _PROSE


def _groups(lines: Sequence[Line], across: Sequence[Rule]) -> list[list[Line]]:
    """Lines by row: parted by rules, by gaps, or by beginning with a cell in the first column."""
    groups: list[list[Line]] = [[lines[0]]]
    rules = sum(_rule_between(across, a, b) for a, b in pairwise(lines))
    # A rule under the head and another at the end part no rows between them.
    ruled = rules > 0.5 * (sum(len(cells_of(line)) > 1 for line in lines) - 1)
    tight = _tightest(lines)
    for before, line in pairwise(lines):
        apart = line.baseline - before.baseline > 1.25 * tight
        single = len(cells_of(line)) == 1
        lower = line.text[:1].islower()
        if _overlap(before, line):
            new = False
        elif _rule_between(across, before, line):
            new = True
        elif ruled and len(groups) > 1:
            new = not single and len(cells_of(groups[-1][-1])) > 1 and apart
        elif single:
            new = apart and not lower
        else:
            new = len(cells_of(before)) > 1 or apart or bool(_closed(groups[-1]))
        if new:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _tightest(lines: Sequence[Line]) -> float:
    """The least distance of two lines of which one stands under the other, values between or not.

    Values half way down their labels stand beside all lines of these.
    """
    gaps = []
    for i, line in enumerate(lines):
        below = (each for each in lines[i + 1 :] if each.x0 < line.x1 and line.x0 < each.x1)
        if (first := next(below, None)) is not None:
            gaps.append(first.baseline - line.baseline)
    return min(gaps, default=0.0)


def _closed(group: Sequence[Line]) -> bool:
    return any(len(cells_of(line)) > 1 for line in group)


def _row(lines: Sequence[Line], columns: Edges) -> list[list[PdfWord]]:
    cells: list[list[PdfWord]] = [[] for _ in columns]
    for line in lines:
        for part in cells_of(line):
            middle = [j for j, (a, b) in enumerate(columns) if part.x0 < b + 1 and a - 1 < part.x1]
            cells[middle[0] if middle else 0].extend(part.words)
    return cells

"""The order of reading: columns side by side are read one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ingest.readers.pdf_grids import Table
from ingest.readers.pdf_lines import NARROW, Line, is_mark, merged, rows_of, segments_of
from ingest.readers.pdf_panels import Panel
from ingest.readers.pdf_words import PdfWord

_GUTTER = 8.0
"""Points between two columns of text, at least."""
_LEVEL = 3.0
"""Points by which the left edge of a column may vary."""
_LINES = 3
"""Lines of a column, at least."""
_WORDS = 3.0
"""Words in a line of a column of prose, on average: cells of tables have fewer."""
_PITCH = 2.2
"""Sizes of type between most lines of prose, at most."""
_FILLED = 0.45
"""Share of its column that a line of prose fills, on average."""
_HEAD = 1.12
"""Size of a heading over both columns against the type below it."""
_HANGING = 40.0
"""Points that the lines of an item may stand further in than its mark."""
_NARROWEST = 60.0
"""Points of the narrowest column."""
_TRIED = 12
_COLUMNS = 4
"""Columns side by side, at most."""

Atom = Line | Table | Panel


@dataclass(slots=True)
class Zone:
    """A part of a page that is read from top to bottom."""

    items: list[Atom]
    """Lines from edge to edge of the zone, and tables."""
    x0: float
    x1: float


def zones(
    words: Sequence[PdfWord], tables: Sequence[Table], boxes: Sequence[Panel] = ()
) -> list[Zone]:
    """The parts of a page in order of reading; boxes round prose are parts of their own."""
    boxed = {id(word) for box in boxes for word in box.words}
    held = {id(table) for box in boxes for table in box.tables}
    rows = rows_of(word for word in words if id(word) not in boxed)
    atoms: list[Atom] = [part for row in rows for part in segments_of(row, NARROW)]
    atoms.extend(table for table in tables if id(table) not in held)
    atoms.extend(boxes)
    out: list[Zone] = []
    for part in _parts(atoms, _COLUMNS):
        zone = _zone(part)
        out.extend(_opened(zone) if zone is not None else ())
    return out


def _opened(zone: Zone) -> list[Zone]:
    """A zone parted at the boxes in it, each read where it stands."""
    out: list[Zone] = []
    run: list[Atom] = []
    for item in [*zone.items, None]:
        if item is not None and not isinstance(item, Panel):
            run.append(item)
            continue
        if run:
            out.append(Zone(run, zone.x0, zone.x1))
            run = []
        if item is not None:
            out.extend(zones(item.words, item.tables))
    return out


def _zone(atoms: Sequence[Atom]) -> Zone | None:
    if not atoms:
        return None
    lines = sorted((atom for atom in atoms if isinstance(atom, Line)), key=lambda a: (a.row, a.x0))
    rows: list[Atom] = [merged(list(row)) for _, row in groupby(lines, key=lambda line: line.row)]
    rows.extend(atom for atom in atoms if not isinstance(atom, Line))
    rows.sort(key=lambda atom: (_middle(atom), atom.x0))
    return Zone(rows, min(atom.x0 for atom in atoms), max(atom.x1 for atom in atoms))


def _middle(atom: Atom) -> float:
    return atom.baseline - 0.3 * atom.size if isinstance(atom, Line) else atom.top


def _parts(atoms: list[Atom], left: int) -> list[list[Atom]]:
    """The atoms in parts, each of one column, in order of reading."""
    if left <= 1 or len(atoms) < 2 * _LINES:
        return [atoms]
    ordered = sorted(atoms, key=lambda atom: (_middle(atom), atom.x0))
    runs = [(edge, run) for edge in _edges(ordered) if (run := _run(ordered, edge))]
    if not runs:
        return [atoms]
    edge, (start, end) = max(runs, key=lambda found: (found[1][1] - found[1][0], -found[0]))
    beside = ordered[start:end]
    return [
        *_nonempty(_parts(ordered[:start], left)),
        *_parts([atom for atom in beside if atom.x1 <= edge - 1], left - 1),
        *_parts([atom for atom in beside if atom.x1 > edge - 1], left - 1),
        *_nonempty(_parts(ordered[end:], left)),
    ]


def _nonempty(parts: list[list[Atom]]) -> list[list[Atom]]:
    return [part for part in parts if part]


def _edges(atoms: Sequence[Atom]) -> list[float]:
    """Left edges at which a second column may begin, those that most lines begin near first."""
    starts = sorted(atom.x0 for atom in atoms)
    first = starts[0]
    boxes = {atom.x0 for atom in atoms if not isinstance(atom, Line)}
    groups: list[list[float]] = []
    for start in starts:
        if groups and start - groups[-1][0] <= _LEVEL:
            groups[-1].append(start)
        else:
            groups.append([start])
    found = []
    for group in groups:
        edge = group[0]
        # Items begin at their marks, and most of their lines further in.
        lines = sum(edge <= start <= edge + _HANGING for start in starts)
        if edge > first + _NARROWEST and (lines >= _LINES or edge in boxes):
            found.append((-lines, edge))
    return [edge for _, edge in sorted(found)[:_TRIED]]


def _run(atoms: Sequence[Atom], edge: float) -> tuple[int, int] | None:
    """The longest run of atoms with a gutter before the edge; None for none."""
    best: tuple[int, int] | None = None
    start = 0
    for i in range(len(atoms) + 1):
        ends = i == len(atoms) or _crosses(atoms[i], edge) or _heads_both(atoms, i, edge)
        if not ends:
            continue
        span = _trimmed(atoms, start, i, edge)
        longer = span and (best is None or span[1] - span[0] > best[1] - best[0])
        if span and longer and _columns(atoms[span[0] : span[1]], edge):
            best = span
        start = i + 1 if i < len(atoms) and _crosses(atoms[i], edge) else i
    return best


def _crosses(atom: Atom, edge: float) -> bool:
    return atom.x0 < edge - _LEVEL and atom.x1 > edge - _GUTTER


def _heads_both(atoms: Sequence[Atom], i: int, edge: float) -> bool:
    """A heading on the left with nothing beside it, but with text on both sides below it."""
    head = atoms[i]
    if not isinstance(head, Line) or head.x0 >= edge - _LEVEL or i == 0:
        return False
    others = [atom for atom in atoms if isinstance(atom, Line) and atom is not head]
    usual = sorted(atom.size for atom in others)[len(others) // 2]
    if head.size < _HEAD * usual:
        return False
    right = [atom for atom in atoms if atom.x0 >= edge - _LEVEL]
    beside = [
        atom
        for atom in right
        if atom.top < head.bottom + 0.6 * usual and atom.bottom > head.top - 0.6 * usual
    ]
    over = any(atom.bottom <= head.top for atom in right)
    under = [atom for atom in right if atom.top >= head.bottom]
    near = bool(under) and min(atom.top for atom in under) - head.bottom < 4 * usual
    return not beside and over and near


def _trimmed(atoms: Sequence[Atom], start: int, end: int, edge: float) -> tuple[int, int] | None:
    """The run without what stands above and below the second column alone on the left.

    Text on the left that goes on under a shorter second column stays with its column.
    """
    right = [i for i in range(start, end) if atoms[i].x0 >= edge - _LEVEL]
    if not right:
        return None
    first = right[0]
    top = atoms[first].top
    while start < first and atoms[start].bottom <= top - 1:
        start += 1
    return start, end


def _columns(atoms: Sequence[Atom], edge: float) -> bool:
    left = [atom for atom in atoms if atom.x1 <= edge - 1]
    right = [atom for atom in atoms if atom.x1 > edge - 1]
    if not left or not right:
        return False
    start, end = min(atom.x0 for atom in left), max(atom.x1 for atom in right)
    return _prose(left, edge - _GUTTER - start) and _prose(right, end - edge)


def _prose(atoms: Sequence[Atom], width: float) -> bool:
    pieces = sorted((a for a in atoms if isinstance(a, Line)), key=lambda a: (a.row, a.x0))
    lines = [merged(list(row)) for _, row in groupby(pieces, key=lambda line: line.row)]
    if len(lines) < _LINES and any(not isinstance(atom, Line) for atom in atoms):
        return True
    if len(lines) < _LINES or width <= 0:
        return False
    near = sum(b.baseline - a.baseline <= _PITCH * b.size for a, b in pairwise(lines))
    if 2 * near < len(lines) - 1:
        return False
    parts = [part for line in lines for part in segments_of(line)]
    words = sum(len([w for w in part.letters if not is_mark(w.text)]) for part in parts)
    filled = sum(line.x1 - line.x0 for line in lines) / len(lines) / width
    if words / len(lines) < _WORDS or filled < _FILLED:
        return False
    return words / len(parts) >= _WORDS or not _under_one_another(lines)


def _under_one_another(lines: Sequence[Line]) -> bool:
    """Whether what stands behind wide gaps has the same places on most lines, as cells have.

    Cells have their left edges, middles or right edges in common. Justified lines of narrow columns
    have gaps as wide, but here and there.
    """
    parts = [part for line in lines for part in segments_of(line)[1:]]
    least = max(3, 0.3 * len(lines))
    often = [
        part
        for part in parts
        if any(
            sum(abs(place(part) - place(other)) <= _LEVEL for other in parts) >= least
            for place in _PLACES
        )
    ]
    return len(often) > 0.5 * len(parts)


def _left(line: Line) -> float:
    return line.x0


def _centre(line: Line) -> float:
    return (line.x0 + line.x1) / 2


def _right(line: Line) -> float:
    return line.x1


_PLACES = (_left, _centre, _right)

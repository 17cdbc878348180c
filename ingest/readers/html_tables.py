"""Tables of a page: which hold data, and which cell stands under which column."""

from collections.abc import Callable, Iterator

from ingest.readers.html_items import Item
from ingest.readers.html_stats import Inside, is_cell
from ingest.readers.html_tree import Node
from ingest.readers.notation import Content

_WIDEST = 100
"""Columns of a table that are kept apart."""
_LONGEST_CELL = 120
"""Words of a cell without headers from which the table is a layout."""
_LONGEST_TERM = 12
"""Words of a term beside its value in a list that is as good as a table."""
_LONGEST_VALUE = 25
_ROWS = frozenset(("tr",))

Reader = Callable[[Node], Content]


def is_data(table: Node, inside: dict[int, Inside]) -> bool:
    """Whether a table holds data in rows, and not the parts of a page side by side."""
    if table.role() in ("presentation", "none") or inside[table.order].tables:
        return False
    rows = list(_rows(table))
    cells = [cell for row in rows for cell in _cells(row)]
    held = [inside[cell.order] for cell in cells if cell.order in inside]
    if max((sum(1 for _ in _cells(row)) for row in rows), default=0) < 2:
        return False
    if any(each.headings for each in held):
        return False
    headers = any(cell.tag == "th" or cell.role().endswith("header") for cell in cells)
    return headers or all(each.words <= _LONGEST_CELL and each.items <= 3 for each in held)


def is_table(node: Node) -> bool:
    """Whether an element is a table by its tag or its role."""
    return node.tag == "table" or node.role() in ("table", "grid")


def rows_of(table: Node, read: Reader) -> list[Item]:
    """The rows, every cell under its column; what spans rows of data is said in each of them."""
    out: list[Item] = []
    rows = list(_rows(table))
    heads = _head_rows(rows)
    width = min(_WIDEST, max((_width(row) for row in rows), default=0))
    open_cells: dict[int, tuple[int, Content]] = {}
    for i, row in enumerate(rows):
        cells: dict[int, Content] = {}
        following: dict[int, tuple[int, Content]] = {}
        for column, (left, content) in open_cells.items():
            cells[column] = () if i < heads else content
            if left > 1:
                following[column] = (left - 1, content)
        column = 0
        for cell in _cells(row):
            while column in cells:
                column += 1
            if column >= _WIDEST:
                break
            content, span = read(cell), _number(cell.get("colspan"))
            for offset in range(min(span, _WIDEST - column)):
                said = content if not offset else ()
                cells[column + offset] = said
                if (down := _number(cell.get("rowspan"))) > 1:
                    following[column + offset] = (down - 1, said)
            column += span
        open_cells = following
        out.append(_row(cells, alone=width > 1 and sum(1 for _ in _cells(row)) == 1))
    return [Item("end"), *out, Item("end")]


def _row(cells: dict[int, Content], *, alone: bool) -> Item:
    """A row; one that is a title above the rows below it is a single cell."""
    if alone and [column for column, content in cells.items() if content] == [0]:
        return Item("row", (cells[0],))
    return Item("row", tuple(cells.get(column, ()) for column in range(max(cells, default=-1) + 1)))


def pairs_of(listing: Node, inside: dict[int, Inside], read: Reader) -> list[Item]:
    """The terms of a list with their values as rows; [] where they are prose."""
    terms: list[Node] = []
    values: list[Node] = []
    for node in _members(listing):
        if node.tag == "dt":
            if len(terms) != len(values):
                return []
            terms.append(node)
        else:
            values.append(node)
            if len(values) != len(terms):
                return []
    if len(terms) != len(values) or any(_is_prose(n, inside, _LONGEST_TERM) for n in terms):
        return []
    if any(_is_prose(each, inside, _LONGEST_VALUE) for each in values):
        return []
    rows = (Item("row", (read(a), read(b))) for a, b in zip(terms, values, strict=True))
    return [Item("end"), *rows, Item("end")]


def _is_prose(node: Node, inside: dict[int, Inside], longest: int) -> bool:
    held = inside.get(node.order, Inside())
    return held.words > longest or bool(held.headings or held.tables or held.items)


def _members(listing: Node) -> Iterator[Node]:
    """Terms and values, which may stand in groups."""
    for each in listing.children:
        if isinstance(each, Node) and not each.dropped:
            if each.tag in ("dt", "dd"):
                yield each
            elif each.tag == "div":
                yield from (
                    inner
                    for inner in each.children
                    if isinstance(inner, Node) and inner.tag in ("dt", "dd") and not inner.dropped
                )


def _rows(table: Node) -> Iterator[Node]:
    """The rows of a table itself, in order; those of a table inside it are not its own."""
    stack = [table]
    while stack:
        node = stack.pop()
        if node.dropped:
            continue
        if node.tag in _ROWS or node.role() == "row":
            yield node
        elif node is table or not is_table(node):
            stack.extend(each for each in reversed(node.children) if isinstance(each, Node))


def _cells(row: Node) -> Iterator[Node]:
    for each in row.children:
        if isinstance(each, Node) and not each.dropped and is_cell(each):
            yield each


def _head_rows(rows: list[Node]) -> int:
    """How many rows at the top name the columns."""
    for i, row in enumerate(rows):
        in_head = row.parent is not None and row.parent.tag == "thead"
        if not in_head and not all(each.tag == "th" for each in _cells(row)):
            return i
    return len(rows)


def _width(row: Node) -> int:
    return sum(_number(each.get("colspan")) for each in _cells(row))


def _number(value: str) -> int:
    """A span; what is no number, or none that can be, is 1."""
    return min(int(value), 1000) if value.isdecimal() and 0 < len(value) < 7 and int(value) else 1

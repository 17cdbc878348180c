"""The flow of a document: what pages, columns and footnotes cut apart is put together again."""

import re
from collections.abc import Iterator, Sequence

from ingest.readers.pdf_blocks import Block, Item
from ingest.readers.pdf_grids import Table
from ingest.readers.pdf_lines import rows_of
from ingest.readers.pdf_text import marks_in
from ingest.readers.pdf_words import PdfWord

_SIZE = 0.6
_LEVEL = 4.0
"""Points by which the words of an item may stand elsewhere on the next page."""
_ENDED = re.compile(r"[.!?:;]['\"’”)\]]*$")
_FULL = 0.6
"""Sizes of type that a full line may leave open beyond the width of the next word."""
_COLUMN = 5.0
"""Points by which the columns of a table may stand elsewhere on the next page."""
_HEADS = 4
"""Rows at the head of a table that may be printed again on the next page."""
_FAR = 8
"""Pages between a footnote's mark and its text, at most."""


Row = Sequence[Sequence[PdfWord]]


def joined(items: Sequence[Item]) -> list[Item]:
    """The items in order of reading, whole again; each footnote behind what points to it."""
    notes, flow = _notes(items)
    whole: list[Item] = []
    for item in flow:
        last = whole[-1] if whole else None
        if isinstance(item, Table) and isinstance(last, Table) and _same_table(last, item):
            _append(last, item)
        elif isinstance(item, Block) and isinstance(last, Block) and _continues(last, item):
            last.lines.extend(item.lines)
            last.right, last.left, last.zone = item.right, item.left, item.zone
        else:
            whole.append(item)
    return _with_notes(whole, notes)


def _continues(last: Block, item: Block) -> bool:
    """Whether a block goes on with the one before it, over the end of a page or column."""
    if last.zone == item.zone or item.mark or last.entry or item.entry:
        return False
    if abs(last.lines[-1].size - item.size) > _SIZE or last.lines[-1].bold != item.lines[0].bold:
        return False
    if last.lines[-1].italic != item.lines[0].italic:
        return False
    text = last.lines[-1].text
    ended, lower = bool(_ENDED.search(text)), item.lines[0].text[:1].islower()
    word = next((word for word in item.lines[0].words if word.fill is None), None)
    if word is None or not last.lines[-1].letters:
        return False
    room = last.right - last.lines[-1].x1
    full = room < word.x1 - word.x0 + _FULL * item.size
    place = item.lines[0].x0 - item.left
    if last.mark:
        hanging = last.start - last.left
        if abs(place - hanging) > _LEVEL:
            return not ended and lower and full
        return (full and hanging > 6) or (not ended and (full or lower))
    if abs(place - (last.lines[-1].x0 - last.left)) > 2 * _LEVEL and not lower:
        return False
    return not ended and (full or lower)


def _same_table(last: Table, item: Table) -> bool:
    """Whether a table goes on on the next page or in the next column: its columns are the same."""
    if last.page == item.page and last.x0 < item.x1 and item.x0 < last.x1:
        return False
    if len(last.columns) != len(item.columns) or last.ruled != item.ruled:
        return False
    shift = item.x0 - last.x0
    return all(
        abs(b - a - shift) <= _COLUMN for a, b in zip(last.columns, item.columns, strict=True)
    )


def _append(table: Table, more: Table) -> None:
    """The rows of the next page below those of the table, its repeated heads left out."""
    heads = max(_repeated(table.rows[i:_HEADS], more.rows) for i in range(_HEADS))
    rows = more.rows[heads:]
    if rows and _is_rest(table.rows[-1], rows[0], [*table.rows[heads:-1], *rows[1:]]):
        table.rows[-1] = [a + b for a, b in zip(table.rows[-1], rows[0], strict=True)]
        rows = rows[1:]
    table.rows.extend(rows)
    table.page, table.x0, table.x1 = more.page, more.x0, more.x1
    table.top, table.bottom = more.top, more.bottom
    table.columns = more.columns


def _repeated(heads: Sequence[Row], rows: Sequence[Row]) -> int:
    """How many of the first rows say what these heads say."""
    count = 0
    for i, (old, new) in enumerate(zip(heads, rows, strict=False), start=1):
        if _words(old) != _words(new):
            break
        if any(_words(old)):
            count = i
    return count


def _words(row: Row) -> list[str]:
    return [
        " ".join(word.text for line in rows_of(cell) for word in line.words if word.text)
        for cell in row
    ]


def _is_rest(above: Row, row: Row, others: Sequence[Row]) -> bool:
    """Whether a row only holds what did not fit into the row above, on the page before.

    It has cells that are empty though no other row has just these, and its words go on with those
    above them: a sentence that is not over, or a line that was full.
    """
    before, texts = _words(above), _words(row)
    filled = [i for i, text in enumerate(texts) if text]
    if not filled or any(word.fill is not None for cell in row for word in cell):
        return False
    if len(filled) == len(texts) or not all(before[i] for i in filled):
        return False
    if all(texts[i][:1].islower() and not _ENDED.search(before[i]) for i in filled):
        return True
    alike = any(_held(other) == _held(row) for other in others)
    return not alike and all(_ran_on(above, row, others, i) for i in filled)


def _held(row: Row) -> list[bool]:
    return [bool(cell) for cell in row]


def _ran_on(above: Row, row: Row, others: Sequence[Row], i: int) -> bool:
    """Whether the first word of a cell had no room left behind the last of the cell above it."""
    last, first = rows_of(above[i])[-1], rows_of(row[i])[0]
    if last.bold != first.bold or abs(last.size - first.size) > _SIZE:
        return False
    right = max(word.x1 for each in (above, *others) for word in each[i] or above[i])
    word = first.words[0]
    return right - last.x1 < word.x1 - word.x0 + _FULL * first.size


# Footnotes


def _notes(items: Sequence[Item]) -> tuple[list[Block], list[Item]]:
    """The footnotes, whole, and everything else in order."""
    wanted = {number for item in items for number in marks_in(_all_words(item))}
    notes: list[Block] = []
    flow: list[Item] = []
    last: Block | None = None
    expected = 0
    for item in items:
        if isinstance(item, Block) and item.note:
            number = abs(item.note)
            if item.note > 0 or number in wanted or number == expected:
                item.note = number
                expected = number + 1
                notes.append(item)
                last = item
                continue
            item.note = 0
        if last is not None and isinstance(item, Block) and _goes_on_with(last, item):
            last.lines.extend(item.lines)
            last.zone = item.zone
            continue
        flow.append(item)
        if not isinstance(item, Block) or item.size > (last.size if last else 0) + _SIZE:
            # Text of the body stands between: only the next page's first lines may go on.
            last = last if last is not None and _open(last) else None
    return notes, flow


def _open(note: Block) -> bool:
    return not _ENDED.search(note.lines[-1].text)


def _goes_on_with(note: Block, item: Block) -> bool:
    """Whether a block of small type without a number goes on with a footnote."""
    if item.mark or abs(item.size - note.size) > _SIZE or item.lines[0].bold:
        return False
    same = item.lines[0].page == note.lines[-1].page
    lower = item.lines[0].text[:1].islower()
    if same:
        return lower and _open(note)
    return item.lines[0].page == note.lines[-1].page + 1 and (lower or _open(note))


def _with_notes(whole: Sequence[Item], notes: Sequence[Block]) -> list[Item]:
    """Each note behind the item that points to it; where none does, where it stood."""
    places: dict[int, list[Block]] = {}
    for note in notes:
        page = note.lines[0].page
        home = None
        for i, item in enumerate(whole):
            first = _page(item)
            if first > page:
                break
            if first >= page - _FAR and note.note in marks_in(_all_words(item)):
                home = i
        if home is None:
            before = [i for i, item in enumerate(whole) if _stands_before(item, note)]
            home = before[-1] if before else -1
        places.setdefault(home, []).append(note)
    out: list[Item] = list(places.get(-1, ()))
    for i, item in enumerate(whole):
        out.append(item)
        out.extend(places.get(i, ()))
    return out


def _page(item: Item) -> int:
    if isinstance(item, Block):
        return item.lines[0].page
    return next((word.page for word in item.words), item.page)


def _stands_before(item: Item, note: Block) -> bool:
    if isinstance(item, Table):
        return _page(item) < note.lines[0].page or (
            _page(item) == note.lines[0].page and item.top < note.lines[0].top
        )
    first = item.lines[0]
    return (first.page, item.zone, first.top) < (note.lines[0].page, note.zone, note.lines[0].top)


def _all_words(item: Item) -> Iterator[PdfWord]:
    if isinstance(item, Table):
        yield from item.words
    else:
        for words in item.texts():
            yield from words

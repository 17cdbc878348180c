"""Passages: bullets and paragraphs as their author wrote them, sorted and tied to their notes."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from ingest.blocks import Block, join_all
from ingest.headings import Node
from ingest.layout import load_layout, plain_name
from ingest.locating import slice_spans
from ingest.models import Passage, PassageType
from ingest.ratings import rating_word
from ingest.readers.text import visible, visible_map
from ingest.rejoin import END, Piece, join_signatures, rejoin
from ingest.schemes import Schemes
from ingest.sections import Outline, Placed
from ingest.sorting import sort_points
from ingest.tables import is_key, is_percent, line_cells, question_and_answer, read_rows

_CAPTION = re.compile(
    r"^(?:Figure|Fig\.|Table|Chart|Box|Map|Exhibit)\s+\d+\s*[:.–—-]", re.IGNORECASE
)
_KEY = re.compile(r"^[A-Z]{1,3}\s*=\s*\S")
_QUOTED = re.compile(r"^[\"“‘'](?=\S).*[\"”’'][.,]?$", re.DOTALL)
_NUMBERED_NOTE = re.compile(r"^(\d{1,3})\s+(?=[A-Z‘'\"“(<\[]|https?:)")
_CITATION = re.compile(
    r"https?:|www\.|\b(?:19|20)\d\d\b|\bstatistics\b|\bibid\b|\bsource\b|\bavailable\b|\bsee\b",
    re.IGNORECASE,
)
_NEAR = 30
"""Passages before a footnote among which its mark is looked for: the longest list of one page."""
_STAR_NOTE = re.compile(r"^\*\s?(?=[A-Z])")


def build_passages(
    outline: Outline, text: str, schemes: Schemes, report: str
) -> tuple[Passage, ...]:
    """The passages of a report in order of reading; ids are `<report>/<ordinal>`."""
    pieces = _pieces(outline, text, schemes)
    pieces = _with_tables(_with_answers(pieces, text), text)
    pieces = _with_notes(pieces, text)
    pieces = rejoin(pieces, text)
    pieces = join_signatures(pieces, text)
    pieces = _with_lost_marks(pieces)
    sort_points(pieces, outline, text)
    return tuple(_passage(piece, report, schemes) for piece in pieces)


# From blocks to pieces


def _pieces(outline: Outline, text: str, schemes: Schemes) -> list[Piece]:
    out: list[Piece] = []
    for order, placed in enumerate(outline.placed):
        if placed.role != "body":
            continue
        block = placed.block
        out.append(Piece(block, placed.node, _type(block, placed, schemes), order))
    return out


def _type(block: Block, placed: Placed, schemes: Schemes) -> PassageType:
    if block.rating is not None:
        return "rating"
    if block.style == "note":
        return "footnote"
    if block.style == "row":
        return "table"
    if _CAPTION.match(block.text) or (_KEY.match(block.text) and len(block.text) < 60):
        return "caption"
    if block.numbered:
        return "numbered"
    if block.bullet:
        return "bullet"
    if placed.node is not None and rating_word(block.text, schemes):
        return "rating"
    if _QUOTED.match(block.text) and len(block.text) > 25:
        return "quote"
    return "paragraph"


# Tables


def _with_answers(pieces: list[Piece], text: str) -> list[Piece]:
    """Questions with a percentage on the next line as one table, heads of columns included."""
    out: list[Piece] = []
    i = 0
    while i < len(pieces):
        end = i
        rows: list[tuple[str, str]] = []
        while row := _answered(pieces[end : end + 2], pieces[i].node):
            rows.append(row[0])
            end += row[1]
        if end == i:
            out.append(pieces[i])
            i += 1
            continue
        heads: list[Piece] = []
        while out and len(heads) < 2 and _heads_column(out[-1], pieces[i]):
            heads.insert(0, out.pop())
        if len(heads) == 2:
            rows.insert(0, (heads[0].block.text, heads[1].block.text))
        elif heads:
            first, _, second = heads[0].block.text.partition(" Percentage")
            rows.insert(0, (first, f"Percentage{second}" if second else ""))
        out.append(_table_of_lines([*heads, *pieces[i:end]], rows, text))
        i = end
    return out


def _answered(pair: Sequence[Piece], node: Node | None) -> tuple[tuple[str, str], int] | None:
    """A question with its percentage, and on how many lines they stand; None for anything else."""
    if not pair or pair[0].type != "paragraph" or pair[0].node is not node:
        return None
    if cells := question_and_answer(pair[0].block.text):
        return cells, 1
    if len(pair) < 2 or pair[1].type != "paragraph" or pair[1].node is not node:
        return None
    question, answer = pair[0].block.text, pair[1].block.text
    return ((question, answer), 2) if question.endswith("?") and is_percent(answer) else None


def _heads_column(head: Piece, first: Piece) -> bool:
    return head.node is first.node and load_layout().heads_table(plain_name(head.block.text))


def _table_of_lines(pieces: Sequence[Piece], rows: Sequence[tuple[str, ...]], text: str) -> Piece:
    block = join_all([piece.block for piece in pieces], text)
    return replace(pieces[0], block=block, type="table", rows=tuple(rows))


def _with_tables(pieces: list[Piece], text: str) -> list[Piece]:
    """Neighbouring rows as one table; a table that goes on over a page break keeps its columns."""
    out: list[Piece] = []
    run: list[Piece] = []
    width = 0
    for piece in [*pieces, None]:
        if piece is not None and _is_row(piece) and _goes_on(run, piece, text):
            run.append(piece)
            continue
        if run:
            table = _table(run, text, width)
            out.extend(table)
            last = table[-1]
            width = len(last.rows[0]) if last.rows else 0
            run = []
        if piece is None:
            break
        if _is_row(piece):
            run = [piece]
        else:
            out.append(piece)
            width = 0
    return out


def _is_row(piece: Piece) -> bool:
    return piece.type == "table" and piece.rows is None


def _goes_on(run: Sequence[Piece], piece: Piece, text: str) -> bool:
    if not run:
        return True
    if run[-1].node is not piece.node:
        return False
    between = text[run[-1].block.spans[-1].end : piece.block.spans[0].start]
    return between.count("\n") <= 1 or _only_rule(between)


def _only_rule(between: str) -> bool:
    """Between two rows of a table stands at most a rule of bars, or tags."""
    if "<" in between:
        return not re.sub(r"</?t\w+[^<>]*>", "", between).strip()
    lines = [line.strip() for line in between.splitlines()[1:]]
    return all(line and set(line) <= set("|-: ") for line in lines)


def _table(run: Sequence[Piece], text: str, width: int) -> list[Piece]:
    rows, kept, keys = [], [], []
    for piece in run:
        cells = line_cells(piece.block, text)
        if is_key(cells) and len(run) > 1:
            keys.append(piece)
            continue
        if any(cells):
            rows.append(cells)
            kept.append(piece)
    if not kept:
        return [_as_paragraph(piece) for piece in run]
    if len(kept) == 1 and len([cell for cell in rows[0] if cell]) == 1:
        return [_as_paragraph(kept[0])]
    block = join_all([piece.block for piece in kept], text)
    return [replace(kept[0], block=block, rows=read_rows(rows, width))]


def _as_paragraph(piece: Piece) -> Piece:
    """A line with a tab but one cell is no table."""
    block = replace(piece.block, style="plain", indented=True)
    return replace(piece, block=block, type="paragraph")


# Footnotes


def _with_notes(pieces: list[Piece], text: str) -> list[Piece]:
    """Paragraphs that open with the plain number or star of a footnote become footnotes."""
    printed = {int(piece.block.mark) for piece in pieces if piece.type == "footnote"}
    last = 0
    wanted = {note for piece in pieces for note in piece.block.notes}
    out: list[Piece] = []
    for piece in pieces:
        opened = _NUMBERED_NOTE.match(piece.block.text) if piece.type == "paragraph" else None
        if opened and int(opened[1]) not in wanted and _tie(opened[1], out, text):
            wanted.add(int(opened[1]))
        raw = text[piece.block.spans[0].start : piece.block.spans[0].end]
        if piece.type == "footnote":
            last = int(piece.block.mark)
        if opened and _is_note(int(opened[1]), piece.block.text, printed, last, wanted):
            last = int(opened[1])
            printed.add(last)
            out.append(_as_note(piece, opened[1], len(opened[1]), text))
        elif piece.type == "paragraph" and _STAR_NOTE.match(raw) and raw.count("*") == 1:
            out.append(_as_note(piece, "*", 1, text))
        else:
            out.append(piece)
    return out


def _tie(number: str, before: Sequence[Piece], text: str) -> bool:
    """Finds the plain digits of a footnote's mark at the end of a word ("rating1") before it.

    They are then no word of that passage, and it points to the footnote.
    """
    mark = re.compile(rf"(?:(?<=[a-z])|(?<=[a-z][.,)’'])){number}(?=[\s.,;:)]|$)")
    for piece in list(reversed(before))[:_NEAR]:
        found = mark.search(piece.block.text)
        if found is None or piece.type == "table":
            continue
        spans = piece.block.spans
        joined = "".join(text[span.start : span.end] for span in spans)
        mapped = visible_map(joined)
        start, end = mapped.starts[found.start()], mapped.ends[found.end() - 1]
        left = slice_spans(spans, [(0, start), (end, len(joined))])
        words = visible("".join(text[span.start : span.end] for span in left))
        notes = (*piece.block.notes, int(number))
        piece.block = replace(piece.block, spans=left, text=words, notes=notes)
        return True
    return False


def _is_note(number: int, words: str, printed: set[int], last: int, wanted: set[int]) -> bool:
    if number in printed:
        return False
    return number in wanted or (number == last + 1 and bool(_CITATION.search(words)))


def _as_note(piece: Piece, mark: str, length: int, text: str) -> Piece:
    first = piece.block.spans[0]
    raw = text[first.start : first.end]
    skip = raw.index(mark) + length
    skip += len(raw[skip:]) - len(raw[skip:].lstrip())
    spans = (first._replace(start=first.start + skip), *piece.block.spans[1:])
    words = visible("".join(text[span.start : span.end] for span in spans))
    block = replace(piece.block, spans=spans, text=words, style="note", mark=mark)
    return replace(piece, block=block, type="footnote")


def _with_lost_marks(pieces: list[Piece]) -> list[Piece]:
    """Under a heading that sorts, and after ticks, what reads like an item is one."""
    ticked: Node | None = None
    for piece, after in zip_longest(pieces, pieces[1:]):
        if piece.block.ticked is not None:
            ticked = piece.node
        if piece.type != "paragraph" or _announces(piece, after):
            continue
        if piece.node is not None and piece.node.kind in ("strengths", "improvements"):
            piece.type = "bullet"
        elif ticked is not None and piece.node is ticked and not END.search(piece.block.text):
            piece.type, piece.listed = "bullet", True
    return pieces


_LONGEST_ANNOUNCEMENT = 6
"""Words; a point of a list that ends in a quotation says more than who speaks."""


def _announces(piece: Piece, after: Piece | None) -> bool:
    """True for a line that introduces a quotation ("One person said:"): no point of a list."""
    short = len(piece.block.text.split()) <= _LONGEST_ANNOUNCEMENT
    return short and piece.block.text.endswith(":") and after is not None and after.type == "quote"


def _passage(piece: Piece, report: str, schemes: Schemes) -> Passage:
    block, node = piece.block, piece.node
    rows = piece.rows
    standard = node.standard if node else None
    if block.rating is not None and block.rating[0]:
        rows = (block.rating,)
        standard = schemes.match_standard(block.rating[0]) or standard
    numbered = piece.type in ("numbered", "footnote")
    return Passage(
        id=f"{report}/{piece.order:04d}",
        ordinal=piece.order,
        type=piece.type,
        section=node.path if node else (),
        standard=standard,
        polarity=piece.polarity,
        number=block.mark if numbered else None,
        footnotes=() if piece.type == "footnote" else block.notes,
        text=block.text,
        rows=rows,
        page=block.spans[0].page,
        spans=block.spans,
        extracted=block.extracted,
    )

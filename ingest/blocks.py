"""Blocks: the lines of a text that belong together, with their marks, not yet interpreted."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from ingest.dense import DenseLayout, dense_layout
from ingest.models import Span
from ingest.readers.text import SUPERSCRIPTS, references, visible

Style = Literal["plain", "heading", "bold", "row", "rule", "note", "rating"]

_LINE = re.compile(r"[^\r\n\f\v\u2028\u2029]*(?:\r\n|[\r\n\f\v\u2028\u2029]|$)")
_LINES = re.compile(r"\r\n|[\r\n\f\v\u2028\u2029]")
_CELL_GAP = re.compile(r"[^\S\r\n\f\v]*(?:[|•*]+[^\S\r\n\f\v]*)*(?<=[\s|])")
"""What stands between two cells of one line: it keeps their words apart."""
_LINE_ENDS = "\r\n\f\v\u2028\u2029"
_HASH = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_RULE = re.compile(r"\s*(?:(?:[-_=~—–]\s?){3,}|(?:\*\s?){3,})\s*$")
_PIPE_RULE = re.compile(r"\s*(?:\|\s*)?:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*(?:\|\s*)?$")
_NOTE = re.compile(
    rf"\s*(?:<sup>\s*(\d{{1,3}})\s*</sup>|([{SUPERSCRIPTS}]+)|\[\^(\d{{1,3}})\]:"
    r"|\$\^\{?(\d{1,3})\}?\$)\s*(?=\S)"
)
_BULLET = re.compile(
    r"\s*(?:([-+*•●▪◦■□‣∙·–—✔✓✗✘\uf0b7\uf0a7\uf02d\u27a2\u2756])|(o)(?=\s{2,}|\t))\s+(?=\S)"
)
_NUMBER = re.compile(r"\s*\(?(\d{1,3}|[a-zA-Z]|[ivx]{2,4})(?:\.(?![\w.])|\))\**\s+\**(?=\S)")
_INITIAL = re.compile(r"[A-HJ-UWYZ]\.\s")
"""A capital with a point that may be a name's; I, V and X may be numbers."""
_NEAR = 3
"""Blocks before and behind among which the letters beside an item of a list stand."""
_CROSS = re.compile(r"\s*([xX])\s+(?=[A-Z][a-z])")
_TICKS = "✔✓"
_CROSSES = "✗✘xX"
_INLINE_MARK = re.compile(r"(?:(?<=\s)|^)([✔✓✗✘]|[xX](?=\s+[A-Z]))\s+(?=\S)")
_ENTRY = re.compile(
    r"\S.*?(?:\.{2,}|…|\t|\s{2,}|\s)\s*(?:<[bi]>|\*+)?\s*\d{1,3}\s*(?:</[bi]>|\*+)?\s*$"
)
_PADDING = re.compile(r"([ .\t])\1{2,}")
_LONGEST_ENTRY = 400
"""Characters of a line of a contents page, without what pads it out."""
_WHOLE_BOLD = re.compile(
    r"\s*(?:\*\*|__)(?!\s)(?:(?!\*\*|__).)+(?:\*\*|__):?\s*$|\s*<b>[^<]+</b>:?\s*$"
)
_NAMED_LINE = re.compile(
    r"(?:[A-Z]{1,2}\s?)?\d{1,2}\.\d{1,2}\.?\s+[A-Z][^.]{2,60}$|(?:Key )?[Ss]trengths?:?$"
    r"|(?:Key )?[Aa]reas? (?:for|requiring) (?:improvement|development):?$"
)
_ADDRESSED = re.compile(r"[A-Z][^.!?:]{2,90}\s(?:should|must|needs? to):$")
"""A line that says who should do what the list below it names."""
_PAUSE = re.compile(r"[.!?:;]['\"’”)*_]*$")
_GLYPH = re.compile(r"(?<!\s)\s+[^\s\x00-\u024f\u1e00-\u1eff\u2000-\u218f✓✔✗✘]\s*$")
"""A lone sign of another script at the end of a line: what is left of a star or another picture."""
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_ROW = re.compile(r"<tr\b[^<>]*>(.*?)(?:</tr>|(?=<tr\b|</table>))", re.DOTALL | re.IGNORECASE)
_LONGEST_UNDERLINED = 100
"""Characters of a heading with a line under it; above a longer line the dashes are a rule."""
_HYPHEN = re.compile(r"[a-z]-$")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together."""

    spans: tuple[Span, ...]
    """Where its words stand, without the mark before them."""
    text: str
    """Its visible words."""
    style: Style = "plain"
    mark: str = ""
    """The list mark or the number as printed, without its point or bracket."""
    depth: int = 0
    """Number of # before a heading."""
    indented: bool = False
    """White space stands before it: what is left of a bullet whose mark was lost."""
    notes: tuple[int, ...] = ()
    """Numbers of the footnotes that it points to."""
    lead: int = 0
    """Offset where its mark begins, or its first word where it has none."""
    level: int = 0
    """Logical level of a heading where the page itself tells it, else 0."""
    rating: tuple[str, str] | None = None
    """Label ("" where none is printed) and value of a rating."""
    extracted: str | None = None
    """What the file has, where lost letters were restored in text."""

    @property
    def numbered(self) -> bool:
        """True for an item of a numbered or lettered list."""
        return self.style == "plain" and self.mark[:1].isalnum() and self.mark not in _CROSSES

    @property
    def bullet(self) -> bool:
        """True for an item of a list of bullets."""
        return self.style == "plain" and bool(self.mark) and not self.numbered

    @property
    def ticked(self) -> bool | None:
        """True after a tick, False after a cross, None after any other mark."""
        if self.style != "plain" or not self.mark:
            return None
        return True if self.mark in _TICKS else False if self.mark in _CROSSES else None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    after: int
    """Offset after its line end."""
    raw: str


def split_blocks(text: str, names: Collection[str] = ()) -> tuple[Block, ...]:
    """The blocks of a decoded text, in order; blank lines separate them and belong to none.

    `names` are the plain names of headings: a text without blank lines is parted at them too.
    """
    out: list[Block] = []
    dense = dense_layout(_LINES.split(text), names)
    for group in _groups(text):
        if _TABLE.search(group[0].raw):
            out.extend(_html_rows(group, text))
            continue
        for block in _blocks_of(group, text, dense):
            items = _inline_items(block, text) if block.style == "plain" else ()
            out.extend(items or (block,))
    return tuple(_without_initial(out, i, text) for i in range(len(out)))


def _without_initial(blocks: Sequence[Block], i: int, text: str) -> Block:
    """The block, its mark taken back where it is a person's initial: "G. Hale sent apologies."."""
    block = blocks[i]
    if not block.numbered or not _INITIAL.match(text, block.lead) or not block.text[:1].isupper():
        return block
    beside = {each.mark for each in blocks[max(0, i - _NEAR) : i + _NEAR + 1] if each.numbered}
    if beside & {chr(ord(block.mark) - 1), chr(ord(block.mark) + 1)}:
        return block
    spans = (block.spans[0]._replace(start=block.lead), *block.spans[1:])
    words = visible("".join(text[span.start : span.end] for span in spans))
    return replace(block, spans=spans, text=words, mark="")


def join_blocks(first: Block, second: Block, text: str) -> Block:
    """One block out of two that the page cut apart; marks are those of the first."""
    return join_all((first, second), text)


def join_all(blocks: Sequence[Block], text: str) -> Block:
    """One block out of several that follow each other; marks are those of the first."""
    if len(blocks) == 1:
        return blocks[0]
    spans = list(blocks[0].spans)
    for block in blocks[1:]:
        spans[-1:] = join_spans((spans[-1],), block.spans, text)
    raw = "".join(text[span.start : span.end] for span in spans)
    return replace(blocks[0], spans=tuple(spans), text=visible(raw), notes=references(raw))


def join_spans(first: tuple[Span, ...], second: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """Spans one after the other; the last of the first takes its line end along, so that plain
    concatenation keeps words apart (a word hyphenated at the break stays together)."""
    last = first[-1]
    between = text[last.end : second[0].start]
    if _CELL_GAP.fullmatch(between):
        last = last._replace(end=second[0].start)
    elif not _HYPHEN.search(text[max(0, last.end - 2) : last.end]):
        end = last.end
        while end < second[0].start and text[end] in " \t":
            end += 1
        after = end + (2 if text.startswith("\r\n", end) else 1)
        if after <= second[0].start and text[end] in _LINE_ENDS:
            last = last._replace(end=after)
    if last.end == second[0].start and last.page == second[0].page:
        return (*first[:-1], last._replace(end=second[0].end), *second[1:])
    return (*first[:-1], last, *second)


def cut_block(block: Block, start: int, end: int, text: str, *, mark: str = "") -> Block:
    """The part of a block that stands at text[start:end], white space at its ends trimmed."""
    return replace(_cut(text, start, end, block.spans[0].page), mark=mark)


def _cut(text: str, start: int, end: int, page: int | None = None) -> Block:
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip())
    end = start + len(raw.strip())
    raw = text[start:end]
    return Block(
        spans=(Span(start, end, page),),
        text=visible(raw),
        notes=references(raw),
        lead=start,
    )


def _groups(text: str) -> Iterator[list[_Line]]:
    """Runs of lines without a blank line between them."""
    group: list[_Line] = []
    position = 0
    while position < len(text):
        if group and _TABLE.search(group[0].raw) and "</table>" in group[-1].raw:
            yield group
            group = []
        match = _LINE.match(text, position)
        assert match is not None
        raw = match[0].rstrip("\r\n\f\v\u2028\u2029")
        if group and _TABLE.search(raw) and not _TABLE.search(group[0].raw):
            yield group
            group = []
        if raw.strip(" \t\ufeff\u200b\xa0") or (group and _TABLE.search(group[0].raw)):
            group.append(_Line(position, position + len(raw), match.end(), raw))
        elif group:
            yield group
            group = []
        position = match.end()
    if group:
        yield group


def _html_rows(lines: list[_Line], text: str) -> Iterator[Block]:
    """The rows of a table in HTML, and what stands on the same lines before and after it."""
    start, end = lines[0].start, lines[-1].end
    position = start
    for match in _TABLE_ROW.finditer(text, start, end):
        if visible(text[position : match.start()]):
            yield _cut(text, position, match.start())
        yield replace(_cut(text, match.start(1), match.end(1)), style="row")
        position = match.end()
    if visible(text[position:end]):
        yield _cut(text, position, end)


def _blocks_of(lines: list[_Line], text: str, dense: DenseLayout | None) -> Iterator[Block]:
    start = 0
    heading = False
    listing = _is_listing(lines)
    for i in range(1, len(lines) + 1):
        if i < len(lines) and not (
            listing
            or _parts(lines[i - 1].raw, lines[i].raw, i - 1 == start)
            or (dense and dense.parts(lines[i - 1].raw, lines[i].raw))
        ):
            continue
        underlined = _underline_depth(lines[start:i], lines[i : i + 1])
        block = _block(lines[start:i], text)
        if block is not None and underlined:
            yield replace(block, style="heading", depth=underlined)
        elif block is not None and not (block.style == "rule" and heading):
            yield block
        heading = bool(underlined)
        start = i


def _underline_depth(lines: list[_Line], following: list[_Line]) -> int:
    """1 or 2 for a line that Markdown makes a heading by underlining it, else 0."""
    if len(lines) != 1 or not following or _opening(lines[0].raw)[0:2] != ("plain", ""):
        return 0
    line = following[0].raw.strip()
    if len(line) < 3 or len(lines[0].raw) > _LONGEST_UNDERLINED or ":" in lines[0].raw:
        return 0
    return 1 if set(line) == {"="} else 2 if set(line) == {"-"} else 0


def _is_entry(raw: str) -> bool:
    line = _PADDING.sub(r"\1\1", raw.strip())
    return len(line) <= _LONGEST_ENTRY and bool(_ENTRY.match(line))


def _is_listing(lines: list[_Line]) -> bool:
    """A contents page whose lines end with page numbers: one line is one entry."""
    if len(lines) < 3:
        return False
    return sum(_is_entry(line.raw) for line in lines) >= 0.8 * len(lines)


def _parts(before: str, after: str, alone: bool) -> bool:
    """True where a block ends between two lines that no blank line separates.

    `alone`: the line before is the whole block so far.
    """
    if _HASH.match(before) or _RULE.match(before) or _is_row(before):
        return True
    if _HASH.match(after) or _RULE.match(after) or _NOTE.match(after) or _is_row(after):
        return True
    if _BULLET.match(after) or _NUMBER.match(after) or _CROSS.match(after):
        return True
    # A heading that its name shows may stand right above or below prose.
    named = _NAMED_LINE.match(visible(before)) or (_WHOLE_BOLD.match(before) and ":" in before)
    if named and alone:
        return True
    words = visible(after)
    if _ADDRESSED.match(words):
        return True
    return bool(_NAMED_LINE.match(words)) and bool(_PAUSE.search(before.rstrip()))


def _is_row(raw: str) -> bool:
    """A line of a table: cells with tabs between them, or between bars."""
    if raw.strip().startswith("|") and raw.count("|") >= 2:
        return True
    mark = _BULLET.match(raw) or _NUMBER.match(raw)
    rest = raw[mark.end() :] if mark else raw
    if "\t" not in rest:
        return False
    cells = [cell for cell in rest.strip(" ").split("\t") if cell.strip()]
    if len(cells) != 1:
        return len(cells) > 1
    # A tab before a single cell is a lost column, or the indentation of a sentence that goes on.
    return rest.count("\t") > 1 or (rest.startswith("\t") and not cells[0].strip()[:1].islower())


def _block(lines: list[_Line], text: str) -> Block | None:
    first = lines[0]
    if len(lines) == 1 and (_RULE.match(first.raw) or _PIPE_RULE.match(first.raw)):
        return Block((Span(first.start, first.end, None),), "", "rule", lead=first.start)
    style, mark, depth, skip = _opening(first.raw)
    start = first.start + skip
    spans = _line_spans(lines, start, text)
    raw = "".join(text[span.start : span.end] for span in spans)
    if style == "plain" and not mark and len(lines) == 1 and _WHOLE_BOLD.match(first.raw):
        style = "bold"
    words = visible(raw)
    if not words and style != "row":
        return None
    lead = first.start + len(first.raw) - len(first.raw.lstrip())
    if spans[-1].end <= start:
        return None
    return Block(
        spans=spans,
        text=words,
        style=style,
        mark=mark,
        depth=depth,
        indented=first.raw[:1].isspace(),
        notes=references(raw),
        lead=lead,
    )


def _opening(raw: str) -> tuple[Style, str, int, int]:
    """Style, mark, depth and length of what stands before the words of a line."""
    indent = len(raw) - len(raw.lstrip(" \t\ufeff\u200b\xa0"))
    if match := _HASH.match(raw):
        return "heading", "", len(match[1]), match.end()
    if _is_row(raw):
        return "row", "", 0, 0 if "\t" in raw[:indent] else indent
    if match := _NOTE.match(raw):
        digits = match[1] or match[3] or match[4]
        if digits is None:
            digits = "".join(str(SUPERSCRIPTS.index(char)) for char in match[2])
        return "note", digits, 0, match.end()
    if match := _BULLET.match(raw):
        inner = _NUMBER.match(raw[match.end() :].lstrip("*"))
        if inner:
            stars = len(raw[match.end() :]) - len(raw[match.end() :].lstrip("*"))
            return "plain", inner[1], 0, match.end() + stars + inner.end()
        return "plain", match[1] or match[2], 0, match.end()
    if match := _NUMBER.match(raw):
        return "plain", match[1], 0, match.end()
    if match := _CROSS.match(raw):
        return "plain", match[1], 0, match.end()
    return "plain", "", 0, indent


def _line_spans(lines: list[_Line], start: int, text: str) -> tuple[Span, ...]:
    """One span over the lines, cut where a word is hyphenated at a line end."""
    spans = []
    for line, following in pairwise(lines):
        end = line.start + len(line.raw.rstrip())
        if _HYPHEN.search(line.raw.rstrip()) and following.raw.lstrip()[:1].islower():
            spans.append(Span(start, end, None))
            start = following.start + len(following.raw) - len(following.raw.lstrip())
    last = lines[-1].raw.rstrip()
    if glyph := _GLYPH.search(last):
        last = last[: glyph.start()]
    spans.append(Span(start, max(start, lines[-1].start + len(last)), None))
    return tuple(spans)


def _inline_items(block: Block, text: str) -> tuple[Block, ...]:
    """The items of a paragraph that ran together with ticks and crosses between them.

    The first is what stands before the first mark (when anything does); () when there are fewer
    than three marks, which may be letters or signs of multiplication.
    """
    start, end = block.spans[0].start, block.spans[-1].end
    marks = list(_INLINE_MARK.finditer(text, start, end))
    if len(marks) < 3 or not any(match[1] in "✔✓✗✘" for match in marks):
        return ()
    parts = []
    if text[start : marks[0].start()].strip():
        parts.append(cut_block(block, start, marks[0].start(), text))
    ends = [match.start() for match in marks[1:]] + [end]
    for match, stop in zip(marks, ends, strict=True):
        parts.append(cut_block(block, match.end(), stop, text, mark=match[1]))
    return tuple(parts)

"""What the page left behind: contents pages, page numbers, running lines, figures of charts."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.blocks import Block
from ingest.layout import Layout, plain_name, split_label

CAPTION = re.compile(r"^(?:Figure|Fig\.|Table|Chart|Box|Map|Exhibit)\s+\d+", re.IGNORECASE)
_FIGURES = re.compile(r"^[\s\d.,%£+–—()-]*\d[\s\d.,%£+–—()-]*$")
_SMALL = re.compile(r"[\d\s().–—-]{1,12}")
_NUMBERISH = re.compile(r"^[\d.,%£+–-]*\d[\d.,%£+–-]*$")
_LEGEND = re.compile(r"[■□▪●◆▲]\s*\w")
_PAGE = re.compile(r"^(?:page\s+)?[-–—|]?\s*\d{1,3}\s*(?:of\s+\d{1,3})?\s*[-–—|]?$", re.IGNORECASE)
_NUMBERED_LINE = re.compile(
    r"^(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?\s+|\s+(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?$"
)
_PERCENT = re.compile(r"^\d{1,3}(?:\.\d+)?\s?(?:%|per cent)$")
_ENTRY = re.compile(r"^(?P<name>\S.*?)(?:[\s.…·_]*[.…\t·_]+[\s.…]*|\s+)(?P<page>\d{1,3})$")
_CLOSED = re.compile(r"[.!?;,]['\"’”)]*$")
_LONGEST_LINE = 100
"""Characters of a header or footer."""
_OFTEN = 3
"""Times that a line with changing numbers must come up to be a header or footer."""


def without_residue(blocks: Sequence[Block], layout: Layout, cover: int) -> tuple[Block, ...]:
    """The blocks without page numbers, running lines and what charts left; the cover stays."""
    common = Counter(_without_digits(block) for block in blocks if _may_run(block))
    out: set[int] = set()
    for i, block in enumerate(blocks):
        before = blocks[i - 1] if i else None
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        if i <= cover or block.style in ("rule", "note"):
            continue
        if block.style == "row":
            if _is_footer(block, before, after) and _is_running(block, common, layout):
                out.add(i)
            continue
        figures = _is_figures(block, before, after)
        link = plain_name(block.text) in layout.page_links
        if link or figures or _is_legend(block) or _is_running(block, common, layout):
            out.add(i)
    out |= _labels_of_charts(blocks, out)
    return tuple(block for i, block in enumerate(blocks) if i not in out)


def contents_page(blocks: Sequence[Block], layout: Layout) -> tuple[set[int], set[str]]:
    """Positions of the contents page, and the plain names of its entries."""
    start = next(
        (i for i, block in enumerate(blocks) if plain_name(block.text) in layout.contents), None
    )
    if start is None:
        return set(), set()
    positions, rules, entries = {start}, set(), set()
    last = {_whole_name(block): i for i, block in enumerate(blocks)}
    for i in range(start + 1, len(blocks)):
        block = blocks[i]
        if block.style == "rule":
            rules.add(i)
            continue
        if plain_name(block.text) in layout.contents:
            positions.add(i)
            continue
        # Contents of a web page have no numbers of pages, but what they list comes up again.
        again = block.mark and last[_whole_name(block)] > i
        name = _whole_name(block) if again else _entry(block)
        if not name:
            break
        positions |= {i, *rules}
        entries |= {plain_name(name), split_label(name)[1]}
    return positions, entries


def _whole_name(block: Block) -> str:
    """The plain words of a block, the number of an item with them."""
    return plain_name(f"{block.mark}. {block.text}" if block.numbered else block.text)


def _entry(block: Block) -> str:
    """The name of an entry of a contents page; "" where the block is none."""
    match = _ENTRY.match(block.text)
    if match is None or len(block.text) > 150:
        return ""
    name = match["name"].rstrip(" .…·_\t").replace("\t", " ")
    return f"{block.mark}. {name}" if block.numbered else name


def _is_figures(block: Block, *beside: Block | None) -> bool:
    """Nothing but figures: a page number, the axis of a chart; not the answer to a question."""
    if block.mark:
        return False
    before = beside[0]
    if _PERCENT.match(block.text) and before is not None and before.text.endswith("?"):
        return False
    if _PAGE.match(block.text):
        return True
    if _FIGURES.match(block.text):
        # "1,234" or "£5" alone may be a fact that its picture showed; two in a row are an axis.
        return _SMALL.fullmatch(block.text) is not None or any(
            each is not None and _FIGURES.match(each.text) for each in beside
        )
    words = block.text.split()
    figures = sum(bool(_NUMBERISH.match(word)) for word in words)
    return len(words) >= 4 and figures > 0.5 * len(words)


def _is_legend(block: Block) -> bool:
    return len(_LEGEND.findall(block.text)) >= 2 and len(block.text.split()) < 40


def _is_footer(row: Block, *beside: Block | None) -> bool:
    """A name and a page number with a tab between them, in no table: a row that stands alone."""
    cells = [cell for cell in row.text.split("\t") if cell]
    numbered = len(cells) == 2 and any(_PAGE.match(cell) for cell in cells)
    return numbered and all(each is None or each.style != "row" for each in beside)


def _may_run(block: Block) -> bool:
    plain = block.style in ("plain", "bold", "row") and not block.mark
    return plain and len(block.text) <= _LONGEST_LINE


def _without_digits(block: Block) -> str:
    return _bare(re.sub(r"\d+", "", plain_name(block.text)))


def _bare(line: str) -> str:
    return line.strip(" |-–").removeprefix("page ").removesuffix(" page").strip(" |-–")


def _is_running(block: Block, common: Counter[str], layout: Layout) -> bool:
    """A header or footer: a known line with a place or page number after it, or a line that
    comes up often with other numbers."""
    if not _may_run(block) or _CLOSED.search(block.text):
        return False
    whole = plain_name(block.text)
    name = _bare(_NUMBERED_LINE.sub("", whole))
    times = common[_without_digits(block)]
    known = max((line for line in layout.running if name.startswith(line)), key=len, default="")
    rest = name[len(known) :]
    if known and rest[:1] in ("", ":", " ", ",") and len(rest.split()) <= 10:
        return rest[:1] == ":" or name != whole or times > 1
    return times >= _OFTEN and name != whole and len(name) > 5


def _labels_of_charts(blocks: Sequence[Block], figures: set[int]) -> set[int]:
    """Words that stand between the figures of a chart and its caption."""
    out: set[int] = set()
    for i, block in enumerate(blocks):
        if not CAPTION.match(block.text):
            continue
        between: list[int] = []
        for j in range(i - 1, max(-1, i - 8), -1):
            if j in figures:
                out.update(between)
                break
            short = len(blocks[j].text.split()) <= 12 and not _CLOSED.search(blocks[j].text)
            if not short or blocks[j].style != "plain" or blocks[j].mark:
                break
            between.append(j)
    return out

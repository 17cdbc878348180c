"""Headings of a PDF by their type: larger or heavier than the body, levels by rank of size."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.readers.pdf_blocks import Block, Item
from ingest.readers.pdf_lines import BULLETS

_LARGER = 1.12
"""Size of a heading that is not bold against the body's."""
_BOLD_LARGER = 1.03
"""The same of a bold one."""
_RANK = 0.6
"""Points between two ranks of size, at least."""
_LONGEST = 30
"""Words; longer blocks in large type are quotations."""
_LINES = 4
_STOPPED = re.compile(r"[.;,]['\"’”)]*$")
_QUOTED = ("“", "‘", '"', "'")
_TITLE = 1.4
"""Size against the body's from which even a line with a full stop is a heading."""


def set_levels(items: Sequence[Item], body: float) -> None:
    """Gives each heading its level, by rank of size among the headings of the document."""
    headings = [item for item in items if isinstance(item, Block) and _heads(item, body)]
    sizes = _ranks(block.size for block in headings if block.pages[0] > 1)
    if not sizes:
        sizes = _ranks(block.size for block in headings)
    for block in headings:
        above = [size for size in sizes if size > block.size + _RANK / 2]
        block.level = len(above) + 1


def body_size(weights: Counter[float]) -> float:
    """The size of type in points that most of the document is printed in."""
    return max(weights, key=lambda size: (weights[size], -size), default=10.0)


def _heads(block: Block, body: float) -> bool:
    if (block.mark in BULLETS and block.mark) or block.note or block.entry:
        return False
    text = block.text
    if len(block.lines) > _LINES or len(text.split()) > _LONGEST or not any(map(str.isalpha, text)):
        return False
    if block.size < (_BOLD_LARGER if block.bold else _LARGER) * body:
        return False
    if text.startswith(_QUOTED) and len(text.split()) > 8:
        return False
    return not _STOPPED.search(text) or block.size >= _TITLE * body


def _ranks(sizes: Iterable[float]) -> list[float]:
    """Distinct sizes from the largest down; those nearer than a rank are one."""
    out: list[float] = []
    for size in sorted(sizes, reverse=True):
        if not out or out[-1] - size > _RANK:
            out.append(size)
    return out

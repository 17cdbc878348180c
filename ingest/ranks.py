"""Ranks: which level the marks of headings mean, where a document uses them like an outline."""

from collections.abc import Sequence
from typing import NamedTuple

from ingest.layout import Layout

DEEPEST = 4
"""Levels of a section tree."""
_FIRM = 0.75
"""Of the chapters known by name, how many marked alike show that the marks are those of levels."""


class Marked(NamedTuple):
    """A heading as it is marked."""

    depth: int
    """Number of # before it: 1 the highest."""
    name: str
    """Its plain name, without its number."""


def ranks_of(marked: Sequence[Marked], layout: Layout, entries: set[str]) -> dict[int, int]:
    """Depth to logical level for a report; {} where the marks cannot be trusted.

    `entries` are the plain names on its contents page. Names of chapters may come up inside others
    ("Methodology" in a summary), among headings of other names.
    """
    known = [each for each in marked if each.name in layout.chapters]
    listed = known or [each for each in marked if each.name in entries]
    top = min((each.depth for each in listed), default=0)
    high = sum(each.depth == top for each in known)
    if high < _FIRM * len(known) and not _outlined(marked, layout, top):
        return {}
    depths = sorted({max(each.depth, top) for each in marked})
    if len(depths) < 2:
        return {}
    return by_depth(marked, depths)


def by_depth(marked: Sequence[Marked], depths: Sequence[int]) -> dict[int, int]:
    """Every depth to its level, by the depths that begin a level; what is higher is level 1."""
    ranks = {depth: min(DEEPEST, rank) for rank, depth in enumerate(depths, start=1)}
    return {each.depth: ranks[max(each.depth, depths[0])] for each in marked}


def _outlined(marked: Sequence[Marked], layout: Layout, top: int) -> bool:
    """True where each deeper chapter name stands among headings of its depth, of other names."""
    parts: list[list[Marked]] = [[]]
    for each in marked:
        if each.depth <= top:
            parts.append([])
        else:
            parts[-1].append(each)
    return not parts[0] and all(
        any(other.depth == each.depth and other.name not in layout.chapters for other in part)
        for part in parts
        for each in part
        if each.name in layout.chapters
    )

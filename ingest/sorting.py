"""Sorting: which points of a list are strengths, which areas for improvement, which are open.

A heading sorts the list below it, whatever the wording of single points: strengths are told of bad
times. Texts lose headings: then a whole list of criticisms stands at the end of a list of
strengths, and calling these strengths is worse than leaving them open.
"""

import re
from collections.abc import Sequence

from ingest.headings import Node
from ingest.rejoin import Piece
from ingest.sections import Outline
from ingest.tone import Tone, tone

_GAP = re.compile(r"\n[ \t]*\n")
_WORD = re.compile(r"\w")
_LEAST_RUN = 3
"""Criticisms at the end of a list that show, without any gap, that it goes over to another."""
_LEAST_SHARE = 0.8
"""Of the points of such an end, how many must be plain criticisms."""


def sort_points(pieces: Sequence[Piece], outline: Outline, text: str) -> None:
    """Gives the bullets of sorted lists their polarity."""
    lists: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.type != "bullet" or piece.node is None:
            continue
        if piece.block.ticked is not None:
            piece.polarity = "strength" if piece.block.ticked else "improvement"
        elif piece.listed:
            piece.polarity = "unlabelled"
        elif piece.node.kind == "improvements":
            piece.polarity = "improvement"
        elif piece.node.kind == "strengths":
            trusted = _has_counterpart(piece.node, outline)
            piece.polarity = "strength" if trusted else "unlabelled"
            if trusted:
                lists.setdefault(id(piece.node), []).append(piece)
    for points in lists.values():
        for piece in _doubted(points, text):
            piece.polarity = "unlabelled"


def _has_counterpart(node: Node, outline: Outline) -> bool:
    """True where a list of areas for improvement follows a list of strengths.

    Without it the heading of the areas is lost (Sheffield 2023 lost twelve), and criticisms
    stand below "Strengths".
    """
    after = outline.nodes.index(node) + 1
    following = outline.nodes[after] if after < len(outline.nodes) else None
    return (
        following is not None
        and following.kind == "improvements"
        and following.path[:-1] == node.path[:-1]
    )


def _doubted(points: Sequence[Piece], text: str) -> list[Piece]:
    """The points of a list of strengths that its heading may not have been meant for.

    They are all that comes after a gap or a turn beyond which criticism prevails.
    """
    tones = [tone(piece.block.text) for piece in points]
    start = min([*_turns(tones), *_broken(points, tones, text)], default=len(points))
    return list(points[start:])


def _turns(tones: Sequence[Tone]) -> list[int]:
    """Where the end of the list begins that is mostly criticism; [] where there is no such end."""
    for at, each in enumerate(tones):
        rest = tones[at:]
        against = rest.count("against")
        if each == "against" and against >= max(_LEAST_RUN, _LEAST_SHARE * len(rest)):
            return [at]
    return []


def _broken(points: Sequence[Piece], tones: Sequence[Tone], text: str) -> list[int]:
    """The points after a gap, in a list that has no others, beyond which criticism prevails."""
    gaps = [at for at in range(1, len(points)) if _gap(points[at - 1], points[at], text)]
    if 2 * len(gaps) >= len(points):
        return []
    return [at for at in gaps if tones[at:].count("against") > tones[at:].count("for")]


def _gap(before: Piece, after: Piece, text: str) -> bool:
    """True where nothing but a blank line parts two points; a page break parts them by more."""
    between = text[before.block.spans[-1].end : after.block.spans[0].start]
    return bool(_GAP.search(between)) and not _WORD.search(between)

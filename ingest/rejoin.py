"""Rejoining: lists, paragraphs and signatures that the page cut apart."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.blocks import Block, join_blocks
from ingest.headings import Node
from ingest.models import PassageType, Polarity

END = re.compile(r"[.!?:;]['\"’”)\]]*$|['\"”]$")
_LOOSE = re.compile(
    r"(?:,|\b(?:a|an|the|of|by|with|and|or|to|in|on|at|for|from|as|that|which|who|their|its|this|these"
    r"|those|was|were|is|are|be|been|had|has|have|not|per|between|than|into|about|both|such))$",
    re.IGNORECASE,
)
_MOST_JOINS = 100
"""A paragraph has fewer lines; each join costs as much as what was joined before."""
_SIGNATORY = re.compile(
    r"^(?:(?:HM|HMI|His Majesty's|Her Majesty's|Interim|Acting)\s+)*"
    r"(?:(?:Deputy|Assistant|Regional|Executive|Chief)\s+)*(?:Inspector|Director)\b.{0,60}$"
)
_PERSON = re.compile(r"^(?:(?:Dame|Sir|Dr|Lord|Lady)\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’.-]*){1,4}$")


@dataclass(slots=True)
class Piece:
    """A passage in the making."""

    block: Block
    node: Node | None
    type: PassageType
    order: int
    """Position of its first block in the report."""
    polarity: Polarity | None = None
    rows: tuple[tuple[str, ...], ...] | None = None
    listed: bool = False
    """True where a list holds it though its mark is lost."""
    joins: int = 0
    """How many pieces were joined to it."""


def rejoin(pieces: list[Piece], text: str) -> list[Piece]:
    """Lists and paragraphs that the page cut, put together over whatever stands between."""
    out: list[Piece] = []
    for i, piece in enumerate(pieces):
        target = _continued(out, piece, islice(pieces, i + 1, None))
        if target is None or target.joins == _MOST_JOINS:
            out.append(piece)
        else:
            target.block = join_blocks(target.block, piece.block, text)
            target.joins += 1
    return out


def _continued(out: Sequence[Piece], piece: Piece, rest: Iterable[Piece]) -> Piece | None:
    """The piece that this one goes on with, or None."""
    if piece.type != "paragraph":
        return None
    nearest = (each for each in reversed(out) if each.type not in ("caption", "table"))
    before = list(islice(nearest, 6))
    before = before[: next((i for i, each in enumerate(before) if each.node is not piece.node), 6)]
    bodies = [each for each in before if each.type in ("bullet", "numbered", "paragraph")]
    body = bodies[0] if bodies else None
    for each in bodies[: 3 if piece.block.text[:1].islower() else 1]:
        if _is_open(each, piece):
            return each
    note = before[0] if before and before[0].type == "footnote" else None
    if note is not None and _is_open(note, piece):
        return note
    if body is not None and out and out[-1] is body and _between_bullets(body, piece, rest):
        return body
    return None


def _is_open(first: Piece, second: Piece) -> bool:
    """True where the words of the second finish the sentence of the first."""
    end, start = first.block.text, second.block.text
    if END.search(end):
        return False
    if start[:1].islower():
        return True
    if second.block.indented or (first.type == "paragraph" and len(end.split()) < 8):
        return False
    return bool(_LOOSE.search(end)) and bool(END.search(start))


def _between_bullets(body: Piece, piece: Piece, rest: Iterable[Piece]) -> bool:
    """A paragraph without a mark in the middle of a list belongs to the bullet before it."""
    if body.type != "bullet" or piece.block.indented or piece.block.text.endswith(":"):
        return False
    if not END.search(piece.block.text):
        return False
    following = next((each for each in rest if each.type not in ("footnote", "quote")), None)
    return following is not None and following.type == "bullet" and following.node is piece.node


def join_signatures(pieces: list[Piece], text: str) -> list[Piece]:
    """The name and the office of who signed, on two lines; what a picture repeats is left out."""
    out: list[Piece] = []
    signed = ""
    for piece in pieces:
        words = piece.block.text
        last = out[-1] if out else None
        if last is not None and _signs(last, piece):
            signed = last.block.text
            last.block = join_blocks(last.block, piece.block, text)
            continue
        if signed and piece.type == "paragraph" and signed.startswith(words):
            continue
        out.append(piece)
    return out


def _signs(name: Piece, office: Piece) -> bool:
    return (
        name.type == office.type == "paragraph"
        and bool(_PERSON.match(name.block.text))
        and bool(_SIGNATORY.match(office.block.text))
    )

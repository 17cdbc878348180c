"""The section tree: every block gets its part in the report, and the headings make the tree."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.blocks import Block
from ingest.headings import Guide, Headings, Node, can_head, heading_name
from ingest.layout import plain_name
from ingest.models import Section, Span
from ingest.residue import contents_page

Role = Literal["body", "heading", "furniture", "dropped"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its part in the report."""

    block: Block
    role: Role
    node: Node | None
    """The heading above, or the heading itself."""


@dataclass
class Outline:
    """All blocks in order with their parts, and the headings among them."""

    placed: list[Placed] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)

    def sections(self) -> tuple[Section, ...]:
        """The section tree as the report keeps it, in order of reading."""
        return tuple(
            Section(
                path=node.path,
                level=node.level,
                standard=node.standard,
                spans=_heading_span(node.block),
                page=node.block.spans[0].page,
            )
            for node in self.nodes
        )


def find_sections(blocks: Sequence[Block], guide: Guide) -> Outline:
    """Every block placed: heading, body, furniture or dropped, with the heading above it."""
    contents, entries = contents_page(blocks, guide.layout)
    headings = Headings(blocks, guide, entries, contents)
    start = _first_chapter(blocks, guide, entries, contents)
    out = Outline()
    furniture = False
    for i, block in enumerate(blocks):
        if block.style == "rule" or i in contents:
            out.placed.append(Placed(block, "dropped", None))
            continue
        if i < start or _heads_furniture(block, guide):
            furniture = i >= start
            out.placed.append(Placed(block, "furniture", None))
            continue
        node = headings.read(i, block)
        if node is not None and (not furniture or node.kind != "other" or block.depth):
            furniture = False
            headings.push(node)
            out.nodes.append(node)
            out.placed.append(Placed(block, "heading", node))
        elif furniture:
            out.placed.append(Placed(block, "furniture", None))
        else:
            headings.pass_body(block)
            above = headings.stack[-1] if headings.stack else None
            out.placed.append(Placed(block, "body", above))
    return out


def _heads_furniture(block: Block, guide: Guide) -> bool:
    """True where acknowledgements, copyright or the publisher's address begin."""
    if block.style == "row" or guide.kind == "other":
        return False
    plain = plain_name(block.text)
    return heading_name(block) in guide.layout.furniture or any(
        plain.startswith(opening) for opening in guide.layout.furniture_openings
    )


def _first_chapter(
    blocks: Sequence[Block], guide: Guide, entries: set[str], contents: set[int]
) -> int:
    """Position of the first block of the body: everything before it is furniture."""
    after = guide.cover + 1
    if guide.kind == "other":
        return after
    for i, block in enumerate(blocks[after:], start=after):
        if i in contents or not can_head(block):
            continue
        name = heading_name(block)
        known = guide.layout.chapters | guide.names.domains
        if name in known or plain_name(block.text) in entries:
            return i
    marked = (
        i
        for i, block in enumerate(blocks[after:], start=after)
        if block.depth and heading_name(block) not in guide.layout.furniture
    )
    return next(marked, after)


def _heading_span(block: Block) -> tuple[Span, ...]:
    """Where a heading stands, its number included."""
    if not block.numbered:
        return block.spans
    return (block.spans[0]._replace(start=block.lead), *block.spans[1:])

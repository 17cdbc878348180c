"""What is inside each element of a page, counted once: words, links, headings, tables."""

import re
from dataclasses import dataclass

from ingest.readers.html_tree import Node

_WORD = re.compile(r"\w[^\s|]*")
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


_CELLS = frozenset(("td", "th"))
_CELL_ROLES = frozenset(("cell", "gridcell", "columnheader", "rowheader"))


def is_cell(node: Node) -> bool:
    """Whether an element is a cell of a table by its tag or its role."""
    return node.tag in _CELLS or node.role() in _CELL_ROLES


@dataclass(slots=True)
class Inside:
    """What an element holds, dropped parts left out."""

    elements: int = 0
    words: int = 0
    linked: int = 0
    """Words inside links."""
    links: int = 0
    local: int = 0
    """Links to places on the same page."""
    headings: int = 0
    titles: int = 0
    """Headings of the highest level."""
    tables: int = 0
    """Tables, not counting itself."""
    items: int = 0
    """Items of lists, not counting itself."""
    paragraphs: int = 0
    shapes: int = 0

    def add(self, other: "Inside") -> None:
        """Count what an element inside it holds."""
        self.elements += other.elements
        self.words += other.words
        self.linked += other.linked
        self.links += other.links
        self.local += other.local
        self.headings += other.headings
        self.titles += other.titles
        self.tables += other.tables
        self.items += other.items
        self.paragraphs += other.paragraphs
        self.shapes += other.shapes

    def is_label(self) -> bool:
        """Whether it is small enough to be a heading or a label, and its words to be looked at."""
        return self.words <= 30 and self.elements <= 30

    def is_list_of_links(self) -> bool:
        """Whether it is little more than links."""
        return self.links >= 2 and self.linked >= 0.6 * self.words


def count(root: Node) -> dict[int, Inside]:
    """What each element holds, by its order; dropped elements have no entry."""
    found: dict[int, Inside] = {}
    for node in reversed(list(root.nodes())):
        inside = found.setdefault(node.order, Inside())
        for child in node.children:
            if isinstance(child, str):
                inside.words += len(_WORD.findall(child))
            elif child.order in found:
                inside.add(found[child.order])
                _count_itself(inside, child)
        if node.tag == "a" and node.get("href"):
            inside.linked = inside.words
    return found


def _count_itself(inside: Inside, child: Node) -> None:
    inside.elements += 1
    if child.tag in HEADINGS:
        inside.headings += 1
        inside.titles += child.tag == "h1"
    elif child.tag == "table":
        inside.tables += 1
    elif child.tag in ("li", "dt"):
        inside.items += 1
    elif child.tag == "p":
        inside.paragraphs += 1
    elif child.tag in ("circle", "ellipse", "path", "rect", "polygon"):
        inside.shapes += 1
    elif child.tag == "a" and child.get("href"):
        inside.links += 1
        inside.local += child.get("href").startswith("#")

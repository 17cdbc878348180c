"""Footnotes of a page: which links are marks, and which elements are the notes they lead to."""

import re
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import unquote

from ingest.readers.html_stats import HEADINGS, Inside
from ingest.readers.html_tree import Node, Tree
from ingest.readers.html_words import bare, name_parts, page_words

_MARK = re.compile(
    r"[\[(]?\s*(?:(?:foot|end)?note|fn|n)?\.?\s*(\d{1,3}|[ivx]{1,5}|[a-z]|[*†‡§¶#]{1,3})\s*[\])]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\[(]?\s*\d{1,3}\s*[\])]?")
_INLINE = frozenset(("a", "sup", "sub", "span", "b", "strong", "i", "em", "small", "font", "cite"))
_LARGEST = 20
"""Elements of a link from which it is no mark and no way back."""
_MOST_ELEMENTS = 300
"""Elements of a note."""
_LONGEST = 600
"""Words of a note; what a link of a contents page leads to has more, or is a heading."""


@dataclass
class Notes:
    """The notes of a page and the links that lead to them."""

    marks: dict[int, int] = field(default_factory=dict)
    """Numbers of the notes by the order of the elements that are their marks."""
    notes: dict[int, Node] = field(default_factory=dict)
    """Notes by number."""
    printed: dict[int, str] = field(default_factory=dict)
    """What their marks print, by number: another number, a letter or a sign."""
    numbers: dict[int, int] = field(default_factory=dict)
    """Numbers by the order of the elements that are notes."""

    def leads_back(self, link: Node, tree: Tree) -> bool:
        """Whether a link goes from a note to its mark, or to a place of the page without words."""
        if link.order in self.marks or link.tag != "a" or not link.get("href"):
            return False
        address = link.get("href")
        if not address.startswith(("#", "javascript:")):
            return False
        if sum(1 for _ in islice(link.nodes(), _LARGEST)) == _LARGEST:
            return False
        words = link.words()
        if not any(each.isalnum() for each in words):
            return not any(each.tag in ("img", "svg") for each in link.nodes())
        if bare(words) in page_words().back:
            return True
        target = tree.ids.get(fragment(address))
        before = target is not None and target.order < link.order
        return before and bool(_MARK.fullmatch(words)) and self._is_inside_note(link)

    def _is_inside_note(self, node: Node) -> bool:
        return any(each.order in self.numbers for each in node.ancestors())


def fragment(address: str) -> str:
    """The name of a place on the page that an address leads to; "" for none."""
    return unquote(address.partition("#")[2])


def lift_tooltips(tree: Tree) -> None:
    """Makes notes of what opens beside a number in the middle of a sentence.

    The number becomes a link, and the note moves behind the block that it was put into.
    """
    lifted: set[int] = set()
    for mark in list(tree.root.nodes()):
        if mark.tag not in ("button", "span") and mark.role() != "button":
            continue
        key = mark.get("aria-describedby") or mark.get("aria-controls")
        note = tree.ids.get(key) if key else None
        if note is None or note.order <= mark.order or note.order in lifted:
            continue
        small = sum(1 for _ in islice(mark.nodes(), _LARGEST)) < _LARGEST
        if not small or note.tag not in _INLINE or not _NUMBER.fullmatch(mark.words()):
            continue
        block = next((each for each in note.ancestors() if each.tag not in _INLINE), None)
        if block is None or block.parent is None or note.parent is None:
            continue
        note.parent.children[note.at] = ""
        note.tag, note.parent, note.at = "div", block.parent, len(block.parent.children)
        block.parent.children.append(note)
        note.attrs = {"id": key}
        mark.tag, mark.attrs = "a", {"href": f"#{key}"}
        lifted.add(note.order)


def find_notes(tree: Tree, inside: dict[int, Inside]) -> Notes:
    """The notes of a page; a mark whose note is missing is none of them."""
    found = Notes()
    unnumbered: list[tuple[Node, Node]] = []
    for link in tree.root.nodes():
        note = _note_of(link, tree, inside) if link.tag == "a" else None
        if note is None:
            continue
        match = _MARK.fullmatch(link.words())
        mark = match[1] if match else ""
        number = int(mark) if mark.isdigit() else 0
        if note.order in found.numbers:
            found.marks[link.order] = found.numbers[note.order]
        elif number and number not in found.notes:
            _keep(found, note, number, link)
        else:
            unnumbered.append((link, note))
    _unreferenced(tree, inside, found)
    for link, note in unnumbered:
        if note.order in found.numbers:
            found.marks[link.order] = found.numbers[note.order]
        else:
            # Signs, letters, and numbers that begin again in each chapter get numbers of their own.
            match = _MARK.fullmatch(link.words())
            number = max(found.notes, default=0) + 1
            found.printed[number] = match[1] if match else ""
            _keep(found, note, number, link)
    return found


def _keep(found: Notes, note: Node, number: int, link: Node | None = None) -> None:
    found.notes[number] = note
    found.numbers[note.order] = number
    if link is not None:
        found.marks[link.order] = number


def _note_of(link: Node, tree: Tree, inside: dict[int, Inside]) -> Node | None:
    """The note that a link with a mark leads to; None for another link."""
    address = link.get("href")
    if "#" not in address or link.order not in inside or not inside[link.order].is_label():
        return None
    target = tree.ids.get(fragment(address))
    if target is None or target.order <= link.order or not _MARK.fullmatch(link.words()):
        return None
    note = _holder(target)
    held = inside.get(note.order)
    if held is None or note.dropped or note.tag in HEADINGS or held.headings:
        return None
    around = any(each is note for each in link.ancestors())
    small = 0 < held.words <= _LONGEST and held.elements <= _MOST_ELEMENTS
    return note if small and not around else None


def _holder(target: Node) -> Node:
    """The element that holds the words of a note, from the one that its address names."""
    node = target
    for around in target.ancestors():
        if node.tag not in _INLINE or around.tag == "body":
            break
        node = around
    if node.tag in ("td", "th") and node.parent is not None:
        return node.parent
    if node.tag == "p" and node.parent is not None and node.parent.tag == "li":
        return node.parent
    return node


def _unreferenced(tree: Tree, inside: dict[int, Inside], found: Notes) -> None:
    """The other items of a list of notes; its heading says nothing that the notes do not."""
    known = {each.parent.order for each in found.notes.values() if each.parent is not None}
    for node in tree.root.nodes():
        if node.tag not in ("ol", "ul"):
            continue
        heading = _heading_above(node, inside)
        if node.order not in known and heading is None and not _is_named(node):
            continue
        if heading is not None:
            heading.dropped = True
        number = 0
        for item in node.children:
            if not isinstance(item, Node) or item.tag != "li" or item.dropped:
                continue
            value = item.get("value") or (node.get("start") if not number else "")
            number = int(value) if value.isdecimal() and len(value) < 4 else number + 1
            held = inside.get(item.order)
            if item.order in found.numbers:
                number = found.numbers[item.order]
            elif held is not None and 0 < held.words <= _LONGEST and number not in found.notes:
                _keep(found, item, number)


def _is_named(node: Node) -> bool:
    """Whether a list, or what holds nothing but it, is called footnotes."""
    around = (node, *([node.parent] if node.parent is not None else []))
    for each in around:
        names = name_parts(f"{each.get('class')} {each.get('id')} {each.get('role')}")
        if names & page_words().note_lists or bare(each.get("aria-label")) in page_words().notes:
            return True
    return False


def _heading_above(node: Node, inside: dict[int, Inside]) -> Node | None:
    before = node.before()
    held = inside.get(before.order) if before is not None else None
    if before is None or held is None or not held.is_label():
        return None
    named = before.tag in HEADINGS or before.tag == "p"
    return before if named and bare(before.words()) in page_words().notes else None

"""Folds: accordions and tabs, whose words are those of the document though a script closed them."""

from typing import NamedTuple

from ingest.readers.html_looks import Looks
from ingest.readers.html_stats import HEADINGS, Inside, count
from ingest.readers.html_tree import Node, Tree
from ingest.readers.html_words import bare, name_parts, page_words

_FEWEST_WORDS = 5
"""Words of a panel that is content, and no sign or status."""
_FEWEST_HIDDEN = 15
"""Words of a hidden part that is taken for a panel by its name alone."""
_LONGEST_LABEL = 25
"""Words of the heading of a panel."""
_NEAR = 4
"""Elements around a heading beside which its panel may stand."""
_FARTHEST = 12
"""Elements and texts behind one among which the next element is looked for."""
_PANELS = frozenset(("div", "section", "article", "ul", "ol", "dl", "dd", "table", "p", "li"))
_INLINE = frozenset(("p", "li", "td", "th", "dd", "span", "label", "figure"))
"""What stands in these opens a note or a menu, and heads nothing."""
_AROUND = frozenset(("nav", "header", "footer", "form", "dialog", "aside"))
_TARGETS = ("aria-controls", "data-bs-target", "data-target", "href")


class Folds(NamedTuple):
    """What drops out of no page although it is a button, or hidden."""

    controls: frozenset[int]
    """Orders of buttons that are headings, or the words of one."""
    panels: frozenset[int]
    """Orders of what they open and close."""


def find_folds(tree: Tree, looks: Looks) -> Folds:
    """The folds of a page; a button or tab that alone names its panel becomes its heading."""
    inside = count(tree.root)
    found = _Finder(tree, looks, inside)
    for node in list(tree.root.nodes()):
        if node.tag in HEADINGS:
            found.heading(node)
        if _is_control(node) and inside[node.order].is_label() and not _is_around(node):
            found.control(node)
        elif node.tag not in HEADINGS and looks.of(node).gone and found.is_named_panel(node):
            found.panels.add(node.order)
    return Folds(frozenset(found.controls), frozenset(found.panels))


class _Finder:
    def __init__(self, tree: Tree, looks: Looks, inside: dict[int, Inside]) -> None:
        self.tree = tree
        self.looks = looks
        self.inside = inside
        self.controls: set[int] = set()
        self.panels: set[int] = set()
        self._labelled = {
            name: node
            for node in tree.root.nodes()
            if node.role() == "tabpanel"
            for name in node.get("aria-labelledby").split()
        }
        self._last = max(self.inside, default=0)
        self._levels: dict[int, int] = {}
        """Level of the heading last met in each panel, by its order; 0 for outside of all."""

    def heading(self, node: Node) -> None:
        """Takes note of a heading that others may stand under."""
        if self.inside[node.order].is_label() and bare(node.words()) in page_words().contents:
            return
        self._levels[self._around(node)] = int(node.tag[1])

    def control(self, node: Node) -> None:
        """Takes a button, link or tab that may open and close something."""
        heading = _heading_around(node)
        panel = self._target(node)
        if heading is not None:
            _drop_toggles(node)
            if heading is not node and not _is_toggle(node):
                self.controls.add(node.order)
            panel = panel or self._beside(heading)
        elif node.role() != "tab" and _says_fold(node):
            panel = panel or self._beside(node)
        if panel is None or any(each is panel for each in node.ancestors()):
            return
        if heading is None and (panel.order in self.panels or not self._heads(node)):
            return
        around = {each.order for each in node.ancestors()}
        if heading is not None and heading.tag in HEADINGS:
            self._levels[panel.order] = int(heading.tag[1])
        self.panels.add(panel.order)
        self.panels.update(each.order for each in panel.ancestors() if each.order not in around)
        if heading is None:
            self._head(node, panel)

    def is_named_panel(self, node: Node) -> bool:
        """Whether a hidden element is called like a panel, and holds what may be content."""
        names = name_parts(node.get("class"))
        if not names & page_words().folds or names & page_words().around:
            return False
        return self._is_content(node, _FEWEST_HIDDEN) and not _is_around(node)

    def _heads(self, node: Node) -> bool:
        """Whether the words of a control outside headings may be those of one."""
        held = self.inside[node.order]
        if any(each.tag in _INLINE for each in node.ancestors()) and node.role() != "tab":
            return False
        words = bare(node.words())
        opening = words.split(" ")[0]
        return 0 < held.words <= _LONGEST_LABEL and opening not in page_words().toggles

    def _head(self, node: Node, panel: Node) -> None:
        """Makes the words of a control the heading of its panel, where that has none of its own."""
        first = next((e for e in panel.nodes() if e.tag in HEADINGS), None)
        if first is not None and bare(first.words()) == bare(node.words()):
            return
        above = self._levels.get(self._around(node), self._levels.get(0, 1))
        self._levels[panel.order] = min(6, 1 + above)
        level = f"h{self._levels[panel.order]}"
        if node.role() != "tab":
            _drop_toggles(node)
            node.tag = level
            self.controls.add(node.order)
            return
        self._last += 1
        heading = Node(level, {}, panel, self._last)
        heading.children.append(node.words())
        panel.children.insert(0, heading)
        for at, each in enumerate(panel.children):
            if isinstance(each, Node):
                each.at = at

    def _around(self, node: Node) -> int:
        """Order of the panel that an element stands in, 0 where it stands in none."""
        return next((e.order for e in node.ancestors() if e.order in self.panels), 0)

    def _target(self, node: Node) -> Node | None:
        """The element that a control names as its panel."""
        for name in _TARGETS:
            key = node.get(name)
            if name != "aria-controls":
                key = key[1:] if key.startswith("#") else ""
            found = self.tree.ids.get(key) if key else None
            if found is not None and self._is_content(found, _FEWEST_WORDS):
                return found
        found = self._labelled.get(node.get("id")) if node.get("id") else None
        return found if found is not None and self._is_content(found, _FEWEST_WORDS) else None

    def _beside(self, node: Node) -> Node | None:
        """The panel behind a heading, or behind an element that holds little but that heading."""
        for _ in range(_NEAR):
            following = _after(node)
            if following is not None:
                return following if self._is_content(following, _FEWEST_WORDS) else None
            if node.parent is None:
                return None
            node = node.parent
        return None

    def _is_content(self, node: Node, fewest: int) -> bool:
        held = self.inside.get(node.order)
        if held is None or node.tag not in _PANELS or held.words < fewest:
            return False
        if node.role() in page_words().landmarks - {"tabpanel"} or node.role() == "tooltip":
            return False
        return not held.is_list_of_links()


def _is_control(node: Node) -> bool:
    if node.tag == "summary":
        return False
    named = node.tag == "button" or node.role() in ("button", "tab")
    return named or "aria-expanded" in node.attrs


def _says_fold(node: Node) -> bool:
    """Whether a control says, or is called after, what it does with what is beside it."""
    return "aria-expanded" in node.attrs or bool(name_parts(node.get("class")) & page_words().folds)


def _is_around(node: Node) -> bool:
    landmarks = page_words().landmarks - {"tablist"}
    return any(e.tag in _AROUND or e.role() in landmarks for e in node.ancestors())


def _heading_around(node: Node) -> Node | None:
    for each in (node, *node.ancestors()):
        if each.tag in HEADINGS or each.role() == "heading" or each.tag == "summary":
            return each
    return None


def _after(node: Node) -> Node | None:
    siblings = node.parent.children if node.parent is not None else []
    for at in range(node.at + 1, min(len(siblings), node.at + 1 + _FARTHEST)):
        each = siblings[at]
        if isinstance(each, Node) and not each.dropped:
            return each
    return None


def _is_toggle(node: Node) -> bool:
    words = bare(node.words())
    return not any(map(str.isalnum, words)) or words in page_words().toggles


def _drop_toggles(control: Node) -> None:
    """Mark the words inside a control that say what a click does: "Show this section"."""
    for node in control.nodes():
        if node is not control and node.children and _is_toggle(node):
            node.dropped = True

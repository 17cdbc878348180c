"""The flow of a page: words, breaks, marks and drawn colours, in order of reading."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ingest.readers.colours import rating_of
from ingest.readers.html_looks import Looks, is_grey, is_pale
from ingest.readers.html_notes import Notes
from ingest.readers.html_stats import Inside, is_cell
from ingest.readers.html_tree import Node, Tree
from ingest.readers.html_words import page_words
from ingest.readers.notation import FRACTION, Fill, Mark

_BOLD = frozenset(("b", "strong", "th"))
_PRINTED = frozenset(("pre", "xmp", "listing", "plaintext"))
_SHAPES = frozenset(("circle", "ellipse", "path", "rect", "polygon"))
_UNDRAWN = frozenset(("defs", "clippath", "mask", "symbol", "pattern"))
_MOST_SHAPES = 8
"""Shapes of a picture up to which it may be the sign of a rating; a chart has more."""
_MOST_WORDS = 200
"""Words of a picture."""
_DOTS = frozenset("●⬤•■★⚫◼▪⯃⬛")
_SUP_NUMBERS = re.compile(r"[\[(]?\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*[\])]?")
_UNIT = re.compile(r"(?:(?<!\d)10|(?<![A-Za-z])(?:[kcm]?m|ft))$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LABELLED = re.compile(r"^(.*?)\s*[:–—-]\s+(\S.*)$")


class Text(NamedTuple):
    """A run of words, white space as it stands in the file."""

    text: str
    bold: bool = False
    printed: bool = False
    """Its line ends count."""


class Break(NamedTuple):
    """A line ends here by the author's will."""


class Open(NamedTuple):
    """A block begins."""

    node: Node


class Close(NamedTuple):
    """A block ends."""

    node: Node


class Whole(NamedTuple):
    """An element that is read as a whole, by another rule."""

    node: Node


Token = Text | Break | Open | Close | Whole | Mark | Fill


class _State(NamedTuple):
    """What an element inherits."""

    bold: bool = False
    visible: bool = True
    zero: bool = False
    colour: str = ""
    printed: bool = False


@dataclass
class Flow:
    """What is needed to read the elements of a page in order."""

    tree: Tree
    looks: Looks
    notes: Notes
    inside: dict[int, Inside]
    unread: int = 0
    """Pictures that stand alone in cells of tables and say nothing of themselves."""
    _last: str = ""

    def tokens(self, root: Node, whole: Callable[[Node], bool]) -> Iterator[Token]:
        """What is met inside an element; `whole` says which elements are not entered."""
        stack: list[tuple[Node | str | Close, _State]] = [
            (each, self._state_in(root)) for each in reversed(root.children)
        ]
        cell = is_cell(root)
        if cell:
            yield from self._drawn(root)
        while stack:
            item, state = stack.pop()
            if isinstance(item, Close):
                yield item
            elif isinstance(item, str):
                if cell and state.visible and _is_dot(item) and not is_pale(state.colour):
                    yield Fill(state.colour)
                elif state.visible and not state.zero:
                    self._last = item[-20:] if item.strip() else self._last
                    yield Text(item, state.bold, state.printed)
            elif not item.dropped:
                if whole(item):
                    yield Whole(item)
                    continue
                special = self._special(item, state)
                if special is not None:
                    yield from special
                    continue
                inner = self._inherited(item, state)
                if self.is_block(item):
                    yield Open(item)
                    stack.append((Close(item), state))
                if inner.visible:
                    yield from self._drawn(item)
                stack.extend((each, inner) for each in reversed(item.children))

    def is_block(self, node: Node) -> bool:
        """Whether an element stands on lines of its own."""
        block = self.looks.of(node).block
        if node.tag in page_words().blocks:
            return True
        return bool(block) and node.tag not in ("a", "sup", "sub", "svg", "img")

    def _state_in(self, root: Node) -> _State:
        """What the children of an element inherit from all that stands around them."""
        state = _State()
        for node in (*reversed(list(root.ancestors())), root):
            state = self._inherited(node, state)
        # That a head of a column is bold says nothing of its words.
        return state._replace(bold=False) if is_cell(root) else state

    def _inherited(self, node: Node, state: _State) -> _State:
        look = self.looks.of(node)
        bold = state.bold or node.tag in _BOLD
        return _State(
            bold=bold if look.bold is None else look.bold,
            visible=state.visible if look.visible is None else look.visible,
            zero=state.zero if look.zero is None else look.zero,
            colour=look.colour or state.colour,
            printed=state.printed or node.tag in _PRINTED,
        )

    def _special(self, node: Node, state: _State) -> list[Token] | None:
        """What stands for an element that is not entered; None for one that is."""
        if self.looks.of(node).unseen:
            words = _rating_words(node.words()) if self._is_small(node) else ""
            return [Text(f" {words} ", state.bold)] if words else []
        if node.tag == "br":
            return [Break()]
        if node.order in self.notes.marks:
            return [Mark(self.notes.marks[node.order])]
        if node.tag == "img":
            return self._picture(node)
        if node.tag == "svg" and not self._holds_prose(node):
            return self._svg(node, state)
        if (node.tag == "sup" or self.looks.of(node).raised) and self._is_small(node):
            return self._raised(node, state)
        if node.tag == "a" and self.notes.leads_back(node, self.tree):
            return []
        if node.tag in page_words().blocks or not self._is_small(node):
            return None
        words = node.words()
        colour = self.looks.of(node).colour
        if _is_dot(words) and not is_pale(colour):
            return [Fill(colour)]
        if not words:
            words = _rating_words(node.get("aria-label") or node.get("title"))
            if words:
                ground = self.looks.of(node).ground
                return [*([Fill(ground)] if not is_pale(ground) else []), Text(words, state.bold)]
        return None

    def _holds_prose(self, node: Node) -> bool:
        """Whether a picture was never closed, so that the page went on inside it."""
        held = self.inside.get(node.order)
        return held is not None and held.words > _MOST_WORDS

    def _is_small(self, node: Node) -> bool:
        held = self.inside.get(node.order)
        return held is not None and held.is_label()

    def _raised(self, node: Node, state: _State) -> list[Token] | None:
        """Marks of notes; powers and ordinals ("1st") are words."""
        marks = [self.notes.marks[n.order] for n in node.nodes() if n.order in self.notes.marks]
        if marks:
            return [Mark(number) for number in marks]
        match = _SUP_NUMBERS.fullmatch(node.words())
        if match is None:
            return None
        if _is_top(node):
            whole = " " if self._last[-1:].isdigit() else ""
            return [Text(whole + match[1], state.bold)]
        if _UNIT.search(self._last.rstrip()) and self._last == self._last.rstrip():
            return [Text(match[1].translate(_RAISED), state.bold)]
        return [Mark(int(number)) for number in re.findall(r"\d+", match[1]) if int(number)]

    def _picture(self, node: Node) -> list[Token]:
        """The rating that the description of a picture states, or a picture nobody can read."""
        words = _rating_words(node.get("alt") or node.get("title"))
        if words:
            return [Text(f" {words} ")]
        if not _is_alone_in_cell(node, self.inside):
            return []
        self.unread += 1
        return [Fill("")]

    def _svg(self, node: Node, state: _State) -> list[Token]:
        shapes: list[str] = []
        words: list[str] = []
        labels = [node.get("aria-label"), node.get("title")]
        for each, fill in _inside_svg(node, self.tree, self.looks, state.colour):
            if isinstance(each, str):
                words.append(each)
            elif each.tag in ("title", "desc"):
                labels.append("".join(child for child in each.children if isinstance(child, str)))
            else:
                shapes.append(fill)
        if len(shapes) > _MOST_SHAPES:
            return []
        label = next(filter(None, map(_rating_words, labels)), "")
        text = " ".join("".join(words).split()) or label
        drawn = [each for each in shapes if each != "none" and not is_pale(each)]
        out: list[Token] = [Fill(drawn[0])] if drawn else []
        return [*out, Text(f" {text} ")] if text else out

    def _drawn(self, node: Node) -> list[Token]:
        """The colour of an element that is no more than a dot or a badge."""
        held = self.inside.get(node.order)
        look = self.looks.of(node)
        if held is None or held.words > 3 or held.elements > 3:
            return []
        words = node.words()
        if look.ground and not is_pale(look.ground):
            cell = node.tag in ("td", "th", "tr", "div", "p", "li")
            if (not words and not (cell and is_grey(look.ground))) or rating_of(words):
                return [Fill(look.ground)]
        return []


def _is_dot(words: str) -> bool:
    """Whether words are nothing but drawn dots or stars."""
    return bool(words.strip()) and set(words.strip()) <= _DOTS


def _rating_words(text: str) -> str:
    """The rating that a description states, with what is rated where it says so; else ""."""
    text = " ".join(text.split())[:200]
    if not text:
        return ""
    left = " ".join(
        word for word in text.split() if word.strip(".,:;()").lower() not in page_words().picture
    )
    if rating := rating_of(text) or rating_of(left):
        return rating
    match = _LABELLED.match(text)
    return text if match and rating_of(match[2]) else ""


def _is_top(node: Node) -> bool:
    """Whether a raised number is the top of a fraction: a stroke and the number below follow."""
    behind = node.parent.children[node.at + 1 : node.at + 3] if node.parent is not None else []
    words = "".join(each if isinstance(each, str) else each.words() for each in behind)
    return bool(FRACTION.match(words))


def _is_alone_in_cell(node: Node, inside: dict[int, Inside]) -> bool:
    """Whether a picture is all that a cell of a table holds."""
    for each in node.ancestors():
        held = inside.get(each.order)
        if held is None or held.words or held.elements > 5:
            return False
        if each.tag in ("td", "th"):
            return True
    return False


def _inside_svg(
    node: Node, tree: Tree, looks: Looks, colour: str
) -> Iterator[tuple[Node | str, str]]:
    """Shapes with their fill, words, titles and descriptions of a picture."""
    stack: list[tuple[Node, str, int]] = [(node, "", 0)]
    for _ in range(400):
        if not stack:
            return
        here, fill, depth = stack.pop()
        look = looks.of(here)
        if look.gone or here.tag in _UNDRAWN:
            continue
        fill = look.fill or fill
        if here.get("fill").lower() == "currentcolor":
            fill = look.colour or colour
        if here.tag in _SHAPES:
            yield here, fill or "#000000"
        elif here.tag in ("title", "desc"):
            yield here, ""
        elif here.tag in ("text", "tspan"):
            for each in here.children:
                if isinstance(each, str):
                    yield each, ""
        if here.tag == "use" and depth < 3:
            address = here.get("href") or here.get("xlink:href")
            target = tree.ids.get(address.removeprefix("#"))
            children: list[Node | str] = target.children if target is not None else []
            if target is not None and target.tag in _SHAPES:
                children = [target]
            stack.extend((each, fill, depth + 1) for each in children if isinstance(each, Node))
        if here.tag not in ("title", "desc"):
            inner = (each for each in reversed(here.children) if isinstance(each, Node))
            stack.extend((each, fill, depth) for each in inner)

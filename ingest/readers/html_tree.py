"""Trees: the elements of a page as its parser met them, however wrong or deep the tags are."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.errors import UnreadableFile

MOST_ELEMENTS = 200_000
"""Elements of a page; the longest published report has about 3,000."""
MOST_WORDS = 4_000_000
"""Characters of words of a page; the longest published report has about 75,000."""
_DEEPEST = 100
"""Elements around one that are looked at."""
_NEAR = 12
"""Elements and texts before one among which its neighbour is looked for."""
_CHUNK = 1 << 16
"""Bytes that the parser is fed at a time: it keeps what it has not yet told."""
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LATE = {code: bytes([code]).decode("cp1252", errors="ignore") or " " for code in range(0x80, 0xA0)}
"""Control characters that pages mean as Windows-1252: `&#150;` is a dash to every browser."""


class Node:
    """An element; not a model of pydantic, since a page may have half a million of them."""

    __slots__ = ("at", "attrs", "children", "dropped", "order", "parent", "tag")

    def __init__(
        self, tag: str, attrs: dict[str, str], parent: "Node | None" = None, order: int = 0
    ) -> None:
        self.tag = tag
        self.attrs = attrs
        self.parent = parent
        self.order = order
        """Position in the document: elements that begin later have more."""
        self.children: list[Node | str] = []
        self.at = len(parent.children) if parent is not None else 0
        """Position among the children of its parent."""
        self.dropped = False
        """Whether it is nothing that the document says: set while its main part is sought."""

    def get(self, name: str) -> str:
        """An attribute without white space around it; "" where it is missing."""
        return self.attrs.get(name, "").strip()

    def role(self) -> str:
        """Its first ARIA role, in lower case."""
        return next(iter(self.get("role").lower().split()), "")

    def nodes(self) -> Iterator["Node"]:
        """It and the elements inside it, in order, dropped ones left out."""
        stack = [self]
        while stack:
            node = stack.pop()
            if node.dropped:
                continue
            yield node
            if not node.dropped:
                stack.extend(each for each in reversed(node.children) if isinstance(each, Node))

    def ancestors(self) -> Iterator["Node"]:
        """The elements around it, the nearest first; not the farthest of a very deep page."""
        node = self.parent
        for _ in range(_DEEPEST):
            if node is None:
                return
            yield node
            node = node.parent

    def before(self) -> "Node | None":
        """The element before it inside the same one, dropped ones left out."""
        siblings = self.parent.children if self.parent is not None else []
        for at in range(self.at - 1, max(self.at - _NEAR, -1), -1):
            each = siblings[at]
            if isinstance(each, Node) and not each.dropped:
                return each
        return None

    def words(self) -> str:
        """Its text, white space collapsed, dropped elements left out."""
        parts: list[str] = []
        stack: list[Node | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                parts.append(item)
            elif not item.dropped:
                stack.extend(reversed(item.children))
        return " ".join("".join(parts).split())


class Tree:
    """A page."""

    def __init__(self, root: Node, address: str) -> None:
        self.root = root
        self.address = address
        """Where the browser that saved the page says that it stood, "" where none says."""
        self.ids: dict[str, Node] = {}
        for node in root.nodes():
            for name in (node.get("id"), node.get("name") if node.tag == "a" else ""):
                if name:
                    self.ids.setdefault(name, node)


def parse(text: str, path: Path) -> Tree:
    """The elements of a page. Raises UnreadableFile for a page with too many, or too many words."""
    builder = _Builder(path)
    parser = etree.HTMLParser(target=builder, encoding="utf-8", huge_tree=True)
    data = _CONTROL.sub(" ", text).encode("utf-8")
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        parser.close()
    except etree.LxmlError as error:
        raise UnreadableFile(path, "is not an HTML page that can be read; save it again") from error
    return Tree(builder.root, builder.address)


class _Builder:
    """Takes what the parser meets; a tree of the parser's own would have a limited depth."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.root = Node("", {})
        self.here = self.root
        self.elements = 0
        self.characters = 0
        self.address = ""
        self._pending: list[str] = []

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        self._write()
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise UnreadableFile(
                self.path,
                f"has more than {MOST_ELEMENTS:,} elements; save the part that is the report",
            )
        node = Node(tag.lower(), dict(attrs), self.here, self.elements)
        self.here.children.append(node)
        self.here = node

    def end(self, tag: str) -> None:
        self._write()
        if self.here.parent is not None:
            self.here = self.here.parent

    def data(self, text: str) -> None:
        if self.here.tag not in ("script", "noscript"):
            self.characters += len(text)
        if self.characters > MOST_WORDS:
            raise UnreadableFile(
                self.path,
                f"holds more than {MOST_WORDS:,} characters; save the part that is the report",
            )
        self._pending.append(text)

    def comment(self, text: str) -> None:
        if not self.address and (match := _SAVED_FROM.search(text[:3000])):
            self.address = match[1]

    def close(self) -> None:
        """The parser asks for a result; the root is taken from the builder itself."""
        self._write()

    def _write(self) -> None:
        """A text comes in many pieces; here it ends."""
        if self._pending:
            self.here.children.append("".join(self._pending).translate(_LATE))
            self._pending.clear()

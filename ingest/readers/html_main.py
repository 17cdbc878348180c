"""The main part of a page: what is left without navigation, banners and related links."""

from itertools import islice

from ingest.readers.html_folds import Folds
from ingest.readers.html_looks import Looks
from ingest.readers.html_stats import HEADINGS, Inside, count
from ingest.readers.html_tree import Node, Tree
from ingest.readers.html_words import bare, name_parts, page_words

_WRAPPERS = frozenset(("", "html", "body", "div", "section", "article", "main", "form", "center"))
"""Elements that may hold a whole document."""
_NAMED = frozenset(("div", "section", "ul", "ol", "p", "span", "a", "aside", "center", "table"))
"""Elements whose names are looked at; that of a heading often repeats its words."""
_MENUS = frozenset(("ul", "ol", "div", "section", "p", "td", "center", "span"))
_SECTIONS = ("main", "article")
_MAIN_SHARE = 0.25
"""Part of the words of a page that its main element holds at least; else it is there for show."""
_ARTICLE_SHARE = 0.7
_CHILD_SHARE = 0.9
"""Part of the words from which one element inside another stands for all of it."""
_SMALL = 80
"""Words up to which a part of a page with the name of a banner may be one."""
_LONGEST_HISTORY = 150
"""Words of what a page tells of its own changes."""
_COVERED = 200
"""Words from which a part that is kept from screen readers is content under an open dialog."""
_SHORT_LINKS = 5.0
"""Words of a link on average below which a list of links is a menu; titles are longer."""


def drop_around(tree: Tree, looks: Looks, folds: Folds) -> None:
    """Mark what is never part of a document: scripts, hidden parts, landmarks around it.

    What folds hold is part of it, closed or not, and so are the buttons that head them.
    """
    inside = count(tree.root)
    page = inside[tree.root.order].words
    for node in tree.root.nodes():
        if node.order in folds.controls:
            continue
        hidden = node.order not in folds.panels and _is_hidden(node, looks, inside)
        if hidden or _is_never(node, inside[node.order], page):
            node.dropped = True


def find_main(tree: Tree) -> Node:
    """The element that holds the document, with what is not the document inside it marked."""
    inside = count(tree.root)
    marked = _marked_main(tree, inside)
    _prune(marked or tree.root, inside)
    return marked or _densest(tree.root, count(tree.root))


def _is_never(node: Node, inside: Inside, page: int) -> bool:
    if node.tag in page_words().wordless:
        return True
    if node.role() in page_words().landmarks:
        return inside.words < 0.5 * page and not _holds_panels(node)
    if node.tag in ("header", "footer"):
        inner = any(each.tag in _SECTIONS or each.role() == "main" for each in node.ancestors())
        titled = inside.titles > 0 and inside.linked < 0.3 * inside.words
        return not inner and not titled and inside.words < 0.3 * page
    if node.tag == "form":
        return inside.words < min(200, 0.3 * page)
    return False


def _holds_panels(node: Node) -> bool:
    """Whether a list of tabs is an accordion, which holds what they open."""
    return node.role() == "tablist" and any(e.role() == "tabpanel" for e in node.nodes())


def _is_hidden(node: Node, looks: Looks, inside: dict[int, Inside]) -> bool:
    if looks.of(node).gone:
        return True
    covered = node.get("aria-hidden").lower() == "true" and node.tag not in ("svg", "use", "g")
    held = inside[node.order]
    # A page that was saved while a dialog was open hides all the rest of itself.
    return covered and 0 < held.words < _COVERED and not held.headings and not held.shapes


def _marked_main(tree: Tree, inside: dict[int, Inside]) -> Node | None:
    """The element that the page itself marks as its main part."""
    page = inside[tree.root.order].words
    nodes = list(tree.root.nodes())
    mains = [each for each in nodes if each.tag == "main" or each.role() == "main"]
    articles = [each for each in nodes if each.tag == "article" or each.role() == "article"]
    for found, share in ((mains, _MAIN_SHARE), (articles, _ARTICLE_SHARE)):
        best = max(found, key=lambda each: inside[each.order].words, default=None)
        if best is not None and inside[best.order].words >= share * page:
            return best
    return None


def _densest(main: Node, inside: dict[int, Inside]) -> Node:
    """The innermost element that holds nearly all words that are in no link."""
    while True:
        held = inside[main.order]
        least = _CHILD_SHARE * (held.words - held.linked)
        children = (each for each in main.children if isinstance(each, Node) and not each.dropped)
        best = max(children, key=lambda each: _own(inside[each.order]), default=None)
        if best is None or _own(inside[best.order]) < least or best.tag not in _WRAPPERS:
            return main
        if inside[best.order].titles < held.titles:
            # The lines of a cover stand around its title.
            return main
        main = best


def _own(inside: Inside) -> int:
    return inside.words - inside.linked


def _prune(main: Node, inside: dict[int, Inside]) -> None:
    """Mark the parts of the main element that are not the document."""
    whole = inside[main.order].words
    for node in main.nodes():
        held = inside[node.order]
        if node is main or held.words >= 0.5 * whole:
            continue
        if _is_around(node, held) or _is_menu(node, held):
            node.dropped = True
            _drop_heading_above(node, inside)
        elif node.tag in HEADINGS and held.is_label():
            words = bare(node.words())
            if words in page_words().related or words in page_words().history:
                _drop_below(node, inside, whole=words in page_words().history)


def _is_around(node: Node, held: Inside) -> bool:
    """A part whose name says that it is none of the document, and whose words do not gainsay it."""
    named = node.tag == "aside" or node.role() == "complementary"
    if not named and node.tag in _NAMED and (node.get("class") or node.get("id")):
        names = name_parts(f"{node.get('class')} {node.get('id')}")
        named = bool(names & page_words().around)
    if not named or held.tables or held.titles:
        return False
    return held.is_list_of_links() or (held.words < _SMALL and node.tag != "aside")


def _is_menu(node: Node, held: Inside) -> bool:
    """A list of links to places on this page, or of links that are too short to be titles."""
    if node.tag not in _MENUS or held.links < 3 or held.headings:
        return False
    if held.linked < (0.95 if node.tag == "p" else 0.85) * held.words:
        return False
    return held.local >= 0.8 * held.links or held.linked / held.links < _SHORT_LINKS


def _drop_heading_above(node: Node, inside: dict[int, Inside]) -> None:
    """A list of contents takes the heading with it that says so."""
    before = node.before()
    if before is None or not inside[before.order].is_label():
        return
    if before.tag in HEADINGS or before.tag in ("p", "div", "strong"):
        words = bare(before.words())
        if words in page_words().contents or words in page_words().related:
            before.dropped = True


def _drop_below(heading: Node, inside: dict[int, Inside], *, whole: bool) -> None:
    """Links to other documents under their heading, up to the next heading of its height.

    `whole`: whatever stands there, as long as it is not much.
    """
    if heading.parent is None:
        return
    below: list[Node] = []
    for each in islice(heading.parent.children, heading.at + 1, None):
        if isinstance(each, Node):
            if each.tag in HEADINGS and each.tag <= heading.tag:
                break
            below.append(each)
    total = Inside()
    for each in below:
        if each.order in inside:
            total.add(inside[each.order])
            total.links += each.tag == "a"
    links = bool(total.words and total.links and total.linked >= 0.5 * total.words)
    if links or (whole and total.words < _LONGEST_HISTORY):
        for each in (heading, *below):
            each.dropped = True

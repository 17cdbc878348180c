"""The front of a page: its title, the date of publication, its address, and who published it.

Pages keep some of these above, beside or below the document, or only where machines look; a report
has them on its cover.
"""

import json
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from ingest.cover import publication_day, read_date
from ingest.layout import load_layout, plain_name
from ingest.readers.html_items import Item
from ingest.readers.html_stats import Inside
from ingest.readers.html_tree import Node, Tree
from ingest.readers.html_words import bare, page_words
from ingest.readers.notation import Part

_FIRST = 10
"""Blocks of the main part among which its title and date stand."""
_LAST = 30
"""Blocks at the end of a page among which it says who published it."""
_LONGEST_IMPRINT = 80
"""Words of a block there."""
_LONGEST_LINE = 80
_LONGEST_LABEL = 4
"""Words of a label beside a date."""
_LONGEST_TITLE = 300
_LONGEST_ENTRY = 15
"""Words of an entry of a list of contents."""
_FEWEST_ENTRIES = 3
_PAGED = re.compile(r"\S\s*\.*\s*\d{1,3}$")
_ALIKE = 0.5
"""Part of a title that another one must have at least to be the same."""
_SITE = re.compile(r"\s+[-–—|·»:]\s+(?=[^-–—|·»:]+$)")
_DATES = ("article:published_time", "datepublished")
"""Not "dcterms.issued": programs write there when the file was made."""
_TITLES = ("og:title", "dc.title", "dcterms.title", "twitter:title")
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')


class Front:
    """What a page says of itself outside its main part; read before that part is cut out."""

    def __init__(self, tree: Tree) -> None:
        self.meta: dict[str, str] = {}
        self.title = ""
        self.canonical = ""
        self.published = ""
        for node in tree.root.nodes():
            if node.tag == "meta":
                name = (node.get("property") or node.get("name") or node.get("itemprop")).lower()
                if name:
                    self.meta.setdefault(name, node.get("content"))
            elif node.tag == "title" and not self.title and _is_in_head(node):
                words = "".join(c for c in node.children if isinstance(c, str))
                self.title = " ".join(words.split())[:_LONGEST_TITLE]
            elif node.tag == "link" and "canonical" in node.get("rel").lower().split():
                self.canonical = self.canonical or node.get("href")
            elif node.tag == "script" and node.get("type").lower() == "application/ld+json":
                self.published = self.published or _json_date(node)

    def address(self, *others: str) -> str | None:
        """The public address of the page, as it names it, else as who saved it noted it."""
        for each in (self.canonical, self.meta.get("og:url", ""), *others):
            if len(each) <= 2000 and is_public(each):
                return each
        return None


def is_public(address: str) -> bool:
    """Whether an address is one of the web, with a host and without a password."""
    if re.search(r"[\s<>\"\\]", address):
        return False
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in ("http", "https")
            and parts.username is None
            and "." in (parts.hostname or "")
            and not re.fullmatch(r"[\d.]+", parts.hostname or "")
        )
    except ValueError:
        return False


def with_front(
    items: Sequence[Item], front: Front, tree: Tree, inside: dict[int, Inside]
) -> list[Item]:
    """The items with title and date at the top, and the imprint where a report has it."""
    body, imprint = _imprint(list(items))
    body = _without_contents(body)
    out = [*_title(body, front, tree, inside), *body]
    out[1:1] = _date(body, front, tree, inside)
    lines = _cover_lines(out)
    return [*out[:lines], *imprint, *out[lines:]]


def _is_in_head(node: Node) -> bool:
    return not any(each.tag == "svg" for each in node.ancestors())


def _json_date(node: Node) -> str:
    text = "".join(each for each in node.children if isinstance(each, str))
    match = _JSON_DATE.search(text[:200_000])
    return json.loads(f'"{match[1]}"') if match and "\\" not in match[1] else ""


def _title(body: Sequence[Item], front: Front, tree: Tree, inside: dict[int, Inside]) -> list[Item]:
    """The title of the page where its main part has none of its own."""
    first = [each for each in body[:_FIRST] if each.kind == "heading" or each.bold]
    if any(each.kind == "heading" and each.level == 1 for each in first):
        return []
    told = [front.meta.get(name, "") for name in _TITLES]
    told = [each for each in (_without_site(front, front.title), *told) if each]
    if _is_processed(front):
        # What such a program keeps as the title is the first line that somebody once wrote.
        told = []
    printed = [
        words
        for node in tree.root.nodes()
        if node.tag == "h1"
        and (held := inside.get(node.order)) is not None
        and 1 < held.words <= 40
        and (words := node.words())
        # A chapter is no title of the page.
        and not any(each.kind == "heading" and each.words == words for each in body)
    ]
    agreed = [each for each in printed if any(_alike(each, other) for other in told)]
    title = next(iter([*agreed, *printed, *told]), "")
    if not title or any(_alike(title, each.words) for each in first):
        return []
    return [Item("heading", ([Part(title[:_LONGEST_TITLE])],), level=1)]


def _is_processed(front: Front) -> bool:
    """Whether a word processor wrote the page: its cover is in its paragraphs."""
    made = f"{front.meta.get('generator', '')} {front.meta.get('progid', '')}".lower()
    return any(each in made for each in page_words().processors)


def _without_site(front: Front, title: str) -> str:
    """The title without the name of the site behind it."""
    site = bare(front.meta.get("og:site_name", ""))
    parts = _SITE.split(title)
    if len(parts) > 1 and (bare(parts[-1]) == site or len(parts[-1].split()) <= 6):
        return title[: -len(parts[-1])].rstrip(" -–—|·»:")
    return title


def _alike(one: str, other: str) -> bool:
    """Whether two titles are one, the name of a site behind one of them apart."""
    first, second = sorted((bare(one), bare(other)), key=len)
    return first in second and len(first) >= _ALIKE * len(second)


def _date(body: Sequence[Item], front: Front, tree: Tree, inside: dict[int, Inside]) -> list[Item]:
    """The line with the date of publication where the main part has none."""
    if any(_is_date_line(each.words) for each in body[: 2 * _FIRST]):
        return []
    for node in tree.root.nodes():
        held = inside.get(node.order)
        if node.tag in ("p", "div", "span", "li", "dl") and held is not None and held.is_label():
            words = node.words()
            if _is_date_line(words):
                return [Item("paragraph", ([Part(words)],))]
        if beside := _day_beside(node, held):
            return [Item("paragraph", ([Part(f"Published: {beside}")],))]
    told = [front.meta.get(name, "") for name in _DATES]
    for value in (*told, front.published):
        if day := read_date(value[:10]):
            return [Item("paragraph", ([Part(f"Published: {day}")],))]
    return []


def _day_beside(label: Node, held: Inside | None) -> str:
    """The date in the element behind one that says no more than "Published"; "" without one."""
    if held is None or not 0 < held.words <= _LONGEST_LABEL or label.parent is None:
        return ""
    if load_layout().date_role(label.words()) != "published":
        return ""
    near = label.parent.children[label.at + 1 : label.at + 1 + _LONGEST_LABEL]
    value = next((each.words() for each in near if isinstance(each, Node) and not each.dropped), "")
    return read_date(value) or "" if len(value) <= _LONGEST_LINE else ""


def _is_date_line(words: str) -> bool:
    return len(words) <= _LONGEST_LINE and publication_day(words, load_layout()) is not None


def _imprint(items: list[Item]) -> tuple[list[Item], list[Item]]:
    """The body, and what stands at its end that a report has on the page after its cover."""
    openings = tuple(
        each for each in load_layout().furniture_openings if not each.startswith(("(", "please"))
    )
    names = load_layout().furniture
    start = max(len(items) - _LAST, 0)
    for i in range(len(items) - 1, start - 1, -1):
        item = items[i]
        if item.kind in ("row", "bullet", "numbered") or len(item.words.split()) > _LONGEST_IMPRINT:
            break
        plain = plain_name(item.words)
        if plain.startswith(openings) or plain in names:
            start = i
    else:
        i = start - 1
    found = start > i and start < len(items) and start > 0 and i < start
    plain = plain_name(items[start].words) if found else ""
    if not found or not (plain.startswith(openings) or plain in names):
        return items, []
    return items[:start], items[start:]


def _cover_lines(body: Sequence[Item]) -> int:
    """How many items stand before the first heading after the title."""
    titled = False
    for i, item in enumerate(body[: 2 * _FIRST]):
        if item.kind == "heading" and titled:
            return i
        titled = titled or item.kind == "heading"
    return 0


def _without_contents(items: list[Item]) -> list[Item]:
    """The items without a list of chapters and their pages that is made of paragraphs."""
    at = next(
        (i for i, e in enumerate(items[:_LAST]) if bare(e.words) in page_words().contents), None
    )
    if at is None:
        return items
    end = at + 1
    while end < len(items) and _may_be_entry(items[end]):
        end += 1
    paged = sum(bool(_PAGED.search(each.words[-_LONGEST_LINE:])) for each in items[at + 1 : end])
    enough = paged >= _FEWEST_ENTRIES and 2 * paged >= end - at - 1
    return [*items[:at], *items[end:]] if enough else items


def _may_be_entry(item: Item) -> bool:
    plain = item.kind in ("paragraph", "row", "bullet", "numbered", "end")
    return plain and len(item.words.split()) <= _LONGEST_ENTRY and not item.words.endswith(".")

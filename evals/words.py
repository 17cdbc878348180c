"""Texts made comparable: what a reader sees, without markup, marks and the shape of quotes."""

import re
from collections.abc import Iterable
from functools import lru_cache

REMEMBERED = 50_000
"""Texts whose reading is kept in memory: a run looks at the same quotations again and again."""
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a about above after all also an and any are as at be been before being but by can could"
        " did do does for from had has have how if in into is it its more most no not of on only"
        " or other our out over per should so some such than that the their them then there these"
        " they this those to under up was we were what when where which while who will with would",
    )
)


@lru_cache(maxsize=REMEMBERED)
def visible(source: str) -> str:
    """The text as a reader sees it: no markup, list marks kept, white space one space."""
    text = re.sub(r"\$\\underline\{\\text\{(.*?)\}\}\$", r"\1", source)
    text = re.sub(r"<sup>\s*\d+\s*</sup>", "", text)
    text = re.sub(r"</?[a-zA-Z][^<>]*>", "", text)
    text = re.sub(r"!?\[((?:\\.|[^\]\\])*)\]\([^()\s]*\)", r"\1", text)
    text = re.sub(r"\\([^\w\s])", r"\1", text)
    text = re.sub(rf"[{_SUPERSCRIPTS}*•]", "", text)
    return " ".join(text.split())


@lru_cache(maxsize=REMEMBERED)
def plain(text: str) -> str:
    """`visible` in lower case with straight quotes and hyphens: for finding words in a text."""
    return visible(text).translate(_STRAIGHT).lower()


@lru_cache(maxsize=REMEMBERED)
def skeleton(text: str) -> str:
    """The visible characters alone, without white space and the marks that open a line."""
    lines = (re.sub(r"^\s*(?:#+|[-•✓]|X)\s+", "", line) for line in text.splitlines())
    return re.sub(r"\s+", "", visible("\n".join(lines)).translate(_STRAIGHT))


def contains(text: str, entry: str) -> bool:
    """Whether one of the alternatives (`a|b`) begins at a word of the text; case is ignored."""
    return any(_begins(plain(text), plain(part)) for part in entry.split("|"))


def contains_whole(text: str, entry: str) -> bool:
    """Whether one of the alternatives stands in the text as whole words; a capital must match."""
    for part in entry.split("|"):
        wanted, given = visible(part).translate(_STRAIGHT), visible(text).translate(_STRAIGHT)
        if wanted == wanted.lower():
            given = given.lower()
        if re.search(rf"(?<![\w.]){re.escape(wanted)}(?!\w)", given):
            return True
    return False


def count_words(texts: Iterable[str]) -> int:
    """How many words the texts have: runs of characters between white space, dashes left out."""
    return sum(1 for text in texts for word in text.split() if any(c.isalnum() for c in word))


@lru_cache(maxsize=REMEMBERED)
def content_words(text: str) -> frozenset[str]:
    """The words that carry meaning, cut to six letters so that forms of a word meet."""
    found = re.findall(r"[a-z]{3,}", plain(text))
    return frozenset(word[:6] for word in found if word not in _COMMON)


def mentions(text: str, names: Iterable[str]) -> list[str]:
    """The names that the text mentions, by first mention.

    Names nest (York, North Yorkshire): the longest one at a place is the one that is meant.
    """
    return list(_mentions(text, frozenset(names)))


@lru_cache(maxsize=REMEMBERED)
def _mentions(text: str, names: frozenset[str]) -> tuple[str, ...]:
    rest = f" {plain(text)} "
    found: list[tuple[int, str]] = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        pattern = _spelling(name)
        match = re.search(pattern, rest)
        if match:
            found.append((match.start(), name))
        rest = re.sub(pattern, lambda hit: "\0" * len(hit.group()), rest)
    first: dict[str, int] = {}
    for start, name in found:
        first[name] = min(start, first.get(name, start))
    return tuple(sorted(first, key=lambda name: (first[name], name)))


def same_place(one: str, other: str) -> bool:
    """Whether two names are one place, however "and", commas, "PDU" and case are written."""
    return place_key(one) == place_key(other)


@lru_cache(maxsize=REMEMBERED)
def place_key(name: str) -> str:
    """The name of a place in the form in which names are compared."""
    text = plain(name).replace("&", " and ").replace(",", " ")
    text = re.sub(r"\b(?:pdu|probation delivery unit|region)\b", " ", text)
    return " ".join(text.split())


def _begins(text: str, wanted: str) -> bool:
    end = r"(?!\d)" if wanted[-1:].isdigit() else ""
    return re.search(rf"(?<![\w.]){re.escape(wanted)}{end}", text) is not None


@lru_cache(maxsize=REMEMBERED)
def _spelling(name: str) -> str:
    """A pattern for the name: commas may be left out, "and" may be "&" and have a comma."""
    written = re.escape(plain(name)).replace(",", ",?")
    written = written.replace(r"\ and\ ", r"(?:,?\ and\ |\ &\ )")
    return rf"(?<!\w){written}(?!\w)"

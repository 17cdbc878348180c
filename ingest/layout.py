"""What the parts of a report are called: `layout.yaml`, validated and ready to be asked."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import ValidationError

from ingest.errors import UnknownScheme
from ingest.models import Record
from ingest.schemes import Schemes

FILE = Path(__file__).with_name("layout.yaml")
_LONGEST_HEADS = 5
"""Words of two heads of columns run together."""
_JOINING = {"and", "of", "the", "our", "for"}
_WORDS = re.compile(r"[a-z]+")
_RATED = re.compile(r"^\s*(?:our\s+)?rating\s*[:–—-]\s*(?=\w)", re.IGNORECASE)
_LABEL = re.compile(r"^(?:[A-Z]{1,2}\s?(?=\d))?\d{1,2}(?:\.\d{1,2})*[.:)]?\s+(?=\S)")


class Layout(Record):
    """Names of chapters, sections and furniture; see the comments in layout.yaml."""

    chapters: frozenset[str]
    ratings_chapter: frozenset[str]
    rating_labels: frozenset[str]
    recommendations_chapter: frozenset[str]
    annexes: tuple[str, ...]
    sections: frozenset[str]
    part_words: frozenset[str]
    practice_words: frozenset[str]
    praise_words: frozenset[str]
    strengths: frozenset[str]
    improvements: frozenset[str]
    furniture: frozenset[str]
    letters: tuple[str, ...]
    releases: frozenset[str]
    published_labels: frozenset[str]
    updated_labels: frozenset[str]
    other_date_words: frozenset[str]
    contents: frozenset[str]
    furniture_openings: tuple[str, ...]
    page_links: frozenset[str]
    running: tuple[str, ...]
    publication_kinds: frozenset[str]
    publication_chapters: frozenset[str]
    table_heads: frozenset[str]

    def date_role(self, before: str) -> Literal["published", "updated", "other", ""]:
        """What a date is the date of, by the words before it on the cover; "" where none tells."""
        name = plain_name(before.lstrip(" -–—•*|"))
        if name in self.published_labels or name in self.updated_labels:
            return "published" if name in self.published_labels else "updated"
        words = set(_WORDS.findall(name))
        told = any(set(_WORDS.findall(each)) <= words for each in self.other_date_words)
        return "other" if told else ""

    def heads_table(self, name: str) -> bool:
        """True for the plain head of a column, or of two run together ("key question % yes")."""
        if len(name.split()) > _LONGEST_HEADS:
            return False
        return any(name == head or name.endswith(f" {head}") for head in self.table_heads)

    def heads_part(self, name: str) -> bool:
        """True for a plain name of nothing but words of such parts: "premises and equipment"."""
        words = set(name.split()) - _JOINING
        return bool(words) and words <= self.part_words

    def heads_practice(self, name: str) -> bool:
        """True for the plain name above examples worth copying: "good practice example"."""
        words = set(_WORDS.findall(name))
        return bool(words & self.practice_words and words & self.praise_words)

    def is_annexe(self, name: str) -> bool:
        """True for a plain name that opens like an annexe: "annexe one – web links"."""
        return name.split(" ")[0] in self.annexes and len(name.split()) <= 14


class Names(Record):
    """The names that the schemes bring: what a heading means, by its plain words."""

    standards: dict[str, str]
    """Plain name of a standard to its key."""
    domains: frozenset[str]
    ratings: frozenset[str]
    """Plain words of the rating scales."""


@lru_cache(maxsize=2)
def load_layout(file: Path = FILE) -> Layout:
    """The layout, all names plain; raises UnknownScheme when the file is wrong."""
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        return Layout.model_validate(
            {key: [plain_name(each) for each in names] for key, names in data.items()}
        )
    except (OSError, yaml.YAMLError, ValidationError, AttributeError) as error:
        raise UnknownScheme(f"{file.name} cannot be used: {error}") from error


def scheme_names(schemes: Schemes) -> Names:
    """Names of all standards and domains; where rounds differ the newest scheme wins."""
    standards: dict[str, str] = {}
    domains: set[str] = set()
    for scheme in schemes.schemes:
        domains.update(plain_name(name) for name in scheme.chapters)
        for standard in scheme.standards:
            domains.add(plain_name(standard.domain))
            for name in standard.names:
                standards.setdefault(plain_name(name), standard.key)
    ratings = {plain_name(each.word) for scheme in schemes.schemes for each in scheme.ratings}
    return Names(standards=standards, domains=frozenset(domains), ratings=frozenset(ratings))


def known_names(layout: Layout, names: Names) -> frozenset[str]:
    """Plain names of everything that heads a part of a report, and the words of ratings."""
    return (
        layout.chapters
        | layout.sections
        | layout.strengths
        | layout.improvements
        | layout.furniture
        | layout.contents
        | names.domains
        | names.ratings
        | frozenset(names.standards)
    )


def plain_name(text: str) -> str:
    """Lower case, straight quotes, & as and, one space, no closing colon or full stop."""
    bare = text.replace("’", "'").replace("‘", "'").replace("&", " and ")
    return " ".join(bare.split()).rstrip(" :.").lower()


def bare_rating(text: str) -> str:
    """The words of a line without "Rating:" before them."""
    return _RATED.sub("", text)


def split_label(text: str) -> tuple[str, str]:
    """Number and plain name of a heading: "P 1.1. Leadership" gives ("1.1", "leadership")."""
    match = _LABEL.match(text)
    if match is None:
        return "", plain_name(text)
    return re.sub(r"[^\d.]", "", match[0]).strip("."), plain_name(text[match.end() :])

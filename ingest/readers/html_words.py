"""What web sites call the parts of their pages: `html.yaml`, ready to be asked."""

import re
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from ingest.errors import UnknownScheme
from ingest.layout import plain_name
from ingest.models import Record

FILE = Path(__file__).with_name("html.yaml")
_LONGEST = 200
"""Characters of a heading or label that are looked at."""
_EDGES = re.compile(r"^[^\w©]+|[^\w]+$")
_NAME_PARTS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class PageWords(Record):
    """Words of pages; see the comments in html.yaml."""

    around: frozenset[str]
    related: frozenset[str]
    history: frozenset[str]
    folds: frozenset[str]
    toggles: frozenset[str]
    contents: frozenset[str]
    processors: frozenset[str]
    back: frozenset[str]
    notes: frozenset[str]
    note_lists: frozenset[str]
    unseen: frozenset[str]
    picture: frozenset[str]
    colours: dict[str, str]
    wordless: frozenset[str]
    landmarks: frozenset[str]
    blocks: frozenset[str]


@lru_cache(maxsize=1)
def page_words() -> PageWords:
    """The words; raises UnknownScheme when the file is wrong."""
    try:
        return PageWords.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise UnknownScheme(f"{FILE.name} cannot be used: {error}") from error


def bare(text: str) -> str:
    """Plain words without signs at either end: "(Back to top) ↑" gives "back to top"."""
    return plain_name(_EDGES.sub("", text[:_LONGEST]))


def name_parts(names: str) -> frozenset[str]:
    """The parts that names of classes and ids are made of, and the names: "app-Share__link" gives
    "app-share", "app", "share", "link"."""
    parts: set[str] = set()
    for name in re.split(r"[\s_]+", names[:1000].lower()):
        for whole in _NAME_PARTS.findall(name):
            parts.update((whole, *whole.split("-")))
    return frozenset(parts)

"""Words of English that reading a question needs, from data/english.yaml; tokens and stems."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from ingest.models import Record


class English(Record):
    """The contents of data/english.yaml."""

    directions: frozenset[str]
    place_abbreviations: dict[str, str]
    kinds_of_place: frozenset[str]
    """Words that only say what a named thing is: "police", "court"."""
    place_slips: dict[str, str]
    """Words that names of places are typed as, by a slip or by ear."""
    buildings: frozenset[str]
    """Words that end the name of a house: "Norfolk House" is no place called Norfolk."""
    general_in_names: frozenset[str]
    """Words that stand capitalised in names of things that are no place: "board", "order"."""
    countries: tuple[str, ...]
    """Names of the whole country, the longest first: no place of a library."""
    gazetteer: frozenset[str]
    months: tuple[str, ...]
    stopwords: frozenset[str]
    spoken: dict[str, str]
    """Spellings of speech and contractions without their apostrophe, with what they stand for."""
    asking: frozenset[str]
    """Words that questions are made of beside grammar: "explain", "compare"."""
    measures: frozenset[str] = frozenset()
    """Stems of nouns that are quantities by themselves: "budget", "turnover"."""


class Word(NamedTuple):
    """A word of a question, with its place in it."""

    text: str
    """As typed, without a possessive 's."""
    lower: str
    start: int
    end: int


_PLURAL = re.compile(r"[A-Z]{2,}s")
_WORD = re.compile(r"(?!(?<=[’'])s\b)[A-Za-z]+(?:[’'](?!s\b)[A-Za-z]+)?|\d+(?:\.\d+)?|&|\+")


@cache
def english() -> English:
    """The word lists, read once."""
    data = yaml.safe_load(
        (files("index.answers") / "data/english.yaml").read_text(encoding="utf-8")
    )
    # Long lists are folded text: as YAML items, "no", "on" and "yes" would be booleans.
    for key in ("gazetteer", "stopwords", "asking"):
        data[key] = frozenset(item.strip() for item in data[key].split(","))
    data["measures"] = frozenset(stem(word) for word in data["measures"])
    return English.model_validate(data)


def words(text: str) -> list[Word]:
    """The words and numbers of a text, in order."""
    return [Word(m.group(), _lower(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


def _lower(word: str) -> str:
    """In lower case; an abbreviation without its plural s: POs are PO."""
    return word[:-1].lower() if _PLURAL.fullmatch(word) else word.lower()


_SUFFIXES = (
    "ational", "fulness", "ousness", "iveness", "ization", "isation", "ations", "ingly", "ation",
    "ments", "ities", "ness", "ment", "ings", "edly", "able", "ible", "ance", "ence", "ing", "ies",
    "ied", "ion", "ity", "ive", "ous", "est", "ed", "es", "ly", "al", "s", "y", "e",
)  # fmt: skip


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A crude stem: enough that "sickness" meets "sick", "vacancies" meets "vacancy"."""
    word = word.lower()
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            word = word[: -len(suffix)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


@lru_cache(maxsize=20_000)
def all_stems(text: str) -> frozenset[str]:
    """The stems of all words: what a term of several words takes ("probation officer")."""
    return frozenset(stem(w.lower) for w in words(text))


@lru_cache(maxsize=20_000)
def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that carry a subject."""
    stop = english().stopwords
    return frozenset(stem(w.lower) for w in words(text) if w.lower not in stop and len(w.text) > 1)

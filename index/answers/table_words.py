"""Words of questions about the ratings table, from data/table.yaml."""

import re
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from index.answers.english import content_stems

_DATA = Path(__file__).parent / "data" / "table.yaml"


class _TableWords(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    subjects: dict[str, str]
    """Words that are no subject of their own, by what rows are: `table` for rows of any sort."""
    others: str
    """Bodies that no row is about, in the singular, between commas."""
    addressees: dict[str, tuple[str, ...]]
    """What questions call a body, by the part of its printed name that tells it."""


@lru_cache(maxsize=4)
def stems(*also: str) -> frozenset[str]:
    """Stems of words that a question about a table may use without having another subject.

    `also` names further lists of data/table.yaml: `recommending`, `questioning`.
    """
    subjects = _table_words().subjects
    return content_stems(" ".join(subjects[name] for name in ("table", *also)))


@lru_cache(maxsize=1)
def table_words() -> frozenset[str]:
    """All words of the lists, as they are written."""
    return frozenset(w for text in _table_words().subjects.values() for w in text.split())


def addressees() -> dict[str, tuple[str, ...]]:
    """What questions call a national body, by the part of its printed name that tells it."""
    return _table_words().addressees


_OTHERS = (
    r"\b(?:(?:scores?|ratings?|grades?|marks?|points|median|mean|average|rank\w*|league table)\b"
    r"(?: \w+){{0,3}} (?:of|for|to|across|among|between|over)(?: \w+){{0,3}}? (?P<of>{others})"
    r"|(?:which|what|how many|best|worst|top|lowest|highest|inspected|rated)(?: \w+){{0,2}}?"
    r" (?P<which>{others})(?: \w+){{0,4}}"
    r" (?:rated|scored?|ranked?|best|worst|inadequate|outstanding|good|inspected)"
    r"|(?:was|were|is|are|did)(?: the)?(?: \w+){{0,2}}? (?P<was>{others})"
    r" (?:\w+ ){{0,2}}?(?:rated|score|graded))\b"
)


def other_body(text: str) -> str:
    """The body whose rating or score a question asks for, where no row is about such bodies."""
    bodies = [re.escape(b.strip()) for b in _table_words().others.split(",")]
    pattern = _OTHERS.format(others=f"(?:{'|'.join(bodies)})s?")
    found = re.search(pattern, text, re.IGNORECASE)
    return next(g for g in found.groups() if g) if found else ""


@lru_cache(maxsize=1)
def _table_words() -> _TableWords:
    return _TableWords.model_validate(yaml.safe_load(_DATA.read_text(encoding="utf-8")))

"""Words of questions about the ratings table, from data/table.yaml."""

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


@lru_cache(maxsize=1)
def _table_words() -> _TableWords:
    return _TableWords.model_validate(yaml.safe_load(_DATA.read_text(encoding="utf-8")))

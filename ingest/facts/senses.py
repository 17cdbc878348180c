"""What the words of a figure are about: two sides of one thing, synonyms, what parts subjects."""

import re
from functools import cache, lru_cache
from pathlib import Path

import yaml

from ingest.models import Record

_FILE = Path(__file__).parent / "senses.yaml"
_PLURAL = re.compile(r"(?<![su\u2019i'])s$")
_ENDINGS = re.compile(
    r"(?:ations?|ating|ated|ate|ments?|ions?|ingly|ings?|edly|ied|ed|ly|ness|e|y)$"
)
_LAST = re.compile(r"[eyi]$")
_LEAST_STEM = 3
"""Letters that an ending leaves standing."""


class Opposite(Record):
    """Two sides of one thing: their shares of a whole add up to it."""

    done: tuple[str, ...]
    undone: tuple[str, ...]
    judgement: bool = False
    """True where the words judge anything, and say nothing of what is judged."""


class Circumstances(Record):
    """What tells a circumstance, neither done nor lacking."""

    words: tuple[str, ...]
    """Anywhere in the clause of a figure."""
    after: tuple[str, ...]
    """Right after it."""
    before: tuple[str, ...]
    """Right before it."""
    bases: tuple[str, ...]
    """What a share is taken of."""
    kinds: tuple[str, ...]
    """What people are said to be."""


class Senses(Record):
    """The vocabulary of figures; words stand for all their forms."""

    opposites: tuple[Opposite, ...]
    same: tuple[tuple[str, ...], ...]
    """Words for the same thing; the first stands for all."""
    apart: tuple[str, ...]
    """Figures whose words of these differ are said of two things."""
    elsewhere: tuple[str, ...]
    """The same for other times and other places."""
    common_names: tuple[str, ...]
    """Words of names that name no place."""
    stages: tuple[str, ...]
    light: tuple[str, ...]
    """Words that say nothing of the subject."""
    circumstances: Circumstances
    unwanted: tuple[str, ...]
    """What should not happen to people: its absence is what was achieved."""
    achieved: tuple[str, ...]
    """Nouns that count what was achieved."""


class Side(Record):
    """One side of a pair of opposites, as a word said it."""

    pair: str
    """The first word of the pair's positive side names the pair."""
    done: bool
    judgement: bool


@cache
def load_senses() -> Senses:
    """The vocabulary of senses.yaml, validated."""
    return Senses.model_validate(yaml.safe_load(_FILE.read_text("utf-8")))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending, lower case: "coordinated" and "coordination" become one."""
    bare = re.sub(r"[\u2019']s?$", "", word.lower())
    for ending in (_PLURAL, _ENDINGS, _LAST):
        found = ending.search(bare)
        if found and found.start() >= _LEAST_STEM:
            bare = bare[: found.start()]
    return re.sub(r"([b-df-hj-kmnp-rtv-z])\1$", r"\1", bare)


_GRADES = re.compile(r"\b([A-Z]{2,5})s\b")
"""Abbreviations in the plural: POs are many of a PO."""


@cache
def vocabulary() -> "Vocabulary":
    """The senses ready to be asked, every word by its stem."""
    return Vocabulary(load_senses())


class Vocabulary:
    """Looks words up by their stems."""

    def __init__(self, senses: Senses) -> None:
        """Index the words of the senses."""
        self.sides: dict[str, Side] = {}
        phrases: dict[str, str] = {}
        for opposite in senses.opposites:
            for words, done in ((opposite.done, True), (opposite.undone, False)):
                for word in words:
                    self.sides[_key(word)] = Side(
                        pair=_key(opposite.done[0]), done=done, judgement=opposite.judgement
                    )
                    if " " in word:
                        phrases[word] = _key(word)
        self.same = {_key(word): _key(group[0]) for group in senses.same for word in group}
        phrases |= {word: _key(word) for group in senses.same for word in group if " " in word}
        self.elsewhere = {_key(word) for word in senses.elsewhere}
        self.apart = {_key(word) for word in senses.apart} | self.elsewhere
        phrases |= {word: _key(word) for word in senses.apart if " " in word}
        self.common_names = {_key(word) for word in senses.common_names}
        self.stages = {_key(word) for word in senses.stages}
        self.light = {_key(word) for word in senses.light}
        self._phrases = {phrase.lower(): key for phrase, key in phrases.items()}
        longest = sorted(map(re.escape, self._phrases), key=len, reverse=True)
        self._phrase = re.compile(rf"\b(?:{'|'.join(longest)})\b", re.IGNORECASE)

    def words(self, text: str) -> list[str]:
        """The words of a text in order by their stems; a known phrase is one word."""
        lower = self._phrase.sub(
            lambda found: self._phrases[found[0].lower()], text.replace("\u2019", "'")
        )
        return [_key(word) for word in re.findall(r"[A-Za-z][\w'-]*", _GRADES.sub(r"\1", lower))]


def _key(word: str) -> str:
    return "_".join(stem(part) for part in re.split(r"[\s_]+", word))

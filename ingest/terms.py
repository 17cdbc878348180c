"""The vocabulary of the field: everyday words and abbreviations, for understanding questions."""

import re
from functools import cache

from ingest.models import Record


class Term(Record):
    """Everyday words and the words that reports use for the same thing."""

    everyday: tuple[str, ...]
    terms: tuple[str, ...]


class Abbreviation(Record):
    """An abbreviation with what it stands for."""

    short: str
    long: str
    also: tuple[str, ...] = ()
    """Further spellings of either."""


class Terms(Record):
    """The whole vocabulary."""

    everyday: tuple[Term, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    counted: tuple[str, ...] = ()
    """Nouns that a plain number in a report may count: staff, cases, places."""

    def expand(self, text: str) -> tuple[str, ...]:
        """What reports say for the everyday words and abbreviations in a text, in its order.

        Terms that the text itself already uses are left out. Whole words only, case aside; an
        abbreviation of two letters must be in capitals ("PO", not "po").
        """
        found: list[tuple[int, int, tuple[str, ...]]] = []
        for term in self.everyday:
            found += _hits(text, term.everyday, term.terms)
        for abbreviation in self.abbreviations:
            shorts = (abbreviation.short, *abbreviation.also)
            found += _hits(text, shorts, (abbreviation.long,))
            found += _hits(text, (abbreviation.long,), (abbreviation.short,))
        wanted: dict[str, None] = {}
        for start, end, terms in sorted(found):
            if any(s <= start and end <= e and e - s > end - start for s, e, _ in found):
                continue
            wanted.update(dict.fromkeys(terms))
        return tuple(term for term in wanted if not _position(text, term))

    def groups(self, text: str) -> tuple[tuple[str, ...], ...]:
        """For each term of the field in a text, all that reports and people say for it.

        Of terms that stand inside one another the longest counts: "unpaid work", not "work".
        """
        found: list[tuple[int, int, tuple[str, ...]]] = []
        for term in self.everyday:
            said = tuple(w for w in (*term.everyday, *term.terms) if _telling(w))
            found += _hits(text, said, (*term.terms, *term.everyday))
        for abbreviation in self.abbreviations:
            names = (abbreviation.short, *abbreviation.also, abbreviation.long)
            found += _hits(text, names, names)
        outer = [
            (start, end, names)
            for start, end, names in sorted(found)
            if not any(s <= start and end <= e and e - s > end - start for s, e, _ in found)
        ]
        joined: dict[tuple[int, int], dict[str, None]] = {}
        for start, end, names in outer:
            joined.setdefault((start, end), {}).update(dict.fromkeys(names))
        return tuple(tuple(names) for names in joined.values())


def _telling(word: str) -> bool:
    """Several words, or an abbreviation: single words of English are used more freely."""
    return " " in word or "-" in word or (word.isupper() and len(word) > 1)


def _hits(
    text: str, words: tuple[str, ...], terms: tuple[str, ...]
) -> list[tuple[int, int, tuple[str, ...]]]:
    places = [place for word in words if (place := _position(text, word))]
    return [(start, end, terms) for start, end in places]


def _position(text: str, word: str) -> tuple[int, int] | None:
    found = _pattern(word).search(text)
    return found.span() if found else None


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """Compiled once: there are more terms than `re` keeps, and a question is held against all."""
    flags = 0 if len(word) == 2 and word.isupper() else re.IGNORECASE
    return re.compile(rf"(?<!\w){_loose(word)}(?:s|'s)?(?!\w)", flags)


def _loose(word: str) -> str:
    """A pattern for a term whose words a hyphen or a space may part ("ex-forces")."""
    return re.escape(word).replace(r"\-", "[- ]").replace(r"\ ", "[- ]")

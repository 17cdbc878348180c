"""The vocabulary of the field: everyday words and abbreviations, for understanding questions."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydantic import PrivateAttr

from ingest.models import Record
from ingest.phrases import PhraseBook, literal


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


class Said(NamedTuple):
    """A place in a text that says what the field has words for."""

    start: int
    end: int
    terms: tuple[str, ...]
    """What reports say for it."""


_Entry = tuple[str, tuple[str, ...]]
"""A phrase with the terms that it stands for."""


class _Index:
    """Phrases made ready to be looked for, each with what it stands for."""

    def __init__(self, loose: Iterable[_Entry], literal: Iterable[_Entry]) -> None:
        first, second = tuple(loose), tuple(literal)
        self._terms = [terms for _, terms in (*first, *second)]
        self._book = PhraseBook([phrase for phrase, _ in first], [phrase for phrase, _ in second])

    def outermost(self, text: str) -> list[Said]:
        """The phrases in a text, in its order; of phrases inside one another the longest."""
        found = [Said(m.start, m.end, self._terms[m.phrase]) for m in self._book.find(text)]
        return [one for one in sorted(found) if not any(_inside(one, other) for other in found)]


class _Indexes(NamedTuple):
    """What a vocabulary is looked up by, with what it was made from."""

    everyday: tuple[Term, ...]
    abbreviations: tuple[Abbreviation, ...]
    said: _Index
    groups: _Index


class Terms(Record):
    """The whole vocabulary."""

    everyday: tuple[Term, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    counted: tuple[str, ...] = ()
    """Nouns that a plain number in a report may count: staff, cases, places."""

    _indexes: _Indexes | None = PrivateAttr(default=None)

    def expand(self, text: str) -> tuple[str, ...]:
        """What reports say for the everyday words and abbreviations in a text, in its order.

        Terms that the text itself already uses are left out. Single words and abbreviations are
        taken as they stand, case aside; an abbreviation of two letters must be in capitals ("PO",
        not "po"). Phrases of several words also match in other forms ("walks out" for "walking
        out") and with up to two small words between ("walking out of the prison").
        """
        wanted = dict.fromkeys(term for said in self.said(text) for term in said.terms)
        return tuple(term for term in wanted if not literal(term).search(text))

    def said(self, text: str) -> list[Said]:
        """The everyday phrases and abbreviations in a text, in its order, the longest of each."""
        return self._looked_up().said.outermost(text)

    def groups(self, text: str) -> tuple[tuple[str, ...], ...]:
        """For each term of the field in a text, all that reports and people say for it.

        Of terms that stand inside one another the longest counts: "unpaid work", not "work".
        """
        joined: dict[tuple[int, int], dict[str, None]] = {}
        for start, end, names in self._looked_up().groups.outermost(text):
            joined.setdefault((start, end), {}).update(dict.fromkeys(names))
        return tuple(tuple(names) for names in joined.values())

    def _looked_up(self) -> _Indexes:
        """The indexes, made once; a copy with other words has those of its original at first."""
        made = self._indexes
        if (
            made is None
            or made.everyday is not self.everyday
            or made.abbreviations is not self.abbreviations
        ):
            made = _Indexes(
                self.everyday,
                self.abbreviations,
                _Index(_phrases(self.everyday), _written_out(self.abbreviations)),
                # Only what is named as it is called: a passage is held against these names.
                _Index((), _names(self.everyday, self.abbreviations)),
            )
            self._indexes = made
        return made


def _phrases(everyday: Iterable[Term]) -> Iterator[_Entry]:
    for term in everyday:
        yield from ((phrase, term.terms) for phrase in term.everyday)


def _written_out(abbreviations: Iterable[Abbreviation]) -> Iterator[_Entry]:
    """Each abbreviation with what it stands for, and the other way round."""
    for each in abbreviations:
        yield from ((short, (each.long,)) for short in (each.short, *each.also))
        yield each.long, (each.short,)


def _names(everyday: Iterable[Term], abbreviations: Iterable[Abbreviation]) -> Iterator[_Entry]:
    """Each telling name of a thing with all its names."""
    for term in everyday:
        names = (*term.terms, *term.everyday)
        yield from ((w, names) for w in (*term.everyday, *term.terms) if _telling(w))
    for each in abbreviations:
        names = (each.short, *each.also, each.long)
        yield from ((name, names) for name in names)


def _telling(word: str) -> bool:
    """Several words, or an abbreviation: single words of English are used more freely."""
    return " " in word or "-" in word or (word.isupper() and len(word) > 1)


def _inside(one: Said, other: Said) -> bool:
    longer = other.end - other.start > one.end - one.start
    return longer and other.start <= one.start and one.end <= other.end

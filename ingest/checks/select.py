"""Which facts and sentences a check looks at."""

from collections.abc import Iterator

from ingest.facts.reading import Reading
from ingest.models import Fact, Passage
from ingest.schemes import Scheme

_PROSE = {"paragraph", "bullet", "numbered"}


def of(facts: tuple[Fact, ...], measure: str) -> list[Fact]:
    """The facts of one measure."""
    return [fact for fact in facts if fact.measure == measure]


def scheme_of(reading: Reading, fact: Fact) -> Scheme | None:
    """The scheme that a fact is told in, None where it is told in none."""
    return reading.schemes.scheme(fact.scheme) if fact.scheme else None


def same_inspection(first: Fact, second: Fact) -> bool:
    """True where two facts are of one inspection."""
    return (first.subject, first.published, first.scheme) == (
        second.subject,
        second.published,
        second.scheme,
    )


def prose(reading: Reading) -> Iterator[tuple[Passage, int, int]]:
    """Every sentence of the prose: its passage, and where in it the sentence begins and ends."""
    for passage in reading.passages:
        if passage.type in _PROSE:
            for start, end in reading.sentences(passage):
                yield passage, start, end

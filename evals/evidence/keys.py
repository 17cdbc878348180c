"""Keys of facts: what the published reports say, read by hand, as data in `evals/keys/`."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field

from evals.models import ExpectedFact
from evals.suite import load_record
from evals.words import plain
from ingest.models import Record

KEYS = Path(__file__).parent.parent / "keys"

# As many characters of the digest are kept as make two texts alike by chance unthinkable.
_DIGEST = 16


class Score(Record):
    """A composite score."""

    number: int
    out_of: int


class Row(Record):
    """A row of a table of inspections."""

    subject: str
    region: str
    published: str
    score: int
    out_of: int


class RatingCounts(Record):
    """How often each rating was given."""

    standard: str | None
    """None for the overall rating."""
    of: int
    counts: dict[str, int]


class Recommendation(Record):
    """A recommendation without its words: how it begins, how long it is, and their digest."""

    number: int
    addressee: str
    starts: str
    words: int
    sha256: str
    """The first 16 characters of the SHA-256 of the words (`word_digest`)."""


class Key(Record):
    """The facts of one report."""

    report: str
    file: str
    """Name of the file with its text."""
    subject: str
    region: str
    published: str
    fieldwork: str | None = None
    score: Score | None = None
    overall_rating: str | None = None
    ratings: dict[str, str] = Field(default_factory=dict)
    key_questions: dict[str, dict[Literal["engagement", "desistance", "safety"], int]] = Field(
        default_factory=dict
    )
    single_questions: dict[str, int] = Field(default_factory=dict)
    """Percentages of the standards that have one question of their own."""
    recommendations: tuple[Recommendation, ...] = ()
    rows: tuple[Row, ...] = ()
    rating_counts: tuple[RatingCounts, ...] = ()


def load_keys() -> tuple[Key, ...]:
    """Every key, by name of file; raises `BadSuite`."""
    return tuple(load_record(path, Key)[0] for path in sorted(KEYS.glob("*.yaml")))


def expected_facts(key: Key) -> dict[str, tuple[ExpectedFact, ...]]:
    """The facts of a key by group; recommendations, which are compared by digest, left out."""
    return {
        "overall ratings": tuple(_overall(key)),
        "scores": tuple(_scores(key)),
        "ratings by standard": tuple(_ratings(key)),
        "key questions": tuple(_key_questions(key)),
        "single questions": tuple(_single_questions(key)),
        "rows": tuple(_rows(key)),
        "rating counts": tuple(_rating_counts(key)),
    }


def recommendation_facts(key: Key) -> tuple[ExpectedFact, ...]:
    """The recommendations of a key as facts without their words."""
    return tuple(
        _fact(key, measure="recommendation", number=one.number, addressee=one.addressee)
        for one in key.recommendations
    )


def word_digest(text: str) -> tuple[int, str]:
    """How many words a text has, and their digest: case and punctuation do not matter."""
    words = re.findall(r"[a-z0-9']+(?:-[a-z0-9']+)*", plain(text))
    return len(words), hashlib.sha256(" ".join(words).encode()).hexdigest()[:_DIGEST]


def _fact(key: Key, **fields: object) -> ExpectedFact:
    where = {"subject": key.subject, "region": key.region, "published": key.published}
    return ExpectedFact.model_validate(where | fields)


def _overall(key: Key) -> Iterator[ExpectedFact]:
    if key.overall_rating:
        yield _fact(key, measure="overall_rating", standard=None, value=key.overall_rating)


def _scores(key: Key) -> Iterator[ExpectedFact]:
    if key.score:
        yield _fact(key, measure="score", **_score(key.score.number, key.score.out_of))


def _ratings(key: Key) -> Iterator[ExpectedFact]:
    for standard, value in key.ratings.items():
        yield _fact(key, measure="rating", standard=standard, value=value)


def _key_questions(key: Key) -> Iterator[ExpectedFact]:
    for standard, answers in key.key_questions.items():
        for question, percent in answers.items():
            yield _percentage(key, standard, question, percent)


def _single_questions(key: Key) -> Iterator[ExpectedFact]:
    for standard, percent in key.single_questions.items():
        yield _percentage(key, standard, None, percent)


def _percentage(key: Key, standard: str, question: str | None, percent: int) -> ExpectedFact:
    return _fact(
        key,
        measure="key_question",
        standard=standard,
        key_question=question,
        number=percent,
        value=f"{percent}%",
        unit="percent",
    )


def _rows(key: Key) -> Iterator[ExpectedFact]:
    for row in key.rows:
        where = {"subject": row.subject, "region": row.region, "published": row.published}
        yield _fact(key, measure="score", **where, **_score(row.score, row.out_of))


def _rating_counts(key: Key) -> Iterator[ExpectedFact]:
    for table in key.rating_counts:
        for rating, number in table.counts.items():
            yield _fact(
                key,
                measure="rating_count",
                standard=table.standard,
                value=rating,
                number=number,
                out_of=table.of,
            )


def _score(number: int, out_of: int) -> dict[str, object]:
    return {"value": f"{number}/{out_of}", "number": number, "out_of": out_of}

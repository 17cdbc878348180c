"""What a made-up report says, written down before it is: to be compared with the reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ingest.schemes import Scheme, Standard, load_schemes


@dataclass(frozen=True)
class Place:
    """A place that no map shows."""

    printed: str
    """As covers print it, without "PDU": "Fenmarsh & Quern"."""
    region: str
    """Bare and as the scheme spells it."""
    kind: Literal["pdu", "region"] = "pdu"

    @property
    def subject(self) -> str:
        """As facts name it."""
        return self.printed.replace("&", "and")

    @property
    def title(self) -> str:
        """As headings and addressees name it."""
        return f"{self.printed} {'PDU' if self.kind == 'pdu' else 'region'}"


@dataclass(frozen=True)
class Question:
    """A row of a table of key questions."""

    wording: str
    key: str | None
    """engagement, desistance, safety, or None for a question of another kind."""
    percent: int


@dataclass(frozen=True)
class Finding:
    """A bullet of a standard's section."""

    standard: str
    polarity: Literal["strength", "improvement"] | None
    """None where no heading sorts the list."""
    text: str


@dataclass(frozen=True)
class Recommendation:
    """An item of the numbered list."""

    number: int
    addressee: str
    text: str


@dataclass(frozen=True)
class Inspection:
    """Everything that a report of an inspection says."""

    place: Place
    scheme_name: str
    published: str
    """ISO month, as the cover prints it."""
    fieldwork: str
    """ISO month, as the ratings page prints it."""
    overall: str
    score: int
    ratings: Mapping[str, str]
    """Standard to the rating's word, for every rated standard of the scheme."""
    questions: Mapping[str, tuple[Question, ...]] = field(default_factory=dict)
    """Standard to the rows of its table."""
    findings: tuple[Finding, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()

    @property
    def scheme(self) -> Scheme:
        """The scheme that the report is written to."""
        return load_schemes().scheme(self.scheme_name)


@dataclass(frozen=True)
class Row:
    """A row of an annual report's table."""

    place: Place
    published: str
    """ISO day."""
    overall: str
    score: int
    ratings: Mapping[str, str]


@dataclass(frozen=True)
class Count:
    """How many places have a rating, as the prose of an annual report says it."""

    standard: str | None
    """None for overall ratings."""
    rating: str
    number: int


@dataclass(frozen=True)
class Annual:
    """Everything that an annual report says."""

    year: int
    rows: tuple[Row, ...]
    counts: tuple[Count, ...]
    scheme_name: str = "hmip-probation-2023"

    @property
    def scheme(self) -> Scheme:
        """The scheme of its table."""
        return load_schemes().scheme(self.scheme_name)


def points(scheme: Scheme, ratings: Mapping[str, str]) -> int:
    """The composite score that these ratings add up to."""
    worth = {rating.word: rating.points for rating in scheme.ratings}
    return sum(worth[word] for word in ratings.values())


def printed_number(standard: Standard) -> str:
    """ "2.1 ", or "" for a standard that its scheme does not number."""
    return f"{standard.number} " if standard.number else ""

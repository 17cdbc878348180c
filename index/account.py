"""The account of an answer: what was searched, what was found, why each sentence was chosen."""

from typing import Literal

from ingest.models import Record


class Candidate(Record):
    """A sentence that was weighed, with what spoke for it."""

    report: str
    """Id of the report."""
    passage: str
    section: tuple[str, ...]
    start: int
    """Offset in the passage's text."""
    end: int
    text: str
    score: float
    """All in all; higher is better."""
    confidence: float
    """How likely it answers the question, 0 to 1."""
    parts: dict[str, float]
    """The parts of the score by name, before they are weighted."""
    missing: tuple[str, ...] = ()
    """Words of the question that neither the sentence nor its passage comes near to."""
    decision: Literal["quoted", "left out"] = "left out"
    reason: str = ""
    """Why it was quoted or left out, in words."""


class Search(Record):
    """One search for sentences."""

    query: str
    place: str
    """The place that sentences had to be about; "" where any would do."""
    reports: tuple[str, ...]
    """Ids of the reports that were searched."""
    passages: int
    """How many passages were looked at closely."""
    sentences: int
    """How many of their sentences were weighed."""
    candidates: tuple[Candidate, ...]
    """The best of them, and those that were quoted."""


class Reason(Record):
    """Why a statement stands in the answer."""

    statement: int
    """Its place among the statements, from 1."""
    text: str
    why: str


class Account(Record):
    """How an answer came about."""

    rows: int = 0
    """Cells of tables that the answer was read from."""
    searches: tuple[Search, ...] = ()
    reasons: tuple[Reason, ...] = ()

"""Structured facts of a report: each is typed and points to the words that it was read from."""

from collections.abc import Callable

from ingest.facts.dates import date_facts
from ingest.facts.key_questions import key_question_facts
from ingest.facts.people import people_facts
from ingest.facts.prose import prose_facts
from ingest.facts.rating_counts import rating_count_facts
from ingest.facts.ratings import rating_facts
from ingest.facts.reading import Reading
from ingest.facts.recommendations import recommendation_facts
from ingest.facts.rows import row_facts
from ingest.models import Fact, Passage, ReportInfo, Section
from ingest.schemes import Schemes

RULES: tuple[Callable[[Reading], list[Fact]], ...] = (
    rating_facts,
    key_question_facts,
    recommendation_facts,
    row_facts,
    rating_count_facts,
    date_facts,
    people_facts,
    prose_facts,
)
"""What is read, one room each."""


def extract_facts(
    info: ReportInfo,
    scheme: str,
    schemes: Schemes,
    sections: tuple[Section, ...],
    passages: tuple[Passage, ...],
    text: str,
) -> tuple[Fact, ...]:
    """Every fact of a report, in the order in which it stands there.

    `scheme` is the name of the scheme that the report uses; with "" nothing is a rating.
    """
    reading = read(info, scheme, schemes, sections, passages, text)
    facts = [fact for rule in RULES for fact in rule(reading)]
    facts.sort(key=lambda fact: (fact.source.start, fact.source.end))
    return tuple(
        fact.model_copy(update={"id": f"{info.id}/f{number}"}) for number, fact in enumerate(facts)
    )


def read(
    info: ReportInfo,
    scheme: str,
    schemes: Schemes,
    sections: tuple[Section, ...],
    passages: tuple[Passage, ...],
    text: str,
) -> Reading:
    """The material that facts and checks are read from."""
    known = schemes.scheme(scheme) if scheme else None
    return Reading(info, known, schemes, sections, passages, text)

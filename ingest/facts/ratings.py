"""Ratings, overall rating and composite score: one fact each, however often the report says it."""

from ingest.facts.reading import Reading
from ingest.facts.shown import Shown, shown_ratings
from ingest.facts.statements import explanation, stated_ratings
from ingest.models import Fact


def rating_facts(reading: Reading) -> list[Fact]:
    """One fact for each rating that the report gives, read from its page of ratings.

    Where it is not legible there, it is read from wherever else it stands. Places that say the same
    again, and the explanation of an exception, are in `also`. A place that says something else is
    left to the checks.
    """
    if reading.scheme is None:
        return []
    facts: dict[tuple[str, str | None], Fact] = {}
    shown = sorted(shown_ratings(reading), key=lambda each: each.in_section)
    for each in (*shown, *stated_ratings(reading)):
        key = (each.measure, each.standard)
        known = facts.get(key)
        if known is None or (known.cell == "not_legible" and each.cell != "not_legible"):
            facts[key] = _fact(reading, each)
        elif (known.value, known.cell) == (each.value, each.cell):
            facts[key] = known.model_copy(update={"also": (*known.also, each.source)})
    return [_with_explanation(reading, fact) for fact in facts.values()]


def _with_explanation(reading: Reading, fact: Fact) -> Fact:
    source = explanation(reading, fact.standard) if fact.standard else None
    return fact.model_copy(update={"also": (*fact.also, source)}) if source else fact


def _fact(reading: Reading, shown: Shown) -> Fact:
    return reading.fact(
        shown.source,
        measure=shown.measure,
        standard=shown.standard,
        value=shown.value,
        number=shown.points,
        out_of=shown.out_of,
        cell=shown.cell,
    )

"""Which passages a question leads to before any sentence is chosen: for measuring the search."""

from collections.abc import Collection
from itertools import chain, zip_longest
from typing import NamedTuple

from index.answers.knowledge import Knowledge
from index.answers.plan import plan_question
from index.models import Place


class Choice(NamedTuple):
    """One search that a question leads to."""

    query: str
    reports: Collection[str] | None = None
    """Ids of the reports to search; None for all."""
    also: Collection[str] = ()
    """Passages of other reports that are looked at as well."""


def rank_passages(knowledge: Knowledge, question: str, limit: int) -> tuple[str, ...]:
    """Ids of the passages that are nearest to a question that stands alone, best first.

    Where it names several places, their lists take turns.
    """
    lists = [
        knowledge.library.search(c.query, reports=c.reports, also=c.also, limit=limit)
        for c in searches_for(knowledge, question)
    ]
    in_turn = chain.from_iterable(zip_longest(*lists))
    ids = dict.fromkeys(hit.passage for hit in in_turn if hit is not None)
    return tuple(ids)[:limit]


def searches_for(knowledge: Knowledge, question: str) -> list[Choice]:
    """One search for each place that the question names, in the words that say no place.

    Passages of national reports count where they name the place; without any, all are searched.
    """
    plan = plan_question(question, question, knowledge.names, knowledge.schemes, knowledge.mend)
    found = (_at(knowledge, place, plan.search) for place in plan.places)
    return [c for c in found if c is not None] or [Choice(plan.search or question)]


def _at(knowledge: Knowledge, place: Place, query: str) -> Choice | None:
    reports = [info.id for info in knowledge.infos.values() if info.subject == place.name]
    also = [
        passage.id
        for report in knowledge.national_reports()
        for passage in knowledge.naming(report, place)
    ]
    return Choice(query, reports, also) if reports else None

"""Cells that the source lost but that other facts force; each is marked derived, with its rule."""

from index.answers.knowledge import Knowledge
from ingest.models import Fact


def derived_rating(knowledge: Knowledge, lost: Fact) -> Fact | None:
    """The rating of a lost cell when the annual report counts every row of its table at one rating.

    "Services: 24 'Requires improvement'" over a table of 24 rows leaves no other possibility.
    """
    rows = {
        f.subject
        for f in knowledge.facts
        if f.report == lost.report and f.measure == "score" and f.source.kind == "table"
    }
    for count in knowledge.facts:
        same = count.report == lost.report and count.measure == "rating_count"
        if same and count.standard == lost.standard and count.number == count.out_of == len(rows):
            return lost.model_copy(
                update={
                    "value": count.value,
                    "cell": "legible",
                    "derived": True,
                    "number": _points(knowledge, count),
                    "rule": "the report counts every PDU of its table at this rating",
                    "also": (count.source,),
                }
            )
    return None


def _points(knowledge: Knowledge, count: Fact) -> int | None:
    for scheme in knowledge.schemes.schemes:
        rating = scheme.rating(count.value or "")
        if rating:
            return rating.points
    return None

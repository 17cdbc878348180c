"""How far down the search finds what a pair's evidence quotes."""

from collections.abc import Sequence

from evals.context import Context
from evals.models import Evidence, Pair
from evals.results import Retrieved
from evals.words import plain
from ingest.models import Passage

DEPTH = 50
"""Passages that a search is asked for: what is further down counts as not found."""


def retrieved(pair: Pair, ranked: Sequence[str], context: Context) -> tuple[Retrieved, ...]:
    """For each group of evidence, the first of these passages, best first, that holds any of it.

    One place of a group is enough. Characters are those that a reader has passed when the words
    end: of the passages before, and of this one up to there.
    """
    passages = [context.passages[one] for one in ranked if one in context.passages]
    return tuple(_first(group, passages) for group in pair.evidence)


def _first(group: Sequence[Evidence], passages: Sequence[Passage]) -> Retrieved:
    before = 0
    for rank, passage in enumerate(passages, 1):
        text = plain(passage.text)
        ends = [
            text.index(words) + len(words)
            for place in group
            if passage.report_id == place.report and (words := plain(place.words)) in text
        ]
        if ends:
            return Retrieved(rank=rank, characters=before + min(ends))
        before += len(text)
    return Retrieved(rank=None, characters=None)

"""Whether what is cited is about the places that were asked about."""

from collections.abc import Iterable, Sequence

from evals.context import Context
from evals.metrics.shares import share
from evals.models import Pair
from evals.results import Score
from evals.words import mentions, same_place
from index.models import Answer, Citation

# Of these the rows of a table are asked for as a whole, not those of one place.
_OVER_THE_TABLE = frozenset({"list", "count", "national", "rank", "statistic", "group", "change"})
_TABLED = frozenset({"score", "rating", "overall_rating"})


def wrong_report(pair: Pair, answer: Answer, context: Context) -> Score:
    """Share of the citations that are about a place that the pair asks about.

    Places are those of the reports that the pair needs, of its facts and its list, those that its
    turns or `must` name, and `places`. A row of a table is about the place that it names, and
    about its region; in a question over a whole table (by kind, or tagged `table`) every row may
    be cited, and the rating or score of the same inspection in its own report. Where a pair names
    no place, any may be cited.
    """
    allowed = _asked_places(pair, context)
    if not allowed or _asks_nobody(pair, context):
        return Score(metric="wrong_report", value=None, reason="no place is asked about")
    wrong = [
        f"[{c.id}] is about {', '.join(sorted(places))}"
        for c in answer.citations
        if (places := _strange_places(pair, c, allowed, context))
    ]
    return share("wrong_report", wrong, len(answer.citations), "only the places asked about")


def _asks_nobody(pair: Pair, context: Context) -> bool:
    """A theme over several reports ("which places had…"): the question itself names no place."""
    known = context.places() | context.regions()
    return (
        pair.kind == "finding"
        and len(pair.needs) > 1
        and not mentions(" / ".join(pair.turns), known)
    )


def _asked_places(pair: Pair, context: Context) -> list[str]:
    ids = [*pair.needs, *(place.report for group in pair.evidence for place in group)]
    places = [context.reports[i].subject for i in ids if i in context.reports]
    places += [fact.subject for fact in pair.facts if fact.subject]
    places += [fact.region for fact in pair.facts if fact.region and not fact.subject]
    if pair.items and pair.items.column in ("subject", "region"):
        places += pair.items.values
    stated = " / ".join([*pair.turns, *pair.must])
    return [*places, *mentions(stated, context.places() | context.regions()), *pair.places]


def _strange_places(
    pair: Pair, citation: Citation, allowed: Sequence[str], context: Context
) -> frozenset[str]:
    """The places that the citation is about, where none of them was asked about."""
    rows = context.row_places(citation)
    about = rows or frozenset({citation.report.subject})
    if _any_same(about, allowed) or (not rows and mentions(citation.quote, allowed)):
        return frozenset()
    tabled = [fact for fact in context.rows_at(citation) if fact.measure in _TABLED]
    if _any_same({fact.region for fact in tabled}, allowed):
        return frozenset()
    tables = {r.id for r in context.reports.values() if r.kind == "annual" and r.id in pair.needs}
    national = [context.reports[report].subject for report in tables]
    over = pair.kind in _OVER_THE_TABLE or "table" in pair.tags
    whole = over or all(_any_same({p}, national) for p in allowed)
    listed = {fact.subject for fact in context.facts if fact.report in tables}
    if tabled and whole and _any_same(about, list(listed)):
        return frozenset()
    return about


def _any_same(places: Iterable[str], allowed: Sequence[str]) -> bool:
    return any(same_place(place, other) for place in places if place for other in allowed)

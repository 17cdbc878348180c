"""Answers broken on purpose: an evaluator that lets them pass is not to be trusted."""

from collections.abc import Iterator, Mapping, Sequence

from evals.breaks import BREAKS, Way
from evals.context import Context
from evals.metrics import fulfils
from evals.results import PairResult
from evals.tables import aligned
from ingest.models import Record

LEAST_CAUGHT = 0.97
"""Of the answers broken in each kind of way, how many the metrics have to notice."""


class Caught(Record):
    """How many of the answers that were broken in one kind of way no longer passed."""

    kind: str
    broken: int
    caught: int
    missed: tuple[str, ...]
    """`<suite>/<id>: <way>` of the pairs that still passed."""
    ways: dict[str, tuple[int, int]]
    """Each way of breaking: how many were caught, of how many."""

    @property
    def enough(self) -> bool:
        """Whether so many were caught that the evaluator can be trusted."""
        return self.caught >= LEAST_CAUGHT * self.broken


def check_evaluator(results: Sequence[PairResult], context: Context) -> tuple[Caught, ...]:
    """Every right answer of a run, broken in every way that it can be and scored again.

    Limits of words that a suite gives a kind do not help here: a page is more than any pair allows.
    """
    right = [result for result in results if result.passed and result.answer]
    return tuple(_check(kind, ways, right, context) for kind, ways in BREAKS.items())


def caught_table(found: Sequence[Caught]) -> str:
    """A line per kind and way: how many answers were broken, and how many of these noticed."""
    rows = [("broken on purpose", "broken", "caught", "")]
    for one in found:
        rows.append((one.kind, str(one.broken), str(one.caught), _share(one.caught, one.broken)))
        if len(one.ways) > 1:
            rows += [
                (f"  {way}", str(of), str(part), _share(part, of))
                for way, (part, of) in one.ways.items()
            ]
    broken, caught = sum(one.broken for one in found), sum(one.caught for one in found)
    rows.append(("all", str(broken), str(caught), _share(caught, broken)))
    missed = [f"not noticed: {line}" for one in found for line in one.missed]
    return "\n".join([aligned(rows), *missed]) + "\n"


def shortfalls(found: Sequence[Caught]) -> list[str]:
    """The kinds of which too few were noticed, or that no answer could be broken in."""
    lines = []
    for one in found:
        if not one.broken:
            lines.append(f"No answer could be broken by: {one.kind}.")
        elif not one.enough:
            lines.append(
                f"Only {one.caught} of {one.broken} answers broken by {one.kind} were noticed; "
                f"at least {LEAST_CAUGHT:.0%} are wanted."
            )
    return lines


def _check(
    kind: str, ways: Mapping[str, Way], right: Sequence[PairResult], context: Context
) -> Caught:
    tried = {name: list(_broken(way, right, context)) for name, way in ways.items()}
    every = [(key, name, noticed) for name, found in tried.items() for key, noticed in found]
    return Caught(
        kind=kind,
        broken=len(every),
        caught=sum(noticed for _, _, noticed in every),
        missed=tuple(f"{key}: {name}" for key, name, noticed in every if not noticed),
        ways={
            name: (sum(noticed for _, noticed in found), len(found))
            for name, found in tried.items()
            if found
        },
    )


def _broken(way: Way, right: Sequence[PairResult], context: Context) -> Iterator[tuple[str, bool]]:
    """The pairs whose answer can be broken in this way, each with whether that was noticed."""
    for result in right:
        changed = way(result, result.answer, context) if result.answer else None
        if changed is not None and changed != result.answer:
            yield result.key, not fulfils(result.pair, changed, context)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else ""

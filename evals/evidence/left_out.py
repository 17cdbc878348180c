"""What a report that nothing was fitted to loses: weights fitted without it, the whole pipeline.

Only the weights are fitted anew: rules and words that somebody wrote with a report open stay.
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from evals.evidence.answers import share
from evals.fitting import Asked, collect, collect_judged, described, fit
from evals.judgements import USEFUL, Judged, load_judged
from evals.models import Pair, Suite
from evals.run import RunOptions, evaluate
from evals.suite import load_suites
from evals.words import mentions
from index.answers.assistant import Assistant
from index.answers.knowledge import Knowledge
from index.answers.weights import Weights
from index.models import Answer
from index.stores.library import Library, open_library
from ingest.models import ReportInfo
from ingest.report import read_report

MOST_LOST = 5.0
"""Points of 100 that a report may lose."""

Collected = Sequence[tuple[Pair | Judged, Sequence[Asked]]]
"""What weights are fitted to: a pair or a judged question with the sentences looked at for it."""


class Outcome(NamedTuple):
    """How one pair that needs a report fares."""

    report: str
    key: str
    """`<suite>/<id>`."""
    searched: bool
    """Whether its answer was searched for in the text: the others do not depend on weights."""
    committed: bool
    """Whether it passes with the weights of the data file."""
    together: bool
    """Whether it passes with weights fitted here to the questions of all reports."""
    without: bool
    """Whether it passes with weights fitted here to the questions of the other reports."""


def left_out_section(reports_dir: Path, named: Sequence[str] = ()) -> Iterator[str]:
    """How the order of sentences and the pairs of each report fare without it."""
    suites = load_suites([Path(name) for name in named])
    with TemporaryDirectory() as folder:
        library = open_library(Path(folder))
        try:
            paths = sorted(reports_dir.glob("*.txt"))
            library.add((read_report(path), path.read_bytes()) for path in paths)
            collected = _collect(library)
            yield from described(_asked(collected, Pair))
            yield from loss_lines(measure(library, suites, collected))
        finally:
            library.close()


def measure(library: Library, suites: Sequence[Suite], collected: Collected) -> list[Outcome]:
    """Every published report left out in turn; a pair that needs several counts for each."""
    once = [_once(suite) for suite in suites]
    pairs = {f"{suite.suite}/{pair.id}": pair for suite in once for pair in suite.pairs}
    committed, searched = _passed(library, once, None, pairs)
    together, _ = _passed(library, once, _fit(collected), searched)
    outcomes = []
    for info in (r for r in library.reports() if r.edition == "published"):
        others = [(one, group) for one, group in collected if not touches(one, info)]
        here = [key for key in committed if info.id in pairs[key].needs]
        without, _ = _passed(library, once, _fit(others), [key for key in here if key in searched])
        outcomes += [
            Outcome(
                report=info.id,
                key=key,
                searched=key in searched,
                committed=committed[key],
                together=together.get(key, committed[key]),
                without=without.get(key, committed[key]),
            )
            for key in here
        ]
    return outcomes


def loss_lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Points lost by report and in all, over all pairs and over those searched for in the text."""
    yield f"points of 100 lost with weights fitted without a report (limit {MOST_LOST:g}):"
    for report in (*dict.fromkeys(outcome.report for outcome in outcomes), "all"):
        here = [o for o in outcomes if report in (o.report, "all")]
        yield f"  {report}, pairs that need it: {_points(here)}"
        yield f"    of these searched for in the text: {_points([o for o in here if o.searched])}"
        if report != "all":
            lost = [o.key for o in here if o.committed and not o.without]
            yield from (f"    lost: {key}" for key in lost)


def touches(pair: Pair | Judged, info: ReportInfo) -> bool:
    """Whether fitting to a pair would tell of the report: its evidence, or its place, is in it."""
    if isinstance(pair, Judged):
        useful = [p for p, grade in pair.grades.items() if grade >= USEFUL]
        within = any(p.startswith(f"{info.id}/") for p in useful)
        return within or (not useful and bool(mentions(pair.wordings[0], [info.subject])))
    if any(place.report == info.id for group in pair.evidence for place in group):
        return True
    if pair.needs == (info.id,):
        return True
    return not pair.evidence and bool(mentions(" / ".join(pair.turns), [info.subject]))


def _points(outcomes: Sequence[Outcome]) -> str:
    committed, together = sum(o.committed for o in outcomes), sum(o.together for o in outcomes)
    without, count = sum(o.without for o in outcomes), len(outcomes)
    lost = [f"{100 * (passed - without) / (count or 1):.1f}" for passed in (committed, together)]
    return (
        f"{lost[0]} (without it {share(without, count)}, data file {committed}; "
        f"fitted here with it {together}, {lost[1]} lost)"
    )


def _collect(library: Library) -> Collected:
    """Ours, whatever is asked: the questions that the weights of the data file are fitted to."""
    knowledge = Knowledge(library)
    pairs = [pair for suite in load_suites() for pair in suite.pairs]
    return [
        *((pair, list(collect(knowledge, [pair]))) for pair in pairs),
        *((one, list(collect_judged(knowledge, [one]))) for one in load_judged()),
    ]


def _once(suite: Suite) -> Suite:
    """The suite with one wording for each pair."""
    pairs = tuple(pair.model_copy(update={"paraphrases": ()}) for pair in suite.pairs)
    return suite.model_copy(update={"pairs": pairs})


def _fit(collected: Collected) -> Weights:
    asked = _asked(collected, Pair)
    return fit(asked, _asked(collected, Judged) or asked)


def _asked(collected: Collected, kind: type[Pair] | type[Judged]) -> list[Asked]:
    return [asked for one, group in collected if isinstance(one, kind) for asked in group]


def _passed(
    library: Library, suites: Sequence[Suite], weights: Weights | None, keys: Collection[str]
) -> tuple[dict[str, bool], set[str]]:
    """Whether each of these pairs passes, and which of them were searched for in the text."""
    assistant = Assistant(library, weights)
    searching: set[tuple[str, ...]] = set()

    def ask(turns: Sequence[str]) -> list[Answer]:
        answers: list[Answer] = []
        conversation = None
        for turn in turns:
            reply = assistant.ask(turn, conversation=conversation)
            conversation = reply.conversation
            answers.append(reply.answer)
            if reply.account.searches:
                searching.add(tuple(turns))
        return answers

    run = evaluate(suites, lambda overrides: ask, library, RunOptions(among=tuple(keys)))
    passed = {result.key: result.passed for result in run.results}
    return passed, {result.key for result in run.results if result.pair.turns in searching}

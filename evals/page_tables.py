"""The tables at the head of a run's page: what it was made with, its kinds, its figures."""

from collections.abc import Iterable, Sequence
from html import escape

from evals.bootstrap import METHOD
from evals.results import KindSummary
from evals.run import Run
from evals.tables import counted, interval, written
from evals.tally import latency_of

_KINDS = (
    *("kind", "passed", "asked", "95% interval", "skipped", "words, median", "words, most"),
    *("wrong report", "unsupported numbers", "untrue quotations", "uncited", "idle citations"),
    "contract",
)


def kinds_table(run: Run) -> str:
    """A row per kind: what passed, and the faults counted."""
    kinds = [*run.summary.kinds.items(), ("all", run.summary.all)]
    return _table(_KINDS, (_kind(name, kind) for name, kind in kinds))


def figures_table(run: Run) -> str:
    """A row per metric: its value, its interval, what was counted."""
    figures = (*run.summary.figures, *latency_of(run.results, run.seconds))
    rows = ((f.name, written(f, f.value), interval(f), counted(f)) for f in figures)
    table = _table(("metric", "value", "95% interval", "counted"), rows)
    return f"<details><summary>Every metric</summary>{table}<p>{escape(METHOD)}.</p></details>"


def made_with(run: Run) -> str:
    """Settings and versions that the run remembers."""
    options = run.settings.options
    made = options.settings | options.overrides
    said = ", ".join(f"{name} {value}" for name, value in made.items() if value)
    return f'<p class="quiet">Made with {escape(said)}.</p>' if said else ""


def _kind(name: str, kind: KindSummary) -> tuple[str, ...]:
    ends = "" if kind.low is None or kind.high is None else f"{kind.low:.0%} to {kind.high:.0%}"
    numbers: tuple[object, ...] = (
        *(kind.passed, kind.total, ends, kind.skipped, f"{kind.words_median:g}", kind.words_max),
        *(kind.wrong_report_pairs, kind.unsupported_numbers, kind.untrue_quotes),
        *(kind.uncited, kind.idle_citations, kind.broken_contract),
    )
    return (name, *(str(number) for number in numbers))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

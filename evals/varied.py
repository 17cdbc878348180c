"""Several settings, or one several times: what differs between their runs."""

from collections.abc import Sequence
from itertools import product

from evals.bootstrap import METHOD
from evals.compare import Comparison, compare
from evals.errors import BadVariation
from evals.results import Figure
from evals.run import Run
from evals.tables import CHANCE, aligned, interval, told, written
from evals.tally import latency_of
from ingest.models import Record

SHOWN = (
    "pairs passed",
    "facts right",
    "evidence cited",
    "refusal recall",
    "fulfilled in other words",
    "retrieval recall at 1",
    "retrieval recall at 10",
    "retrieval recall in 4,000 characters",
    "retrieval MRR",
    "words, median",
    "seconds, median",
    "seconds, 95th percentile",
)
"""Figures that tell settings apart, in the order of the table."""
_ALONE = (
    "p: how often so uneven a split of gained and lost comes about where both are equally good. "
    "Each is of its comparison alone: of 20 settings that are equally good, one looks different."
)
MOST_COMBINATIONS = 32
"""A run of everything takes minutes: more than these is rather a mistake than a plan."""


class Repeated(Record):
    """What several runs with the same settings agree on."""

    runs: int
    differing: tuple[str, ...]
    """`<suite>/<id>` of the pairs whose result is not the same in all of them."""
    spread: tuple[tuple[str, float, float], ...]
    """Figures that are not the same in all runs: name, least and most."""

    @property
    def identical(self) -> bool:
        """Whether all runs are the same but for their times."""
        return not self.differing and not self.spread


def combinations(varied: Sequence[str]) -> list[dict[str, str]]:
    """Every combination of `NAME=VALUE,VALUE,…`, the first values first.

    Raises `BadVariation` for what cannot be read, a name or value twice, or too many of them.
    """
    values: dict[str, list[str]] = {}
    for text in varied:
        name, sign, given = text.partition("=")
        listed = [value.strip() for value in given.split(",") if value.strip()]
        if not sign or not name.strip() or len(listed) < 2:
            raise BadVariation(text, "write it as NAME=VALUE,VALUE with two values or more")
        if name.strip() in values or len(set(listed)) < len(listed):
            raise BadVariation(text, "a setting and each of its values can be given once")
        values[name.strip()] = listed
    found = [dict(zip(values, one, strict=True)) for one in product(*values.values())]
    if len(found) > MOST_COMBINATIONS:
        raise BadVariation(
            " ".join(varied), f"{len(found)} combinations, and at most {MOST_COMBINATIONS} are run"
        )
    return found


def label(overrides: dict[str, str]) -> str:
    """The name of a combination, for tables and folders."""
    return " ".join(f"{name}={value}" for name, value in overrides.items())


def settings_text(runs: Sequence[tuple[str, Run]]) -> str:
    """The runs side by side: their figures with intervals, then each held against the first."""
    return f"{_figures(runs)}\n{METHOD}\n\n{_against_first(runs)}\n{_ALONE}\n"


def comparisons(runs: Sequence[tuple[str, Run]]) -> list[tuple[str, Comparison]]:
    """Each later run held against the first."""
    return [(name, compare(runs[0][1], run)) for name, run in runs[1:]]


def repeated(runs: Sequence[Run]) -> Repeated:
    """What is not the same in all these runs. Times are left out."""
    texts = [{r.key: r.model_dump_json() for r in run.results} for run in runs]
    keys = dict.fromkeys(key for one in texts for key in one)
    figures = [{f.name: f.value for f in run.summary.figures} for run in runs]
    spread = []
    for name in dict.fromkeys(name for one in figures for name in one):
        values = [v for one in figures if (v := one.get(name)) is not None]
        if min(values) != max(values):
            spread.append((name, min(values), max(values)))
    return Repeated(
        runs=len(runs),
        differing=tuple(k for k in keys if len({one.get(k) for one in texts}) > 1),
        spread=tuple(spread),
    )


def repeated_text(found: Repeated) -> str:
    """In words: identical, or how far the figures spread and which pairs differ."""
    if found.identical:
        return f"{found.runs} runs: identical but for their times\n"
    lines = [f"{found.runs} runs: {len(found.differing)} pairs are not the same in all of them"]
    lines += [f"spread of {name}: {low:g} to {high:g}" for name, low, high in found.spread]
    lines += [f"differs: {key}" for key in found.differing]
    return "\n".join(lines) + "\n"


def _figures(runs: Sequence[tuple[str, Run]]) -> str:
    known = [
        {f.name: f for f in (*run.summary.figures, *latency_of(run.results, run.seconds))}
        for _, run in runs
    ]
    rows = [("", *(name for name, _ in runs))]
    rows += [
        (name, *(_cell(one.get(name)) for one in known))
        for name in SHOWN
        if any(name in one for one in known)
    ]
    return aligned(rows)


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return "none"
    return f"{written(figure, figure.value)} ({interval(figure)})"


def _against_first(runs: Sequence[tuple[str, Run]]) -> str:
    rows: list[tuple[str, ...]] = [
        (f"against {runs[0][0]}", "gained", "lost", "answers changed", "p (exact McNemar)", "")
    ]
    found = comparisons(runs)
    rows += [_row(name, comparison) for name, comparison in found]
    surely = [
        f"{name}: {one.name} {told(one)} by {100 * abs(one.after - one.before):.1f} points "
        f"({100 * one.low:+.1f} to {100 * one.high:+.1f})"
        for name, comparison in found
        for one in comparison.differences
        if told(one) != CHANCE
    ]
    return "\n".join([aligned(rows), *surely])


def _row(name: str, found: Comparison) -> tuple[str, ...]:
    counts = (str(len(found.gained)), str(len(found.lost)), str(len(found.changed)))
    return name, *counts, f"{found.p_value:.4f}", found.verdict

"""Figures as lines of text: values with their intervals, in columns."""

from collections.abc import Iterable, Sequence

from evals.bootstrap import METHOD
from evals.results import Figure
from evals.tally import Difference

CHANCE = "may be chance"


def figure_table(figures: Iterable[Figure]) -> str:
    """A line per figure: its value, its interval, and what was counted."""
    rows = [("metric", "value", "95% interval", "counted")]
    rows += [
        (figure.name, written(figure, figure.value), interval(figure), counted(figure))
        for figure in figures
    ]
    return f"{aligned(rows)}\n{METHOD}\n"


def difference_table(differences: Iterable[Difference]) -> str:
    """A line per figure that has changed: before, now, the difference with its interval."""
    rows = [("metric", "before", "now", "difference", "95% interval", "")]
    rows += [
        (
            one.name,
            f"{one.before:.1%}",
            f"{one.after:.1%}",
            f"{100 * (one.after - one.before):+.1f}",
            f"{100 * one.low:+.1f} to {100 * one.high:+.1f}",
            told(one),
        )
        for one in differences
    ]
    return f"{aligned(rows)}\n" if len(rows) > 1 else ""


def told(one: Difference) -> str:
    """What a difference says: its interval holds 0 where it may be chance."""
    if one.low <= 0 <= one.high:
        return CHANCE
    return "worse" if (one.after < one.before) != one.less else "better"


def written(figure: Figure, value: float | None) -> str:
    """A value of a figure in its unit: a share in per cent, an MRR from 0 to 1."""
    if value is None:
        return "none"
    if figure.unit == "seconds":
        return f"{value:.2f} s"
    if figure.unit:
        return f"{value:g}"
    return f"{value:.3f}" if figure.name.endswith("MRR") else f"{value:.1%}"


def interval(figure: Figure) -> str:
    """The ends of a figure's interval in its unit."""
    if figure.low is None or figure.high is None:
        return ""
    return f"{written(figure, figure.low)} to {written(figure, figure.high)}"


def counted(figure: Figure) -> str:
    """What a figure was counted over."""
    if figure.unit or figure.name.startswith(("retrieval", "lists")):
        return f"{figure.whole:,.0f} {figure.of}"
    return f"{figure.part:,.0f} of {figure.whole:,.0f} {figure.of}"


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells in columns: the first to the left, the others to the right."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )

"""Confidence intervals by bootstrap: pairs are drawn again with replacement, from a fixed seed.

Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13: percentile intervals. A
pair is drawn with all its sentences and wordings, which are not independent of each other.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

SEED = 5
RESAMPLES = 2000
LEVEL = 0.95
"""Share of such intervals that hold the true value."""
METHOD = (
    f"{LEVEL:.0%} intervals: bootstrap over pairs, {RESAMPLES:,} resamples, seed {SEED}; "
    "where every pair agrees, the exact binomial bound"
)
DIGITS = 6
"""Figures are rounded to these, so that sums in another order give the same bytes."""

Floats: TypeAlias = NDArray[np.float64]


class Interval(NamedTuple):
    """The ends of a confidence interval, in the unit of its figure."""

    low: float
    high: float


def share_interval(parts: Sequence[float], wholes: Sequence[float]) -> Interval | None:
    """Of sum(parts) / sum(wholes), one entry a pair; None where there is nothing to count.

    Where all pairs have all, or none has any, drawing them again says nothing of how rare the other
    is: that end is the exact binomial one (Clopper and Pearson, Biometrika 26, 1934).
    """
    part, whole = _asked(parts, wholes)
    if not len(whole):
        return None
    value = part.sum() / whole.sum()
    if value in (0.0, 1.0):
        rare = 1 - ((1 - LEVEL) / 2) ** (1 / len(whole))
        return _rounded(1 - rare, 1.0) if value else _rounded(0.0, rare)
    return _between(_resampled(part, whole))


def quantile_interval(values: Sequence[float], share: float) -> Interval | None:
    """Of the quantile of the values below which that share of them lies."""
    if not values:
        return None
    drawn = np.asarray(values, dtype=float)[_drawn(len(values))]
    return _between(np.quantile(drawn, share, axis=1))


def difference_interval(
    before: tuple[Sequence[float], Sequence[float]], after: tuple[Sequence[float], Sequence[float]]
) -> Interval | None:
    """Of the share after less the share before, where both give (parts, wholes) of the same pairs.

    Each resample draws the same pairs on both sides, so that what is hard for both cancels out.
    """
    counts = np.asarray([*before, *after], dtype=float)
    counts = counts[:, (counts[1] > 0) & (counts[3] > 0)]
    if not counts.shape[1]:
        return None
    return _between(_resampled(counts[2], counts[3]) - _resampled(counts[0], counts[1]))


def _asked(parts: Sequence[float], wholes: Sequence[float]) -> tuple[Floats, Floats]:
    part, whole = np.asarray(parts, dtype=float), np.asarray(wholes, dtype=float)
    return part[whole > 0], whole[whole > 0]


def _resampled(part: Floats, whole: Floats) -> Floats:
    drawn = _drawn(len(whole))
    return np.asarray(part[drawn].sum(axis=1) / whole[drawn].sum(axis=1), dtype=float)


@lru_cache(maxsize=4)
def _drawn(count: int) -> NDArray[np.intp]:
    """The pairs of each resample: the same ones for the same number of pairs."""
    return np.random.default_rng(SEED).integers(0, count, size=(RESAMPLES, count), dtype=np.intp)


def _between(values: Floats) -> Interval:
    outside = (1 - LEVEL) / 2
    low, high = np.quantile(values, [outside, 1 - outside])
    return _rounded(float(low), float(high))


def _rounded(low: float, high: float) -> Interval:
    return Interval(round(low, DIGITS), round(high, DIGITS))

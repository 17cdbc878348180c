"""Confidence intervals: exact ones for shares of pairs, by bootstrap for everything else.

In a bootstrap pairs are drawn again with replacement, from a fixed seed.
Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13: percentile intervals. A
pair is drawn with all its sentences and wordings, which are not independent of each other.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import exp, fsum, lgamma, log, log1p
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

SEED = 5
RESAMPLES = 2000
LEVEL = 0.95
"""Share of such intervals that hold the true value."""
METHOD = (
    f"{LEVEL:.0%} intervals: of shares of pairs the exact binomial ones (Clopper and Pearson), "
    f"else bootstrap over pairs, {RESAMPLES:,} resamples, seed {SEED}"
)
_HALVINGS = 40
"""Of the interval from 0 to 1: far below DIGITS."""
DIGITS = 6
"""Figures are rounded to these, so that sums in another order give the same bytes."""

Floats: TypeAlias = NDArray[np.float64]


class Interval(NamedTuple):
    """The ends of a confidence interval, in the unit of its figure."""

    low: float
    high: float


def share_interval(parts: Sequence[float], wholes: Sequence[float]) -> Interval | None:
    """Of sum(parts) / sum(wholes), one entry a pair; None where there is nothing to count.

    Where each pair counts as one, all or nothing, it is the exact binomial one (Clopper and
    Pearson, Biometrika 26, 1934): drawing pairs again would call a run with one failure surer than
    one without. Where all of several things a pair agree, the pairs are what is counted.
    """
    part, whole = _asked(parts, wholes)
    if not len(whole):
        return None
    value = part.sum() / whole.sum()
    if value in (0.0, 1.0):
        return _binomial(len(whole) if value else 0, len(whole))
    if (whole == 1).all() and np.isin(part, (0.0, 1.0)).all():
        return _binomial(int(part.sum()), len(whole))
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


@lru_cache(maxsize=1024)
def _binomial(passed: int, of: int) -> Interval:
    """The shares that do not make so many, or so few, of so many too rare."""
    outside = (1 - LEVEL) / 2
    low = 0.0 if passed == 0 else _crossing(lambda p: 1 - _at_most(passed - 1, of, p), outside)
    high = 1.0 if passed == of else 1 - _crossing(lambda p: _at_most(passed, of, 1 - p), outside)
    return _rounded(low, high)


def _crossing(rising: Callable[[float], float], level: float) -> float:
    """Where a function that rises over 0 to 1 reaches a level, by halving."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < level else (low, middle)
    return (low + high) / 2


def _at_most(count: int, of: int, share: float) -> float:
    """How likely it is that of so many at most `count` fall to an event of this share."""
    if share <= 0.0 or share >= 1.0:
        return 1.0 if share <= 0.0 or count >= of else 0.0
    logs = (
        lgamma(of + 1) - lgamma(k + 1) - lgamma(of - k + 1) + k * log(share)
        + (of - k) * log1p(-share)
        for k in range(count + 1)
    )  # fmt: skip
    return fsum(exp(each) for each in logs)


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

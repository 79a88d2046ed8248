"""Many tests at once: how often chance alone alarms, and p-values that allow for it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from pipelines.statistics.arrays import Floats


def holm(p: ArrayLike) -> Floats:
    """Holm's adjusted p-values: within one measure, the eleven districts' tests.

    Args:
        p: p-values, shape (m,); nan (a test that was not made) stays nan and does not count.

    Returns:
        Shape (m,), at most 1. Rejecting those <= α keeps the chance of any false alarm <= α.

    Raises:
        ValueError: a p-value outside [0, 1].

    Source: Holm, Scandinavian Journal of Statistics 6 (1979).
    """
    given, made, found = _split(p)
    order = np.argsort(made, kind="stable")
    steps = made[order] * np.arange(made.size, 0, -1)
    adjusted = np.empty_like(made)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    found[given] = adjusted
    return found


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Benjamini and Hochberg's adjusted p-values: across the measures of a page.

    Arguments and errors as `holm`. Rejecting those <= q keeps the expected share of false alarms
    among the rejected <= q.

    Source: Benjamini & Hochberg, JRSS B 57 (1995); scipy's false_discovery_control.
    """
    given, made, found = _split(p)
    if made.size:
        found[given] = stats.false_discovery_control(made, method="bh")
    return found


def bonferroni(p: ArrayLike) -> Floats:
    """p-values times the number of tests, at most 1; the plain bound Holm improves on."""
    given, made, found = _split(p)
    found[given] = np.minimum(made * made.size, 1.0)
    return found


def any_false_alarm(tests: ArrayLike, alpha: ArrayLike) -> Floats:
    """Chance of at least one false alarm among so many independent tests at level alpha.

    Args:
        tests: number of tests, one value or shape (m,).
        alpha: level of each test, one value or shape (m,).

    Returns:
        Probabilities, shape (m,).
    """
    k = np.atleast_1d(np.asarray(tests, dtype=np.float64))
    level = np.atleast_1d(np.asarray(alpha, dtype=np.float64))
    found: Floats = -np.expm1(k * np.log1p(-level))
    return found


def _split(p: ArrayLike) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.bool_]], Floats, Floats]:
    values = np.atleast_1d(np.asarray(p, dtype=np.float64))
    if np.any(values < 0) or np.any(values > 1):
        raise ValueError("ett p-värde ligger mellan 0 och 1")
    given = ~np.isnan(values)
    return given, values[given], np.full(values.shape, np.nan)

"""Intervals for a share, and for a district's share minus that of the rest of the city."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipelines.statistics.arrays import Estimate, Floats, check_counts, floats

Z95 = 1.959963984540054
Z998 = 3.090232306167813


def wilson(
    x: ArrayLike, n: ArrayLike, z: float | Floats = Z95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Wilson's score interval for x of n.

    Args:
        x: numerators, shape (m,), 0 <= x <= n.
        n: denominators, shape (m,); where n is 0 both limits are nan.
        z: normal quantile, one or shape (m,); 1.96 for 95 %, 3.09 for 99,8 %.

    Returns:
        Lower and upper limits as fractions of one, each of shape (m,), within [0, 1].

    Raises:
        ValueError: a numerator is negative or larger than its denominator.

    Source: Wilson, JASA 22 (1927); the form in PHEindicatormethods, for its reference numbers.
    """
    hits = np.asarray(x, dtype=np.float64)
    total = np.asarray(n, dtype=np.float64)
    if np.any(hits < 0) or np.any(hits > total):
        raise ValueError("täljaren ska ligga mellan 0 och nämnaren")
    with np.errstate(divide="ignore", invalid="ignore"):
        half = z * np.sqrt(z**2 + 4 * hits * (1 - hits / total))
        width = 2 * (total + z**2)
        # Rounding leaves a limit of none or all a hair on the wrong side of the share itself.
        low = np.minimum((2 * hits + z**2 - half) / width, hits / total)
        high = np.maximum((2 * hits + z**2 + half) / width, hits / total)
    empty = total == 0
    low[empty] = high[empty] = np.nan
    return np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)


def newcombe(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, z: float | Floats = Z95
) -> Estimate:
    """Difference x1/n1 - x2/n2 of two independent shares, with Newcombe's limits (method 10).

    Args:
        x1: numerators of the first group, shape (m,), 0 <= x1 <= n1.
        n1: denominators of the first group, shape (m,).
        x2: numerators of the second group, shape (m,), 0 <= x2 <= n2.
        n2: denominators of the second group, shape (m,).
        z: normal quantile, one or shape (m,); 1.96 for 95 %, 3.09 for 99,8 %.

    Returns:
        Differences and limits as fractions of one (times 100: percentage points), within
        [-1, 1]; nan where a denominator is 0.

    Raises:
        ValueError: a numerator is negative or larger than its denominator.

    Source: Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10: the distances from
    each share to its Wilson limits, squared and added.
    """
    hits1, total1, hits2, total2 = floats(x1, n1, x2, n2)
    low1, high1 = wilson(hits1, total1, z)
    low2, high2 = wilson(hits2, total2, z)
    with np.errstate(divide="ignore", invalid="ignore"):
        share1, share2 = hits1 / total1, hits2 / total2
    difference = share1 - share2
    lower = difference - np.hypot(share1 - low1, high2 - share2)
    upper = difference + np.hypot(high1 - share1, share2 - low2)
    return Estimate(difference, np.clip(lower, -1.0, 1.0), np.clip(upper, -1.0, 1.0))


def difference_from_rest(
    x: ArrayLike, n: ArrayLike, city_x: ArrayLike, city_n: ArrayLike, z: float | Floats = Z95
) -> Estimate:
    """Each district's share minus the share of the rest of the city, with Newcombe's limits.

    The city contains the district, so the two are not independent; the district and the rest are.

    Args:
        x: the districts' numerators, shape (m,).
        n: the districts' denominators, shape (m,).
        city_x: the city's numerator, one value or shape (m,).
        city_n: the city's denominator, one value or shape (m,).
        z: normal quantile, one or shape (m,); 1.96 for 95 %, 3.09 for 99,8 %.

    Returns:
        As `newcombe`; nan where the district is empty, or is the whole city.

    Raises:
        ValueError: a district holds more than the city, or a numerator more than its denominator.
    """
    hits, total, all_hits, everyone = floats(x, n, city_x, city_n)
    check_counts(hits, total)
    check_counts(all_hits - hits, everyone - total)
    return newcombe(hits, total, all_hits - hits, everyone - total, z)

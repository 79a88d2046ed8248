"""Intervals for a share."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z95 = 1.959963984540054
Z998 = 3.090232306167813


def wilson(
    x: ArrayLike, n: ArrayLike, z: float = Z95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Wilson's score interval for x of n.

    Args:
        x: numerators, shape (m,), 0 <= x <= n.
        n: denominators, shape (m,); where n is 0 both limits are nan.
        z: normal quantile; 1.96 for 95 %, 3.09 for 99,8 %.

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
        low = (2 * hits + z**2 - half) / width
        high = (2 * hits + z**2 + half) / width
    empty = total == 0
    low[empty] = high[empty] = np.nan
    # Rounding leaves x = 0 a hair below zero, and x = n a hair above one.
    return np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)

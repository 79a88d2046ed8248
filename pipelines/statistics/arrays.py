"""What the other modules share: arrays of one length, and an estimate with its limits."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Estimate(NamedTuple):
    """Estimates and their lower and upper limits, each of shape (m,)."""

    value: Floats
    lower: Floats
    upper: Floats


def floats(*values: ArrayLike) -> list[Floats]:
    """The values as floats, all of the longest one's length (m,); a single value is repeated."""
    return [
        np.array(array)
        for array in np.broadcast_arrays(
            *(np.atleast_1d(np.asarray(value, dtype=np.float64)) for value in values)
        )
    ]


def check_counts(x: Floats, n: Floats) -> None:
    """Refuse a numerator that its denominator cannot hold; nan (a hidden cell) passes.

    Raises:
        ValueError: a numerator is negative or larger than its denominator.
    """
    if np.any(x < 0) or np.any(x > n):
        raise ValueError("täljaren ska ligga mellan 0 och nämnaren")


def check_exposed(x: Floats, exposure: Floats) -> None:
    """Refuse events without anyone who could have had them; nan (a hidden cell) passes.

    Raises:
        ValueError: a count or an exposure is negative, or there are events where nobody lives.
    """
    if np.any(x < 0) or np.any(exposure < 0):
        raise ValueError("antal och folkmängd kan inte vara negativa")
    if np.any((x > 0) & (exposure == 0)):
        raise ValueError("händelser utan folkmängd: kontrollera nämnaren för perioden")

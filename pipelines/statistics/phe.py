"""Public Health England's funnel limits, kept as a library to be checked against.

What is published uses `funnel`, whose lines agree with the test against the rest of the city.
These take the baseline as known and let the district be part of it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipelines.statistics.arrays import floats
from pipelines.statistics.funnel import Lines
from pipelines.statistics.proportions import Z95, Z998
from pipelines.statistics.rates import exact_poisson, poisson


def phe_share_limits(n: ArrayLike, baseline: ArrayLike, z: float = Z998) -> Lines:
    """Shares whose own Wilson limit just touches the baseline.

    Args:
        n: denominators, shape (m,).
        baseline: share of the reference, one value or shape (m,), within [0, 1].
        z: normal quantile of the level.

    Returns:
        Fractions of one within [0, 1]; nan where n is 0.

    Source: Wilson(p n, n) = baseline solved for p; PHEindicatormethods.
    """
    size, share = floats(n, baseline)
    half = z * np.sqrt(share * (1 - share) / np.where(size > 0, size, np.nan))
    return Lines(np.clip(share - half, 0.0, 1.0), np.clip(share + half, 0.0, 1.0))


def phe_ratio_limits(observed: ArrayLike, z: float = Z998) -> Lines:
    """Ratios to the baseline whose own exact Poisson limit just touches 1, at so many events.

    Args:
        observed: events, shape (m,), at least 1; 0 gives nan.
        z: normal quantile of the level.

    Returns:
        Multiples of the baseline: times a rate for rates, as they are for standardised ratios.

    Source: limit = o / λ(o), λ the exact Poisson limits; PHEindicatormethods.
    """
    (events,) = floats(observed)
    low, high = exact_poisson(events, z)
    known = np.where(events > 0, events, np.nan)
    return Lines(known / high, known / np.where(low > 0, low, np.nan))


def phe_significance(observed: ArrayLike, expected: ArrayLike) -> NDArray[np.int8]:
    """Whether the limits of the observed leave out the expected.

    Args:
        observed: events, shape (m,).
        expected: expected events, shape (m,).

    Returns:
        -2 low at 99,8 %, -1 low at 95 %, 0 not significant, 1 high at 95 %, 2 high at 99,8 %.

    Source: PHEindicatormethods: exact below 10 events, Byar's from 10.
    """
    events, should = floats(observed, expected)
    found = np.zeros(events.shape, dtype=np.int8)
    for z in (Z95, Z998):
        low, high = poisson(events, z)
        found += (low > should).astype(np.int8) - (high < should).astype(np.int8)
    return found

"""The share followed up by the due day, in a district against the rest of the city.

Uses the curves of `competing`, so that insatser too recent to have reached the due day count for as
long as they have been seen. A cohort that has matured needs only a share and Wilson.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.stats import norm

from pipelines.statistics.competing import Incidence, aalen_johansen
from pipelines.statistics.proportions import Z95
from pipelines.statistics.risk_sets import observations
from pipelines.statistics.survival import loglog_limits

FARTHEST = 37.0  # beyond it the normal tail is no number any more


@dataclass(frozen=True)
class Difference:
    """A group against the rest on one day; shares and difference are fractions of one.

    `at_risk` is how many were open just before the day, in the group and in the rest.
    """

    group: float
    rest: float
    value: float
    lower: float
    upper: float
    p: float
    at_risk: tuple[int, int]


def difference_at(
    time: ArrayLike,
    end: ArrayLike,
    member: ArrayLike,
    day: float,
    interest: int = 1,
    entry: ArrayLike | None = None,
    z: float = Z95,
) -> Difference | None:
    """The share by a day (the due day) in a group, minus that in all others.

    Args:
        time: days followed, shape (n,), >= 0.
        end: how it ended, shape (n,), as `aalen_johansen`.
        member: True for the group's rows, shape (n,); the rest are all others.
        day: in days from the start.
        interest: the code of the end that is counted, >= 1.
        entry: the day after which the row is under observation, shape (n,), or None.
        z: normal quantile of the limits.

    Returns:
        The difference; its limits join the two curves' own by square-and-add, as Newcombe's do for
        shares, and p is the level at which they touch zero, so that interval and test always
        agree. None where one side has nobody left to tell on that day.

    Raises:
        ValueError: as `aalen_johansen`, or member has another length.

    Source: Newcombe, Stat Med 17 (1998); Zou & Donner, Stat Med 27 (2008).
    """
    seen, ends, since = observations(time, end, entry)
    inside = np.asarray(member, dtype=bool)
    if inside.shape != seen.shape:
        raise ValueError("gruppens lista ska vara lika lång som tiderna")
    sides = [
        aalen_johansen(seen[rows], ends[rows], interest, since[rows], [day])
        for rows in (inside, ~inside)
    ]
    group, rest = (float(side.value[0]) for side in sides)
    if np.isnan(group) or np.isnan(rest):
        return None

    def limits(quantile: float) -> tuple[float, float]:
        (group_low, group_high), (rest_low, rest_high) = (_limits(s, quantile) for s in sides)
        below = float(np.hypot(group - group_low, rest_high - rest))
        above = float(np.hypot(group_high - group, rest - rest_low))
        return max(-1.0, group - rest - below), min(1.0, group - rest + above)

    lower, upper = limits(z)
    at_risk = (int(sides[0].at_risk[0]), int(sides[1].at_risk[0]))
    return Difference(group, rest, group - rest, lower, upper, _p(group - rest, limits), at_risk)


def each_against_rest_at(
    time: ArrayLike,
    end: ArrayLike,
    district: ArrayLike,
    day: float,
    interest: int = 1,
    entry: ArrayLike | None = None,
    z: float = Z95,
) -> dict[str, Difference | None]:
    """`difference_at` for every district, by its name in sorted order.

    Args:
        time: days followed, shape (n,), >= 0.
        end: how it ended, shape (n,), as `aalen_johansen`.
        district: whose row it is, shape (n,).
        day: in days from the start.
        interest: the code of the end that is counted, >= 1.
        entry: the day after which the row is under observation, shape (n,), or None.
        z: normal quantile of the limits.

    Returns:
        One difference a district; None where the day cannot be told on one of the sides.

    Raises:
        ValueError: as `difference_at`.
    """
    names = np.asarray(district).astype(str)
    return {
        str(name): difference_at(time, end, names == name, day, interest, entry, z)
        for name in np.unique(names)
    }


def _limits(curve: Incidence, quantile: float) -> tuple[float, float]:
    low, high = loglog_limits(1 - curve.value, curve.se, curve.known, quantile)
    return float(1 - high[0]), float(1 - low[0])


def _p(gap: float, limits: Callable[[float], tuple[float, float]]) -> float:
    """Two-sided p: the level at which the limit nearest to zero touches it."""
    if abs(gap) < 1e-12:
        return 1.0

    def past_zero(quantile: float) -> float:
        lower, upper = limits(quantile)
        return lower if gap > 0 else -upper

    if past_zero(FARTHEST) > 0:
        return 0.0
    return float(2 * norm.sf(brentq(past_zero, 0.0, FARTHEST)))

"""Time to an event when some are still waiting: Kaplan–Meier with its limits.

The curve S(t) is the share still waiting after day t. Use it where nothing else can end the wait;
with competing ends (closed, moved, aged out) one minus it overstates: see `competing`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from statsmodels.duration.survfunc import SurvfuncRight

from pipelines.statistics.proportions import Z95
from pipelines.statistics.risk_sets import Floats, Ints, number_at_risk, observations

HALF = 0.5 + 1e-12  # a product of fractions that is a half may be written a hair above it


@dataclass(frozen=True)
class Survival:
    """The curve on a grid of days; every array has shape (m,).

    `value`, `lower` and `upper` are fractions of one, nan where nobody is left to tell (after the
    last day seen, with the curve above zero). `at_risk` counts rows open just before the day,
    `events` those that end on it.
    """

    day: Floats
    value: Floats
    se: Floats
    lower: Floats
    upper: Floats
    at_risk: Ints
    events: Ints


@dataclass(frozen=True)
class Interval:
    """An estimate in days with its limits; None is "ej uppnådd"."""

    value: float | None
    lower: float | None
    upper: float | None


def loglog_limits(
    value: ArrayLike, se: ArrayLike, known: ArrayLike, z: float = Z95
) -> tuple[Floats, Floats]:
    """Limits for a survival share, symmetric on the scale log(-log S).

    At 0 and 1 that scale ends; there the limits are Wilson's for none or all of `known`, so that
    they say how much "nobody yet" and "everybody" are worth.

    Args:
        value: S as fractions of one, shape (m,).
        se: its standard error (Greenwood), shape (m,).
        known: rows whose state on that day is known, shape (m,), >= 0.
        z: normal quantile.

    Returns:
        Lower and upper limits, each of shape (m,), within [0, 1]; nan where value is.

    Source: Kalbfleisch & Prentice, The Statistical Analysis of Failure Time Data (2002), 1.4.
    """
    share, error, rows = (np.asarray(a, dtype=np.float64) for a in (value, se, known))
    inside = (share > 1e-12) & (share < 1 - 1e-12)
    safe = np.where(inside, share, 0.5)
    with np.errstate(over="ignore"):
        power = np.exp(z * error / (safe * -np.log(safe)))
        lower, upper = safe**power, safe ** (1 / power)
    unseen = z**2 / (rows + z**2)
    lower = np.where(inside, lower, np.where(share >= 0.5, 1 - unseen, 0.0))
    upper = np.where(inside, upper, np.where(share >= 0.5, 1.0, unseen))
    missing = np.isnan(share)
    return np.where(missing, np.nan, lower), np.where(missing, np.nan, upper)


def kaplan_meier(
    time: ArrayLike,
    event: ArrayLike,
    entry: ArrayLike | None = None,
    days: ArrayLike | None = None,
    z: float = Z95,
) -> Survival:
    """The share still waiting, with log-log limits from Greenwood's variance.

    Args:
        time: days followed, shape (n,), >= 0.
        event: 1 where the event came on that day, 0 where the row was still open, shape (n,).
        entry: the day after which the row is under observation (left truncation), or None.
        days: the days to give the curve on, shape (m,); None gives the days with an event.
        z: normal quantile of the limits.

    Returns:
        The curve after each day. Rows are taken as independent.

    Raises:
        ValueError: as `risk_sets.observations`, or an event is neither 0 nor 1.

    Source: Kaplan & Meier, JASA 53 (1958); the curve and its error by statsmodels.
    """
    seen, ended, since = observations(time, event, entry)
    if np.any(ended > 1):
        raise ValueError("en händelse ska vara 0 eller 1")
    jumps, curve, error = _greenwood(seen, ended, since)
    grid = jumps if days is None else np.asarray(days, dtype=np.float64)
    place = np.searchsorted(jumps, grid, side="right")
    value, se = np.r_[1.0, curve][place], np.r_[0.0, error][place]
    at_risk = number_at_risk(seen, grid, since)
    ends = np.sort(seen[ended == 1])
    before = np.searchsorted(ends, grid, side="left")
    on_day = np.searchsorted(ends, grid, side="right") - before
    value = np.where((at_risk > 0) | (value <= 1e-12), value, np.nan)
    lower, upper = loglog_limits(value, se, at_risk + before, z)
    se = np.where(np.isnan(value), np.nan, se)
    return Survival(grid, value, se, lower, upper, at_risk, on_day.astype(np.int64))


def _greenwood(time: Floats, event: Ints, entry: Floats) -> tuple[Floats, Floats, Floats]:
    """Days with events, the curve after them and its standard error."""
    if not np.any(event):
        return np.empty(0), np.empty(0), np.empty(0)
    fit = SurvfuncRight(time, event, entry=entry)
    # Rows that enter later cannot lift a curve that has reached zero; statsmodels leaves 1e-16.
    over = np.maximum.accumulate(fit.surv_prob <= 1e-12)
    curve = np.where(over, 0.0, fit.surv_prob)
    return fit.surv_times, curve, np.where(over, 0.0, fit.surv_prob_se)


def median(
    time: ArrayLike, event: ArrayLike, entry: ArrayLike | None = None, z: float = Z95
) -> Interval:
    """The first day on which at most half are still waiting.

    Args:
        time: days followed, shape (n,), >= 0.
        event: 1 for the event, 0 for still open, shape (n,).
        entry: the day after which the row is under observation, shape (n,), or None.
        z: normal quantile.

    Returns:
        Median and limits in days. The limits are the first days on which the curve's own limits
        reach a half (Brookmeyer & Crowley, Biometrics 38 (1982), on the log-log scale). None is
        "ej uppnådd", never the longest time seen.

    Raises:
        ValueError: as `kaplan_meier`.
    """
    curve = kaplan_meier(time, event, entry, z=z)

    def first(share: Floats) -> float | None:
        reached = np.flatnonzero(share <= HALF)
        return float(curve.day[reached[0]]) if len(reached) else None

    return Interval(first(curve.value), first(curve.lower), first(curve.upper))


def restricted_mean(
    time: ArrayLike,
    event: ArrayLike,
    horizon: float,
    entry: ArrayLike | None = None,
    z: float = Z95,
) -> Interval:
    """The mean wait in days, counting no wait as longer than the horizon.

    Args:
        time: days followed, shape (n,), >= 0.
        event: 1 for the event, 0 for still open, shape (n,).
        horizon: days, > 0.
        entry: the day after which the row is under observation, shape (n,), or None.
        z: normal quantile.

    Returns:
        The area under the curve until the horizon, with limits within [0, horizon]. None where
        the curve ends above zero before the horizon: then it is not known.

    Raises:
        ValueError: as `kaplan_meier`, or the horizon is not positive.

    Source: Klein & Moeschberger, Survival Analysis (2003), 4.5.
    """
    if not horizon > 0:
        raise ValueError("horisonten ska vara fler än noll dagar")
    seen, ended, since = observations(time, event, entry)
    if np.isnan(kaplan_meier(seen, ended, since, days=[horizon]).value[0]):
        return Interval(None, None, None)
    curve = kaplan_meier(seen, ended, since)
    until = np.searchsorted(curve.day, horizon, side="left")
    corners = np.r_[0.0, curve.day[:until], horizon]
    boxes = np.diff(corners) * np.r_[1.0, curve.value[:until]]
    n, d = curve.at_risk[:until], curve.events[:until]
    after = np.cumsum(boxes[::-1])[::-1][1:]  # what is left of the area after each event
    hazard = d / np.where(n > d, n * (n - d), np.inf)  # where all end nothing is left after
    spread = z * float(np.sqrt(np.sum(after**2 * hazard)))
    mean = float(boxes.sum())
    return Interval(mean, max(0.0, mean - spread), min(horizon, mean + spread))

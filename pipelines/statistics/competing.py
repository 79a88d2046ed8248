"""The share that has had its follow-up by a day, when other ends may come first.

Aalen–Johansen's cumulative incidence. An insats that is closed before its follow-up will never have
it: it is neither dropped nor treated as still waiting. Example: ends are 1 follow-up, 2 closed,
3 moved, 4 aged out, and 0 still open on the day of the extract.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pipelines.statistics.proportions import Z95
from pipelines.statistics.risk_sets import (
    Floats,
    Ints,
    count_ends,
    number_at_risk,
    observations,
)
from pipelines.statistics.survival import loglog_limits


@dataclass(frozen=True)
class Incidence:
    """The curve of one kind of end on a grid of days; every array has shape (m,).

    `value`, its limits and `open` (free of every end) are fractions of one, nan where nobody is
    left to tell. `at_risk` counts rows open just before the day, `events` ends of the kind on it,
    `known` the rows whose state on the day is known.
    """

    day: Floats
    value: Floats
    se: Floats
    lower: Floats
    upper: Floats
    open: Floats
    at_risk: Ints
    events: Ints
    known: Ints


def aalen_johansen(
    time: ArrayLike,
    end: ArrayLike,
    interest: int = 1,
    entry: ArrayLike | None = None,
    days: ArrayLike | None = None,
    z: float = Z95,
) -> Incidence:
    """Cumulative incidence of one kind of end, with limits on the scale log(-log(1 - I)).

    Without competing ends curve and limits are exactly one minus Kaplan–Meier's.

    Args:
        time: days followed, shape (n,), >= 0.
        end: how it ended, shape (n,): 0 still open, `interest`, or any other whole number for a
            competing end.
        interest: the code of the end that is counted, >= 1.
        entry: the day after which the row is under observation (left truncation), or None.
        days: the days to give the curve on, shape (m,); None gives the days with any end.
        z: normal quantile of the limits.

    Returns:
        The curve after each day. Rows are taken as independent.

    Raises:
        ValueError: as `risk_sets.observations`, or interest is 0.

    Source: Aalen & Johansen, Scand J Stat 5 (1978); variance by the delta method as in Marubini &
        Valsecchi, Analysing Survival Data (1995), 10.3.
    """
    if interest < 1:
        raise ValueError("0 är rader som fortfarande väntar och kan inte räknas")
    seen, ends, since = observations(time, end, entry)
    jumps = np.unique(seen[ends > 0])
    n = number_at_risk(seen, jumps, since)
    every, own = (count_ends(seen, rows, jumps) for rows in (ends > 0, ends == interest))
    still = np.cumprod(1 - every / n)
    before = np.r_[1.0, still][:-1]
    curve = np.cumsum(before * own / n)
    error = np.sqrt(_variance(curve, before, n, every, own))

    grid = jumps if days is None else np.asarray(days, dtype=np.float64)
    place = np.searchsorted(jumps, grid, side="right")
    value, se = np.r_[0.0, np.clip(curve, 0, 1)][place], np.r_[0.0, error][place]
    at_risk = number_at_risk(seen, grid, since)
    known = at_risk + np.r_[0, np.cumsum(every)][np.searchsorted(jumps, grid, side="left")]
    unknown = (at_risk == 0) & (np.r_[1.0, still][place] > 1e-12)
    value, se, left = (np.where(unknown, np.nan, a) for a in (value, se, np.r_[1.0, still][place]))
    low, high = loglog_limits(1 - value, se, known, z)
    events = np.r_[0, np.cumsum(own)]
    on_day = events[place] - events[np.searchsorted(jumps, grid, side="left")]
    return Incidence(grid, value, se, 1 - high, 1 - low, left, at_risk, on_day, known)


def _variance(curve: Floats, before: Floats, n: Ints, every: Ints, own: Ints) -> Floats:
    """The delta method's variance after each day, its sums over earlier days multiplied out."""
    total = np.cumsum
    # Where all that are left end, the curve moves no more and the term's weight is zero.
    hazard = every / np.where(n > every, n * (n - every), np.inf)
    step = before * own / n**2
    variance = (
        curve**2 * total(hazard)
        - 2 * curve * total(curve * hazard)
        + total(curve**2 * hazard)
        + total(before**2 * own * (n - own) / n**3)
        - 2 * curve * total(step)
        + 2 * total(curve * step)
    )
    return np.clip(variance, 0.0, None)


@dataclass(frozen=True)
class Weekly:
    """The curve as it may be drawn: one point a shown week; every array has shape (m,)."""

    week: Ints
    value: Floats
    lower: Floats
    upper: Floats
    at_risk: Ints


def weekly_curve(
    time: ArrayLike,
    end: ArrayLike,
    child: ArrayLike,
    weeks: int,
    interest: int = 1,
    entry: ArrayLike | None = None,
    least_at_risk: int = 10,
    least_step: int = 5,
    z: float = Z95,
) -> Weekly:
    """The curve on whole weeks, stopped where too few remain and without small steps.

    Args:
        time: days followed, shape (n,), >= 0.
        end: how it ended, shape (n,), as `aalen_johansen`.
        child: whose insats each row is, shape (n,); the two smallest numbers count children.
        weeks: the last week asked for.
        interest: the code of the end that is counted, >= 1.
        entry: the day after which the row is under observation, shape (n,), or None.
        least_at_risk: the curve ends before the first week with fewer children at risk.
        least_step: a week after the first is shown when at least so many children have had the
            end of interest since the last shown week; the others are left out.
        z: normal quantile of the limits.

    Returns:
        Points from week 0 on; empty where fewer than `least_at_risk` are there from the start.
        Week 0 is always there and always nothing: if it were left out for a few ends on the first
        day it would tell of them. They are counted in the first week that is shown after it.

    Raises:
        ValueError: as `aalen_johansen`, or child has another length.
    """
    seen, ends, since = observations(time, end, entry)
    who = np.unique(np.asarray(child), return_inverse=True)[1]
    if who.shape != seen.shape:
        raise ValueError("listan över barn ska vara lika lång som tiderna")
    shown: list[int] = []
    last = -np.inf  # ends on the first day belong to the first step
    for week in range(weeks + 1):
        day = 7.0 * week
        if len(np.unique(who[(since < day) & (day <= seen)])) < least_at_risk:
            break
        step = who[(ends == interest) & (last < seen) & (seen <= day)]
        if week == 0:
            shown.append(week)
        elif len(np.unique(step)) >= least_step:
            shown.append(week)
            last = day
    grid = np.array(shown, dtype=np.int64)
    curve = aalen_johansen(seen, ends, interest, since, days=7.0 * grid, z=z)
    value, lower, upper = (
        np.where(grid == 0, 0.0, part) for part in (curve.value, curve.lower, curve.upper)
    )
    return Weekly(grid, value, lower, upper, curve.at_risk)

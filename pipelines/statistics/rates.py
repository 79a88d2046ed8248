"""Rates: events per 1 000 children, their ratios and differences, with limits."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from pipelines.statistics.arrays import Estimate, Floats, check_exposed, floats
from pipelines.statistics.proportions import Z95

BYAR_FROM = 10  # below it Byar's lower limit is off by up to 48 % (x = 1)
LOG_FROM = 5  # below it the log ratio is no longer near normal


def exact_poisson(x: ArrayLike, z: float = Z95) -> tuple[Floats, Floats]:
    """Exact limits of a Poisson mean after x events.

    Args:
        x: counts, shape (m,), x >= 0; nan gives nan.
        z: normal quantile; 1.96 for 95 %, 3.09 for 99,8 %.

    Returns:
        Lower and upper limits in events, each of shape (m,); 0 events have the lower limit 0.

    Raises:
        ValueError: a count is negative.

    Source: Garwood 1936: half the chi-square quantiles with 2x and 2x + 2 degrees of freedom.
    """
    (events,) = floats(x)
    refuse_negative(events)
    tail = special.ndtr(-z)
    lower = np.where(events == 0, 0.0, special.gammaincinv(np.maximum(events, 1e-9), tail))
    return lower, special.gammainccinv(events + 1, tail)


def byar(x: ArrayLike, z: float = Z95) -> tuple[Floats, Floats]:
    """Byar's limits of a Poisson mean after x events; for x below 10 use `poisson`.

    Args:
        x: counts, shape (m,), x >= 0; nan gives nan.
        z: normal quantile; 1.96 for 95 %, 3.09 for 99,8 %.

    Returns:
        Lower and upper limits in events, each of shape (m,), never below 0.

    Raises:
        ValueError: a count is negative.

    Source: Breslow & Day, vol. II (1987) p. 69; the form in PHEindicatormethods.
    """
    (events,) = floats(x)
    refuse_negative(events)
    safe = np.where(events == 0, 1.0, events)
    low = 1 - 1 / (9 * safe) - z / (3 * np.sqrt(safe))
    more = events + 1
    high = 1 - 1 / (9 * more) + z / (3 * np.sqrt(more))
    return np.where(events == 0, 0.0, events * np.maximum(low, 0.0) ** 3), more * high**3


def poisson(x: ArrayLike, z: float = Z95) -> tuple[Floats, Floats]:
    """Limits of a Poisson mean: exact below 10 events, Byar's from 10. As `exact_poisson`."""
    (events,) = floats(x)
    lower, upper = byar(events, z)
    few = np.flatnonzero(events < BYAR_FROM)
    if few.size:
        lower[few], upper[few] = exact_poisson(events[few], z)
    return lower, upper


def rate(x: ArrayLike, exposure: ArrayLike, z: float = Z95, per: float = 1000.0) -> Estimate:
    """Events per 1 000 of the exposure, with exact limits below 10 events and Byar's from 10.

    Args:
        x: events (children with an insats), shape (m,), x >= 0.
        exposure: those who could have had them (children living there), shape (m,).
        z: normal quantile; 1.96 for 95 %, 3.09 for 99,8 %.
        per: unit of the answer; 1000 gives a rate per 1 000.

    Returns:
        Rates and limits per `per`; nan where the exposure is 0. No events is the rate 0.

    Raises:
        ValueError: a negative count or exposure, or events without exposure.
    """
    events, people = floats(x, exposure)
    check_exposed(events, people)
    lower, upper = poisson(events, z)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(people > 0, per / people, np.nan)
        return Estimate(events * factor, lower * factor, upper * factor)


def rate_ratio(
    x1: ArrayLike,
    exposure1: ArrayLike,
    x2: ArrayLike,
    exposure2: ArrayLike,
    z: float | Floats = Z95,
) -> Estimate:
    """Ratio of two independent rates: log limits from 5 events in both, else exact.

    Args:
        x1: events of the first group, shape (m,).
        exposure1: exposure of the first group, shape (m,).
        x2: events of the second group, shape (m,).
        exposure2: exposure of the second group, shape (m,).
        z: normal quantile, one or shape (m,); 1.96 for 95 %, 3.09 for 99,8 %.

    Returns:
        Ratios and limits. With no events in the second group the ratio and its upper limit do not
        exist and are nan, while the lower limit is a number; with none in either, and where an
        exposure is 0, all three are nan. Nothing is added to an empty cell.

    Raises:
        ValueError: a negative count or exposure, or events without exposure.

    Source: given x1 + x2, x1 is binomial (Przyborowski & Wilenski 1940); Clopper-Pearson limits.
    """
    a, people1, b, people2 = floats(x1, exposure1, x2, exposure2)
    check_exposed(a, people1)
    check_exposed(b, people2)
    tail = special.ndtr(-z)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where((people1 > 0) & (people2 > 0), people2 / people1, np.nan)
        value = scale * a / np.where(b > 0, b, np.nan)
        wide = np.exp(z * np.sqrt(1 / a + 1 / b))
        low = np.where(a > 0, special.betaincinv(np.maximum(a, 1), b + 1, tail), 0.0)
        high = special.betaincinv(a + 1, np.maximum(b, 1), 1 - tail)
        exact_low, exact_high = scale * low / (1 - low), scale * high / (1 - high)
        small = np.minimum(a, b) < LOG_FROM
        lower = np.where(small, exact_low, value / wide)
        upper = np.where(small, exact_high, value * wide)
    lower[a + b == 0] = np.nan
    upper[b == 0] = np.nan
    return Estimate(value, lower, upper)


def rate_difference(
    x1: ArrayLike, exposure1: ArrayLike, x2: ArrayLike, exposure2: ArrayLike,
    z: float = Z95, per: float = 1000.0,
) -> Estimate:  # fmt: skip
    """Difference of two independent rates: the distances to each one's limits, squared and added.

    Arguments and errors as `rate_ratio`; answer per `per`, nan where an exposure is 0.

    Source: Zou & Donner, Statistics in Medicine 27 (2008); the rates' counterpart of Newcombe's.
    """
    first = rate(x1, exposure1, z, per)
    second = rate(x2, exposure2, z, per)
    value = first.value - second.value
    below = np.hypot(first.value - first.lower, second.upper - second.value)
    above = np.hypot(first.upper - first.value, second.value - second.lower)
    return Estimate(value, value - below, value + above)


def refuse_negative(values: Floats) -> None:
    """Refuse negative counts (ValueError); nan passes."""
    if np.any(values < 0):
        raise ValueError("ett antal kan inte vara negativt")

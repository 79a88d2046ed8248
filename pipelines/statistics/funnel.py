"""The funnel whose lines are where the district's exact test turns significant.

Given the city's totals the critical counts depend on the district's size alone, so one line per
level serves all districts, and a dot lies outside it exactly when `verdict` says so.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipelines.statistics.arrays import Floats, check_counts, check_exposed, floats
from pipelines.statistics.proportions import Z998
from pipelines.statistics.tails import binomial_critical, hypergeometric_critical
from pipelines.statistics.verdict import ROUNDING

CLEAR = 0.01  # a line keeps this part of a count away from every possible dot


class Lines(NamedTuple):
    """Lower and upper line at each size, each of shape (m,)."""

    lower: Floats
    upper: Floats


def share_limits(
    n: ArrayLike, city_x: ArrayLike, city_n: ArrayLike, z: float = Z998,
    design_effect: ArrayLike = 1.0,
) -> Lines:  # fmt: skip
    """Lines for shares of districts with n children, in a city with x of n.

    Args:
        n: denominators, shape (m,): the districts', or the points to draw a line through.
        city_x: the city's numerator; one value or shape (m,).
        city_n: the city's denominator; one value or shape (m,).
        z: 3.09 for the line of 99,8 %, 1.96 for that of 95 %.
        design_effect: as in `verdict.compare_shares`; the line is drawn at its root times z.

    Returns:
        Fractions of one, within [0, 1]. A line at 0 or 1 cannot be crossed: no outcome at that
        size is unlikely enough. nan where n is 0.

    Raises:
        ValueError: a district is larger than the city.

    Source: the tails of `verdict.compare_shares`.
    """
    size, ones, whole, effect = floats(n, city_x, city_n, design_effect)
    check_counts(size, whole)
    check_counts(ones, whole)
    reach = z * np.sqrt(effect)
    lower = _between(*hypergeometric_critical(size, ones, whole, reach))
    upper = size - _between(*hypergeometric_critical(size, whole - ones, whole, reach))
    known = np.where(size > 0, size, np.nan)
    return Lines(np.clip(lower / known, 0.0, 1.0), np.clip(upper / known, 0.0, 1.0))


def rate_limits(
    exposure: ArrayLike, city_x: ArrayLike, city_exposure: ArrayLike, z: float = Z998,
    per: float = 1000.0, design_effect: ArrayLike = 1.0,
) -> Lines:  # fmt: skip
    """Lines for rates of districts with so many children, in a city with x events.

    Args:
        exposure: children living there, shape (m,); for standardised ratios the expected counts.
        city_x: the city's events; one value or shape (m,).
        city_exposure: the city's children; for standardised ratios the city's events.
        z: 3.09 for the line of 99,8 %, 1.96 for that of 95 %.
        per: unit of the rates; 1 for standardised ratios.
        design_effect: as in `verdict.compare_rates`.

    Returns:
        Rates per `per`, the lower at least 0; nan where the exposure is 0. A line at 0 cannot be
        crossed.

    Raises:
        ValueError: a district is larger than the city, or a negative count.

    Source: the tails of `verdict.compare_rates`.
    """
    people, events, everyone, effect = floats(exposure, city_x, city_exposure, design_effect)
    check_exposed(events, everyone)
    check_exposed(np.zeros_like(people), people)
    if np.any(people > everyone * (1 + ROUNDING)):
        raise ValueError("en stadsdel har fler än hela staden: kontrollera stadens rad")
    part = np.minimum(people / np.where(everyone > 0, everyone, 1.0), 1.0)
    units = np.floor(events / effect + ROUNDING)
    low, low_guess = binomial_critical(units, part, z)
    high, high_guess = binomial_critical(units, 1 - part, z)
    # Back from effective counts to whole events: the last that is outside, and the next inside.
    lower = _between(np.floor(effect * (low + ROUNDING)), effect * low_guess)
    first = np.ceil(effect * (units - high - ROUNDING))
    upper = -_between(-first, -effect * (units - high_guess))
    known = np.where(people > 0, people, np.nan)
    return Lines(np.maximum(lower, 0.0) * per / known, upper * per / known)


def outside(value: ArrayLike, lower: ArrayLike, upper: ArrayLike) -> NDArray[np.int8]:
    """-1 below the lower line, 1 above the upper, else 0 (on a line, or nan); shape (m,)."""
    dot, low, high = floats(value, lower, upper)
    return (dot > high).astype(np.int8) - (dot < low).astype(np.int8)


def _between(count: Floats, guess: Floats) -> Floats:
    return np.clip(guess, count + CLEAR, count + 1 - CLEAR)

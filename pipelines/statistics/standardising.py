"""Indirect standardisation: a district's count against what the city's rates would give there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pipelines.statistics.arrays import Estimate, Floats
from pipelines.statistics.proportions import Z95
from pipelines.statistics.rates import poisson, rate


@dataclass(frozen=True)
class Standardised:
    """One row a district, each of shape (m,). Crude stands beside the ratio, never behind it.

    Each ratio compares its district with the city, at that district's own ages. Two districts'
    ratios rest on two different age mixes: they must not be divided, ranked or subtracted.
    """

    observed: Floats
    expected: Floats
    ratio: Estimate
    crude: Estimate
    city_crude: float


def smr(
    observed: ArrayLike, population: ArrayLike, city_observed: ArrayLike,
    city_population: ArrayLike, z: float = Z95, per: float = 1000.0,
) -> Standardised:  # fmt: skip
    """Observed ÷ expected, where expected is the city's rate in each stratum on the own children.

    Only the districts' totals are needed, not their counts by age and sex.

    Args:
        observed: the districts' counts, all strata together, shape (m,).
        population: the districts' children, shape (m, ages, sexes) or with one more axis for a
            stratum of need; any number of axes, the same as in the city's tables.
        city_observed: the city's counts, shape (ages, sexes[, need]).
        city_population: the city's children, same shape.
        z: normal quantile; 1.96 for 95 %, 3.09 for 99,8 %.
        per: unit of the crude rates.

    Returns:
        Ratio (1 = as the city) with exact limits below 10 events and Byar's from 10; the ratio is
        nan where nothing was expected. Crude rates per `per`, nan where no children live.

    Raises:
        ValueError: tables of different shape, negative counts, or children in a stratum where the
            city's table has none.

    Source: Breslow & Day, vol. II (1987) ch. 2; limits as in PHEindicatormethods.
    """
    counts = np.atleast_1d(np.asarray(observed, dtype=np.float64))
    city_x = np.asarray(city_observed, dtype=np.float64)
    city_n = np.asarray(city_population, dtype=np.float64)
    children = np.asarray(population, dtype=np.float64)
    if children.shape != (counts.size, *city_n.shape) or city_x.shape != city_n.shape:
        raise ValueError(
            "tabellerna har olika indelning: stadsdelarnas folkmängd ska ha en rad per stadsdel "
            "och därefter samma ålder × kön som stadens"
        )
    children, city_x, city_n = children.reshape(counts.size, -1), city_x.ravel(), city_n.ravel()
    if np.any(children < 0) or np.any(city_x < 0) or np.any(city_n < 0) or np.any(counts < 0):
        raise ValueError("antal och folkmängd kan inte vara negativa")
    if np.any((city_n == 0) & ((children > 0).any(axis=0) | (city_x > 0))):
        raise ValueError("stadens tabell saknar barn i en grupp där det finns barn eller insatser")
    expected = children @ (city_x / np.where(city_n > 0, city_n, 1.0))
    lower, upper = poisson(counts, z)
    known = np.where(expected > 0, expected, np.nan)
    return Standardised(
        observed=counts,
        expected=expected,
        ratio=Estimate(counts / known, lower / known, upper / known),
        crude=rate(counts, children.sum(axis=1), z, per),
        city_crude=float(city_x.sum() / city_n.sum() * per) if city_n.sum() > 0 else float("nan"),
    )

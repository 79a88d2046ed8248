"""How many case files to read, and what they say about those that were not read.

Attribute sampling without replacement: each file is right or deviates. Decide the number before the
draw (`audit_draw`), read every drawn file (a missing one is a deviation), and do not stop early.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binom, hypergeom

from pipelines.statistics.proportions import Z95
from pipelines.statistics.risk_sets import Floats, Ints

LARGEST_PLAN = 100_000
BLOCK = 256
HAIR = 1e-12  # a chance of exactly 5 % may be computed as a hair more


@dataclass(frozen=True)
class CityEstimate:
    """The share of deviations in the whole city with its limits; fractions of one."""

    value: float
    se: float
    lower: float
    upper: float


def plan_hypergeometric(
    population: int,
    tolerable: float,
    confidence: float = 0.95,
    expected_errors: int = 0,
    expected_rate: float | None = None,
) -> int:
    """The smallest sample that can show that deviations are fewer than the tolerable share.

    Args:
        population: files on the list, N >= 1.
        tolerable: the share that must be ruled out, between 0 and 1.
        confidence: between 0 and 1.
        expected_errors: deviations the sample may hold and still show it.
        expected_rate: instead, deviations expected as a share; the sample of n then may hold
            the nearest whole number above n times it.

    Returns:
        Smallest n with P(X <= k | N, K = N · tolerable rounded up, n) <= 1 - confidence.

    Raises:
        ValueError: an argument is outside its range, or no sample of the list is enough.

    Source: the convention of jfa (Derks et al., JOSS 6 (2021)).
    """
    _shares(tolerable, confidence)
    deviations = _up(population * tolerable)

    def chance(n: Ints) -> Floats:
        allowed = _allowed(n, expected_errors, expected_rate)
        return np.asarray(hypergeom.cdf(allowed, population, deviations, n))

    return _smallest(chance, population, confidence)


def plan_binomial(
    tolerable: float,
    confidence: float = 0.95,
    expected_errors: int = 0,
    expected_rate: float | None = None,
) -> int:
    """As `plan_hypergeometric` for a list so long that its length does not matter.

    Args:
        tolerable: the share that must be ruled out, between 0 and 1.
        confidence: between 0 and 1.
        expected_errors: deviations the sample may hold and still show it.
        expected_rate: instead, deviations expected as a share.

    Returns:
        Smallest n with P(X <= k | n, tolerable) <= 1 - confidence.

    Raises:
        ValueError: an argument is outside its range, or more than 100 000 files are needed.
    """
    _shares(tolerable, confidence)

    def chance(n: Ints) -> Floats:
        return np.asarray(binom.cdf(_allowed(n, expected_errors, expected_rate), n, tolerable))

    return _smallest(chance, LARGEST_PLAN, confidence)


def upper_bound(population: int, sample: int, errors: int, confidence: float = 0.95) -> float:
    """The largest share of deviations on the whole list that the sample does not rule out.

    Args:
        population: files on the list, N.
        sample: files read, n.
        errors: deviations found, x.
        confidence: between 0 and 1; one-sided.

    Returns:
        K/N for the largest K with P(X <= x | N, K, n) > 1 - confidence.

    Raises:
        ValueError: not 0 <= x <= n <= N with N >= 1, or confidence outside its range.

    Source: the convention of jfa (Derks et al., JOSS 6 (2021)).
    """
    _shares(0.5, confidence)
    if not 0 <= errors <= sample <= population or population < 1:
        raise ValueError("avvikelser, lästa och listans längd ska stå i stigande ordning")
    possible = np.arange(errors, population - sample + errors + 1)
    chance = hypergeom.cdf(errors, population, possible, sample)
    return float(possible[chance > 1 - confidence + HAIR][-1] / population)


def city_estimate(
    population: ArrayLike, sample: ArrayLike, errors: ArrayLike, z: float = Z95
) -> CityEstimate:
    """The city's share of deviations from a stratified sample.

    Args:
        population: files per stratum, shape (k,).
        sample: files read per stratum, shape (k,); at least 2, or all of them.
        errors: deviations found per stratum, shape (k,).
        z: normal quantile.

    Returns:
        Sum of N_d/N · p_d, its standard error with the finite population correction
        1 - n_d/N_d, and Wilson's limits for a sample that would be as exact. The limits use the
        larger of the strata's own variance and that of one common share: eleven strata with few
        or no deviations each look more exact than they are.

    Raises:
        ValueError: not 0 <= errors <= sample <= population everywhere, or a stratum has files
            and fewer than two were read.

    Source: Cochran, Sampling Techniques (1977), 5.3–5.4; Korn & Graubard, Surv Methodol 24 (1998).
    """
    whole, read, wrong = (np.asarray(a, dtype=np.float64) for a in (population, sample, errors))
    if np.any(wrong < 0) or np.any(wrong > read) or np.any(read > whole) or not whole.sum() > 0:
        raise ValueError("avvikelser, lästa och listans längd ska stå i stigande ordning")
    if np.any((read < 2) & (read < whole)):
        raise ValueError("minst två akter ska läsas i varje stratum som har fler")
    there = whole > 0
    whole, read, wrong = whole[there], read[there], wrong[there]
    weight, share = whole / whole.sum(), wrong / read
    value = float(weight @ share)
    worth = weight**2 * (1 - read / whole) / np.maximum(read - 1, 1)
    own = float(worth @ (share * (1 - share)))
    common = value * (1 - value) * float(worth.sum())
    # value (1 - value) / n = variance, solved for the n of a plain sample; zero is no variance
    inverse = float(worth.sum())
    if value * (1 - value) > 0:
        inverse = max(own, common) / (value * (1 - value))
    centre = value + z**2 * inverse / 2
    half = z * np.sqrt(inverse * (value * (1 - value) + z**2 * inverse / 4))
    scale = 1 + z**2 * inverse
    lower, upper = max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)
    return CityEstimate(value, own**0.5, float(min(lower, value)), float(max(upper, value)))


def _shares(tolerable: float, confidence: float) -> None:
    if not (0 < tolerable < 1 and 0 < confidence < 1):
        raise ValueError("andel och säkerhet ska ligga mellan 0 och 1")


def _up(number: float | Floats) -> Ints:
    """The nearest whole number above; 0.07 · 1 000 is 70, although the computer adds a hair."""
    return np.ceil(np.round(np.asarray(number), 9)).astype(np.int64)


def _allowed(n: Ints, errors: int, rate: float | None) -> Ints:
    return np.full_like(n, errors) if rate is None else _up(np.multiply(n, rate, dtype=np.float64))


def _smallest(chance: Callable[[Ints], Floats], most: int, confidence: float) -> int:
    """The first n that is enough; looked for in blocks, because it is mostly a small one."""
    for start in range(1, most + 1, BLOCK):
        n = np.arange(start, min(start + BLOCK, most + 1))
        enough = n[chance(n) <= 1 - confidence + HAIR]
        if len(enough):
            return int(enough[0])
    raise ValueError("inget stickprov räcker: listan är för kort eller kravet för strängt")

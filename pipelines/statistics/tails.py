"""Exact tails and critical counts of the two reference distributions, many cells at once.

A district's count, given the city's, is hypergeometric (shares) or binomial (rates) when the
district is like the rest of the city. A critical count is guessed from four cumulants; where the
guess lies so near a whole number that it could round wrongly, the exact tail decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
Tail = Callable[[Floats, NDArray[np.intp]], Floats]

# From σ = 4 the guess errs by less than 0,05 z²/σ of a count (tests/unit/statistics/test_tails.py).
MARGIN = 0.07
SURE_FROM = 4.0
STRIDE = 12  # terms between two looks at which sums are still growing
BLOCK = 32_768  # cells at a time: the arrays of one block stay in the processor's cache


class Cumulants(NamedTuple):
    """Mean, variance, skewness and excess kurtosis of each cell's count, each of shape (m,)."""

    mean: Floats
    variance: Floats
    skewness: Floats
    excess: Floats


def hypergeometric_below(x: Floats, n: Floats, hits: Floats, total: Floats) -> Floats:
    """P(K <= x) when n are drawn of total, of which hits count; all of shape (m,).

    The terms of the tail on x's side of the mean are summed outwards until they no longer matter.
    Below the support 0, at or above its top 1. Source: the hypergeometric distribution.
    """
    above = x * total > n * hits
    ones = np.where(above, total - hits, hits)
    found = _sum_downwards(np.where(above, n - np.floor(x) - 1, np.floor(x)), n, ones, total)
    return np.where(above, 1 - found, found)


def _sum_downwards(x: Floats, n: Floats, hits: Floats, total: Floats) -> Floats:
    rest = total - hits - n
    least = np.maximum(0.0, -rest)
    top = np.minimum(n, hits)
    k = np.clip(x, least, top)
    term = np.exp(_log_choose(hits, k) + _log_choose(total - hits, n - k) - _log_choose(total, n))
    found = term.copy()
    live = np.flatnonzero(k > least)
    while live.size:
        part, some, rest_k = term[live], found[live], rest[live]
        k_live, a, b = k[live], hits[live] + 1, n[live] + 1
        for _ in range(STRIDE):  # a term past the support's end is 0, and stays 0
            part *= k_live * (rest_k + k_live) / ((a - k_live) * (b - k_live))
            k_live -= 1
            some += part
        term[live], found[live], k[live] = part, some, k_live
        live = live[part > 1e-16 * some]
    found = np.where(x >= top, 1.0, np.minimum(found, 1.0))
    return np.where(x < least, 0.0, found)


def binomial_below(x: Floats, n: Floats, p: Floats) -> Floats:
    """P(K <= x) for Bin(n, p), all of shape (m,); 0 below 0 and 1 from n upwards."""
    inside = np.clip(np.floor(x), 0, np.maximum(n - 1, 0))
    found = special.betainc(np.maximum(n - inside, 1), inside + 1, 1 - p)
    found = np.where(x >= n, 1.0, found)
    return np.where(x < 0, 0.0, found)


def hypergeometric_critical(
    n: Floats, hits: Floats, total: Floats, z: float | Floats
) -> tuple[Floats, Floats]:
    """Largest count with P(K <= count) <= tail, and the smooth guess it was rounded from.

    Args:
        n: size of the district, shape (m,), 0 <= n <= total.
        hits: the city's numerator, shape (m,).
        total: the city's denominator, shape (m,).
        z: normal quantile of the two-sided level, one or shape (m,); the tail lies below -z.

    Returns:
        Whole counts, one below the least possible where not even that is so unlikely; and guesses
        with count <= guess <= count + 1. Both of shape (m,).
    """
    count, guess, reach = np.empty_like(n), np.empty_like(n), np.broadcast_to(z, n.shape)
    for part in _blocks(n.size):
        size, ones, whole, far = n[part], hits[part], total[part], reach[part]

        def below(x: Floats, cells: NDArray[np.intp], size: Floats = size, ones: Floats = ones,
                  whole: Floats = whole) -> Floats:  # fmt: skip
            return hypergeometric_below(x, size[cells], ones[cells], whole[cells])

        least = np.maximum(0.0, size - (whole - ones))
        moments = hypergeometric_cumulants(size, ones, whole)
        count[part], guess[part] = _critical(moments, least, np.minimum(size, ones), far, below)
    return count, guess


def binomial_critical(n: Floats, p: Floats, z: float | Floats) -> tuple[Floats, Floats]:
    """As `hypergeometric_critical`, for Bin(n, p); n and p of shape (m,), 0 <= p <= 1."""
    count, guess, reach = np.empty_like(n), np.empty_like(n), np.broadcast_to(z, n.shape)
    for part in _blocks(n.size):
        size, chance, far = n[part], p[part], reach[part]

        def below(x: Floats, cells: NDArray[np.intp], size: Floats = size,
                  chance: Floats = chance) -> Floats:  # fmt: skip
            return binomial_below(x, size[cells], chance[cells])

        moments = binomial_cumulants(size, chance)
        count[part], guess[part] = _critical(moments, np.zeros_like(size), size, far, below)
    return count, guess


def hypergeometric_cumulants(n: Floats, hits: Floats, total: Floats) -> Cumulants:
    """Cumulants of the hypergeometric count; a fixed count gets variance, skewness and excess 0."""
    odd = total - hits
    spread = n * hits * odd * (total - n)
    fixed = (spread <= 0) | (total < 4)
    whole, product = np.where(fixed, 4.0, total), np.where(fixed, 1.0, spread)
    variance = np.where(fixed, 0.0, product / (whole**2 * (whole - 1)))
    skewness = (odd - hits) * (whole - 2 * n) * np.sqrt((whole - 1) / product) / (whole - 2)
    inner = whole * (whole + 1) - 6 * hits * odd - 6 * n * (whole - n)
    excess = ((whole - 1) * whole**2 * inner + 6 * product * (5 * whole - 6)) / (
        product * (whole - 2) * (whole - 3)
    )
    mean = n * hits / np.where(total > 0, total, 1.0)
    return Cumulants(mean, variance, np.where(fixed, 0.0, skewness), np.where(fixed, 0.0, excess))


def binomial_cumulants(n: Floats, p: Floats) -> Cumulants:
    """Cumulants of the binomial count; a fixed count has variance 0."""
    variance = n * p * (1 - p)
    safe = np.where(variance > 0, variance, 1.0)
    return Cumulants(n * p, variance, (1 - 2 * p) / np.sqrt(safe), (1 - 6 * p * (1 - p)) / safe)


def _critical(
    moments: Cumulants, least: Floats, top: Floats, z: Floats, below: Tail
) -> tuple[Floats, Floats]:
    """Guess, then settle by the exact tail every cell where the guess alone is no proof."""
    guess = cornish_fisher(moments, -z)
    sigma = np.sqrt(moments.variance)
    nearest = np.round(guess)
    count = np.clip(np.floor(guess), least - 1, top)
    unsure = (sigma < SURE_FROM) | (np.abs(guess - nearest) * sigma < MARGIN * z**2)
    cells = np.flatnonzero(unsure)
    tail = special.ndtr(-z)[cells]
    at = np.clip(nearest[cells], least[cells] - 1, top[cells])
    fits = below(at, cells) <= tail
    for step in (-1, 1):  # walk down from a count that is too likely, up from one that is not
        live = np.flatnonzero(fits if step > 0 else ~fits)
        while live.size:
            trial = at[live] + step
            ok = below(trial, cells[live]) <= tail[live]
            # Downwards the first count that fits is taken; upwards the last one.
            at[live] = np.where(ok if step > 0 else True, trial, at[live])
            live = live[ok if step > 0 else ~ok]
    count[cells] = at
    # In a narrow distribution the cumulants say little: there the tails themselves are followed.
    near = sigma[cells] < SURE_FROM
    narrow, whole = cells[near], at[near]
    guess[narrow] = whole + _part(below(whole, narrow), below(whole + 1, narrow), tail[near])
    return count, np.clip(guess, count, count + 1)


def _part(first: Floats, second: Floats, tail: Floats) -> Floats:
    """How far from the first count to the second the tail is reached, on the log scale."""
    some = np.where(first > 0, first, 1.0)
    apart = np.log(second / some)
    log = np.divide(np.log(tail / some), apart, out=np.zeros_like(apart), where=apart > 0)
    return np.where(first > 0, log, tail / second)


def cornish_fisher(moments: Cumulants, z: float | Floats) -> Floats:
    """Quantile from four cumulants. K + U, U uniform on ±½, has K's tails at the half counts."""
    mean, variance, skewness, excess = moments
    wide = variance + 1 / 12
    s = np.sqrt(wide)
    a = skewness * variance * np.sqrt(variance) / (wide * s)
    b = (excess * variance**2 - 1 / 120) / wide**2
    w = z + (z**2 - 1) / 6 * a + (z**3 - 3 * z) / 24 * b - (2 * z**3 - 5 * z) / 36 * a**2
    guess: Floats = mean + s * w - 0.5
    return guess


def _log_choose(n: Floats, k: Floats) -> Floats:
    found: Floats = special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
    return found


def _blocks(size: int) -> Iterator[slice]:
    for start in range(0, size, BLOCK):
        yield slice(start, start + BLOCK)

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pipelines.statistics.proportions import Z95, Z998
from pipelines.statistics.tails import (
    MARGIN,
    SURE_FROM,
    binomial_below,
    binomial_critical,
    binomial_cumulants,
    cornish_fisher,
    hypergeometric_below,
    hypergeometric_critical,
    hypergeometric_cumulants,
)


def of(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)


def test_at_most_one_of_ten_drawn_from_twenty_and_twenty() -> None:
    # (C(20,0) C(20,10) + C(20,1) C(20,9)) / C(40,10) = (184 756 + 20 · 167 960) / 847 660 528
    found = hypergeometric_below(of(1), of(10), of(20), of(40))
    assert found[0] == pytest.approx(3_543_956 / 847_660_528, rel=1e-12)


def test_outside_the_possible_a_tail_is_nothing_or_all() -> None:
    found = hypergeometric_below(
        of(-1, 5, 9, 1), of(5, 5, 5, 5), of(3, 3, 3, 9), of(10, 10, 10, 10)
    )
    assert found.tolist() == [0.0, 1.0, 1.0, 0.0]  # the last: at least 4 of 5 must count
    assert binomial_below(of(-1, 4, 5), of(4, 4, 4), of(0.5, 0.5, 0.5)).tolist() == [0.0, 1.0, 1.0]


@given(st.integers(1, 3000), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_the_tail_is_scipys(total: int, a: float, b: float, c: float) -> None:
    n, hits = round(a * total), round(b * total)
    x = round(c * n)
    found = hypergeometric_below(of(x), of(n), of(hits), of(total))[0]
    assert found == pytest.approx(stats.hypergeom.cdf(x, total, hits, n), rel=1e-9, abs=1e-11)


@pytest.mark.parametrize("z", [Z95, Z998])
@pytest.mark.parametrize("largest", [12, 60, 1500, 20_000])
def test_the_critical_count_is_the_last_that_the_exact_tail_allows(z: float, largest: int) -> None:
    rng = np.random.default_rng(5)
    total = rng.integers(1, largest + 1, 1500).astype(float)
    n, hits = np.floor(total * rng.random(1500)), np.floor(total * rng.beta(0.4, 0.4, 1500))
    count, guess = hypergeometric_critical(n, hits, total, z)
    tail, least = stats.norm.sf(z), np.maximum(0, n - (total - hits))
    allowed = stats.hypergeom.cdf(count, total, hits, n)
    following = np.where(count < least, 1, stats.hypergeom.cdf(count + 1, total, hits, n))
    nothing = stats.hypergeom.cdf(least, total, hits, n) > tail
    assert np.all(allowed <= tail)
    assert np.all((following > tail) | nothing)
    assert np.all(count[nothing] == least[nothing] - 1)
    assert np.all((guess >= count) & (guess <= count + 1))


@pytest.mark.parametrize("z", [Z95, Z998])
@pytest.mark.parametrize("largest", [12, 60, 1500, 20_000])
def test_the_critical_count_of_a_rate_likewise(z: float, largest: int) -> None:
    rng = np.random.default_rng(6)
    n, p = np.floor(rng.random(3000) * largest), rng.beta(0.3, 0.6, 3000)
    count, guess = binomial_critical(n, p, z)
    tail = stats.norm.sf(z)
    assert np.all(stats.binom.cdf(count, n, p) <= tail)
    assert np.all(stats.binom.cdf(count + 1, n, p) > tail)
    assert np.all((guess >= count) & (guess <= count + 1))


@pytest.mark.parametrize("z", [Z95, Z998])
def test_where_the_exact_tail_is_not_asked_the_guess_errs_by_less_than_the_margin(
    z: float,
) -> None:
    rng = np.random.default_rng(7)
    n, p = np.floor(10 ** rng.uniform(1, 4.3, 30_000)), rng.beta(0.3, 0.6, 30_000)
    wide = n * p * (1 - p) >= SURE_FROM**2
    n, p = n[wide], p[wide]
    guess, sigma = cornish_fisher(binomial_cumulants(n, p), -z), np.sqrt(n * p * (1 - p))
    tail = stats.norm.sf(z)
    true = stats.binom.ppf(tail, n, p)
    true = np.where(stats.binom.cdf(true, n, p) <= tail, true, true - 1)
    error = np.maximum(true - guess, guess - true - 1)
    assert n.size > 10_000
    assert np.max(error * sigma) < 0.75 * MARGIN * z**2


def test_cumulants_are_scipys() -> None:
    found = hypergeometric_cumulants(of(30), of(80), of(200))
    expected = stats.hypergeom.stats(200, 80, 30, moments="mvsk")
    assert [one[0] for one in found] == pytest.approx([float(value) for value in expected])

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

from pipelines.statistics.small_numbers import Kind
from pipelines.statistics.spread import index_of_disparity, relative_spread, spread
from tests.unit.statistics.reference import by_id, same

DISTRICTS = st.lists(
    st.tuples(st.integers(1, 2000), st.floats(0, 1)).map(lambda d: (round(d[0] * d[1]), d[0])),
    min_size=2,
    max_size=13,
)


def test_reference_case_of_disparity() -> None:
    case = by_id("spread", "who_idisu")
    found = index_of_disparity(case["inputs"]["est"], case["inputs"]["pop"], Kind.KVOT)
    assert same(found, case["expected"], case["tolerance"])


def test_shares_by_hand() -> None:
    # syntetiska data: 40, 60 and 80 per cent of 100 each; common 60 %, variance 0,24/100
    found = spread([40, 60, 80], [100, 100, 100], Kind.ANDEL)
    assert found.mean == pytest.approx(60)
    assert found.width == pytest.approx(40)
    # Q = 2 · 0,04 / 0,0024 = 33,33; τ² = (Q - 2) · 0,0024 / 2 (equal weights: Σw - Σw²/Σw = 2/v)
    assert found.q == pytest.approx(100 / 3)
    assert found.tau == pytest.approx(100 * np.sqrt((100 / 3 - 2) * 0.0024 / 2))
    assert found.i2 == pytest.approx(1 - 2 / (100 / 3))
    assert found.p_value == pytest.approx(np.exp(-100 / 6))  # chi-square with two degrees


def test_rates_by_hand() -> None:
    # 10 and 30 per 1000, 1000 children each; common 20, variance 0,02/1000
    found = spread([10, 30], [1000, 1000], Kind.KVOT)
    assert (found.mean, found.width) == pytest.approx((20, 20))
    assert found.q == pytest.approx(2 * 1e-4 / 2e-5)
    assert found.tau == pytest.approx(1000 * np.sqrt(9 * 2e-5))
    both = relative_spread([10, 30], [1000, 1000], Kind.KVOT)
    assert (both.ratio, both.disparity) == pytest.approx((3.0, 50.0))


@pytest.mark.filterwarnings("ignore::RuntimeWarning:statsmodels.*")
@given(DISTRICTS)
def test_shares_are_the_chi_square_test_and_statsmodels(districts: list[tuple[int, int]]) -> None:
    x, n = np.array(districts, dtype=float).T
    common = x.sum() / n.sum()
    found = spread(x, n, Kind.ANDEL)
    if not 0 < common < 1:
        assert (found.q, found.tau, found.i2, found.p_value) == (0, 0, 0, 1)
        return
    chi2 = stats.chi2_contingency([x, n - x], correction=False)
    assert (found.q, found.p_value) == pytest.approx((chi2.statistic, chi2.pvalue), abs=1e-9)
    theirs = combine_effects(x / n, common * (1 - common) / n, method_re="dl")
    assert found.tau == pytest.approx(100 * np.sqrt(max(0, theirs.tau2)), abs=1e-6)
    if found.q > 1e-6:  # theirs is rounding where the districts are alike
        assert found.i2 == pytest.approx(max(0, theirs.i2), abs=1e-9)


@given(DISTRICTS, st.integers(0, 2**32 - 1), st.sampled_from([Kind.ANDEL, Kind.KVOT]))
def test_the_order_of_the_districts_changes_no_digit(
    districts: list[tuple[int, int]], seed: int, kind: Kind
) -> None:
    x, n = np.array(districts).T
    order = np.random.default_rng(seed).permutation(n.size)
    assert spread(x, n, kind) == spread(x[order], n[order], kind)


@given(DISTRICTS)
def test_the_complement_spreads_as_much(districts: list[tuple[int, int]]) -> None:
    x, n = np.array(districts).T
    one, other = spread(x, n, Kind.ANDEL), spread(n - x, n, Kind.ANDEL)
    assert other.width == pytest.approx(one.width, abs=1e-9)
    assert other.tau == pytest.approx(one.tau, abs=1e-6)


def test_a_share_has_no_relative_spread() -> None:
    with pytest.raises(ValueError, match="procentenheter"):
        relative_spread([80, 95], [100, 100], Kind.ANDEL)
    with pytest.raises(ValueError, match="procentenheter"):
        index_of_disparity([80, 95], [100, 100], Kind.ANDEL)


def test_nothing_to_divide_by_gives_no_ratio() -> None:
    found = relative_spread([0, 30], [1000, 1000], Kind.KVOT)
    assert np.isnan(found.ratio)
    assert found.disparity == pytest.approx(100)
    none = relative_spread([0, 0], [1000, 1000], Kind.KVOT)
    assert (none.ratio, none.disparity) == (1.0, 0.0)


def test_insatser_of_the_same_children_leave_the_values_and_widen_the_chance() -> None:
    x, n = np.array([100, 160]), np.array([1000, 1000])
    plain, clustered = spread(x, n, Kind.KVOT), spread(x / 2, n / 2, Kind.KVOT)
    assert clustered.width == pytest.approx(plain.width)
    assert clustered.q == pytest.approx(plain.q / 2)
    assert clustered.tau < plain.tau


@pytest.mark.parametrize(
    ("x", "n"), [([5], [10]), ([5, 0], [10, 0]), ([5, np.nan], [10, 10]), ([11, 5], [10, 10])]
)
def test_districts_that_cannot_be_compared_are_refused(x: list[float], n: list[float]) -> None:
    with pytest.raises(ValueError, match=r"stadsdelar|täljaren"):
        spread(x, n, Kind.ANDEL)


def test_a_median_is_not_spread() -> None:
    with pytest.raises(ValueError, match="andel eller en kvot"):
        spread([5, 6], [10, 10], Kind.MEDIAN)

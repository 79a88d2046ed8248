from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.rates import confint_poisson, confint_poisson_2indep

from pipelines.statistics.proportions import Z95, Z998
from pipelines.statistics.rates import (
    byar,
    exact_poisson,
    poisson,
    rate,
    rate_difference,
    rate_ratio,
)
from tests.unit.statistics.reference import cases, same

LEVELS = {"": Z95, "95": Z95, "998": Z998}

# half the chi-square quantiles, by another program: 95 % and 99,8 % for 0, 1 and 9 events
EXACT = {
    0: (0.0, 3.6888794541, 0.0, 6.9077552790),
    1: (0.0253178080, 5.5716433909, 0.0010005003, 9.2334134765),
    9: (4.1153730974, 17.0848034514, 2.4524244044, 22.6573733091),
}


def limits_of(case: dict[str, Any], suffix: str) -> dict[str, float]:
    inputs, z = case["inputs"], LEVELS[suffix]
    if case["method"] == "byar":
        z = Z998 if inputs["confidence"] == 0.998 else Z95
        low, high = byar([inputs["x"]], z)
        return {"lower": low[0], "upper": high[0]}
    found = rate([inputs["x"]], [inputs["n"]], z, inputs["multiplier"])
    return {
        "value": found.value[0],
        f"lower{suffix}": found.lower[0],
        f"upper{suffix}": found.upper[0],
    }


@pytest.mark.parametrize("case", cases("rates"), ids=lambda case: case["id"])
def test_reference_case(case: dict[str, Any]) -> None:
    suffixes = [name.removeprefix("lower") for name in case["expected"] if "lower" in name]
    assert suffixes
    for suffix in suffixes:
        found = limits_of(case, suffix)
        expected = {name: case["expected"][name] for name in found if name in case["expected"]}
        assert same(found, expected, case["tolerance"])


@pytest.mark.parametrize("x", EXACT)
def test_few_events_have_the_exact_limits(x: int) -> None:
    low95, high95 = poisson([x])
    low998, high998 = poisson([x], Z998)
    found = (low95[0], high95[0], low998[0], high998[0])
    assert found == pytest.approx(EXACT[x], abs=5e-10)


def test_byar_takes_over_at_ten() -> None:
    for x, method in ((9, exact_poisson), (10, byar)):
        assert poisson([x])[0][0] == method([x])[0][0]
    assert byar([1])[0][0] < 0.6 * exact_poisson([1])[0][0]  # why not sooner


def test_no_events_are_a_rate_and_nobody_has_none() -> None:
    found = rate([0, 0], [1000, 0])
    assert (found.value[0], found.lower[0]) == (0.0, 0.0)
    assert found.upper[0] == pytest.approx(3.68888, abs=1e-5)
    assert np.isnan([found.value[1], found.lower[1], found.upper[1]]).all()


@given(st.integers(0, 3000), st.integers(1, 30_000), st.sampled_from([Z95, Z998]))
def test_limits_hold_the_rate_and_tighten_with_more_of_the_same(
    x: int, people: int, z: float
) -> None:
    found = rate([x, 10 * x], [people, 10 * people], z)
    assert np.all((found.lower >= 0) & (found.lower <= found.value) & (found.value <= found.upper))
    assert found.upper[1] - found.lower[1] < found.upper[0] - found.lower[0]


@given(st.integers(0, 3000))
def test_exact_limits_are_statsmodels_and_byar_is_within_two_per_mille(x: int) -> None:
    low, high = exact_poisson([x])
    expected = confint_poisson(x, 1, method="exact-c")
    assert (low[0], high[0]) == pytest.approx((np.nan_to_num(expected[0]), expected[1]), rel=1e-8)
    if x >= 10:
        near = byar([x])
        assert (near[0][0], near[1][0]) == pytest.approx((low[0], high[0]), rel=2e-3)


@given(st.integers(5, 900), st.integers(5, 900), st.integers(900, 30_000), st.integers(900, 30_000))
def test_a_ratio_from_five_events_is_statsmodels(a: int, b: int, n1: int, n2: int) -> None:
    found = rate_ratio([a], [n1], [b], [n2])
    expected = confint_poisson_2indep(a, n1, b, n2, method="wald-log", compare="ratio")
    assert (found.lower[0], found.upper[0]) == pytest.approx(expected, rel=1e-9)


@given(st.integers(0, 40), st.integers(1, 4), st.integers(1, 30_000), st.integers(1, 30_000))
def test_with_fewer_the_limits_are_where_the_exact_test_turns(
    a: int, b: int, n1: int, n2: int
) -> None:
    found = rate_ratio([a], [n1 + 40], [b], [n2 + 40])
    odds = (n1 + 40) / (n2 + 40)

    def part(ratio: float) -> float:
        return odds * ratio / (1 + odds * ratio)

    above = stats.binom.cdf(a, a + b, part(found.upper[0]))
    assert above == pytest.approx(0.025, rel=1e-6)
    if a == 0:
        assert (found.value[0], found.lower[0]) == (0.0, 0.0)
    else:
        below = stats.binom.sf(a - 1, a + b, part(found.lower[0]))
        assert below == pytest.approx(0.025, rel=1e-6)
        assert found.lower[0] < found.value[0] < found.upper[0]


def test_a_ratio_to_nothing_has_a_lower_limit_only() -> None:
    found = rate_ratio([7, 0, 3], [500, 500, 10], [0, 0, 2], [900, 900, 10])
    assert np.isnan([found.value[0], found.upper[0]]).all()
    # all 7 in the first: p >= 0.025^(1/7) = 0.5904, odds 1.4413, times 900/500
    assert found.lower[0] == pytest.approx(1.4413 * 1.8, abs=1e-3)
    assert np.isnan([found.value[1], found.lower[1], found.upper[1]]).all()
    assert np.isfinite([found.value[2], found.lower[2], found.upper[2]]).all()


@given(st.integers(0, 900), st.integers(0, 900))
def test_a_difference_holds_itself_and_turns_sign_with_the_groups(a: int, b: int) -> None:
    found = rate_difference([a, b], [1000, 3000], [b, a], [3000, 1000])
    assert found.value[0] == pytest.approx(a - b / 3)
    assert found.lower[0] <= found.value[0] <= found.upper[0]
    assert found.lower[1] == pytest.approx(-found.upper[0], abs=1e-9)


def test_a_difference_by_hand() -> None:
    # 0 per 1000 (0-3,6889) minus 1 per 1000 (0,0253-5,5716)
    found = rate_difference([0], [1000], [1], [1000])
    assert found.lower[0] == pytest.approx(-1 - 4.5716, abs=1e-4)
    assert found.upper[0] == pytest.approx(-1 + np.hypot(3.6889, 0.9747), abs=1e-4)


@pytest.mark.parametrize(("x", "n"), [(-1, 10), (1, -10), (1, 0)])
def test_impossible_counts_are_refused(x: int, n: int) -> None:
    with pytest.raises(ValueError, match=r"negativa|folkmängd"):
        rate([x], [n])
    with pytest.raises(ValueError, match="negativt"):
        poisson([-1])


def test_a_hidden_cell_gives_nothing() -> None:
    found = rate([np.nan, 5], [100, 100])
    assert np.isnan([found.value[0], found.lower[0], found.upper[0]]).all()
    assert np.isfinite(found.upper[1])

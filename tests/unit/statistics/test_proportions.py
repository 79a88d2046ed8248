from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from pipelines.statistics.proportions import Z95, Z998, difference_from_rest, newcombe, wilson
from tests.unit.statistics.reference import by_id, same

CASES = json.loads(
    (Path(__file__).parents[2] / "golden" / "stat_cases_wilson.json").read_text(encoding="utf-8")
)


LEVELS = {"lower": Z95, "upper": Z95, "lower95": Z95, "upper95": Z95, "lower998": Z998,
          "upper998": Z998}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_reference_case(case: dict) -> None:
    x, n = case["inputs"]["x"], case["inputs"]["n"]
    limits = {name: value for name, value in case["expected"].items() if name in LEVELS}
    assert limits, "ett referensfall utan gränser prövar ingenting"
    for name, expected in limits.items():
        low, high = wilson([x], [n], LEVELS[name])
        found = low[0] if name.startswith("lower") else high[0]
        assert found == pytest.approx(expected, abs=max(case["tolerance"], 1e-12))


def test_nothing_of_something_has_no_negative_zero() -> None:
    low, high = wilson([0, 10], [10, 10])
    assert low[0] == 0.0
    assert not np.signbit(low[0])
    assert high[1] == 1.0


def test_a_share_of_nothing_has_no_interval() -> None:
    low, high = wilson([0], [0])
    assert np.isnan(low[0])
    assert np.isnan(high[0])


@pytest.mark.parametrize(("x", "n"), [(11, 10), (-1, 10)])
def test_an_impossible_numerator_is_refused(x: int, n: int) -> None:
    with pytest.raises(ValueError, match="täljaren"):
        wilson([x], [n])


def test_the_city_of_2023() -> None:
    low, high = wilson([5048], [5547])
    # the formula in exact arithmetic, and scipy's binomtest(...).proportion_ci(method="wilson")
    assert low[0] == pytest.approx(0.9022254, abs=1e-6)
    assert high[0] == pytest.approx(0.9172900, abs=1e-6)


@given(st.integers(1, 5000), st.floats(0, 1), st.sampled_from([Z95, Z998]))
def test_limits_hold_the_share_and_mirror_those_of_its_complement(
    n: int, part: float, z: float
) -> None:
    x = round(part * n)
    low, high = wilson([x, n - x], [n, n], z)
    assert 0 <= low[0] <= x / n <= high[0] <= 1
    assert (1 - high[1], 1 - low[1]) == pytest.approx((low[0], high[0]), abs=1e-12)
    wide = wilson([10 * x], [10 * n], z)
    assert wide[1][0] - wide[0][0] < high[0] - low[0]


@given(st.integers(1, 5000), st.floats(0, 1))
def test_limits_are_statsmodels(n: int, part: float) -> None:
    x = round(part * n)
    low, high = wilson([x], [n])
    expected = proportion_confint(x, n, method="wilson")
    assert (low[0], high[0]) == pytest.approx(expected, abs=1e-12)


def test_reference_case_of_a_difference() -> None:
    case = by_id("proportions", "newcombe_diff_56_70_48_80")
    found = newcombe(*([case["inputs"][name]] for name in ("x1", "n1", "x2", "n2")))
    got = {"difference": found.value[0], "lower": found.lower[0], "upper": found.upper[0]}
    assert same(got, case["expected"], case["tolerance"])


def test_reference_case_of_an_empty_denominator() -> None:
    case = by_id("proportions", "wilson_zero_zero_denominator")
    low, high = wilson([case["inputs"]["x"]], [case["inputs"]["n"]])
    assert case["expected"]["value"] is None
    assert np.isnan([low[0], high[0]]).all()


@given(st.integers(1, 900), st.integers(1, 900), st.floats(0, 1), st.floats(0, 1))
def test_a_difference_is_statsmodels_and_turns_sign_with_the_groups(
    n1: int, n2: int, a: float, b: float
) -> None:
    x1, x2 = round(a * n1), round(b * n2)
    found = newcombe([x1, x2], [n1, n2], [x2, x1], [n2, n1])
    assert found.value[0] == pytest.approx(x1 / n1 - x2 / n2)
    assert found.lower[0] <= found.value[0] <= found.upper[0]
    assert found.lower[1] == pytest.approx(-found.upper[0], abs=1e-12)
    if 0 < x1 < n1 and 0 < x2 < n2:
        expected = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb")
        assert (found.lower[0], found.upper[0]) == pytest.approx(expected, abs=1e-9)


def test_a_district_is_set_against_the_city_without_it() -> None:
    # syntetiska data: 30 of 50 in the district, 70 of 200 in the city, so 40 of 150 in the rest
    found = difference_from_rest([30], [50], 70, 200)
    expected = newcombe([30], [50], [40], [150])
    assert found.value[0] == pytest.approx(0.6 - 4 / 15)
    assert (found.lower[0], found.upper[0]) == (expected.lower[0], expected.upper[0])


def test_without_a_rest_there_is_no_difference() -> None:
    found = difference_from_rest([30], [50], 30, 50)
    assert np.isnan([found.value[0], found.lower[0], found.upper[0]]).all()


def test_a_district_larger_than_its_city_is_refused() -> None:
    with pytest.raises(ValueError, match="täljaren"):
        difference_from_rest([30], [50], 29, 200)

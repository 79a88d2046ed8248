from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from pipelines.statistics.audit_sample import (
    city_estimate,
    plan_binomial,
    plan_hypergeometric,
    upper_bound,
)
from tests.unit.statistics.reference import cases

CASES = {case["id"]: case for case in cases("audit_sample")}


def test_reference_case_audit_ezquant_36() -> None:
    case = CASES["audit_ezquant_36"]
    errors = case["inputs"]["expected_errors"]
    found = [plan_hypergeometric(*row, errors) for row in case["inputs"]["grid_N_tol_conf"]]
    assert found == case["expected"]
    assert len(found) == 36


def test_reference_case_audit_auditsampler_17() -> None:
    case = CASES["audit_auditsampler_17"]
    found = [
        plan_hypergeometric(size, tolerable, confidence, expected_rate=rate)
        for size, rate, tolerable, confidence in case["inputs"]["rows_N_expected_tolerable_conf"]
    ]
    assert found == case["expected"]
    assert len(found) == 17


def test_reference_case_audit_plan_1000() -> None:
    case = CASES["audit_plan_1000_0.05_0"]
    data = case["inputs"]
    found = plan_hypergeometric(
        data["N"], data["tolerable"], data["confidence"], data["expected_errors"]
    )
    assert found == case["expected"]


@pytest.mark.parametrize("name", ["audit_plan_binom_0.01_0", "audit_plan_binom_0.05_2"])
def test_reference_case_of_binomial_plans(name: str) -> None:
    assert plan_binomial(**CASES[name]["inputs"]) == CASES[name]["expected"]


@pytest.mark.parametrize("name", ["audit_ub_10_2_1", "audit_ub_1000_57_0"])
def test_reference_case_of_bounds(name: str) -> None:
    data = CASES[name]["inputs"]
    found = upper_bound(data["N"], data["n"], data["x"], data["confidence"])
    assert found == pytest.approx(CASES[name]["expected"], abs=1e-9)


def test_every_reference_case_is_used() -> None:
    assert len(CASES) == 7


def test_a_short_list_needs_fewer_than_the_binomial_says() -> None:
    # statistics handbook: 500 files, 2 % expected, 5 % tolerable
    assert plan_hypergeometric(500, 0.05, expected_rate=0.02) == 139
    assert plan_binomial(0.05, expected_rate=0.02) == 181


def test_falla_29_fifty_seven_for_the_city_say_little_of_a_district() -> None:
    # clean: the city below 5 %; a district's five of ninety files leave up to 43 %
    assert upper_bound(1000, 57, 0) < 0.05
    assert upper_bound(90, 5, 0) > 0.4
    assert plan_hypergeometric(90, 0.05) == 40


def test_reading_all_leaves_no_doubt() -> None:
    assert upper_bound(40, 40, 3) == 3 / 40


def test_reading_nothing_rules_out_nothing() -> None:
    assert upper_bound(40, 0, 0) == 1


@given(st.integers(1, 200), st.data())
@settings(max_examples=60, deadline=None)
def test_the_bound_shrinks_with_the_sample(population: int, data: st.DataObject) -> None:
    sample = data.draw(st.integers(0, population - 1))
    errors = data.draw(st.integers(0, sample))
    bound = upper_bound(population, sample, errors)
    assert upper_bound(population, sample + 1, errors) <= bound
    assert errors / population <= bound <= 1
    assert upper_bound(population, sample, errors, 0.99) >= bound


@given(st.integers(150, 400), st.sampled_from([0.03, 0.05, 0.1]), st.integers(0, 2))
@settings(max_examples=40, deadline=None)
def test_the_planned_sample_reaches_its_bound(n: int, tolerable: float, errors: int) -> None:
    planned = plan_hypergeometric(n, tolerable, expected_errors=errors)
    assert upper_bound(n, planned, errors) < np.ceil(round(n * tolerable, 9)) / n + 1e-12
    if planned - 1 >= errors:
        assert upper_bound(n, planned - 1, errors) >= tolerable - 1e-12


@pytest.mark.parametrize(("population", "sample"), [(60, 20), (500, 57), (1000, 57)])
def test_the_bound_holds_the_truth_whatever_it_is(population: int, sample: int) -> None:
    """Not simulated: every number of deviations the list may hold, with its exact chance."""
    bounds = np.array([upper_bound(population, sample, x) for x in range(sample + 1)])
    for truth in range(population + 1):
        chance = hypergeom.pmf(np.arange(sample + 1), population, truth, sample)
        assert chance[bounds * population >= truth - 1e-9].sum() >= 0.95


def test_the_city_weighs_its_strata() -> None:
    # 300 files with 10 of 50 wrong, 100 with none of 50: 3/4 · 20 % = 15 %
    found = city_estimate([300, 100], [50, 50], [10, 0])
    assert found.value == pytest.approx(0.15)
    # (3/4)² · (1 - 50/300) · 0,2 · 0,8/49 = 0,0015306
    assert found.se**2 == pytest.approx(0.0015306, abs=1e-7)
    assert found.lower < 0.15 < found.upper


def test_a_city_read_whole_has_no_uncertainty() -> None:
    found = city_estimate([4, 6], [4, 6], [1, 0])
    assert (found.value, found.se) == (pytest.approx(0.1), 0)
    assert (found.lower, found.upper) == (pytest.approx(0.1), pytest.approx(0.1))


def test_no_deviation_found_is_not_none_there() -> None:
    found = city_estimate([300, 100], [30, 30], [0, 0])
    assert (found.value, found.lower) == (0, 0)
    # worth 1/((3/4)²·0,9/29 + (1/4)²·0,7/29) = 52,7 files: 3,8415/(52,7 + 3,8415) = 6,8 %
    assert found.upper == pytest.approx(0.068, abs=0.0005)


@pytest.mark.parametrize(
    ("population", "sample", "errors"),
    [
        ([10], [11], [0]),
        ([10], [5], [6]),
        ([10], [5], [-1]),
        ([10, 10], [5, 1], [0, 0]),
        ([0], [0], [0]),
    ],
)
def test_impossible_strata_are_refused(population: list, sample: list, errors: list) -> None:
    with pytest.raises(ValueError, match="ska"):
        city_estimate(population, sample, errors)


@pytest.mark.parametrize(
    "call",
    [
        lambda: plan_hypergeometric(100, 0),
        lambda: plan_hypergeometric(100, 0.05, 1),
        lambda: plan_binomial(1.5),
        lambda: upper_bound(10, 11, 0),
        lambda: upper_bound(10, 5, 6),
        lambda: upper_bound(0, 0, 0),
    ],
)
def test_impossible_plans_are_refused(call: object) -> None:
    with pytest.raises(ValueError, match=r"ska ligga|ska stå"):
        call()  # type: ignore[operator]


def test_a_list_too_short_for_the_plan_is_refused() -> None:
    # ten files of which one may be wrong: with one deviation allowed nothing is ever shown
    with pytest.raises(ValueError, match="inget stickprov"):
        plan_hypergeometric(10, 0.1, expected_errors=1)


@pytest.mark.parametrize(
    ("share", "read", "draws"),
    [
        (0.05, 8, 300),
        (0.01, 20, 300),
        pytest.param(0.05, 8, 3000, marks=pytest.mark.slow),
        pytest.param(0.01, 30, 3000, marks=pytest.mark.slow),
        pytest.param(0.2, 20, 3000, marks=pytest.mark.slow),
    ],
)
def test_the_city_s_limits_hold_the_truth(share: float, read: int, draws: int) -> None:
    whole = np.array([400, 350, 300, 250, 200, 180, 150, 120, 100, 90, 60])
    wrong = np.round(whole * share).astype(int)
    truth, sample = wrong.sum() / whole.sum(), np.full(11, read)
    generator, held = np.random.default_rng(5), 0
    for _ in range(draws):
        found = city_estimate(whole, sample, generator.hypergeometric(wrong, whole - wrong, sample))
        held += found.lower <= truth <= found.upper
    assert held / draws >= 0.94

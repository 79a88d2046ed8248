from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statistics.funnel import outside, rate_limits, share_limits
from pipelines.statistics.proportions import Z95, Z998
from pipelines.statistics.verdict import DIFFERS_AT, LOOK_AT, compare_rates, compare_shares
from tests.unit.statistics.reference import by_id

LEVELS = pytest.mark.parametrize(("z", "level"), [(Z95, LOOK_AT), (Z998, DIFFERS_AT)])


def test_reference_case_of_a_flag() -> None:
    case = by_id("funnel", "funnelplotr_outliers_od99")
    given_ = case["inputs"]
    flags = outside(given_["ratio"], given_["lower"], given_["upper"])
    assert np.abs(flags).tolist() == case["expected"]


@LEVELS
@pytest.mark.parametrize("effect", [1.0, 1.6])
def test_every_dot_that_can_be_lies_outside_exactly_when_the_verdict_says_so(
    z: float, level: float, effect: float
) -> None:
    for city_n, city_x in ((40, 20), (40, 3), (400, 364), (400, 400), (400, 0), (1500, 30)):
        for n in range(1, city_n + 1, max(1, city_n // 97)):
            x = np.arange(max(0, n - (city_n - city_x)), min(n, city_x) + 1)
            test = compare_shares(x, np.full(x.shape, n), city_x, city_n, effect)
            lower, upper = share_limits([n], city_x, city_n, z, effect)
            flag = outside(x / n, lower, upper)
            differs = np.nan_to_num(test.p_value, nan=1.0) <= level
            assert flag.tolist() == np.where(differs, test.direction, 0).tolist()


def test_each_district_can_have_its_own_design_effect() -> None:
    together = share_limits([60, 60], 364, 400, Z998, [1.0, 1.6])
    apart = [share_limits([60], 364, 400, Z998, effect) for effect in (1.0, 1.6)]
    assert together.lower.tolist() == [line.lower[0] for line in apart]
    assert together.upper.tolist() == [line.upper[0] for line in apart]


@LEVELS
@pytest.mark.parametrize("effect", [1.0, 1.7, 3.0])
def test_every_rate_likewise(z: float, level: float, effect: float) -> None:
    for city_x in (0, 1, 12, 90, 800):
        people = np.array([1, 20, 300, 2500, 9000, 9999])
        x = np.arange(city_x + 1)[:, np.newaxis] + 0 * people
        test = compare_rates(x.ravel(), np.tile(people, len(x)), city_x, 10_000, effect)
        lower, upper = rate_limits(people, city_x, 10_000, z, 1000, effect)
        flag = outside((x / people * 1000).ravel(), np.tile(lower, len(x)), np.tile(upper, len(x)))
        differs = np.nan_to_num(test.p_value, nan=1.0) <= level
        assert flag.tolist() == np.where(differs, test.direction, 0).tolist()


@given(st.integers(1, 20_000), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_dot_line_and_sentence_agree(total: int, a: float, b: float, c: float) -> None:
    n, city_x = max(1, round(a * total)), round(b * total)
    least, most = max(0, n - (total - city_x)), min(n, city_x)
    x = round(least + c * (most - least))
    shares, rates = compare_shares([x], [n], city_x, total), compare_rates([x], [n], city_x, total)
    for z, level in ((Z95, LOOK_AT), (Z998, DIFFERS_AT)):
        dot = outside([x / n], *share_limits([n], city_x, total, z))[0]
        assert dot == (shares.direction[0] if shares.p_value[0] <= level else 0)
        dot = outside([x / n * 1000], *rate_limits([n], city_x, total, z))[0]
        assert dot == (rates.direction[0] if rates.p_value[0] <= level else 0)


@given(st.integers(1, 20_000), st.floats(0, 1), st.floats(0, 1))
def test_the_lines_hold_the_city_and_the_levels_lie_in_order(
    total: int, a: float, b: float
) -> None:
    n, city_x = max(1, round(a * total)), round(b * total)
    share, rate = city_x / total, city_x / total * 1000
    narrow, wide = (share_limits([n], city_x, total, z) for z in (Z95, Z998))
    assert 0 <= wide.lower[0] <= narrow.lower[0] <= share <= narrow.upper[0] <= wide.upper[0] <= 1
    narrow, wide = (rate_limits([n], city_x, total, z) for z in (Z95, Z998))
    assert 0 <= wide.lower[0] <= narrow.lower[0] <= rate
    assert rate <= narrow.upper[0] <= wide.upper[0]
    assert np.isfinite(wide.upper[0])


@given(st.integers(50, 20_000), st.floats(0.01, 0.9), st.floats(0, 1))
def test_the_lines_of_the_complement_are_the_same_lines_upside_down(
    total: int, a: float, b: float
) -> None:
    n, city_x = max(1, round(a * total)), round(b * total)
    lines, mirror = share_limits([n], city_x, total), share_limits([n], total - city_x, total)
    assert 1 - mirror.upper[0] == pytest.approx(lines.lower[0], abs=1e-9)


def test_the_funnel_tightens_with_size() -> None:
    n = np.array([20, 80, 320, 1280])
    for lower, upper in (share_limits(n, 5048, 5547), rate_limits(n, 400, 5547)):
        assert np.all(np.diff(upper - lower) < 0)


def test_falla_15_a_small_district_is_allowed_to_lie_further_out() -> None:
    # Skärholmen 8 500 children, Hägersten-Älvsjö 25 400: √(25 400 / 8 500) = 1,7 times the noise
    lines = rate_limits([8500, 25_400], 3800, 189_900)
    width = lines.upper - lines.lower
    assert width[0] / width[1] == pytest.approx(1.8, abs=0.1)


def test_a_line_by_hand() -> None:
    # 40 children, 20 hits, a district of 10: 2 or fewer in 4,19 + … = 3,1 %, so only 0 and 1 are
    # outside at 95 % (0,42 % <= 2,5 %), and only 0 at 99,8 % (184 756 ways, 0,02 % <= 0,1 %)
    lower95, upper95 = share_limits([10], 20, 40, Z95)
    lower998, upper998 = share_limits([10], 20, 40, Z998)
    assert 0.1 < lower95[0] < 0.2
    assert 0.8 < upper95[0] < 0.9
    assert 0.0 < lower998[0] < 0.1
    assert 0.9 < upper998[0] < 1.0


def test_a_district_that_is_the_whole_city_is_inside() -> None:
    assert outside([0.5], *share_limits([40], 20, 40))[0] == 0
    assert outside([500], *rate_limits([40], 20, 40))[0] == 0


def test_without_children_there_is_no_line() -> None:
    assert np.isnan(share_limits([0], 20, 40).lower[0])
    assert np.isnan(rate_limits([0], 20, 40).upper[0])


def test_a_district_larger_than_the_city_is_refused() -> None:
    with pytest.raises(ValueError, match="täljaren"):
        share_limits([41], 20, 40)
    with pytest.raises(ValueError, match="stadens rad"):
        rate_limits([41], 20, 40)

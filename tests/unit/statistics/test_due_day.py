from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm
from statsmodels.stats.proportion import confint_proportions_2indep

from pipelines.statistics.due_day import difference_at, each_against_rest_at


def mature(done: int, of: int) -> tuple[list[float], list[int]]:
    """Syntetiska data: everyone seen past day 90, `done` of them followed up on day 30."""
    return [30.0] * done + [200.0] * (of - done), [1] * done + [0] * (of - done)


def two(done: int, of: int, others: int, of_others: int) -> tuple[list, list, list]:
    (time, end), (more, ends) = mature(done, of), mature(others, of_others)
    return time + more, end + ends, [True] * of + [False] * of_others


def test_a_mature_cohort_is_a_difference_of_plain_shares() -> None:
    found = difference_at(*two(56, 70, 48, 80), day=90)
    assert found is not None
    assert (found.group, found.rest, found.value) == pytest.approx((0.8, 0.6, 0.2))
    # Newcombe's with Wilson's limits is 0,0524 to 0,3339; log-log limits join a little otherwise
    low, high = confint_proportions_2indep(56, 70, 48, 80, method="newcomb")
    assert found.lower == pytest.approx(low, abs=0.01)
    assert found.upper == pytest.approx(high, abs=0.01)
    assert found.at_risk == (14, 32)


@pytest.mark.parametrize(
    "sides",
    [(56, 70, 48, 80), (48, 80, 56, 70), (50, 50, 40, 50), (0, 40, 10, 90), (9, 30, 30, 90)],
)
def test_the_interval_touches_zero_exactly_at_its_p(sides: tuple[int, int, int, int]) -> None:
    found = difference_at(*two(*sides), day=90)
    assert found is not None
    inside, outside = (
        difference_at(*two(*sides), day=90, z=float(norm.isf(found.p * side / 2)))
        for side in (1.01, 0.99)
    )
    assert inside is not None
    assert outside is not None
    assert not inside.lower <= 0 <= inside.upper
    assert outside.lower <= 0 <= outside.upper


def test_equal_sides_differ_by_nothing() -> None:
    found = difference_at(*two(10, 40, 20, 80), day=90)
    assert found is not None
    assert found.value == pytest.approx(0)
    assert found.p == 1
    assert found.lower < 0 < found.upper


def test_a_district_of_young_insatser_has_no_value_on_the_due_day() -> None:
    time, end = [20.0] * 10 + [200.0] * 10, [0] * 20
    assert difference_at(time, end, [True] * 10 + [False] * 10, day=90) is None


def test_a_group_without_a_rest_has_no_difference() -> None:
    time, end = mature(5, 10)
    assert difference_at(time, end, [True] * 10, day=90) is None


def test_each_district_is_compared_with_all_others() -> None:
    # bromma 8 of 10, farsta 2 of 10, norrmalm 5 of 10: bromma against 7 of 20
    time, end = np.hstack([mature(8, 10), mature(2, 10), mature(5, 10)])
    names = ["bromma"] * 10 + ["farsta"] * 10 + ["norrmalm"] * 10
    found = each_against_rest_at(time, end, names, day=90)
    assert list(found) == ["bromma", "farsta", "norrmalm"]
    shares = {name: (d.group, d.rest) for name, d in found.items() if d}
    assert shares["bromma"] == pytest.approx((0.8, 0.35))
    assert shares["norrmalm"] == pytest.approx((0.5, 0.5))


def test_swapping_the_sides_mirrors_the_difference() -> None:
    time, end, member = two(56, 70, 48, 80)
    one, other = (difference_at(time, end, m, day=90) for m in (member, ~np.array(member)))
    assert one is not None
    assert other is not None
    assert (one.lower, one.upper) == pytest.approx((-other.upper, -other.lower))
    assert one.p == pytest.approx(other.p)


def test_a_list_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="lika lång"):
        difference_at([1, 2], [0, 1], [True], day=1)


@pytest.mark.parametrize(
    "draws", [300, pytest.param(3000, marks=pytest.mark.slow)], ids=["snabb", "lang"]
)
def test_equal_districts_seldom_differ(draws: int) -> None:
    generator, false = np.random.default_rng(20240331), 0
    member = np.arange(300) < 40
    for _ in range(draws):
        kind = np.where(generator.random(300) < 0.8, 1, 2)
        wait = generator.uniform(0, 120, 300)
        seen = generator.uniform(30, 200, 300)
        found = difference_at(np.minimum(wait, seen), np.where(wait <= seen, kind, 0), member, 90)
        false += found is not None and found.p < 0.05
    assert false / draws == pytest.approx(0.05, abs=0.03 if draws < 1000 else 0.012)

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.statistics.null_reference import SpreadVerdict, null_reference
from pipelines.statistics.small_numbers import Kind
from pipelines.statistics.spread import relative_spread, spread

SIXTY, THREE_HUNDRED = np.full(11, 60), np.full(11, 300)


@pytest.mark.parametrize(
    ("share", "n", "width"),
    [(0.3, SIXTY, 18.3), (0.3, THREE_HUNDRED, 8.3), (0.05, SIXTY, 8.3), (0.05, THREE_HUNDRED, 4.0)],
)
def test_eleven_equal_districts_lie_this_far_apart(
    share: float, n: np.ndarray, width: float
) -> None:
    # known medians of largest minus smallest, from 10 000 draws elsewhere, in steps of 100/n
    found = null_reference(share * n, n, Kind.ANDEL)["width"]
    assert found.median == pytest.approx(width, abs=max(0.4, 50 / n[0]))


def test_equal_rates_of_few_events_seem_to_differ_threefold() -> None:
    found = null_reference([18] * 11, [60] * 11, Kind.KVOT)["ratio"]
    assert 1.8 < found.median < 2.6
    assert found.verdict is SpreadVerdict.SOM_SLUMPEN


def test_the_observed_are_the_spreads_themselves() -> None:
    x, n = np.array([30, 60, 90, 45]), np.array([3000, 4000, 5000, 3500])
    found, plain, both = (
        null_reference(x, n, Kind.KVOT),
        spread(x, n, Kind.KVOT),
        relative_spread(x, n, Kind.KVOT),
    )
    assert [
        found[name].observed for name in ("width", "tau", "ratio", "disparity")
    ] == pytest.approx([plain.width, plain.tau, both.ratio, both.disparity])


def test_a_share_has_no_relative_reference() -> None:
    assert set(null_reference([18, 20], [60, 60], Kind.ANDEL)) == {"width", "tau"}


def test_two_districts_far_apart_are_larger_than_chance_and_two_alike_are_not() -> None:
    n = THREE_HUNDRED
    far = null_reference(np.where(np.arange(11) == 0, 150, 90), n, Kind.ANDEL)
    assert {one.verdict for one in far.values()} == {SpreadVerdict.STORRE}
    assert far["width"].share_at_least == 0.0
    alike = null_reference(np.full(11, 90), n, Kind.ANDEL)
    assert {one.verdict for one in alike.values()} == {SpreadVerdict.SOM_SLUMPEN}
    assert alike["tau"].share_at_least == 1.0


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(1, 600), st.floats(0, 1)), min_size=2, max_size=11),
    st.integers(0, 2**32 - 1),
    st.sampled_from([Kind.ANDEL, Kind.KVOT]),
)
def test_order_changes_no_digit_and_no_number_is_missing(
    districts: list[tuple[int, float]], seed: int, kind: Kind
) -> None:
    n = np.array([size for size, _ in districts])
    x = np.array([round(size * share) for size, share in districts])
    order = np.random.default_rng(seed).permutation(n.size)
    found, moved = (
        null_reference(x, n, kind, draws=200),
        null_reference(x[order], n[order], kind, draws=200),
    )
    for name, one in found.items():
        assert repr(one) == repr(moved[name])
        if name != "ratio":
            assert one.lower <= one.median <= one.upper
            assert np.isfinite([one.observed, one.lower, one.upper, one.share_at_least]).all()
            if one.observed != pytest.approx(one.upper):
                larger = one.observed > one.upper
                assert (one.verdict is not SpreadVerdict.SOM_SLUMPEN) == larger


def test_what_one_of_a_hundred_equal_cities_show_is_worth_a_look_and_no_more() -> None:
    # 117 and 63 of 300 beside nine of 90: Q = 2 · 27² ÷ 63 = 23,1, one in a hundred by chi-square
    x = np.array([117, 63, *([90] * 9)])
    found = null_reference(x, THREE_HUNDRED, Kind.ANDEL)["tau"]
    assert 0.002 < found.share_at_least < 0.025
    assert found.observed > found.upper
    assert found.verdict is SpreadVerdict.TITTA_PA


def test_a_zero_cell_leaves_the_ratio_out_and_its_place_in_the_order_in() -> None:
    found = null_reference([0, 30, 30], [1000, 1000, 1000], Kind.KVOT)["ratio"]
    assert np.isnan(found.observed)
    assert np.isfinite(found.upper)
    assert found.verdict is SpreadVerdict.STORRE
    rare = null_reference([0, 1, 1], [1000, 1000, 1000], Kind.KVOT)["ratio"]
    assert np.isnan(rare.upper)  # most equal districts would have a zero too
    assert rare.share_at_least > 0.5
    assert rare.verdict is SpreadVerdict.SOM_SLUMPEN


def test_the_same_seed_gives_the_same_numbers_and_another_others() -> None:
    x, n = np.full(11, 18), SIXTY
    assert null_reference(x, n, Kind.ANDEL, seed=1) == null_reference(x, n, Kind.ANDEL, seed=1)
    assert null_reference(x, n, Kind.ANDEL, seed=1) != null_reference(x, n, Kind.ANDEL, seed=2)

from __future__ import annotations

import numpy as np
import pytest

from pipelines.statistics.small_numbers import Kind
from pipelines.statistics.spread import spread
from pipelines.statistics.trend import Change, tau_over_time

N = np.full((3, 11), 400)
EQUAL = np.full(11, 240)
APART = np.array([160, 180, 200, 220, 240, 240, 240, 260, 280, 300, 320])


def test_tau_of_each_period_is_the_spreads_own() -> None:
    found = tau_over_time([APART, EQUAL, APART], N, Kind.ANDEL)
    assert found.tau[0] == pytest.approx(spread(APART, N[0], Kind.ANDEL).tau)
    assert found.tau[1] == 0.0
    assert np.all(found.lower <= found.tau)
    assert np.all(found.tau <= found.upper)
    assert found.tau[0] > found.null_upper[0] > 0


def test_districts_that_draw_together_are_said_to() -> None:
    assert tau_over_time([APART, APART, EQUAL], N, Kind.ANDEL).verdict is Change.MINSKAR
    assert tau_over_time([EQUAL, APART, APART], N, Kind.ANDEL).verdict is Change.OKAR
    same = tau_over_time([APART, EQUAL, APART], N, Kind.ANDEL)
    assert same.verdict is Change.INGEN_SAKER
    assert same.change_lower < 0 < same.change_upper
    assert same.change == 0


def test_rates_are_in_their_own_unit() -> None:
    found = tau_over_time([APART, APART], N[:2] * 40, Kind.KVOT, 1000)
    assert found.tau[0] == pytest.approx(spread(APART, N[0] * 40, Kind.KVOT).tau)


def test_the_order_of_the_districts_changes_nothing() -> None:
    order = np.random.default_rng(3).permutation(11)
    one = tau_over_time([APART, EQUAL + 10], N[:2], Kind.ANDEL)
    other = tau_over_time([APART[order], EQUAL + 10], N[:2], Kind.ANDEL)
    assert one.lower.tolist() == other.lower.tolist()
    assert (one.change_lower, one.change_upper) == (other.change_lower, other.change_upper)


def test_a_period_without_districts_to_compare_is_a_gap() -> None:
    hidden = np.full(11, np.nan)
    found = tau_over_time([APART, hidden, APART], N, Kind.ANDEL)
    assert np.isnan([found.tau[1], found.lower[1], found.upper[1], found.null_upper[1]]).all()
    assert found.verdict is Change.INGEN_SAKER
    last = tau_over_time([APART, APART, hidden], N, Kind.ANDEL)
    assert last.verdict is Change.EJ_BEDOMBAR
    assert np.isnan([last.change, last.change_lower, last.change_upper]).all()


def test_a_hidden_district_is_left_out_of_its_period() -> None:
    partly = APART.astype(float)
    partly[0] = np.nan
    found = tau_over_time([partly, APART], N[:2], Kind.ANDEL)
    assert found.tau[0] == pytest.approx(spread(APART[1:], N[0, 1:], Kind.ANDEL).tau)


def test_zero_and_full_districts_have_a_band_of_nothing() -> None:
    found = tau_over_time([np.zeros(11), np.full(11, 400)], N[:2], Kind.ANDEL)
    assert found.upper.tolist() == [0.0, 0.0]
    assert found.verdict is Change.INGEN_SAKER


def test_tables_of_different_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="samma perioder"):
        tau_over_time([APART], N, Kind.ANDEL)

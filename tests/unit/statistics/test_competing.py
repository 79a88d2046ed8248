from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight

from pipelines.statistics.competing import aalen_johansen, weekly_curve
from pipelines.statistics.survival import kaplan_meier
from tests.unit.statistics.reference import cases

CASES = {case["id"]: case for case in cases("competing")}
# syntetiska data: days followed, how it ended (0 open), day of entry
ROWS = st.lists(
    st.tuples(st.integers(1, 60), st.integers(0, 3), st.integers(0, 59)), min_size=1, max_size=40
).map(lambda rows: [(t, e, s if s < t else 0) for t, e, s in rows])


def test_every_reference_case_is_used() -> None:
    assert set(CASES) == {"aalen_johansen_sas", "one_minus_km_overstates"}


def test_reference_case_aalen_johansen_sas() -> None:
    case = CASES["aalen_johansen_sas"]
    data, expected = case["inputs"], case["expected"]
    curve = aalen_johansen(data["T"], data["E"], data["event_of_interest"], days=data["T"])
    np.testing.assert_allclose(curve.value, expected["cif"], atol=case["tolerance"])
    np.testing.assert_allclose(curve.se**2, expected["variance"], atol=case["tolerance"])


def test_reference_case_one_minus_km_overstates() -> None:
    case = CASES["one_minus_km_overstates"]
    data, expected = case["inputs"], case["expected"]
    kind = data["event_of_interest"]
    alone = kaplan_meier(data["T"], np.array(data["E"]) == kind, days=[data["t"]])
    curve = aalen_johansen(data["T"], data["E"], kind, days=[data["t"]])
    assert 1 - alone.value[0] == pytest.approx(expected["one_minus_km"], abs=case["tolerance"])
    assert curve.value[0] == pytest.approx(expected["cif"], abs=case["tolerance"])


def test_a_closed_insats_never_gets_its_follow_up() -> None:
    # ten insatser: four closed on day 10, three followed up on day 20, three open on day 30;
    # three of ten have had it (waiting on for the closed ones would say three of six)
    time, end = [10] * 4 + [20] * 3 + [30] * 3, [2] * 4 + [1] * 3 + [0] * 3
    assert aalen_johansen(time, end, days=[30]).value[0] == pytest.approx(0.3)


def test_without_censoring_the_curve_is_a_plain_share() -> None:
    time, end = [5, 6, 7, 8, 60], [1, 2, 1, 1, 0]
    curve = aalen_johansen(time, end, days=[30])
    assert curve.value[0] == pytest.approx(3 / 5)
    assert curve.se[0] == pytest.approx(np.sqrt(0.6 * 0.4 / 5))
    assert curve.known[0] == 5


def test_late_entry_is_left_out_before_it() -> None:
    # day 5: one of two at risk; day 20: the late one, one of two; 1/2 + 1/2 · 1/2
    curve = aalen_johansen([5, 20, 30], [1, 1, 0], entry=[0, 10, 0])
    assert curve.value.tolist() == pytest.approx([0.5, 0.75])


def test_an_unripe_day_has_no_value() -> None:
    curve = aalen_johansen([10, 40], [1, 0], days=[41])
    assert np.isnan([curve.value[0], curve.lower[0], curve.upper[0], curve.se[0]]).all()


def test_all_followed_up_has_wilsons_limit() -> None:
    # 20 of 20: 20/(20 + 3,8415) = 0,8389
    curve = aalen_johansen([10] * 20, [1] * 20, days=[30])
    assert (curve.value[0], curve.upper[0]) == (1, 1)
    assert curve.lower[0] == pytest.approx(0.8389, abs=1e-4)


def test_what_waits_cannot_be_counted_as_an_end() -> None:
    with pytest.raises(ValueError, match="väntar"):
        aalen_johansen([1], [0], interest=0)


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_the_ends_share_what_is_there(rows: list) -> None:
    time, end, entry = (np.array(c) for c in zip(*rows, strict=True))
    curves = [aalen_johansen(time, end, kind, entry) for kind in (1, 2, 3)]
    total = sum(curve.value for curve in curves) + curves[0].open
    np.testing.assert_allclose(total, np.ones(len(total)), atol=1e-9)
    for kind, curve in enumerate(curves, start=1):
        assert np.all(np.diff(curve.value) >= -1e-12)
        assert np.all((curve.lower >= -1e-12) & (curve.lower <= curve.value + 1e-9))
        assert np.all((curve.upper <= 1 + 1e-12) & (curve.value <= curve.upper + 1e-9))
        alone = kaplan_meier(time, end == kind, entry, days=curve.day)
        assert np.nanmin(1 - alone.value - curve.value, initial=0) >= -1e-9


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_without_other_ends_it_is_one_minus_kaplan_meier(rows: list) -> None:
    time, end, entry = (np.array(c) for c in zip(*rows, strict=True))
    one, other = aalen_johansen(time, end == 1, 1, entry), kaplan_meier(time, end == 1, entry)
    np.testing.assert_allclose(one.value, 1 - other.value, atol=1e-9)
    np.testing.assert_allclose(one.lower, 1 - other.upper, atol=1e-9)
    np.testing.assert_allclose(one.upper, 1 - other.lower, atol=1e-9)


@given(ROWS, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_says_nothing(rows: list, random: object) -> None:
    mixed = rows.copy()
    random.shuffle(mixed)  # type: ignore[attr-defined]
    a, b = (
        aalen_johansen(t, e, entry=s)
        for t, e, s in (zip(*r, strict=True) for r in ([*rows], mixed))
    )
    np.testing.assert_allclose(a.value, b.value)
    np.testing.assert_allclose(a.se, b.se, atol=1e-9)


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_agrees_with_statsmodels(rows: list) -> None:
    time, end, _ = (np.array(c) for c in zip(*rows, strict=True))
    if 1 not in end:
        return
    time = np.r_[time, 99]  # one left at the end: there statsmodels divides by zero
    end = np.r_[end, 0]
    theirs = CumIncidenceRight(time, end)
    ours = aalen_johansen(time, end, days=theirs.times)
    np.testing.assert_allclose(ours.value, theirs.cinc[0], atol=1e-12)
    np.testing.assert_allclose(ours.se, theirs.cinc_se[0], atol=1e-9)


def test_the_weekly_curve_stops_where_fewer_than_ten_remain() -> None:
    # thirty children; ten followed up on day 7, eleven on day 14: nine left in week 3
    time, end = [7] * 10 + [14] * 11 + [100] * 9, [1] * 21 + [0] * 9
    curve = weekly_curve(time, end, range(30), weeks=8)
    assert curve.week.tolist() == [0, 1, 2]
    assert curve.value.tolist() == pytest.approx([0, 10 / 30, 21 / 30])
    assert curve.at_risk.tolist() == [30, 30, 20]


def test_a_week_waits_until_five_children_have_made_a_step() -> None:
    # three in week 1 and two in week 2: the step is shown in week 2, when it is five
    time, end = [3] * 3 + [10] * 2 + [100] * 20, [1] * 5 + [0] * 20
    curve = weekly_curve(time, end, range(25), weeks=4)
    assert curve.week.tolist() == [0, 2]
    assert curve.value.tolist() == pytest.approx([0, 5 / 25])


@pytest.mark.parametrize("at_once", [0, 1, 4, 5, 9])
def test_week_0_is_nothing_however_many_are_followed_up_on_the_first_day(at_once: int) -> None:
    # forty children; the others are followed up on day 80, but for ten who never are
    time = [0] * at_once + [80] * (30 - at_once) + [300] * 10
    curve = weekly_curve(time, [1] * 30 + [0] * 10, range(40), weeks=20)
    assert curve.week[0] == 0
    assert (curve.value[0], curve.lower[0], curve.upper[0]) == (0, 0, 0)
    assert curve.week.tolist() == ([0, 1, 12] if at_once >= 5 else [0, 12])


def test_those_of_the_first_day_are_counted_in_the_first_step() -> None:
    # three on day 0 and two in week 2: the step is shown in week 2, when it is five
    curve = weekly_curve([0] * 3 + [10] * 2 + [100] * 20, [1] * 5 + [0] * 20, range(25), weeks=4)
    assert curve.week.tolist() == [0, 2]
    assert curve.value.tolist() == pytest.approx([0, 5 / 25])


def test_five_insatser_of_one_child_are_no_step() -> None:
    time, end = [3] * 5 + [100] * 20, [1] * 5 + [0] * 20
    curve = weekly_curve(time, end, [0] * 5 + list(range(1, 21)), weeks=4)
    assert curve.week.tolist() == [0]


def test_nine_children_have_no_curve() -> None:
    assert not len(weekly_curve([30] * 9, [1] * 9, range(9), weeks=4).week)


def ended(generator: np.random.Generator, n: int, share: float) -> tuple[np.ndarray, np.ndarray]:
    """Insatser of which the share is followed up by day 90, some closed before, some still open."""
    kind = np.where(generator.random(n) < share, 1, 2)
    # follow-ups spread over the first ninety days, closures over half a year after them
    wait = np.where(kind == 1, generator.uniform(0, 90, n), generator.uniform(0, 270, n))
    seen = generator.uniform(30, 200, n)
    return np.minimum(wait, seen), np.where(wait <= seen, kind, 0)


@pytest.mark.parametrize(("share", "n"), [(0.7, 60), (0.9, 60), (0.9, 150)], ids=str)
@pytest.mark.parametrize(
    "draws", [200, pytest.param(3000, marks=pytest.mark.slow)], ids=["snabb", "lang"]
)
def test_the_limits_hold_the_truth_as_often_as_they_say(draws: int, share: float, n: int) -> None:
    generator = np.random.default_rng(20240331)
    held = 0
    for _ in range(draws):
        curve = aalen_johansen(*ended(generator, n, share), days=[90])
        held += bool(curve.lower[0] <= share <= curve.upper[0])
    assert 0.95 - (0.04 if draws < 1000 else 0.012) <= held / draws <= 0.99

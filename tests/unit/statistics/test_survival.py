from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from pipelines.statistics.risk_sets import number_at_risk
from pipelines.statistics.survival import kaplan_meier, loglog_limits, median, restricted_mean
from tests.unit.statistics.reference import cases

CASES = {case["id"]: case for case in cases("survival")}
# syntetiska data: days followed, 0 open or 1 event, day of entry
ROWS = st.lists(
    st.tuples(st.integers(1, 60), st.integers(0, 1), st.integers(0, 59)), min_size=1, max_size=40
).map(lambda rows: [(t, e, s if s < t else 0) for t, e, s in rows])


def within(case: dict, found: float, expected: float) -> bool:
    return abs(found - expected) <= case["tolerance"] * max(1, abs(expected))


def test_every_reference_case_is_used() -> None:
    assert set(CASES) == {
        "km_g3_control", "km_g3_control_median", "km_g3_control_ci", "km_freireich_median",
        "rmst_t4",
    }  # fmt: skip


def test_reference_case_km_g3_control() -> None:
    case = CASES["km_g3_control"]
    days = [float(day) for day in case["expected"]]
    found = kaplan_meier(case["inputs"]["T"], case["inputs"]["E"], days=days).value
    for value, expected in zip(found, case["expected"].values(), strict=True):
        assert within(case, value, expected)


def test_reference_case_km_g3_control_ci() -> None:
    case = CASES["km_g3_control_ci"]
    curve = kaplan_meier(case["inputs"]["T"], case["inputs"]["E"], days=case["inputs"]["t"])
    for found, name in ((curve.lower, "lower"), (curve.upper, "upper")):
        for value, expected in zip(found, case["expected"][name], strict=True):
            assert within(case, value, expected)


def test_reference_case_km_g3_control_median() -> None:
    case = CASES["km_g3_control_median"]
    assert median(case["inputs"]["T"], case["inputs"]["E"]).value == case["expected"]


def test_reference_case_km_freireich_median() -> None:
    data, expected = (CASES["km_freireich_median"][part] for part in ("inputs", "expected"))
    control = median(data["control_T"], np.ones(len(data["control_T"])))
    assert control.value == expected["control"]
    assert median(data["treat_T"], data["treat_E"]).value == expected["treat"]


def test_reference_case_rmst_t4() -> None:
    case = CASES["rmst_t4"]
    found = restricted_mean(case["inputs"]["T"], case["inputs"]["E"], case["inputs"]["tau"])
    assert within(case, found.value or 0, case["expected"])


def test_a_median_that_is_not_reached_is_not_the_longest_time() -> None:
    # one of four followed up: three quarters still wait when the extract is taken on day 90
    assert median([10, 90, 90, 90], [1, 0, 0, 0]).value is None


def test_only_finished_rows_would_give_too_short_a_median() -> None:
    # three done on days 10, 20, 30, four open on day 40: half is never reached, not on day 20
    time, event = [10, 20, 30, 40, 40, 40, 40], [1, 1, 1, 0, 0, 0, 0]
    assert median(time, event).value is None
    assert kaplan_meier(time, event, days=[30]).value[0] == pytest.approx(4 / 7)


def test_a_row_counts_only_from_the_day_it_came_under_observation() -> None:
    # on day 5 two of three are under observation, on day 20 the late one and the open one
    time, event, entry = [5, 20, 30], [1, 1, 0], [0, 10, 0]
    curve = kaplan_meier(time, event, entry)
    assert curve.at_risk.tolist() == [2, 2]
    assert curve.value.tolist() == pytest.approx([1 / 2, 1 / 4])
    assert number_at_risk(time, [5, 10, 11, 30], entry).tolist() == [2, 1, 2, 1]


def test_a_follow_up_on_the_day_of_the_decision_counts() -> None:
    curve = kaplan_meier([0, 10], [1, 0], entry=[0, 0])
    assert curve.day.tolist() == [0]
    assert curve.value.tolist() == [0.5]


def test_a_curve_at_zero_stays_there_when_late_rows_have_events() -> None:
    # alone at risk on day 2 and followed up then; nobody can be added to zero
    curve = kaplan_meier([2, 9, 9], [1, 1, 0], entry=[0, 5, 5])
    assert curve.value.tolist() == [0, 0]


def test_the_curve_ends_with_the_last_day_seen() -> None:
    curve = kaplan_meier([10, 40], [1, 0], days=[5, 40, 41])
    assert curve.value[:2].tolist() == [1, 0.5]
    assert np.isnan(curve.value[2])
    assert np.isnan(curve.lower[2])
    assert np.isnan(curve.upper[2])


def test_a_mean_is_unknown_past_the_last_day_seen() -> None:
    assert restricted_mean([10, 40], [1, 0], 60).value is None
    # ten days for the one, forty for the other
    assert restricted_mean([10, 40], [1, 0], 40).value == pytest.approx(25)


def test_nobody_yet_has_wilsons_limit() -> None:
    # 0 of 20: z²/(20 + z²) = 3,8415/23,8415 = 0,1611, so at least 83,9 % still wait
    curve = kaplan_meier([50.0] * 20, [0] * 20, days=[30])
    assert (curve.value[0], curve.upper[0]) == (1, 1)
    assert curve.lower[0] == pytest.approx(0.8389, abs=1e-4)


@pytest.mark.parametrize(
    ("time", "event", "entry"),
    [
        ([-1], [1], None),
        ([1, 2], [1], None),
        ([5], [1], [5]),
        ([5], [2], None),
        ([5], [0.5], None),
        ([np.inf], [0], [0]),
    ],
)
def test_impossible_rows_are_refused(time: list, event: list, entry: list | None) -> None:
    with pytest.raises(ValueError, match="ska"):
        kaplan_meier(time, event, entry)


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_the_curve_falls_within_its_limits(rows: list) -> None:
    time, event, entry = (list(column) for column in zip(*rows, strict=True))
    curve = kaplan_meier(time, event, entry)
    assert np.all(np.diff(np.r_[1.0, curve.value]) <= 1e-12)
    for line in (curve.value, curve.lower, curve.upper):
        assert np.all((line >= 0) & (line <= 1))
    assert np.all(curve.lower <= curve.value + 1e-12)
    assert np.all(curve.value <= curve.upper + 1e-12)


@given(ROWS, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_says_nothing(rows: list, random: object) -> None:
    mixed = rows.copy()
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = (kaplan_meier(*(np.array(c) for c in zip(*r, strict=True))) for r in (rows, mixed))
    np.testing.assert_allclose(one.value, other.value)
    np.testing.assert_allclose(one.lower, other.lower)


@given(ROWS, st.integers(1, 5))
@settings(max_examples=40, deadline=None)
def test_one_who_enters_after_the_last_event_changes_nothing(rows: list, late: int) -> None:
    before = kaplan_meier(*(np.array(c) for c in zip(*rows, strict=True)))
    more = [*rows, *[(100 + late, 0, 70)] * late]
    after = kaplan_meier(*(np.array(c) for c in zip(*more, strict=True)))
    np.testing.assert_allclose(before.value, after.value)
    np.testing.assert_allclose(before.upper, after.upper)


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_agrees_with_statsmodels(rows: list) -> None:
    time, event, entry = (np.array(c) for c in zip(*rows, strict=True))
    if not event.any():
        return
    theirs = SurvfuncRight(time, event, entry=np.where(entry == 0, -1, entry))
    ours = kaplan_meier(time, event, entry)
    upto = int(np.argmax(ours.value == 0)) if (ours.value == 0).any() else len(ours.value)
    np.testing.assert_allclose(ours.value[:upto], theirs.surv_prob[:upto])
    np.testing.assert_allclose(ours.se[:upto], theirs.surv_prob_se[:upto])
    np.testing.assert_array_equal(ours.at_risk, theirs.n_risk)


def test_the_median_s_limits_agree_with_statsmodels() -> None:
    data = CASES["km_freireich_median"]["inputs"]
    # lifelines, R and SAS: control 8 (4 to 11) and 6-MP 23 (13 to not reached)
    control = median(data["control_T"], np.ones(21))
    treated = median(data["treat_T"], data["treat_E"])
    assert (control.lower, control.upper) == (4, 11)
    assert (treated.lower, treated.upper) == (13, None)
    with np.errstate(divide="ignore", invalid="ignore"):
        theirs = SurvfuncRight(np.array(data["control_T"]), np.ones(21)).quantile_ci(0.5)
    assert theirs == (4, 11)


def test_wider_confidence_is_wider() -> None:
    narrow, wide = (loglog_limits([0.9], [0.05], [40], z) for z in (1.96, 3.09))
    assert wide[0][0] < narrow[0][0] < narrow[1][0] < wide[1][0]


def exponential(generator: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Waits with mean 60 days, cut by an extract between day 20 and day 200."""
    wait, seen = generator.exponential(60, n), generator.uniform(20, 200, n)
    return np.minimum(wait, seen), (wait <= seen).astype(int)


@pytest.mark.parametrize(
    "draws", [200, pytest.param(3000, marks=pytest.mark.slow)], ids=["snabb", "lang"]
)
def test_the_limits_hold_the_truth_as_often_as_they_say(draws: int) -> None:
    generator, truth = np.random.default_rng(20240331), np.exp(-1)
    held = 0
    for _ in range(draws):
        curve = kaplan_meier(*exponential(generator, 60), days=[60])
        held += bool(curve.lower[0] <= truth <= curve.upper[0])
    # docs/statistik.md: 94,5 %
    assert held / draws == pytest.approx(0.945, abs=0.035 if draws < 1000 else 0.01)

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.statistics.control_charts import Chart, Locked, control_chart, lines, lock
from pipelines.statistics.control_rules import (
    classify,
    part_of_seven,
    seven_one_side,
    seven_trend,
    two_in_three,
)
from tests.unit.statistics.reference import cases

CASES = cases("control_charts")
RULES = {
    "spc_seven_one_side": lambda data: seven_one_side(data["sign"]),
    "spc_part_of_seven": lambda data: part_of_seven(data["flag"]),
    "spc_seven_trend": lambda data: seven_trend(data["y"]),
    "spc_two_in_three": lambda data: two_in_three(data["close"], data["rtm"]),
}
SERIES = st.lists(st.integers(0, 20), min_size=1, max_size=30)


def quarters(n: int, first: int = 2019) -> list[str]:
    return [f"{first + i // 4}-Q{i % 4 + 1}" for i in range(n)]


def xmr(values: list, **more: object) -> Chart:
    return control_chart("xmr", values, quarters(len(values)), **more)  # type: ignore[arg-type]


CALM = [10, 12] * 6  # mean 11, moving range 2 each time: limits 11 ± 5,32, near 11 ± 3,547


@pytest.mark.parametrize(
    "case", [c for c in CASES if c["method"] == "xmr_limits"], ids=lambda case: case["id"]
)
def test_reference_case_of_limits(case: dict) -> None:
    y, expected = case["inputs"]["y"], case["expected"]
    limits = lock("xmr", y, quarters(len(y)), screen=case["inputs"]["screen_outliers"])
    drawn = lines(limits, [1])
    found = {"mean": drawn.centre[0], "lpl": drawn.lower[0], "upl": drawn.upper[0]}
    assert set(expected) == set(found)
    for name, value in expected.items():
        assert abs(found[name] - value) <= case["tolerance"] * max(1, abs(value))


@pytest.mark.parametrize(
    "case", [c for c in CASES if c["method"] in RULES], ids=lambda case: case["id"]
)
def test_reference_case_of_rules(case: dict) -> None:
    assert RULES[case["method"]](case["inputs"]).tolist() == case["expected"]


def test_reference_case_spc_2of3_opposite_sides_end() -> None:
    case = next(c for c in CASES if c["method"] == "spc_point_type")
    y = case["inputs"]["y"]
    limits = lock("xmr", y, quarters(len(y)))
    rules, _ = classify(y, lines(limits, np.ones(len(y))))
    assert case["expected"] == ["common_cause"] * 2
    assert rules[-case["inputs"]["take_last"] :] == ["", ""]


def test_every_reference_case_is_used() -> None:
    assert {c["method"] for c in CASES} == {*RULES, "xmr_limits", "spc_point_type"}
    assert len(CASES) == 11


def test_twelve_calm_quarters_lock_the_limits() -> None:
    chart = xmr(CALM)
    assert (chart.preliminary, chart.signal) == (False, "")
    assert (chart.lines.lower[-1], chart.lines.upper[-1]) == pytest.approx((5.68, 16.32))
    limits = chart.locked[""]
    assert (limits.first, limits.last, limits.points) == ("2019-Q1", "2021-Q4", 12)
    assert (limits.centre, limits.spread) == (11, 2)


def test_eleven_quarters_are_preliminary_and_signal_nothing() -> None:
    chart = xmr([*[10, 12] * 5, 40])
    assert (chart.preliminary, chart.signal, chart.locked) == (True, "", {})
    assert set(chart.rules) == {""}


@pytest.mark.parametrize(
    ("later", "rule", "side"),
    [
        ([17], "utanför", 1),
        ([5], "utanför", -1),
        ([11.5] * 7, "skift", 1),
        ([10.5] * 7, "skift", -1),
        ([11.5] * 5, "", 1),  # with the last calm quarter above the mean: six in a row
        ([8, 8.5, 9, 10.5, 12, 13, 14], "trend", 1),
        ([8, 8.5, 9, 9, 12, 13, 14], "", 1),  # a tie breaks it
        ([15, 15], "två av tre", 1),
        ([10, 15, 15], "", 1),  # the first of the three is on the other side
        ([10, 15, 12, 15], "två av tre", 1),
        ([10, 15, 10, 15], "", 1),  # the one between is on the other side
        ([15, 7], "", -1),  # near, but on opposite sides
        ([10, 15, 15, 12], "", 1),  # the latest point takes no part
        ([8, 9, 10, 11, 12, 13, 17], "utanför", 1),  # outside goes before trend
        ([11.1, 11.2, 11.3, 12, 13, 15, 15.1], "trend", 1),  # before two of three and shift
        ([12, 12, 12, 12, 12, 15, 15], "två av tre", 1),  # before shift
    ],
)
def test_the_latest_quarter_takes_part_in_a_rule(later: list, rule: str, side: int) -> None:
    chart = xmr(CALM + later)
    assert (chart.signal, chart.side) == (rule, side)


def test_an_old_signal_is_not_today_s() -> None:
    chart = xmr([*CALM, 25, 10, 12, 10])
    assert chart.rules[12] == "utanför"
    assert chart.signal == ""


def test_falla_14_limits_stand_still_when_later_quarters_come() -> None:
    stored = xmr(CALM).locked
    later = xmr([*CALM, 30, 40, 50], locked=stored)
    assert later.locked == stored
    assert later.lines.upper.tolist() == pytest.approx([16.32] * 15)
    assert later.locked[""].version == stored[""].version
    # without the stored ones the same twelve quarters give the same limits
    assert xmr([*CALM, 30, 40, 50]).locked == stored


def test_falla_14_a_revised_quarter_does_not_move_the_limits() -> None:
    stored = xmr(CALM).locked
    revised = xmr([10, 16, *CALM[2:]], locked=stored)
    assert revised.lines.upper[0] == pytest.approx(16.32)
    assert xmr([10, 16, *CALM[2:]]).locked[""].version != stored[""].version


def test_limits_are_kept_when_their_quarters_leave_the_window() -> None:
    stored = xmr(CALM).locked
    moved = control_chart("xmr", [20, 20], ["2024-Q1", "2024-Q2"], locked=stored)
    assert (moved.preliminary, moved.signal) == (False, "utanför")


def test_only_a_declared_break_moves_the_limits() -> None:
    values = CALM + [30, 32] * 6
    assert xmr(values).signal == "utanför"
    chart = xmr(values, breaks=["2022-Q1"])
    assert chart.signal == ""
    assert chart.lines.centre.tolist() == [11] * 12 + [31] * 12
    assert list(chart.locked) == ["", "2022-Q1"]
    assert chart.locked["2022-Q1"].first == "2022-Q1"


def test_after_a_break_the_limits_are_preliminary_again() -> None:
    chart = xmr([*CALM, 30, 32, 99], breaks=["2022-Q1"])
    assert (chart.preliminary, chart.signal) == (True, "")
    assert list(chart.locked) == [""]


def test_a_break_in_a_quarter_without_a_point_begins_with_the_next() -> None:
    periods = [q for q in quarters(25) if q != "2022-Q1"]
    chart = control_chart("xmr", CALM + [30, 32] * 6, periods, breaks=["2022-Q1"])
    assert chart.locked["2022-Q1"].first == "2022-Q2"


def test_a_protected_quarter_is_in_no_limit_and_no_rule() -> None:
    chart = xmr([10, 12, np.nan, *CALM[2:], np.nan])
    assert chart.locked[""].centre == 11
    assert np.isnan(chart.lines.upper[2])
    assert (chart.rules[2], chart.signal, chart.side) == ("", "", 0)


def test_a_series_that_never_moves_has_limits_on_its_mean() -> None:
    chart = xmr([0.3] * 12)
    assert (chart.signal, chart.locked[""].spread) == ("", 0)
    assert set(chart.rules) == {""}
    assert xmr([0.3] * 12 + [0.4]).signal == "utanför"


def test_the_share_s_limits_follow_each_quarter_s_n() -> None:
    # 90 % of 100 and of 400: ± 3·√(0,09/n) = 9 and 4,5 percentage points
    n = [100, 400] * 6
    chart = control_chart("p", [90, 360] * 6, quarters(12), n)
    assert chart.lines.lower[:2].tolist() == pytest.approx([0.81, 0.855])
    assert chart.lines.upper[:2].tolist() == pytest.approx([0.99, 0.945])
    assert chart.lines.near_lower[:2].tolist() == pytest.approx([0.84, 0.87])
    low = control_chart("p", [*[90, 360] * 6, 340], quarters(13), [*n, 400])
    assert low.signal == "utanför"
    few = control_chart("p", [*[90, 360] * 6, 85], quarters(13), [*n, 100])
    assert few.signal == ""


def test_the_rate_s_limits_follow_each_quarter_s_n() -> None:
    # 4 a thousand on 9 and 36 thousand: ± 3·√(4/n) = 2 and 1
    chart = control_chart("u", [36, 144] * 6, quarters(12), [9, 36] * 6)
    assert chart.lines.lower[:2].tolist() == pytest.approx([2, 3])
    assert chart.lines.upper[:2].tolist() == pytest.approx([6, 5])


def test_limits_of_a_share_stay_within_it() -> None:
    chart = control_chart("p", [9] * 12, quarters(12), [10] * 12)
    assert chart.lines.upper.max() == 1
    assert control_chart("u", [1] * 12, quarters(12), [1] * 12).lines.lower.min() == 0


def test_a_stored_limit_reads_back_as_it_was() -> None:
    limits = lock("xmr", [1, 2, 4], quarters(3))
    again = Locked(**json.loads(json.dumps(vars(limits))))
    assert again == limits


@pytest.mark.parametrize(
    ("kind", "values", "n"),
    [("p", [3], None), ("p", [3], [2]), ("p", [3], [0]), ("u", [-1], [5]), ("xmr", [1, 2], None)],
)
def test_impossible_charts_are_refused(kind: str, values: list, n: list | None) -> None:
    with pytest.raises(ValueError, match=r"ska|behöver"):
        control_chart(kind, values, ["2024-Q1"], n)  # type: ignore[arg-type]


def test_periods_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="stigande"):
        control_chart("xmr", [1, 2], ["2024-Q2", "2024-Q1"])


def test_limits_of_another_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="annat slags"):
        control_chart("p", [1], ["2024-Q1"], [2], locked=xmr(CALM).locked)


@given(SERIES)
@settings(max_examples=80, deadline=None)
def test_limits_surround_the_mean_of_what_they_rest_on(values: list[int]) -> None:
    chart = xmr(values)
    assert np.all(chart.lines.lower <= chart.lines.centre)
    assert np.all(chart.lines.centre <= chart.lines.upper)
    assert chart.lines.centre[0] == pytest.approx(np.mean(values[:12]))


@given(SERIES)
@settings(max_examples=80, deadline=None)
def test_turning_the_series_upside_down_turns_the_side(values: list[int]) -> None:
    up, down = xmr(values), xmr([-v for v in values])
    assert up.rules == down.rules
    assert up.side == -down.side


@given(SERIES)
@settings(max_examples=80, deadline=None)
def test_what_is_seen_today_does_not_depend_on_tomorrow(values: list[int]) -> None:
    whole = xmr(values)
    for end in range(12, len(values) + 1):
        assert xmr(values[:end]).locked == whole.locked

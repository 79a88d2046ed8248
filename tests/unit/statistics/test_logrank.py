from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import survdiff

from pipelines.statistics.logrank import each_against_rest, logrank
from tests.unit.statistics.reference import cases

CASES = {case["id"]: case for case in cases("logrank")}
# syntetiska data: days followed, 0 open or 1 event, group
ROWS = st.lists(
    st.tuples(st.integers(1, 30), st.integers(0, 1), st.sampled_from("abc")),
    min_size=4,
    max_size=60,
)


def test_every_reference_case_is_used() -> None:
    assert set(CASES) == {"logrank_freireich", "logrank_g3"}


def test_reference_case_logrank_freireich() -> None:
    case = CASES["logrank_freireich"]
    data, expected = case["inputs"], case["expected"]
    found = logrank(
        data["control_T"] + data["treat_T"],
        data["control_E"] + data["treat_E"],
        ["kontroll"] * 21 + ["6-MP"] * 21,
    )
    assert found.chi2 == pytest.approx(expected["chi2"], abs=case["tolerance"] * expected["chi2"])
    assert found.p == pytest.approx(expected["p"], abs=case["tolerance"])
    # the tolerance above holds for any small p; this one is the published number's own rounding
    assert found.p == pytest.approx(4.17e-5, abs=0.005e-5)
    assert found.degrees == 1


def test_reference_case_logrank_g3() -> None:
    case = CASES["logrank_g3"]
    data = case["inputs"]
    groups = ["behandlade"] * len(data["T1"]) + ["kontroll"] * len(data["T2"])
    found = logrank(data["T1"] + data["T2"], data["E1"] + data["E2"], groups)
    assert found.p == pytest.approx(case["expected"]["p"], abs=case["tolerance"])


def test_a_table_small_enough_for_a_pencil() -> None:
    # a: event day 1, open day 3; b: event day 2, open day 3. Day 1: 2 of 4 are a's, expected 1/2;
    # day 2: 1 of 3, expected 1/3. Variance 1/4 + 2/9 = 17/36, gap 1 - 5/6 = 1/6, chi² = 1/17.
    found = logrank([1, 3, 2, 3], [1, 0, 1, 0], ["a", "a", "b", "b"])
    assert found.chi2 == pytest.approx(1 / 17)
    each = each_against_rest([1, 3, 2, 3], [1, 0, 1, 0], ["a", "a", "b", "b"])
    assert each.group == ("a", "b")
    assert each.observed.tolist() == [1, 1]
    assert each.expected.tolist() == pytest.approx([5 / 6, 7 / 6])
    assert (each.z**2).tolist() == pytest.approx([1 / 17, 1 / 17])
    assert each.z[0] > 0 > each.z[1]


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_each_against_rest_is_the_test_of_two(rows: list) -> None:
    time, event, group = (np.array(c) for c in zip(*rows, strict=True))
    each = each_against_rest(time, event, group)
    for place, name in enumerate(each.group):
        two = logrank(time, event, np.where(group == name, "den", "övriga"))
        assert two.chi2 == pytest.approx(each.z[place] ** 2, abs=1e-8)
        assert 0 <= each.p[place] <= each.p_holm[place] <= 1
    assert each.observed.sum() == pytest.approx(each.expected.sum())


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_agrees_with_statsmodels(rows: list) -> None:
    time, event, group = (np.array(c) for c in zip(*rows, strict=True))
    ours = logrank(time, event, group)
    if ours.degrees == 0 or ours.degrees < len(np.unique(group)) - 1:
        return  # a group at risk on no day: statsmodels' covariance cannot be inverted
    assert ours.chi2 == pytest.approx(survdiff(time, event, group)[0], rel=1e-6, abs=1e-9)


def test_rounding_adds_no_degree_of_freedom() -> None:
    # day 1: one of nine is b's and has the event, expected 1/9: (8/9)²/(8/81) = 8; on day 2 only
    # a's are left and their events say nothing about the difference
    time, event = [1, 1, 1, 2, 2, 2, 2, 2, 2], [0, 0, 1, 0, 0, 0, 1, 1, 1]
    found = logrank(time, event, ["a", "a", "b", *"aaaaaa"])
    assert (found.chi2, found.degrees) == (pytest.approx(8), 1)


def test_agrees_with_statsmodels_on_late_entries() -> None:
    generator = np.random.default_rng(1)
    entry = generator.integers(0, 20, 200)
    time, event = entry + generator.integers(1, 40, 200), generator.integers(0, 2, 200)
    group = generator.choice(list("abcd"), 200)
    theirs = survdiff(time, event, group, entry=np.where(entry == 0, -1, entry))
    ours = logrank(time, event, group, entry)
    assert ours.chi2 == pytest.approx(theirs[0])
    assert ours.p == pytest.approx(theirs[1])


def test_holm_allows_for_eleven_tests() -> None:
    generator = np.random.default_rng(2)
    names = [f"stadsdel {i:02d}" for i in range(11)]
    each = each_against_rest(generator.exponential(50, 660), np.ones(660), np.repeat(names, 60))
    smallest = int(np.argmin(each.p))
    assert each.p_holm[smallest] == pytest.approx(min(1, 11 * each.p[smallest]))


@pytest.mark.parametrize("event", [[0, 0, 0], [1, 1, 1]])
def test_one_group_or_no_event_says_nothing(event: list[int]) -> None:
    found = logrank([1, 2, 3], event, ["a"] * 3 if any(event) else ["a", "b", "c"])
    assert (found.chi2, found.degrees, found.p) == (0, 0, 1)


def test_nobody_says_nothing() -> None:
    assert logrank([], [], []).p == 1
    assert each_against_rest([], [], []).group == ()


@pytest.mark.parametrize(("event", "group"), [([2], ["a"]), ([1], ["a", "b"])])
def test_impossible_rows_are_refused(event: list[int], group: list[str]) -> None:
    with pytest.raises(ValueError, match="ska vara"):
        logrank([1], event, group)


@pytest.mark.parametrize(
    ("each", "false", "draws", "margin"),
    [
        (60, 0.06, 200, 0.04),
        # with few events a district the test of eleven rejects somewhat too often
        pytest.param(25, 0.075, 2000, 0.015, marks=pytest.mark.slow),
        pytest.param(120, 0.055, 2000, 0.015, marks=pytest.mark.slow),
    ],
)
def test_eleven_equal_districts_seldom_differ(
    each: int, false: float, draws: int, margin: float
) -> None:
    generator, group = np.random.default_rng(20240331), np.repeat(np.arange(11), each)
    found = 0
    for _ in range(draws):
        time = generator.exponential(50, len(group))
        found += logrank(time, np.ones(len(group)), group).p < 0.05
    assert found / draws == pytest.approx(false, abs=margin)

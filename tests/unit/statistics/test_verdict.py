from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pipelines.statistics.verdict import Verdict, compare_rates, compare_shares, judge

SIZES = st.lists(st.integers(1, 900), min_size=2, max_size=13)


@st.composite
def cities(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Districts of any sizes and shares; x and n."""
    n = np.array(draw(SIZES))
    part = np.array(draw(st.lists(st.floats(0, 1), min_size=n.size, max_size=n.size)))
    return np.round(part * n), n


def test_a_share_by_hand() -> None:
    # syntetiska data: 1 of 10 against 19 of 30;
    # of 847 660 528 ways to draw ten, 3 543 956 hold 0 or 1
    found = compare_shares([1], [10], 20, 40)
    assert found.p_value[0] == pytest.approx(2 * 3_543_956 / 847_660_528)
    assert found.direction[0] == -1


def test_a_rate_by_hand() -> None:
    # half the children and 1 of 10 events: 11 of the 1024 ways to share them out
    found = compare_rates([1, 9], [500, 500], 10, 1000)
    assert found.p_value == pytest.approx([22 / 1024, 22 / 1024])
    assert found.direction.tolist() == [-1, 1]


def test_insatser_of_the_same_children_weigh_less() -> None:
    # 20 insatser of 10 children with two each are 10 events, not 20
    plain, clustered = (compare_rates([2], [500], 20, 1000, effect) for effect in (1, 2))
    assert clustered.p_value[0] == pytest.approx(22 / 1024)
    assert plain.p_value[0] < clustered.p_value[0]


def test_a_share_of_the_same_children_weighs_less() -> None:
    # 1 of 10 against 19 of 30 is 2,637 standard deviations; with room for 1,44 it is 2,198
    found = compare_shares([1], [10], 20, 40, 1.44)
    assert found.p_value[0] == pytest.approx(2 * stats.norm.sf(2.6367 / 1.2), rel=1e-3)
    assert found.direction[0] == -1
    assert compare_shares([5], [10], 20, 40, 1.44).p_value[0] == 1.0
    with pytest.raises(ValueError, match="minst 1"):
        compare_shares([1], [10], 20, 40, 0.5)


@given(cities())
def test_a_share_is_fishers_test(city: tuple[np.ndarray, np.ndarray]) -> None:
    x, n = city
    found = compare_shares(x, n, x.sum(), n.sum())
    rest_x, rest_n = x.sum() - x[0], n.sum() - n[0]
    side = "less" if found.direction[0] < 0 else "greater"
    table = [[x[0], n[0] - x[0]], [rest_x, rest_n - rest_x]]
    one = stats.fisher_exact(np.array(table, dtype=int), side).pvalue
    expected = 1.0 if found.direction[0] == 0 else min(1.0, 2 * one)
    assert found.p_value[0] == pytest.approx(expected, rel=1e-7, abs=1e-12)
    assert np.isfinite(found.p_value).all()


@given(cities())
def test_the_complement_is_judged_alike_and_the_other_way(
    city: tuple[np.ndarray, np.ndarray],
) -> None:
    x, n = city
    found = compare_shares(x, n, x.sum(), n.sum())
    mirror = compare_shares(n - x, n, (n - x).sum(), n.sum())
    assert mirror.p_value == pytest.approx(found.p_value, rel=1e-8, abs=1e-13)
    assert mirror.direction.tolist() == (-found.direction).tolist()


@given(cities(), st.integers(0, 2**32 - 1))
def test_the_order_of_the_districts_changes_nothing(
    city: tuple[np.ndarray, np.ndarray], seed: int
) -> None:
    x, n = city
    order = np.random.default_rng(seed).permutation(n.size)
    for compare in (compare_shares, compare_rates):
        found = compare(x, n, x.sum(), n.sum())
        moved = compare(x[order], n[order], x.sum(), n.sum())
        assert moved.p_value.tolist() == found.p_value[order].tolist()


@given(cities())
def test_a_rate_is_the_binomial_of_its_part(city: tuple[np.ndarray, np.ndarray]) -> None:
    x, n = city
    found = compare_rates(x, n, x.sum(), n.sum())
    lean = x[0] * n.sum() - n[0] * x.sum()
    binomial = stats.binom(int(x.sum()), n[0] / n.sum())
    tail = binomial.cdf(x[0]) if lean < 0 else binomial.sf(x[0] - 1)
    expected = 1.0 if lean == 0 else min(1.0, 2 * tail)
    assert found.p_value[0] == pytest.approx(expected, rel=1e-7, abs=1e-12)


def test_a_standardised_ratio_is_judged_with_its_expected_counts() -> None:
    # 40 observed, 20,0 expected, of the city's 200
    found = compare_rates([40], [20.0], 200, 200.0)
    assert found.p_value[0] == pytest.approx(2 * stats.binom.sf(39, 200, 0.1))


def test_zero_full_and_empty_cities_have_nothing_to_tell_apart() -> None:
    for x in (0, 50):
        assert compare_shares([x, x], [50, 50], 2 * x, 100).p_value.tolist() == [1.0, 1.0]
    assert compare_rates([0, 0], [50, 50], 0, 100).p_value.tolist() == [1.0, 1.0]


def test_the_verdicts_at_both_levels() -> None:
    # rest of the city 500 of 1000; 100 in the district, 50 expected
    x = np.array([50, 60, 61, 66, 67, 40, 39, 34, 33])
    found = [judge(compare_shares([one], [100], one + 500, 1100), [100]) for one in x.tolist()]
    assert [one.code[0] for one in found] == [
        Verdict.VANTAD, Verdict.VANTAD, Verdict.TITTA_PA, Verdict.TITTA_PA, Verdict.SKILJER_UPP,
        Verdict.VANTAD, Verdict.TITTA_PA, Verdict.TITTA_PA, Verdict.SKILJER_NER,
    ]  # fmt: skip
    assert [int(one.direction[0]) for one in found] == [0, 1, 1, 1, 1, -1, -1, -1, -1]


def test_a_cell_that_is_not_shown_is_not_compared() -> None:
    state = ["visad", "for_fa", "skyddad", "strukturell_nolla", "ej_mogen", "saknas"]
    x = [90, 9, np.nan, np.nan, np.nan, np.nan]
    n = [100, 19, np.nan, np.nan, np.nan, np.nan]
    found = judge(compare_shares(x, n, 300, 1000), n, state)
    assert found.code.tolist() == [
        "skiljer_sig_upp", "for_fa", "skyddad", "ej_jamforbar", "ej_jamforbar", "ej_jamforbar",
    ]  # fmt: skip
    assert found.reason.tolist() == ["", "", "", "strukturell_nolla", "ej_mogen", "saknas"]
    assert np.isnan(found.p_value).tolist() == [False, True, True, True, True, True]
    assert found.direction.tolist() == [1, 0, 0, 0, 0, 0]


def test_falla_48_a_protected_cell_gives_nothing_away_even_when_its_figure_is_known() -> None:
    found = judge(compare_shares([90], [100], 300, 1000), [100], ["skyddad"], ["brott i serien"])
    assert (found.code[0], found.direction[0], found.reason[0]) == ("skyddad", 0, "")
    assert np.isnan(found.p_value[0])


def test_twenty_children_are_compared_and_nineteen_are_not() -> None:
    found = judge(compare_shares([19, 20], [19, 20], 100, 1000), [19, 20])
    assert found.code.tolist() == ["for_fa", "skiljer_sig_upp"]


def test_falla_12_the_rest_of_the_city_holds_what_no_district_has() -> None:
    # the districts have 90 of 100 and 300 of 500; central has 280 of 300 more
    summed = compare_shares([90], [100], 390, 600)
    whole = compare_shares([90], [100], 670, 900)
    assert summed.p_value[0] < whole.p_value[0]
    assert whole.p_value[0] == pytest.approx(2 * stats.hypergeom.sf(89, 900, 670, 100))


def test_a_given_reason_and_a_city_of_one_district_are_said() -> None:
    test = compare_shares([90, 90], [100, 100], [300, 90], [1000, 100])
    found = judge(test, [100, 100], reason=["annan_rutin", ""])
    assert found.code.tolist() == ["ej_jamforbar", "ej_jamforbar"]
    assert found.reason.tolist() == ["annan_rutin", "ingen_ovrig_stad"]


def test_totals_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="täljaren"):
        compare_shares([30], [100], 20, 1000)
    with pytest.raises(ValueError, match="stadens rad"):
        compare_rates([30], [100], 20, 1000)
    with pytest.raises(ValueError, match="designeffekten"):
        compare_rates([3], [100], 20, 1000, 0.5)

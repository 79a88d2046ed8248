from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from pipelines.statistics.multiplicity import any_false_alarm, benjamini_hochberg, bonferroni, holm
from tests.unit.statistics.reference import by_id, same

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_reference_case_of_fifteen_tests() -> None:
    case = by_id("multiplicity", "bh_1995_example")
    p, q = case["inputs"]["p"], case["inputs"]["q"]
    got = {
        "bh_rejections": int((benjamini_hochberg(p) <= q).sum()),
        "bonferroni_rejections": int((bonferroni(p) <= q).sum()),
    }
    assert same(got, case["expected"], case["tolerance"])


def test_reference_case_of_eleven_districts() -> None:
    case = by_id("multiplicity", "false_alarm_11")
    got = any_false_alarm(case["inputs"]["k"], case["inputs"]["alpha"]).tolist()
    assert same(got, case["expected"], case["tolerance"])


@settings(max_examples=20)  # statsmodels' Holm takes 60 ms
@given(P_VALUES)
def test_adjusted_values_are_statsmodels(p: list[float]) -> None:
    for ours, theirs in (
        (holm, "holm"),
        (benjamini_hochberg, "fdr_bh"),
        (bonferroni, "bonferroni"),
    ):
        assert ours(p) == pytest.approx(multipletests(p, method=theirs)[1], abs=1e-12)


@given(P_VALUES, st.randoms(use_true_random=False))
def test_the_order_of_the_districts_changes_nothing(p: list[float], random: object) -> None:
    order = np.random.default_rng(random.randrange(2**32)).permutation(len(p))  # type: ignore[attr-defined]
    for adjust in (holm, benjamini_hochberg):
        assert adjust(np.array(p)[order]) == pytest.approx(adjust(p)[order])


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03]).tolist() == pytest.approx([0.03, 0.06, 0.06])


def test_a_test_that_was_not_made_does_not_count() -> None:
    for adjust in (holm, benjamini_hochberg, bonferroni):
        found = adjust([0.01, np.nan, 0.04])
        assert np.isnan(found[1])
        assert found[[0, 2]] == pytest.approx(adjust([0.01, 0.04]))
    assert np.isnan(benjamini_hochberg([np.nan])).all()


def test_what_is_no_probability_is_refused() -> None:
    with pytest.raises(ValueError, match="p-värde"):
        holm([0.2, 1.1])

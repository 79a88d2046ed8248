from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pipelines.statistics.proportions import Z95
from pipelines.statistics.standardising import smr
from tests.unit.statistics.reference import cases, same


@pytest.mark.parametrize("case", cases("standardising"), ids=lambda case: case["id"])
def test_reference_case(case: dict[str, Any]) -> None:
    given = case["inputs"]
    found = smr([sum(given["count"])], [given["pop"]], given["refcount"], given["refpop"], Z95)
    got = {
        "observed": found.observed[0], "expected": found.expected[0], "ratio": found.ratio.value[0],
        "lower95": found.ratio.lower[0], "upper95": found.ratio.upper[0],
    }  # fmt: skip
    assert same(got, case["expected"], case["tolerance"])


# syntetiska data: two ages by two sexes; the city's rates are 1, 2, 4 and 10 per cent
CITY_CHILDREN = np.array([[1000, 1000], [1000, 500]])
CITY_COUNTS = np.array([[10, 20], [40, 50]])
YOUNG, OLD = [[300, 300], [100, 50]], [[100, 100], [300, 200]]


def test_expected_by_hand_with_the_crude_rate_beside() -> None:
    found = smr([18, 35], [YOUNG, OLD], CITY_COUNTS, CITY_CHILDREN)
    assert found.expected == pytest.approx([3 + 6 + 4 + 5, 1 + 2 + 12 + 20])
    assert found.ratio.value == pytest.approx([1.0, 1.0])
    # the same need, and yet two crude rates: 18 of 750 and 35 of 700 children
    assert found.crude.value == pytest.approx([24.0, 50.0])
    assert found.city_crude == pytest.approx(120 / 3500 * 1000)


def test_the_districts_together_are_expected_what_the_city_has() -> None:
    parts = np.stack([CITY_CHILDREN * 0.2, CITY_CHILDREN * 0.3, CITY_CHILDREN * 0.5])
    assert smr([1, 2, 3], parts, CITY_COUNTS, CITY_CHILDREN).expected.sum() == pytest.approx(120)


def test_a_stratum_of_need_is_one_more_axis() -> None:
    children = np.stack([CITY_CHILDREN / 2, CITY_CHILDREN / 2], axis=-1)
    counts = np.stack([CITY_COUNTS * 0.25, CITY_COUNTS * 0.75], axis=-1)
    needy = np.stack([np.zeros((2, 2)), CITY_CHILDREN / 10], axis=-1)
    found = smr([12], needy[np.newaxis], counts, children)
    assert found.expected[0] == pytest.approx(120 / 10 * 1.5)


def test_where_nothing_is_expected_there_is_no_ratio_but_a_crude_rate() -> None:
    found = smr([0, 0], [YOUNG, OLD], np.zeros((2, 2)), CITY_CHILDREN)
    assert np.isnan(found.ratio.value).all()
    assert found.crude.value.tolist() == [0.0, 0.0]


def test_an_empty_stratum_counts_for_nothing() -> None:
    city_children, city_counts = CITY_CHILDREN.copy(), CITY_COUNTS.copy()
    city_children[1, 1] = city_counts[1, 1] = 0
    own = np.array([YOUNG])
    own[0, 1, 1] = 0
    assert smr([18], own, city_counts, city_children).expected[0] == pytest.approx(13)


@pytest.mark.parametrize(
    ("own", "children", "message"),
    [
        ([YOUNG], CITY_CHILDREN[:1], "olika indelning"),
        ([YOUNG, OLD], CITY_CHILDREN, "olika indelning"),
        ([YOUNG], CITY_CHILDREN * [[1, 1], [1, 0]], "saknar barn"),
        ([np.negative(YOUNG)], CITY_CHILDREN, "negativa"),
    ],
)
def test_tables_that_do_not_fit_are_refused(own: Any, children: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        smr([18], own, CITY_COUNTS, children)

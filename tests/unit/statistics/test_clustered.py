from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statistics.clustered import (
    alike_effect,
    clustered_rate,
    design_effect,
    effective_share,
    widened,
)
from pipelines.statistics.rates import rate


def test_the_design_effect_by_hand() -> None:
    # 6 children with one insats, 3 with two, 1 with four: 16 insatser, 6 + 3·4 + 1·16 = 34
    assert design_effect([[6, 3, 0, 1], [5, 0, 0, 0], [0, 0, 0, 0]]).tolist() == [34 / 16, 1.0, 1.0]


def test_the_limits_are_pushed_out_by_its_root() -> None:
    found, plain = clustered_rate([[6, 3, 0, 1]], [1000]), rate([16], [1000])
    root = np.sqrt(34 / 16)
    assert found.value[0] == plain.value[0] == 16.0
    assert found.upper[0] - 16 == pytest.approx(root * (plain.upper[0] - 16))
    assert 16 - found.lower[0] == pytest.approx(root * (16 - plain.lower[0]))


def test_insatser_of_few_children_are_never_fewer_than_none() -> None:
    assert clustered_rate([[0, 0, 0, 0, 1]], [100]).lower[0] == 0.0


@given(st.lists(st.integers(0, 60), min_size=1, max_size=6), st.integers(1, 30_000))
def test_more_insatser_per_child_never_look_surer(children: list[int], people: int) -> None:
    found = clustered_rate([children], [people])
    total = sum(f * count for f, count in enumerate(children, 1))
    plain = rate([total], [people])
    assert 0 <= found.lower[0] <= plain.lower[0] * (1 + 1e-12)
    assert plain.upper[0] <= found.upper[0] * (1 + 1e-12)
    if not any(children[1:]):
        assert found.upper[0] == pytest.approx(plain.upper[0])


def test_negative_children_are_refused() -> None:
    with pytest.raises(ValueError, match="negativt"):
        clustered_rate([[-1, 2]], [100])


def test_from_totals_alone_the_effect_is_twice_the_rows_per_child_less_one() -> None:
    # the handbook's 24 insatser of 16 children: 12 with one and 4 with three, 48 / 24
    assert alike_effect([24], [16]).tolist() == design_effect([[12, 0, 4]]).tolist() == [2.0]
    assert alike_effect([16, 0], [16, 0]).tolist() == [1.0, 1.0]


def test_a_child_on_both_sides_of_a_share_brings_the_effect_down() -> None:
    # 20 beslut of 10 children: all alike, or all ten with one of each
    assert alike_effect([20, 20], [10, 20]).tolist() == [3.0, 1.0]


def test_rows_without_a_child_are_refused() -> None:
    with pytest.raises(ValueError, match="rader utan barn"):
        alike_effect([3], [0])


@pytest.mark.parametrize("alone", [0.5, 0.73, 0.95])
def test_for_numbers_that_fall_off_geometrically_it_is_the_effect_itself(alone: float) -> None:
    f = np.arange(1, 200)
    children = alone * (1 - alone) ** (f - 1)
    found = alike_effect([children @ f], [children.sum()])
    assert found[0] == pytest.approx(design_effect([children])[0])


def test_a_share_keeps_its_value_on_fewer_rows() -> None:
    x, n = effective_share([90, 10, 0], [100, 25, 0], [1.6, 1.6, 1.6])
    assert n.tolist() == [62, 15, 0]  # 62,5 and 15,625 rounded down
    assert (x[:2] / n[:2]).tolist() == pytest.approx([0.9, 0.4])


def test_limits_are_widened_by_the_root() -> None:
    found = widened(rate([16], [4000]), 4.0)
    assert found.value[0] == 4.0
    plain = rate([16], [4000])
    assert found.upper[0] - 4 == pytest.approx(2 * (plain.upper[0] - 4))
    with pytest.raises(ValueError, match="minst 1"):
        widened(plain, 0.9)

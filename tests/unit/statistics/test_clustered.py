from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.statistics.clustered import clustered_rate, design_effect
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

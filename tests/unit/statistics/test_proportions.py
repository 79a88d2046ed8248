from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from pipelines.statistics.proportions import Z95, Z998, wilson

CASES = json.loads(
    (Path(__file__).parents[2] / "golden" / "stat_cases_wilson.json").read_text(encoding="utf-8")
)


LEVELS = {"lower": Z95, "upper": Z95, "lower95": Z95, "upper95": Z95, "lower998": Z998,
          "upper998": Z998}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_reference_case(case: dict) -> None:
    x, n = case["inputs"]["x"], case["inputs"]["n"]
    limits = {name: value for name, value in case["expected"].items() if name in LEVELS}
    assert limits, "ett referensfall utan gränser prövar ingenting"
    for name, expected in limits.items():
        low, high = wilson([x], [n], LEVELS[name])
        found = low[0] if name.startswith("lower") else high[0]
        assert found == pytest.approx(expected, abs=max(case["tolerance"], 1e-12))


def test_nothing_of_something_has_no_negative_zero() -> None:
    low, high = wilson([0, 10], [10, 10])
    assert low[0] == 0.0
    assert not np.signbit(low[0])
    assert high[1] == 1.0


def test_a_share_of_nothing_has_no_interval() -> None:
    low, high = wilson([0], [0])
    assert np.isnan(low[0])
    assert np.isnan(high[0])


@pytest.mark.parametrize(("x", "n"), [(11, 10), (-1, 10)])
def test_an_impossible_numerator_is_refused(x: int, n: int) -> None:
    with pytest.raises(ValueError, match="täljaren"):
        wilson([x], [n])


def test_the_city_of_2023() -> None:
    low, high = wilson([5048], [5547])
    # the formula in exact arithmetic, and scipy's binomtest(...).proportion_ci(method="wilson")
    assert low[0] == pytest.approx(0.9022254, abs=1e-6)
    assert high[0] == pytest.approx(0.9172900, abs=1e-6)

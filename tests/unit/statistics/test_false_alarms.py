from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from pipelines.statistics.control_charts import Kind, control_chart, lines, lock
from pipelines.statistics.control_rules import classify
from pipelines.statistics.false_alarms import P_AND_U, XMR, false_alarms


def in_control(kind: Kind, generator: np.random.Generator, points: int) -> tuple:
    """Syntetiska data: a series in which nothing changes, and its denominators."""
    if kind == "xmr":
        return generator.normal(size=points), None
    if kind == "p":
        n = generator.integers(80, 240, points)
        return generator.binomial(n, 0.9), n
    n = generator.uniform(3, 12, points)
    return generator.poisson(6 * n), n


def share(kind: Kind, points: int, draws: int, seed: int = 12) -> float:
    generator = np.random.default_rng(seed)
    periods = [f"{i:03d}" for i in range(points)]
    chart = partial(control_chart, kind)
    signals = 0
    for _ in range(draws):
        values, n = in_control(kind, generator, points)
        signals += chart(values, periods, n).signal != ""
    return signals / draws


def test_eleven_charts_of_twenty_quarters() -> None:
    # 11 · 0,0612 = 0,67 charts; 1 - (1 - 0,0612)^11 = 50 %
    assert false_alarms("xmr", [20] * 11) == pytest.approx((0.673, 0.501), abs=0.001)
    # 11 · 0,0411 = 0,45; 37 %
    assert false_alarms("p", [20] * 11) == pytest.approx((0.452, 0.370), abs=0.001)


def test_young_charts_cannot_alarm() -> None:
    assert false_alarms("u", [0, 5, 11]) == (0, 0)


def test_charts_of_different_age_add_up() -> None:
    assert false_alarms("xmr", [12, 13, 11]).expected == pytest.approx(0.0146 + 0.0293)


@pytest.mark.parametrize("points", [[-1], [12.5], [np.nan]])
def test_impossible_numbers_of_points_are_refused(points: list) -> None:
    with pytest.raises(ValueError, match="helt tal"):
        false_alarms("xmr", points)


def test_the_chance_never_falls_with_more_points() -> None:
    assert list(XMR) == sorted(XMR)
    assert list(P_AND_U) == sorted(P_AND_U)


@pytest.mark.parametrize(("kind", "expected"), [("xmr", 0.061), ("p", 0.041), ("u", 0.041)])
def test_the_table_is_what_charts_in_control_do(kind: Kind, expected: float) -> None:
    # 500 charts of 20 points: standard error about 0,01
    assert share(kind, 20, 500) == pytest.approx(expected, abs=0.03)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "points", "expected"),
    [("xmr", 12, 0.0146), ("xmr", 14, 0.0336), ("xmr", 20, 0.0612), ("xmr", 40, 0.0612),
     ("p", 12, 0.0049), ("p", 16, 0.0233), ("p", 20, 0.0411), ("u", 20, 0.0411), ("u", 32, 0.0411)],
)  # fmt: skip
def test_the_table_is_what_many_charts_in_control_do(
    kind: Kind, points: int, expected: float
) -> None:
    assert share(kind, points, 4000) == pytest.approx(expected, abs=0.011)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("points", "any_point", "latest"), [(12, 0.073, 0.0146), (20, 0.15, 0.013)]
)
def test_only_the_latest_points_cut_the_false_alarms(
    points: int, any_point: float, latest: float
) -> None:
    """As in the literature: limits from all points of the chart, every point counted."""
    generator, periods = np.random.default_rng(5), [f"{i:03d}" for i in range(points)]
    anywhere = last = 0
    for _ in range(4000):
        values = generator.normal(size=points)
        rules, _ = classify(values, lines(lock("xmr", values, periods), np.ones(points)))
        anywhere += any(rules)
        last += rules[-1] != ""
    assert anywhere / 4000 == pytest.approx(any_point, abs=0.015)
    assert last / 4000 == pytest.approx(latest, abs=0.006)

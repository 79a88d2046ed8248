"""Time of a million cells of each interval, and of the verdicts and spreads of many charts.

`python -m benchmarks.statistics` prints wall and processor seconds; the last column sets Wilson
against statsmodels' own.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from pipelines.statistics.funnel import rate_limits, share_limits
from pipelines.statistics.null_reference import null_reference
from pipelines.statistics.proportions import Z95, Z998, wilson
from pipelines.statistics.rates import poisson
from pipelines.statistics.small_numbers import Kind
from pipelines.statistics.spread import spread
from pipelines.statistics.verdict import compare_shares, judge

CELLS = 1_000_000
CHARTS = 400
SEED = 5


def clock(work: Callable[[], object], times: int = 3) -> tuple[float, float]:
    """Least wall and processor seconds of a few runs: the machine is shared."""
    best = (float("inf"), float("inf"))
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        best = (
            min(best[0], time.perf_counter() - wall),
            min(best[1], time.process_time() - cpu),
        )
    return best


def main() -> None:
    from statsmodels.stats.proportion import proportion_confint

    rng = np.random.default_rng(SEED)
    city_n = rng.integers(1000, 8000, CELLS)
    n = np.floor(city_n * rng.uniform(0.03, 0.2, CELLS))
    city_x = np.floor(city_n * rng.uniform(0.02, 0.98, CELLS))
    x = np.floor(n * rng.random(CELLS))
    events = rng.poisson(rng.exponential(60, CELLS))

    ours = clock(lambda: wilson(x, n))
    million = {
        "Wilson, 95 %": ours,
        "exakt under 10, Byar från 10, 95 %": clock(lambda: poisson(events)),
        "trattens linjer, andel, 99,8 %": clock(lambda: share_limits(n, city_x, city_n, Z998)),
    }
    beside = {
        "trattens linjer, andel, 95 %": clock(lambda: share_limits(n, city_x, city_n, Z95)),
        "trattens linjer, kvot, 99,8 %": clock(lambda: rate_limits(n, city_x, city_n, Z998)),
        "prov mot övriga staden, andel": clock(
            lambda: judge(compare_shares(x, n, *rest(x, n, city_x, city_n)), n), 1
        ),
    }
    theirs = clock(lambda: proportion_confint(x, n, method="wilson"))
    charts = clock(lambda: spreads(rng), 1)
    print(f"{CELLS:,} cells; seconds: wall, processor".replace(",", " "))
    for name, (wall, cpu) in {**million, **beside, "statsmodels' Wilson": theirs}.items():
        print(f"{name:<40}{wall:8.3f}{cpu:8.3f}")
    for word, place in (("wall", 0), ("processor", 1)):
        total = sum(one[place] for one in million.values())
        print(f"the first three together, {word}: {total:.2f} (at most 2)")
    print(f"Wilson ÷ statsmodels' Wilson: {ours[1] / theirs[1]:.2f}")
    print(f"{CHARTS} charts' spreads with 2000 draws each{charts[0]:8.3f}{charts[1]:8.3f}")


def rest(x: np.ndarray, n: np.ndarray, city_x: np.ndarray, city_n: np.ndarray) -> list[np.ndarray]:
    """City totals that hold the district's own counts."""
    return [np.clip(city_x, x, city_n - (n - x)), city_n]


def spreads(rng: np.random.Generator) -> None:
    """Spread and its null reference of many charts of eleven districts, none like another."""
    for _ in range(CHARTS):
        size = rng.integers(100, 1200, 11)
        drawn = rng.binomial(size, 0.8)
        spread(drawn, size, Kind.ANDEL)
        null_reference(drawn, size, Kind.ANDEL)


if __name__ == "__main__":
    main()

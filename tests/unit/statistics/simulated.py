"""How the intervals and verdicts behave over many made-up cities, all with fixed seeds.

The simulation tests assert bounds on these numbers. The tables of docs/statistik.md are printed by
`python -m tests.unit.statistics.simulated`.
"""

from __future__ import annotations

import sys

import numpy as np

from pipelines.statistics.arrays import Floats
from pipelines.statistics.clustered import clustered_rate
from pipelines.statistics.null_reference import SpreadVerdict, null_reference
from pipelines.statistics.proportions import Z95, Z998, newcombe, wilson
from pipelines.statistics.rates import poisson, rate_difference, rate_ratio
from pipelines.statistics.small_numbers import Kind
from pipelines.statistics.standardising import smr
from pipelines.statistics.trend import tau_over_time
from pipelines.statistics.verdict import DIFFERS_AT, LOOK_AT, compare_rates, compare_shares

SEED = 20261
DRAWS = 200_000

# the sample's own districts, decisions of 2024 (syntetiska data)
SIZES = np.array([393, 702, 479, 625, 617, 1064, 213, 347, 344, 390, 454])
CHILDREN = np.array([17500, 20500, 12400, 25400, 17900, 22300, 11400, 22900, 9900, 8500, 21200])


def covered(low: Floats, high: Floats, true: float | Floats) -> float:
    """Part of the intervals that hold the true value; one that does not exist holds all."""
    low, high = np.nan_to_num(low, nan=-np.inf), np.nan_to_num(high, nan=np.inf)
    return float(np.mean((low <= true) & (true <= high)))


def wilson_coverage(n: int, p: float, z: float, draws: int = DRAWS) -> float:
    x = np.random.default_rng(SEED).binomial(n, p, draws)
    return covered(*wilson(x, np.full(draws, n), z), p)


def newcombe_coverage(
    n1: int, p1: float, n2: int, p2: float, z: float, draws: int = DRAWS
) -> float:
    rng = np.random.default_rng(SEED)
    found = newcombe(rng.binomial(n1, p1, draws), n1, rng.binomial(n2, p2, draws), n2, z)
    return covered(found.lower, found.upper, p1 - p2)


def poisson_coverage(mean: float, z: float, draws: int = DRAWS) -> float:
    return covered(*poisson(np.random.default_rng(SEED).poisson(mean, draws), z), mean)


def ratio_coverage(mean1: float, mean2: float, z: float, draws: int = DRAWS) -> float:
    rng = np.random.default_rng(SEED)
    found = rate_ratio(rng.poisson(mean1, draws), 1000, rng.poisson(mean2, draws), 5000, z)
    return covered(found.lower, found.upper, 5 * mean1 / mean2)


def rate_difference_coverage(mean1: float, mean2: float, z: float, draws: int = DRAWS) -> float:
    rng = np.random.default_rng(SEED)
    found = rate_difference(rng.poisson(mean1, draws), 1000, rng.poisson(mean2, draws), 5000, z)
    return covered(found.lower, found.upper, mean1 - mean2 / 5)


def clustered_coverage(children: float, z: float, draws: int = DRAWS) -> float:
    """Children with one to four insatser, 55, 25, 12 and 8 per cent of them."""
    means = children * np.array([0.55, 0.25, 0.12, 0.08])
    counts = np.random.default_rng(SEED).poisson(means, (draws, 4))
    found = clustered_rate(counts, np.full(draws, 1000.0), z)
    return covered(found.lower, found.upper, float(means @ [1, 2, 3, 4]))


def smr_coverage(z: float, draws: int = DRAWS) -> float:
    """A district with 1,3 times the events that its ages would give; the city's table is large."""
    city_x, city_n = (
        np.array([[400, 300], [900, 700]]),
        np.array([[40_000, 38_000], [30_000, 29_000]]),
    )
    own = np.array([[500, 450], [900, 850]])
    expected = float((own * city_x / city_n).sum())
    x = np.random.default_rng(SEED).poisson(1.3 * expected, draws)
    found = smr(x, np.broadcast_to(own, (draws, 2, 2)), city_x, city_n, z)
    return covered(found.ratio.lower, found.ratio.upper, 1.3)


def share_charts(true: Floats, sizes: np.ndarray, level: float, charts: int) -> np.ndarray:
    """Which districts differ from the rest at the level, shape (charts, k)."""
    x = np.random.default_rng(SEED).binomial(sizes, true, (charts, sizes.size))
    city = np.repeat(x.sum(axis=1), sizes.size)
    test = compare_shares(x.ravel(), np.tile(sizes, charts), city, sizes.sum())
    return (test.p_value <= level).reshape(x.shape)


def rate_charts(true: Floats, children: np.ndarray, level: float, charts: int) -> np.ndarray:
    """As `share_charts`, for rates."""
    x = np.random.default_rng(SEED).poisson(true * children, (charts, children.size))
    city = np.repeat(x.sum(axis=1), children.size)
    test = compare_rates(x.ravel(), np.tile(children, charts), city, children.sum())
    return (test.p_value <= level).reshape(x.shape)


def power(base: float, planted: float, size: int, charts: int) -> tuple[float, float]:
    """How often one district of that size, among ten that are alike, is found at each level."""
    sizes = np.append(SIZES[:10], size)
    true = np.append(np.full(10, base), planted)
    found = [
        share_charts(true, sizes, level, charts)[:, -1].mean() for level in (DIFFERS_AT, LOOK_AT)
    ]
    return float(found[0]), float(found[1])


def null_level(
    share: float, sizes: np.ndarray, kind: Kind, cities: int
) -> dict[str, tuple[float, float]]:
    """How often equal districts' spread is said to be worth a look or more, and larger."""
    rng, found = np.random.default_rng(SEED), []
    for _ in range(cities):
        drawn = rng.binomial(sizes, share) if kind is Kind.ANDEL else rng.poisson(sizes * share)
        found.append(null_reference(drawn, sizes, kind))
    verdicts = {name: [one[name].verdict for one in found] for name in found[0]}
    return {
        name: (
            float(np.mean([one is not SpreadVerdict.SOM_SLUMPEN for one in given])),
            float(np.mean([one is SpreadVerdict.STORRE for one in given])),
        )
        for name, given in verdicts.items()
    }


def tau_coverage(tau: float, cities: int) -> float:
    """How often the band of τ holds the spread of these very districts, in percentage points."""
    rng, hits = np.random.default_rng(SEED), 0
    apart = np.linspace(-1, 1, SIZES.size)
    away = SIZES / SIZES.sum()
    for _ in range(cities):
        true = rng.permutation(apart)
        true -= away @ true
        # the true τ: what the estimator gives when nothing is drawn
        grown = (away @ true**2) / (1 - (away**2).sum())
        true = 0.7 + true * tau / np.sqrt(grown)
        found = tau_over_time([rng.binomial(SIZES, true)], [SIZES], Kind.ANDEL, draws=400)
        hits += int(found.lower[0] <= 100 * tau <= found.upper[0])
    return hits / cities


def per_cent(value: float, digits: int = 1) -> str:
    """Swedish per cent with a decimal comma."""
    return f"{100 * value:.{digits}f}".replace(".", ",") + " %"


def coverage_rows() -> list[tuple[str, str, float, float]]:
    """What is estimated, the case, and the coverage at 95 and 99,8 %."""
    rows: list[tuple[str, str, float, float]] = []

    def add(name: str, case: str, at95: float, at998: float) -> None:
        rows.append((name, case, at95, at998))

    for n, p in (
        (20, 0.5),
        (30, 0.91),
        (60, 0.05),
        (300, 0.05),
        (300, 0.91),
        (900, 0.91),
        (900, 0.5),
    ):
        case = f"n = {n}, sann andel {per_cent(p, 0)}"
        add("andel (Wilson)", case, wilson_coverage(n, p, Z95), wilson_coverage(n, p, Z998))
    for one in (
        (30, 0.8, 5000, 0.9),
        (300, 0.8, 5000, 0.91),
        (300, 0.91, 5000, 0.91),
        (900, 0.62, 5000, 0.76),
    ):
        case = f"n = {one[0]} mot {one[2]}, {per_cent(one[1], 0)} mot {per_cent(one[3], 0)}"
        add(
            "skillnad i andel (Newcombe)",
            case,
            newcombe_coverage(*one, Z95),
            newcombe_coverage(*one, Z998),
        )
    for mean in (1, 5, 9, 12, 40, 300):
        case = f"{mean} väntade händelser"
        add(
            "antal och kvot (exakt, Byar från 10)",
            case,
            poisson_coverage(mean, Z95),
            poisson_coverage(mean, Z998),
        )
    for a, b in ((2, 30), (8, 40), (40, 300)):
        case = f"{a} och {b} väntade händelser"
        add("kvot genom kvot", case, ratio_coverage(a, b, Z95), ratio_coverage(a, b, Z998))
        add(
            "kvot minus kvot",
            case,
            rate_difference_coverage(a, b, Z95),
            rate_difference_coverage(a, b, Z998),
        )
    for children in (20, 100, 500):
        case = f"{children} väntade barn med 1–4 insatser"
        add(
            "insatser per barn (Dobson)",
            case,
            clustered_coverage(children, Z95),
            clustered_coverage(children, Z998),
        )
    add(
        "standardiserad kvot (SMR)",
        "cirka 68 väntade händelser",
        smr_coverage(Z95),
        smr_coverage(Z998),
    )
    return rows


PLANTED = [
    ("egen regi", 0.912, 0.80, 344),
    ("egen regi", 0.912, 0.965, 383),
    ("uppföljning i tid", 0.76, 0.62, 900),
    ("uppföljning i tid", 0.76, 0.88, 300),
    ("anmälan inom 14 dagar", 0.92, 0.81, 700),
    ("anmälan inom 14 dagar", 0.92, 0.98, 386),
    ("utredning inom fyra månader", 0.85, 0.68, 500),
    ("utredning inom fyra månader", 0.85, 0.94, 450),
    ("barnet deltog", 0.58, 0.42, 400),
    ("barnet deltog", 0.58, 0.72, 344),
]
SPREADS = {
    "width": "största minus minsta",
    "tau": "τ",
    "ratio": "största genom minsta",
    "disparity": "olikhetsindex",
}


def table(head: list[str], rows: list[list[str]]) -> str:
    """One table of Markdown; all columns but the first to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def coverage_table() -> str:
    rows = [
        [f"{name}: {case}", per_cent(a), per_cent(b, 2)] for name, case, a, b in coverage_rows()
    ]
    return table(["skattning och fall", "95 %", "99,8 %"], rows)


def false_verdict_table() -> str:
    rows, charts = [], 20_000
    for p in (0.05, 0.5, 0.912, 0.97):
        wrong = [share_charts(np.full(11, p), SIZES, at, charts) for at in (DIFFERS_AT, LOOK_AT)]
        rows.append([f"andel {per_cent(p)}", *false_verdicts(wrong)])
    for rate in (0.0003, 0.002, 0.02):
        wrong = [
            rate_charts(np.full(11, rate), CHILDREN, at, charts) for at in (DIFFERS_AT, LOOK_AT)
        ]
        per_1000 = f"{1000 * rate:g}".replace(".", ",")
        rows.append([f"{per_1000} per 1 000 barn", *false_verdicts(wrong)])
    head = ["lika i alla elva", "diagram med någon utpekad", "diagram med någon värd att titta på"]
    return table([*head, "utpekad, per stadsdel"], rows)


def false_verdicts(wrong: list[np.ndarray]) -> list[str]:
    differs, look = wrong
    charts = (per_cent(one.any(axis=1).mean()) for one in (differs, look))
    return [*charts, per_cent(differs.mean(), 2)]


def power_table() -> str:
    rows = []
    for name, base, planted, size in PLANTED:
        found = [per_cent(one) for one in power(base, planted, size, 4000)]
        case = f"{name}: {per_cent(planted)} mot {per_cent(base)}, n = {size}"
        rows.append([case, *found])
    return table(["planterad skillnad", "skiljer sig (99,8 %)", "minst värd att titta på"], rows)


def spread_table() -> str:
    rows = []
    for name, share, sizes, kind in (
        ("andel 91,2 %", 0.912, SIZES, Kind.ANDEL),
        ("andel 50 %", 0.5, SIZES, Kind.ANDEL),
        ("2 per 1 000 barn", 0.002, CHILDREN, Kind.KVOT),
    ):
        for which, (look, differs) in null_level(share, sizes, kind, 1000).items():
            rows.append([f"{name}: {SPREADS[which]}", per_cent(look), per_cent(differs)])
    return table(["lika i alla elva", "minst värd att titta på", "större än slumpen"], rows)


def tau_table() -> str:
    taus = (0.0, 0.01, 0.03, 0.06)
    rows = [[f"{100 * tau:.0f}", per_cent(tau_coverage(tau, 1000))] for tau in taus]
    return table(["sann τ, procentenheter", "bandet (95 %) täcker"], rows)


TABLES = (coverage_table, false_verdict_table, power_table, spread_table, tau_table)

if __name__ == "__main__":
    sys.stdout.write("\n".join(make() for make in TABLES))

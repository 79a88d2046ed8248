"""Children with several beslut, and chance districts beside a planted one; all with fixed seeds.

`test_simulation_clusters.py` asserts bounds on these numbers. The two tables of docs/statistik.md
are printed by `python -m tests.unit.statistics.simulated_clusters`.
"""

from __future__ import annotations

import sys

import numpy as np

from pipelines.statistics.clustered import alike_effect
from pipelines.statistics.verdict import DIFFERS_AT, compare_shares
from tests.unit.statistics.simulated import SEED, SIZES, per_cent, table

ALONE = 0.73  # of the children have one row, and so on: 1,37 rows a child, as beslut in the sample
# the sample's F1 of 2023 (syntetiska data): districts, then central and unknown
DUE = np.array([351, 596, 382, 513, 524, 913, 178, 305, 307, 339, 386, 47, 15])
JARVA, KUNGSHOLMEN, CENTRAL = 5, 6, 11


def alike_charts(alike: float, share: float, charts: int) -> tuple[float, float, float]:
    """Equal districts whose children have several rows, a part of them saying all the same.

    Returns:
        Part of the charts that show a district at 99,8 % without the factor and with it, and the
        mean factor.
    """
    rng = np.random.default_rng(SEED)
    shown, effects = np.zeros((2, charts)), np.zeros(charts)
    children = np.round(SIZES * ALONE).astype(int)
    district = np.repeat(np.arange(SIZES.size), children)
    for chart in range(charts):
        rows = rng.geometric(ALONE, district.size)
        same = rng.random(district.size) < alike
        hits = np.where(same, rows * (rng.random(district.size) < share), rng.binomial(rows, share))
        x, n = (np.bincount(district, weights=one) for one in (hits, rows))
        sides = (hits > 0).sum() + (hits < rows).sum()
        effects[chart] = alike_effect(n.sum(), sides)[0]
        for place, effect in enumerate((1.0, effects[chart])):
            test = compare_shares(x, n, x.sum(), n.sum(), effect)
            shown[place, chart] = (test.p_value <= DIFFERS_AT).any()
    return float(shown[0].mean()), float(shown[1].mean()), float(effects.mean())


def beside_planted(effect: float, charts: int, jarva: float = 0.62) -> tuple[float, float]:
    """F1 of a year with Järva and Kungsholmen planted: charts that show one of the nine others.

    Returns:
        That part of the charts, and the part in which Kungsholmen differs.
    """
    true = np.full(DUE.size, 0.76)
    true[JARVA], true[KUNGSHOLMEN] = jarva, 0.88
    x = np.random.default_rng(SEED).binomial(DUE, true, (charts, DUE.size))
    city = np.repeat(x.sum(axis=1), DUE.size)
    test = compare_shares(x.ravel(), np.tile(DUE, charts), city, DUE.sum(), effect)
    differs = (test.p_value <= DIFFERS_AT).reshape(x.shape)
    chance = np.delete(differs[:, :CENTRAL], [JARVA, KUNGSHOLMEN], axis=1)
    return float(chance.any(axis=1).mean()), float(differs[:, KUNGSHOLMEN].mean())


def alike_table() -> str:
    rows = []
    for share in (0.76, 0.912):
        for alike in (0.0, 0.5, 1.0):
            without, with_, effect = alike_charts(alike, share, 2000)
            case = f"andel {per_cent(share)}, {per_cent(alike, 0)} av barnen"
            factor = f"{effect:.2f}".replace(".", ",")
            rows.append([case, factor, per_cent(without), per_cent(with_)])
    head = ["lika stadsdelar; så många barns rader är alltid lika", "faktor"]
    return table([*head, "någon utpekad utan faktorn", "med faktorn"], rows)


def planted_table() -> str:
    rows = []
    for effect in (1.0, 1.4):
        chance, found = beside_planted(effect, 20_000)
        none, _ = beside_planted(effect, 20_000, jarva=0.76)
        factor = f"{effect:.1f}".replace(".", ",")
        rows.append([factor, per_cent(none), per_cent(chance), per_cent(found)])
    head = ["faktor", "någon av de nio, om Järva vore som de", "någon av de nio, med Järva på 62 %"]
    return table([*head, "Kungsholmen hittas"], rows)


if __name__ == "__main__":
    sys.stdout.write(alike_table() + "\n" + planted_table())

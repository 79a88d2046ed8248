"""L1: how far apart the districts are, beside what equal districts of these sizes would show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import pandas as pd

from pipelines.publication.comparisons.clusters import Effects, effect_of
from pipelines.publication.comparisons.subjects import CHART, Subject, usable
from pipelines.statistics.arrays import Floats
from pipelines.statistics.clustered import effective_share
from pipelines.statistics.null_reference import Reference, null_reference
from pipelines.statistics.spread import spread

LEAST: Final = 3  # districts; the spread of two is a difference, and needs no reference
COLUMNS: Final = [
    *CHART, "stadsdelar", "bredd", "tau", "q", "i2", "p",
    "bredd_slump_median", "bredd_slump_undre", "bredd_slump_ovre", "bredd_utslag",
    "tau_slump_median", "tau_slump_undre", "tau_slump_ovre", "tau_utslag",
    "kvot", "kvot_slump_median", "kvot_slump_undre", "kvot_slump_ovre", "kvot_utslag",
    "olikhet", "olikhet_slump_median", "olikhet_slump_undre", "olikhet_slump_ovre",
    "olikhet_utslag", "designeffekt",
]  # fmt: skip


def spreads(
    among: pd.DataFrame, subjects: Mapping[str, Subject], effects: Effects | None
) -> Iterator[tuple[object, ...]]:
    """One row a chart with at least three districts, in the order of `COLUMNS`.

    Args:
        among: the districts' cells.
        subjects: how each measure is compared.
        effects: design effects, or None; a chart whose effect is not known has no spread.

    Yields:
        Width and τ in percentage points, or the rate's unit. `kvot` (largest ÷ smallest) and
        `olikhet` (index of disparity, per cent) are for rates only: of a share they would say one
        thing of it and another of its complement.
    """
    for key, chart in usable(among).groupby(CHART, sort=True):
        matt, dimension, value, period = map(str, key)
        effect, one = effect_of(effects, matt, period), subjects[matt]
        if len(chart) < LEAST or np.isnan(effect):
            continue
        x, n = worth(chart, one, effect)
        found = spread(x, n, one.kind, one.per)
        chance = null_reference(x, n, one.kind, one.per)
        yield (
            *(matt, dimension, value, period, len(chart)),
            *(found.width, found.tau, found.q, found.i2, found.p_value),
            *_beside(chance["width"]),
            *_beside(chance["tau"]),
            *_relative(chance.get("ratio")),
            *_relative(chance.get("disparity")),
            effect,
        )


def worth(cells: pd.DataFrame, subject: Subject, effect: float) -> tuple[Floats, Floats]:
    """Numerators and denominators, brought down to as many independent rows as they are worth."""
    x, n = (cells[name].astype("float64").to_numpy() for name in ("taljare", "namnare"))
    if subject.is_share:
        return effective_share(x, n, effect)
    return np.asarray(x / effect), np.asarray(n / effect)


def _beside(chance: Reference) -> tuple[float, float, float, str]:
    return chance.median, chance.lower, chance.upper, str(chance.verdict)


def _relative(chance: Reference | None) -> tuple[float, float, float, float, str]:
    if chance is None:
        return (*(float("nan"),) * 4, "")
    return chance.observed, *_beside(chance)

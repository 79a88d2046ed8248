"""L4: τ period by period, and whether it changes within a stretch that no break divides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import pandas as pd

from pipelines.measures import Measure
from pipelines.publication.comparisons import breaks
from pipelines.publication.comparisons.clusters import Effects, effect_of
from pipelines.publication.comparisons.spreads import worth
from pipelines.publication.comparisons.subjects import CHART, SERIES, Subject, usable
from pipelines.statistics.arrays import Floats
from pipelines.statistics.trend import tau_over_time

KINDS: Final = ("ar", "halvar")  # quarters are for control charts
COLUMNS: Final = [
    *CHART, "periodslag", "stracka", "brott", "tau", "undre", "ovre", "slump_ovre",
    "forandring", "forandring_undre", "forandring_ovre", "utslag",
]  # fmt: skip
_TWO: Final = 2  # periods; one has no change


def trends(
    among: pd.DataFrame, subjects: Mapping[str, Subject], measures: Mapping[str, Measure],
    periods: pd.DataFrame, effects: Effects | None,
) -> Iterator[tuple[object, ...]]:  # fmt: skip
    """One row a series and period, in the order of `COLUMNS`.

    Args:
        among: the districts' cells.
        subjects: how each measure is compared.
        measures: the measures by id; their YAML declares the breaks.
        periods: `dim_period` (period, slag, fran, till).
        effects: design effects, or None; a period whose effect is not known is left out.

    Yields:
        `stracka` numbers the unbroken stretches and `brott` marks the first period of each but
        the first. The change and its verdict are those of the period's stretch, from its first
        to its last period; a stretch of one period has none.
    """
    calendar = periods[periods["slag"].isin(KINDS)].sort_values(["fran", "period"])
    cells = usable(among).merge(calendar, on="period")
    for (matt, dimension, value, kind), rows in cells.groupby([*SERIES, "slag"], sort=True):
        one, known = subjects[str(matt)], calendar[calendar["slag"] == kind]
        wider = {period: effect_of(effects, str(matt), period) for period in known["period"]}
        seen = [p for p in known["period"] if p in set(rows["period"]) and wider[p] == wider[p]]
        if len(seen) < _TWO:
            continue
        known = known[known["period"].isin(seen)]
        number = breaks.stretches(known, breaks.of_change(measures, str(matt)))
        for stretch in dict.fromkeys(number):
            inside = [p for p, s in zip(known["period"], number, strict=True) if s == stretch]
            x, n = _tables(rows, one, inside, wider)
            over = tau_over_time(x, n, one.kind, one.per)
            change = (over.change, over.change_lower, over.change_upper, str(over.verdict))
            for place, period in enumerate(inside):
                parts = (over.tau, over.lower, over.upper, over.null_upper)
                yield (
                    *(matt, dimension, value, period, kind, stretch, stretch > 1 and place == 0),
                    *(float(part[place]) for part in parts),
                    *change,
                )


def _tables(
    rows: pd.DataFrame, subject: Subject, periods: list[str], wider: Mapping[str, float]
) -> tuple[Floats, Floats]:
    """Numerators and denominators at what they are worth, periods × districts; nan if hidden."""
    units = sorted(rows["enhet"].unique())
    x, n = (np.full((len(periods), len(units)), np.nan) for _ in range(2))
    for place, period in enumerate(periods):
        cells = rows[rows["period"] == period]
        at = np.searchsorted(units, cells["enhet"])
        x[place, at], n[place, at] = worth(cells, subject, wider[period])
    return x, n

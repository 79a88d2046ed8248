"""The interval of each shown share and rate, with room for rows of the same child."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipelines.measures import Measure
from pipelines.publication.comparisons.clusters import ALONE, by_chart, effect_of
from pipelines.publication.comparisons.subjects import compared
from pipelines.publication.status import Status
from pipelines.statistics.clustered import widened
from pipelines.statistics.proportions import Z95, wilson
from pipelines.statistics.rates import rate


def with_intervals(
    cells: pd.DataFrame, measures: Mapping[str, Measure], effects: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The cells with `varde`, `undre` and `ovre` of the compared measures' shown cells.

    Args:
        cells: the published cells; of a rate both numerator and denominator.
        measures: the measures by id.
        effects: the design effects of `clusters.design_effects`; None takes rows as independent,
            as does a measure and period that they do not hold.

    Returns:
        A copy. A share is a fraction of one with Wilson's limits; a rate is per 1 000, or per one,
        with exact limits below ten events and Byar's from ten. Other cells stay as they are.
    """
    found = cells.copy()
    subjects = compared(measures)
    wider = None if effects is None else by_chart(effects)
    shown = (cells["status"] == Status.VISAD) & (cells["namnare"].fillna(0) > 0)
    for id_, one in subjects.items():
        rows = cells[shown & (cells["matt"] == id_)]
        if rows.empty:
            continue
        x, n = (np.array(rows[name].astype("float64")) for name in ("taljare", "namnare"))
        given = np.array([effect_of(wider, id_, str(period)) for period in rows["period"]])
        effect = np.where(np.isnan(given), ALONE, given)
        if one.is_share:
            value = x / n
            lower, upper = wilson(x, n, Z95 * np.sqrt(effect))
        else:
            value, lower, upper = widened(rate(x, n, Z95, one.per), effect)
        for name, part in (("varde", value), ("undre", np.maximum(lower, 0.0)), ("ovre", upper)):
            found.loc[rows.index, name] = part
    return found

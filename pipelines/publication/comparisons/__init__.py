"""The comparisons that are published beside the figures, of shown cells and public facts alone.

Nothing here sees a number that a reader does not, but for the design effects: one number a measure
and period for the whole city, published with the rest. Whoever has the figures can compute it all.
What is made follows from which cells there are: a measure that the plan takes up is compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pipelines.measures import Measure
from pipelines.publication.comparisons.charts import COLUMNS as CHARTS
from pipelines.publication.comparisons.charts import LIMITS, control_charts
from pipelines.publication.comparisons.clusters import COLUMNS as EFFECTS
from pipelines.publication.comparisons.clusters import by_chart, design_effects
from pipelines.publication.comparisons.curves import curves, first_follow_ups
from pipelines.publication.comparisons.intervals import with_intervals
from pipelines.publication.comparisons.spreads import COLUMNS as SPREADS
from pipelines.publication.comparisons.spreads import spreads
from pipelines.publication.comparisons.standardised import standardise
from pipelines.publication.comparisons.subjects import compared
from pipelines.publication.comparisons.trends import COLUMNS as TRENDS
from pipelines.publication.comparisons.trends import trends
from pipelines.publication.comparisons.verdicts import verdicts
from pipelines.publication.status import Status

__all__ = [
    "compare", "curves", "design_effects", "first_follow_ups", "standardise", "with_intervals",
]  # fmt: skip


def compare(
    cells: pd.DataFrame,
    measures: Mapping[str, Measure],
    districts: Sequence[str],
    periods: pd.DataFrame,
    effects: pd.DataFrame | None = None,
    limits: pd.DataFrame | None = None,
) -> dict[str, pd.DataFrame]:
    """The tables `utslag` (L2), `spridning` (L1), `forandring` (L4) and `styrdiagram`.

    Args:
        cells: the published cells (`cells.publish`); a rate carries numerator and denominator.
        measures: the measures by id; `subjects.subject` says which are compared, and how.
        districts: codes of the districts that are compared with each other.
        periods: `dim_period` (period, slag, fran, till).
        effects: the design effects of `clusters.design_effects`; None takes all rows as
            independent.
        limits: `styrgranser` of an earlier night, whose control limits stand; None locks anew.

    Returns:
        Also `styrgranser`, the limits to give back the next night, and `designeffekt`. Shares and
        limits are fractions of one, rates in their own unit; widths and τ of shares are percentage
        points. Deterministic: the draws have a fixed seed.
    """
    subjects = compared(measures)
    cells = cells.astype({"taljare": "float64", "namnare": "float64"})
    known = _counted(cells[cells["matt"].isin(subjects)])
    among = known[known["enhet"].isin(districts)]
    wider = None if effects is None else by_chart(effects)
    drawn, locked = control_charts(cells, measures, districts, periods, wider, limits)
    return {
        "utslag": verdicts(known, among, subjects, wider),
        "spridning": pd.DataFrame(spreads(among, subjects, wider), columns=SPREADS),
        "forandring": pd.DataFrame(
            trends(among, subjects, measures, periods, wider), columns=TRENDS
        ),
        "styrdiagram": pd.DataFrame(drawn, columns=CHARTS),
        "styrgranser": pd.DataFrame(locked, columns=LIMITS),
        "designeffekt": pd.DataFrame(columns=EFFECTS) if effects is None else effects[EFFECTS],
    }


def _counted(cells: pd.DataFrame) -> pd.DataFrame:
    """Without tables that describe many by a rounded number: there are no counts to compare."""
    describes = (cells["status"] == Status.VISAD) & cells["taljare"].isna()
    tables = [cells["matt"], cells["dimension"]]
    return cells[~describes.groupby(tables).transform("any")]

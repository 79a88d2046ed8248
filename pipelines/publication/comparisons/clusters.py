"""How much the rows of one child say the same: the city's design effect, one a measure and period.

The only number here that is not computed from shown cells. It is made of the whole city's rows and
children, at least twenty of each, rounded upwards to one decimal, and published as it is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import pandas as pd

from pipelines.measures import Measure
from pipelines.publication.comparisons.subjects import CITY, Subject, compared
from pipelines.publication.status import Status
from pipelines.statistics.clustered import alike_effect

COLUMNS: Final = ["matt", "period", "faktor"]
FROM: Final = 20  # rows and children in the city
STEP: Final = 0.1
LEAST: Final = 1.1  # where a child can have several: an even 1 would say that none had
ALONE: Final = 1.0

Effects = Mapping[tuple[str, str], float]


def design_effects(cells: pd.DataFrame, measures: Mapping[str, Measure]) -> pd.DataFrame:
    """The city's design effect of each share and rate.

    Args:
        cells: the prepared cells (`publication.cells.prepare`) with the numbers that stand:
            matt, enhet, period, dimension, taljare, namnare, antal_barn, antal_barn_ovriga,
            status.
        measures: the measures by id.

    Returns:
        matt, period, faktor; sorted. A measure that is only published broken down takes the
        largest of its values. No row where the city has fewer than 20 rows or children.
    """
    subjects = compared(measures)
    known = cells["status"] == Status.VISAD
    city = cells[(cells["enhet"] == CITY) & cells["matt"].isin(subjects) & known]
    found = pd.DataFrame(_effects(city, subjects), columns=COLUMNS)
    return found.sort_values(COLUMNS[:2], ignore_index=True)


def _effects(
    city: pd.DataFrame, subjects: Mapping[str, Subject]
) -> Iterator[tuple[str, str, float]]:
    for (matt, period), group in city.groupby(["matt", "period"], sort=True):
        one = subjects[str(matt)]
        whole = group[group["dimension"] == ""]
        counted = group if whole.empty else whole
        numbers = counted[["taljare", "namnare", "antal_barn", "antal_barn_ovriga"]]
        x, n, inside, outside = numbers.astype("float64").to_numpy().T
        number, children = (n, inside + outside) if one.is_share else (x, inside)
        enough = (number >= FROM) & (children >= FROM)
        if not enough.any():
            continue
        effect = float(alike_effect(number[enough], children[enough]).max())
        upwards = float(np.round(np.ceil(effect / STEP - 1e-9) * STEP, 1))
        yield str(matt), str(period), ALONE if one.counts_children else max(upwards, LEAST)


def by_chart(effects: pd.DataFrame) -> dict[tuple[str, str], float]:
    """The published effects as (measure, period) -> factor."""
    return {
        (str(matt), str(period)): float(factor)
        for matt, period, factor in effects[COLUMNS].itertuples(index=False, name=None)
    }


def effect_of(effects: Effects | None, matt: str, period: str) -> float:
    """The factor of a chart: 1 if none are given, nan if the city had too few to tell."""
    return ALONE if effects is None else effects.get((matt, period), float("nan"))

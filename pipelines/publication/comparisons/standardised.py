"""L3: a district's children against what the city's rates by age and sex would give there.

Of shown cells and public population alone: the districts' totals, and the city's own table by age
and sex. The crude rate stands beside the ratio on every row, and no ratio is set against another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from pipelines.measures import Measure
from pipelines.publication.address import format_address
from pipelines.publication.comparisons.subjects import CITY, Subject, compared
from pipelines.publication.status import Status
from pipelines.statistics.arrays import Floats
from pipelines.statistics.small_numbers import STANDARDISE_FROM
from pipelines.statistics.standardising import smr
from pipelines.statistics.verdict import compare_rates, judge

STRATA: Final = "alder_kon"  # the dimension of the city's table: a00_03_K, a00_03_M …
COLUMNS: Final = [
    "adress", "matt", "enhet", "period", "observerat", "vantat", "kvot", "undre", "ovre",
    "ratal", "ratal_undre", "ratal_ovre", "stadens_ratal", "utslag", "riktning", "orsak", "p",
]  # fmt: skip


def standardise(
    cells: pd.DataFrame,
    population: pd.DataFrame,
    measures: Mapping[str, Measure],
    districts: Sequence[str],
) -> pd.DataFrame:
    """The table `standardiserad`.

    Args:
        cells: the published cells. Needed of a rate per 1 000 children: the districts' and the
            city's totals, and the city by `STRATA`, whose values are the codes of `population`.
        population: public, a row a unit, period and stratum: enhet_kod, period, varde, antal; the
            city's own row under `stad`.
        measures: the measures by id.
        districts: codes of the districts.

    Returns:
        One row a district and period for which every stratum of the city is shown; 1 is as the
        city. The children whose stratum is not known are taken to be spread as the others. Below
        ten children there is no ratio, and a hidden district has no number.
    """
    subjects = {id_: s for id_, s in compared(measures).items() if measures[id_].form == "per_1000"}
    wanted = cells[cells["matt"].isin(subjects)]
    found: list[tuple[object, ...]] = []
    for (matt, period), rows in wanted.groupby(["matt", "period"], sort=True):
        people = population[population["period"] == period]
        if (city := _city(rows, people)) is not None:
            totals = rows[(rows["dimension"] == "") & rows["enhet"].isin(districts)]
            found += _rows(str(matt), str(period), totals, people, city, subjects[str(matt)])
    return pd.DataFrame(found, columns=COLUMNS)


def _city(rows: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame | None:
    """The city's children and population by stratum, indexed by its code; None if not whole."""
    city = rows[(rows["enhet"] == CITY) & (rows["status"] == Status.VISAD)]
    total = city.loc[city["dimension"] == "", "taljare"]
    strata = city[city["dimension"] == STRATA].set_index("dimension_varde")["taljare"]
    lives = people[people["enhet_kod"] == CITY].set_index("varde")["antal"].astype("float64")
    counted = strata.reindex(lives.index).astype("float64")
    if total.empty or lives.empty or counted.isna().any() or not counted.sum() > 0:
        return None
    if ((lives <= 0) & (counted > 0)).any():
        return None
    scale = float(total.iloc[0]) / float(counted.sum())
    return pd.DataFrame({"barn": counted * scale, "antal": lives})


def _rows(
    matt: str, period: str, totals: pd.DataFrame, people: pd.DataFrame, city: pd.DataFrame,
    subject: Subject,
) -> Iterator[tuple[object, ...]]:  # fmt: skip
    lives = people.pivot_table(index="enhet_kod", columns="varde", values="antal", aggfunc="sum")
    units = [str(unit) for unit in totals["enhet"]]
    table = lives.reindex(index=units, columns=city.index).fillna(0.0).to_numpy(dtype=np.float64)
    status = totals["status"].to_numpy().astype(str)
    x = np.array(totals["taljare"].astype("float64"))
    known = (status == Status.VISAD) & np.isfinite(x)
    counted: Floats = np.where(known, x, 0.0)
    city_x = np.array(city["barn"])
    got = smr(counted, table, city_x, np.array(city["antal"]), per=subject.per)
    whole = float(city_x.sum())
    test = compare_rates(np.where(known, counted, np.nan), got.expected, whole, whole)
    enough = known & (counted >= STANDARDISE_FROM)
    said = judge(test, np.where(enough, table.sum(axis=1), 0.0), status)
    for place, unit in enumerate(units):
        ratio = [float(part[place]) if enough[place] else np.nan for part in got.ratio]
        crude = [float(part[place]) if known[place] else np.nan for part in got.crude]
        yield (
            *(format_address(matt, unit, period), matt, unit, period),
            float(counted[place]) if known[place] else np.nan,
            float(got.expected[place]),
            *(*ratio, *crude, got.city_crude),
            *(str(said.code[place]), int(said.direction[place]), str(said.reason[place])),
            float(said.p_value[place]),
        )

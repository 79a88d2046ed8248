"""L3 from shown cells and public population, with the handbook's city (syntetiska data)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from pipelines.measures import load_measures
from pipelines.publication.comparisons import standardise
from tests.unit.publication.compared import cell, frame

UNITS = ["bromma", "farsta"]
POPULATION = pd.DataFrame(
    [
        {"enhet_kod": unit, "period": "2023", "varde": stratum, "antal": children}
        for unit, young, old in (
            ("stad", 10000, 10000), ("bromma", 3000, 1000), ("farsta", 1000, 3000)
        )
        for stratum, children in (("yngre_K", young), ("aldre_K", old))
    ]
)  # fmt: skip


def cells(**farsta: Any) -> list[dict[str, Any]]:
    """2 of 1 000 younger and 10 of 1 000 older in the city; Bromma has 22 and Farsta 34."""
    strata = {"dimension": "alder_kon"}
    return [
        cell("V4", "stad", "2023", 120, 20000),
        cell("V4", "stad", "2023", 20, 10000, **strata, dimension_varde="yngre_K"),
        cell("V4", "stad", "2023", 100, 10000, **strata, dimension_varde="aldre_K"),
        cell("V4", "bromma", "2023", 22, 4000),
        {**cell("V4", "farsta", "2023", 34, 4000), **farsta},
    ]


def told(rows: list[dict[str, Any]]) -> pd.DataFrame:
    found = standardise(frame(rows), POPULATION, load_measures(), UNITS)
    return found.set_index("enhet")


def test_the_ratio_is_what_there_is_divided_by_what_the_citys_ages_would_give() -> None:
    found = told(cells())
    assert found["vantat"].tolist() == pytest.approx([16, 32])
    assert found.loc["bromma", ["kvot", "undre", "ovre"]].tolist() == pytest.approx(
        [1.38, 0.86, 2.08], abs=0.005
    )
    assert found.loc["farsta", ["kvot", "undre", "ovre"]].tolist() == pytest.approx(
        [1.06, 0.74, 1.48], abs=0.005
    )


def test_the_crude_rate_stands_beside_it() -> None:
    found = told(cells())
    assert found["ratal"].tolist() == pytest.approx([5.5, 8.5])
    assert found["stadens_ratal"].tolist() == pytest.approx([6.0, 6.0])
    assert found["utslag"].tolist() == ["inom_vantad_variation"] * 2


def test_children_of_unknown_sex_are_spread_as_the_others() -> None:
    """132 in the city and 120 in its table: a tenth more is expected everywhere."""
    rows = cells()
    rows[0]["taljare"] = 132
    assert told(rows)["vantat"].tolist() == pytest.approx([17.6, 35.2])


def test_a_hidden_district_tells_only_what_anyone_can_expect() -> None:
    row = told(cells(status="skyddad", taljare=None, namnare=None)).loc["farsta"]
    assert row["utslag"] == "skyddad"
    assert row["vantat"] == pytest.approx(32)  # of the city's table and the population
    assert np.isnan(row[["observerat", "kvot", "undre", "ratal", "p"]].astype(float)).all()


def test_fewer_than_ten_children_give_a_crude_rate_and_no_ratio() -> None:
    row = told(cells(taljare=9)).loc["farsta"]
    assert (row["utslag"], row["observerat"]) == ("for_fa", 9)
    assert row["ratal"] == pytest.approx(2.25)
    assert np.isnan(row["kvot"])


def test_a_hidden_stratum_of_the_city_leaves_the_year_without_ratios() -> None:
    rows = cells()
    rows[1] |= {"status": "skyddad", "taljare": None}
    assert told(rows).empty

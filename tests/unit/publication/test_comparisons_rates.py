"""Rates against the rest of the city, on a small city by hand (syntetiska data)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipelines.measures import load_measures
from pipelines.publication.comparisons import compare
from pipelines.publication.comparisons.subjects import compared, may_be_charted, subject
from tests.unit.publication.compared import UNITS, calendar, cell, frame

YEAR = calendar("2023")


def city(matt: str = "V4") -> pd.DataFrame:
    """10 of 4 000 in three districts and 30 in Kungsholmen: 60 of 16 000 in the city."""
    return frame(
        [cell(matt, "stad", "2023", 60, 16000)]
        + [cell(matt, unit, "2023", 10, 4000) for unit in UNITS[:3]]
        + [cell(matt, "kungsholmen", "2023", 30, 4000)]
    )


def test_a_rate_is_set_against_the_rest_of_the_city() -> None:
    """Kungsholmen 7,5 per 1 000 against 30 of 12 000, which is 2,5: three times, and five more."""
    said = compare(city(), load_measures(), UNITS, YEAR)["utslag"].set_index("enhet")
    own = said.loc["kungsholmen"]
    assert own["utslag"] == "skiljer_sig_upp"
    assert (own["kvot"], own["skillnad"]) == (pytest.approx(3.0), pytest.approx(5.0))
    # exp(± 1,96 √(1/30 + 1/30)) = 1,659
    assert own["kvot_undre"] == pytest.approx(3 / 1.6588, abs=0.001)
    assert own["kvot_ovre"] == pytest.approx(3 * 1.6588, abs=0.001)
    assert own["grans998_ovre"] < 7.5
    # 10 or fewer of 60, each with chance one in four: 8,6 %, doubled
    assert said.loc["bromma", "utslag"] == "inom_vantad_variation"
    assert said.loc["bromma", "p"] == pytest.approx(0.1724, abs=0.001)
    assert said.loc["bromma", "skillnad"] == pytest.approx(2.5 - 50 / 12)


def test_a_rounded_number_that_describes_many_is_not_compared_but_a_hidden_count_is() -> None:
    describing = frame([cell("P2", unit, "2023", None) for unit in ("stad", *UNITS)])
    assert compare(describing, load_measures(), UNITS, YEAR)["utslag"].empty
    hidden = city()
    hidden.loc[hidden["enhet"] == "bromma", ["taljare", "namnare"]] = pd.NA
    hidden.loc[hidden["enhet"] == "bromma", "status"] = "skyddad"
    said = compare(hidden, load_measures(), UNITS, YEAR)["utslag"].set_index("enhet")
    assert said.loc["bromma", "utslag"] == "skyddad"


def test_the_spread_of_rates_has_ratio_and_disparity_beside_chance() -> None:
    (row,) = compare(city(), load_measures(), UNITS, YEAR)["spridning"].to_dict("records")
    assert (row["bredd"], row["kvot"]) == (pytest.approx(5.0), pytest.approx(3.0))
    # the distances to 3,75 are 1,25 three times and 3,75: their mean is half of 3,75
    assert row["olikhet"] == pytest.approx(50.0)
    assert 1 < row["kvot_slump_undre"] < row["kvot_slump_median"] < 2 < row["kvot_slump_ovre"]
    # of so few, three times is what chance gives now and then; five per 1 000 apart is not
    assert row["kvot_utslag"] == "som_slumpen"
    assert row["bredd_utslag"] == "storre_an_slumpen"


def test_a_share_has_neither_ratio_nor_disparity() -> None:
    cells = frame(
        [cell("R1", "stad", "2023", 360, 400), *(cell("R1", u, "2023", 90, 100) for u in UNITS)]
    )
    found = compare(cells, load_measures(), UNITS, YEAR)
    assert found["spridning"][["kvot", "olikhet", "kvot_slump_ovre"]].isna().all(axis=None)
    assert found["utslag"][["kvot", "kvot_undre", "kvot_ovre"]].isna().all(axis=None)


def test_beslut_per_barn_is_a_rate_per_one() -> None:
    said = compare(city("V3"), load_measures(), UNITS, YEAR)["utslag"].set_index("enhet")
    assert said.loc["kungsholmen", "skillnad"] == pytest.approx(0.005)


def test_numbers_that_the_city_cannot_hold_are_not_compared_and_stop_nothing() -> None:
    cells = city()
    cells.loc[cells["enhet"] == "jarva", "taljare"] = 61
    said = compare(cells, load_measures(), UNITS, YEAR)["utslag"].set_index("enhet")
    assert said.loc["jarva", ["utslag", "orsak"]].tolist() == ["ej_jamforbar", "gar_inte_ihop"]
    assert np.isnan(said.loc["jarva", "skillnad"])
    assert said.loc["kungsholmen", "utslag"] == "skiljer_sig_upp"


def test_a_rate_without_its_denominator_is_not_compared() -> None:
    cells = city().assign(namnare=pd.array([None] * 5, dtype="Int64"))
    found = compare(cells, load_measures(), UNITS, YEAR)
    assert set(found["utslag"]["utslag"]) == {"ej_jamforbar"}
    assert found["spridning"].empty


def test_what_is_compared_follows_from_the_yaml_alone() -> None:
    """Shares with an interval and rates of events; not offers, days, kronor or full-time posts."""
    assert set(compared(load_measures())) == {
        "V3", "V4", "R1", "R2", "T1", "T2", "T4", "T5", "F1", "F2", "F5", "F6", "F7",
        "A1", "A2", "A3", "E1", "P2", "S2", "B2", "N1", "V6",
    }  # fmt: skip


def test_children_who_go_on_from_quarter_to_quarter_are_not_charted() -> None:
    charted = {
        id_
        for id_, measure in load_measures().items()
        if (one := subject(measure)) is not None and may_be_charted(one)
    }
    assert {"V1", "V3", "R1", "F1", "E1"} <= charted
    assert not {"V2", "V4", "U1", "T3", "R3", "P1"} & charted

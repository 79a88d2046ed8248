"""The sample's planted differences are found, and chance is not called one (syntetiska data)."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from pipelines.disclosure.plan import Plan, PlannedTable
from pipelines.measures import load_measures
from pipelines.publication import tables
from pipelines.publication.comparisons import compare, design_effects
from pipelines.publication.comparisons.subjects import compared
from pipelines.publication.reader import load

YEARS = ("2021", "2022", "2023", "2024", "2025")
HALVES_AND_QUARTERS = ("ar", "halvar", "kvartal")
# More measures than one plan need hold, each by district, so that every kind is tried.
TABLES = {
    "R1": HALVES_AND_QUARTERS, "F1": HALVES_AND_QUARTERS, "T1": ("ar",), "T2": ("ar",),
    "V4": ("ar",), "V1": ("kvartal",),
}  # fmt: skip
FEW = 5  # the simplest rule of protection; what the plan's own does is tested elsewhere


@pytest.fixture(scope="module")
def found(sample_home: Path) -> dict[str, pd.DataFrame]:
    """All comparisons of the sample's measure rows, with the city's factors."""
    plan = Plan(
        version=0,
        tabeller=tuple(PlannedTable(matt=m, perioder=kinds) for m, kinds in TABLES.items()),
        relationer=(),
    )
    measures = load_measures()
    with duckdb.connect(str(sample_home / "build" / "natt.duckdb"), read_only=True) as con:
        rows = tables.planned_rows(con, measures, plan)
        calendar = con.sql("select period, slag, fran, till from dim_period order by all").df()
        districts = con.sql("select enhet_kod from dim_enhet where slag = 'stadsdelsnamnd'").df()
    cells = cells_of(rows)
    prepared = cells.assign(taljare=rows["taljare"], namnare=rows["namnare"])
    effects = design_effects(prepared, measures)
    return compare(cells, measures, list(districts["enhet_kod"]), calendar, effects)


def cells_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Measure rows as published cells, with 1-4 children on either side hidden."""
    cells = rows.rename(
        columns={"matt_id": "matt", "enhet_kod": "enhet", "varde": "dimension_varde"}
    )
    behind = cells[["antal_barn", "antal_barn_ovriga"]].astype("float64")
    small = ((behind >= 1) & (behind < FEW)).any(axis=1)
    status = np.select(
        [cells["saknas_orsak"].notna(), ~cells["ar_mogen"], small],
        ["saknas", "ej_mogen", "skyddad"],
        default="visad",
    )
    cells["status"] = status
    for name in ("taljare", "namnare"):
        cells[name] = cells[name].astype("float64").where(status == "visad").astype("Int64")
    return cells


def differing(found: dict[str, pd.DataFrame], matt: str, period: str) -> dict[str, str]:
    said = found["utslag"]
    rows = said[(said["matt"] == matt) & (said["period"] == period)]
    assert len(rows) == 11
    rows = rows[rows["utslag"].str.startswith("skiljer_sig")]
    return dict(zip(rows["enhet"], rows["utslag"], strict=True))


@pytest.mark.parametrize("period", YEARS[:-1])
def test_planted_own_run_shares_differ_and_chance_does_not(
    found: dict[str, pd.DataFrame], period: str
) -> None:
    """Planted: Norra innerstaden 80 % and Skärholmen 96,5 %; the other nine have 91,2 %."""
    assert differing(found, "R1", period) == {
        "norra-innerstaden": "skiljer_sig_ner",
        "skarholmen": "skiljer_sig_upp",
    }


def test_a_planted_share_that_came_out_smaller_is_not_called_more_than_it_is(
    found: dict[str, pd.DataFrame],
) -> None:
    """Skärholmen came out at 94,0 % in 2025."""
    assert differing(found, "R1", "2025") == {"norra-innerstaden": "skiljer_sig_ner"}


@pytest.mark.parametrize("period", YEARS)
def test_the_district_that_was_made_late_is_found_every_year_and_no_chance_district_is(
    found: dict[str, pd.DataFrame], period: str
) -> None:
    """Planted: Järva 62 % in time and Kungsholmen 88 %, of few; the others have 76 %."""
    late = differing(found, "F1", period)
    early = {"kungsholmen": "skiljer_sig_upp"} if period < "2024" else {}
    assert late == {"jarva": "skiljer_sig_ner", **early}


@pytest.mark.parametrize("period", YEARS)
def test_planted_times_differ_and_chance_does_not(
    found: dict[str, pd.DataFrame], period: str
) -> None:
    assert differing(found, "T1", period) == {
        "bromma": "skiljer_sig_upp",
        "enskede-arsta-vantor": "skiljer_sig_ner",
    }
    assert differing(found, "T2", period) == {
        "hasselby-vallingby": "skiljer_sig_ner",
        "sodermalm": "skiljer_sig_upp",
    }


@pytest.mark.parametrize("matt", ["R1", "F1", "T1", "T2"])
def test_the_gap_between_districts_is_larger_than_chance(
    found: dict[str, pd.DataFrame], matt: str
) -> None:
    spread = found["spridning"]
    row = spread[(spread["matt"] == matt) & (spread["period"] == "2023")].iloc[0]
    assert (row["stadsdelar"], row["bredd_utslag"], row["tau_utslag"]) == (
        11, "storre_an_slumpen", "storre_an_slumpen"
    )  # fmt: skip
    assert row["bredd"] > row["bredd_slump_ovre"] > row["bredd_slump_median"] > 0


def test_a_rate_has_a_verdict_a_funnel_and_both_kinds_of_spread(
    found: dict[str, pd.DataFrame],
) -> None:
    """Järva has 39,9 of 1 000 children in the sample, and Norra innerstaden 13,2."""
    said = found["utslag"].set_index("adress")
    assert said.loc["V4/jarva/2023", "utslag"] == "skiljer_sig_upp"
    assert said.loc["V4/jarva/2023", "kvot"] > 1.5
    assert said.loc["V4/norra-innerstaden/2023", "utslag"] == "skiljer_sig_ner"
    spread = found["spridning"]
    row = spread[(spread["matt"] == "V4") & (spread["period"] == "2023")].iloc[0]
    assert row["kvot"] > 3 > row["kvot_slump_ovre"] > 1
    assert (row["kvot_utslag"], row["olikhet_utslag"]) == ("storre_an_slumpen",) * 2
    assert row["designeffekt"] == 1


def test_nothing_was_planted_to_change_and_no_change_is_told(
    found: dict[str, pd.DataFrame],
) -> None:
    change = found["forandring"]
    assert set(change["periodslag"]) == {"ar", "halvar"}
    assert set(change["utslag"]) <= {"ingen_saker_forandring", "ej_bedombar"}
    halves = change[(change["matt"] == "R1") & change["brott"] & (change["periodslag"] == "halvar")]
    assert halves["period"].tolist() == ["2025H2"]


def test_the_latest_quarters_signal_no_more_than_chance_alone_would(
    found: dict[str, pd.DataFrame],
) -> None:
    """Nothing changes in the sample: of 36 charts 1,6 are expected to signal."""
    latest = found["styrdiagram"]
    latest = latest[latest["senaste"]]
    assert len(latest) == 36
    expected = latest.groupby("matt")["falsklarm_vantade"].first().sum()
    assert 1 < expected < 2
    assert (latest["signal"] != "").sum() <= 3


def test_every_share_and_rate_that_is_published_has_a_verdict_and_a_spread(
    sample_home: Path,
) -> None:
    night = load(sample_home / "serve")
    chart = ["matt", "period", "dimension", "dimension_varde"]
    units = night.table("enheter")
    districts = units.loc[units["slag"] == "stadsdelsnamnd", "enhet_kod"]
    cells = night.table("celler")
    subjects = compared(load_measures())
    cells = cells[cells["matt"].isin(subjects) & cells["enhet"].isin(districts)]
    # Tables that describe many by one rounded number show no counts, and are not compared.
    table = cells["matt"] + "/" + cells["dimension"]
    rounded = set(table[cells["varde"].notna() & cells["taljare"].isna()])
    assert "P2/" in rounded
    assert rounded.isdisjoint(table[cells["taljare"].notna()])
    cells = cells[~table.isin(rounded)]
    verdicts = night.table("utslag")
    assert set(cells["adress"]) == set(verdicts["adress"])
    large = cells[(cells["status"] == "visad") & (cells["namnare"] >= 20)]
    several = large.groupby(chart).size()
    spreads = night.table("spridning")
    assert set(several[several >= 3].index) == set(map(tuple, spreads[chart].to_numpy()))

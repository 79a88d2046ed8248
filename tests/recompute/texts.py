"""What the measures' YAML blocks and the seeds say: periods, breakdowns, policies."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

PROJECT = Path(__file__).resolve().parents[2] / "dbt_project"
BANDS = {
    "a00_03": (0, 3),
    "a04_06": (4, 6),
    "a07_09": (7, 9),
    "a10_12": (10, 12),
    "a13_14": (13, 14),
    "a15_17": (15, 17),
    "a18_20": (18, 20),
}
WITHOUT_WHOLE = frozenset({"R2", "U3", "U4", "U6", "V5", "R3", "T3", "S2", "F7", "U8"})
OF_CITY_ONLY = frozenset({"U3", "U4"})
FIRST_YEAR = 2021


@cache
def measures() -> dict[str, dict[str, Any]]:
    """Id -> `meta` of every measure that is a model, with the table's name as `modell`."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((PROJECT / "models/matt").glob("*/_*.yml")):
        if not path.stem.endswith("_tester"):
            for model in yaml.safe_load(path.read_text(encoding="utf-8"))["models"]:
                meta = model["config"]["meta"]
                found[meta["id"]] = {**meta, "modell": model["name"]}
    return found


@cache
def seed(name: str) -> pd.DataFrame:
    """A seed as text; what is empty is missing."""
    return pd.read_csv(PROJECT / "seeds" / f"{name}.csv", dtype=str).astype(object)


@cache
def parameter(name: str) -> int:
    """A policy's number of days, months or children."""
    table = seed("policy_parametrar").set_index("parameter")
    return int(table.loc[name, "varde"])


@cache
def catalogue() -> pd.DataFrame:
    """Known types by code; `i_katalogen` marks the 86."""
    types = seed("insatstyper").set_index("insatstyp_kod")
    return types.assign(i_katalogen=types["ingar_i_86"] == "ja")


@cache
def of_86() -> list[str]:
    """The catalogue's own types; the central ones and some others are known but outside it."""
    return list(catalogue().index[catalogue()["i_katalogen"]])


@cache
def districts() -> tuple[str, ...]:
    """Today's eleven stadsdelsnämnder."""
    units = seed("stadsdelsnamnder")
    return tuple(units.loc[units["slag"] == "stadsdelsnamnd", "enhet_kod"])


def todays_unit(codes: pd.Series) -> pd.Series:
    """Delivered unit codes as today's: successors of earlier districts, else `okand`."""
    units = seed("stadsdelsnamnder").set_index("enhet_kod")
    units = units[units["slag"] != "stad"]
    today = units["efterfoljare_kod"].fillna(units.index.to_series())
    return codes.map(today).fillna("okand").astype(object)


def band(ages: pd.Series) -> pd.Series:
    """Age in years -> the band, or `okand` outside 0–20."""
    bands = {age: name for name, (low, high) in BANDS.items() for age in range(low, high + 1)}
    return ages.map(bands).fillna("okand").astype(object)


def values(dimension: str, measure: str = "") -> list[str]:
    """Every value of a breakdown; all are shown, also those with nothing in them.

    What is offered is told for the catalogue's 86 types, what is granted for every type.
    """
    if dimension == "insatstyp" and measure in {"U3", "U4"}:
        return of_86()
    listed = seed("uppdelningar")
    if dimension in set(listed["dimension"]):
        return list(listed.loc[listed["dimension"] == dimension, "varde"])
    other = {
        "alder": lambda: [*BANDS, "okand"],
        "alder_kon": lambda: [f"{band}_{sex}" for band in BANDS for sex in ("K", "M")],
        "kategori": lambda: [*catalogue()["kategori_kod"].dropna().unique(), "OKAND"],
        "regi": lambda: list(seed("policy_regi")["regi_kod"]),
        "insatstyp": lambda: [*catalogue().index, "OKAND"],
        "jamford_med": lambda: list(districts()),
        "rekommendation": lambda: list(seed("policy_kunskapsstod")["rekommendation_kod"].unique()),
        "scenario": lambda: list(seed("policy_scenario")["scenario"]),
    }
    return other[dimension]()


def units_of(measure: str) -> list[str]:
    """The units that a measure is told for."""
    if measure in OF_CITY_ONLY:
        return ["stad"]
    if measures()[measure]["grupp"] == "utbud" and measure != "U2":
        return [*districts(), "stad"]
    return [*districts(), "central", "okand", "stad"]

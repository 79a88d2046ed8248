"""Where a model's table and the recomputed rows say different things."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from tests.recompute.texts import measures

_KEY = ["enhet_kod", "period", "dimension", "varde"]


def model_table(database: Path, measure: str) -> pd.DataFrame | None:
    """A measure's table of a build, or None if the build has none."""
    name = measures()[measure]["modell"]
    with duckdb.connect(str(database), read_only=True) as con:
        known = {row[0] for row in con.execute("show tables").fetchall()}
        if name not in known:
            return None
        columns = ", ".join([*_KEY, "taljare", "namnare", "saknas_orsak", "ar_mogen"])
        found = con.execute(f"select {columns} from {name}").df()
    return found.astype(dict.fromkeys(_KEY, object))


def both(recomputed: pd.DataFrame, model: pd.DataFrame) -> pd.DataFrame:
    """The two side by side, without what the model says cannot be computed."""
    side = recomputed.merge(
        model, on=_KEY, how="outer", suffixes=("", "_modell"), indicator="finns"
    )
    return side[side["saknas_orsak"].isna()].drop(columns="saknas_orsak")


def differences(recomputed: pd.DataFrame, model: pd.DataFrame) -> pd.DataFrame:
    """Rows that differ, or that only one side has."""
    side = both(recomputed, model)
    wrong = side["finns"] != "both"
    for number in ("taljare", "namnare"):
        here, there = side[number].astype(float), side[f"{number}_modell"].astype(float)
        wrong |= ~(here.isna() & there.isna()) & ~((here - there).abs() < 0.005)
    return side[wrong]


def told(measure: str, rows: pd.DataFrame) -> list[str]:
    """A line a difference: measure, unit, period, breakdown, both numbers."""
    return [
        f"{measure} {row.enhet_kod} {row.period} {row.dimension or 'helheten'} {row.varde}: "
        f"omräknat {row.taljare}/{row.namnare}, modellen {row.taljare_modell}/{row.namnare_modell}"
        for row in rows.itertuples()
    ]

"""Curves of first follow-ups: drawn when a year's cohort is whole, and never moved after that.

A curve is a plan item of its own, made from rows, so what readers have got of it stands: two
drawings of one cohort would tell which children came in between.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pandas as pd

from pipelines.publication import parquet
from pipelines.publication.comparisons import curves, first_follow_ups
from pipelines.publication.comparisons.curves import COLUMNS, WEEKS

_FILE = "kurvor.parquet"


def settle(
    database: Path, register: Path, districts: Sequence[str], known_until: dt.date, lag: int
) -> pd.DataFrame:
    """The curves that readers have, and those of the cohorts that have become whole since.

    Args:
        database: the build's DuckDB file.
        register: the folder of the publication register, where the curves are kept.
        districts: codes of the districts.
        known_until: the oldest extract date in force.
        lag: days that registration takes.

    Returns:
        The table `kurvor`. A cohort is a year of starts; it is whole when its last child has been
        followed for all the weeks of the axis.
    """
    path = register / _FILE
    old = parquet.read(path) if path.is_file() else pd.DataFrame(columns=COLUMNS)
    wait = dt.timedelta(weeks=WEEKS, days=lag)
    with duckdb.connect(str(database), read_only=True) as con:
        (first,) = con.execute("select min(fran) from dim_period where slag = 'ar'").fetchone()  # type: ignore[misc]
        rows = first_follow_ups(con, first.isoformat())
    whole = [
        year
        for year in sorted(set(rows["period"]))
        if dt.date(int(year), 12, 31) + wait <= known_until and year not in set(old["period"])
    ]
    new = curves(rows[rows["period"].isin(whole)], districts)
    parts = [part for part in (old, new) if len(part)]
    drawn = pd.concat(parts, ignore_index=True) if parts else old
    return drawn.sort_values(["period", "intervall_manader", "enhet", "vecka"], ignore_index=True)


def keep(register: Path, drawn: pd.DataFrame) -> None:
    """Remember what readers are about to get."""
    parquet.write(register / _FILE, drawn)

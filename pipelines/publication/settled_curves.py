"""Curves of first follow-ups: drawn when a year's cohort is whole, and never moved after that.

A curve is a plan item of its own, made from rows, so what readers have got of it stands: two
drawings of one cohort would tell which children came in between. The file is sealed by the
register's last line, and is replaced in two steps around it: written beside its place before the
line, and moved there after it. A night that is killed in between is made good by the next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pandas as pd

from pipelines.errors import CheckFailed
from pipelines.files import sha256, sync
from pipelines.publication import parquet
from pipelines.publication.comparisons import curves, first_follow_ups
from pipelines.publication.comparisons.curves import COLUMNS, WEEKS
from pipelines.publication.register import Register

_FILE = "kurvor.parquet"
_NEXT = ".kurvor.parquet.ny"


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

    Raises:
        CheckFailed: the curves that readers have are not there as they were.
    """
    old = _given(register)
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


def _given(register: Path) -> pd.DataFrame:
    """The curves that readers have, as the last publication sealed them."""
    path, waiting = register / _FILE, register / _NEXT
    lines = Register(register).lines()
    sealed = lines[-1].kurvor if lines else ""
    if sealed and waiting.is_file() and sha256(waiting) == sealed:
        keep(register)  # killed after the line and before the move
    if sealed and not (path.is_file() and sha256(path) == sealed):
        raise CheckFailed(
            f"{path} är inte den fil som senast publicerades; återställ den ur en säkerhetskopia. "
            "Inget publiceras, eftersom kurvor som läsarna har inte får ritas om"
        )
    if not lines or not path.is_file():
        return pd.DataFrame(columns=COLUMNS)
    return parquet.read(path)


def prepare(register: Path, drawn: pd.DataFrame) -> str:
    """Write what readers are about to get beside its place; its checksum is for the register."""
    register.mkdir(parents=True, exist_ok=True)
    parquet.write(register / _NEXT, drawn)
    return sha256(register / _NEXT)


def keep(register: Path) -> None:
    """Put what `prepare` wrote in its place; the register's line is on disk."""
    (register / _NEXT).replace(register / _FILE)
    sync(register)

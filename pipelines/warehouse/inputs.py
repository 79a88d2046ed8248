"""What a build may see: the rows of the deliveries in force, and nothing else.

`build/gallande/` holds a link to each landed file in force, one empty file with the contract's
columns for each table, and the list of deliveries. Replaced deliveries are not linked.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipelines.contract import Contract
from pipelines.errors import CheckFailed
from pipelines.files import sha256
from pipelines.intake.landing import Landed
from pipelines.settings import Home


def prepare(
    home: Home, contract: Contract, records: Sequence[Landed], build: Path | None = None
) -> None:
    """Lay out `gallande/` for the deliveries in force, in the home's build folder or another."""
    root = (build or home.build) / "gallande"
    shutil.rmtree(root, ignore_errors=True)
    with duckdb.connect() as con:
        for name, table in contract.tabeller.items():
            folder = root / name
            folder.mkdir(parents=True)
            columns = ", ".join(
                f"null::{column.duckdb_type} as {column_name}"
                for column_name, column in table.kolumner.items()
            )
            con.execute(
                f"copy (select null::varchar as leverans_id, null::varchar as fil, "
                f"null::bigint as rad, {columns} limit 0) "
                f"to '{folder / 'kontrakt.parquet'}' (format parquet)"
            )
            for record in records:
                if name in record.tabeller:
                    _link(home, name, record, folder / f"{record.id}.parquet")
        _write_deliveries(con, records, root / "leveranser.parquet")


def _link(home: Home, table: str, record: Landed, target: Path) -> None:
    landed = home.landing / table / f"delivery={record.id}"
    expected = record.tabeller[table].sha256
    source = landed / f"{expected}.parquet"
    if not source.is_file() or sha256(source) != expected:
        raise CheckFailed(
            f"den landade tabellen {table} i leveransen {record.id} saknas eller har ändrats "
            "sedan den landades; återställ landing/ från säkerhetskopian"
        )
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copyfile(source, target)


def _write_deliveries(
    con: duckdb.DuckDBPyConnection, records: Sequence[Landed], target: Path
) -> None:
    con.execute(
        "create table lev (leverans_id varchar, enhet_kod varchar, uttagsdatum date, typ varchar, "
        "ordning integer, nyckel_id varchar, sekretessmarkerade_barn integer, "
        "syntetiska_data boolean)"
    )
    places: dict[str, int] = {}
    for record in records:
        places[record.enhet_kod] = place = places.get(record.enhet_kod, 0) + 1
        manifest = record.manifest
        con.execute(
            "insert into lev values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                record.id,
                record.enhet_kod,
                manifest.uttagsdatum,
                manifest.typ,
                place,
                manifest.nyckel_id,
                manifest.sekretessmarkerade_barn,
                manifest.syntetiska_data,
            ],
        )
    con.execute(f"copy (from lev order by leverans_id) to '{target}' (format parquet)")

"""The night's new rows in one scratch DuckDB file: typed, with delivery, file and row number.

`_rad` is the row's number as a spreadsheet shows it (the first row of the file is 1).
`_otolkade` lists the columns where a text stood that could not be read; the text is not kept.
`_innehall` is a hash of the typed values: equal rows have equal hashes.
`leveranser` has one row for each new delivery and table, beside the unit's last one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from pipelines.contract import Contract, Table
from pipelines.intake.landing import Landed, in_force
from pipelines.intake.manifest import Manifest
from pipelines.settings import SEEDS, Home

META_COLUMNS = ("_leverans", "_fil", "_rad", "_otolkade", "_innehall")
_BARN_TABLES = ("insatser", "utredningar", "aktualiseringar")


def create(con: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Create one empty table for each table of the contract, and the reference tables of rules."""
    for name, table in contract.tabeller.items():
        columns = ", ".join(f"{column} {c.duckdb_type}" for column, c in table.kolumner.items())
        con.execute(
            f"create table {name} (_leverans varchar, _fil varchar, _rad bigint, "
            f"_otolkade varchar[], _innehall ubigint, {columns})"
        )
    con.execute(
        "create table ref_leverans "
        "(_leverans varchar, leverans_enhet varchar, uttagsdatum date, typ varchar)"
    )
    con.execute(
        "create table leveranser (_leverans varchar, _fil varchar, _rad bigint, tabell varchar, "
        "enhet varchar, typ varchar, rader bigint, rader_forra bigint, uttagsdatum date, "
        "uttagsdatum_forra date, nyckel_id varchar, nyckel_id_forra varchar, accepterad boolean)"
    )
    con.execute(
        "create table ref_barn (barn_id varchar, kon varchar, fodelsear integer, enhet varchar)"
    )
    con.execute(
        "create table villkor (enhet varchar, insatstyp varchar, dokumentation varchar, "
        "gallande_fran date, gallande_till date)"
    )
    for seed in ("insatstyper", "stadsdelsnamnder"):
        con.execute(
            f"create table ref_{seed} as "
            f"from read_csv('{SEEDS / seed}.csv', all_varchar = true, header = true)"
        )


def remember(con: duckdb.DuckDBPyConnection, home: Home, landed: Sequence[Landed]) -> None:
    """Show the rules what is in force already: the children, and what may be documented."""
    current = in_force(landed)
    for table in _BARN_TABLES:
        for delivery, path in _files(home, current, table):
            con.execute(
                f"insert into ref_barn select distinct barn_id, kon, fodelsear, ? "
                f"from read_parquet('{path}')",
                [delivery.enhet_kod],
            )
    for _, path in _files(home, current, "dokumentationsvillkor"):
        con.execute(
            "insert into villkor select enhet, insatstyp, dokumentation, gallande_fran, "
            f"gallande_till from read_parquet('{path}')"
        )


def add(con: duckdb.DuckDBPyConnection, name: str, table: Table, delivery: str, file: str) -> None:
    """Add the rows of `typed` to the night's table; what their contract lacks is NULL."""
    con.execute(
        f"insert into {name} by name select ? as _leverans, ? as _fil, "
        f"hash({', '.join(table.kolumner)}) as _innehall, * from typed",
        [delivery, file],
    )


def take_out(con: duckdb.DuckDBPyConnection, name: str, delivery: str, file: str) -> None:
    """Make `typed` of the decisions of one file that were made without behovsprövning."""
    con.execute(
        f"create or replace temp table typed as from {name} "
        "where _leverans = ? and _fil = ? and behovsprovning = 'utan'",
        [delivery, file],
    )


def learn_terms(con: duckdb.DuckDBPyConnection, delivery_id: str) -> None:
    """A delivery's own terms for what may be documented take the place of the earlier ones."""
    mine = "from dokumentationsvillkor where _leverans = ?"
    con.execute(f"delete from villkor where enhet in (select enhet {mine})", [delivery_id])
    con.execute(
        "insert into villkor select enhet, insatstyp, dokumentation, gallande_fran, "
        f"gallande_till {mine}",
        [delivery_id],
    )


def _files(home: Home, current: Iterable[Landed], table: str) -> Iterable[tuple[Landed, Path]]:
    for delivery in current:
        if table in delivery.tabeller:
            folder = home.landing / table / f"delivery={delivery.id}"
            path = folder / f"{delivery.tabeller[table].sha256}.parquet"
            if path.is_file():  # a lost file is told of by the build, which cannot do without it
                yield delivery, path


def register(
    con: duckdb.DuckDBPyConnection,
    manifest: Manifest,
    unit: str,
    rows: dict[str, int],
    landed: Sequence[Landed],
    accepted: bool,
) -> None:
    """Tell the rules about a delivery: its unit, how many rows it has, and had last time.

    Args:
        con: the scratch database.
        manifest: what the delivery says of itself.
        unit: code of the unit.
        rows: table -> rows read.
        landed: all landed deliveries; the unit's own in force are what it is compared with.
        accepted: whether an operator has accepted that it departs from the last one.
    """
    delivery = manifest.leverans_id
    con.execute(
        "insert into ref_leverans values (?, ?, ?, ?)",
        [delivery, unit, manifest.uttagsdatum, manifest.typ],
    )
    before = [record for record in in_force(landed) if record.enhet_kod == unit]
    last = before[-1].manifest if before else None
    for table, count in rows.items():
        counts = [r.tabeller[table].last for r in before if table in r.tabeller]
        con.execute(
            "insert into leveranser values (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                delivery,
                next(file.fil for file in manifest.filer if file.tabell == table),
                table,
                unit,
                manifest.typ,
                count,
                counts[0] if counts else None,
                manifest.uttagsdatum,
                last.uttagsdatum if last else None,
                manifest.nyckel_id,
                last.nyckel_id if last else None,
                accepted,
            ],
        )


def forget(con: duckdb.DuckDBPyConnection, contract: Contract, delivery_id: str) -> None:
    """Remove every row of a refused delivery."""
    for name in (*contract.tabeller, "ref_leverans", "leveranser"):
        con.execute(f"delete from {name} where _leverans = ?", [delivery_id])

"""The night's new rows in one scratch DuckDB file: typed, with delivery, file and row number.

`_rad` is the row's number as a person sees it in the file (the heading is row 1).
`_otolkade` lists the columns where a text stood that could not be read; the text is not kept.
`_innehall` is a hash of the typed values: equal rows have equal hashes.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.contract import Contract
from pipelines.contract.typing import typed_sql, unit_names
from pipelines.errors import DeliveryRefused
from pipelines.intake.deliveries import Delivery
from pipelines.intake.manifest import DeliveredFile
from pipelines.intake.readers import Reading
from pipelines.settings import SEEDS

META_COLUMNS = ("_leverans", "_fil", "_rad", "_otolkade", "_innehall")
_MAX_LINE = 1_000_000  # bytes; a row of codes and dates is a few hundred


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
    for seed in ("insatstyper", "stadsdelsnamnder"):
        con.execute(
            f"create table ref_{seed} as "
            f"from read_csv('{SEEDS / seed}.csv', all_varchar = true, header = true)"
        )


def load(
    con: duckdb.DuckDBPyConnection,
    contract: Contract,
    delivery: Delivery,
    file: DeliveredFile,
    plain: Path,
    reading: Reading,
) -> int:
    """Type the rows of one plain CSV into its table.

    Returns:
        The number of rows read.

    Raises:
        DeliveryRefused: FIL-05 (a row with too few or too many columns), FIL-06 (row count).
    """
    where = delivery.where(file.fil)
    table = contract.tabeller[file.tabell]
    units = unit_names(SEEDS / "stadsdelsnamnder.csv")
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in reading.kolumner)
    separator = "\\t" if reading.avgransare == "TAB" else reading.avgransare
    con.execute(f"""
        create or replace temp table raw as
        select row_number() over () + 1 as _rad,
            {", ".join(f"nullif(trim({name}), '') as raw_{name}" for name in reading.kolumner)}
        from read_csv('{plain}', delim = '{separator}', columns = {{{columns}}},
            header = false, skip = 1, quote = '"', escape = '"', auto_detect = false,
            max_line_size = {_MAX_LINE}, store_rejects = true)
    """)
    _refuse_ragged(con, where)
    typed = ", ".join(
        f"{typed_sql(contract, column, f'raw_{name}', units)} as {name}"
        for name, column in table.kolumner.items()
    )
    unread = ", ".join(
        f"case when raw_{name} is not null and {name} is null then '{name}' end"
        for name in table.kolumner
    )
    con.execute(
        f"""
        insert into {file.tabell}
        select ?, ?, _rad, list_filter([{unread}], lambda k: k is not null),
            hash({", ".join(table.kolumner)}), {", ".join(table.kolumner)}
        from (select *, {typed} from raw)
        """,
        [delivery.id, file.fil],
    )
    rows = int(con.execute("select count(*) from raw").fetchall()[0][0])
    con.execute("drop table raw")
    if rows != file.rader:
        raise DeliveryRefused(
            "FIL-06",
            where,
            f"filen har {rows} rader men manifestet säger {file.rader}; är den avklippt?",
        )
    return rows


def _refuse_ragged(con: duckdb.DuckDBPyConnection, where: str) -> None:
    rejects = con.execute("select line from reject_errors order by line limit 5").fetchall()
    con.execute("drop table if exists reject_errors; drop table if exists reject_scans")
    if rejects:
        lines = ", ".join(str(line) for (line,) in rejects)
        raise DeliveryRefused(
            "FIL-05",
            where,
            f"antalet kolumner eller citattecknen stämmer inte på rad {lines}"
            + (" med flera" if len(rejects) == 5 else ""),
        )


def register(con: duckdb.DuckDBPyConnection, delivery: Delivery, unit: str) -> None:
    """Tell the rules which delivery the rows belong to."""
    con.execute(
        "insert into ref_leverans values (?, ?, ?, ?)",
        [delivery.id, unit, delivery.manifest.uttagsdatum, delivery.manifest.typ],
    )


def forget(con: duckdb.DuckDBPyConnection, contract: Contract, delivery_id: str) -> None:
    """Remove every row of a refused delivery."""
    for name in (*contract.tabeller, "ref_leverans"):
        con.execute(f"delete from {name} where _leverans = ?", [delivery_id])

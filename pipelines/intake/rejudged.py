"""Rows that are judged a second time: out of Parquet into a scratch database, and back again.

The scratch tables look as they did the night the delivery came, so the same rules can judge them.
New files are written beside the old; nothing is in force until the delivery's record names it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from expectations.rule import Severity
from pipelines.contract import Contract
from pipelines.errors import CheckFailed, InsatskollError
from pipelines.files import sha256, sync
from pipelines.intake import quarantine
from pipelines.intake.landing import Landed
from pipelines.settings import Home
from pipelines.validation.findings import Finding

_NAMES_IN_LANDING = {"_leverans": "leverans_id", "_fil": "fil", "_rad": "rad"}
_KEPT = (
    "* exclude (_otolkade, _innehall) rename (_leverans as leverans_id, _rad as rad, _fil as fil)"
)


@dataclass(frozen=True)
class Written:
    """One table after it was judged again: the new landed file and the rows on either side."""

    sha256: str
    godkanda: int
    karantan: int


def load(con: duckdb.DuckDBPyConnection, home: Home, contract: Contract, record: Landed) -> None:
    """Load a delivery's accepted and quarantined rows into the tables of `tables.create`.

    Raises:
        InsatskollError: a column has another type in today's contract.
        CheckFailed: a file is not the one that was recorded, or the rows do not add up.
    """
    con.execute(
        "create table aterprovade "
        "(tabell varchar, _fil varchar, _rad bigint, _regler varchar[], otolkad boolean)"
    )
    for table in contract.tabeller:
        if table not in record.tabeller:
            continue
        landed = record.tabeller[table]
        accepted = _landed_file(home, record, table)
        _insert(con, contract, record, table, accepted, _NAMES_IN_LANDING)
        if landed.karantan:
            refused = quarantine.file_of(home, record, table)
            _insert(con, contract, record, table, refused, {})
            con.execute(
                f"insert into aterprovade select ?, _fil, _rad, _regler, {quarantine.UNREAD} "
                "from read_parquet(?)",
                [table, str(refused)],
            )
        (loaded,) = con.execute(f"select count(*) from {table}").fetchall()[0]
        if loaded != landed.last:
            raise CheckFailed(
                f"{record.id}, {table}: {loaded} godkända och karantänsatta rader är inte de "
                f"{landed.last} som lästes; inget har ändrats"
            )


def _landed_file(home: Home, record: Landed, table: str) -> Path:
    checksum = record.tabeller[table].sha256
    path = home.landing / table / f"delivery={record.id}" / f"{checksum}.parquet"
    if not path.is_file() or sha256(path) != checksum:
        raise CheckFailed(
            f"{record.id}, {table}: filen med godkända rader saknas eller har ändrats; "
            "återställ den från säkerhetskopian"
        )
    return path


def _insert(
    con: duckdb.DuckDBPyConnection,
    contract: Contract,
    record: Landed,
    table: str,
    file: Path,
    names: dict[str, str],
) -> None:
    stored = _columns(con, "read_parquet(?)", [str(file)])
    chosen = []
    for name, kind in _columns(con, table, []).items():
        source = names.get(name, name)
        if name == "_innehall":
            continue
        if source not in stored:
            chosen.append(f"{'[]' if name == '_otolkade' else 'null'}::{kind} as {name}")
        elif stored[source] != kind:
            # A cast that fails would quote the value, and one that goes well could change it.
            raise InsatskollError(
                f"{record.id}, {table}: kolumnen {name} har en annan typ i dagens kontrakt än när "
                "leveransen kom; raderna kan inte prövas igen, begär en ny leverans"
            )
        else:
            chosen.append(f"{source} as {name}")
    con.execute(
        f"insert into {table} by name "
        f"select *, hash({', '.join(contract.tabeller[table].kolumner)}) as _innehall "
        f"from (select {', '.join(chosen)} from read_parquet(?))",
        [str(file)],
    )


def _columns(con: duckdb.DuckDBPyConnection, relation: str, values: list[str]) -> dict[str, str]:
    con.execute(f"select * from {relation} limit 0", values)
    return {name: str(kind) for name, kind, *_ in con.description or ()}


def divide(con: duckdb.DuckDBPyConnection, findings: Iterable[Finding]) -> None:
    """Say which quarantined rows stay (`kvar`) and which accepted rows break a rule of today.

    A row whose text could not be read stays for good: the text was dropped, so nobody can tell
    what the row said. Where no rule of today names it, it keeps the rules of its night.
    """
    con.execute("create table brott (tabell varchar, _fil varchar, _rad bigint, regel varchar)")
    for finding in findings:
        if finding.severity is Severity.FEL:
            con.execute(
                "insert into brott select ?, ?, unnest(?::bigint[]), ?",
                [finding.table, finding.file, list(finding.rows), finding.rule],
            )
    con.execute("""
        create table kvar as
        select a.tabell, a._fil, a._rad, coalesce(x.regler, a._regler) as _regler, a.otolkad
        from aterprovade as a
        left join (
            select tabell, _fil, _rad, list(regel order by regel) as regler
            from brott group by all
        ) as x using (tabell, _fil, _rad)
        where x.regler is not null or a.otolkad
    """)


def write(con: duckdb.DuckDBPyConnection, home: Home, record: Landed, table: str) -> Written:
    """Write one table's accepted and quarantined rows anew, beside the files in force.

    Raises:
        CheckFailed: the rows written are not the rows that were read.
    """
    stays = (
        f"exists (select 1 from kvar as k where k.tabell = '{table}' "
        "and k._fil = t._fil and k._rad = t._rad)"
    )
    checksum, accepted = _copy(
        con,
        f"select {_KEPT} from {table} as t where not {stays} order by _fil, _rad",
        home.landing / table / f"delivery={record.id}",
    )
    _, refused = _copy(
        con,
        f"select k._regler, t.* exclude (_innehall) from {table} as t join kvar as k "
        f"on k.tabell = '{table}' and k._fil = t._fil and k._rad = t._rad order by _fil, _rad",
        home.quarantine / table / f"delivery={record.id}",
    )
    if accepted + refused != record.tabeller[table].last:
        raise CheckFailed(
            f"{record.id}, {table}: {accepted} godkända plus {refused} i karantän är inte de "
            f"{record.tabeller[table].last} rader som lästes; inget har ändrats"
        )
    return Written(checksum, accepted, refused)


def _copy(con: duckdb.DuckDBPyConnection, query: str, folder: Path) -> tuple[str, int]:
    part = folder / "part.tmp"
    rows = con.execute(f"copy ({query}) to '{part}' (format parquet, compression zstd)").fetchall()
    sync(part)
    checksum = sha256(part)
    part.replace(folder / f"{checksum}.parquet")
    sync(folder)
    return checksum, int(rows[0][0])


def tidy(home: Home, record: Landed, table: str) -> None:
    """Remove every file of a table that the record does not name."""
    landed = record.tabeller[table]
    keep = {f"{landed.sha256}.parquet"}
    if landed.karantan:
        keep.add(quarantine.file_of(home, record, table).name)
    for folder in (home.landing, home.quarantine):
        for path in (folder / table / f"delivery={record.id}").glob("*"):
            if path.name not in keep:
                path.unlink()

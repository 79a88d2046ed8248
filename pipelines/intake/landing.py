"""Keep what was accepted, quarantine what was refused, and know which deliveries are in force.

`landing/<table>/delivery=<id>/<sha256>.parquet` holds accepted rows and is never changed.
`landing/_deliveries/<id>.json` is written last, when a build has gone well: without it a
delivery's files do not exist for anybody, so a crash half-way, or a night that failed, leaves
nothing to clean up but files that the next night overwrites.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import duckdb
from pydantic import BaseModel, ConfigDict, ValidationError

from expectations.rule import Severity
from pipelines.contract import Contract
from pipelines.errors import CheckFailed
from pipelines.files import sha256, sync, write_atomically
from pipelines.intake.deliveries import Delivery
from pipelines.intake.manifest import Manifest
from pipelines.intake.readers.read import Reading
from pipelines.settings import Home
from pipelines.validation.findings import Finding


class LandedFile(BaseModel):
    """What became of one table of a delivery: how many rows, and how each file was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    last: int
    godkanda: int
    karantan: int
    overhoppade: int = 0
    sha256: str
    lasning: dict[str, str]


class Landed(BaseModel):
    """The record of one accepted delivery; the file in `_deliveries`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    manifest: Manifest
    enhet_kod: str
    innehall_sha256: str
    paket_sha256: str
    tabeller: dict[str, LandedFile]
    regler: dict[str, int]
    gallrad: dt.date | None = None

    @property
    def id(self) -> str:
        """The delivery's id."""
        return self.manifest.leverans_id

    @property
    def accepted(self) -> int:
        """Accepted rows, all tables."""
        return sum(table.godkanda for table in self.tabeller.values())

    @property
    def quarantined(self) -> int:
        """Quarantined rows, all tables."""
        return sum(table.karantan for table in self.tabeller.values())


def _records(home: Home) -> Path:
    return home.landing / "_deliveries"


def landed(home: Home) -> list[Landed]:
    """Every accepted delivery, oldest extract first."""
    return sorted(map(_load, sorted(_records(home).glob("*.json"))), key=order)


def _load(path: Path) -> Landed:
    try:
        return Landed.model_validate_json(path.read_bytes())
    except ValidationError:
        raise CheckFailed(
            f"landing/_deliveries/{path.name} är skadad; återställ den från säkerhetskopian"
        ) from None


def order(delivery: Landed) -> tuple[dt.date, bool, str]:
    """Which of a unit's deliveries counts as later: a delta comes after that day's snapshot."""
    return (delivery.manifest.uttagsdatum, delivery.manifest.typ == "delta", delivery.id)


def in_force(records: Iterable[Landed], known_at: dt.date | None = None) -> list[Landed]:
    """For each unit its latest snapshot, and the deltas that came after it.

    A replaced delivery is out, however late it is.

    Args:
        records: landed deliveries.
        known_at: leave out what was extracted after that day, corrections too.
    """
    known = (r for r in records if known_at is None or r.manifest.uttagsdatum <= known_at)
    ordered = sorted(known, key=order)
    replaced = {delivery.manifest.ersatter for delivery in ordered}
    chains: dict[str, list[Landed]] = {}
    for delivery in ordered:
        if delivery.id in replaced or delivery.gallrad is not None:
            continue
        if delivery.manifest.typ == "snapshot":
            chains[delivery.enhet_kod] = [delivery]
        elif delivery.enhet_kod in chains:
            chains[delivery.enhet_kod].append(delivery)
    return [delivery for unit in sorted(chains) for delivery in chains[unit]]


def land(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    contract: Contract,
    delivery: Delivery,
    unit: str,
    readings: dict[str, dict[str, Reading]],
    findings: Iterable[Finding],
) -> Landed:
    """Write the accepted rows of one delivery and quarantine the others.

    The delivery is landed when it is recorded (`record`).

    Args:
        con: the night's scratch database.
        home: the installation.
        contract: the contract the rows were read by.
        delivery: the delivery.
        unit: code of the unit it came from.
        readings: table -> file -> how it was read.
        findings: all findings about this delivery.

    Raises:
        CheckFailed: rows read are not rows accepted plus rows quarantined.
    """
    mine = [finding for finding in findings if finding.delivery == delivery.id]
    con.execute(
        "create or replace temp table brott "
        "(tabell varchar, _fil varchar, _rad bigint, regel varchar)"
    )
    for finding in mine:
        if finding.severity is Severity.FEL:
            con.execute(
                "insert into brott select ?, ?, unnest(?::bigint[]), ?",
                [finding.table, finding.file, list(finding.rows), finding.rule],
            )
    tables = {
        name: _land_table(con, home, delivery, name, readings[name])
        for name in contract.tabeller
        if name in readings
    }
    counts: Counter[str] = Counter()
    for finding in mine:
        counts[finding.rule] += len(finding.rows)
    return Landed(
        manifest=delivery.manifest,
        enhet_kod=unit,
        innehall_sha256=delivery.content_sha256,
        paket_sha256=delivery.package_sha256(),
        tabeller=tables,
        regler=dict(sorted(counts.items())),
    )


def record(home: Home, records: Iterable[Landed]) -> None:
    """Write down that these deliveries are landed; from now on they are known, and not read again.

    A night does this as the last thing before it publishes, so that a delivery that a build
    cannot be made of is never landed: taken out of the inbox, it is gone.
    """
    _records(home).mkdir(mode=0o700, exist_ok=True)
    for landed_now in records:
        text = landed_now.model_dump_json(indent=1)
        write_atomically(_records(home) / f"{landed_now.id}.json", text)
    sync(_records(home))


def _land_table(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    delivery: Delivery,
    table: str,
    readings: dict[str, Reading],
) -> LandedFile:
    rows = f"from {table} as t where _leverans = '{delivery.id}'"
    is_refused = (
        f"exists (select 1 from brott as x where x.tabell = '{table}' "
        "and x._fil = t._fil and x._rad = t._rad)"
    )
    rules = (
        f"(select list(x.regel order by x.regel) from brott as x where x.tabell = '{table}' "
        "and x._fil = t._fil and x._rad = t._rad) as _regler"
    )
    kept = (
        "* exclude (_otolkade, _innehall) "
        "rename (_leverans as leverans_id, _rad as rad, _fil as fil)"
    )
    checksum, accepted = _write(
        con,
        f"select {kept} {rows} and not {is_refused} order by _fil, _rad",
        home.landing / table / f"delivery={delivery.id}",
    )
    quarantine = home.quarantine / table / f"delivery={delivery.id}"
    _, refused = _write(
        con, f"select {rules}, * exclude (_innehall) {rows} and {is_refused}", quarantine
    )
    read = int(con.execute(f"select count(*) {rows}").fetchall()[0][0])
    if read != accepted + refused:
        raise CheckFailed(
            f"{delivery.id}, {table}: {read} lästa rader är inte {accepted} godkända "
            f"plus {refused} i karantän"
        )
    return LandedFile(
        last=read,
        godkanda=accepted,
        karantan=refused,
        overhoppade=sum(reading.furniture for reading in readings.values()),
        sha256=checksum,
        lasning={file: "; ".join(reading.lines()) for file, reading in readings.items()},
    )


def _write(con: duckdb.DuckDBPyConnection, query: str, folder: Path) -> tuple[str, int]:
    """Write one Parquet file named by its own checksum; the folder holds nothing else after."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    part = folder / "part.tmp"
    rows = con.execute(
        f"copy ({query}) to '{part}' (format parquet, compression zstd, compression_level 1)"
    ).fetchall()[0][0]
    sync(part)
    checksum = sha256(part)
    part.replace(folder / f"{checksum}.parquet")
    return checksum, int(rows)


def landing_digest(records: Iterable[Landed]) -> str:
    """A checksum of everything a build can see: the deliveries in force and their rows.

    How a delivery was packed is not part of it: the same files give the same figures.
    """
    facts = [record.model_dump(mode="json", exclude={"paket_sha256"}) for record in records]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

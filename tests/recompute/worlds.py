"""Small random worlds, written as a folder like `build/gallande` (syntetiska data).

A seed gives the same world every time. Rows hold whatever an accepted row may hold: what the
rules only warn about is common here, and what they hold back does not occur.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from pipelines.contract import load_contract
from tests.recompute.texts import districts
from tests.recompute.world import Delivery, Row, World
from tests.recompute.world_children import (
    add_children,
    follow_ups,
    insatser_of,
    plans,
    utredningar_of,
)
from tests.recompute.world_units import add_population, add_staff, add_supply, add_terms

_OLD_JARVA = ("rinkeby-kista", "spanga-tensta")
WORLDS: dict[str, tuple[int, tuple[Delivery, ...]]] = {
    "ett_uttag": (
        1,
        (
            Delivery("bromma", date(2024, 11, 1)),
            Delivery("jarva", date(2024, 11, 1), names=_OLD_JARVA),
            Delivery("farsta", date(2024, 11, 1)),
            Delivery("central", date(2024, 11, 1)),
        ),
    ),
    "olika_uttag_och_rattelser": (
        2,
        (
            Delivery("bromma", date(2025, 10, 31)),
            Delivery("hagersten-alvsjo", date(2025, 9, 15), names=("alvsjo",)),
            Delivery("norra-innerstaden", date(2026, 1, 31), names=("ostermalm",)),
            Delivery("farsta", date(2025, 11, 30)),
            Delivery("central", date(2025, 12, 31)),
            Delivery("bromma", date(2025, 12, 31), "delta"),
            Delivery("farsta", date(2026, 1, 15), "delta"),
        ),
    ),
    "flera_nycklar": (
        3,
        (
            Delivery("bromma", date(2024, 3, 30)),
            Delivery("jarva", date(2024, 3, 31), key="prov-2", names=_OLD_JARVA),
            Delivery("farsta", date(2024, 3, 30)),
            Delivery("central", date(2024, 3, 31)),
            Delivery("jarva", date(2024, 4, 30), "delta", key="prov-2"),
        ),
    ),
}


def make(seed: int, folder: Path, deliveries: tuple[Delivery, ...], children: int = 300) -> Path:
    """Write the world of a seed.

    Args:
        seed: gives the same world every time.
        folder: is made; as `build/gallande` of a home.
        deliveries: snapshots first; a delta comes after the snapshot of its unit.
        children: how many.
    """
    units = [delivery.unit for delivery in deliveries if delivery.unit != "central"]
    names = [name for delivery in deliveries for name in delivery.names]
    responsible = (None, None, None, *units, *names, "okand", "stad")
    quiet = tuple(Delivery(unit, deliveries[0].day) for unit in districts() if unit not in units)
    world = World(np.random.default_rng(seed), deliveries, quiet, children, responsible)
    add_children(world)
    for delivery in world.everyone:
        if delivery.unit != "central":
            add_terms(world, delivery)
        if delivery.typ == "snapshot":
            add_supply(world, delivery)
            add_staff(world, delivery)
        if delivery.unit == "central" and delivery.typ == "snapshot":
            add_population(world, delivery)
    _corrections(world)
    _write(world, folder)
    return folder


def _corrections(world: World) -> None:
    """Each delta says some rows of its unit's snapshot again, changed, and adds a few."""
    changes: dict[str, Row] = {
        "insatser": {"slutdatum": None, "slutorsak": None, "regi": "central"},
        "utredningar": {"avslutad_datum": None, "utfall": None},
        "uppfoljningar": {"dokumenterad": True, "slag": "lopande"},
        "genomforandeplaner": {"nasta_uppfoljning": None},
        "aktualiseringar": {"beslut": "inleds_inte"},
        "insatsutbud": {"planerad": False, "gallande_till": None},
        "insatser_utan_behovsprovning": {"antal": 7},
        "personalresurser": {"arsarbetare": 1.5},
    }
    for delta in world.deliveries:
        if delta.typ == "delta":
            earlier = [
                (table, row)
                for delivery, table, row in world.rows
                if delivery.unit == delta.unit and delivery.typ == "snapshot"
            ]
            for table, row in earlier:
                if table in changes and world.chance(0.15):
                    world.add(delta, table, {**row, **changes[table]})
            for number in range(20):
                child = {"hushall_id": None, "kon": "K", "fodelsear": 2012}
                own = utredningar_of(world, delta, 1000 + number, child)
                insatser_of(world, delta, number, child, own)
            decisions = [row for _, table, row in world.rows if table == "insatser"]
            for _ in range(10):  # a delta may follow up what it does not hold, or nobody holds
                known = {**world.one(decisions)}
                follow_ups(world, delta, known | {"beslut_id": world.pseudonym()})
                follow_ups(world, delta, known)
                plans(world, delta, known)


def _write(world: World, folder: Path) -> None:
    with duckdb.connect() as con:
        for name, table in load_contract().tabeller.items():
            (folder / name).mkdir(parents=True)
            types = {"leverans_id": "varchar", "fil": "varchar", "rad": "bigint"}
            types |= {column: entry.duckdb_type for column, entry in table.kolumner.items()}
            _copy(con, types, [], folder / name / "kontrakt.parquet")
            for delivery in world.everyone:
                own = [
                    row for of, of_table, row in world.rows if (of, of_table) == (delivery, name)
                ]
                lines = [
                    {"leverans_id": delivery.id, "fil": f"{name}.csv", "rad": number, **row}
                    for number, row in enumerate(own, 2)
                ]
                _copy(con, types, lines, folder / name / f"{delivery.id}.parquet")
        _write_deliveries(con, world.everyone, folder / "leveranser.parquet")


def _copy(
    con: duckdb.DuckDBPyConnection, types: dict[str, str], lines: list[Row], target: Path
) -> None:
    texts = [
        [None if line.get(column) is None else str(line[column]) for column in types]
        for line in lines
    ]
    con.register("texter", pd.DataFrame(texts, columns=list(types), dtype="str"))
    typed = ", ".join(f"{column}::{typ} as {column}" for column, typ in types.items())
    con.execute(f"copy (select {typed} from texter) to '{target}' (format parquet)")


def _write_deliveries(
    con: duckdb.DuckDBPyConnection, deliveries: tuple[Delivery, ...], target: Path
) -> None:
    con.execute(
        "create table lev (leverans_id varchar, enhet_kod varchar, uttagsdatum date, typ varchar, "
        "ordning integer, nyckel_id varchar, sekretessmarkerade_barn integer, "
        "syntetiska_data boolean)"
    )
    places: dict[str, int] = {}
    for delivery in deliveries:
        places[delivery.unit] = place = places.get(delivery.unit, 0) + 1
        facts = [delivery.id, delivery.unit, delivery.day, delivery.typ, place, delivery.key, 0]
        con.execute("insert into lev values (?, ?, ?, ?, ?, ?, ?, true)", facts)
    con.execute(f"copy (from lev order by leverans_id) to '{target}' (format parquet)")

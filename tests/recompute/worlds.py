"""Small random worlds, written as a folder like `build/gallande` (syntetiska data).

A seed gives the same world every time. Rows hold whatever an accepted row may hold: what the
rules only warn about is common here, and what they hold back does not occur.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from pipelines.contract import load_contract
from tests.recompute.texts import districts

Row = dict[str, Any]
TYPES = (
    "FAM01", "FAM02", "FAM05", "STF01", "STF02", "FST01", "FST03", "STO01", "STO05", "VAL01",
    "KON01", "KON02", "KON04", "KON05", "SMB07", "UTA01", "UTA02", "CEN04", "LOK-1", "LOK-2",
)  # fmt: skip
_NOTABLE = [
    date(2020, 12, 31), date(2021, 1, 1), date(2021, 12, 31), date(2022, 8, 31),
    date(2022, 10, 31), date(2022, 11, 30), date(2023, 1, 31), date(2023, 6, 30),
    date(2023, 7, 1), date(2023, 8, 31), date(2023, 9, 30), date(2023, 10, 1),
    date(2023, 10, 31), date(2023, 11, 29), date(2023, 11, 30), date(2023, 12, 31),
    date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 1),
    date(2024, 3, 31), date(2024, 11, 1), date(2025, 2, 28), date(2025, 6, 30), date(2025, 7, 1),
]  # fmt: skip
_NUSO = ("nuso1", "nuso2", "nuso3", "nuso4")
_BANDS = ("a00_03", "a04_06", "a07_09", "a10_12", "a13_14", "a15_17", "a18_20")
_PARTS = ("samtal", "familjesamtal", "hembesok", "grupp", "natverk", "traning", "praktiskt")
LAW_DAY = date(2025, 7, 1)
# so many days before the extract a row stops, or begins, to be old enough for some measure
_NEAR_THE_END = (
    0, 1, 29, 30, 31, 43, 44, 45, 59, 60, 61, 119, 120, 121, 122, 152, 153, 154, 394, 395, 396
)  # fmt: skip


@dataclass(frozen=True)
class Delivery:
    """A delivery of a world: who, when, and whether it replaces or adds."""

    unit: str
    day: date
    typ: str = "snapshot"
    key: str = "prov-1"
    names: tuple[str, ...] = ()  # the unit's names in its rows; its code if none

    @property
    def id(self) -> str:
        """Such as `jarva-2025-03-31`."""
        return f"{self.unit}-{self.day}"


@dataclass
class World:
    """A world that is being made."""

    random: np.random.Generator
    deliveries: tuple[Delivery, ...]
    quiet: tuple[Delivery, ...]
    children: int
    responsible: tuple[str | None, ...]
    rows: list[tuple[Delivery, str, Row]] = field(default_factory=list)
    utredningar: list[str] = field(default_factory=lambda: ["f" * 24])
    counter: int = 0

    @property
    def everyone(self) -> tuple[Delivery, ...]:
        """With the other districts, so that the city is whole; they have no children."""
        return (*self.deliveries, *self.quiet)

    def number(self, low: int, high: int) -> int:
        """A whole number from low to high."""
        return int(self.random.integers(low, high + 1))

    def chance(self, part: float) -> bool:
        """True in that part of the cases."""
        return bool(self.random.random() < part)

    def one(self, values: Any) -> Any:
        """One of some values."""
        return values[self.number(0, len(values) - 1)]

    def day(self, first: date, last: date) -> date:
        """A day between two, often one that is easily counted wrong."""
        notable = [found for found in _NOTABLE if first <= found <= last]
        near = [last - timedelta(days=number) for number in _NEAR_THE_END]
        near = [found for found in near if first <= found]
        for days, part in ((notable, 0.2), (near, 0.1)):
            if days and self.chance(part):
                return self.one(days)
        return first + timedelta(days=self.number(0, max((last - first).days, 0)))

    def later(self, day: date, *steps: int) -> date:
        """Some days after a day."""
        return day + timedelta(days=self.one(steps))

    def pseudonym(self, *parts: object) -> str:
        """24 hex characters; a new one without parts."""
        self.counter += 1
        text = "|".join(map(str, parts or (self.counter,)))
        return hashlib.sha256(text.encode()).hexdigest()[:24]

    def add(self, delivery: Delivery, table: str, row: Row) -> Row:
        """A row of a delivery."""
        self.rows.append((delivery, table, row))
        return row


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
    _children(world)
    for delivery in world.everyone:
        if delivery.unit != "central":
            _terms(world, delivery)
        if delivery.typ == "snapshot":
            _supply(world, delivery)
            _staff(world, delivery)
        if delivery.unit == "central" and delivery.typ == "snapshot":
            _population(world, delivery)
    _corrections(world)
    _write(world, folder)
    return folder


def _children(world: World) -> None:
    snapshots = [delivery for delivery in world.deliveries if delivery.typ == "snapshot"]
    household = None
    for number in range(world.children):
        if household is None or not world.chance(0.3):
            household = world.pseudonym("hushall", number) if world.chance(0.9) else None
        child = {
            "hushall_id": household,
            "kon": world.one(("K", "K", "M", "M", "M", None)),
            "fodelsear": world.number(2001, 2021),
        }
        home = world.one(snapshots)
        moves_to = world.one(snapshots) if world.chance(0.2) else home
        utredningar = _utredningar(world, home, number, child)
        for _ in range(world.number(0, 2)):
            _aktualisering(world, home, number, child, utredningar)
        for turn in range(world.number(0, 3)):
            _insatser(world, home if turn == 0 else moves_to, number, child, utredningar)


def _child(world: World, delivery: Delivery, number: int, child: Row) -> Row:
    """The child as one row has it: pseudonymised with its delivery's key, sometimes wrong."""
    found = {"barn_id": world.pseudonym("barn", number, delivery.key), **child}
    if world.chance(0.02):
        found["kon"] = world.one(("K", "M", None))
    if world.chance(0.02):
        found["fodelsear"] -= 1
    return found


def _earliest(child: Row) -> date:
    """Nothing is about a child that is not born."""
    return max(date(2020, 9, 1), date(child["fodelsear"], 1, 1))


def _name(world: World, delivery: Delivery) -> str:
    return world.one((*(delivery.names or (delivery.unit,)), delivery.unit))


def _maybe(world: World, value: Any, part: float = 0.8) -> Any:
    return value if world.chance(part) else None


def _yes_no(world: World) -> bool | None:
    return world.one((True, False, None))


def _utredningar(world: World, delivery: Delivery, number: int, child: Row) -> list[Row]:
    made: list[Row] = []
    for _ in range(world.number(0, 3)):
        begun = world.day(_earliest(child), delivery.day)
        ended = world.one((
            world.later(begun, 0, 1, 14, 30, 61, 100, 119, 120, 121, 122, 123, 124, 150, 250),
            _months_after(begun, 4),
            world.day(begun, delivery.day),
            None,
        ))  # fmt: skip
        ended = ended if ended is None or ended <= delivery.day else None
        row = {
            **_child(world, delivery, number, child),
            "utredning_id": world.pseudonym(),
            "ansvarig_enhet": world.one((_name(world, delivery), _name(world, delivery), "okand")),
            "inledd_datum": begun,
            "avslutad_datum": ended,
            "forlangd_till": _maybe(world, world.later(begun, 100, 123, 150, 180), 0.25),
            "samtycke": world.one(("ja", "delvis", "nej", "ej_aktuellt", None)),
            "risk_normbrytande": world.one(("hog", "hog", "medel", "lag", "ej_bedomd", None)),
            "utfall": world.one(("insats", "hanvisad", "inget_samtycke", "ingen_insats", None)),
            "registreringsdatum": world.later(begun, 0, 1, 20, 60),
        }
        made.append(world.add(delivery, "utredningar", row))
        world.utredningar.append(row["utredning_id"])
    return made


def _aktualisering(
    world: World, delivery: Delivery, number: int, child: Row, utredningar: list[Row]
) -> None:
    came = world.day(_earliest(child), delivery.day)
    decided = world.later(came, 0, 1, 7, 13, 14, 15, 16, 40)
    decision = world.one(("inleds", "inleds", "inleds_inte", "pafors", None))
    row = {
        **_child(world, delivery, number, child),
        "aktualisering_id": world.pseudonym(),
        "ansvarig_enhet": world.one((_name(world, delivery), _name(world, delivery), "okand")),
        "slag": world.one(("anmalan", "anmalan", "anmalan", "ansokan")),
        "inkommen_datum": came,
        "beslut": decision,
        "beslutsdatum": decided if decided <= delivery.day and world.chance(0.9) else None,
        "synnerliga_skal": _yes_no(world),
        "utredning_id": world.one(utredningar)["utredning_id"] if utredningar else None,
        "registreringsdatum": world.later(came, 0, 3),
    }
    world.add(delivery, "aktualiseringar", row)


def _insatser(
    world: World, delivery: Delivery, number: int, child: Row, utredningar: list[Row]
) -> None:
    """A decision, and sometimes a chain of renewals of it."""
    kind = world.one(TYPES)
    begin = world.day(_earliest(child), delivery.day)
    snapshots = [found for found in world.deliveries if found.typ == "snapshot"]
    for _ in range(world.one((1, 1, 1, 2, 3))):
        if begin > delivery.day:
            return
        row = _insats(world, delivery, _child(world, delivery, number, child), kind, begin)
        if utredningar and world.chance(0.7):
            row["utredning_id"] = world.one(utredningar)["utredning_id"]
        elif world.chance(0.2):
            row["utredning_id"] = world.one(world.utredningar)  # another child's, or nobody's
        world.add(delivery, "insatser", row)
        _follow_ups(world, delivery, row)
        _plans(world, delivery, row)
        if row["slutdatum"] is None or row["startdatum"] is None:
            begin = world.later(begin, 20, 90)
        else:
            begin = world.later(row["slutdatum"], -20, 0, 1, 30, 31, 32, 33)
        delivery = world.one(snapshots) if world.chance(0.1) else delivery


def _insats(world: World, delivery: Delivery, child: Row, kind: str, begin: date) -> Row:
    decided = world.later(begin, 0, 0, -1, -30, -90, -92, 3)
    decided = min(max(decided, _earliest(child)), delivery.day)
    started = begin if world.chance(0.85) else None
    ended = world.one((
        None,
        world.later(begin, 0, 1, 28, 29, 30, 31, 89, 90, 91, 92, 120, 181, 182, 200, 365, 400),
        _months_after(begin, world.number(1, 14)),
    ))  # fmt: skip
    if ended is not None and ended > delivery.day and world.chance(0.7):
        ended = None
    reasons = ("planerat", "planerat", "avbrutet", "flytt", "alder", "annan_insats", None)
    reason = world.one(reasons) if started else "aldrig_paborjad"
    alone = decided >= LAW_DAY and delivery.unit != "central" and world.chance(0.3)
    own = _name(world, delivery)
    regi = world.one(
        ("egen_namnd", "annan_stadsdelsnamnd", "central", "annan_offentlig", "kopt", "kopt", None)
    )
    return {
        **child,
        "beslut_id": world.pseudonym(),
        "insatstyp": kind,
        "lagrum": world.one(("sol", "sol", "sol", "lvu22", None)),
        "behovsprovning": "utan" if alone else "med",
        "regi": regi,
        "beslutande_enhet": "okand" if world.chance(0.2) and not alone else own,
        "ansvarig_enhet": world.one(world.responsible),
        "beslutsdatum": decided,
        "startdatum": started,
        "slutdatum": ended,
        "slutorsak": _maybe(world, reason, 0.95) if ended else None,
        "registreringsdatum": world.later(decided, 0, 2, 25, 60),
        "uppdrag_datum": _maybe(world, world.later(decided, 0, 10), 0.6),
        "sip": _yes_no(world),
        "intensitet": world.one((None, -1.0, 0.0, 0.5, 1.25, 2.0, 4.0, 8.0)),
        "komponenter": _maybe(world, "+".join(world.one(_PARTS) for _ in range(3))),
        "placering": world.one((None, "ingen", "ingen", "jourhem", "familjehem")),
        "kostnad_manad": world.one((None, 0.0, -50.0, 12500.5, 31000.25)) if regi else None,
    }


def _follow_ups(world: World, delivery: Delivery, insats: Row) -> None:
    start = insats["startdatum"] or insats["beslutsdatum"]
    day = world.later(start, -5, 0, 10, 60, 88, 89, 90, 91, 92, 105, 106, 107, 181, 196, 197)
    for _ in range(world.number(0, 5)):
        held: date | None = world.one((day, day, day, day, insats["slutdatum"] or day, None))
        if held is not None and held > delivery.day:
            held = None
        row = {
            "uppfoljning_id": world.pseudonym(),
            "beslut_id": insats["beslut_id"],
            "planerat_datum": _maybe(world, day, 0.5),
            "hallen_datum": held,
            "dokumenterad": world.chance(0.7),
            "registreringsdatum": world.later(held or start, -2, 0, 5, 45),
            "slag": world.one(("lopande", "lopande", "lopande", "avslut", None)),
            "deltog_barn": _yes_no(world),
            "deltog_vardnadshavare": _yes_no(world),
            "deltog_utforare": _yes_no(world),
            "mal_uppnatt": world.one(("ja", "delvis", "nej", None)),
        }
        world.add(delivery, "uppfoljningar", row)
        day = world.later(day, 0, 30, 89, 90, 91, 92, 93, 104, 105, 106, 107, 120, 200)


def _plans(world: World, delivery: Delivery, insats: Row) -> None:
    start = insats["startdatum"] or insats["beslutsdatum"]
    day = world.later(start, -20, 0, 10, 29, 30, 31, 60, 90)
    for _ in range(world.number(0, 3)):
        if day > delivery.day:
            return
        own_day = world.later(day, -10, 0, 20, 45, 60, 91, 120, 200)
        row = {
            "plan_id": world.pseudonym(),
            "beslut_id": insats["beslut_id"],
            "upprattad_datum": day,
            "har_mal": _yes_no(world),
            "nasta_uppfoljning": _maybe(world, own_day, 0.6),
            "registreringsdatum": world.later(day, 0, 40),
        }
        world.add(delivery, "genomforandeplaner", row)
        day = world.later(day, 0, 15, 90, 200, 365, 366)


def _supply(world: World, delivery: Delivery) -> None:
    for name in (delivery.unit, *delivery.names):
        for kind in TYPES:
            span = (date(2019, 1, 1), date(2025, 12, 31))
            for begun in sorted({world.day(*span) for _ in range(world.number(0, 2))}):
                row = {
                    "enhet": name,
                    "insatstyp": kind,
                    "behovsprovning": world.one(("med", "utan", "bada")),
                    "beslutsgrund": world.one(("stadsovergripande", "lokalt", "tradition", None)),
                    "intensiv_kostsam": world.one((True, False, False, False, None)),
                    "planerad": world.chance(0.15),
                    "gallande_fran": begun,
                    "gallande_till": _maybe(world, world.later(begun, 0, 200, 500, 1500), 0.4),
                }
                world.add(delivery, "insatsutbud", row)


def _terms(world: World, delivery: Delivery) -> None:
    """Rows about a child without behovsprövning are allowed from the new law on."""
    for name in (delivery.unit, *delivery.names):
        for kind in TYPES:
            row = {
                "enhet": name,
                "insatstyp": kind,
                "dokumentation": "individ",
                "gallande_fran": LAW_DAY,
            }
            world.add(delivery, "dokumentationsvillkor", row)


def _staff(world: World, delivery: Delivery) -> None:
    """Staff and, in the districts, the monthly numbers without behovsprövning."""
    for year in range(2021, delivery.day.year + 1):
        for name in (delivery.unit, *delivery.names):
            days = sorted({date(year, 5, 1), world.day(date(year, 1, 1), date(year, 12, 31))})
            for day in [day for day in days if day <= delivery.day and world.chance(0.9)]:
                _staff_on(world, delivery, name, day)
            if delivery.unit != "central":
                _months(world, delivery, name, year)


def _staff_on(world: World, delivery: Delivery, name: str, day: date) -> None:
    roles = ("familjebehandlare", "ungdomsbehandlare", "kurator", "samordnare")
    for role in roles:
        for competence in sorted(
            {world.one(("fft", "mst", "socionom", "ovrig")) for _ in range(2)}
        ):
            row = {
                "enhet": name,
                "referensdatum": day,
                "roll": role,
                "kompetens": competence,
                "certifiering": world.one(("under_utbildning", "certifierad", "ej_aktuellt")),
                "antal_personer": world.number(0, 4),
                "arsarbetare": world.one((0.0, 0.25, 0.8, 1.0, 2.35, 3.0)),
            }
            world.add(delivery, "personalresurser", row)


def _months(world: World, delivery: Delivery, name: str, year: int) -> None:
    taken = set()
    for _ in range(12):
        month = date(year, world.number(1, 12), 1)
        key = (
            world.one(_NUSO),
            month,
            world.one(_BANDS),
            world.one(("K", "M")),
            world.one(("avslutad", "nybesok", "ansokan", "anmalan", "hanvisning", "pagar")),
        )
        if month <= delivery.day and key not in taken:
            taken.add(key)
            columns = ("nuso_kategori", "manad", "aldersgrupp", "kon", "resultat")
            row = {"enhet": name, **dict(zip(columns, key, strict=True))}
            row["antal"] = world.number(0, 6)
            world.add(delivery, "insatser_utan_behovsprovning", row)


def _population(world: World, delivery: Delivery) -> None:
    """Two sources; earlier districts in early years; the city is not the sum of its parts."""
    merged = {"jarva": ("rinkeby-kista", "spanga-tensta"), "hagersten-alvsjo": ("alvsjo",)}
    areas = (*districts(), "stad")
    for year in range(2020, delivery.day.year):
        for source in ("stad", "scb"):
            for area in areas:
                if area == "kungsholmen" and year == 2022:
                    continue
                for name in merged.get(area, (area,)) if year < 2022 else (area,):
                    for age in range(21):
                        for kon in ("K", "M"):
                            row = {
                                "enhet": name,
                                "alder": age,
                                "kon": kon,
                                "referensdatum": date(year, 12, 31),
                                "antal": world.number(20, 60) * (5 if area == "stad" else 1),
                                "kalla": source,
                            }
                            world.add(delivery, "befolkning", row)


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
                own = _utredningar(world, delta, 1000 + number, child)
                _insatser(world, delta, number, child, own)
            decisions = [row for _, table, row in world.rows if table == "insatser"]
            for _ in range(10):  # a delta may follow up what it does not hold, or nobody holds
                known = {**world.one(decisions)}
                _follow_ups(world, delta, known | {"beslut_id": world.pseudonym()})
                _follow_ups(world, delta, known)
                _plans(world, delta, known)


def _months_after(day: date, months: int) -> date:
    return (pd.Timestamp(day) + pd.DateOffset(months=months)).date()


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

"""Tonight's deliveries: which are new, which may come in, and their rows in the scratch database.

A delivery that is refused leaves no row and no file behind; the others go on without it.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from expectations.rule import Rule, Severity
from pipelines.contract import Contract
from pipelines.errors import DeliveryRefused
from pipelines.intake import admission, deliveries, landing, readers, tables
from pipelines.intake.deliveries import Delivery
from pipelines.intake.landing import Landed
from pipelines.intake.manifest import Manifest
from pipelines.intake.readers import Reading
from pipelines.settings import Home, Settings
from pipelines.validation.findings import Finding


@dataclass
class Arrival:
    """A new delivery on its way in."""

    delivery: Delivery
    enhet_kod: str
    readings: dict[str, dict[str, Reading]] = field(default_factory=dict)
    rows: int = 0

    @property
    def manifest(self) -> Manifest:
        """The delivery's manifest."""
        return self.delivery.manifest


@dataclass
class Arrivals:
    """Tonight's deliveries.

    Attributes:
        new: those that are admitted so far.
        known: how many of the inbox are landed already.
        refused: those that are not taken, with the reason.
        fallen: those that were admitted by their manifest and refused for what they hold.
        other_files: how many other files lie in the inbox.
    """

    new: list[Arrival] = field(default_factory=list)
    known: int = 0
    refused: list[DeliveryRefused] = field(default_factory=list)
    fallen: list[Arrival] = field(default_factory=list)
    other_files: int = 0

    @contextmanager
    def taking(self, arrival: Arrival) -> Iterator[None]:
        """Let one delivery be refused without stopping the others."""
        try:
            yield
        except DeliveryRefused as refusal:
            self.refused.append(refusal)
            self.new.remove(arrival)
            self.fallen.append(arrival)


def look(inbox: Path, landed: Sequence[Landed], contract: Contract) -> Arrivals:
    """Open every delivery of the inbox and admit the new ones, originals before corrections."""
    arrivals = Arrivals()
    opened: list[Delivery] = []
    paths, arrivals.other_files = deliveries.find(inbox)
    for path in paths:
        try:
            delivery = deliveries.open_delivery(path)
            if admission.already_landed(delivery, landed):
                arrivals.known += 1
            else:
                opened.append(delivery)
        except DeliveryRefused as refusal:
            arrivals.refused.append(refusal)
    for delivery in _in_order(opened):
        try:
            if admission.arrives_twice(delivery, [a.delivery for a in arrivals.new]):
                arrivals.known += 1
                continue
            unit = admission.admit(delivery, [*landed, *arrivals.new], contract)
        except DeliveryRefused as refusal:
            arrivals.refused.append(refusal)
        else:
            arrivals.new.append(Arrival(delivery, unit))
    return arrivals


def _in_order(opened: Sequence[Delivery]) -> list[Delivery]:
    """By extract date; what is replaced before what replaces it; a snapshot before its deltas."""
    replaces = {delivery.id: delivery.manifest.ersatter for delivery in opened}

    def steps(delivery_id: str | None) -> int:
        seen: list[str] = []
        while delivery_id in replaces and delivery_id not in seen:
            seen.append(delivery_id)
            delivery_id = replaces[delivery_id]
        return len(seen)

    def key(delivery: Delivery) -> tuple[dt.date, int, bool, str, str]:
        manifest = delivery.manifest
        is_delta = manifest.typ == "delta"
        return (manifest.uttagsdatum, steps(delivery.id), is_delta, delivery.id, delivery.name)

    return sorted(opened, key=key)


@contextmanager
def scratch(home: Home) -> Iterator[Path]:
    """A folder of its own for the scratch database; nothing of it is left afterwards."""
    folder = home.build / "intag"
    clean(home)
    folder.mkdir(mode=0o700)
    try:
        yield folder / "intag.duckdb"
    finally:
        clean(home)


def clean(home: Home) -> None:
    """Remove what an interrupted night left of its deliveries."""
    shutil.rmtree(home.build / "intag", ignore_errors=True)


@contextmanager
def connect(path: Path, settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the scratch database within the operator's limits."""
    con = duckdb.connect(
        str(path),
        config={
            "memory_limit": settings.memory_limit,
            "threads": settings.threads,
            "temp_directory": str(path.parent / "tmp"),
        },
    )
    try:
        yield con
    finally:
        con.close()


def read(
    database: Path,
    settings: Settings,
    contract: Contract,
    arrivals: Arrivals,
    progress: Callable[[Arrival], None],
) -> None:
    """Read every new delivery into the scratch database."""
    with connect(database, settings) as con:
        tables.create(con, contract)
        for arrival in list(arrivals.new):
            with arrivals.taking(arrival):
                try:
                    _read_one(con, database.parent, contract, arrival)
                except DeliveryRefused:
                    tables.forget(con, contract, arrival.delivery.id)
                    raise
                progress(arrival)


def _read_one(
    con: duckdb.DuckDBPyConnection, folder: Path, contract: Contract, arrival: Arrival
) -> None:
    delivery = arrival.delivery
    original, plain = folder / "original", folder / "plain.csv"
    try:
        for file in delivery.manifest.filer:
            delivery.extract(file, original)
            table = contract.tabeller[file.tabell]
            reading = readers.to_plain_csv(original, plain, table, delivery.where(file.fil))
            arrival.rows += tables.load(con, contract, delivery, file, plain, reading)
            arrival.readings.setdefault(file.tabell, {})[file.fil] = reading
    finally:
        original.unlink(missing_ok=True)
        plain.unlink(missing_ok=True)
    tables.register(con, delivery, arrival.enhet_kod)


def stop(arrivals: Arrivals, findings: Sequence[Finding], rules: Sequence[Rule]) -> None:
    """Refuse the deliveries that break a rule of severity STOPPA."""
    titles = {rule.id: rule.title for rule in rules}
    for arrival in list(arrivals.new):
        with arrivals.taking(arrival):
            for finding in findings:
                mine = finding.delivery == arrival.delivery.id
                if mine and finding.severity is Severity.STOPPA:
                    first = ", ".join(map(str, finding.rows[:5]))
                    raise DeliveryRefused(
                        finding.rule,
                        arrival.delivery.where(finding.file),
                        f"leveransen stoppas: {titles[finding.rule]}; "
                        f"bryts på {len(finding.rows)} rader (första: {first})",
                    )
    _refuse_baseless(arrivals)


def _refuse_baseless(arrivals: Arrivals) -> None:
    """A delta builds on the deliveries before it; if one of tonight's fell, so does the delta."""
    for arrival in list(arrivals.new):
        with arrivals.taking(arrival):
            if arrival.manifest.typ == "delta" and any(
                fallen.enhet_kod == arrival.enhet_kod
                and fallen.manifest.uttagsdatum <= arrival.manifest.uttagsdatum
                for fallen in arrivals.fallen
            ):
                raise DeliveryRefused(
                    "LEV-09",
                    arrival.delivery.name,
                    "en leverans som denna delta bygger på vägrades; skicka om båda",
                )


def land(
    database: Path,
    settings: Settings,
    home: Home,
    contract: Contract,
    arrivals: Arrivals,
    findings: Sequence[Finding],
) -> list[Landed]:
    """Land every delivery that is still in."""
    with connect(database, settings) as con:
        return [
            landing.land(
                con,
                home,
                contract,
                arrival.delivery,
                arrival.enhet_kod,
                arrival.readings,
                findings,
            )
            for arrival in arrivals.new
        ]

"""Tonight's deliveries: which are new, which may come in, and their rows in the scratch database.

A delivery that is refused leaves no row and no file behind; the others go on without it.
"""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from expectations.rule import Rule, Severity
from pipelines.contract import Contract, load_contract
from pipelines.contract.typing import unit_names
from pipelines.errors import DeliveryRefused
from pipelines.intake import admission, deliveries, gate, landing, tables, typed
from pipelines.intake.acceptance import accepted
from pipelines.intake.deliveries import Delivery
from pipelines.intake.landing import Landed
from pipelines.intake.manifest import DeliveredFile, Manifest
from pipelines.intake.readers.read import Reading, read_file
from pipelines.settings import SEEDS, Home, Settings
from pipelines.validation.findings import Finding

_USUAL_AGE = 12  # years; there are children of that age in every delivery of a real district


_TERMS = threading.Lock()  # what may be documented is learnt by one delivery at a time


@dataclass
class Arrival:
    """A new delivery on its way in."""

    delivery: Delivery
    enhet_kod: str
    readings: dict[str, dict[str, Reading]] = field(default_factory=dict)
    rows: int = 0
    tried: list[gate.Try] = field(default_factory=list)

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


def look(inbox: Path, landed: Sequence[Landed]) -> Arrivals:
    """Open every delivery of the inbox and admit the new ones, originals before corrections."""
    paths, others = deliveries.find(inbox)
    arrivals = look_at(paths, landed)
    arrivals.other_files = others
    return arrivals


def look_at(paths: Sequence[Path], landed: Sequence[Landed]) -> Arrivals:
    """The same for the deliveries at these paths."""
    arrivals = Arrivals()
    opened: list[Delivery] = []
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
            unit = admission.admit(delivery, [*landed, *arrivals.new])
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
    home: Home | None = None,
    landed: Sequence[Landed] = (),
) -> None:
    """Read every new delivery into the scratch database.

    Args:
        database: the scratch database; it is made.
        settings: the operator's limits.
        contract: the newest version; the tables have its columns.
        arrivals: the deliveries; those that are refused are taken out.
        progress: called after each delivery.
        home: the installation, whose landed rows the new ones are compared with; None at a
            sender's desk, where there is none.
        landed: what is landed there.
    """
    key = home.type_key() if home else secrets.token_bytes(32)
    if not arrivals.new:
        return
    newest = max(arrival.manifest.uttagsdatum.year for arrival in arrivals.new)
    with connect(database, settings) as con, gate.warm(newest - _USUAL_AGE):
        tables.create(con, contract)
        if home:
            tables.remember(con, home, landed)
        refused: dict[str, DeliveryRefused] = {}
        with ThreadPoolExecutor(settings.threads) as readers:
            lots = [
                readers.submit(
                    _read_lot, con.cursor(), database.parent / unit, lot, contract, key, progress
                )
                for unit, lot in _by_unit(arrivals.new).items()
            ]
            for read_lot in lots:
                refused |= read_lot.result()
        for arrival in list(arrivals.new):
            with arrivals.taking(arrival):
                if arrival.delivery.id in refused:
                    raise refused[arrival.delivery.id]
                try:
                    gate.judge(arrival.tried)
                except DeliveryRefused:
                    tables.forget(con, contract, arrival.delivery.id)
                    raise
                allowed = home is not None and accepted(home, arrival.delivery)
                rows = {
                    table: sum(reading.rows for reading in files.values())
                    for table, files in arrival.readings.items()
                }
                tables.register(con, arrival.manifest, arrival.enhet_kod, rows, landed, allowed)


def _by_unit(arrivals: Sequence[Arrival]) -> dict[str, list[Arrival]]:
    """One unit's deliveries follow each other; different units' are read side by side."""
    lots: dict[str, list[Arrival]] = {}
    for arrival in arrivals:
        lots.setdefault(arrival.enhet_kod, []).append(arrival)
    return lots


def _read_lot(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    lot: Sequence[Arrival],
    contract: Contract,
    key: bytes,
    progress: Callable[[Arrival], None],
) -> dict[str, DeliveryRefused]:
    """Read one unit's deliveries, on a connection and in a folder of their own."""
    folder.mkdir()
    refused = {}
    for arrival in lot:
        try:
            _read_one(con, folder, arrival, key)
        except DeliveryRefused as refusal:
            tables.forget(con, contract, arrival.delivery.id)
            refused[arrival.delivery.id] = refusal
        else:
            progress(arrival)
    return refused


def _read_one(con: duckdb.DuckDBPyConnection, folder: Path, arrival: Arrival, key: bytes) -> None:
    delivery = arrival.delivery
    contract = load_contract(delivery.manifest.kontrakt)
    units = unit_names(SEEDS / "stadsdelsnamnder.csv")
    with closing(_extracted(delivery, folder)) as files:
        for file, original in files:
            where, table = delivery.where(file.fil), contract.tabeller[file.tabell]
            reading = read_file(con, original, folder, table, where, gate.check_texts)
            if reading.rows != file.rader:
                raise DeliveryRefused(
                    "FIL-06",
                    where,
                    f"filen har {reading.rows} datarader men manifestet säger {file.rader}; "
                    "är den avklippt? Rubriker och sidfötter räknas inte",
                )
            notes = typed.make(con, contract, table, units, key, where)
            gate.check(con, table, file.tabell, where, arrival.tried)
            tables.add(con, file.tabell, table, delivery.id, file.fil)
            reading = replace(reading, notes=(*reading.notes, *notes))
            arrival.readings.setdefault(file.tabell, {})[file.fil] = reading
            arrival.rows += reading.rows
    with _TERMS:
        tables.learn_terms(con, delivery.id)
        for file in delivery.manifest.filer:
            if file.tabell == "insatser":
                tables.take_out(con, file.tabell, delivery.id, file.fil)
                gate.check_undocumentable(con, delivery.where(file.fil))


def _extracted(
    delivery: Delivery, folder: Path
) -> Generator[tuple[DeliveredFile, Path], None, None]:
    """Each file of a delivery, its checksum compared; the next one comes while one is read."""
    files = delivery.manifest.filer
    places = [folder / f"original-{number % 2}" for number in range(len(files))]
    with ThreadPoolExecutor(1) as ahead:
        try:
            coming = ahead.submit(delivery.extract, files[0], places[0])
            for number, (file, place) in enumerate(zip(files, places, strict=True), 1):
                coming.result()
                if number < len(files):
                    coming = ahead.submit(delivery.extract, files[number], places[number])
                yield file, place
                place.unlink()
        finally:
            wait([coming])
            for place in places:
                place.unlink(missing_ok=True)


def stop(arrivals: Arrivals, findings: Sequence[Finding], rules: Sequence[Rule]) -> None:
    """Refuse the deliveries that break a rule of severity STOPPA."""
    titles = {rule.id: rule.title for rule in rules}
    for arrival in list(arrivals.new):
        with arrivals.taking(arrival):
            for finding in findings:
                mine = finding.delivery == arrival.delivery.id
                if mine and finding.severity is Severity.STOPPA:
                    raise DeliveryRefused(
                        finding.rule,
                        arrival.delivery.where(finding.file),
                        f"leveransen stoppas: {titles[finding.rule]}{_at(finding.rows)}",
                    )
    _refuse_baseless(arrivals)


def _at(rows: Sequence[int]) -> str:
    """Where a rule is broken; row 0 stands for the file as a whole, and says nothing more."""
    if rows[0] == 0:
        return ""
    first = ", ".join(map(str, rows[:5]))
    return f"; bryts på {len(rows)} {'rad' if len(rows) == 1 else 'rader'} (första: {first})"


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

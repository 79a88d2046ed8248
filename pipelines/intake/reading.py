"""The rows of tonight's deliveries, on their way into the scratch database.

One unit's deliveries are read in order, different units' side by side.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from pipelines.contract import Contract, load_contract
from pipelines.contract.typing import unit_names
from pipelines.errors import DeliveryRefused
from pipelines.intake import gate, tables, typed
from pipelines.intake.acceptance import accepted
from pipelines.intake.arrivals import Arrival, Arrivals
from pipelines.intake.deliveries import Delivery
from pipelines.intake.landing import Landed
from pipelines.intake.manifest import DeliveredFile
from pipelines.intake.readers.read import read_file
from pipelines.settings import SEEDS, Home, Settings

_USUAL_AGE = 12  # years; there are children of that age in every delivery of a real district
_TERMS = threading.Lock()  # what may be documented is learnt by one delivery at a time


@contextmanager
def connect(path: Path, settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the scratch database within the operator's limits."""
    con = duckdb.connect(
        str(path),
        config={
            "memory_limit": settings.memory_limit,
            "threads": settings.threads,
            "temp_directory": str(path.parent / "tmp"),
            # To pack texts takes twice the time that it takes to write them, for one night.
            "disabled_compression_methods": "dictionary,dict_fsst,fsst,zstd",
            # The file is put in order once, when it is closed, not after every other small file.
            "checkpoint_threshold": "4GB",
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
    """One unit's deliveries follow each other; different units' are read side by side.

    The largest come first, so that no reader is left alone with one at the end.
    """
    lots: dict[str, list[Arrival]] = {}
    for arrival in arrivals:
        lots.setdefault(arrival.enhet_kod, []).append(arrival)
    sizes = {
        unit: sum(file.rader for arrival in lot for file in arrival.manifest.filer)
        for unit, lot in lots.items()
    }
    return {unit: lots[unit] for unit in sorted(lots, key=lambda unit: -sizes[unit])}


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

"""Small deliveries by hand (syntetiska data): a few rows, everything else filled in."""

from __future__ import annotations

import hashlib
import itertools
import json
import zipfile
from pathlib import Path
from typing import Any

from pipelines.contract import load_contract, versions

_counter = itertools.count(1)
UNITS = (
    "bromma", "enskede-arsta-vantor", "farsta", "hagersten-alvsjo", "hasselby-vallingby", "jarva",
    "kungsholmen", "norra-innerstaden", "skarpnack", "skarholmen", "sodermalm",
)  # fmt: skip


def pseudonym(*parts: object) -> str:
    """24 hex characters; the same parts give the same pseudonym."""
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:24]


def beslut(**given: Any) -> dict[str, Any]:
    """A decision that breaks no rule."""
    number = next(_counter)
    row = {
        "beslut_id": pseudonym("beslut", number),
        "barn_id": pseudonym("barn", number),
        "hushall_id": pseudonym("hushall", number),
        "kon": "K",
        "fodelsear": 2014,  # the list of their hashes is made ahead of a night in 2026
        "insatstyp": "FAM01",
        "lagrum": "sol",
        "behovsprovning": "med",
        "regi": "egen_namnd",
        "utforare_id": "",
        "beslutande_enhet": "Farsta",
        "ansvarig_enhet": "",
        "beslutsdatum": "2023-03-01",
        "startdatum": "2023-03-15",
        "slutdatum": "",
        "slutorsak": "",
        "registreringsdatum": "2023-03-02",
        "kostnad_manad": "",
    }
    return {**row, **given}


def uppfoljning(beslut_id: str, **given: Any) -> dict[str, Any]:
    """A held follow-up of a decision."""
    row = {
        "uppfoljning_id": pseudonym("uppf", next(_counter)),
        "beslut_id": beslut_id,
        "planerat_datum": "2023-06-15",
        "hallen_datum": "2023-06-10",
        "dokumenterad": "ja",
        "registreringsdatum": "2023-06-12",
    }
    return {**row, **given}


def erbjudande(**given: Any) -> dict[str, Any]:
    """An offer that is valid all the time."""
    row = {
        "enhet": "Farsta",
        "insatstyp": "FAM01",
        "behovsprovning": "med",
        "beslutsgrund": "lokalt",
        "intensiv_kostsam": "nej",
        "planerad": "nej",
        "gallande_fran": "2020-01-01",
        "gallande_till": "",
    }
    return {**row, **given}


def befolkning(enhet: str = "Farsta", antal: int = 100) -> list[dict[str, Any]]:
    """A whole population: 21 ages × 2 kön."""
    return [
        {
            "enhet": enhet,
            "alder": alder,
            "kon": kon,
            "referensdatum": "2023-12-31",
            "antal": antal,
            "kalla": "stad",
        }
        for alder in range(21)
        for kon in ("K", "M")
    ]


def csv_bytes(
    table: str, rows: list[dict[str, Any]], separator: str = ";", kontrakt: str = "1"
) -> bytes:
    """Rows as CSV in UTF-8, with the contract's columns in order."""
    columns = list(load_contract(kontrakt).tabeller[table].kolumner)
    lines = [separator.join(columns)]
    lines += [separator.join(str(row.get(column, "")) for column in columns) for row in rows]
    return ("\n".join(lines) + "\n").encode()


def write_delivery(
    folder: Path,
    enhet: str = "farsta",
    tables: dict[str, list[dict[str, Any]]] | None = None,
    files: dict[str, tuple[str, bytes, int]] | None = None,
    without: tuple[str, ...] = (),
    **manifest: Any,
) -> Path:
    """Write one delivery as a zip.

    Args:
        folder: the inbox.
        enhet: the unit that delivers.
        tables: table -> rows; the others that the unit must deliver are empty.
        files: file name -> (table, bytes, number of data rows); alone, or in the place of
            the tables' own files when tables are given too.
        without: tables that are left out.
        manifest: fields of the manifest to set.
    """
    given = files or {}
    if files is None or tables is not None:
        version = manifest.get("kontrakt", "1")
        # a version that does not exist has the tables of the first one
        contract = load_contract(version if version in versions() else "1")
        sender = "central" if enhet == "central" else "stadsdelsnamnd"
        taken = {*without, *(table for table, _, _ in given.values())}
        content: dict[str, list[dict[str, Any]]] = {
            name: [] for name, table in contract.tabeller.items() if sender in table.lamnas_av
        } | (tables or {})
        given = {
            f"{name}.csv": (name, csv_bytes(name, rows, kontrakt=contract.version), len(rows))
            for name, rows in content.items()
            if name not in taken
        } | given
    facts = {
        "leverans_id": f"{enhet}-2026-10-31",
        "enhet": enhet,
        "uttagsdatum": "2026-10-31",
        "kontrakt": "1",
        "typ": "snapshot",
        "ersatter": None,
        "nyckel_id": "test-1",
        "syntetiska_data": True,
        "sekretessmarkerade_barn": 0,
        "filer": [
            {
                "fil": name,
                "tabell": table,
                "sha256": hashlib.sha256(data).hexdigest(),
                "rader": rows,
            }
            for name, (table, data, rows) in given.items()
        ],
        **manifest,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{facts['leverans_id']}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(facts))
        for name, (_, data, _) in given.items():
            archive.writestr(name, data)
    return path


def write_city(
    folder: Path, tables: dict[str, dict[str, list[dict[str, Any]]]] | None = None, **manifest: Any
) -> None:
    """Write all twelve deliveries; those not given are empty but for the population."""
    tables = tables or {}
    for unit in UNITS:
        write_delivery(folder, unit, tables.get(unit), **manifest)
    central = {"befolkning": befolkning("Farsta"), **tables.get("central", {})}
    write_delivery(folder, "central", central, **manifest)

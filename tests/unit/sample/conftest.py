"""A reader of deliveries: it knows the contract's words and nothing of the generator."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from python_calamine import CalamineWorkbook

ROT = Path(__file__).parents[3]
KONTRAKT = yaml.safe_load((ROT / "pipelines/contract/v1.yml").read_text(encoding="utf-8"))

Rad = dict[str, Any]


def celler(fil: str, innehall: bytes) -> list[list[Any]]:
    """All cells of a file, headings first."""
    if fil.endswith(".xlsx"):
        bok = CalamineWorkbook.from_filelike(io.BytesIO(innehall))
        assert len(bok.sheet_names) == 1
        return bok.get_sheet_by_index(0).to_python()
    try:
        text = innehall.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = innehall.decode("cp1252")
    avgransare = "\t" if "\t" in text.splitlines()[0] else ";"
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=avgransare, strict=True))


def ett_datum(varde: Any) -> date | None:
    if isinstance(varde, datetime):
        return varde.date()
    if isinstance(varde, date) or not varde:
        return varde or None
    return date.fromisoformat(varde)  # both 2024-03-31 and 20240331


def en_manad(varde: Any) -> date:
    """2024-03, 202403 or the month's first day."""
    if isinstance(varde, date):
        return ett_datum(varde) or date.min
    siffror = str(varde).replace("-", "")
    assert len(siffror) == 6
    return date(int(siffror[:4]), int(siffror[4:]), 1)


def rader(tabell: str, fil: str, innehall: bytes) -> list[Rad]:
    """The rows of a file under the contract's names, dates as dates and codes in the contract's."""
    kolumner = KONTRAKT["tabeller"][tabell]["kolumner"]
    rubriker, *data = celler(fil, innehall)
    for rubrik, (namn, kolumn) in zip(rubriker, kolumner.items(), strict=True):
        assert rubrik in (namn, *kolumn["alias"])
    ut = []
    for nr, rad in enumerate(data, start=2):
        ett: Rad = {"rad": nr}
        for (namn, kolumn), varde in zip(kolumner.items(), rad, strict=True):
            ett[namn] = varde
            if kolumn["typ"] == "datum":
                ett[namn] = ett_datum(varde)
            elif kolumn["typ"] == "heltal":
                ett[namn] = int(varde)
            elif kolumn["typ"] == "kod":
                ett[namn] = ett_ord(kolumn["koder"], varde)
            elif kolumn["typ"] == "kodlista":
                delar = [o.strip() for o in varde.split("+")] if varde else []
                ett[namn] = "+".join(str(ett_ord(kolumn["koder"], o)) for o in delar)
            elif kolumn["typ"] == "manad":
                ett[namn] = en_manad(varde)
            elif kolumn["typ"] == "ja_nej":
                ett[namn] = varde.lower()
        ut.append(ett)
    return ut


def ett_ord(lista: str, varde: str) -> str | None:
    for kod, om in KONTRAKT["koder"][lista].items():
        if varde.casefold() in {o.casefold() for o in (kod, om["text"], *om["alias"])}:
            return str(kod)
    assert not varde, f"{varde} finns inte i kodlistan {lista}"
    return None


def las_mapp(mapp: Path) -> dict[str, tuple[dict[str, Any], dict[str, list[Rad]]]]:
    """Manifest and rows per table of each delivery in a folder."""
    ut = {}
    for fil in sorted(mapp.glob("*.zip")):
        with zipfile.ZipFile(fil) as zip_:
            manifest = json.loads(zip_.read("manifest.json"))
            tabeller: dict[str, list[Rad]] = {}
            for f in manifest["filer"]:
                lasta = rader(f["tabell"], f["fil"], zip_.read(f["fil"]))
                assert len(lasta) == f["rader"]
                tabeller.setdefault(f["tabell"], []).extend(lasta)
        ut[manifest["leverans_id"]] = (manifest, tabeller)
    return ut


def ratta_insatser(insatser: list[Rad]) -> list[Rad]:
    """Rows that stand: no end before the start, one of equal rows, none of contradicting ones."""
    per_beslut: dict[str, list[Rad]] = {}
    for rad in insatser:
        per_beslut.setdefault(rad["beslut_id"], []).append({**rad, "rad": 0})
    entydiga = [lika[0] for lika in per_beslut.values() if all(r == lika[0] for r in lika)]
    return [r for r in entydiga if not bakvand(r)]


def bakvand(rad: Rad) -> bool:
    """The insats ends before it begins."""
    return bool(rad["startdatum"] and rad["slutdatum"] and rad["slutdatum"] < rad["startdatum"])


@pytest.fixture(scope="session")
def levererat() -> Path:
    """The committed deliveries."""
    return ROT / "data" / "sample"


@pytest.fixture(scope="session")
def lasta(levererat: Path) -> dict[str, tuple[dict[str, Any], dict[str, list[Rad]]]]:
    """The committed deliveries, read."""
    return las_mapp(levererat)


@pytest.fixture(scope="session")
def slutliga(lasta: dict[str, Any]) -> dict[str, dict[str, list[Rad]]]:
    """Tables per unit of the deliveries that no other delivery replaces."""
    ersatta = {manifest["ersatter"] for manifest, _ in lasta.values()}
    return {m["enhet"]: t for id_, (m, t) in lasta.items() if id_ not in ersatta}


@pytest.fixture(scope="session")
def insatser(slutliga: dict[str, dict[str, list[Rad]]]) -> list[Rad]:
    """Correct decisions of the final deliveries, with who delivered them."""
    return [
        {**rad, "leverans": enhet}
        for enhet, tabeller in slutliga.items()
        for rad in ratta_insatser(tabeller["insatser"])
    ]


@pytest.fixture(scope="session")
def utredningar(slutliga: dict[str, dict[str, list[Rad]]]) -> list[Rad]:
    """Correct investigations of the final deliveries, each once, with who delivered them."""
    ratta = {
        rad["utredning_id"]: {**rad, "leverans": enhet}
        for enhet, tabeller in slutliga.items()
        for rad in tabeller["utredningar"]
        if not (rad["avslutad_datum"] and rad["avslutad_datum"] < rad["inledd_datum"])
    }
    return list(ratta.values())


@pytest.fixture(scope="session")
def aktualiseringar(slutliga: dict[str, dict[str, list[Rad]]]) -> list[Rad]:
    """Reports and applications that count: none decided before it came in."""
    return [
        {**rad, "leverans": enhet}
        for enhet, tabeller in slutliga.items()
        for rad in tabeller["aktualiseringar"]
        if not (rad["beslutsdatum"] and rad["beslutsdatum"] < rad["inkommen_datum"])
    ]


@pytest.fixture(scope="session")
def kontrakt() -> dict[str, Any]:
    las: dict[str, Any] = KONTRAKT
    return las


@pytest.fixture(scope="session")
def facit(levererat: Path) -> dict[str, Any]:
    las: dict[str, Any] = json.loads((levererat / "facit.json").read_text(encoding="utf-8"))
    return las


@pytest.fixture(scope="session")
def las_celler() -> Callable[[str, bytes], list[list[Any]]]:
    return celler

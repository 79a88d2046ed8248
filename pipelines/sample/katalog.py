"""What the generator takes from the project's facts: the catalogue, the units and the contract.

They are read from their own homes (the seeds and the contract), never repeated here. Codes travel
as positions: a unit is its place in ``enheter``, a type its place in ``typer``, a coded value its
place in the contract's list.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipelines.sample.kalender import dagtal
from pipelines.sample.kalibrering import ladda

ROT = Path(__file__).parents[2]
CENTRAL = "central"
OKAND = "okand"


@dataclass(frozen=True)
class Katalog:
    """Positions and names.

    Attributes:
        enheter: the eleven, then central and okand; a deciding unit is a place in this list.
        omraden: areas where households live: the units, with the merged ones split in two.
        omrade_enhet: the unit (place in ``enheter``) of each area.
        namn: every text that can stand in a unit column; the first ones follow ``enheter``.
        typer: codes of the catalogue, then the local codes.
        kategori: category of each catalogue type.
        behovsprovning: typical value of each catalogue type, in the contract's code.
        spridning: typical spread of each catalogue type.
        omfattas: whether the kunskapsstöd covers each catalogue type.
        i_86: whether each catalogue type is one of the 86.
        ytterstad: whether each unit lies outside the inner city.
        bildad: first day (number) of each unit in its present form; 0 for the old ones.
    """

    enheter: list[str]
    omraden: list[str]
    omrade_enhet: list[int]
    namn: list[str]
    typer: list[str]
    kategori: list[str]
    behovsprovning: list[str]
    spridning: list[str]
    omfattas: list[bool]
    i_86: list[bool]
    ytterstad: list[bool]
    bildad: list[int]

    def namnplats(self, kod: str) -> int:
        """Place in ``namn`` of an area or unit code."""
        return [*self.enheter, *ladda().foregangare].index(kod)


def _las(namn: str) -> list[dict[str, str]]:
    with (ROT / "dbt_project" / "seeds" / namn).open(encoding="utf-8", newline="") as fil:
        return list(csv.DictReader(fil))


def _dag(text: str) -> int:
    return dagtal(date.fromisoformat(text)) if text else 0


@cache
def las_katalog() -> Katalog:
    """The catalogue and the units, from the seeds and the calibration."""
    kal = ladda()
    rader = {rad["enhet_kod"]: rad for rad in _las("stadsdelsnamnder.csv")}
    enheter = [*kal.stadsdelsnamnder, CENTRAL, OKAND]
    efterfoljare = {kod: rader[kod]["efterfoljare_kod"] for kod in kal.foregangare}
    delar = {e: [kod for kod, ny in efterfoljare.items() if ny == e] or [e] for e in enheter}
    typer = _las("insatstyper.csv")
    lokala = [kod for enhet in kal.enheter.values() for kod in enhet.lokala]
    return Katalog(
        enheter=enheter,
        omraden=[omrade for e in enheter for omrade in delar[e]],
        omrade_enhet=[nr for nr, e in enumerate(enheter) for _ in delar[e]],
        namn=[
            *(rader[e]["enhet"] for e in enheter),
            *(rader[kod]["enhet"] for kod in kal.foregangare),
            *kal.okand.texter,
        ],
        typer=[*(t["insatstyp_kod"] for t in typer), *lokala],
        kategori=[t["kategori_kod"] for t in typer],
        behovsprovning=[t["behovsprovning_typisk"].replace("båda", "bada") for t in typer],
        spridning=[t["spridning_typisk"] for t in typer],
        omfattas=[t["kunskapsstod_2021_typisk"] == "omfattas" for t in typer],
        i_86=[t["ingar_i_86"] == "ja" for t in typer],
        ytterstad=[rader[e]["omrade"] == "ytterstad" for e in enheter],
        bildad=[_dag(rader[e]["gallande_fran"]) for e in enheter],
    )


@cache
def kontrakt() -> dict[str, Any]:
    """The contract as it stands in its file."""
    text = (ROT / "pipelines" / "contract" / "v1.yml").read_text(encoding="utf-8")
    las: dict[str, Any] = yaml.safe_load(text)
    return las


@cache
def kod(lista: str, varde: str) -> int:
    """Place of a value in one of the contract's code lists, e.g. ``kod("regi", "kopt")``."""
    return list(kontrakt()["koder"][lista]).index(varde)

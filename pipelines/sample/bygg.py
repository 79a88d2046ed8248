"""From a seed to a folder of deliveries: one replica at a time, appended to open files."""

import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd

from pipelines.sample.befolkning import STADEN, skapa_befolkning
from pipelines.sample.dialekt import Texter
from pipelines.sample.dokumentation import skapa_villkor
from pipelines.sample.facit import Facit
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import CENTRAL, las_katalog
from pipelines.sample.leverans import Leverans
from pipelines.sample.personal import skapa_personal
from pipelines.sample.stok import ofullstandig, stoka
from pipelines.sample.stok_arenden import stoka_arenden
from pipelines.sample.utan_provning import skapa_utan_provning
from pipelines.sample.utbud import Utbud, skapa_utbud
from pipelines.sample.varld import Varld, skapa_varld


def bygg(ut: Path, skala: int, fro: int, framsteg: Callable[[str], None]) -> None:
    """Write the thirteen deliveries and ``facit.json`` into ``ut`` (made if missing)."""
    ut.mkdir(parents=True, exist_ok=True)
    utbud, facit = skapa_utbud(fro), Facit(fro, skala)
    niva = 9 if skala == 1 else 6  # what is committed is small; what is big is written fast
    with tempfile.TemporaryDirectory(prefix=".bygge-", dir=ut) as mapp:
        leveranser = _oppna(Path(mapp), fro)
        _skriv_utan_barn(leveranser, _utan_barn(fro, utbud), facit)
        for kopia in range(skala):
            varld = stoka(fro, kopia, skapa_varld(fro, kopia, utbud))
            varld = stoka_arenden(fro, kopia, varld)
            facit.rakna(varld)
            for leverans in leveranser:
                fore_rattelse = kopia == 0 and _ersatts(leverans, leveranser)
                levererat = ofullstandig(fro, varld) if fore_rattelse else varld
                _skriv(leverans, levererat, facit if kopia == 0 else None)
            framsteg(f"Skriver kopia {kopia + 1} av {skala}")
        framsteg("Packar leveranserna")  # compression runs outside the interpreter lock
        with ThreadPoolExecutor(max_workers=2) as pool:
            manifest = list(pool.map(lambda leverans: leverans.packa(ut, niva), leveranser))
    facit.spara(ut, utbud, manifest)


def _oppna(mapp: Path, fro: int) -> list[Leverans]:
    kal = ladda()
    dag = kal.tid.uttag.isoformat()
    leveranser = []
    for enhet in (*kal.stadsdelsnamnder, CENTRAL):
        forst = f"{enhet}-{dag}"
        idn: list[tuple[str, str | None]] = [(forst, None)]
        if enhet == kal.stok.ofullstandig.enhet:
            idn.append((f"{forst}-rattelse", forst))
        leveranser += [
            Leverans(id_, enhet, mapp / id_, f"syntetisk-{fro}", ersatter) for id_, ersatter in idn
        ]
    return leveranser


def _ersatts(leverans: Leverans, leveranser: list[Leverans]) -> bool:
    return any(annan.ersatter == leverans.leverans_id for annan in leveranser)


def _skriv(leverans: Leverans, varld: Varld, facit: Facit | None) -> None:
    nr = las_katalog().enheter.index(leverans.enhet)
    uppslag = {**_namn(), **varld.uppslag()}
    for tabell, rader in _tabeller(varld).items():
        egna = rader[rader["leverans"] == nr]
        leverans.skriv(tabell, egna, uppslag)
        if facit:
            facit.markera(leverans.leverans_id, leverans.filnamn(tabell), egna)


def _tabeller(varld: Varld) -> dict[str, pd.DataFrame]:
    return {
        "insatser": varld.insatser,
        "uppfoljningar": varld.uppfoljningar,
        "genomforandeplaner": varld.planer,
        "utredningar": varld.utredningar,
        "aktualiseringar": varld.aktualiseringar,
    }


def _utan_barn(fro: int, utbud: Utbud) -> dict[str, pd.DataFrame]:
    """Tables that hold no children and are never multiplied."""
    central = las_katalog().enheter.index(CENTRAL)
    return {
        "insatsutbud": utbud.rader,
        "befolkning": skapa_befolkning(fro).assign(leverans=central),
        "insatser_utan_behovsprovning": skapa_utan_provning(fro),
        "personalresurser": skapa_personal(fro),
        "dokumentationsvillkor": skapa_villkor(utbud),
    }


def _skriv_utan_barn(
    leveranser: list[Leverans], tabeller: dict[str, pd.DataFrame], facit: Facit
) -> None:
    facit.utan_barn = tabeller
    for leverans in leveranser:
        nr = las_katalog().enheter.index(leverans.enhet)
        for tabell, rader in tabeller.items():
            egna: pd.DataFrame = rader[rader["leverans"] == nr]
            if len(egna):
                leverans.skriv(tabell, egna, _namn())


def _namn() -> dict[str, Texter]:
    """Texts of units and types by place; the city's name stands after all other units'."""
    katalog = las_katalog()
    enheter = np.array([*katalog.namn, STADEN], dtype=object)
    kolumner = ("enhet", "beslutande_enhet", "ansvarig_enhet")
    return {**dict.fromkeys(kolumner, enheter), "insatstyp": np.array(katalog.typer, dtype=object)}

"""From a seed to a folder of deliveries: one replica at a time, appended to open files."""

import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd

from pipelines.sample.befolkning import STADEN, skapa_befolkning
from pipelines.sample.dialekt import Texter
from pipelines.sample.facit import Facit
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import CENTRAL, las_katalog
from pipelines.sample.leverans import Leverans
from pipelines.sample.stok import ofullstandig, stoka
from pipelines.sample.utbud import Utbud, skapa_utbud
from pipelines.sample.varld import Varld, skapa_varld


def bygg(ut: Path, skala: int, fro: int, framsteg: Callable[[str], None]) -> None:
    """Write the thirteen deliveries and ``facit.json`` into ``ut`` (made if missing)."""
    ut.mkdir(parents=True, exist_ok=True)
    utbud, facit = skapa_utbud(fro), Facit(fro, skala)
    niva = 9 if skala == 1 else 6  # what is committed is small; what is big is written fast
    with tempfile.TemporaryDirectory(prefix=".bygge-", dir=ut) as mapp:
        leveranser = _oppna(Path(mapp), fro)
        _skriv_utan_barn(leveranser, utbud, fro)
        for kopia in range(skala):
            varld = stoka(fro, kopia, skapa_varld(fro, kopia, utbud))
            facit.rakna(varld.insatser)
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
    uppslag = {**_namn(), **varld.pseudonymer}
    for tabell, rader in (("insatser", varld.insatser), ("uppfoljningar", varld.uppfoljningar)):
        egna = rader[rader["leverans"] == nr]
        leverans.skriv(tabell, egna, uppslag)
        if facit:
            facit.markera(leverans.leverans_id, leverans.filnamn(tabell), egna)


def _skriv_utan_barn(leveranser: list[Leverans], utbud: Utbud, fro: int) -> None:
    """Offers and population: they hold no children and are never multiplied."""
    enheter = las_katalog().enheter
    for leverans in leveranser:
        egna: pd.DataFrame = utbud.rader[utbud.rader["leverans"] == enheter.index(leverans.enhet)]
        leverans.skriv("insatsutbud", egna, _namn())
        if leverans.enhet == CENTRAL:
            leverans.skriv("befolkning", skapa_befolkning(fro), _namn())


def _namn() -> dict[str, Texter]:
    """Texts of units and types by place; the city's name stands after all other units'."""
    katalog = las_katalog()
    enheter = np.array([*katalog.namn, STADEN], dtype=object)
    kolumner = ("enhet", "beslutande_enhet", "ansvarig_enhet")
    return {**dict.fromkeys(kolumner, enheter), "insatstyp": np.array(katalog.typer, dtype=object)}

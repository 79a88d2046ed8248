"""Insatser that need no decision: only how many, never who."""

import numpy as np
import pandas as pd

from pipelines.sample.kalender import dagtal
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import kod, las_katalog
from pipelines.sample.slump import dra, strom

NYCKEL = ["leverans", "enhet", "manad", "nuso_kategori", "aldersgrupp", "kon", "resultat"]


def skapa_utan_provning(fro: int) -> pd.DataFrame:
    """One row per unit, category, month, age group, sex and result that has any."""
    rng, uttag = strom(fro, 0, "utan provning"), ladda().tid.uttag
    delar = [
        _ett_ar(rng, nr, kategori, aret, 12 if aret < uttag.year else uttag.month)
        for nr in range(len(ladda().stadsdelsnamnder))
        for kategori in ladda().utan_provning.per_1000
        for aret in ladda().utan_provning.ar_procent
    ]
    alla = pd.concat(delar, ignore_index=True)
    return alla.groupby(NYCKEL, sort=True).size().reset_index(name="antal")


def _ett_ar(
    rng: np.random.Generator, nr: int, kategori: str, aret: int, manader: int
) -> pd.DataFrame:
    """One row per started insats of a unit, a category and a year."""
    plan, katalog = ladda().utan_provning, las_katalog()
    antal = _antal(rng, nr, kategori, aret, manader)
    manad = dra(rng, plan.manadsvikt[:manader], antal)
    forsta = np.datetime64(f"{aret}-01", "M") + np.arange(manader)
    dagar = forsta.astype("datetime64[D]").astype(np.int64)[manad]
    pojke = rng.integers(0, 1000, antal) < plan.pojkar_promille
    resultat = dra(rng, plan.resultat[kategori], antal)
    pagar = (dagar >= dagtal(plan.pagar_fran)) & (rng.random(antal) < plan.pagar)
    delar = [o for o, e in enumerate(katalog.omrade_enhet) if e == nr]
    vikter = [ladda().foregangare[katalog.omraden[o]].vikt if len(delar) > 1 else 1 for o in delar]
    namn = np.array([katalog.namnplats(katalog.omraden[o]) for o in delar])[dra(rng, vikter, antal)]
    return pd.DataFrame(
        {
            "leverans": nr,
            "enhet": np.where(dagar < katalog.bildad[nr], namn, nr),
            "manad": dagar,
            "nuso_kategori": kod("nuso_kategori", kategori),
            "aldersgrupp": dra(rng, plan.alder[kategori], antal),
            "kon": np.where(pojke, kod("kon", "M"), kod("kon", "K")),
            "resultat": np.where(pagar, kod("utan_resultat", "pagar"), resultat),
        }
    )


def _antal(rng: np.random.Generator, nr: int, kategori: str, aret: int, manader: int) -> int:
    """Started insatser: in proportion to the children, with noise; more or less where planted."""
    plan, enhet = ladda().utan_provning, las_katalog().enheter[nr]
    barn = ladda().befolkning.barn_0_17[enhet]
    procent = plan.planterad_procent.get(enhet, 100) * plan.ar_procent[aret]
    antal = barn * plan.per_1000[kategori] * procent // 10_000_000
    hittills = sum(plan.manadsvikt[:manader]) * 1000 // sum(plan.manadsvikt)
    brus = 1000 + int(rng.integers(-plan.brus_promille, plan.brus_promille + 1))
    return antal * hittills * brus // 1_000_000

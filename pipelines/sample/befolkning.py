"""Children and young people per unit, age, sex and reference date.

The sum over ages 0–17 is bound per unit; its distribution over ages is synthetic. Whole numbers are
shared out by largest remainder, so that parts always add up to the bound sum.
"""

from datetime import date

import numpy as np
import pandas as pd

from pipelines.sample.kalender import dagtal
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import las_katalog
from pipelines.sample.slump import Heltal, strom

STADEN = "Staden"


def skapa_befolkning(fro: int) -> pd.DataFrame:
    """One row per unit (and the city), age 0–20, sex and reference date; positions and days."""
    rng = strom(fro, 0, "befolkning")
    katalog, kal = las_katalog(), ladda().befolkning
    delar = []
    for ar in kal.referensar:
        antal = np.stack([_enhet(rng, nr, e, ar) for nr, e in enumerate(katalog.enheter[:-2])])
        antal = np.concatenate([antal, antal.sum(axis=0, keepdims=True)])
        enhet, alder, kon = np.indices(antal.shape).reshape(3, -1)
        delar.append(
            pd.DataFrame(
                {
                    "enhet": np.where(enhet == len(antal) - 1, len(katalog.namn), enhet),
                    "alder": alder,
                    "kon": kon,
                    "referensdatum": dagtal(date(ar, 12, 31)),
                    "antal": antal.ravel(),
                    "kalla": 0,
                }
            )
        )
    return pd.concat(delar, ignore_index=True)


def fordela(summa: int, vikter: Heltal) -> Heltal:
    """Whole numbers that add up to ``summa`` in proportion to the weights (largest remainder)."""
    produkt, helhet = summa * vikter, int(vikter.sum())
    antal = produkt // helhet
    storst_rest = np.argsort(-(produkt % helhet), kind="stable")
    antal[storst_rest[: summa - int(antal.sum())]] += 1
    return np.asarray(antal, dtype=np.int64)


def _enhet(rng: np.random.Generator, nr: int, enhet: str, ar: int) -> Heltal:
    """Ages × sexes (girls first) for one unit and year."""
    kal = ladda().befolkning
    vikter = _vikter(nr, ar)
    barn = fordela(kal.barn_0_17[enhet], vikter[:18])
    unga = kal.barn_0_17[enhet] * vikter[18:] // int(vikter[:18].sum())
    bada = np.concatenate([barn, unga])
    pojkar = bada * kal.pojkar_promille // 1000 + rng.integers(-kal.brus, kal.brus + 1, len(bada))
    return np.stack([bada - pojkar, pojkar], axis=1)


def _vikter(nr: int, ar: int) -> Heltal:
    """Weights of ages 0–20: younger in the inner city, and a little older every year."""
    katalog, kal = las_katalog(), ladda().befolkning
    alder = np.arange(len(kal.alder))
    lutning = kal.lutning["ytterstad" if katalog.ytterstad[nr] else "innerstad"]
    drift = kal.drift * (ar - kal.referensar[0])
    flytt = np.where(alder < 7, -drift, np.where(alder < 13, 0, drift))
    return np.asarray(np.array(kal.alder) + lutning * (8 - np.minimum(alder, 8)) + flytt, np.int64)

"""Who took part in a follow-up, and whether the goals were met when the insats ended."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.sample.kalender import SAKNAS, ar
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import kod, las_katalog
from pipelines.sample.slump import Flaggor, Heltal, chans, dra, strom

VUXEN = 18


def ge_deltagande(
    fro: int, kopia: int, rader: pd.DataFrame, uppfoljningar: pd.DataFrame
) -> dict[str, Heltal]:
    """The new columns of the follow-ups; blank where none was held."""
    rng = strom(fro, kopia, "deltagande")
    plan, antal = ladda().deltagande, len(uppfoljningar)
    beslut = rader.iloc[uppfoljningar["beslut"].to_numpy()]
    hallen = uppfoljningar["hallen_datum"].to_numpy()
    alder = ar(np.maximum(hallen, 0)) - beslut["fodelsear"].to_numpy()
    vuxen = np.where(alder >= VUXEN, plan.vardnadshavare_vuxen, plan.vardnadshavare)
    slag = uppfoljningar["slag"].to_numpy()
    vid_avslut = (slag == kod("uppfoljningsslag", "avslut")) & (hallen != SAKNAS)
    hallna = hallen != SAKNAS
    return {
        "deltog_barn": _ja_nej(rng, _barnets_andel(beslut["enhet"].to_numpy(), alder), hallna),
        "deltog_vardnadshavare": _ja_nej(rng, vuxen, hallna),
        "deltog_utforare": _ja_nej(rng, np.full(antal, plan.utforare), hallna),
        "mal_uppnatt": _mal(rng, beslut["slutorsak"].to_numpy(), vid_avslut),
        "slag": np.where(chans(rng, plan.slag_saknas, antal), SAKNAS, slag),
    }


def _barnets_andel(enhet: Heltal, alder: Heltal) -> NDArray[np.float64]:
    plan = ladda().deltagande
    andel = np.array([plan.planterad.get(e, plan.barn) for e in las_katalog().enheter])
    procent = np.zeros(len(alder))
    for fran, till, del_ in plan.alder:
        procent[(alder >= fran) & (alder <= till)] = del_
    return np.asarray(andel[enhet] * procent / 100)


def _ja_nej(rng: np.random.Generator, andel: NDArray[np.float64], hallna: Flaggor) -> Heltal:
    ja = (rng.random(len(andel)) < andel).astype(np.int64)
    kand = hallna & ~chans(rng, ladda().deltagande.saknas, len(andel))
    return np.asarray(np.where(kand, ja, SAKNAS), dtype=np.int64)


def _mal(rng: np.random.Generator, slutorsak: Heltal, vid_avslut: Flaggor) -> Heltal:
    plan, antal = ladda().deltagande, len(slutorsak)
    planerat = slutorsak == kod("slutorsak", "planerat")
    mal = np.where(planerat, dra(rng, plan.mal_planerat, antal), dra(rng, plan.mal_annars, antal))
    angivet = vid_avslut & ~chans(rng, plan.mal_saknas, antal)
    return np.asarray(np.where(angivet, mal, SAKNAS), dtype=np.int64)

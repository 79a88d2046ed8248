"""Follow-ups of started decisions, on a rolling schedule.

The next one is due an interval after the last that was held (or after the start) while the insats
runs. Each due occasion is held in time with the unit's probability, or else late, or not at all, or
it is the last that is heard. All decisions take one step at a time, together.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.sample.kalender import SAKNAS, dagtal, plus_manader, till_fredag, till_mandag
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import kod, las_katalog
from pipelines.sample.slump import Flaggor, Heltal, chans, dra, dra_spann, jamnt, strom

I_TID, SEN, UTEBLIVEN, UPPHOR = -1, 0, 1, 2
KOLUMNER = [
    "beslut",
    "planerat_datum",
    "hallen_datum",
    "dokumenterad",
    "registreringsdatum",
    "slag",
]


@dataclass(frozen=True)
class Kedja:
    """Decisions that are followed up: one element per decision (``rad`` = its row)."""

    rad: Heltal
    senast: Heltal
    slut: Heltal
    manader: Heltal
    i_tid: NDArray[np.float64]

    def valj(self, behall: Flaggor) -> "Kedja":
        """The decisions where ``behall`` is true."""
        return Kedja(
            self.rad[behall],
            self.senast[behall],
            self.slut[behall],
            self.manader[behall],
            self.i_tid[behall],
        )


def folj_upp(fro: int, kopia: int, rader: pd.DataFrame) -> pd.DataFrame:
    """Follow-ups of the decisions: ``beslut`` (row in ``rader``), days, ``dokumenterad``, ``slag``.

    Only what was registered by the extract; ordered by decision and day.
    """
    rng = strom(fro, kopia, "uppfoljningar")
    delar, kedja = [], _borja(rader)
    while len(kedja.rad):
        uppfoljda, kedja = _steg(rng, kedja)
        delar.append(uppfoljda)
    delar.append(_vid_avslut(rng, rader))
    alla = pd.concat(delar, ignore_index=True)
    alla = alla[alla["registreringsdatum"] <= dagtal(ladda().tid.uttag)]
    return alla.sort_values(["beslut", "registreringsdatum"], kind="stable", ignore_index=True)


def _borja(rader: pd.DataFrame) -> Kedja:
    kal, katalog = ladda(), las_katalog()
    plan = kal.uppfoljning
    sannolikhet = np.array([plan.planterad.get(e, plan.i_tid) for e in katalog.enheter])
    kontakt = (rader["kategori"] == list(kal.kategorier).index("KON")).to_numpy()
    slut = rader["slutdatum"].replace(SAKNAS, dagtal(kal.tid.uttag)).to_numpy()
    kedja = Kedja(
        np.arange(len(rader)),
        rader["startdatum"].to_numpy(),
        slut,
        np.where(kontakt, plan.manader_kontakt, plan.manader),
        sannolikhet[rader["enhet"].to_numpy()],
    )
    return kedja.valj(kedja.senast != SAKNAS)


def _steg(rng: np.random.Generator, kedja: Kedja) -> tuple[pd.DataFrame, Kedja]:
    """One due occasion per decision: its rows, and the decisions that go on."""
    plan = ladda().uppfoljning
    frist = plus_manader(kedja.senast, kedja.manader)
    forfaller = frist <= kedja.slut
    kedja, frist = kedja.valj(forfaller), frist[forfaller]
    antal = len(frist)
    utfall = np.where(rng.random(antal) < kedja.i_tid, I_TID, SEN)
    utfall = np.where(utfall == I_TID, I_TID, dra(rng, plan.annars, antal))
    hallen = np.where(
        utfall == I_TID,
        till_fredag(frist - jamnt(rng, plan.fore_frist, antal)),
        till_mandag(frist + jamnt(rng, plan.sen, antal)),
    )
    skedde = (utfall <= SEN) & (hallen <= kedja.slut)
    uteblev = (utfall == UTEBLIVEN) & chans(rng, plan.utebliven_rad, antal)
    hallen_eller_ej = np.where(skedde, hallen, SAKNAS)
    rader = _rader(rng, kedja.rad, frist, hallen_eller_ej, "lopande")[skedde | uteblev]
    senast = np.where(skedde, hallen, frist + jamnt(rng, plan.nasta_efter_utebliven, antal))
    vidare = Kedja(kedja.rad, senast, kedja.slut, kedja.manader, kedja.i_tid)
    return rader, vidare.valj(skedde | (utfall == UTEBLIVEN))


def _vid_avslut(rng: np.random.Generator, rader: pd.DataFrame) -> pd.DataFrame:
    """Follow-ups of the whole insats, held when it has ended."""
    plan = ladda().uppfoljning
    slut = rader["slutdatum"].to_numpy()
    avslutade = (slut != SAKNAS) & (rader["startdatum"] != SAKNAS).to_numpy()
    rad = np.flatnonzero(avslutade & chans(rng, plan.vid_avslut, len(rader)))
    hallen = till_mandag(slut[rad] + jamnt(rng, plan.efter_slut, len(rad)))
    hallen = np.minimum(hallen, slut[rad] + plan.efter_slut[1])
    return _rader(rng, rad, slut[rad], hallen, "avslut")


def _rader(
    rng: np.random.Generator, rad: Heltal, frist: Heltal, hallen: Heltal, slag: str
) -> pd.DataFrame:
    plan = ladda().uppfoljning
    antal, skedde = len(rad), hallen != SAKNAS
    planerat = np.where(chans(rng, plan.planerat_angivet, antal) | ~skedde, frist, SAKNAS)
    dokumenterad = skedde & chans(rng, plan.dokumenterad, antal)
    registrerat = np.where(skedde, hallen, frist) + dra_spann(rng, plan.till_registrering, antal)
    vilket = np.full(antal, kod("uppfoljningsslag", slag))
    kolumner = (rad, planerat, hallen, dokumenterad.astype(np.int64), registrerat, vilket)
    return pd.DataFrame(dict(zip(KOLUMNER, kolumner, strict=True)))

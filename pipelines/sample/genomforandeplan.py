"""Plans for the started insatser, version by version while the insats runs."""

import numpy as np
import pandas as pd

from pipelines.sample.kalender import SAKNAS, dagtal, till_mandag
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import kod
from pipelines.sample.slump import Heltal, chans, dra_spann, jamnt, strom

STEG = 1_000_000  # beslut × STEG + day is one number


def planera(fro: int, kopia: int, rader: pd.DataFrame, uppfoljningar: pd.DataFrame) -> pd.DataFrame:
    """Versions of plans registered by the extract, in the order of the decisions."""
    rng, plan = strom(fro, kopia, "genomforandeplaner"), ladda().genomforandeplan
    start = rader["startdatum"].to_numpy()
    uttag = dagtal(ladda().tid.uttag)
    slut = rader["slutdatum"].replace(SAKNAS, uttag).to_numpy()
    antal = len(rader)
    i_tid = till_mandag(start + dra_spann(rng, plan.dagar_i_tid, antal))
    sen = start + dra_spann(rng, plan.dagar_sen, antal)
    dag = np.where(chans(rng, plan.i_tid, antal), i_tid, till_mandag(sen))
    rad = np.flatnonzero((start != SAKNAS) & (dag <= slut) & chans(rng, plan.finns, antal))
    delar = []
    while len(rad):
        delar.append(np.stack([rad, dag[rad]], axis=1))
        dag[rad] = till_mandag(dag[rad] + jamnt(rng, plan.till_ny, len(rad)))
        rad = rad[chans(rng, plan.ny_version, len(rad)) & (dag[rad] <= slut[rad])]
    beslut, upprattad = np.concatenate(delar).T
    ordning = np.lexsort((upprattad, beslut))
    beslut, upprattad = beslut[ordning], upprattad[ordning]
    registrerad = upprattad + dra_spann(rng, plan.till_registrering, len(beslut))
    mal = chans(rng, plan.har_mal, len(beslut)).astype(np.int64)
    ut = pd.DataFrame(
        {
            "plan_id": np.arange(len(beslut)),
            "beslut_id": beslut,
            "leverans": rader["leverans"].to_numpy()[beslut],
            "enhet": rader["enhet"].to_numpy()[beslut],
            "upprattad_datum": upprattad,
            "har_mal": np.where(chans(rng, plan.har_mal_saknas, len(mal)), SAKNAS, mal),
            "nasta_uppfoljning": _nasta(rng, beslut, upprattad, uppfoljningar),
            "registreringsdatum": registrerad,
        }
    )
    klara: pd.DataFrame = ut[registrerad <= uttag].reset_index(drop=True)
    return klara


def _nasta(
    rng: np.random.Generator, beslut: Heltal, dag: Heltal, uppfoljningar: pd.DataFrame
) -> Heltal:
    """The day the plan itself sets: the next planned follow-up's, or some days later."""
    plan = ladda().genomforandeplan
    planerad = (uppfoljningar["planerat_datum"] != SAKNAS) & (
        uppfoljningar["slag"] != kod("uppfoljningsslag", "avslut")
    )
    planerade = uppfoljningar.loc[planerad, ["beslut", "planerat_datum"]].to_numpy()
    nycklar = np.append(np.sort(planerade[:, 0] * STEG + planerade[:, 1]), np.iinfo(np.int64).max)
    nasta = nycklar[np.searchsorted(nycklar, beslut * STEG + dag, side="right")]
    om_dagar = nasta - beslut * STEG - dag
    satts = chans(rng, plan.egen_uppfoljning, len(dag)) & (om_dagar <= plan.egen_hogst)
    egen = dag + om_dagar + dra_spann(rng, plan.egen_senare, len(dag))
    return np.asarray(np.where(satts, egen, SAKNAS), dtype=np.int64)

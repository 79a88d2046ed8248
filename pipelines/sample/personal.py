"""Staff for öppna insatser, twice a year; who trains in FFT is not certified in it."""

from datetime import date

import numpy as np
import pandas as pd

from pipelines.sample.befolkning import fordela
from pipelines.sample.kalender import dagtal
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import kod, kontrakt, las_katalog
from pipelines.sample.slump import dra, dra_per_rad, strom

NYCKEL = ["leverans", "enhet", "referensdatum", "roll", "kompetens", "certifiering"]
MINST = 6  # persons in a unit with few decisions


def skapa_personal(fro: int) -> pd.DataFrame:
    """Persons and full-time equivalents (× 100): one row per combination that has anyone."""
    rng, plan = strom(fro, 0, "personal"), ladda().personal
    delar = []
    for enhet, bunden in ladda().enheter.items():
        antal = max(bunden.beslut_2023 * plan.per_1000_beslut // 1000, MINST)
        nr = las_katalog().enheter.index(enhet)
        personer = _personer(rng, nr, enhet, antal)
        delar += [_en_dag(nr, enhet, personer, dag) for dag in plan.dagar]
    summor = (
        pd.concat(delar, ignore_index=True)
        .groupby(NYCKEL, sort=True)
        .agg(antal_personer=("procent", "size"), arsarbetare=("procent", "sum"))
    )
    return summor.reset_index()


def _personer(rng: np.random.Generator, nr: int, enhet: str, antal: int) -> pd.DataFrame:
    """The unit's staff; those who will train in FFT and those who have MST stand first."""
    plan, katalog = ladda().personal, las_katalog()
    roller = list(kontrakt()["koder"]["personalroll"])
    i_fft, i_mst = plan.fft.get(enhet, 0), plan.mst.get(enhet, 0)
    roll = np.repeat(np.arange(len(roller)), fordela(antal, np.array(plan.roll)))
    vikter = np.array([plan.kompetens[r] for r in roller])[roll]
    kompetens = dra_per_rad(rng, vikter)
    kompetens[:i_fft] = kod("kompetens", "socionom")
    kompetens[i_fft : i_fft + i_mst] = kod("kompetens", "mst")
    vikt, procent = np.array(plan.sysselsattning).T
    omraden = [
        katalog.namnplats(omrade)
        for omrade, e in zip(katalog.omraden, katalog.omrade_enhet, strict=True)
        if e == nr
    ]
    return pd.DataFrame(
        {
            "roll": roll,
            "kompetens": kompetens,
            "utbildas": rng.random(antal) < plan.under_utbildning,
            "procent": procent[dra(rng, vikt.tolist(), antal)],
            "tidigare": np.array(omraden)[np.arange(antal) % len(omraden)],
            "borjade": rng.random(antal),
        }
    )


def _en_dag(nr: int, enhet: str, personer: pd.DataFrame, dag: date) -> pd.DataFrame:
    """Who was there on the day, with what competence."""
    plan, katalog = ladda().personal, las_katalog()
    fft = np.zeros(len(personer), dtype=np.bool_)
    if dag >= plan.fft_fran:
        fft[: plan.fft.get(enhet, 0)] = True
    kompetens = np.where(fft, kod("kompetens", "fft"), personer["kompetens"])
    utan = np.isin(kompetens, [kod("kompetens", k) for k in ("socionom", "ovrig")])
    larande = fft | (personer["utbildas"].to_numpy() & (kompetens != kod("kompetens", "mst")))
    under, klar, ej = (
        kod("certifiering", c) for c in ("under_utbildning", "certifierad", "ej_aktuellt")
    )
    certifiering = np.where(utan, ej, np.where(larande, under, klar))
    tidigare = dagtal(dag) < katalog.bildad[nr]
    ut = pd.DataFrame(
        {
            "leverans": nr,
            "enhet": personer["tidigare"] if tidigare else nr,
            "referensdatum": dagtal(dag),
            "roll": personer["roll"],
            "kompetens": kompetens,
            "certifiering": certifiering,
            "procent": personer["procent"],
        }
    )
    return ut[(personer["borjade"] * 100 < _bemannat(dag)).to_numpy() | fft]


def _bemannat(dag: date) -> int:
    """Per cent of the staff that had begun by the day: a little more every year."""
    procent = ladda().ar_procent
    hela_ar = {aret: p for aret, p in procent.items() if aret < ladda().tid.uttag.year}
    return 100 * hela_ar.get(dag.year, max(hela_ar.values())) // max(hela_ar.values())

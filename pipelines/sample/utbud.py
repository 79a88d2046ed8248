"""What each unit offers, and when: the matrix of the calibration as dated rows.

The same rows decide which types can be granted (``Utbud.beviljas``), so an offer and the decisions
under it cannot drift apart.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.sample.kalender import SAKNAS, dagtal
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import CENTRAL, OKAND, kod, las_katalog
from pipelines.sample.plan_filer import Period
from pipelines.sample.slump import Flaggor, dra, strom

EVIGT = dagtal(ladda().tid.uttag) + 36500


@dataclass(frozen=True)
class Utbud:
    """Offers as rows and as a cube.

    Attributes:
        rader: one row per offer and validity; the contract's columns as positions and days, with
            ``leverans`` (place of the delivering unit) beside them.
        beviljas: areas × catalogue types × days from the first decision day; true where the area's
            district offers the type with individual assessment.
    """

    rader: pd.DataFrame
    beviljas: Flaggor


def skapa_utbud(fro: int) -> Utbud:
    """The offers; they depend on the seed only in the grounds (``beslutsgrund``)."""
    rader = pd.DataFrame([*_matrisrader(), *_ovriga()])
    rader = rader.sort_values(["leverans", "enhet", "insatstyp"], ignore_index=True)
    katalog, plan = las_katalog(), ladda().utbud
    intensiv = np.isin(rader["insatstyp"], [katalog.typer.index(t) for t in plan.intensiv_kostsam])
    rader["intensiv_kostsam"] = intensiv.astype(np.int64)
    rader["beslutsgrund"] = _grunder(fro, rader)
    return Utbud(rader, _kub(rader))


def erbjudna(rader: pd.DataFrame, dag: int) -> dict[str, list[str]]:
    """Types of the 86 that each of the eleven offers on a day (by today's unit)."""
    katalog = las_katalog()
    giltig = (rader["gallande_fran"] <= dag) & (_till(rader) >= dag) & (rader["planerad"] == 0)
    svar: dict[str, list[str]] = {}
    for nr, enhet in enumerate(katalog.enheter[:-2]):
        platser = sorted(set(rader.loc[giltig & (rader["leverans"] == nr), "insatstyp"]))
        svar[enhet] = [katalog.typer[p] for p in platser if katalog.i_86[p]]
    return svar


def _till(rader: pd.DataFrame) -> "pd.Series[int]":
    return rader["gallande_till"].replace(SAKNAS, EVIGT)


def _matrisrader() -> list[dict[str, int]]:
    katalog, plan = las_katalog(), ladda().utbud
    return [
        rad
        for typ, tecken in plan.matris.items()
        for enhet, ett in zip(plan.kolumner, tecken, strict=True)
        if (period := plan.perioder[ett]) is not None
        for rad in _perioder(enhet, katalog.typer.index(typ), period)
    ]


def _perioder(enhet: str, typ: int, period: Period) -> list[dict[str, int]]:
    """The offer's rows: the district's own, and before a merger its predecessors'."""
    katalog, kal = las_katalog(), ladda()
    nr = katalog.enheter.index(enhet)
    fran = dagtal(period.fran or kal.utbud.fran)
    till = dagtal(period.till) if period.till else EVIGT
    bildad = katalog.bildad[nr]
    delar = [o for o, e in zip(katalog.omraden, katalog.omrade_enhet, strict=True) if e == nr]
    rader = []
    for omrade in delar if len(delar) > 1 else []:
        andra = {t for o in delar if o != omrade for t in kal.foregangare[o].ensam_om}
        if fran < bildad and katalog.typer[typ] not in andra:
            rader.append(_rad(nr, omrade, typ, fran, min(till, bildad - 1)))
    if till >= bildad:
        rader.append(_rad(nr, enhet, typ, max(fran, bildad), till))
    return rader


def _ovriga() -> list[dict[str, int]]:
    """Central offers, and what is planned but not offered."""
    katalog, plan = las_katalog(), ladda().utbud
    typ = katalog.typer.index
    centralt = katalog.enheter.index(CENTRAL)
    rader = [_rad(centralt, CENTRAL, typ(t), dagtal(plan.fran), EVIGT) for t in plan.centrala]
    for kod_, planerad in plan.planerade.items():
        for enhet in planerad.enheter:
            nr = katalog.enheter.index(enhet)
            rad = _rad(nr, enhet, typ(kod_), dagtal(planerad.fran), EVIGT)
            rader.append({**rad, "planerad": 1})
    return rader


def _rad(leverans: int, enhet: str, typ: int, fran: int, till: int) -> dict[str, int]:
    katalog, plan = las_katalog(), ladda().utbud
    nuvarande = katalog.enheter[leverans]
    avvikelse = [
        varde
        for varde, lista in plan.behovsprovning.items()
        if katalog.typer[typ] in lista.get(nuvarande, [])
    ]
    return {
        "leverans": leverans,
        "enhet": katalog.namnplats(enhet),
        "insatstyp": typ,
        "behovsprovning": kod("behovsprovning", (avvikelse or [katalog.behovsprovning[typ]])[0]),
        "planerad": 0,
        "gallande_fran": fran,
        "gallande_till": SAKNAS if till == EVIGT else till,
    }


def _grunder(fro: int, rader: pd.DataFrame) -> list[int]:
    """A ground per unit and type: common types rest on the city, rare ones on local decisions."""
    katalog, vikter = las_katalog(), ladda().utbud.beslutsgrund
    rng = strom(fro, 0, "beslutsgrund")
    grund: dict[tuple[int, int], int] = {}
    for leverans, typ in zip(rader["leverans"], rader["insatstyp"], strict=True):
        if (leverans, typ) not in grund:
            dragen = int(dra(rng, vikter.get(katalog.spridning[typ], vikter["alla"]), 1)[0])
            grund[leverans, typ] = dragen if dragen < 3 else SAKNAS
    return [grund[par] for par in zip(rader["leverans"], rader["insatstyp"], strict=True)]


def _kub(rader: pd.DataFrame) -> Flaggor:
    katalog, kal = las_katalog(), ladda()
    dag0, dagar = dagtal(kal.tid.forsta_beslut), dagtal(kal.tid.uttag)
    kub = np.zeros((len(katalog.omraden), len(katalog.kategori), dagar - dag0 + 1), dtype=np.bool_)
    utan = rader["behovsprovning"] == kod("behovsprovning", "utan")
    med = rader[~utan & (rader["planerad"] == 0)]
    for omrade, (namn, nr) in enumerate(zip(katalog.omraden, katalog.omrade_enhet, strict=True)):
        egna = {katalog.namnplats(namn), nr}  # the area's old name, and the district it is in today
        kolumner = ["insatstyp", "gallande_fran", "gallande_till"]
        for typ, fran, till in med.loc[med["enhet"].isin(egna), kolumner].to_numpy():
            sista = EVIGT if till == SAKNAS else till
            kub[omrade, typ, max(fran - dag0, 0) : max(sista - dag0 + 1, 0)] = True
    kub[katalog.omraden.index(OKAND)] = _vanliga()[:, None]
    return kub & _kan_beviljas()[:, None]


def _vanliga() -> Flaggor:
    """What every district offers: the only types a decision of an unknown unit can have."""
    katalog = las_katalog()
    return np.array([s == "alla" for s in katalog.spridning])


def _kan_beviljas() -> Flaggor:
    katalog = las_katalog()
    return np.array([t in ladda().typer for t in katalog.typer[: len(katalog.kategori)]])

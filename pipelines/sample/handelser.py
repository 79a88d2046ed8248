"""Decision occasions: how many, when, where, in which category and for how many siblings.

The number of decisions per unit and year is bound, so it is where the world begins: candidates are
drawn stratum by stratum (unit × period × family or other) and cut where the quota is full. One
occasion is one decision for each sibling that it concerns.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipelines.sample.kalender import dagtal, manad, veckodag
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import OKAND, las_katalog
from pipelines.sample.slump import Flaggor, Heltal, dra_per_rad, strom
from pipelines.sample.utbud import Utbud

FAM = list(ladda().kategorier).index("FAM")


@dataclass(frozen=True)
class Stratum:
    """A unit's decisions of one kind (family or other) in one period; ``kvot`` is in decisions."""

    enhet: int
    fran: date
    till: date
    fam: bool
    kvot: int


def skapa_handelser(fro: int, kopia: int, utbud: Utbud) -> pd.DataFrame:
    """Occasions with ``enhet``, ``omrade``, ``dag``, ``kategori``, ``antal`` (siblings)."""
    rng = strom(fro, kopia, "handelser")
    strata = list(_strata(rng))
    kvot = np.array([s.kvot for s in strata])
    nr = np.repeat(np.arange(len(strata)), kvot)
    enhet = np.array([s.enhet for s in strata])[nr]
    dag = _dagar(rng, strata, nr)
    omrade = _omraden(rng, enhet)
    fam = np.array([s.fam for s in strata])[nr]
    kategori = np.where(fam, FAM, _andra_kategorier(rng, omrade, dag, utbud))
    antal = kapa(nr, kvot, _syskon(rng, enhet, kategori))
    kolumner = {"enhet": enhet, "omrade": omrade, "dag": dag, "kategori": kategori, "antal": antal}
    return pd.DataFrame(kolumner)[antal > 0].reset_index(drop=True)


def kapa(grupp: Heltal, kvot: Heltal, storlek: Heltal) -> Heltal:
    """Sizes cut so that each group (contiguous, ascending) sums to its quota; 0 = left out."""
    summa = np.cumsum(storlek)
    fore_gruppen = np.concatenate([[0], summa])[np.searchsorted(grupp, grupp)]
    fore = summa - storlek - fore_gruppen
    return np.asarray(np.clip(kvot[grupp] - fore, 0, storlek), dtype=np.int64)


def _strata(rng: np.random.Generator) -> Iterator[Stratum]:
    kal = ladda()
    sista = kal.tid.uttag
    for nr, kod in enumerate(las_katalog().enheter[:-1]):
        enhet = kal.enheter[kod]
        for year, procent in kal.ar_procent.items():
            antal = (enhet.beslut_2023 * procent + 50) // 100
            brus = 0 if year == kal.tid.bundet_ar else antal * kal.ar_brus_promille // 1000
            antal += int(rng.integers(-brus, brus + 1))
            brus = kal.fam_brus_promille if enhet.fam_promille else 0
            fam = antal * (enhet.fam_promille + int(rng.integers(-brus, brus + 1))) // 1000
            perioden = (date(year, 1, 1), min(date(year, 12, 31), sista))
            yield Stratum(nr, *perioden, True, fam)
            yield Stratum(nr, *perioden, False, antal - fam)
    okand = las_katalog().enheter.index(OKAND)
    for year, halvar in kal.okand.per_halvar.items():
        for antal, fran, till in zip(
            halvar,
            (date(year, 1, 1), date(year, 7, 1)),
            (date(year, 6, 30), min(date(year, 12, 31), sista)),
            strict=True,
        ):
            fam = antal * kal.okand.fam_promille // 1000
            yield Stratum(okand, fran, till, True, fam)
            yield Stratum(okand, fran, till, False, antal - fam)


def _dagar(rng: np.random.Generator, strata: list[Stratum], nr: Heltal) -> Heltal:
    """A weekday per candidate within its stratum's period, weighted by month."""
    kal = ladda()
    dag0 = dagtal(kal.tid.forsta_beslut)
    alla = np.arange(dag0, dagtal(kal.tid.uttag) + 1)
    vikt = np.array(kal.manadsvikt)[manad(alla)] * (veckodag(alla) < 5)
    summa = np.concatenate([[0], np.cumsum(vikt)])
    lagst = summa[[dagtal(s.fran) - dag0 for s in strata]]
    hogst = summa[[dagtal(s.till) - dag0 + 1 for s in strata]]
    steg = rng.integers(lagst[nr], hogst[nr])
    return np.asarray(dag0 + np.searchsorted(summa, steg, side="right") - 1, dtype=np.int64)


def _omraden(rng: np.random.Generator, enhet: Heltal) -> Heltal:
    """The area within the unit: the only one, or one of the two that were merged."""
    katalog, foregangare = las_katalog(), ladda().foregangare
    vikter = np.zeros((len(katalog.enheter), len(katalog.omraden)), dtype=np.int64)
    for nr, (omrade, e) in enumerate(zip(katalog.omraden, katalog.omrade_enhet, strict=True)):
        vikter[e, nr] = foregangare[omrade].vikt if omrade in foregangare else 1
    return dra_per_rad(rng, vikter[enhet])


def kategorityper() -> list[Heltal]:
    """Places of the types of each category, in the calibration's order of categories."""
    katalog = las_katalog()
    return [
        np.array([nr for nr, k in enumerate(katalog.kategori) if k == kategori])
        for kategori in ladda().kategorier
    ]


def _andra_kategorier(
    rng: np.random.Generator, omrade: Heltal, dag: Heltal, utbud: Utbud
) -> Heltal:
    """A category other than family treatment that the area can grant on the day."""
    dagnr = dag - dagtal(ladda().tid.forsta_beslut)
    finns: Flaggor = np.stack(
        [utbud.beviljas[:, typer].any(axis=1) for typer in kategorityper()], axis=1
    )
    vikt = np.array([k.vikt for k in ladda().kategorier.values()])
    return dra_per_rad(rng, finns[omrade, :, dagnr] * vikt)


def _syskon(rng: np.random.Generator, enhet: Heltal, kategori: Heltal) -> Heltal:
    """How many siblings the occasion concerns; one in what districts do not decide."""
    vikter = np.array([k.syskon for k in ladda().kategorier.values()])
    antal = dra_per_rad(rng, vikter[kategori]) + 1
    return np.asarray(np.where(enhet < len(ladda().stadsdelsnamnder), antal, 1), dtype=np.int64)

"""Households and children: who the decision occasions concern.

Each area and age profile has a number of lanes. The occasions of a lane, in order of day, are
chained into households: the next occasion concerns the same household or, by chance or after a long
gap, a new one. So children come back, while the number of decisions stays as it was drawn.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.sample.kalender import SAKNAS, ar
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import CENTRAL, OKAND, kod, las_katalog
from pipelines.sample.slump import Flaggor, Heltal, chans, dra, dra_per_rad, dra_spann, strom


@dataclass(frozen=True)
class Befolkat:
    """Occasions with a household, and the children of the households.

    Attributes:
        handelser: the occasions with ``hushall``, ``forsta_barn`` (the index child) and
            ``ansvarig`` (the unit responsible now, a place in ``enheter``).
        barn: one row per child: ``hushall``, ``fodelsear``, ``kon`` (code position or missing).
    """

    handelser: pd.DataFrame
    barn: pd.DataFrame


def befolka(fro: int, kopia: int, handelser: pd.DataFrame) -> Befolkat:
    """Give every occasion a household, let some households move, and give them children."""
    rng = strom(fro, kopia, "hushall")
    kedjade = _kedja(rng, handelser)
    kedjor = _kedjor(kedjade)
    samma, ny_enhet = _flytta(rng, kedjor)
    sist = (kedjade["dag"] == kedjor["sista"].to_numpy()[kedjade["hushall"]]).to_numpy()
    flyttat = ny_enhet[kedjade["hushall"]]
    kedjade["ansvarig"] = np.where(sist & (flyttat != SAKNAS), flyttat, kedjade["enhet"])
    kedjade["flyttat"] = sist & (flyttat != SAKNAS)
    kedjade["hushall"] = np.unique(samma[kedjade["hushall"]], return_inverse=True)[1]
    return _ge_barn(rng, kedjade)


def _kedja(rng: np.random.Generator, handelser: pd.DataFrame) -> pd.DataFrame:
    kal, katalog = ladda().hushall, las_katalog()
    vikter = np.array([k.profil for k in ladda().kategorier.values()])
    profil = dra_per_rad(rng, vikter[handelser["kategori"].to_numpy()])
    grupp = handelser["omrade"].to_numpy() * len(ladda().profiler) + profil
    ar_i_allt = (ladda().tid.uttag - ladda().tid.forsta_beslut).days / 365
    banor = np.bincount(grupp) / (ar_i_allt * kal.beslut_per_ar)
    bana = (rng.random(len(grupp)) * np.maximum(banor, 1).astype(np.int64)[grupp]).astype(np.int64)
    ut = handelser.assign(profil=profil, grupp=grupp, bana=bana)
    ut = ut.sort_values(["grupp", "bana", "dag"], kind="stable", ignore_index=True)
    ny_bana = (ut["grupp"].diff() != 0) | (ut["bana"].diff() != 0)
    gap = ut["dag"].diff()
    for_nara = (gap < kal.kortast_mellan) | (gap > kal.langst_mellan)
    okand = ut["enhet"] == katalog.enheter.index(OKAND)  # their children are never seen twice
    nytt = ny_bana | for_nara | okand | chans(rng, kal.nytt_hushall, len(ut))
    return ut.assign(hushall=nytt.cumsum() - 1).drop(columns=["grupp", "bana"])


def _kedjor(kedjade: pd.DataFrame) -> pd.DataFrame:
    return kedjade.groupby("hushall").agg(
        enhet=("enhet", "first"),
        profil=("profil", "first"),
        forsta=("dag", "min"),
        sista=("dag", "max"),
    )


def _flytta(rng: np.random.Generator, kedjor: pd.DataFrame) -> tuple[Heltal, Heltal]:
    """Which household each chain is, and the unit it has moved to (``SAKNAS`` = not moved).

    A household that moves takes over a chain that begins later in another unit, so its children
    keep their ids there.
    """
    kal, katalog = ladda().hushall, las_katalog()
    enhet, profil = kedjor["enhet"].to_numpy(), kedjor["profil"].to_numpy()
    forsta, sista = kedjor["forsta"].to_numpy(), kedjor["sista"].to_numpy()
    samma = np.arange(len(kedjor))
    ny_enhet = np.full(len(kedjor), SAKNAS)
    namnd = enhet < katalog.enheter.index(CENTRAL)
    slump = rng.random(len(kedjor))
    fran = namnd & (slump < kal.flyttar)
    for nr in range(len(ladda().profiler)):
        mal = np.flatnonzero(namnd & ~fran & (profil == nr))
        mal = mal[np.argsort(forsta[mal], kind="stable")]
        flyttare = np.flatnonzero(fran & (profil == nr))
        plats = np.searchsorted(forsta[mal], sista[flyttare] + kal.flytt_tidigast)
        plats = plats + rng.integers(0, kal.flytt_bland, len(flyttare))
        flyttare, plats = flyttare[plats < len(mal)], plats[plats < len(mal)]
        plats, forst = np.unique(plats, return_index=True)
        till, flyttare = mal[plats], flyttare[forst]
        annan = enhet[till] != enhet[flyttare]
        samma[till[annan]] = flyttare[annan]
        ny_enhet[flyttare[annan]] = enhet[till[annan]]
    bara = namnd & ~fran & (slump > 1 - kal.flyttar_utan_nytt)
    steg = rng.integers(1, len(ladda().stadsdelsnamnder), len(kedjor))
    vart = (enhet + steg) % len(ladda().stadsdelsnamnder)
    return samma, np.where(bara, vart, ny_enhet)


def _ge_barn(rng: np.random.Generator, handelser: pd.DataFrame) -> Befolkat:
    hushall = handelser.groupby("hushall").agg(
        antal=("antal", "max"),
        profil=("profil", "first"),
        forsta=("dag", "min"),
        sista=("dag", "max"),
    )
    antal = hushall["antal"].to_numpy()
    forst, sist = ar(hushall["forsta"].to_numpy()), ar(hushall["sista"].to_numpy())
    indexbarn = forst - _alder(rng, hushall["profil"].to_numpy(), sist - forst)
    agare = np.repeat(np.arange(len(hushall)), antal)
    forsta_barn = np.cumsum(antal) - antal
    ar_syskon = np.arange(len(agare)) != forsta_barn[agare]
    fodelsear = indexbarn[agare] + _syskonar(rng, len(agare)) * ar_syskon
    # never born after the first decision, never older than 20 at the last
    fodelsear = np.clip(fodelsear, sist[agare] - 20, forst[agare])
    barn = pd.DataFrame({"hushall": agare, "fodelsear": fodelsear, "kon": _kon(rng, len(agare))})
    return Befolkat(handelser.assign(forsta_barn=forsta_barn[handelser["hushall"]]), barn)


def _alder(rng: np.random.Generator, profil: Heltal, varar: Heltal) -> Heltal:
    """The index child's age at the first decision, low enough to stay in the profile's span."""
    alder = np.zeros(len(profil), dtype=np.int64)
    for nr, p in enumerate(ladda().profiler.values()):
        hit: Flaggor = profil == nr
        dragen = p.fran + dra(rng, p.alder, int(hit.sum()))
        alder[hit] = np.maximum(np.minimum(dragen, p.till - varar[hit]), p.fran)
    return alder


def _syskonar(rng: np.random.Generator, antal: int) -> Heltal:
    tecken = np.where(chans(rng, 0.5, antal), 1, -1)
    return np.asarray(tecken * dra_spann(rng, ladda().hushall.syskon_ar, antal), dtype=np.int64)


def _kon(rng: np.random.Generator, antal: int) -> Heltal:
    kal = ladda().hushall
    kon = np.where(chans(rng, kal.pojke, antal), kod("kon", "M"), kod("kon", "K"))
    return np.asarray(np.where(chans(rng, kal.kon_saknas, antal), SAKNAS, kon), dtype=np.int64)

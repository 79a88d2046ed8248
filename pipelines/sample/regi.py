"""Who runs each decided insats: own-run or not, by whom, and at what cost.

The number of decisions outside own-run is bound per unit and year (literally in 2023, a draw from
the unit's true share in other years); which decisions they are is drawn occasion by occasion, so
that siblings get the same provider.
"""

import numpy as np
import pandas as pd

from pipelines.sample.kalender import SAKNAS, ar
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import CENTRAL, OKAND, kod, las_katalog
from pipelines.sample.slump import Flaggor, Heltal, chans, dra, rang_i_grupp, strom


def ge_regi(fro: int, kopia: int, rader: pd.DataFrame) -> pd.DataFrame:
    """The decisions (rows; several per ``handelse``) with regi, provider and cost.

    ``kostnad_manad`` is in öre; ``SAKNAS`` where it is not known or not bought.
    """
    rng = strom(fro, kopia, "regi")
    handelser = int(rader["handelse"].max()) + 1
    kvot = _kvoter(rng, rader)
    grupp = _grupp(rader)
    nyckel = rng.random(handelser)[rader["handelse"]] / _kopvikt(rader)
    ej_egen = rang_i_grupp(grupp, nyckel, rader["handelse"].to_numpy()) < kvot[grupp]
    regi = np.where(ej_egen, _ej_egen(rng, rader, handelser), _egen(rng, rader, handelser))
    regi = np.where(_saknas(rng, rader, ej_egen, kvot), SAKNAS, regi)
    utforare = _utforare(rng, rader, regi, handelser)
    kostnad = _kostnad(rng, rader, regi, handelser)
    return rader.assign(regi=regi, utforare_id=utforare, kostnad_manad=kostnad)


def antal_utforare() -> int:
    """How many providers there are in all."""
    antal = ladda().regi.utforare
    egna = antal.egna * len(las_katalog().enheter)
    return egna + antal.centrala + antal.offentliga + antal.privata


def _grupp(rader: pd.DataFrame) -> Heltal:
    """Unit × year as one number."""
    return np.asarray(rader["enhet"].to_numpy() * 100 + ar(rader["dag"].to_numpy()) - 2000)


def _kvoter(rng: np.random.Generator, rader: pd.DataFrame) -> Heltal:
    """Decisions outside own-run per group (see ``_grupp``)."""
    kal, katalog = ladda(), las_katalog()
    storlek = np.bincount(_grupp(rader), minlength=100 * len(katalog.enheter))
    kvot = np.zeros_like(storlek)
    for nr, enhet in enumerate(kal.stadsdelsnamnder):
        andel = kal.regi.planterad.get(enhet, kal.regi.gemensam)
        for year in kal.ar_procent:
            plats = nr * 100 + year - 2000
            dragen = int((rng.random(storlek[plats]) >= andel).sum())
            kvot[plats] = max(dragen, kal.regi.minst_ej_egen)
        bunden = kal.enheter[enhet]
        kvot[nr * 100 + kal.tid.bundet_ar - 2000] = bunden.beslut_2023 - bunden.egen_2023
    return kvot


def _kopvikt(rader: pd.DataFrame) -> Heltal:
    vikt = np.array([k.kopt for k in ladda().kategorier.values()])[rader["kategori"].to_numpy()]
    return np.asarray(np.where(rader["utanfor"], ladda().regi.utanfor_kopt, vikt))


def _egen(rng: np.random.Generator, rader: pd.DataFrame, handelser: int) -> Heltal:
    katalog, kal = las_katalog(), ladda().regi
    koder = np.array([kod("regi", r) for r in ("egen_namnd", "annan_stadsdelsnamnd", "central")])
    regi = koder[dra(rng, kal.egen_vikt, handelser)][rader["handelse"]]
    regi = np.where(rader["utanfor"], kod("regi", "annan_stadsdelsnamnd"), regi)
    centralt = rader["enhet"] == katalog.enheter.index(CENTRAL)
    return np.asarray(np.where(centralt, kod("regi", "central"), regi))


def _ej_egen(rng: np.random.Generator, rader: pd.DataFrame, handelser: int) -> Heltal:
    koder = np.array([kod("regi", r) for r in ("annan_offentlig", "kopt")])
    return np.asarray(koder[dra(rng, ladda().regi.ej_egen_vikt, handelser)][rader["handelse"]])


def _saknas(
    rng: np.random.Generator, rader: pd.DataFrame, ej_egen: Flaggor, kvot: Heltal
) -> Flaggor:
    """Blank regi: about so many of all decisions, all of them among those outside own-run."""
    grupp = _grupp(rader)
    storlek = np.bincount(grupp, minlength=len(kvot))
    antal = (storlek * ladda().regi.saknas + rng.random(len(kvot))).astype(np.int64)
    antal = np.minimum(antal, kvot // ladda().regi.saknas_hogst_var)
    plats = rang_i_grupp(grupp, ~ej_egen, rng.random(len(rader)))
    return np.asarray(ej_egen & (plats < antal[grupp]))


def _utforare(
    rng: np.random.Generator, rader: pd.DataFrame, regi: Heltal, handelser: int
) -> Heltal:
    """A provider of the kind that runs it; few big private ones and many small."""
    antal = ladda().regi.utforare
    namnder = len(ladda().stadsdelsnamnder)
    tal = rng.random(handelser)[rader["handelse"]]
    steg = rng.integers(1, namnder, handelser)[rader["handelse"]]
    egen = rader["enhet"].to_numpy()
    annan = (egen + steg) % namnder
    centrala = antal.egna * len(las_katalog().enheter)
    offentliga = centrala + antal.centrala
    privata = offentliga + antal.offentliga
    val = {
        "egen_namnd": egen * antal.egna + tal * antal.egna,
        "annan_stadsdelsnamnd": annan * antal.egna + tal * antal.egna,
        "central": centrala + tal * antal.centrala,
        "annan_offentlig": offentliga + tal * antal.offentliga,
        "kopt": privata + tal * tal * antal.privata,
    }
    ut = np.full(len(rader), SAKNAS)
    for namn, plats in val.items():
        ut = np.where(regi == kod("regi", namn), plats.astype(np.int64), ut)
    okand = rader["enhet"] == las_katalog().enheter.index(OKAND)
    return np.asarray(np.where(okand, SAKNAS, ut))


def _kostnad(rng: np.random.Generator, rader: pd.DataFrame, regi: Heltal, handelser: int) -> Heltal:
    lagst, hogst = np.array([k.kostnad for k in ladda().kategorier.values()])[
        rader["kategori"].to_numpy()
    ].T
    steg = rng.random(handelser)[rader["handelse"]]
    halvkronor = 2 * lagst + (steg * 2 * (hogst - lagst)).astype(np.int64)
    kand = (regi == kod("regi", "kopt")) & chans(rng, ladda().regi.kostnad_kand, len(rader))
    return np.asarray(np.where(kand, halvkronor * 50, SAKNAS))

"""What an investigation says: reasons, consent and the risk of norm-breaking behaviour."""

import numpy as np
import pandas as pd

from pipelines.sample.kalender import SAKNAS, ar
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import kod, kontrakt, las_katalog
from pipelines.sample.slump import Flaggor, Heltal, chans, dra, dra_per_rad

NORMBRYTANDE = ("normbrytande", "missbruk")


def ge_innehall(rng: np.random.Generator, alla: pd.DataFrame) -> dict[str, Heltal]:
    """Columns of the investigations; ``orsaker`` is a sum of 1 << place in the contract's list."""
    alder = ar(alla["inledd_datum"].to_numpy()) - alla["fodelsear"].to_numpy()
    orsaker = _orsaker(rng, alla["kategori"].to_numpy(), alder)
    saknas = chans(rng, ladda().utredning.orsak_saknas, len(alla))
    return {
        "orsaker": np.where(saknas, 0, orsaker),
        "samtycke": _samtycke(rng, alla["utfall"].to_numpy()),
        "risk_normbrytande": _risk(rng, alla, alder, orsaker),
    }


def _band(fran: dict[str, int], alder: Heltal) -> Heltal:
    """Place of each age's band; the bands stand in ascending order."""
    return np.searchsorted(np.array(list(fran.values())), alder, side="right") - 1


def _orsaker(rng: np.random.Generator, kategori: Heltal, alder: Heltal) -> Heltal:
    """One to three reasons: the first often follows the category of the decided insats."""
    plan, koder = ladda().utredning, list(kontrakt()["koder"]["utredningsorsak"])
    vikter = np.array([plan.orsak[band] for band in plan.orsak_fran])
    vikter = vikter[_band(plan.orsak_fran, alder)]
    given = [plan.orsak_kategori.get(k) for k in ladda().kategorier]
    av_kategori = np.array([*(koder.index(g) if g else SAKNAS for g in given), SAKNAS])[kategori]
    foljer = (av_kategori != SAKNAS) & chans(rng, plan.orsak_kategori_andel, len(alder))
    dragna = [dra_per_rad(rng, vikter) for _ in range(3)]
    antal = dra(rng, plan.antal_orsaker, len(alder))
    mask = np.left_shift(1, np.where(foljer, av_kategori, dragna[0]))
    for nr in (1, 2):  # a reason drawn twice is one reason
        mask = mask | np.where(antal >= nr, np.left_shift(1, dragna[nr]), 0)
    return np.asarray(mask, dtype=np.int64)


def _samtycke(rng: np.random.Generator, utfall: Heltal) -> Heltal:
    plan, antal = ladda().utredning, len(utfall)
    till_insats = dra(rng, plan.samtycke, antal)  # ja, delvis, nej
    delvis = chans(rng, plan.samtycke_delvis, antal)
    saknas = np.where(delvis, kod("samtycke", "delvis"), kod("samtycke", "nej"))
    ut = np.full(antal, kod("samtycke", "ej_aktuellt"))
    ut = np.where(utfall == kod("utredningsutfall", "insats"), till_insats, ut)
    ut = np.where(utfall == kod("utredningsutfall", "inget_samtycke"), saknas, ut)
    return np.asarray(np.where(utfall == SAKNAS, SAKNAS, ut), dtype=np.int64)


def _risk(rng: np.random.Generator, alla: pd.DataFrame, alder: Heltal, orsaker: Heltal) -> Heltal:
    plan, katalog = ladda().utredning, las_katalog()
    band = _band(plan.risk_fran, alder)
    vikter = np.array([plan.risk[b] for b in plan.risk_fran])[band]
    skolbarn: Flaggor = (alder >= plan.risk_fran["barn"]) & (alder < plan.risk_fran["unga"])
    normbrytande = sum(1 << kod("utredningsorsak", o) for o in NORMBRYTANDE)
    vikter[skolbarn & ((orsaker & normbrytande) > 0)] = plan.risk["normbrytande"]
    omfattas = np.isin(alla["insatstyp"], np.flatnonzero(katalog.omfattas))
    vikter[skolbarn & omfattas] = plan.risk["rekommenderad"]
    risk = dra_per_rad(rng, vikter)
    oppen = (alla["utfall"] == SAKNAS).to_numpy()
    saknas = oppen & chans(rng, plan.risk_oppen_saknas, len(alla))
    return np.asarray(np.where(saknas, SAKNAS, risk), dtype=np.int64)

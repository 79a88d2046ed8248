"""Which insats an occasion grants, and its course from decision to end.

The type is one that the deciding district offers on the day and that suits the child's age, except
for a few that only others offer. What lies after the extract has not happened yet: it is blank.
"""

import numpy as np
import pandas as pd

from pipelines.sample.handelser import kategorityper
from pipelines.sample.hushall import Befolkat
from pipelines.sample.kalender import SAKNAS, ar, dagtal, till_mandag
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import CENTRAL, OKAND, kod, las_katalog
from pipelines.sample.slump import Flaggor, Heltal, chans, dra_per_rad, dra_spann, jamnt, strom
from pipelines.sample.utbud import Utbud


def ge_insatser(fro: int, kopia: int, befolkat: Befolkat, utbud: Utbud) -> pd.DataFrame:
    """The occasions that are registered by the extract, with type, law and days.

    Adds ``insatstyp``, ``utanfor`` (not in the own offer), ``lagrum``, ``startdatum``,
    ``slutdatum``, ``slutorsak`` and ``registreringsdatum``; days are numbers, missing ones
    ``SAKNAS``.
    """
    rng = strom(fro, kopia, "insatser")
    ut = befolkat.handelser.copy()
    fodelsear = befolkat.barn["fodelsear"].to_numpy()[ut["forsta_barn"]]
    ut["insatstyp"], ut["utanfor"] = _typer(rng, ut, fodelsear, utbud)
    lvu22 = np.isin(ut["insatstyp"], [las_katalog().typer.index(t) for t in ladda().lvu22])
    ut["lagrum"] = np.where(lvu22, kod("lagrum", "lvu22"), kod("lagrum", "sol"))
    ut["insatstyp"] = _lokala_koder(rng, ut)
    ut = ut.assign(**_forlopp(rng, ut, fodelsear))
    ut = _fornya(ut)
    uttag = dagtal(ladda().tid.uttag)
    ut = _inte_hant_an(ut, uttag)
    return ut[ut["registreringsdatum"] <= uttag].reset_index(drop=True)


def _typer(
    rng: np.random.Generator, ut: pd.DataFrame, fodelsear: Heltal, utbud: Utbud
) -> tuple[Heltal, Flaggor]:
    kal, katalog = ladda(), las_katalog()
    dag, omrade = ut["dag"].to_numpy(), ut["omrade"].to_numpy()
    alder, dagnr = ar(dag) - fodelsear, dag - dagtal(kal.tid.forsta_beslut)
    namnder = [nr for nr, o in enumerate(katalog.omraden) if o not in (CENTRAL, OKAND)]
    hos_nagon: Flaggor = np.asarray(utbud.beviljas[namnder].any(axis=0))
    utanfor = chans(rng, kal.insats.utanfor_eget_utbud, len(ut))
    utanfor[~np.isin(omrade, namnder)] = False
    typ = np.full(len(ut), SAKNAS)
    for nr, typer in enumerate(kategorityper()):
        hit = np.flatnonzero(ut["kategori"] == nr)
        vikt = _vikter(typer, alder[hit])
        egna = utbud.beviljas[omrade[hit][:, None], typer, dagnr[hit][:, None]]
        andras = hos_nagon[typer, dagnr[hit][:, None]] & ~egna
        utanfor[hit] &= (vikt * andras >= kal.insats.aldersvikt.passar).any(axis=1)
        mojliga = np.where(utanfor[hit][:, None], andras, egna)
        typ[hit] = typer[dra_per_rad(rng, vikt * mojliga)]
    return typ, utanfor


def _vikter(typer: Heltal, alder: Heltal) -> Heltal:
    """Occasions × types of one category: the type's weight, strongly reduced outside its ages."""
    kal, namn = ladda(), las_katalog().typer
    kanda = [kal.typer.get(namn[t]) for t in typer]
    vikt = np.array([t.vikt if t else 0 for t in kanda])
    fran = np.array([t.alder[0] if t else 0 for t in kanda])
    till = np.array([t.alder[1] if t else 0 for t in kanda])
    utanfor = np.maximum(fran - alder[:, None], alder[:, None] - till)
    om = kal.insats.aldersvikt
    langre = np.where(utanfor <= om.nara_ar, om.nara, om.fel)
    return np.asarray(vikt * np.where(utanfor <= 0, om.passar, langre), dtype=np.int64)


def _lokala_koder(rng: np.random.Generator, ut: pd.DataFrame) -> Heltal:
    """A few types under a code of the district's own; not contacts, whose interval differs."""
    kal, katalog = ladda(), las_katalog()
    typ = ut["insatstyp"].to_numpy().copy()
    kontakt = (ut["kategori"] == list(kal.kategorier).index("KON")).to_numpy()
    kan = chans(rng, kal.insats.lokal_kod, len(ut)) & ~kontakt & ~ut["utanfor"].to_numpy()
    val = rng.random(len(ut))
    for enhet, egenskaper in kal.enheter.items():
        if egenskaper.lokala:
            koder = np.array([katalog.typer.index(k) for k in egenskaper.lokala])
            hit = kan & (ut["enhet"] == katalog.enheter.index(enhet)).to_numpy()
            typ[hit] = koder[(val[hit] * len(koder)).astype(np.int64)]
    return typ


def _forlopp(rng: np.random.Generator, ut: pd.DataFrame, fodelsear: Heltal) -> dict[str, Heltal]:
    """Days of start, end and registration as they would be if time never stopped."""
    kal = ladda().insats
    antal, beslut = len(ut), ut["dag"].to_numpy()
    start = till_mandag(beslut + dra_spann(rng, kal.till_start, antal))
    minst, ena, andra = np.array([k.dagar for k in ladda().kategorier.values()])[
        ut["kategori"].to_numpy()
    ].T
    slut = start + minst + rng.integers(0, ena + 1) + rng.integers(0, andra + 1)
    tal = rng.random(antal)
    orsak = np.where(tal < kal.avbrutet, kod("slutorsak", "avbrutet"), kod("slutorsak", "planerat"))
    flytt = (tal > 1 - kal.flytt) | ut["flyttat"].to_numpy()
    orsak = np.where(flytt, kod("slutorsak", "flytt"), orsak)
    sista_aret = _arets_sista_dag(fodelsear + 20)
    orsak = np.where(slut > sista_aret, kod("slutorsak", "alder"), orsak)
    slut = np.maximum(np.minimum(slut, sista_aret), start)
    aldrig = chans(rng, kal.aldrig_paborjad, antal)
    avskrivet = beslut + jamnt(rng, kal.till_aldrig, antal)
    return {
        "startdatum": np.where(aldrig, SAKNAS, start),
        "slutdatum": np.where(aldrig, avskrivet, slut),
        "slutorsak": np.where(aldrig, kod("slutorsak", "aldrig_paborjad"), orsak),
        "registreringsdatum": beslut + dra_spann(rng, kal.till_registrering, antal),
    }


def _arets_sista_dag(arets: Heltal) -> Heltal:
    return (arets - 1970 + 1).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) - 1


def _fornya(ut: pd.DataFrame) -> pd.DataFrame:
    """A new decision on the same type in the household ends the earlier one the day before."""
    ut = ut.sort_values(["hushall", "insatstyp", "startdatum"], kind="stable", ignore_index=True)
    nasta = ut.shift(-1)
    fornyat = (
        (nasta["hushall"] == ut["hushall"])
        & (nasta["insatstyp"] == ut["insatstyp"])
        & (ut["startdatum"] != SAKNAS)
        & (nasta["startdatum"] > ut["startdatum"])
        & (nasta["startdatum"] <= ut["slutdatum"])
    )
    ut.loc[fornyat, "slutdatum"] = nasta.loc[fornyat, "startdatum"].astype(np.int64) - 1
    ut.loc[fornyat, "slutorsak"] = kod("slutorsak", "planerat")
    return ut


def _inte_hant_an(ut: pd.DataFrame, uttag: int) -> pd.DataFrame:
    ut.loc[ut["startdatum"] > uttag, "startdatum"] = SAKNAS
    pagar = ut["slutdatum"] > uttag
    return ut.assign(
        slutdatum=ut["slutdatum"].mask(pagar, SAKNAS),
        slutorsak=ut["slutorsak"].mask(pagar, SAKNAS),
    )

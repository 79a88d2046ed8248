"""Investigations: those that led to decisions, those that did not, and those that are open.

A decision that rests on an investigation comes at its end or shortly after. Beside each of these
stand a few others with another outcome. The open ones that will lead to a decision are last year's,
one year later: so the open stock has the lengths that an open stock has.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.sample.kalender import SAKNAS, ar, dagtal, plus_manader, till_fredag, till_mandag
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import OKAND, kod, las_katalog
from pipelines.sample.nya_barn import ALDST, Nummer
from pipelines.sample.slump import Flaggor, Heltal, chans, dra, dra_spann, jamnt, strom
from pipelines.sample.utredningsinnehall import ge_innehall

ETT_AR = 364  # the same weekday
MANADER = 4
EGNA = ["enhet", "omrade", "leverans", "barn_id", "hushall_id", "kon", "fodelsear"]
MALL = [*EGNA, "kategori", "insatstyp"]


@dataclass(frozen=True)
class Utrett:
    """The investigations (``utredning_id`` is the row's place), and the one of each decision."""

    utredningar: pd.DataFrame
    per_beslut: Heltal


def utred(fro: int, kopia: int, rader: pd.DataFrame, nummer: Nummer) -> Utrett:
    """Investigations behind and beside the decisions in ``rader``, as known at the extract."""
    rng = strom(fro, kopia, "utredningar")
    med, per_beslut = _fore_beslut(rng, rader)
    snart = nummer.ge(rng, _ett_ar_senare(med), "inledd_datum")
    bredvid = nummer.ge(rng, _bredvid(rng, pd.concat([med, snart])), "inledd_datum")
    alla = pd.concat([med, snart, bredvid, _aterkomster(rng, rader)], ignore_index=True)
    alla = alla.assign(
        forlangd_till=_forlangd(rng, alla),
        ansvarig_enhet=enhetsnamn(alla, "inledd_datum"),
        registreringsdatum=_registrerad(rng, alla),
        **ge_innehall(rng, alla),
    )
    # what is not registered yet is not delivered; those with a decision stand first and are
    alla = alla[alla["registreringsdatum"] <= dagtal(ladda().tid.uttag)]
    return Utrett(alla.assign(utredning_id=np.arange(len(alla))), per_beslut)


def enhetsnamn(rader: pd.DataFrame, dag: str) -> Heltal:
    """The responsible unit as a place among the names; before a merger the area's old name."""
    katalog = las_katalog()
    enhet = rader["enhet"].to_numpy()
    namn = np.array([katalog.namnplats(o) for o in katalog.omraden])[rader["omrade"]]
    fore = rader[dag].to_numpy() < np.array(katalog.bildad)[enhet]
    return np.asarray(np.where(fore, namn, enhet), dtype=np.int64)


def _langd(rng: np.random.Generator, enhet: Heltal) -> Heltal:
    """Days from start to end, by the unit's share within four months."""
    plan, antal = ladda().utredning, len(enhet)
    andel = np.array([plan.planterad.get(e, plan.i_tid) for e in las_katalog().enheter])
    i_tid, sen = dra_spann(rng, plan.langd_i_tid, antal), dra_spann(rng, plan.langd_sen, antal)
    return np.asarray(np.where(rng.random(antal) < andel[enhet], i_tid, sen), dtype=np.int64)


def _fore_beslut(rng: np.random.Generator, rader: pd.DataFrame) -> tuple[pd.DataFrame, Heltal]:
    """Investigations that ended in decisions, and their numbers per decision."""
    plan, antal = ladda().utredning, len(rader)
    barn, dag = rader["barn_id"].to_numpy(), rader["dag"].to_numpy()
    ordning = np.lexsort((dag, barn))
    forra = np.full(antal, SAKNAS)  # the row of the child's decision before
    samma = barn[ordning][1:] == barn[ordning][:-1]
    forra[ordning[1:][samma]] = ordning[:-1][samma]
    ny, fore = forra == SAKNAS, np.where(forra == SAKNAS, SAKNAS, dag[forra])
    senare = (dag - fore >= plan.senare_efter) & chans(rng, plan.senare, antal)
    ska = np.where(ny, chans(rng, plan.forsta, antal), senare)
    ska &= (rader["enhet"] != las_katalog().enheter.index(OKAND)).to_numpy()
    slut = till_fredag(dag - jamnt(rng, plan.fore_beslut, antal))
    inledd = slut - _langd(rng, rader["enhet"].to_numpy())
    # never before the child's last decision, the year it was born or the first day of the world
    inledd = till_mandag(np.maximum(np.maximum(inledd, fore + 1), _nyar(rader["fodelsear"])))
    ska &= (slut - inledd >= plan.kortast) & (inledd >= dagtal(ladda().tid.forsta_beslut))
    per_beslut = np.full(antal, SAKNAS)
    per_beslut[ska] = np.arange(int(ska.sum()))
    strax = ~ny & ~ska & (dag - fore <= plan.samma_beslut)
    per_beslut[strax] = per_beslut[forra[strax]]
    med = rader.loc[ska, [*MALL, "registreringsdatum"]].assign(
        inledd_datum=inledd[ska],
        avslutad_datum=slut[ska],
        utfall=kod("utredningsutfall", "insats"),
    )
    return med.rename(columns={"registreringsdatum": "senast"}).reset_index(drop=True), per_beslut


def _nyar(aret: "pd.Series[int]") -> Heltal:
    ar0 = aret.to_numpy() - 1970
    return np.asarray(ar0.astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64))


def _ett_ar_senare(med: pd.DataFrame) -> pd.DataFrame:
    """The open ones that will lead to a decision: other children, no outcome yet."""
    uttag = dagtal(ladda().tid.uttag) - ETT_AR
    oppna = med[(med["inledd_datum"] <= uttag) & (med["avslutad_datum"] > uttag)]
    return oppna.assign(
        inledd_datum=oppna["inledd_datum"] + ETT_AR,
        avslutad_datum=SAKNAS,
        utfall=SAKNAS,
        senast=SAKNAS,
        fodelsear=oppna["fodelsear"] + 1,
        syskongrupp=np.arange(len(oppna)),
    )


def _bredvid(rng: np.random.Generator, mallar: pd.DataFrame) -> pd.DataFrame:
    """Investigations with another outcome, near in time and place; some of two siblings."""
    plan = ladda().utredning
    antal = dra(rng, plan.utan_insats, len(mallar))
    ut = mallar.iloc[np.repeat(np.arange(len(mallar)), antal)].reset_index(drop=True)
    ut["inledd_datum"] = till_mandag(
        ut["inledd_datum"].to_numpy() + jamnt(rng, (-plan.nara, plan.nara), len(ut))
    )
    ut["langd"], ut["syskongrupp"] = _langd(rng, ut["enhet"].to_numpy()), np.arange(len(ut))
    syskon = np.repeat(np.arange(len(ut)), 1 + chans(rng, plan.syskon, len(ut)))
    return _utan_insats(rng, ut.iloc[syskon].reset_index(drop=True))


def _aterkomster(rng: np.random.Generator, rader: pd.DataFrame) -> pd.DataFrame:
    """Children whose insatser have all ended and who are investigated again."""
    plan = ladda().utredning
    senast = rader.sort_values(["barn_id", "dag"], kind="stable").drop_duplicates(
        "barn_id", keep="last"
    )
    slut = np.zeros(int(rader["barn_id"].max()) + 1, dtype=np.int64)
    np.maximum.at(slut, rader["barn_id"], rader["slutdatum"])
    slut[rader.loc[rader["slutdatum"] == SAKNAS, "barn_id"]] = SAKNAS
    slut = slut[senast["barn_id"]]
    okand = (senast["enhet"] == las_katalog().enheter.index(OKAND)).to_numpy()
    igen = chans(rng, plan.aterkommer, len(senast)) & (slut != SAKNAS) & ~okand
    ut = senast.loc[igen, MALL].reset_index(drop=True)
    ut["inledd_datum"] = till_mandag(slut[igen] + jamnt(rng, plan.aterkommer_efter, len(ut)))
    ut["langd"] = _langd(rng, ut["enhet"].to_numpy())
    unga: Flaggor = ar(ut["inledd_datum"].to_numpy()) - ut["fodelsear"].to_numpy() <= ALDST
    return _utan_insats(rng, ut[unga].reset_index(drop=True))


def _utan_insats(rng: np.random.Generator, rader: pd.DataFrame) -> pd.DataFrame:
    """Rows with ``inledd_datum`` and ``langd`` as investigations that led to no decision."""
    tid = ladda().tid
    inledd = rader["inledd_datum"].to_numpy()
    slut = till_fredag(inledd + rader["langd"].to_numpy())
    utfall = np.array([kod("utredningsutfall", u) for u in UTAN_INSATS])
    utfall = utfall[dra(rng, ladda().utredning.utfall, len(rader))]
    pagar = slut > dagtal(tid.uttag)
    ut = rader.drop(columns="langd").assign(
        kategori=SAKNAS,
        insatstyp=SAKNAS,
        avslutad_datum=np.where(pagar, SAKNAS, slut),
        utfall=np.where(pagar, SAKNAS, utfall),
        senast=SAKNAS,
    )
    return ut[(inledd >= dagtal(tid.forsta_beslut)) & (inledd <= dagtal(tid.uttag))]


UTAN_INSATS = ("hanvisad", "inget_samtycke", "ingen_insats")


def _forlangd(rng: np.random.Generator, alla: pd.DataFrame) -> Heltal:
    """Last day of a decided extension; the decision is taken before the four months have passed."""
    plan, antal = ladda().utredning, len(alla)
    frist = plus_manader(alla["inledd_datum"].to_numpy(), np.full(antal, MANADER))
    uttag = dagtal(ladda().tid.uttag)
    slut = alla["avslutad_datum"].replace(SAKNAS, uttag).to_numpy()
    andel = np.where(slut > frist, plan.sen_forlangd, plan.i_tid_forlangd)
    till = frist + jamnt(rng, plan.forlangd, antal)
    return np.asarray(np.where(rng.random(antal) < andel, till, SAKNAS), dtype=np.int64)


def _registrerad(rng: np.random.Generator, alla: pd.DataFrame) -> Heltal:
    """Registered after it began, and before the decision that rests on it."""
    dag = dra_spann(rng, ladda().utredning.till_registrering, len(alla))
    dag = dag + alla["inledd_datum"].to_numpy()
    senast = alla["senast"].to_numpy()
    return np.asarray(np.where(senast == SAKNAS, dag, np.minimum(dag, senast)), dtype=np.int64)

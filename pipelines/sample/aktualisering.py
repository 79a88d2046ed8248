"""Reports (anmälan) and applications (ansökan) that came in, and what was decided on them.

Most investigations began with one; while one is open a new report is added to it; and beside them
come the reports that led to none. A report is to be decided on within fourteen days.
"""

import numpy as np
import pandas as pd

from pipelines.sample.kalender import SAKNAS, ar, dagtal, till_fredag, till_mandag
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import kod, las_katalog
from pipelines.sample.nya_barn import ALDST, Nummer
from pipelines.sample.slump import Flaggor, Heltal, chans, dra, dra_spann, jamnt, strom
from pipelines.sample.utredning import EGNA, enhetsnamn

DAGAR = 14


def aktualisera(fro: int, kopia: int, utredningar: pd.DataFrame, nummer: Nummer) -> pd.DataFrame:
    """What came in around the investigations, registered by the extract."""
    rng, tid = strom(fro, kopia, "aktualiseringar"), ladda().tid
    delar = [
        _inleder(rng, utredningar),
        _pafors(rng, utredningar),
        *_inleder_inte(rng, utredningar, nummer),
    ]
    alla = pd.concat(delar, ignore_index=True)
    dag = dra_spann(rng, ladda().aktualisering.till_registrering, len(alla))
    alla["registreringsdatum"] = alla["inkommen_datum"] + dag
    alder = ar(alla["inkommen_datum"].to_numpy()) - alla["fodelsear"].to_numpy()
    med = (alla["inkommen_datum"] >= dagtal(tid.forsta_beslut)) & (alder >= 0) & (alder <= ALDST)
    med &= alla["registreringsdatum"] <= dagtal(tid.uttag)
    kanda: pd.DataFrame = alla[med].reset_index(drop=True)
    return kanda.assign(
        aktualisering_id=np.arange(len(kanda)),
        ansvarig_enhet=enhetsnamn(kanda, "inkommen_datum"),
        synnerliga_skal=_synnerliga_skal(rng, kanda),
    )


def _i_tid(rng: np.random.Generator, enhet: Heltal) -> Flaggor:
    plan = ladda().aktualisering
    andel = np.array([plan.planterad.get(e, plan.i_tid) for e in las_katalog().enheter])
    return np.asarray(rng.random(len(enhet)) < andel[enhet])


def _inleder(rng: np.random.Generator, utredningar: pd.DataFrame) -> pd.DataFrame:
    """What the investigations began with."""
    plan = ladda().aktualisering
    ut = utredningar[chans(rng, plan.finns, len(utredningar))]
    antal, inledd = len(ut), ut["inledd_datum"].to_numpy()
    ansokan = chans(rng, plan.ansokan, antal)
    i_tid = _i_tid(rng, ut["enhet"].to_numpy())
    # moved off the weekend towards the decision when in time, away from it when late
    i_god_tid = till_mandag(inledd - dra_spann(rng, plan.dagar_i_tid, antal))
    sent = till_fredag(inledd - dra_spann(rng, plan.dagar_sen, antal))
    ansokt = till_mandag(inledd - dra_spann(rng, plan.dagar_ansokan, antal))
    return ut[[*EGNA, "utredning_id"]].assign(
        slag=np.where(
            ansokan, kod("aktualiseringsslag", "ansokan"), kod("aktualiseringsslag", "anmalan")
        ),
        inkommen_datum=np.where(ansokan, ansokt, np.where(i_tid, i_god_tid, sent)),
        beslut=kod("aktualiseringsbeslut", "inleds"),
        beslutsdatum=inledd,
    )


def _pafors(rng: np.random.Generator, utredningar: pd.DataFrame) -> pd.DataFrame:
    """Reports of a child whose investigation is open: they are added to it, undecided by rule."""
    plan, uttag = ladda().aktualisering, dagtal(ladda().tid.uttag)
    ut = utredningar[chans(rng, plan.pafors, len(utredningar))]
    inledd = ut["inledd_datum"].to_numpy()
    slut = ut["avslutad_datum"].replace(SAKNAS, uttag).to_numpy()
    steg = (rng.random(len(ut)) * (slut - inledd)).astype(np.int64)
    inkommen = till_fredag(inledd + 1 + steg)
    beslutat = till_mandag(inkommen + jamnt(rng, plan.pafors_beslut, len(ut)))
    ut = ut[[*EGNA, "utredning_id"]].assign(
        slag=kod("aktualiseringsslag", "anmalan"),
        inkommen_datum=inkommen,
        beslut=kod("aktualiseringsbeslut", "pafors"),
        beslutsdatum=np.minimum(beslutat, slut),
    )
    return ut[(inkommen > inledd) & (inkommen <= slut)]


def _inleder_inte(
    rng: np.random.Generator, utredningar: pd.DataFrame, nummer: Nummer
) -> list[pd.DataFrame]:
    """Reports that led to no investigation: of other children, and of some who had one."""
    plan, uttag = ladda().aktualisering, dagtal(ladda().tid.uttag)
    antal = dra(rng, plan.inleds_inte, len(utredningar))
    ut = utredningar.iloc[np.repeat(np.arange(len(utredningar)), antal)].reset_index(drop=True)
    sista = utredningar.groupby("barn_id")["inledd_datum"].max()
    ar_sista = sista.loc[ut["barn_id"]].to_numpy() == ut["inledd_datum"].to_numpy()
    slut = ut["avslutad_datum"].to_numpy()
    samma = chans(rng, plan.samma_barn, len(ut)) & ar_sista & (slut != SAKNAS)
    efter = slut + jamnt(rng, plan.samma_efter, len(ut))
    nara = ut["inledd_datum"].to_numpy() + jamnt(rng, (-plan.nara, plan.nara), len(ut))
    inkommen = till_mandag(np.where(samma, efter, nara))
    i_tid = _i_tid(rng, ut["enhet"].to_numpy())
    tidigt = till_fredag(inkommen + dra_spann(rng, plan.dagar_i_tid, len(ut)))
    sent = till_mandag(inkommen + dra_spann(rng, plan.dagar_sen, len(ut)))
    beslutat = np.where(i_tid, tidigt, sent)
    vantar = beslutat > uttag
    ut = ut[EGNA].assign(
        utredning_id=SAKNAS,
        slag=kod("aktualiseringsslag", "anmalan"),
        inkommen_datum=inkommen,
        beslut=np.where(vantar, SAKNAS, kod("aktualiseringsbeslut", "inleds_inte")),
        beslutsdatum=np.where(vantar, SAKNAS, beslutat),
    )
    kommit = inkommen <= uttag
    andra = ut[~samma & kommit]
    andra = andra.assign(syskongrupp=np.arange(len(andra)))
    return [ut[samma & kommit], nummer.ge(rng, andra, "inkommen_datum")]


def _synnerliga_skal(rng: np.random.Generator, alla: pd.DataFrame) -> Heltal:
    """Whether the time was prolonged; only a report that is decided on by the rule can be."""
    plan, antal = ladda().aktualisering, len(alla)
    dagar = (alla["beslutsdatum"] - alla["inkommen_datum"]).to_numpy()
    provas = alla["slag"] == kod("aktualiseringsslag", "anmalan")
    provas &= alla["beslut"].isin(
        [kod("aktualiseringsbeslut", b) for b in ("inleds", "inleds_inte")]
    )
    ja = (dagar > DAGAR) & chans(rng, plan.synnerliga, antal)
    angivet = provas.to_numpy() & ~chans(rng, plan.synnerliga_saknas, antal)
    return np.asarray(np.where(angivet, ja.astype(np.int64), SAKNAS), dtype=np.int64)

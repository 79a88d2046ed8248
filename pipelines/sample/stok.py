"""The mess of real deliveries: rows that are wrong, added beside the calibrated ones.

Every wrong row is extra, so the bound figures hold when it is refused. The column ``fel`` says what
is wrong with a row (a place in ``FEL``, or ``SAKNAS``); it is never written to a delivery, only to
the key (facit.json).
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from pipelines.sample.kalender import SAKNAS, ar
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import kod, las_katalog
from pipelines.sample.plan_filer import Antal
from pipelines.sample.slump import Flaggor, Heltal, rang_i_grupp, strom
from pipelines.sample.varld import Varld

FEL = [
    "slut_fore_start",
    "dubblett",
    "motstridig",
    "okant_beslut",
    "fel_regi",
    "avslutad_fore_inledd",
    "beslut_fore_inkommen",
    "okand_utredning",
]
UPPFOLJNINGSFEL = FEL.index("okant_beslut")


def stoka(fro: int, kopia: int, varld: Varld) -> Varld:
    """The same world with its wrong rows, in the order in which the files are written."""
    rng = strom(fro, kopia, "stok")
    insatser = varld.insatser.assign(fel=SAKNAS)
    dubbletter = valj(rng, insatser, ladda().stok.dubblett)
    egna = [_slut_fore_start(rng, insatser), _motstridiga(rng, insatser)]
    nya = _egna_barn(pd.concat(egna, ignore_index=True), varld)
    insatser = pd.concat([insatser, nya], ignore_index=True)
    kopior = varld.insatser.iloc[dubbletter].assign(fel=FEL.index("dubblett"))
    insatser = _ordna(rng, pd.concat([insatser, kopior], ignore_index=True), varld)
    uppfoljningar = _okanda_beslut(rng, varld, int(insatser["beslut_id"].max()) + 1)
    return replace(
        varld, insatser=insatser, uppfoljningar=_ordna_uppfoljningar(rng, uppfoljningar, insatser)
    )


def ofullstandig(fro: int, varld: Varld) -> Varld:
    """One unit's first delivery, before its correction: decisions missing, regi wrong or blank."""
    plan, katalog = ladda().stok.ofullstandig, las_katalog()
    rng = strom(fro, 0, "ofullstandig")
    insatser = varld.insatser
    hos = (insatser["leverans"] == katalog.enheter.index(plan.enhet)) & (insatser["fel"] == SAKNAS)
    aret = hos & (ar(insatser["beslutsdatum"].to_numpy()) == plan.ar)
    egen = insatser["regi"] == kod("regi", "egen_namnd")
    unika = ~insatser["beslut_id"].duplicated(keep=False)
    mojliga = rng.permutation(np.flatnonzero(aret & egen & unika))
    borta, fel, tomma = np.split(mojliga, np.cumsum([plan.saknas, plan.fel_regi]))
    tomma = tomma[: plan.regi_saknas]
    saknade = insatser["beslut_id"].to_numpy()[borta]
    regi, markering = insatser["regi"].to_numpy().copy(), insatser["fel"].to_numpy().copy()
    regi[fel], markering[fel], regi[tomma] = kod("regi", "kopt"), FEL.index("fel_regi"), SAKNAS
    insatser = insatser.assign(regi=regi, fel=markering)
    return replace(
        varld,
        insatser=insatser.drop(index=insatser.index[borta]).reset_index(drop=True),
        uppfoljningar=_utan(varld.uppfoljningar, saknade),
        planer=_utan(varld.planer, saknade),
    )


def _utan(rader: pd.DataFrame, beslut: Heltal) -> pd.DataFrame:
    return rader[~rader["beslut_id"].isin(beslut)].reset_index(drop=True)


def _antal(rader: pd.DataFrame, antal: Antal) -> Heltal:
    """How many rows of a kind each of the eleven gets."""
    namnder = len(ladda().stadsdelsnamnder)
    storlek = np.bincount(rader["leverans"], minlength=namnder)[:namnder]
    return np.asarray(np.maximum(antal.minst, (storlek * antal.promille).astype(np.int64) // 1000))


def valj(
    rng: np.random.Generator, rader: pd.DataFrame, antal: Antal, bland: Flaggor | None = None
) -> Heltal:
    """Places of randomly chosen rows, so many per unit."""
    kan = np.ones(len(rader), dtype=np.bool_) if bland is None else bland
    per_enhet = np.concatenate([_antal(rader, antal), [0]])
    leverans = rader["leverans"].to_numpy()
    rang = rang_i_grupp(leverans, ~kan, rng.random(len(rader)))
    return np.flatnonzero(rang < per_enhet[leverans])


def _slut_fore_start(rng: np.random.Generator, rader: pd.DataFrame) -> pd.DataFrame:
    startade = (rader["startdatum"] != SAKNAS).to_numpy()
    nya = rader.iloc[valj(rng, rader, ladda().stok.slut_fore_start, startade)]
    return nya.assign(
        slutdatum=nya["startdatum"] - rng.integers(1, 61, len(nya)),
        slutorsak=kod("slutorsak", "planerat"),
        fel=FEL.index("slut_fore_start"),
        nytt_beslut=np.arange(len(nya)),
    )


def _motstridiga(rng: np.random.Generator, rader: pd.DataFrame) -> pd.DataFrame:
    """Pairs with one decision id and two contents; neither can be believed."""
    delar: list[pd.DataFrame] = []
    for enhet, par in ladda().stok.motstridig.items():
        hos = np.flatnonzero(rader["leverans"] == las_katalog().enheter.index(enhet))
        ena = rader.iloc[rng.permutation(hos)[:par]].assign(fel=FEL.index("motstridig"))
        ena = ena.assign(nytt_beslut=1_000_000 + np.arange(par) + 100 * len(delar))
        annan_regi = np.where(ena["regi"] == kod("regi", "kopt"), 0, kod("regi", "kopt"))
        delar.append(pd.concat([ena, ena.assign(regi=annan_regi, kostnad_manad=SAKNAS)]))
    return pd.concat(delar)


def _egna_barn(nya: pd.DataFrame, varld: Varld) -> pd.DataFrame:
    """Numbers that no calibrated row has: the wrong rows' children are children of their own."""
    nummer = np.unique(nya["nytt_beslut"], return_inverse=True)[1]
    sista = varld.insatser[["barn_id", "hushall_id", "beslut_id"]].max() + 1
    barn = len(varld.pseudonymer["barn_id"]) - 1 - nummer
    hushall = len(varld.pseudonymer["hushall_id"]) - 1 - nummer
    if nummer.max() + 1 >= (barn.min() - sista["barn_id"]):
        raise ValueError("stöket behöver fler nummer än reserven i varld.RESERV rymmer")
    return nya.assign(
        beslut_id=sista["beslut_id"] + nummer,
        barn_id=barn,
        hushall_id=hushall,
        utredning_id=SAKNAS,  # the investigation was of another child
    ).drop(columns="nytt_beslut")


def _okanda_beslut(rng: np.random.Generator, varld: Varld, forsta_lediga: int) -> pd.DataFrame:
    """Follow-ups of decisions that are not in the delivery."""
    uppfoljningar = varld.uppfoljningar.assign(fel=SAKNAS)
    per_enhet = _antal(varld.insatser, ladda().stok.okant_beslut)
    leverans = uppfoljningar["leverans"].to_numpy()
    rang = rang_i_grupp(leverans, rng.random(len(leverans)))
    nya = uppfoljningar.iloc[np.flatnonzero(rang < np.append(per_enhet, 0)[leverans])]
    nya = nya.assign(
        fel=UPPFOLJNINGSFEL,
        beslut_id=forsta_lediga + np.arange(len(nya)),
        uppfoljning_id=len(uppfoljningar) + np.arange(len(nya)),
    )
    return pd.concat([uppfoljningar, nya], ignore_index=True)


def _ordna(rng: np.random.Generator, rader: pd.DataFrame, varld: Varld) -> pd.DataFrame:
    """By unit, household, child and day; a duplicate stands somewhere after its original."""
    slump = rng.permutation(len(varld.pseudonymer["hushall_id"]))
    dubblett = (rader["fel"] == FEL.index("dubblett")).to_numpy()
    nycklar = rader[["beslut_id", "beslutsdatum", "barn_id", "leverans"]].to_numpy().T
    ordning = np.lexsort((dubblett, *nycklar[:3], slump[rader["hushall_id"]], nycklar[3]))
    rader, dubblett = rader.iloc[ordning].reset_index(drop=True), dubblett[ordning]
    leverans = rader["leverans"].to_numpy()
    sist = np.searchsorted(leverans, leverans, side="right")
    plats = np.arange(len(rader), dtype=np.float64)
    plats[dubblett] += rng.random(int(dubblett.sum())) * (sist - plats)[dubblett]
    return rader.iloc[np.lexsort((plats, leverans))].reset_index(drop=True)


def _ordna_uppfoljningar(
    rng: np.random.Generator, rader: pd.DataFrame, insatser: pd.DataFrame
) -> pd.DataFrame:
    """In the order of the decisions; those of unknown decisions anywhere in their file."""
    forst = insatser.drop_duplicates("beslut_id")
    plats = np.zeros(int(rader["beslut_id"].max()) + 1)
    plats[forst["beslut_id"]] = forst.index
    vilse = (rader["fel"] == UPPFOLJNINGSFEL).to_numpy()
    nyckel = plats[rader["beslut_id"]]
    slut = np.cumsum(np.bincount(insatser["leverans"]))[rader["leverans"][vilse]]
    antal = np.bincount(insatser["leverans"])[rader["leverans"][vilse]]
    nyckel[vilse] = slut - rng.random(len(slut)) * antal
    dag, leverans = rader["registreringsdatum"].to_numpy(), rader["leverans"].to_numpy()
    ordning = np.lexsort((dag, nyckel, leverans))
    return rader.iloc[ordning].reset_index(drop=True)

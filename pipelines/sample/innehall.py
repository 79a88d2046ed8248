"""What a decided insats holds: the order to the provider, SIP, intensity, components, placement."""

import numpy as np
import pandas as pd

from pipelines.sample.kalender import SAKNAS, ar, dagtal, till_mandag
from pipelines.sample.kalibrering import ladda
from pipelines.sample.katalog import kod, las_katalog
from pipelines.sample.slump import Heltal, chans, dra_spann, strom


def ge_innehall(fro: int, kopia: int, rader: pd.DataFrame, antal_barn: int) -> dict[str, Heltal]:
    """The new columns of the decisions; ``komponenter`` is a sum of 1 << place in the contract."""
    rng = strom(fro, kopia, "innehall")
    kategori = rader["kategori"].to_numpy()
    return {
        "uppdrag_datum": _uppdrag(rng, rader),
        "sip": _sip(rng, rader),
        "intensitet": _intensitet(rng, rader["insatstyp"].to_numpy(), kategori),
        "komponenter": _komponenter(rng, kategori),
        "placering": _placering(rng, rader["barn_id"].to_numpy(), antal_barn),
    }


def _uppdrag(rng: np.random.Generator, rader: pd.DataFrame) -> Heltal:
    plan, uttag = ladda().innehall, dagtal(ladda().tid.uttag)
    start = rader["startdatum"].to_numpy()
    dag = till_mandag(rader["dag"].to_numpy() + dra_spann(rng, plan.till_uppdrag, len(rader)))
    dag = np.where(start == SAKNAS, dag, np.minimum(dag, start))
    # what was never begun was often never ordered either
    lamnat = chans(rng, plan.uppdrag, len(rader)) & (
        (start != SAKNAS) | chans(rng, 0.5, len(rader))
    )
    return np.asarray(np.where(lamnat & (dag <= uttag), dag, SAKNAS), dtype=np.int64)


def _sip(rng: np.random.Generator, rader: pd.DataFrame) -> Heltal:
    plan = ladda().innehall
    alder = ar(rader["dag"].to_numpy()) - rader["fodelsear"].to_numpy()
    andel = np.where(alder >= plan.sip_tonar_fran, plan.sip["tonar"], plan.sip["barn"])
    sip = (rng.random(len(rader)) < andel).astype(np.int64)
    return np.asarray(np.where(chans(rng, plan.saknas, len(rader)), SAKNAS, sip))


def _intensitet(rng: np.random.Generator, typ: Heltal, kategori: Heltal) -> Heltal:
    """Occasions per month × 100, in steps of a half; missing where the category has none."""
    plan, namn = ladda().innehall, las_katalog().typer
    kategorier = list(ladda().kategorier)
    spann = np.array([plan.intensitet.get(k, (SAKNAS, SAKNAS)) for k in kategorier])[kategori]
    for kod_, egen in plan.intensitet.items():
        if kod_ in namn:
            spann[typ == namn.index(kod_)] = egen
    halva = rng.integers(spann[:, 0], spann[:, 1] + 1)
    saknas = (halva < 0) | chans(rng, plan.intensitet_saknas, len(typ))
    return np.asarray(np.where(saknas, SAKNAS, halva * 50), dtype=np.int64)


def _komponenter(rng: np.random.Generator, kategori: Heltal) -> Heltal:
    promille = np.array([ladda().innehall.komponenter[k] for k in ladda().kategorier])
    ja = rng.integers(0, 1000, (len(kategori), promille.shape[1])) < promille[kategori]
    return np.asarray((ja << np.arange(promille.shape[1])).sum(axis=1), dtype=np.int64)


def _placering(rng: np.random.Generator, barn: Heltal, antal_barn: int) -> Heltal:
    """A child that is ever placed is so in most of its decisions, in one kind of home."""
    plan = ladda().innehall
    placerat = chans(rng, plan.placerad_barn, antal_barn)[barn]
    hem = np.where(
        chans(rng, plan.jourhem, antal_barn)[barn],
        kod("placering", "jourhem"),
        kod("placering", "familjehem"),
    )
    under = placerat & chans(rng, plan.placerad_beslut, len(barn))
    placering = np.where(under, hem, kod("placering", "ingen"))
    saknas = ~placerat & chans(rng, plan.saknas, len(barn))
    return np.asarray(np.where(saknas, SAKNAS, placering), dtype=np.int64)

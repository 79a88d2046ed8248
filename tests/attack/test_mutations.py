"""Is the attacker blind? A safe pattern is broken in the ways that matter; syntetiska data."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd

from pipelines.disclosure.attack import Utfall, angrip
from tests.attack.tabeller import PLAN, Cell, cell, kat, ram

OVER = "over publiceringar"


def med_summor(inre: np.ndarray) -> np.ndarray:
    rader = np.column_stack([inre, inre.sum(1)])
    return np.vstack([rader, rader.sum(0)])


def celler(tabell: np.ndarray, dold: np.ndarray) -> list[Cell]:
    """V1 by district and kategori with its margins."""
    enheter = [*(f"r{i}" for i in range(len(tabell) - 1)), "stad"]
    return [
        kat(enheter[i], f"k{j}", None if dold[i, j] else int(n))
        if j < tabell.shape[1] - 1
        else cell("V1", enheter[i], None if dold[i, j] else int(n))
        for (i, j), n in np.ndenumerate(tabell)
    ]


def _angrip(*natter: tuple[np.ndarray, np.ndarray]) -> Utfall:
    sanna = ram(*celler(natter[-1][0], np.zeros_like(natter[-1][1])))
    return angrip([ram(*celler(*natt)) for natt in natter], PLAN, egna=sanna)


def _sakra(antal: int, fro: int) -> Iterator[tuple[np.ndarray, np.ndarray, np.random.Generator]]:
    """Tables where three districts hide two categories each, and every attacker is silent.

    With all margins shown no cell of the pattern can be spared. No number is a one, whose child
    would find the other of the row.
    """
    slump = np.random.default_rng(fro)
    while antal:
        inre = slump.integers(6, 40, size=(5, 4))
        rader, kolumner = slump.permutation(5)[:3], slump.permutation(4)[:2]
        inre[rader[0], kolumner[0]] = slump.integers(2, 5)
        tabell = med_summor(inre)
        dold = np.zeros(tabell.shape, dtype=bool)
        dold[np.ix_(rader, kolumner)] = True
        if not _angrip((tabell, dold)).fynd:
            antal -= 1
            yield tabell, dold, slump


def _nagon(dold: np.ndarray, slump: np.random.Generator) -> tuple[int, int]:
    i, j = np.argwhere(dold)[slump.integers(dold.sum())]
    return int(i), int(j)


def test_one_hidden_cell_shown_again_wakes_every_outsider() -> None:
    for tabell, dold, slump in _sakra(8, 20240630):
        dold[_nagon(dold & (tabell >= 5), slump)] = False
        angripare = {r.angripare for r in _angrip((tabell, dold)).fynd}
        assert angripare >= {"naiv", "regelkunnig"}


def test_two_symbols_wake_the_attacker() -> None:
    for tabell, dold, _ in _sakra(4, 1):
        ram_ = ram(*celler(tabell, dold))
        skyddad = ram_["status"] == "skyddad"
        liten = skyddad & (ram(*celler(tabell, np.zeros_like(dold)))["taljare"] < 5)
        en, tva = (
            ram_.assign(orsak=pd.Series("hemlig", ram_.index).where(vilka))
            for vilka in (skyddad, liten)
        )
        assert angrip([en], PLAN).fynd == []
        assert {r.verdict for r in angrip([tva], PLAN).fynd} == {"CARRIES_VALUE"}


def test_a_pattern_that_is_not_sticky_wakes_the_attacker() -> None:
    for tabell, dold, slump in _sakra(6, 2):
        # The same numbers the next time, with one more category hidden in another's place.
        annan = np.roll(dold[:, :-1], 1, axis=1)
        annan = np.column_stack([annan, dold[:, -1]])
        hittat = _angrip((tabell, dold), (tabell, annan)).fynd
        assert "EXACT" in {r.verdict for r in hittat if r.angripare == OVER}
        dold[_nagon(dold & (tabell >= 5), slump)] = False
        hittat = _angrip((tabell, np.maximum(dold, annan)), (tabell, dold)).fynd
        assert "EXACT" in {r.verdict for r in hittat if r.angripare == OVER}


def test_a_revision_without_the_gate_wakes_the_attacker() -> None:
    for tabell, dold, slump in _sakra(6, 3):
        inre = tabell[:-1, :-1]
        ny = inre.copy()
        ny[_nagon(dold[:-1, :-1], slump)] += 1
        hittat = _angrip((tabell, dold), (med_summor(ny), dold)).fynd
        domar = {(r.tal, r.verdict) for r in hittat if r.angripare == OVER}
        assert domar == {("andring taljare", "EXACT"), ("andring taljare", "SHOWN_SMALL")}
        ny = inre.copy()
        ny[_nagon(~dold[:-1, :-1], slump)] -= 1
        hittat = _angrip((tabell, dold), (med_summor(ny), dold)).fynd
        assert {(r.angripare, r.verdict) for r in hittat} == {(OVER, "SHOWN_SMALL")}


def test_a_revision_that_passes_the_gate_wakes_nobody() -> None:
    for tabell, dold, slump in _sakra(6, 4):
        for plats in (dold, ~dold):
            ny = tabell[:-1, :-1].copy()
            ny[_nagon(plats[:-1, :-1], slump)] += 6
            assert _angrip((tabell, dold), (med_summor(ny), dold)).fynd == []


def test_neither_names_nor_order_change_what_is_found() -> None:
    for tabell, dold, slump in _sakra(4, 5):
        dold[_nagon(dold, slump)] = False
        rader, kolumner = slump.permutation(5), slump.permutation(4)
        ordning = np.ix_([*rader, 5], [*kolumner, 4])
        fore = _angrip((tabell, dold))
        efter = _angrip((tabell[ordning], dold[ordning]))
        namn = {f"r{i}": f"r{n}" for n, i in enumerate(rader)} | {"stad": "stad"}
        varden = {f"k{j}": f"k{n}" for n, j in enumerate(kolumner)} | {"": ""}
        assert Counter(
            (namn[r.enhet], varden[r.dimension_varde], r.verdict, r.lo, r.hi) for r in fore.fynd
        ) == Counter((r.enhet, r.dimension_varde, r.verdict, r.lo, r.hi) for r in efter.fynd)

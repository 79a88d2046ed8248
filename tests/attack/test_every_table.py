"""The attacker against every table that fits, tried one by one; syntetiska data."""

import itertools
import math
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.attack.tabeller import (
    cell,
    fynd,
    kat,
    regi,
    spann,
)

# Every table there is

DELAR = {"R1": (1, 1, 0), "egen": (1, 0, 0), "annan": (0, 1, 0), "kopt": (0, 0, 1)}


@st.composite
def korstabeller(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """A small table with its margins last, and which of its non-zero numbers are hidden."""
    form = draw(st.tuples(st.integers(2, 3), st.integers(2, 3)))
    antal = st.lists(st.sampled_from([0, 0, 1, 1, 2, 3, 6]), min_size=9, max_size=9)
    inre = np.array(draw(antal)[: form[0] * form[1]]).reshape(form)
    tabell = _med_summor(inre)
    dold = np.array([draw(st.integers(0, 3)) for _ in range(tabell.size)]).reshape(tabell.shape)
    dold = (dold > np.where(np.indices(tabell.shape).max(0) == max(form), 2, 1)) & (tabell > 0)
    dold[-1, -1] = False  # else there are tables without end
    return tabell, dold


def _med_summor(inre: np.ndarray) -> np.ndarray:
    rader = np.column_stack([inre, inre.sum(1)])
    return np.vstack([rader, rader.sum(0)])


def _celler(tabell: np.ndarray, dold: np.ndarray) -> list[dict[str, Any]]:
    """V1 by district and kategori with its margins."""
    enheter = [*(f"r{i}" for i in range(len(tabell) - 1)), "stad"]
    return [
        kat(enheter[i], f"k{j}", None if dold[i, j] else int(n))
        if j < tabell.shape[1] - 1
        else cell("V1", enheter[i], None if dold[i, j] else int(n))
        for (i, j), n in np.ndenumerate(tabell)
    ]


def _kompositioner(summa: int, delar: int) -> Iterator[tuple[int, ...]]:
    """Every way to write a sum as so many numbers from 1."""
    for snitt in itertools.combinations(range(1, summa), delar - 1) if delar else ():
        yield tuple(b - a for a, b in itertools.pairwise((0, *snitt, summa)))


@settings(max_examples=60, deadline=None)
@given(korstabeller(), st.integers(2, 6))
def test_every_interval_is_the_one_found_by_trying_all_tables(
    fall: tuple[np.ndarray, np.ndarray], k: int
) -> None:
    tabell, dold = fall
    inre = tabell[:-1, :-1]
    plats = np.nonzero(dold[:-1, :-1])
    assume(math.comb(int(inre[plats].sum()) + 1, max(len(plats[0]) - 1, 0)) < 5000)
    mojliga = [tabell]
    for forslag in _kompositioner(int(inre[plats].sum()), len(plats[0])):
        provad = inre.copy()
        provad[plats] = forslag
        if np.array_equal(_med_summor(provad)[~dold], tabell[~dold]):
            mojliga.append(_med_summor(provad))
    sanna = [
        (int(lo), int(hi))
        for lo, hi, d in zip(
            *(f(mojliga, 0).flat for f in (np.min, np.max)), dold.flat, strict=True
        )
        if d
    ]
    celler = _celler(tabell, dold)
    hittat, alla = fynd(*celler, k=k), spann(*celler)
    tal = [
        tuple(d for d in ("V1", c["enhet"], "2023", c["dimension_varde"], "taljare") if d)
        for c in celler
        if c["status"] == "skyddad"
    ]
    # A two-way table is a network, so the linear answer is the whole-number one.
    assert alla == dict(zip(tal, sanna, strict=True))
    # With a k of life's size the solver is asked less; what it reports must be the same.
    assert {tal: (lo, hi) for tal, (_, lo, hi) in hittat.items()} == {
        tal: (lo, hi) for tal, (lo, hi) in alla.items() if hi - lo < k - 1 or lo == hi
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 2)] * 3, *[st.booleans()] * 4), min_size=2, max_size=3))
def test_linked_shares_are_never_called_safe_when_only_one_table_fits(
    enheter: list[tuple[Any, ...]],
) -> None:
    def summor(rad: Iterable[int]) -> dict[str, int]:
        return {namn: int(np.dot(koef, tuple(rad))) for namn, koef in DELAR.items()}

    rader = [rad[:3] for rad in enheter]
    dolda = {
        (i, namn)
        for i, rad in enumerate(enheter)
        for (namn, t), dold in zip(summor(rad[:3]).items(), rad[3:], strict=True)
        if dold and 0 < t < sum(rad[:3])
    }
    kandidater = [
        [
            r
            for r in itertools.product(range(sum(rad) + 1), repeat=3)
            if sum(r) == sum(rad)
            and all((i, namn) in dolda or t == summor(rad)[namn] for namn, t in summor(r).items())
        ]
        for i, rad in enumerate(rader)
    ]
    mojliga = [alla for alla in itertools.product(*kandidater) if _summa(alla) == _summa(rader)]
    celler = []
    for i, rad in enumerate([*rader, _summa(rader)]):
        enhet = f"d{i}" if i < len(rader) else "stad"
        celler.append(cell("V1", enhet, sum(rad)))
        for namn, t in summor(rad).items():
            n = {"taljare": t, "namnare": sum(rad), "status": "visad"}
            mall = cell("R1", enhet) if namn == "R1" else regi(enhet, namn)
            celler.append(mall if (i, namn) in dolda else mall | n)
    hittat = spann(*celler)
    assert len(hittat) == 2 * len(dolda)
    for i, namn in dolda:
        varden = [summor(alla[i])[namn] for alla in mojliga]
        nyckel = ("R1", f"d{i}", "2023") if namn == "R1" else ("R2", f"d{i}", "2023", namn)
        lo, hi = hittat[(*nyckel, "taljare")]
        assert lo <= min(varden) <= max(varden) <= hi
        assert len(set(varden)) > 1 or lo == hi


def _summa(rader: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(kolumn) for kolumn in zip(*rader, strict=True))


@settings(max_examples=40, deadline=None)
@given(korstabeller(), st.randoms(use_true_random=False))
def test_neither_the_order_nor_one_more_published_table_helps_to_hide(
    fall: tuple[np.ndarray, np.ndarray], slump: Any
) -> None:
    celler = _celler(*fall)
    hela = spann(*celler)
    utan = celler.copy()
    utan.pop(slump.randrange(len(utan)))
    farre = spann(*utan)
    slump.shuffle(celler)
    assert spann(*celler) == hela
    for tal in hela.keys() & farre.keys():
        assert farre[tal][0] <= hela[tal][0]
        assert farre[tal][1] >= hela[tal][1]

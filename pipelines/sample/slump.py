"""Seeded draws that give the same numbers on every machine.

Only whole numbers, ``random`` and comparisons are used: logarithms and powers may differ in the
last bit between machines, and one such bit would change a committed file. Each part of the world
has a stream of its own, so that a new part does not move the others. Example::

    rng = strom(2026, 0, "utbud")
    kon = dra(rng, [46, 54], 1000)
"""

import zlib

import numpy as np
from numpy.typing import NDArray

from pipelines.sample.plan_barn import Tabell

Heltal = NDArray[np.int64]
Flaggor = NDArray[np.bool_]


def strom(fro: int, kopia: int, namn: str) -> np.random.Generator:
    """The stream of one part (``namn``) of replica ``kopia`` of the world with seed ``fro``."""
    return np.random.Generator(np.random.PCG64([fro, kopia, zlib.crc32(namn.encode())]))


def dra(rng: np.random.Generator, vikter: list[int] | tuple[int, ...], antal: int) -> Heltal:
    """``antal`` positions 0…len(vikter)-1, drawn by weight."""
    summa = np.cumsum(np.asarray(vikter, dtype=np.int64))
    return np.searchsorted(summa, rng.integers(0, summa[-1], antal), side="right").astype(np.int64)


def dra_per_rad(rng: np.random.Generator, vikter: Heltal) -> Heltal:
    """One position per row of ``vikter`` (rows × choices), drawn by that row's weights.

    Raises:
        ValueError: if a row has no weight at all.
    """
    summa = np.cumsum(vikter, axis=1)
    if len(summa) and summa[:, -1].min() <= 0:
        raise ValueError("en rad saknar vikt: ingenting att välja på")
    steg = rng.integers(0, summa[:, -1])
    return np.asarray((summa <= steg[:, None]).sum(axis=1), dtype=np.int64)


def dra_spann(rng: np.random.Generator, tabell: Tabell, antal: int) -> Heltal:
    """``antal`` whole numbers from a table of (weight, from, to)."""
    vikt, fran, till = np.asarray(tabell, dtype=np.int64).T
    rad = dra(rng, vikt.tolist(), antal)
    return np.asarray(rng.integers(fran[rad], till[rad] + 1), dtype=np.int64)


def jamnt(rng: np.random.Generator, spann: tuple[int, int], antal: int) -> Heltal:
    """``antal`` whole numbers evenly from–to, both included."""
    return rng.integers(spann[0], spann[1] + 1, antal)


def chans(rng: np.random.Generator, sannolikhet: float, antal: int) -> Flaggor:
    """``antal`` flags that are true with the given probability."""
    return rng.random(antal) < sannolikhet


def pseudonymer(rng: np.random.Generator, antal: int) -> NDArray[np.object_]:
    """``antal`` pseudonyms of 24 hex characters: random, so that order tells nothing."""
    text = rng.integers(0, 1 << 32, (antal, 3), dtype=np.uint32).astype("<u4").tobytes().hex()
    return np.array([text[i : i + 24] for i in range(0, 24 * antal, 24)], dtype=object)


def rang_i_grupp(grupp: Heltal, *nycklar: NDArray[np.generic]) -> Heltal:
    """Each row's place 0, 1, … within its group, ordered by the keys (first key first)."""
    ordning = np.lexsort((*reversed(nycklar), grupp))
    sorterad = grupp[ordning]
    forst = np.searchsorted(sorterad, sorterad, side="left")
    rang = np.empty(len(grupp), dtype=np.int64)
    rang[ordning] = np.arange(len(grupp)) - forst
    return rang

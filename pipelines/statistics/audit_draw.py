"""Which case files to read: a draw that another person can make again.

The sampling unit is a case file, not a document. The list is frozen before the draw; its digest and
the seed are kept with the result, so that nobody can draw until the files please.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Draw:
    """What was drawn, and what lets another person draw the same again.

    `chosen` and `size` are per stratum: the ids in the order drawn, and how many there were to
    draw from. `frozen` is a digest of the whole list as it stood.
    """

    seed: int
    frozen: str
    chosen: Mapping[str, tuple[str, ...]]
    size: Mapping[str, int]


def draw(ids: Sequence[str], strata: Sequence[str], sizes: Mapping[str, int], seed: int) -> Draw:
    """Draw files at random within each stratum.

    The list is put in order by id and each file given a number from PCG64; the smallest are drawn.
    So the same list and seed give the same files whatever order they came in, a larger draw holds
    the smaller one, and a stratum's draw depends on no other stratum. Raw numbers are used because
    numpy promises to keep them the same between its versions.

    Args:
        ids: the files, distinct, length N.
        strata: each file's stratum (its district), length N.
        sizes: how many to draw in each stratum.
        seed: a whole number from 0, to be written down beside the draw.

    Returns:
        The draw with its seed and the digest of the list.

    Raises:
        ValueError: an id occurs twice, lengths differ, a stratum is unknown or too small, or the
            seed is negative.
    """
    if len(ids) != len(strata):
        raise ValueError("varje akt ska ha ett stratum")
    if len(set(ids)) != len(ids):
        raise ValueError("samma akt finns flera gånger på listan")
    if seed < 0:
        raise ValueError("fröet ska vara ett helt tal från noll")
    listed = sorted(zip(strata, ids, strict=True))
    chosen, size = {}, {}
    for stratum in sorted(sizes):
        files = [name for group, name in listed if group == stratum]
        wanted = sizes[stratum]
        if not 0 <= wanted <= len(files):
            raise ValueError("det går inte att dra fler akter än ett stratum har")
        numbers = np.random.PCG64([seed, *stratum.encode()]).random_raw(len(files))
        order = np.argsort(numbers, kind="stable")[:wanted]
        chosen[stratum] = tuple(files[place] for place in order)
        size[stratum] = len(files)
    frozen = hashlib.sha256("\n".join(f"{g}\t{name}" for g, name in listed).encode()).hexdigest()
    return Draw(seed, frozen, chosen, size)

"""Which unknown numbers equations alone give away, exactly: elimination modulo a prime.

No tolerance and no fractions: a number is determined if, and almost never unless, the reduced
rows hold one with that number alone. Idea: Langsrud (2024), GaussSuppression.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_PRIME = 2_147_483_647


def determined(matrix: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The columns that a system with these rows has one solution for.

    Args:
        matrix: rows × unknowns, whole coefficients of equations.
    """
    work = matrix[matrix.any(axis=1)] % _PRIME
    pivots: list[int] = []
    for column in range(work.shape[1]):
        top = len(pivots)
        candidates = np.flatnonzero(work[top:, column])
        if not candidates.size:
            continue
        first = top + int(candidates[0])
        if first != top:
            work[[top, first]] = work[[first, top]]
        work[top] = work[top] * pow(int(work[top, column]), -1, _PRIME) % _PRIME
        others = np.flatnonzero(work[:, column])
        others = others[others != top]
        work[others] = (work[others] - work[others, column, None] * work[top]) % _PRIME
        pivots.append(column)
        if len(pivots) == len(work):
            break
    found = np.zeros(matrix.shape[1], dtype=bool)
    alone = np.flatnonzero(np.count_nonzero(work[: len(pivots)], axis=1) == 1)
    found[[pivots[row] for row in alone]] = True
    return found

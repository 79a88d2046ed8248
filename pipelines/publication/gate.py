"""Which blocks may not take their new numbers at a revision: too few children came or went."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.publication import underlag
from pipelines.publication.cells import DESCRIBED, KEY, known_numbers
from pipelines.publication.status import Status

_ANY = 10**9  # children


def closed_blocks(
    before: pd.DataFrame, frame: pd.DataFrame, old: Path, now: Path, k: int
) -> set[str]:
    """The blocks that may not move.

    In such a block a number that readers know gained or lost one to four children, or moved by
    one to four, or moved with no child: then it is about more rows for nobody knows how few. Or a
    cell that was hidden, and so is said to hold somebody, would be empty.

    Args:
        before: the cells of the last publication.
        frame: tonight's prepared cells.
        old: the children behind the last publication (`underlag.keep`).
        now: the children behind tonight's cells (`underlag.save`).
        k: the smallest number of children that may come or go.

    Returns:
        Names of blocks, also those whose children are not known or whose units have changed.
    """
    guarded = before[(before["block"] != "") & known_numbers(before)]
    hidden = (guarded["status"] == Status.SKYDDAD).to_numpy()
    cells = list(guarded[KEY].itertuples(index=False, name=None))
    few = {one[:5] for one in underlag.few_moved(old, now, k)}
    some = {one[:5] for one in underlag.few_moved(old, now, _ANY)}
    moves = _moves(guarded, frame)
    little = ((moves > 0) & (moves < k)).any(axis=1)
    whole = (guarded["dimension"] == "").to_numpy()  # else the children of the rest are not here
    alone = (moves[:, 0] > 0) | (whole & (moves[:, 2] > 0))
    alone &= ~np.array([cell in some for cell in cells], dtype=bool)
    known = underlag.measured(old) & underlag.measured(now)
    there = set(frame[KEY].itertuples(index=False, name=None))
    shut = np.array([cell in few or cell not in there for cell in cells], dtype=bool)
    shut |= little | alone | ~guarded["matt"].isin(known).to_numpy()
    return set(guarded.loc[np.where(hidden, _emptied(guarded, frame), shut), "block"])


def _moves(before: pd.DataFrame, frame: pd.DataFrame) -> NDArray[np.float64]:
    """How far a cell's shown numbers move, as cells × (numerator, denominator, rest)."""
    one, other = _numbers(before, before), _numbers(before, frame)
    moves = np.abs(np.nan_to_num(other - one))
    moves[before["form"].isin(DESCRIBED).to_numpy()] = 0
    moves[(before["status"] == Status.FOR_FA).to_numpy()] *= [0, 1, 0]  # readers know no side
    return moves


def _emptied(before: pd.DataFrame, frame: pd.DataFrame) -> NDArray[np.bool_]:
    """The cells where a number was at least one and is none."""
    one, other = _numbers(before, before), _numbers(before, frame)
    gone: NDArray[np.bool_] = ((one > 0) & (other == 0)).any(axis=1)
    return gone


def _numbers(cells: pd.DataFrame, frame: pd.DataFrame) -> NDArray[np.float64]:
    """The cells' numbers in `frame`, nan where there is none: numerator, denominator, rest."""
    found = cells[KEY].merge(frame[[*KEY, "form", "taljare", "namnare"]], how="left", on=KEY)
    whole = found["taljare"].to_numpy(dtype=np.float64)
    below = found["namnare"].where(found["form"] == "andel").to_numpy(dtype=np.float64)
    return np.column_stack([whole, below, below - whole])

"""Which blocks may not take their new numbers at a revision: too few children came or went."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.disclosure.cells import NAMNARE, REST, TALJARE, Number
from pipelines.disclosure.plan import Plan
from pipelines.publication import underlag
from pipelines.publication.calendar import rows_between
from pipelines.publication.cells import DESCRIBED, KEY, key, known_numbers
from pipelines.publication.status import Status

_ANY = 10**9  # children
_PARTS = (TALJARE, NAMNARE, REST)


def closed_blocks(
    before: pd.DataFrame, frame: pd.DataFrame, old: Path, now: Path, k: int, plan: Plan
) -> set[str]:
    """The blocks that may not move.

    In such a block a number that readers know gained or lost one to four children, or moved by
    one to four, or moved with no child: then it is about more rows for nobody knows how few. Or
    that is so of what an equation leaves for its hidden cells together: the whole less the shown
    ones. Or a cell that was hidden, and so is said to hold somebody, would be empty.

    Args:
        before: the cells of the last publication.
        frame: tonight's prepared cells.
        old: the children behind the last publication (`underlag.keep`).
        now: the children behind tonight's cells (`underlag.save`).
        k: the smallest number of children that may come or go.
        plan: the publication plan, for its relations.

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
    found = set(guarded.loc[np.where(hidden, _emptied(guarded, frame), shut), "block"])
    return found | _closed_together(guarded, frame, old, now, k, plan)


def _closed_together(
    before: pd.DataFrame, frame: pd.DataFrame, old: Path, now: Path, k: int, plan: Plan
) -> set[str]:
    """The blocks where an equation tells that few came or went among its hidden cells."""
    status = dict(zip(key(before), before["status"], strict=True))
    block = dict(zip(key(before), before["block"], strict=True))
    moved = dict(zip(key(before), _signed(before, frame), strict=True))

    def unseen(number: Number) -> bool:
        side = status[number.cell] == Status.FOR_FA and number.part != NAMNARE
        return status[number.cell] == Status.SKYDDAD or side

    together: dict[tuple[Number, ...], str] = {}
    for row in rows_between(before, plan)[0]:
        left = [(number, weight) for number, weight in row.terms if unseen(number)]
        # A hidden whole less hidden parts is the shown parts: they are asked for one by one.
        if len({weight for _, weight in left}) == 1:
            together[tuple(number for number, _ in left)] = block[left[0][0].cell]
    groups = list(together)
    sums = [sum(moved[n.cell][_PARTS.index(n.part)] for n in group) for group in groups]
    few = {groups[i] for i, total in enumerate(sums) if 0 < abs(total) < k}
    few |= {groups[i] for i in underlag.few_moved_together(old, now, groups, k)}
    return {together[group] for group in few}


def _signed(before: pd.DataFrame, frame: pd.DataFrame) -> NDArray[np.float64]:
    """How cells' numbers move, as cells × (numerator, denominator, rest)."""
    return np.nan_to_num(_numbers(before, frame) - _numbers(before, before))


def _moves(before: pd.DataFrame, frame: pd.DataFrame) -> NDArray[np.float64]:
    """How far a cell's shown numbers move, as cells × (numerator, denominator, rest)."""
    moves = np.abs(_signed(before, frame))
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

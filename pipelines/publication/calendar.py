"""When protected figures appear and move: once, and then only at a dated revision.

A period is published when it has matured. Until a revision every published cell stands as it is,
and a new part of a year carries the corrections of the parts before it, so that the equations
hold. At a revision a block moves whole if the gate lets it (`gate`), and otherwise stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.disclosure.cells import NAMNARE, REST, TALJARE, Cell
from pipelines.disclosure.equations import Row, rows
from pipelines.disclosure.plan import Plan
from pipelines.publication.cells import DESCRIBED, KEY, key, known_numbers
from pipelines.publication.protection import CANNOT
from pipelines.publication.status import Status

WAITS = "vantar_pa_revision"
NOT_ONE = "delarna_summerar_inte"
CHANGED_UNITS = "andrad_indelning"
_DECEMBER = 12


@dataclass(frozen=True)
class Held:
    """The cells of tonight beside those that readers have.

    Attributes:
        frame: prepared cells; what stands has its old numbers, state and run.
        hidden: cells that were hidden, and stay so. `shown`: cells that stand as readers have them.
    """

    frame: pd.DataFrame
    hidden: frozenset[Cell]
    shown: frozenset[Cell]


def is_revision(last: dt.date, now: dt.date, months: Iterable[int]) -> bool:
    """Whether a revision date, the first of one of the months, has come since `last`."""
    dates = (dt.date(year, month, 1) for year in range(last.year, now.year + 1) for month in months)
    return any(last < date <= now for date in dates)


def hold(
    frame: pd.DataFrame,
    before: pd.DataFrame | None,
    may_move: Callable[[str], bool],
    plan: Plan,
) -> Held:
    """Let every published cell stand, except in the blocks that may move.

    Args:
        frame: tonight's prepared cells (`cells.prepare`).
        before: the same of the last publication, with the states that readers got.
        may_move: whether a block may take its new numbers.
        plan: the publication plan, for its relations.
    """
    frame = frame.assign(galler_fran=None, star=False)
    if before is None:
        return Held(_whole_families(frame, plan), frozenset(), frozenset())
    guarded = before[before["block"] != ""]
    final = guarded[known_numbers(guarded) | guarded["orsak"].isin([CANNOT, WAITS, NOT_ONE])]
    fast = {block for block in final["block"].unique() if not may_move(block)}
    table = pd.MultiIndex.from_frame(final[["matt", "dimension"]])
    planned = table.isin(pd.MultiIndex.from_frame(frame[["matt", "dimension"]]))
    stands = final[final["block"].isin(fast) & (final["orsak"] != WAITS) & planned]
    old = pd.MultiIndex.from_frame(stands[KEY])
    rest = frame[~pd.MultiIndex.from_frame(frame[KEY]).isin(old)].copy()
    _refuse_new_units(rest, guarded, set(stands["block"]))
    parts = [stands.assign(star=True), rest] if len(stands) else [rest]
    joined = pd.concat(parts, ignore_index=True)[frame.columns]
    joined = _carry_corrections(joined, plan) if len(rest) and len(stands) else joined
    hidden = final[final["status"] == Status.SKYDDAD]
    shown = stands[stands["status"] != Status.SKYDDAD]
    return Held(
        _whole_families(joined, plan), frozenset(key(hidden)),
        frozenset(key(shown[known_numbers(shown)])),
    )  # fmt: skip


def _refuse_new_units(rest: pd.DataFrame, before: pd.DataFrame, blocks: set[str]) -> None:
    """A block that stands keeps its division into units."""
    units = before.groupby("block")["enhet"].agg(set).to_dict()
    new = [
        block in blocks and unit not in units[block]
        for block, unit in zip(rest["block"], rest["enhet"], strict=True)
    ]
    rest.loc[new, ["status", "orsak"]] = [Status.SAKNAS.value, CHANGED_UNITS]


def rows_between(frame: pd.DataFrame, plan: Plan) -> tuple[list[Row], dict[Cell, int]]:
    """The rows of the plan's relations over cells with numbers, and where each cell is."""
    numbered = frame[(frame["block"] != "") & ~frame["form"].isin(DESCRIBED) & known_numbers(frame)]
    place = dict(zip(key(numbered), numbered.index, strict=True))
    shares = {cell for cell, index in place.items() if frame.at[index, "form"] == "andel"}
    made: list[Row] = []
    blocks = numbered.groupby("block", sort=True).groups
    names = {index: cell for cell, index in place.items()}
    for _, indices in sorted(blocks.items()):
        cells = sorted(names[i] for i in indices)
        made += rows(cells, shares & set(cells), plan)
    return [row for row in made if not _own(row)], place


def _own(row: Row) -> bool:
    """A share's own row, which holds by definition."""
    return any(number.part == REST for number, _ in row.terms)


def _amount(frame: pd.DataFrame, index: int, part: str) -> float:
    return float(frame.at[index, "namnare" if part == NAMNARE else "taljare"])  # type: ignore[arg-type]


def _carry_corrections(frame: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Let new cells make up for old ones that stand: the last new part of a year, or the whole."""
    made, place = rows_between(frame, plan)
    stands = frame["star"].to_numpy()
    for _ in range(_DECEMBER):
        moved = False
        for row in made:
            gap = _gap(frame, place, row)
            if not gap:
                continue
            whole, *parts = [(n, w) for n, w in row.terms]
            in_time = len({n.cell.period for n, _ in row.terms}) > 1
            order = [*reversed(parts), whole] if in_time else [whole]
            for number, weight in order:
                index = place[number.cell]
                if not stands[index] and number.part in (TALJARE, NAMNARE):
                    column = "namnare" if number.part == NAMNARE else "taljare"
                    frame.loc[index, column] = _amount(frame, index, number.part) - gap / weight
                    moved = True
                    break
        if not moved:
            break
    impossible = ~frame["star"] & (frame["block"] != "") & (
        (frame["taljare"] < 0) | (frame["form"].eq("andel") & (frame["namnare"] < frame["taljare"]))
    )  # fmt: skip
    frame.loc[impossible, ["status", "orsak"]] = [Status.SAKNAS.value, WAITS]
    return frame


def _gap(frame: pd.DataFrame, place: dict[Cell, int], row: Row) -> float:
    return sum(w * _amount(frame, place[n.cell], n.part) for n, w in row.terms)


def _whole_families(frame: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Do not show new cells whose equation does not hold: a child with two sexes, for example."""
    made, place = rows_between(frame, plan)
    for row in made:
        if _gap(frame, place, row):
            cells: Sequence[Cell] = [n.cell for n, _ in row.terms]
            tables = {(c.matt, c.dimension) for c in cells[1:]}
            at = [place[c] for c in cells[1:]]
            old = bool(frame.loc[[*at, place[cells[0]]], "star"].any())
            if not old and not all(d for _, d in tables):
                continue
            new = [i for i in ([*at, place[cells[0]]] if old else at) if not frame.at[i, "star"]]
            frame.loc[new, ["status", "orsak"]] = [
                Status.SAKNAS.value, WAITS if old else NOT_ONE,
            ]  # fmt: skip
    return frame.astype({"taljare": np.float64, "namnare": np.float64})

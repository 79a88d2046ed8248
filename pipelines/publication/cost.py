"""What protection costs: how much of each table is shown."""

from __future__ import annotations

import pandas as pd

from pipelines.publication.cells import DESCRIBED
from pipelines.publication.status import Status

_TABLE = ["matt", "dimension", "periodslag", "niva"]
_KINDS = {4: "ar", 6: "halvar"}  # letters of a period
COLUMNS = [*_TABLE, "celler", "visade_andel", "volym_andel"]


def of(truth: pd.DataFrame, k: int) -> pd.DataFrame:
    """The table `skyddskostnad`: shares of the cells and of their volume that are shown.

    Made so that nothing hidden follows from it. A cell counts if it is hidden, or shown and not
    zero: which hidden ones are zero is not said. Shares are whole per cent over the whole history
    at once, and the volume's is never so near 100 that a hidden cell would have too little room.

    Args:
        truth: the prepared cells with their final states.
        k: the smallest number that may be proven of a hidden cell.
    """
    numbered = truth[(truth["block"] != "") & ~truth["form"].isin(DESCRIBED)]
    hidden = numbered["status"] == Status.SKYDDAD
    shown = (numbered["status"] == Status.VISAD) & (numbered["taljare"] > 0)
    rows = numbered[hidden | shown].assign(
        periodslag=numbered["period"].map(_kind),
        niva=numbered["enhet"].where(numbered["enhet"] == "stad", "enhet"),
        visad=shown,
    )
    rows["synlig"] = rows["taljare"].where(rows["visad"], 0.0)
    sums = rows.groupby(_TABLE, sort=True).agg(
        celler=("visad", "size"), visade=("visad", "sum"),
        volym=("taljare", "sum"), synlig=("synlig", "sum"),
    )  # fmt: skip
    sums["visade_andel"] = (100 * sums["visade"] / sums["celler"]).round().astype(int)
    sums["volym_andel"] = [
        min(round(100 * seen / volume), _nearest(seen, cells - visible, k)) if volume else 0
        for cells, visible, volume, seen in sums[["celler", "visade", "volym", "synlig"]].to_numpy()
    ]
    return sums.reset_index()[COLUMNS]


def _nearest(seen: float, hidden: float, k: int) -> int:
    """The largest whole per cent of a volume that leaves each hidden cell room for `k` and more.

    What is seen at so many per cent bounds what is not: `seen * (100 / (per cent - 0,5) - 1)`. A
    reader takes every other hidden cell to be at least one; one alone has as much room again.
    """
    if not hidden:
        return 100
    room = (hidden - 1) + (k if hidden > 1 else 2 * k)
    return max(int(100 * seen / (seen + room) + 0.5 - 1e-9), 0)


def _kind(period: str) -> str:
    if len(period) > len("2024Q1"):
        return "dag"
    return "kvartal" if "Q" in period else _KINDS[len(period)]

"""What protection costs: how much of each table is shown."""

from __future__ import annotations

import pandas as pd

from pipelines.publication.status import Status

_TABLE = ["matt", "dimension", "periodslag", "niva"]
_KINDS = {4: "ar", 6: "halvar"}  # letters of a period
COLUMNS = [*_TABLE, "celler", "visade_andel", "volym_andel"]


def of(truth: pd.DataFrame) -> pd.DataFrame:
    """The table `skyddskostnad`: shares of the non-empty cells and of their volume that are shown.

    Shares are whole per cent over the whole history at once, so that what is hidden in a period
    cannot be worked out from them.

    Args:
        truth: the prepared cells with their final states.
    """
    numbered = truth[(truth["block"] != "") & (truth["form"] != "median")]
    has = numbered["status"].isin(["visad", "for_fa", "skyddad"]) & (numbered["taljare"] > 0)
    rows = numbered[has].assign(
        periodslag=numbered["period"].map(_kind),
        niva=numbered["enhet"].where(numbered["enhet"] == "stad", "enhet"),
        visad=numbered["status"] != Status.SKYDDAD,
    )
    rows["synlig"] = rows["taljare"].where(rows["visad"], 0.0)
    sums = rows.groupby(_TABLE, sort=True).agg(
        celler=("visad", "size"), visade=("visad", "sum"),
        volym=("taljare", "sum"), synlig=("synlig", "sum"),
    )  # fmt: skip
    sums["visade_andel"] = (100 * sums["visade"] / sums["celler"]).round().astype(int)
    sums["volym_andel"] = (100 * sums["synlig"] / sums["volym"]).round().astype(int)
    return sums.reset_index()[COLUMNS]


def _kind(period: str) -> str:
    if len(period) > len("2024Q1"):
        return "dag"
    return "kvartal" if "Q" in period else _KINDS[len(period)]

"""Give every planned cell its state, and its numbers only if the state allows it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipelines.disclosure.plan import Plan
from pipelines.disclosure.protect import Behind, Thresholds, protect
from pipelines.disclosure.relations import Cell
from pipelines.measures import Measure
from pipelines.publication.address import format_address
from pipelines.publication.status import Status
from pipelines.statistics.proportions import wilson

KEY = ["matt", "enhet", "period", "dimension", "dimension_varde"]
COLUMNS = [
    "adress", *KEY, "status", "varde", "undre", "ovre", "taljare", "namnare", "orsak"
]  # fmt: skip


def publish(
    rows: pd.DataFrame,
    measures: Mapping[str, Measure],
    plan: Plan,
    thresholds: Thresholds,
    few: int,
) -> pd.DataFrame:
    """The published cells, sorted by address.

    Args:
        rows: the measure rows that the plan lists (`tables.planned_rows`).
        measures: the measures by id; `form` says whether a value is a count or a share.
        plan: the publication plan.
        thresholds: fewer children or households are never shown.
        few: shares with a smaller denominator are not shown as shares.

    Returns:
        One row a cell with the columns of `COLUMNS`; only `visad` carries value and interval,
        and `for_fa` its denominator.
    """
    frame = rows.rename(
        columns={"matt_id": "matt", "enhet_kod": "enhet", "varde": "dimension_varde"}
    ).reset_index(drop=True)
    is_share = frame["matt"].map(lambda matt: measures[matt].form == "andel")
    status = np.select(
        [
            frame["saknas_orsak"].notna(),
            ~frame["ar_mogen"],
            frame["ar_strukturell_nolla"],
            is_share & (frame["namnare"] == 0),
            is_share & (frame["namnare"] < few) & (frame["skydd"] == "ja"),
        ],
        ["saknas", "ej_mogen", "strukturell_nolla", "saknas", "for_fa"],
        default="visad",
    )
    frame["status"] = status
    frame["orsak"] = frame["saknas_orsak"].where(
        frame["saknas_orsak"].notna() | (frame["status"] != Status.SAKNAS), "ingen_i_namnaren"
    )
    hidden = _hidden(frame, is_share, plan, thresholds)
    frame.loc[hidden, "status"] = Status.SKYDDAD
    return _with_numbers(frame, is_share, measures)


def _hidden(
    frame: pd.DataFrame, is_share: pd.Series, plan: Plan, thresholds: Thresholds
) -> list[int]:
    # A share of nothing is missing, but a reader knows its numbers all the same: two zeros.
    has_numbers = frame["status"].isin(["visad", "for_fa", "strukturell_nolla"]) | (
        frame["orsak"] == "ingen_i_namnaren"
    )
    guarded = frame[(frame["skydd"] == "ja") & has_numbers]
    behind: dict[Cell, dict[str, Behind]] = {}
    place: dict[Cell, int] = {}
    for row in guarded.itertuples():
        cell = Cell(row.matt, row.enhet, row.period, row.dimension, row.dimension_varde)  # type: ignore[arg-type]
        place[cell] = int(row.Index)  # type: ignore[arg-type]
        parts = {"taljare": Behind(int(row.taljare), int(row.antal_barn), int(row.antal_hushall))}  # type: ignore[arg-type]
        if is_share[row.Index]:  # type: ignore[index]
            parts["rest"] = Behind(
                int(row.namnare) - int(row.taljare),  # type: ignore[arg-type]
                int(row.antal_barn_ovriga),  # type: ignore[arg-type]
                int(row.antal_hushall_ovriga),  # type: ignore[arg-type]
            )
        behind[cell] = parts
    few = frozenset(cell for cell, index in place.items() if frame.at[index, "status"] == "for_fa")
    return [place[cell] for cell in sorted(protect(behind, few, plan, thresholds))]


def _with_numbers(
    frame: pd.DataFrame, is_share: pd.Series, measures: Mapping[str, Measure]
) -> pd.DataFrame:
    shown = frame["status"] == Status.VISAD
    with_denominator = shown | (frame["status"] == Status.FOR_FA)
    cells = frame[[*KEY, "status", "orsak"]].copy()
    cells["taljare"] = frame["taljare"].where(shown).astype("Int64")
    cells["namnare"] = frame["namnare"].where(with_denominator & is_share).astype("Int64")
    cells["varde"] = np.where(
        is_share,
        cells["taljare"].astype("float64") / cells["namnare"].astype("float64"),
        cells["taljare"].astype("float64"),
    )
    has_interval = shown & frame["matt"].map(lambda matt: measures[matt].intervall == "wilson")
    low, high = wilson(
        cells.loc[has_interval, "taljare"].astype("float64"),
        cells.loc[has_interval, "namnare"].astype("float64"),
    )
    cells["undre"] = np.nan
    cells["ovre"] = np.nan
    cells.loc[has_interval, "undre"] = low
    cells.loc[has_interval, "ovre"] = high
    cells["adress"] = [
        format_address(*key) for key in cells[KEY].itertuples(index=False, name=None)
    ]
    return cells[COLUMNS].sort_values("adress", ignore_index=True)

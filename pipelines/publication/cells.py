"""Give every planned cell its state, and its numbers only if the state allows it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipelines.disclosure.cells import Behind, Cell, Thresholds
from pipelines.disclosure.plan import Plan
from pipelines.measures import Measure
from pipelines.publication.address import format_address
from pipelines.publication.comparisons.intervals import with_intervals
from pipelines.publication.status import Status

KEY = ["matt", "enhet", "period", "dimension", "dimension_varde"]
COLUMNS = [
    "adress", *KEY, "status", "varde", "undre", "ovre", "taljare", "namnare", "orsak",
    "galler_fran",
]  # fmt: skip
EMPTY = "ingen_i_namnaren"
MEDIAN_FROM = 20  # children
# Form -> (whether the figure is a mean, numerator by denominator; the step it is rounded to).
DESCRIBED = {
    "median": (False, 7.0),  # days, in whole weeks
    "kvantil": (False, 0.5),
    "kostnad": (True, 100.0),  # kronor
    "kvot": (True, 0.1),
}


def prepare(
    rows: pd.DataFrame, plan: Plan, thresholds: Thresholds, few: int, *, grouped: bool = True
) -> pd.DataFrame:
    """The planned cells with their true numbers, and the state each has before protection.

    Args:
        rows: the measure rows that the plan lists (`tables.planned_rows`).
        plan: the publication plan.
        thresholds: fewer children or households are never shown.
        few: shares with a smaller denominator are not shown as shares.
        grouped: whether all or none is protected in the tables where that is sensitive.

    Returns:
        One row a cell: KEY, form, skydd, kanslig, block, status, orsak, taljare, namnare and what
        stands behind them. Restricted: never written where a reader can read.
    """
    frame = rows.rename(
        columns={"matt_id": "matt", "enhet_kod": "enhet", "varde": "dimension_varde"}
    ).reset_index(drop=True)
    if not grouped:
        frame["kanslig"] = "nej"
    share, described = frame["form"] == "andel", frame["form"].isin(DESCRIBED)
    guarded = frame["skydd"] == "ja"
    small = np.array([of.small(thresholds) for of in behind(frame)])
    frame["status"] = np.select(
        [
            frame["saknas_orsak"].notna(),
            ~frame["ar_mogen"].astype(bool),
            frame["ar_strukturell_nolla"].astype(bool),
            (share | described) & (frame["namnare"] == 0),
            share & (frame["namnare"] < few) & guarded & ~small,
            described & (frame["antal_barn"] < MEDIAN_FROM),
        ],
        ["saknas", "ej_mogen", "strukturell_nolla", "saknas", "for_fa", "skyddad"],
        default="visad",
    )
    frame["orsak"] = frame["saknas_orsak"].where(
        frame["saknas_orsak"].notna() | (frame["status"] != Status.SAKNAS), EMPTY
    )
    frame["block"] = block_names(frame, plan).where(guarded, "")
    return frame.drop(columns=["saknas_orsak", "ar_mogen", "ar_strukturell_nolla"])


def block_names(frame: pd.DataFrame, plan: Plan) -> pd.Series:
    """Each row's block: the family of measures and the year, or the day; empty if it is open."""
    day = frame["period"].str.len() > len("2024Q1")
    part = frame["period"].where(day, frame["period"].str[:4])
    opened = {table.matt for table in plan.tabeller if table.skydd == "nej"}
    family = frame["matt"].map(plan.families()).fillna(frame["matt"])
    return (family + "/" + part).where(~frame["matt"].isin(opened), "")


def behind(frame: pd.DataFrame) -> list[Behind]:
    """What stands behind each row."""
    columns = [
        "taljare", "antal_barn", "antal_hushall", "namnare", "antal_barn_ovriga",
        "antal_hushall_ovriga", "form", "kanslig",
    ]  # fmt: skip
    found = []
    for t, children, homes, n, others, other_homes, form, sensitive in frame[columns].itertuples(
        index=False, name=None
    ):
        if form == "andel":
            found.append(
                Behind(
                    int(t), int(children), int(homes), int(n) - int(t), int(others),
                    int(other_homes), sensitive=sensitive == "ja",
                )
            )  # fmt: skip
        else:
            found.append(Behind(int(t), int(children), int(homes)))
    return found


def key(frame: pd.DataFrame) -> list[Cell]:
    """The address of each row, as protection knows it."""
    return [Cell(*map(str, one)) for one in frame[KEY].itertuples(index=False, name=None)]


def rounded(frame: pd.DataFrame) -> pd.Series:
    """The one figure, in its form's steps, of each row that describes many; nan of the others."""
    found = pd.Series(np.nan, index=frame.index)
    for form, (mean, step) in DESCRIBED.items():
        rows = frame.loc[frame["form"] == form, ["taljare", "namnare"]].astype("float64")
        exact = rows["taljare"] / rows["namnare"] if mean else rows["taljare"]
        found.loc[rows.index] = (step * np.floor(exact / step + 0.5)).round(6)
    return found


def known_numbers(frame: pd.DataFrame) -> pd.Series:
    """The rows whose numbers are part of equations; a share of nothing is two zeros."""
    return frame["status"].isin(["visad", "for_fa", "skyddad", "strukturell_nolla"]) | (
        frame["orsak"] == EMPTY
    )


def emit(
    frame: pd.DataFrame, measures: Mapping[str, Measure], effects: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The cells as readers get them, sorted by address; intervals allow for `effects`.

    Only `visad` carries value and interval, and `for_fa` its denominator; what describes many by
    one figure carries neither numerator nor denominator.
    """
    share = frame["form"] == "andel"
    rate = frame["form"] == "per_1000"
    described = frame["form"].isin(DESCRIBED)
    shown = frame["status"] == Status.VISAD
    cells = frame[[*KEY, "status", "orsak", "galler_fran"]].copy()
    whole = frame["taljare"].astype("float64")
    below = frame["namnare"].astype("float64")
    decimal = frame["taljare"] != np.floor(frame["taljare"].astype("float64"))
    cells["taljare"] = whole.where(shown & ~described & ~decimal).astype("Int64")
    bears = (shown | (frame["status"] == Status.FOR_FA)) & (share | (rate & shown))
    cells["namnare"] = below.where(bears).astype("Int64")
    value = np.select(
        [share, rate, described],
        [whole / below, 1000 * whole / below, rounded(frame)],
        default=whole,
    )
    cells["varde"] = pd.Series(value, index=frame.index).where(shown)
    cells["undre"] = np.nan
    cells["ovre"] = np.nan
    cells["adress"] = [
        format_address(*one) for one in cells[KEY].itertuples(index=False, name=None)
    ]
    with_limits = with_intervals(cells, measures, effects)
    return with_limits[COLUMNS].sort_values("adress", ignore_index=True)

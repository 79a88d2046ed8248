"""From rows with a unit and a period to a measure's table, with every zero in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from tests.recompute.perioder import periods
from tests.recompute.rows import Rows
from tests.recompute.texts import WITHOUT_WHOLE, band, measures, units_of, values

KEY = ["enhet", "period", "dimension", "varde"]
PERSON = ("kon", "alder")
CASE = ("kon", "alder", "kategori", "regi", "lagrum")
Count = Callable[[pd.DataFrame, list[str]], pd.DataFrame]


def with_age(frame: pd.DataFrame) -> pd.DataFrame:
    """`alder`: the band of the age that is reached in the period's calendar year (`ar`)."""
    ages = frame["till"].dt.year - frame["fodelsear"]
    return frame.assign(ar=ages, alder=band(ages))


def with_city(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows, and the same rows as the city's."""
    return pd.concat([frame, frame.assign(enhet="stad")], ignore_index=True)


def cells(
    frame: pd.DataFrame,
    count: Count,
    dimensions: Sequence[str] = (),
    *,
    needs: Sequence[str] = (),
    whole: bool = True,
    city: bool = True,
) -> pd.DataFrame:
    """`count` for every unit and period, and for the city: the whole, then each breakdown.

    Args:
        frame: rows with `enhet`, `period` and a column a breakdown; a missing value is in none.
        count: from rows and columns to group by, to one row a group.
        dimensions: the breakdowns.
        needs: the other columns that `count` reads.
        whole: whether to count without a breakdown too.
        city: whether to count all units together as `stad`; false if `frame` has its rows.
    """
    parts = []
    keys = ["enhet", "period", *dimensions]
    frame = frame[list(dict.fromkeys([*keys, *needs]))]
    frame = frame.astype(dict.fromkeys(keys, "category"))
    for name in [*([""] if whole else []), *dimensions]:
        for units in [["enhet"], []] if city else [["enhet"]]:
            by = [*units, "period", *([name] if name else [])]
            found = count(frame, by).rename(columns={name: "varde"}).assign(dimension=name)
            parts.append(found.assign(**({} if name else {"varde": ""})))
            if not units:
                parts[-1]["enhet"] = "stad"
    return pd.concat(parts, ignore_index=True)


def _number(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    return frame.groupby(by).size().rename("taljare").reset_index()


def number(frame: pd.DataFrame, dimensions: Sequence[str] = (), whole: bool = True) -> pd.DataFrame:
    """How many rows."""
    return cells(frame, _number, dimensions, whole=whole)


def different(
    frame: pd.DataFrame, column: str, dimensions: Sequence[str] = (), whole: bool = True
) -> pd.DataFrame:
    """How many different values of a column, such as children."""

    def count(some: pd.DataFrame, by: list[str]) -> pd.DataFrame:
        return _number(some[[*by, column]].drop_duplicates(), by)

    return cells(frame, count, dimensions, needs=[column], whole=whole)


def total(
    frame: pd.DataFrame, column: str, dimensions: Sequence[str] = (), whole: bool = True
) -> pd.DataFrame:
    """The sum of a column, and the number of rows as `namnare`."""

    def count(some: pd.DataFrame, by: list[str]) -> pd.DataFrame:
        grouped = some.groupby(by)[column]
        return grouped.agg(taljare="sum", namnare="size").reset_index()

    return cells(frame, count, dimensions, needs=[column], whole=whole)


def share(
    frame: pd.DataFrame,
    hit: str,
    dimensions: Sequence[str] = (),
    *,
    whole: bool = True,
    city: bool = True,
) -> pd.DataFrame:
    """How many rows, and how many of them with the mark `hit`."""
    marked = frame.assign(_hit=frame[hit].astype(bool))

    def count(some: pd.DataFrame, by: list[str]) -> pd.DataFrame:
        return some.groupby(by)["_hit"].agg(taljare="sum", namnare="size").reset_index()

    return cells(marked, count, dimensions, needs=["_hit"], whole=whole, city=city)


def share_of_children(frame: pd.DataFrame, hit: str, dimensions: Sequence[str]) -> pd.DataFrame:
    """The same, of different children: one with the mark on any row has it."""
    marked = frame[["enhet", "period", "barn_id", *dimensions]]
    marked = marked.assign(_hit=frame[hit].astype(bool)).sort_values("_hit")

    def count(some: pd.DataFrame, by: list[str]) -> pd.DataFrame:
        each = some.drop_duplicates([*by, "barn_id"], keep="last")
        return each.groupby(by)["_hit"].agg(taljare="sum", namnare="size").reset_index()

    return cells(marked, count, dimensions, needs=["_hit", "barn_id"])


def quantile(frame: pd.DataFrame, column: str, part: float) -> pd.DataFrame:
    """The smallest value that at least `part` of the rows do not exceed, and the rows."""
    ordered = frame[["enhet", "period", column]].sort_values(column)

    def count(some: pd.DataFrame, by: list[str]) -> pd.DataFrame:
        place = some.groupby(by).cumcount() + 1
        size = some.groupby(by)[column].transform("size")
        wanted = np.ceil(np.round(part * size, 9)).clip(lower=1)
        picked = some.assign(taljare=some[column], namnare=size)[(place == wanted).to_numpy()]
        return picked[[*by, "taljare", "namnare"]]

    return cells(ordered, count, needs=[column])


def distribution(frame: pd.DataFrame, dimension: str, column: str = "") -> pd.DataFrame:
    """Per value of one breakdown: rows with it (or their sum), of all in the unit and period."""
    rows = frame.assign(_antal=frame[column] if column else 1)
    counted = total(rows, "_antal", [dimension], whole=False).drop(columns="namnare")
    base = total(rows, "_antal").drop(columns=["namnare", "dimension", "varde"])
    names = pd.DataFrame({"dimension": dimension, "varde": values(dimension)})
    full = base.rename(columns={"taljare": "namnare"}).merge(names, how="cross")
    return full.merge(counted, on=KEY, how="left").fillna({"taljare": 0})


def named(part: pd.DataFrame, dimension: str, value: str) -> pd.DataFrame:
    """A whole as one value of a breakdown."""
    return part.assign(dimension=dimension, varde=value)


def table(rows: Rows, measure: str, parts: list[pd.DataFrame]) -> pd.DataFrame:
    """The measure's whole table: `parts` laid over zeros for every unit, period and value."""
    meta = measures()[measure]
    names = list(periods(rows, meta["perioder"])["period"])
    places = [] if measure in WITHOUT_WHOLE else [("", "")]
    places += [(name, value) for name in meta["uppdelningar"] for value in values(name, measure)]
    grid = pd.DataFrame(
        [
            (unit, period, *place)
            for unit in units_of(measure)
            for period in names
            for place in places
        ],
        columns=KEY,
    )
    found = pd.concat(parts, ignore_index=True)
    full = grid.merge(found, on=KEY, how="outer", validate="1:1")
    full = full.rename(columns={"enhet": "enhet_kod"}).assign(matt_id=measure)
    numbers = ["taljare"] if meta["form"] == "antal" else ["taljare", "namnare"]
    full[numbers] = full.reindex(columns=numbers).astype(float).fillna(0)
    full = full.reindex(columns=["matt_id", "enhet_kod", *KEY[1:], "taljare", "namnare"])
    return full.sort_values(["enhet_kod", *KEY[1:]], ignore_index=True)

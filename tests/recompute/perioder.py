"""Periods and days, and which rows belong to them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from tests.recompute.rows import FAR, Rows
from tests.recompute.texts import FIRST_YEAR, parameter

CALENDAR = ("ar", "halvar", "kvartal")
DAY = pd.Timedelta(days=1)


def periods(rows: Rows, kinds: list[str] | tuple[str, ...]) -> pd.DataFrame:
    """The periods of some kinds: `period`, first day `fran`, last day `till`."""
    made = [_MAKERS[kind](rows) for kind in kinds]
    return pd.concat(made, ignore_index=True).drop_duplicates("period")


def _calendar(months: int, name: Callable[[pd.Timestamp], str]) -> Callable[[Rows], pd.DataFrame]:
    def make(rows: Rows) -> pd.DataFrame:
        starts = pd.date_range(f"{FIRST_YEAR}-01-01", rows.youngest, freq=f"{months}MS")
        ends = starts + pd.DateOffset(months=months) - DAY
        names = [name(start) for start in starts]
        return pd.DataFrame({"period": names, "fran": starts, "till": ends})

    return make


def _days(found: list[pd.Timestamp]) -> pd.DataFrame:
    names = [str(day.date()) for day in found]
    return pd.DataFrame({"period": names, "fran": found, "till": found})


def _supply_days(rows: Rows) -> pd.DataFrame:
    november = [pd.Timestamp(year, 11, 1) for year in range(FIRST_YEAR, rows.youngest.year + 1)]
    return _days([*(day for day in november if day <= rows.youngest), rows.oldest])


def _state_day(rows: Rows) -> pd.DataFrame:
    lag = pd.Timedelta(days=parameter("registreringsfordrojning"))
    ends = pd.date_range("2015-01-31", rows.oldest - lag, freq="ME")
    return _days([ends[-1]])


def _cohort(rows: Rows) -> pd.DataFrame:
    whole = {"period": ["NUSO2023"], "fran": ["2023-10-01"], "till": ["2024-03-31"]}
    return pd.DataFrame(whole).astype({"fran": "datetime64[us]", "till": "datetime64[us]"})


_MAKERS = {
    "ar": _calendar(12, lambda day: f"{day.year}"),
    "halvar": _calendar(6, lambda day: f"{day.year}H{1 + day.month // 7}"),
    "kvartal": _calendar(3, lambda day: f"{day.year}Q{day.quarter}"),
    "utbudsdag": _supply_days,
    "lagesdag": _state_day,
    "kohort": _cohort,
}


def of_event(frame: pd.DataFrame, day: str, found: pd.DataFrame) -> pd.DataFrame:
    """A copy of each row for every period that its event's day lies in."""
    return overlapping(frame[frame[day].notna()], day, day, found)


def overlapping(frame: pd.DataFrame, start: str, end: str, found: pd.DataFrame) -> pd.DataFrame:
    """A copy of each row for every period that start–end touches; no end means it goes on."""
    first = frame[start].to_numpy()
    last = frame[end].fillna(FAR).to_numpy()
    touches = [(first <= period.till) & (last >= period.fran) for period in found.itertuples()]
    period, row = np.nonzero(np.array(touches))
    copies = frame.take(row).reset_index(drop=True)
    names = pd.Categorical.from_codes(period, list(found["period"]))
    days = found.take(period).reset_index(drop=True)
    return copies.assign(period=names, fran=days["fran"], till=days["till"])


def months_later(days: pd.Series, months: int) -> pd.Series:
    """Calendar months later; a day that the month lacks is its last."""
    return days + pd.DateOffset(months=months)


def days_later(days: pd.Series, number: int) -> pd.Series:
    """Days later."""
    return days + pd.Timedelta(days=number)


def seen(frame: pd.DataFrame, due: pd.Series) -> pd.DataFrame:
    """Rows whose own delivery is young enough to have seen what should have happened by `due`."""
    lag = parameter("registreringsfordrojning")
    return frame[(days_later(due, lag) <= frame["uttagsdatum"]).to_numpy(dtype=np.bool_)]

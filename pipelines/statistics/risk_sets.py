"""Who was at risk when: what the curves and the log-rank test count in the same way.

A row is an insats: the days it was followed, how that ended (0 = still open, censored), and the
day it came under observation. Example: followed 90 days and seen from day 30 on, because the
register begins there; it is at risk from day 31 to day 90.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FROM_THE_START = -1.0  # an entry before day 0, so that an end on day 0 counts


def observations(
    time: ArrayLike, end: ArrayLike, entry: ArrayLike | None = None
) -> tuple[Floats, Ints, Floats]:
    """Check the rows and put them on one form.

    Args:
        time: days from start to end or to the last day seen, shape (n,), >= 0.
        end: how it ended, whole numbers, shape (n,); 0 is censored.
        entry: the day after which the row is under observation (left truncation), shape (n,);
            None, or 0 and less, is from the start.

    Returns:
        time, end and entry, each of shape (n,); entry is -1 for rows seen from the start.

    Raises:
        ValueError: shapes differ, a time is negative or not finite, an end is not a whole number
            from 0, or a row comes under observation only after it has ended.
    """
    days = np.asarray(time, dtype=np.float64)
    ends = np.asarray(end, dtype=np.float64)
    since = np.zeros_like(days) if entry is None else np.asarray(entry, dtype=np.float64)
    if days.ndim != 1 or days.shape != ends.shape or days.shape != since.shape:
        raise ValueError("tid, slut och inträde ska vara lika långa listor")
    if not np.all(np.isfinite(days)) or np.any(days < 0):
        raise ValueError("en tid ska vara noll eller mer")
    if not np.all(np.isfinite(ends)) or np.any(ends < 0) or np.any(ends != np.floor(ends)):
        raise ValueError("ett slut ska vara ett helt tal från noll")
    since = np.where(since <= 0, FROM_THE_START, since)
    if np.any(~(since < days)):
        raise ValueError("en rad ska komma under observation före sitt slut")
    return days, ends.astype(np.int64), since


def number_at_risk(time: ArrayLike, at: ArrayLike, entry: ArrayLike | None = None) -> Ints:
    """How many rows are under observation and still open just before each day.

    Args:
        time: days followed, shape (n,).
        at: the days asked about, shape (m,).
        entry: the day after which a row is under observation, shape (n,), or None.

    Returns:
        The rows with entry < at <= time, shape (m,).

    Raises:
        ValueError: as `observations`.
    """
    days, _, since = observations(time, np.zeros(np.shape(time)), entry)
    asked = np.asarray(at, dtype=np.float64)
    entered = np.searchsorted(np.sort(since), asked, side="left")
    ended = np.searchsorted(np.sort(days), asked, side="left")
    return (entered - ended).astype(np.int64)


def count_ends(time: Floats, chosen: NDArray[np.bool_], at: Floats) -> Ints:
    """How many of the chosen rows end exactly on each of the days `at` (sorted, distinct)."""
    place = np.searchsorted(at, time[chosen])
    return np.bincount(place, minlength=len(at)).astype(np.int64)

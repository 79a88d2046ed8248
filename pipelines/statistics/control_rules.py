"""The four rules that tell a change from the usual swing of a series (NHS, Making Data Count).

Each rule answers per point. `side` is +1 above the centre line, -1 below and 0 on it; `near` is
between two thirds of the way to a limit and the limit. One segment of a chart at a time.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Rule = Literal["utanför", "trend", "två av tre", "skift", ""]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RUN = 7


class Lines(NamedTuple):
    """A chart's lines at each of its points; every array has shape (n,), in the chart's unit."""

    lower: Floats
    near_lower: Floats
    centre: Floats
    near_upper: Floats
    upper: Floats


def seven_one_side(side: ArrayLike) -> Ints:
    """1 at a point that ends seven or more in a row on one side of the centre, shape (n,)."""
    where = np.asarray(side, dtype=np.int64)
    total = _windows(where, RUN).sum(axis=1)
    return _at_the_end(np.abs(total) == RUN, len(where))


def seven_trend(values: ArrayLike) -> Ints:
    """+1 at a point that ends seven in a row rising, -1 falling; a tie breaks it, shape (n,)."""
    y = np.asarray(values, dtype=np.float64)
    steps = np.diff(_windows(y, RUN), axis=1)
    rising = _at_the_end(np.all(steps > 0, axis=1), len(y))
    falling = _at_the_end(np.all(steps < 0, axis=1), len(y))
    return np.subtract(rising, falling, dtype=np.int64)


def part_of_seven(flag: ArrayLike) -> Ints:
    """1 at each point of a seven whose last point is flagged, shape (n,)."""
    ends = np.asarray(flag) != 0
    padded = np.r_[ends, np.zeros(RUN - 1, dtype=bool)]
    return np.asarray(_windows(padded, RUN).any(axis=1), dtype=np.int64)


def two_in_three(near: ArrayLike, side: ArrayLike) -> Ints:
    """1 at each point of a three on one side of which two or more are near a limit, shape (n,)."""
    close, where = np.asarray(near) != 0, np.asarray(side, dtype=np.int64)
    found = (_windows(close, 3).sum(axis=1) >= 2) & (abs(_windows(where, 3).sum(axis=1)) == 3)
    hits = np.zeros(len(close), dtype=np.int64)
    for start in np.flatnonzero(found):
        hits[start : start + 3] = 1
    return hits


def classify(values: ArrayLike, lines: Lines) -> tuple[list[Rule], Ints]:
    """Name the rule each point takes part in; outside goes before trend, two of three and shift.

    A rule at the last point is a signal. At earlier points it only colours the chart, because a
    point may come to take part in a run that ended after it.

    Args:
        values: the points, shape (n,), finite.
        lines: the chart's lines at each point.

    Returns:
        A rule ("" for none) a point, and the side of each point, shape (n,).

    Source: NHSRplotthedots' conventions; the 2-of-3 rule asks all three to be on the same side.
    """
    y = np.asarray(values, dtype=np.float64)
    # Twelve equal shares have a mean a hair beside them: that is on the line, not above it.
    on_line = np.isclose(y, lines.centre, rtol=1e-12, atol=1e-15)
    side = np.where(on_line, 0, np.sign(y - lines.centre)).astype(np.int64)
    outside = ((y > lines.upper) | (y < lines.lower)) & ~on_line
    near = ~outside & ((y > lines.near_upper) | (y < lines.near_lower))
    trend = part_of_seven(seven_trend(y))
    shift = part_of_seven(seven_one_side(side))
    two = two_in_three(near, side) & near
    rules: list[Rule] = [
        "utanför" if o else "trend" if t else "två av tre" if d else "skift" if s else ""
        for o, t, d, s in zip(outside, trend, two, shift, strict=True)
    ]
    return rules, side


def _windows(array: NDArray[Any], size: int) -> NDArray[Any]:
    if len(array) < size:
        return np.empty((0, size), dtype=array.dtype)
    return np.lib.stride_tricks.sliding_window_view(array, size)


def _at_the_end(found: NDArray[np.bool_], length: int) -> Ints:
    """A window's answer at its last point."""
    flags = np.zeros(length, dtype=np.int64)
    flags[length - len(found) :] = found
    return flags

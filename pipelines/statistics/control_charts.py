"""Is a district's quarter more than its usual swing? Charts with limits that stand still.

Limits are locked on the first twelve points after the start or a declared break, and are then a
value with a version that the caller stores: limits that moved every night would make signals come
and go afterwards. With fewer points they are preliminary and nothing is called a signal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from pipelines.statistics.control_rules import Floats, Lines, Rule, classify

Kind = Literal["xmr", "p", "u"]

FIRM = 12
XMR_LIMIT = 2.66  # 3 / 1.128: three standard deviations by the mean moving range
XMR_SCREEN = 3.267
SIGMAS = 3.0  # a control chart's own convention, not the funnel's 99.8 %


@dataclass(frozen=True)
class Locked:
    """The limits of one segment: what to store, and to give back the next night.

    `centre` is the mean in the chart's unit (a fraction of one for p, a rate for u), `spread` the
    mean moving range of an xmr chart and 0 for the others, whose swing follows from n. `first` and
    `last` are the periods of the points they rest on.
    """

    kind: Kind
    centre: float
    spread: float
    first: str
    last: str
    points: int
    version: str


@dataclass(frozen=True)
class Chart:
    """A drawn chart; lists and arrays follow the periods. nan and "" where a point is missing.

    `signal` is the rule that the last point takes part in; "" when none does, when the limits are
    preliminary, or when the last point is missing. `side` is +1 when the last point is above the
    centre and -1 below. `locked` holds the limits by segment, for the segments that have any.
    """

    periods: tuple[str, ...]
    values: Floats
    lines: Lines
    rules: tuple[Rule, ...]
    preliminary: bool
    signal: Rule
    side: int
    locked: Mapping[str, Locked]


def lock(
    kind: Kind,
    values: ArrayLike,
    periods: Sequence[str],
    n: ArrayLike | None = None,
    screen: bool = True,
) -> Locked:
    """Compute limits from these points and put a version on them.

    Args:
        kind: xmr for any value; p for shares and u for rates, whose n varies.
        values: shape (m,), finite: the value (xmr) or the count (p, u).
        periods: shape (m,).
        n: denominators of p and u, shape (m,), > 0.
        screen: xmr only: leave out, once, moving ranges of 3,267 times their mean and more.

    Returns:
        The limits. The version is a digest of what they are, so equal limits have equal versions.

    Raises:
        ValueError: no points, a value is not finite, or n does not fit the kind.

    Source: Wheeler & Chambers (1992) and Nelson, J Qual Tech 14 (1982) for xmr; Montgomery,
        Introduction to Statistical Quality Control (2013), 7.3, for p and u.
    """
    y = np.asarray(values, dtype=np.float64)
    if not len(y) or len(y) != len(periods) or not np.all(np.isfinite(y)):
        raise ValueError("gränser behöver minst en punkt, och varje punkt ett tal")
    size = _sizes(kind, y, n)
    centre, spread = float(y.sum() / size.sum()), 0.0
    if kind == "xmr" and len(y) > 1:
        ranges = np.abs(np.diff(y))
        kept = ranges < XMR_SCREEN * ranges.mean()
        # A series that never moves has nothing to screen.
        spread = float(ranges[kept].mean() if screen and kept.any() else ranges.mean())
    what = (kind, periods[0], periods[-1], len(y), centre, spread)
    version = hashlib.sha256(repr(what).encode()).hexdigest()[:12]
    return Locked(kind, centre, spread, periods[0], periods[-1], len(y), version)


def lines(locked: Locked, n: ArrayLike) -> Lines:
    """The limits drawn at each point.

    Args:
        locked: the limits.
        n: each point's denominator, shape (m,); for xmr only its length counts.

    Returns:
        The lines, shape (m,) each; a share's within 0 and 1, a rate's from 0.
    """
    size = np.asarray(n, dtype=np.float64)
    centre = np.full(len(size), locked.centre)
    bottom, top = -np.inf if locked.kind == "xmr" else 0.0, 1.0 if locked.kind == "p" else np.inf
    if locked.kind == "xmr":
        reach = np.full(len(size), XMR_LIMIT * locked.spread)
    else:
        swing = locked.centre * (1 - locked.centre if locked.kind == "p" else 1.0)
        reach = SIGMAS * np.sqrt(swing / size)
    drawn = (centre - reach, centre - reach * 2 / 3, centre, centre + reach * 2 / 3, centre + reach)
    return Lines(*(np.clip(line, bottom, top) for line in drawn))


def control_chart(
    kind: Kind,
    values: ArrayLike,
    periods: Sequence[str],
    n: ArrayLike | None = None,
    breaks: Collection[str] = (),
    locked: Mapping[str, Locked] | None = None,
    screen: bool = True,
) -> Chart:
    """Draw a chart, with a new segment and new limits at each declared break only.

    Args:
        kind: as `lock`.
        values: as `lock`, shape (m,); nan is a point that is missing or protected. It is left
            out of the limits and the rules look past it.
        periods: shape (m,), as text in rising order, for example 2024-Q1.
        n: denominators of p and u, shape (m,), > 0 where there is a value.
        breaks: the periods that begin a segment, because the measure declares a break there.
        locked: limits stored earlier, by segment: the break that begins it, "" before the first.
            They are used as they are, also when the points they rest on have since been revised
            or have left the window.
        screen: as `lock`.

    Returns:
        The chart. Store its `locked` and give it back.

    Raises:
        ValueError: as `lock`, the periods are not in rising order, or stored limits are of
            another kind.
    """
    y = np.asarray(values, dtype=np.float64)
    if y.ndim != 1 or len(y) != len(periods) or sorted(set(periods)) != list(periods):
        raise ValueError("varje punkt ska ha sin period, och perioderna stå i stigande ordning")
    size = _sizes(kind, y, n)
    segment = [max((b for b in breaks if b <= period), default="") for period in periods]
    shown = np.divide(y, size, out=np.full(len(y), np.nan), where=np.isfinite(y))
    drawn = Lines(*(np.full(len(y), np.nan) for _ in Lines._fields))
    rules: list[Rule] = [""] * len(y)
    side, kept = np.zeros(len(y), dtype=np.int64), dict(locked or {})
    for name in dict.fromkeys(segment):
        at = np.array([i for i, s in enumerate(segment) if s == name and np.isfinite(y[i])], int)
        limits = kept.get(name)
        if not len(at):
            continue
        if limits is None:
            base = at[:FIRM]
            limits = lock(kind, y[base], [periods[i] for i in base], size[base], screen)
            if len(at) >= FIRM:
                kept[name] = limits
        if limits.kind != kind:
            raise ValueError("de låsta gränserna hör till ett annat slags diagram")
        here = lines(limits, size[at])
        for whole, part in zip(drawn, here, strict=True):
            whole[at] = part
        marks, side[at] = classify(shown[at], here)
        for i, mark in zip(at, marks, strict=True):
            rules[i] = mark if name in kept else ""
    preliminary = not len(y) or segment[-1] not in kept
    signal, above = (rules[-1], int(side[-1])) if len(y) else ("", 0)
    return Chart(tuple(periods), shown, drawn, tuple(rules), preliminary, signal, above, kept)


def _sizes(kind: Kind, y: Floats, n: ArrayLike | None) -> Floats:
    """The denominators, ones for xmr."""
    if kind == "xmr":
        return np.ones(len(y))
    size = np.asarray(n, dtype=np.float64) if n is not None else np.empty(0)
    seen = np.isfinite(y)
    if size.shape != y.shape or not np.all(size[seen] > 0) or np.any(y[seen] < 0):
        raise ValueError("andelar och kvoter behöver en nämnare över noll för varje punkt")
    if kind == "p" and np.any(y[seen] > size[seen]):
        raise ValueError("täljaren ska ligga mellan 0 och nämnaren")
    return size

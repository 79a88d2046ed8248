"""What a small number can bear: the display policy, for statistics' sake only.

Secrecy is decided elsewhere and first. A cell that may be shown for secrecy's sake can still be
too small to mean anything; this is the one place that says when.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipelines.statistics.arrays import floats

NOTHING_BELOW = 5  # children in the denominator
COMPARE_FROM = 20  # fewer: a count, no share and no verdict
SURE_FROM = 30  # 20-29: grey
SURE_EVENTS = 11  # fewer events: relative standard error above 30 %
STANDARDISE_FROM = 10  # observed events; a ratio of fewer is all chance
CURVE_STOPS_BELOW = 10  # at risk: a curve ends here
FIRM_CHART_FROM = 12  # points: fewer make the limits of a control chart preliminary


class Kind(StrEnum):
    """Kinds of figures."""

    ANTAL = "antal"  # a count of children
    ANDEL = "andel"  # x of n
    KVOT = "kvot"  # x per 1 000 children living there
    STANDARDISERAD = "standardiserad"  # observed ÷ expected, from a rate
    MEDIAN = "median"  # a median or a curve of n children


class Display(StrEnum):
    """How much of a figure may be shown."""

    INGET = "inget"
    ANTAL = "antal"  # the count, but no share, rate, interval or verdict
    OSAKER = "osaker"  # grey, with the word osäkert, no colour
    FULL = "full"


def display(kind: Kind, n: ArrayLike, x: ArrayLike | None = None) -> NDArray[np.str_]:
    """What may be shown of each figure.

    Args:
        kind: the kind of figure.
        n: children in the denominator, shape (m,); for a count the count itself.
        x: events, shape (m,); needed for all kinds but a count and a median. nan (hidden) shows
            nothing.

    Returns:
        Values of `Display`, shape (m,).
        A count: nothing for 1-4, else all, zero too.
        A denominator below 5: nothing; 5-19: the count; 20-29, or below 11 events: uncertain.
        A standardised ratio: the count below 10 observed, however many children live there.
        A median or a curve: the count below 20 children; 20-29 uncertain.

    Raises:
        ValueError: x is missing where the kind needs it, or a number is negative.

    Source: statistics policy of this project; 30 % relative standard error is 1/√x at x = 11.
    """
    if x is None and kind not in (Kind.ANTAL, Kind.MEDIAN):
        raise ValueError(f"{kind}: ange antalet händelser, x, utöver nämnaren")
    size, events = floats(n, n if x is None else x)
    if np.any(size < 0) or np.any(events < 0):
        raise ValueError("ett antal kan inte vara negativt")
    found = np.full(size.shape, Display.FULL, dtype="U6")
    if kind is Kind.ANTAL:
        found[(size > 0) & (size < NOTHING_BELOW)] = Display.INGET
    else:
        unsure = size < SURE_FROM
        if kind is not Kind.MEDIAN:
            unsure |= events < SURE_EVENTS
        found[unsure] = Display.OSAKER
        if kind is Kind.STANDARDISERAD:
            found[events < STANDARDISE_FROM] = Display.ANTAL
        found[size < COMPARE_FROM] = Display.ANTAL
        found[size < NOTHING_BELOW] = Display.INGET
    found[np.isnan(size) | np.isnan(events)] = Display.INGET
    return found


def may_colour(shown: NDArray[np.str_]) -> NDArray[np.bool_]:
    """Whether a verdict may be coloured, shape (m,): only where the figure is shown in full."""
    found: NDArray[np.bool_] = shown == Display.FULL
    return found

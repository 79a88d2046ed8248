"""L1: how far the districts lie from each other, in the measure's own unit.

A share is measured in percentage points only. Its ratio or disparity says one thing of the share
and another of its complement (own-run 80-95 %: 1,19; purchased 5-20 %: 4,0), so asking is refused.
Every number here is larger than nothing by chance alone: show it beside `null_reference`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from pipelines.statistics.arrays import Floats, check_counts, check_exposed, floats
from pipelines.statistics.small_numbers import Kind

PERCENTAGE_POINTS = 100.0


class Sizes(NamedTuple):
    """Spreads of one or many sets of districts, each of shape (d,), in the measure's unit.

    ratio is inf where a district has no event, and both it and the disparity are 1 and 0 where
    none has; for a share they are not computed and hold 0.
    """

    mean: Floats
    width: Floats
    tau: Floats
    q: Floats
    ratio: Floats
    disparity: Floats


@dataclass(frozen=True)
class Spread:
    """Absolute spread: percentage points for a share, the rate's unit for a rate."""

    mean: float  # of the districts together, not of their values
    width: float  # largest minus smallest
    tau: float  # standard deviation of the true values, chance taken away; never below 0
    q: float
    i2: float  # part of the variation that is not chance, 0-1
    p_value: float
    districts: int


@dataclass(frozen=True)
class RelativeSpread:
    """Relative spread of rates. ratio is nan where the smallest rate is 0: it does not exist."""

    ratio: float  # largest ÷ smallest
    disparity: float  # index of disparity, per cent of the districts' common rate


def spread(x: ArrayLike, base: ArrayLike, kind: Kind, per: float = 1000.0) -> Spread:
    """Largest minus smallest, and τ with pooled variance, with Q, I² and p.

    Each district's variance is that of the districts' common value at its own size,
    p(1 - p)/n or λ/N. Its own estimate would reject equal districts too often near 0 and 100 %.

    Args:
        x: numerators or events, shape (k,), k >= 2; only districts that may be compared.
        base: denominators or exposures, shape (k,), above 0.
        kind: Kind.ANDEL (percentage points) or Kind.KVOT (per `per`).
        per: unit of a rate.

    Where a child can have several insatser, divide x and base by `clustered.design_effect` of the
    city first, here and in `null_reference`: the values stay, the chance widens.

    Returns:
        `Spread`. p is from chi-square with k - 1 degrees of freedom.

    Raises:
        ValueError: fewer than two districts, an empty or hidden one, another kind, or a numerator
            above its denominator.

    Source: DerSimonian & Laird, Controlled Clinical Trials 7 (1986); pooled variance as in the
    chi-square test of equal shares.
    """
    hits, size = cleaned(x, base, kind)
    got = sizes(hits[np.newaxis], size, kind, per)
    q, freedom = float(got.q[0]), size.size - 1
    return Spread(
        mean=float(got.mean[0]),
        width=float(got.width[0]),
        tau=float(got.tau[0]),
        q=q,
        i2=max(0.0, 1 - freedom / q) if q > 0 else 0.0,
        p_value=float(special.chdtrc(freedom, q)),
        districts=size.size,
    )


def relative_spread(x: ArrayLike, exposure: ArrayLike, kind: Kind) -> RelativeSpread:
    """Largest ÷ smallest and the index of disparity, of rates only.

    Args:
        x: events, shape (k,), k >= 2.
        exposure: exposures, shape (k,), above 0.
        kind: Kind.KVOT; a share raises.

    Returns:
        `RelativeSpread`.

    Raises:
        ValueError: the kind is a share, or as in `spread`.
    """
    refuse_share(kind)
    hits, size = cleaned(x, exposure, kind)
    got = sizes(hits[np.newaxis], size, kind, 1.0)
    ratio = float(got.ratio[0])
    return RelativeSpread(ratio if np.isfinite(ratio) else float("nan"), float(got.disparity[0]))


def index_of_disparity(values: ArrayLike, weights: ArrayLike, kind: Kind) -> float:
    """Mean absolute distance to the common rate, in per cent of it; districts count alike.

    Args:
        values: rates, shape (k,).
        weights: children, shape (k,); they weigh the common rate, not the distances.
        kind: Kind.KVOT; a share raises.

    Returns:
        Per cent; 0 where all rates are 0.

    Raises:
        ValueError: the kind is a share, or the weights sum to nothing.

    Source: WHO's unweighted index of disparity, against the mean (Pearcy & Keppel's original is
    against the best group).
    """
    refuse_share(kind)
    rates, children = floats(values, weights)
    if not children.sum() > 0:
        raise ValueError("vikterna summerar till noll: ange barn per stadsdel")
    common = float(rates @ children / children.sum())
    return float(np.mean(np.abs(rates - common)) / common * 100) if common > 0 else 0.0


def sizes(x: Floats, base: Floats, kind: Kind, per: float) -> Sizes:
    """Every spread of many sets of districts at once; x of shape (d, k), base of shape (k,)."""
    k, everyone = base.size, base.sum()
    value, common = x / base, x.sum(axis=1) / everyone
    share = kind is Kind.ANDEL
    unit = PERCENTAGE_POINTS if share else per
    chance = common * (1 - common) if share else common  # variance times base
    away = ((value - common[:, np.newaxis]) ** 2) @ base
    q = np.divide(away, chance, out=np.zeros_like(away), where=chance > 0)
    tau2 = np.maximum(away - (k - 1) * chance, 0) / (everyone - (base**2).sum() / everyone)
    high, low = value.max(axis=1), value.min(axis=1)
    ratio, disparity = np.zeros_like(high), np.zeros_like(high)
    if not share:
        ratio = np.where(high > 0, np.inf, 1.0)
        np.divide(high, low, out=ratio, where=low > 0)
        far = np.abs(value - common[:, np.newaxis]).mean(axis=1)
        np.divide(far * 100, common, out=disparity, where=common > 0)
    return Sizes(common * unit, (high - low) * unit, np.sqrt(tau2) * unit, q, ratio, disparity)


def cleaned(x: ArrayLike, base: ArrayLike, kind: Kind) -> tuple[Floats, Floats]:
    """The districts, checked, in an order of their own: so the order given changes no digit."""
    hits, size = floats(x, base)
    if kind not in (Kind.ANDEL, Kind.KVOT):
        raise ValueError("spridning mäts på en andel eller en kvot")
    if size.size < 2 or not np.all(size > 0) or np.any(np.isnan(hits)):
        raise ValueError("spridning kräver minst två stadsdelar, alla visade och med nämnare")
    (check_counts if kind is Kind.ANDEL else check_exposed)(hits, size)
    order = np.lexsort((hits, size))
    return hits[order], size[order]


def refuse_share(kind: Kind) -> None:
    """Refuse a relative measure of anything but a rate (ValueError)."""
    if kind is not Kind.KVOT:
        raise ValueError(
            "en relativ skillnad visas bara för kvoter: en andel och dess komplement får olika "
            "svar; visa skillnaden i procentenheter"
        )

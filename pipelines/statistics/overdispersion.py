"""Districts that differ more than chance: φ, τ² and a second, wider line of the funnel.

The wider line never stands alone: that it had to be widened is itself the finding. Eleven
districts carry little knowledge of τ; print it, with that note, beside the line.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pipelines.statistics.arrays import Floats, check_counts, check_exposed, floats
from pipelines.statistics.funnel import Lines
from pipelines.statistics.proportions import Z998

FEW_DISTRICTS = 20


@dataclass(frozen=True)
class Overdispersion:
    """φ (1 = chance alone), τ² on the transformed scale, and how many districts it rests on."""

    phi: float
    tau2: float
    districts: int

    @property
    def few(self) -> bool:
        """Whether the page must say that the districts are few."""
        return self.districts < FEW_DISTRICTS


def share_overdispersion(x: ArrayLike, n: ArrayLike, trim_by: float = 0.1) -> Overdispersion:
    """φ and τ² of shares, on the arcsine of the root.

    Args:
        x: numerators, shape (k,), k >= 2.
        n: denominators, shape (k,), above 0.
        trim_by: part of the z-scores pulled in at each end (winsorised).

    Raises:
        ValueError: fewer than two districts, an empty one, or a numerator above its denominator.

    Source: Spiegelhalter, Statistics in Medicine 24 (2005) 1185; as in FunnelPlotR.
    """
    hits, size = floats(x, n)
    check_counts(hits, size)
    centre = np.arcsin(np.sqrt(hits.sum() / max(size.sum(), 1.0)))
    return _fit(np.arcsin(np.sqrt(hits / _whole(size))), centre, 0.5 / np.sqrt(size), trim_by)


def rate_overdispersion(x: ArrayLike, exposure: ArrayLike, trim_by: float = 0.1) -> Overdispersion:
    """φ and τ² of rates (events per one of the exposure), on the root: as for shares."""
    events, people = floats(x, exposure)
    check_exposed(events, people)
    centre = np.sqrt(events.sum() / max(people.sum(), 1e-12))
    return _fit(np.sqrt(events / _whole(people)), centre, 0.5 / np.sqrt(people), trim_by)


def adjusted_share_limits(n: ArrayLike, baseline: ArrayLike, tau2: float, z: float = Z998) -> Lines:
    """The wider line for shares: sin²(asin √p ± z √(1/4n + τ²)), fractions of one; nan at n = 0."""
    size, share = floats(n, baseline)
    centre, half = np.arcsin(np.sqrt(share)), _half(size, tau2, z)
    return Lines(
        np.sin(np.maximum(centre - half, 0.0)) ** 2,
        np.sin(np.minimum(centre + half, np.pi / 2)) ** 2,
    )


def adjusted_rate_limits(
    exposure: ArrayLike, baseline: ArrayLike, tau2: float, z: float = Z998, per: float = 1000.0
) -> Lines:
    """The wider line for rates: (√λ ± z √(1/4N + τ²))²; baseline and answer per `per`."""
    people, level = floats(exposure, baseline)
    centre, half = np.sqrt(level / per), _half(people, tau2, z)
    return Lines(np.maximum(centre - half, 0.0) ** 2 * per, (centre + half) ** 2 * per)


def _fit(y: Floats, centre: float, s: Floats, trim_by: float) -> Overdispersion:
    k = y.size
    z = (y - centre) / s
    z = np.clip(z, np.quantile(z, trim_by), np.quantile(z, 1 - trim_by))
    phi = float(np.mean(z**2))
    w = 1 / s**2
    excess = k * phi - (k - 1)
    tau2 = max(0.0, float(excess / (w.sum() - (w**2).sum() / w.sum())))
    return Overdispersion(phi, tau2, k)


def _whole(size: Floats) -> Floats:
    if size.size < 2 or not np.all(size > 0):
        raise ValueError("spridning kräver minst två stadsdelar, alla med barn i nämnaren")
    return size


def _half(size: Floats, tau2: float, z: float) -> Floats:
    half: Floats = z * np.sqrt(0.25 / np.where(size > 0, size, np.nan) + tau2)
    return half

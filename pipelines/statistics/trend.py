"""L4: τ period by period with a band, and whether the difference between districts shrinks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from pipelines.statistics.arrays import Floats
from pipelines.statistics.null_reference import DRAWS, HIGH, LOW, SEED, draw_counts, equal_districts
from pipelines.statistics.small_numbers import Kind
from pipelines.statistics.spread import PERCENTAGE_POINTS, cleaned, sizes


class Change(StrEnum):
    """What may be said of the last period against the first."""

    MINSKAR = "minskar"
    OKAR = "okar"
    INGEN_SAKER = "ingen_saker_forandring"
    EJ_BEDOMBAR = "ej_bedombar"


@dataclass(frozen=True)
class TauOverTime:
    """τ per period, each array of shape (t,), in percentage points or per `per`.

    lower and upper: the 95 % band of τ for these very districts. null_upper: the 97,5th
    percentile of τ had they been equal. nan where a period has fewer than two districts.
    """

    tau: Floats
    lower: Floats
    upper: Floats
    null_upper: Floats
    change: float  # last minus first; nan when either cannot be had
    change_lower: float
    change_upper: float
    verdict: Change


def tau_over_time(
    x: ArrayLike, base: ArrayLike, kind: Kind, per: float = 1000.0,
    draws: int = DRAWS, seed: int = SEED,
) -> TauOverTime:  # fmt: skip
    """τ in each period with a bootstrap band, and the change from the first to the last.

    The band answers: these districts, their true values as far apart as estimated, what would τ
    have come out as by chance? Each draw is made around the district's value pulled towards the
    common one until their spread is τ. Periods are drawn independently; a child in two of them
    makes the band of the change a little too wide, never too narrow.

    Args:
        x: numerators or events, shape (t, k); nan where a district is not shown in a period.
        base: denominators or exposures, shape (t, k).
        kind: Kind.ANDEL or Kind.KVOT.
        per: unit of a rate.
        draws: number of draws per period.
        seed: of the draws; the same inputs give the same answer, in any order of the districts.

    Returns:
        `TauOverTime`. A change is called one when its 95 % band leaves out 0.

    Raises:
        ValueError: tables of different shape, or as in `spread.spread`.
    """
    hits = np.atleast_2d(np.asarray(x, dtype=np.float64))
    size = np.atleast_2d(np.asarray(base, dtype=np.float64))
    if hits.shape != size.shape:
        raise ValueError("täljare och nämnare ska ha samma perioder och stadsdelar")
    unit = PERCENTAGE_POINTS if kind is Kind.ANDEL else per
    found = np.full((4, hits.shape[0]), np.nan)
    drawn: list[Floats | None] = []
    for period, (counts, bases) in enumerate(zip(hits, size, strict=True)):
        shown = np.isfinite(counts) & (bases > 0)
        if shown.sum() < 2:
            drawn.append(None)
            continue
        own, children = cleaned(counts[shown], bases[shown], kind)
        tau = float(sizes(own[np.newaxis], children, kind, unit).tau[0])
        rng = np.random.default_rng([seed, period])
        around = _pulled(own, children, kind, tau / unit)
        taus = sizes(draw_counts(around, children, kind, draws, rng), children, kind, unit).tau
        common = float(own.sum() / children.sum())
        null = equal_districts(common, tuple(children.tolist()), kind, per, draws, seed).tau
        found[:, period] = (tau, *np.quantile(taus, [LOW, HIGH]), np.quantile(null, HIGH))
        drawn.append(taus)
    change, change_lower, change_upper, verdict = _change(found[0], drawn)
    return TauOverTime(
        tau=found[0],
        lower=found[1],
        upper=found[2],
        null_upper=found[3],
        change=change,
        change_lower=change_lower,
        change_upper=change_upper,
        verdict=verdict,
    )


def _pulled(x: Floats, base: Floats, kind: Kind, tau: float) -> Floats:
    common = x.sum() / base.sum()
    noise = (common * (1 - common) if kind is Kind.ANDEL else common) / base
    weight = np.sqrt(tau**2 / np.where(noise > 0, tau**2 + noise, 1.0))
    pulled: Floats = np.maximum(common + weight * (x / base - common), 0.0)
    return np.minimum(pulled, 1.0) if kind is Kind.ANDEL else pulled


def _change(tau: Floats, drawn: list[Floats | None]) -> tuple[float, float, float, Change]:
    first, last = drawn[0], drawn[-1]
    if len(drawn) < 2 or first is None or last is None:
        return float("nan"), float("nan"), float("nan"), Change.EJ_BEDOMBAR
    lower, upper = np.quantile(last - first, [LOW, HIGH]).tolist()
    verdict = Change.MINSKAR if upper < 0 else Change.OKAR if lower > 0 else Change.INGEN_SAKER
    return float(tau[-1] - tau[0]), lower, upper, verdict

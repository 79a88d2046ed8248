"""What districts that do not differ at all would show, at these very sizes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from pipelines.statistics.arrays import Floats
from pipelines.statistics.small_numbers import Kind
from pipelines.statistics.spread import Sizes, cleaned, sizes

DRAWS = 2000
SEED = 2026
LOW, HIGH = 0.025, 0.975
DIFFERS_AT = 0.002  # as for a district: many measures are looked at, and few should cry wolf
KEPT = 256  # sets of draws, of at most 100 kB each


class SpreadVerdict(StrEnum):
    """What may be said of a spread."""

    STORRE = "storre_an_slumpen"  # at most 2 in 1000 draws of equal districts are as large
    TITTA_PA = "vart_att_titta_pa"  # above the 97,5th percentile of equal districts
    SOM_SLUMPEN = "som_slumpen"


@dataclass(frozen=True)
class Reference:
    """One observed spread beside that of equal districts, in the same unit.

    observed, median, lower and upper are nan only for a ratio that does not exist because the
    smallest rate is 0 (the observed one, or at that percentile of the draws).
    """

    observed: float
    median: float
    lower: float
    upper: float
    share_at_least: float  # part of the draws at least as large as the observed
    verdict: SpreadVerdict


def null_reference(
    x: ArrayLike, base: ArrayLike, kind: Kind, per: float = 1000.0,
    draws: int = DRAWS, seed: int = SEED,
) -> dict[str, Reference]:  # fmt: skip
    """Each spread beside its seeded parametric bootstrap under equal districts.

    Args:
        x: numerators or events, shape (k,), k >= 2; only districts that may be compared.
        base: denominators or exposures, shape (k,), above 0.
        kind: Kind.ANDEL or Kind.KVOT.
        per: unit of a rate.
        draws: number of draws.
        seed: of the draws; the same inputs in any order give the same answer.

    Returns:
        "width" and "tau" (percentage points, or per `per`); for a rate also "ratio" and
        "disparity" (per cent). Draws are binomial, or Poisson, with the districts' common value.

    Raises:
        ValueError: as in `spread.spread`.
    """
    hits, size = cleaned(x, base, kind)
    observed = sizes(hits[np.newaxis], size, kind, per)
    common = float(hits.sum() / size.sum())
    drawn = equal_districts(common, tuple(size.tolist()), kind, per, draws, seed)
    names = ["width", "tau"] if kind is Kind.ANDEL else ["width", "tau", "ratio", "disparity"]
    return {
        name: _beside(float(getattr(observed, name)[0]), getattr(drawn, name)) for name in names
    }


def draw_counts(
    value: Floats, base: Floats, kind: Kind, draws: int, rng: np.random.Generator
) -> Floats:
    """Counts of districts whose true values are `value`, shape (draws, k); chance alone differs."""
    columns = [
        rng.binomial(int(n), min(v, 1.0), size=draws)
        if kind is Kind.ANDEL
        else rng.poisson(v * n, size=draws)
        for v, n in zip(value.tolist(), base.tolist(), strict=True)
    ]
    return np.stack(columns, axis=1).astype(np.float64)


@lru_cache(maxsize=KEPT)
def equal_districts(
    common: float, base: tuple[float, ...], kind: Kind, per: float, draws: int, seed: int
) -> Sizes:
    """The spreads of `draws` sets of districts with one value; kept, since L4 asks as L1 did."""
    size = np.array(base)
    rng = np.random.default_rng(seed)
    return sizes(draw_counts(np.full(size.shape, common), size, kind, draws, rng), size, kind, per)


def _beside(observed: float, drawn: Floats) -> Reference:
    # An observed percentile, not one between two draws: infinite ratios have a place in the order.
    lower, median, upper = np.quantile(drawn, [LOW, 0.5, HIGH], method="inverted_cdf").tolist()
    # Equal up to rounding counts as at least as large, and never as larger.
    hair = 1e-9 * max(1.0, abs(observed)) if np.isfinite(observed) else 0.0
    at_least = float(np.mean(drawn >= observed - hair))
    verdict = SpreadVerdict.SOM_SLUMPEN
    if observed > upper + hair:
        verdict = SpreadVerdict.STORRE if at_least <= DIFFERS_AT else SpreadVerdict.TITTA_PA
    shown = [v if np.isfinite(v) else float("nan") for v in (observed, median, lower, upper)]
    return Reference(
        observed=shown[0],
        median=shown[1],
        lower=shown[2],
        upper=shown[3],
        share_at_least=at_least,
        verdict=verdict,
    )

"""How many types of insats, when a larger caseload shows more types by itself.

For the auditor's workspace: Hurlbert's rarefaction brings districts to a common caseload, Chao1
guesses at the types not seen yet. Offers are facts and need neither: Jaccard and coverage.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from pipelines.statistics.proportions import Z95
from pipelines.statistics.risk_sets import Floats


def rarefaction(
    counts: ArrayLike, sizes: ArrayLike, total: int | None = None, z: float = Z95
) -> tuple[Floats, Floats, Floats]:
    """The number of types expected in a smaller caseload, with limits.

    Args:
        counts: per type, shape (k,): insatser, or (better) children who had the type.
        sizes: the caseloads asked about, shape (m,), whole numbers 0 to the total.
        total: the caseload itself. None is the sum of the counts; give the number of children
            where counts are children per type, since a child may have several types.
        z: normal quantile.

    Returns:
        Expected number of types and its lower and upper limits, each of shape (m,). The limits
        hold the uncertainty of the whole caseload as a sample of what the district does.

    Raises:
        ValueError: a count is negative, broken or larger than the total, or a size is outside
            0 to the total.

    Source: Hurlbert, Ecology 52 (1971); unconditional variance by Colwell et al., J Plant Ecol 5
        (2012), equation 5.
    """
    seen = _counts(counts)
    whole = int(seen.sum()) if total is None else total
    drawn = np.asarray(sizes, dtype=np.float64)
    if np.any(seen > whole):
        raise ValueError("en typ kan inte förekomma oftare än det finns fall")
    if np.any(drawn < 0) or np.any(drawn > whole) or np.any(drawn != np.floor(drawn)):
        raise ValueError("storleken ska vara ett helt tal från noll till antalet fall")
    rest = whole - seen[:, None]
    # A draw larger than all other cases cannot miss the type.
    certain = drawn[None, :] > rest
    left = np.where(certain, 0.0, rest - drawn[None, :])
    log_missed = gammaln(rest + 1) - gammaln(left + 1) - gammaln(whole + 1)
    missed = np.where(certain, 0.0, np.exp(log_missed + gammaln(whole - drawn + 1)[None, :]))
    found = 1 - missed
    value = found.sum(axis=0)
    there = chao1(seen)
    variance = (found**2).sum(axis=0) - (value**2 / there if there else 0.0)
    spread = z * np.sqrt(np.clip(variance, 0.0, None))
    return (
        value,
        np.maximum(value - spread, np.minimum(drawn, 1.0 if there else 0.0)),
        value + spread,
    )


def chao1(counts: ArrayLike) -> float:
    """A lower bound for the number of types that would be seen in the long run.

    Args:
        counts: cases per type, shape (k,).

    Returns:
        S + f1(f1 - 1) / (2(f2 + 1)), f1 and f2 the types seen once and twice.

    Raises:
        ValueError: a count is negative or broken.

    Source: Chao, Scand J Stat 11 (1984), in its bias-corrected form.
    """
    seen = _counts(counts)
    once, twice = int(np.sum(seen == 1)), int(np.sum(seen == 2))
    return len(seen) + once * (once - 1) / (2 * (twice + 1))


def sample_coverage(counts: ArrayLike) -> float:
    """The share of the next cases that would be of a type already seen; nan without cases.

    Args:
        counts: cases per type, shape (k,).

    Returns:
        Good's 1 - f1/n, a fraction of one.

    Raises:
        ValueError: a count is negative or broken.

    Source: Good, Biometrika 40 (1953).
    """
    seen = _counts(counts)
    return float(1 - np.sum(seen == 1) / seen.sum()) if len(seen) else float("nan")


def jaccard(offers: ArrayLike) -> Floats:
    """How alike the offers of each two districts are.

    Args:
        offers: which district offers which type, booleans of shape (districts, types).

    Returns:
        Types in common divided by types in either, shape (districts, districts), 0 to 1; nan for
        two districts that offer nothing.

    Source: Jaccard, New Phytol 11 (1912).
    """
    has = _offers(offers)
    common = has @ has.T
    each = has.sum(axis=1)
    either = each[:, None] + each[None, :] - common
    return np.where(either > 0, common / np.where(either > 0, either, 1.0), np.nan)


def catalogue_coverage(offers: ArrayLike, catalogue: ArrayLike) -> Floats:
    """The share of a base catalogue that each district offers.

    Args:
        offers: booleans of shape (districts, types).
        catalogue: which types belong to it, booleans of shape (types,).

    Returns:
        Fractions of one, shape (districts,); nan for an empty catalogue.

    Raises:
        ValueError: the shapes do not fit.
    """
    has, base = _offers(offers), np.asarray(catalogue, dtype=bool)
    if base.shape != has.shape[1:]:
        raise ValueError("katalogen ska ha lika många typer som utbudet")
    return has[:, base].mean(axis=1) if base.any() else np.full(len(has), np.nan)


def population_coverage(offers: ArrayLike, children: ArrayLike) -> Floats:
    """The share of the city's children who live where a type is offered.

    Args:
        offers: booleans of shape (districts, types).
        children: number of children, shape (districts,), >= 0.

    Returns:
        Fractions of one, shape (types,); nan in a city without children.

    Raises:
        ValueError: the shapes do not fit or a number is negative.
    """
    has, living = _offers(offers), np.asarray(children, dtype=np.float64)
    if living.shape != has.shape[:1] or not np.all(living >= 0):
        raise ValueError("antalet barn ska vara noll eller mer, ett tal för varje stadsdel")
    city = living.sum()
    return living @ has / city if city > 0 else np.full(has.shape[1], np.nan)


def _counts(counts: ArrayLike) -> Floats:
    """The types that occur; a type that does not says nothing."""
    given = np.asarray(counts, dtype=np.float64)
    if not np.all(np.isfinite(given)) or np.any(given < 0) or np.any(given != np.floor(given)):
        raise ValueError("ett antal ska vara ett helt tal från noll")
    return given[given > 0]


def _offers(offers: ArrayLike) -> NDArray[np.float64]:
    has = np.asarray(offers, dtype=bool)
    if has.ndim != 2:
        raise ValueError("utbudet ska vara en tabell: stadsdelar gånger typer")
    return has.astype(np.float64)

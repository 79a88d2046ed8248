"""Insatser of which a child can have several: the children are independent, the insatser not.

Tests, funnels and spreads of such counts take the design effect of the city, from here. Where each
child's number is known it is `design_effect`; where only totals are, `alike_effect`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from pipelines.statistics.arrays import Estimate, Floats, floats
from pipelines.statistics.proportions import Z95
from pipelines.statistics.rates import rate, refuse_negative


def design_effect(children_by_count: ArrayLike) -> Floats:
    """How much wider the variance of a sum is because some children have several insatser.

    Args:
        children_by_count: shape (m, F); column f - 1 holds the children with f insatser.

    Returns:
        Shape (m,): sum of f² times children, divided by the number of insatser; 1 where each
        child has one, and where there is none.
    """
    children = np.atleast_2d(np.asarray(children_by_count, dtype=np.float64))
    f = np.arange(1, children.shape[1] + 1)
    total, variance = children @ f, children @ f**2
    return np.where(total > 0, variance / np.where(total > 0, total, 1.0), 1.0)


def alike_effect(rows: ArrayLike, children: ArrayLike) -> Floats:
    """The design effect from totals alone, if all rows of a child say the same thing.

    Rows of one child that are quite alike weigh as their squares: the effect is then the sum of f²
    over the sum of f. With m rows a child and numbers of rows that fall off geometrically, that is
    2m - 1. For a share, give the children with a row in the numerator plus those with one outside
    it: a child with both is no proof of likeness, counts twice, and brings the effect down.

    Args:
        rows: rows, shape (m,).
        children: distinct children behind them, shape (m,), above 0 where there are rows; for a
            share those of each side, added.

    Returns:
        Shape (m,): 2 · rows / children - 1, at least 1; 1 where there is no row.

    Raises:
        ValueError: a negative number, or rows without a child.

    Source: Kish, Survey Sampling (1965), 8.2, with the within-child correlation 1; the second
    moment of a geometric count is 2m² - m.
    """
    total, people = floats(rows, children)
    refuse_negative(total)
    refuse_negative(people)
    if np.any((total > 0) & (people == 0)):
        raise ValueError("rader utan barn: kontrollera antalet barn bakom talet")
    return np.maximum(2 * total / np.where(people > 0, people, 1.0) - 1, 1.0)


def effective_share(x: ArrayLike, n: ArrayLike, effect: ArrayLike = 1.0) -> tuple[Floats, Floats]:
    """The same shares on as many independent observations as n rows are worth.

    Args:
        x: numerators, shape (m,).
        n: denominators, shape (m,).
        effect: the design effect, one value or shape (m,), at least 1.

    Returns:
        Numerators (broken numbers) and denominators (n / effect rounded down, at least 1 where n
        is), each of shape (m,). The shares x / n stay as they are.

    Raises:
        ValueError: an effect below 1.
    """
    hits, size, wider = floats(x, n, effect)
    refuse_narrower(wider)
    fewer = np.maximum(np.floor(size / wider + 1e-9), np.minimum(size, 1.0))
    return np.where(size > 0, hits * fewer / np.where(size > 0, size, 1.0), hits), fewer


def widened(estimate: Estimate, effect: ArrayLike) -> Estimate:
    """The limits of independent rows, moved out by the root of the design effect.

    Args:
        estimate: estimates with limits, shape (m,).
        effect: the design effect, one value or shape (m,), at least 1.

    Returns:
        The same estimates with limits √effect times as far away. Limits of a share are better
        widened by their z, which keeps them within 0 and 1.

    Raises:
        ValueError: an effect below 1.
    """
    value, lower, upper, wider = floats(*estimate, effect)
    refuse_narrower(wider)
    root = np.sqrt(wider)
    return Estimate(value, value - root * (value - lower), value + root * (upper - value))


def refuse_narrower(effect: Floats) -> None:
    """Refuse a design effect below 1 (ValueError): a child's rows never add knowledge."""
    if np.any(effect < 1):
        raise ValueError("designeffekten är minst 1")


def clustered_rate(
    children_by_count: ArrayLike, exposure: ArrayLike, z: float = Z95, per: float = 1000.0
) -> Estimate:
    """Insatser per 1 000 children where a child can have several.

    Insatser of one child do not come independently, so the number of children with f insatser is
    what is Poisson, and the variance of the sum is the sum of f² times those children.

    Args:
        children_by_count: shape (m, F); column f - 1 holds the children with f insatser.
        exposure: children living there, shape (m,).
        z: normal quantile; 1.96 for 95 %, 3.09 for 99,8 %.
        per: unit of the answer.

    Returns:
        Rates and limits per `per`, the lower at least 0; nan where the exposure is 0.

    Raises:
        ValueError: a negative count or exposure, or insatser without exposure.

    Source: Dobson et al., Statistics in Medicine 10 (1991); independent_events = FALSE in
    PHEindicatormethods.
    """
    children = np.atleast_2d(np.asarray(children_by_count, dtype=np.float64))
    refuse_negative(children)
    total, people = floats(children @ np.arange(1, children.shape[1] + 1), exposure)
    plain = rate(total, people, z, per)
    wide = widened(plain, design_effect(children))
    return Estimate(wide.value, np.maximum(wide.lower, 0.0), wide.upper)

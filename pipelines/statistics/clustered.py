"""Insatser of which a child can have several: the children are independent, the insatser not.

Tests, funnels and spreads of such counts take the design effect of the city, from here.
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
    wider = np.sqrt(design_effect(children))
    return Estimate(
        plain.value,
        np.maximum(plain.value - wider * (plain.value - plain.lower), 0.0),
        plain.value + wider * (plain.upper - plain.value),
    )

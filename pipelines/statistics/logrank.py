"""Do the districts wait equally long? The log-rank test for all at once and for each alone.

With competing ends the test compares the pace of follow-ups among those still open (the
cause-specific rate); other ends are rows still open until then. The share that ever has a
follow-up is compared on the due day: see `due_day`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2, norm

from pipelines.statistics.multiplicity import holm
from pipelines.statistics.risk_sets import Floats, count_ends, number_at_risk, observations

HAIR = 1e-9


@dataclass(frozen=True)
class LogRank:
    """The test of all groups; `degrees` is the number of comparisons it holds."""

    chi2: float
    degrees: int
    p: float


@dataclass(frozen=True)
class AgainstRest:
    """Each group against all others; arrays of shape (k,) in the order of `group`.

    `observed` and `expected` count events; more observed than expected is faster than the rest.
    `z` is the standardised difference, `p` its two-sided level, `p_holm` the same allowing for k
    tests. A group nobody can be compared with has z 0 and p 1.
    """

    group: tuple[str, ...]
    observed: Floats
    expected: Floats
    z: Floats
    p: Floats
    p_holm: Floats


def logrank(
    time: ArrayLike, event: ArrayLike, group: ArrayLike, entry: ArrayLike | None = None
) -> LogRank:
    """Test that all groups have the same pace of events.

    Args:
        time: days followed, shape (n,).
        event: 1 for the event, 0 for open (or ended otherwise), shape (n,).
        group: name of the group, shape (n,).
        entry: the day after which the row is under observation, shape (n,), or None.

    Returns:
        Chi-square with one degree less than the groups that can be told apart; p is 1 where no
        two can.

    Raises:
        ValueError: as `risk_sets.observations`, or group has another length.

    Source: Mantel, Cancer Chemother Rep 50 (1966); Klein & Moeschberger (2003), 7.3.
    """
    _, observed, expected, covariance = _tally(time, event, group, entry)
    size, axes = np.linalg.eigh(covariance)
    # The gaps sum to zero, so one direction says nothing; rounding leaves it a hair of variance.
    told = size > HAIR * max(size.sum(), HAIR)
    degrees = int(told.sum())
    if degrees == 0:
        return LogRank(0.0, 0, 1.0)
    gaps = axes[:, told].T @ (observed - expected)
    statistic = float(np.sum(gaps**2 / size[told]))
    return LogRank(statistic, degrees, float(chi2.sf(statistic, degrees)))


def each_against_rest(
    time: ArrayLike, event: ArrayLike, group: ArrayLike, entry: ArrayLike | None = None
) -> AgainstRest:
    """The log-rank test of each group against all others, with Holm's correction.

    Args:
        time: days followed, shape (n,).
        event: 1 for the event, 0 for open (or ended otherwise), shape (n,).
        group: name of the group, shape (n,).
        entry: the day after which the row is under observation, shape (n,), or None.

    Returns:
        One test a group, sorted by name.

    Raises:
        ValueError: as `logrank`.
    """
    names, observed, expected, covariance = _tally(time, event, group, entry)
    spread = np.sqrt(np.diag(covariance))
    told = spread > HAIR
    z = np.where(told, (observed - expected) / np.where(told, spread, 1.0), 0.0)
    p = 2 * norm.sf(np.abs(z))
    return AgainstRest(names, observed, expected, z, p, holm(p))


def _tally(
    time: ArrayLike, event: ArrayLike, group: ArrayLike, entry: ArrayLike | None
) -> tuple[tuple[str, ...], Floats, Floats, Floats]:
    """Names (k), observed and expected events (k), and the gaps' covariance (k, k)."""
    seen, ended, since = observations(time, event, entry)
    if np.any(ended > 1):
        raise ValueError("en händelse ska vara 0 eller 1")
    belongs = np.asarray(group).astype(str)
    if belongs.shape != seen.shape:
        raise ValueError("listan över grupper ska vara lika lång som tiderna")
    names = tuple(str(name) for name in np.unique(belongs))
    days = np.unique(seen[ended == 1])
    if not len(days):
        k = len(names)
        return names, np.zeros(k), np.zeros(k), np.zeros((k, k))
    members = [belongs == name for name in names]
    n = np.array([number_at_risk(seen[rows], days, since[rows]) for rows in members], dtype=float)
    d = np.array([count_ends(seen, rows & (ended == 1), days) for rows in members], dtype=float)
    everyone, events = n.sum(axis=0), d.sum(axis=0)
    share = n / everyone
    # Hypergeometric on each day; with one row at risk the day says nothing.
    weight = events * (everyone - events) / np.where(everyone > 1, everyone - 1, np.inf)
    covariance = np.diag(share @ weight) - (share * weight) @ share.T
    return names, d.sum(axis=1), (share * events).sum(axis=1), covariance

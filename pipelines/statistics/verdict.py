"""L2: each district against the rest of the city, by one exact test.

The test is conditional: of the city's events, how many would fall in the district if it were like
the rest? That count is hypergeometric for a share (Fisher's exact test) and binomial for a rate.
Each tail is held at half the level, so a district like all others differs at 99,8 % at most twice
in a thousand, however small it is. `funnel` draws its lines from the same tails.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from pipelines.statistics.arrays import Floats, check_counts, check_exposed, floats
from pipelines.statistics.clustered import refuse_narrower
from pipelines.statistics.small_numbers import COMPARE_FROM
from pipelines.statistics.tails import binomial_below, hypergeometric_below

DIFFERS_AT = 0.002  # 99,8 %
LOOK_AT = 0.05  # 95 %
ROUNDING = 1e-9


class Verdict(StrEnum):
    """What may be said of a district."""

    SKILJER_UPP = "skiljer_sig_upp"
    SKILJER_NER = "skiljer_sig_ner"
    TITTA_PA = "vart_att_titta_pa"
    VANTAD = "inom_vantad_variation"
    FOR_FA = "for_fa"
    SKYDDAD = "skyddad"
    EJ_JAMFORBAR = "ej_jamforbar"


class Comparison(NamedTuple):
    """p-values (two-sided) and directions (-1 below the rest, 0 the same, 1 above), shape (m,).

    p is nan and the direction 0 where there is nothing to test: a hidden cell, no rest.
    """

    p_value: Floats
    direction: NDArray[np.int8]


@dataclass(frozen=True)
class Verdicts:
    """One entry a district, all of shape (m,); texts are codes, and the reason is "" or a code."""

    code: NDArray[np.str_]
    direction: NDArray[np.int8]
    p_value: Floats
    reason: NDArray[np.str_]


def compare_shares(
    x: ArrayLike, n: ArrayLike, city_x: ArrayLike, city_n: ArrayLike,
    design_effect: ArrayLike = 1.0,
) -> Comparison:  # fmt: skip
    """Fisher's exact test of each district's share against the rest of the city.

    Args:
        x: the districts' numerators, shape (m,); nan for a hidden cell.
        n: the districts' denominators, shape (m,).
        city_x: the city's numerator, the district included; one value or shape (m,).
        city_n: the city's denominator, the district included; one value or shape (m,).
        design_effect: the city's (`clustered`), 1 where a child counts once. The test's normal
            quantile is divided by its root.

    Returns:
        Twice the tail on the side where the district lies, at most 1.

    Raises:
        ValueError: a district holds more than the city, a numerator more than its denominator, or
            a design effect below 1.

    Source: Fisher's exact test, two-sided by doubling; scipy.stats.hypergeom for its tails. The
    design effect as in Rao & Scott's first-order correction, Ann Stat 12 (1984).
    """
    hits, size, ones, whole, effect = floats(x, n, city_x, city_n, design_effect)
    refuse_narrower(effect)
    check_counts(hits, size)
    check_counts(ones - hits, whole - size)
    lean = hits * whole - size * ones
    tested = np.isfinite(lean) & (size > 0) & (size < whole)
    # Above the rest is below it for what was not counted: the same tail serves both.
    below = np.where(lean > 0, size - hits, hits)
    kind = np.where(lean > 0, whole - ones, ones)
    tail = np.full(hits.shape, np.nan)
    tail[tested] = hypergeometric_below(below[tested], size[tested], kind[tested], whole[tested])
    tail = np.where(effect > 1, special.ndtr(special.ndtri(tail) / np.sqrt(effect)), tail)
    return _test(tail, lean, tested)


def compare_rates(
    x: ArrayLike, exposure: ArrayLike, city_x: ArrayLike, city_exposure: ArrayLike,
    design_effect: ArrayLike = 1.0,
) -> Comparison:  # fmt: skip
    """Exact conditional test of each district's rate against the rest of the city.

    Args:
        x: the districts' events, shape (m,); nan for a hidden cell.
        exposure: children living in each district; for a standardised ratio, the expected counts.
        city_x: the city's events, the district included; one value or shape (m,).
        city_exposure: the city's children; for a standardised ratio, the city's events.
        design_effect: the city's variance per event (`clustered`), 1 where a child
            counts once. Counts are divided by it, and rounded towards no difference.

    Returns:
        Twice the tail on the side where the district lies, at most 1.

    Raises:
        ValueError: a district holds more than the city, events without exposure, or a design
            effect below 1.

    Source: Przyborowski & Wilenski 1940: given the city's events, the district's are binomial
    with the district's part of the exposure.
    """
    events, people, all_events, everyone, effect = floats(
        x, exposure, city_x, city_exposure, design_effect
    )
    check_exposed(events, people)
    refuse_narrower(effect)
    slack = ROUNDING * np.abs(everyone)  # expected counts carry rounding
    if np.any(events > all_events) or np.any(people > everyone + slack):
        raise ValueError("en stadsdel har fler än hela staden: kontrollera stadens rad")
    lean = events * everyone - people * all_events
    tested = np.isfinite(lean) & (people > 0) & (people < everyone)
    part = np.divide(people, everyone, out=np.zeros_like(people), where=tested)
    units = np.floor(all_events / effect + ROUNDING)
    above = lean > 0
    low = np.ceil(events / effect - ROUNDING)
    high = np.floor(events / effect + ROUNDING)
    count, chance = np.where(above, units - high, low), np.where(above, 1 - part, part)
    tail = np.full(events.shape, np.nan)
    tail[tested] = binomial_below(count[tested], units[tested], chance[tested])
    return _test(tail, lean, tested)


def judge(
    test: Comparison, n: ArrayLike, state: ArrayLike | None = None, reason: ArrayLike | None = None
) -> Verdicts:
    """The verdict on each district.

    Args:
        test: of `compare_shares` or `compare_rates`.
        n: denominators (children), shape (m,); below 20 there is no comparison.
        state: status of each cell, shape (m,): visad, for_fa, skyddad, strukturell_nolla,
            ej_mogen or saknas; None when all are visad.
        reason: why a district must not be compared, shape (m,); "" where it may be.

    Returns:
        `Verdicts`. A protected cell is skyddad whatever else holds, and tells no direction and no
        p-value, nor does any cell that is not compared. The reason of ej_jamforbar is the given
        one, else the cell's status, else ingen_ovrig_stad.
    """
    (size,) = floats(n)
    shape = test.p_value.shape
    states = np.full(shape, "visad", dtype="U32") if state is None else np.asarray(state, "U32")
    why = np.full(shape, "", dtype="U64") if reason is None else np.asarray(reason, "U64").copy()
    apart = (states != "visad") & (states != "for_fa") & (states != "skyddad")
    why = np.where((why == "") & apart, states, why)
    p, way = test.p_value, test.direction
    code = np.full(shape, Verdict.VANTAD, dtype="U24")
    code[p <= LOOK_AT] = Verdict.TITTA_PA
    code[(p <= DIFFERS_AT) & (way > 0)] = Verdict.SKILJER_UPP
    code[(p <= DIFFERS_AT) & (way < 0)] = Verdict.SKILJER_NER
    why = np.where((why == "") & np.isnan(p), "ingen_ovrig_stad", why)
    few = (size < COMPARE_FROM) | (states == "for_fa")
    code[why != ""] = Verdict.EJ_JAMFORBAR
    code[few & ~apart] = Verdict.FOR_FA
    code[states == "skyddad"] = Verdict.SKYDDAD
    why[code != Verdict.EJ_JAMFORBAR] = ""
    compared = np.isin(code, [Verdict.FOR_FA, Verdict.SKYDDAD, Verdict.EJ_JAMFORBAR], invert=True)
    return Verdicts(
        code=code,
        direction=np.where(compared, way, 0).astype(np.int8),
        p_value=np.where(compared, p, np.nan),
        reason=why,
    )


def _test(tail: Floats, lean: Floats, tested: NDArray[np.bool_]) -> Comparison:
    p = np.where(lean == 0, 1.0, np.minimum(2 * tail, 1.0))
    way = np.where(tested, np.sign(lean), 0).astype(np.int8)
    return Comparison(np.where(tested, p, np.nan), way)

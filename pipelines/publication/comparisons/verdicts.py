"""L2: each district against the rest of the city, with its funnel and what it differs by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.publication.address import format_address
from pipelines.publication.comparisons.clusters import Effects, effect_of
from pipelines.publication.comparisons.subjects import CHART, CITY, Subject
from pipelines.publication.status import Status
from pipelines.statistics.arrays import Estimate, Floats
from pipelines.statistics.clustered import widened
from pipelines.statistics.funnel import Lines, rate_limits, share_limits
from pipelines.statistics.proportions import Z95, Z998, difference_from_rest
from pipelines.statistics.rates import rate_difference, rate_ratio
from pipelines.statistics.verdict import Comparison, compare_rates, compare_shares, judge

_ADDRESS: Final = ["matt", "enhet", "period", "dimension", "dimension_varde"]
_NUMBERS: Final = [
    "p", "skillnad", "skillnad_undre", "skillnad_ovre", "kvot", "kvot_undre", "kvot_ovre",
    "grans95_undre", "grans95_ovre", "grans998_undre", "grans998_ovre", "designeffekt",
]  # fmt: skip
COLUMNS: Final = ["adress", *_ADDRESS, "utslag", "riktning", "orsak", *_NUMBERS]


class Found(NamedTuple):
    """What is computed for districts that are compared in the same way."""

    test: Comparison
    apart: Estimate
    ratio: Estimate
    inner: Lines
    outer: Lines


def verdicts(
    known: pd.DataFrame, among: pd.DataFrame, subjects: Mapping[str, Subject],
    effects: Effects | None,
) -> pd.DataFrame:  # fmt: skip
    """One row a district and chart, with the columns of `COLUMNS`.

    Args:
        known: the cells of compared measures, the city's among them.
        among: those of the districts.
        subjects: how each measure is compared.
        effects: design effects, or None.

    Returns:
        Limits and differences of a rate are in its unit; `kvot` (its rate divided by that of the
        rest) is nan for a share. A district that is not compared has a verdict and no number.
    """
    rows = among.sort_values([*CHART, "enhet"]).merge(_cities(known), on=CHART, how="left")
    kinds = rows["matt"].map(lambda matt: (subjects[matt].is_share, subjects[matt].per))
    parts = [
        _judged(
            rows[kinds == kind].reset_index(drop=True),
            is_share=kind[0],
            per=kind[1],
            effects=effects,
        )
        for kind in sorted(set(kinds))
    ]
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    found = pd.concat(parts).sort_values([*CHART, "enhet"], ignore_index=True)
    found["adress"] = [
        format_address(*key) for key in found[_ADDRESS].itertuples(index=False, name=None)
    ]
    return found[COLUMNS]


def _cities(known: pd.DataFrame) -> pd.DataFrame:
    """The city's numbers where it is shown."""
    shown = known[(known["enhet"] == CITY) & (known["status"] == Status.VISAD)]
    return shown[[*CHART, "taljare", "namnare"]].rename(
        columns={"taljare": "stad_x", "namnare": "stad_n"}
    )


def _judged(
    rows: pd.DataFrame, is_share: bool, per: float, effects: Effects | None
) -> pd.DataFrame:
    x, n, city_x, city_n = (
        np.array(rows[name].astype("float64"), dtype=np.float64)
        for name in ("taljare", "namnare", "stad_x", "stad_n")
    )
    pairs = rows[["matt", "period"]].itertuples(index=False, name=None)
    effect = np.array([effect_of(effects, str(matt), str(period)) for matt, period in pairs])
    reason = _reasons(is_share, x, n, city_x, city_n, effect)
    compared = np.isfinite(x) & np.isfinite(n) & (reason == "")
    x, size, city_x, city_n = (np.where(compared, a, np.nan) for a in (x, n, city_x, city_n))
    found = _found(is_share, per, x, size, city_x, city_n, np.where(compared, effect, 1.0))
    status = rows["status"].to_numpy()
    said = judge(found.test, n, status, np.where(status == Status.VISAD, reason, ""))
    judged = np.isfinite(said.p_value)
    numbers = (
        said.p_value, *found.apart, *found.ratio, *found.inner, *found.outer, effect
    )  # fmt: skip
    return rows[_ADDRESS].assign(
        utslag=said.code.astype(object),
        riktning=said.direction.astype(np.int64),
        orsak=said.reason.astype(object),
        **{
            name: np.where(judged, part, np.nan)
            for name, part in zip(_NUMBERS, numbers, strict=True)
        },
    )


def _reasons(
    is_share: bool, x: Floats, n: Floats, city_x: Floats, city_n: Floats, effect: Floats
) -> NDArray[np.str_]:
    """Why a shown district must not be compared; the first of them that holds."""
    more = (x > city_x) | (n > city_n)
    if is_share:
        more |= city_x - x > city_n - n
    return np.select(
        [np.isnan(city_n), np.isnan(effect), more, (n == city_n) & np.isfinite(x)],
        ["staden_visas_inte", "for_fa_barn", "gar_inte_ihop", "ingen_ovrig_stad"],
        default="",
    )


def _found(
    is_share: bool, per: float, x: Floats, n: Floats, city_x: Floats, city_n: Floats,
    effect: Floats,
) -> Found:  # fmt: skip
    if is_share:
        none = np.full(x.shape, np.nan)
        return Found(
            compare_shares(x, n, city_x, city_n, effect),
            difference_from_rest(x, n, city_x, city_n, Z95 * np.sqrt(effect)),
            Estimate(none, none, none),
            share_limits(n, city_x, city_n, Z95, effect),
            share_limits(n, city_x, city_n, Z998, effect),
        )
    rest_x, rest_n = city_x - x, city_n - n
    return Found(
        compare_rates(x, n, city_x, city_n, effect),
        widened(rate_difference(x, n, rest_x, rest_n, Z95, per), effect),
        rate_ratio(x, n, rest_x, rest_n, Z95 * np.sqrt(effect)),
        rate_limits(n, city_x, city_n, Z95, per, effect),
        rate_limits(n, city_x, city_n, Z998, per, effect),
    )

"""The comparisons that are published beside the figures: L1, L2 and L4, of shown cells alone.

Nothing here sees a number that a reader does not: whoever has the figures can compute it all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from pipelines.measures import Measure
from pipelines.publication.address import format_address
from pipelines.publication.status import Status
from pipelines.statistics.funnel import share_limits
from pipelines.statistics.null_reference import null_reference
from pipelines.statistics.proportions import Z95, Z998, difference_from_rest
from pipelines.statistics.small_numbers import COMPARE_FROM, Kind
from pipelines.statistics.spread import spread
from pipelines.statistics.trend import tau_over_time
from pipelines.statistics.verdict import compare_shares, judge

CITY = "stad"
_SERIES = ["matt", "dimension", "dimension_varde"]
_CHART = [*_SERIES, "period"]
_TWO = 2  # periods; one has no change
_LEAST = 3  # districts; the spread of two is a difference, and needs no reference
VERDICTS = [
    "adress", "matt", "enhet", "period", "dimension", "dimension_varde", "utslag", "riktning",
    "orsak", "p", "skillnad", "skillnad_undre", "skillnad_ovre",
    "grans95_undre", "grans95_ovre", "grans998_undre", "grans998_ovre",
]  # fmt: skip
SPREADS = [
    *_CHART, "stadsdelar", "bredd", "tau", "q", "i2", "p",
    "bredd_slump_median", "bredd_slump_undre", "bredd_slump_ovre", "bredd_utslag",
    "tau_slump_median", "tau_slump_undre", "tau_slump_ovre", "tau_utslag",
]  # fmt: skip
_BREAKS = {"2025", "2025H2"}  # the law of 2025-07-01, and population statistics from 2025 (L4)
TRENDS = [
    *_CHART, "periodslag", "brott", "tau", "undre", "ovre", "slump_ovre",
    "forandring", "forandring_undre", "forandring_ovre", "utslag",
]  # fmt: skip


def compare(
    cells: pd.DataFrame,
    measures: Mapping[str, Measure],
    districts: Sequence[str],
    periods: pd.DataFrame,
) -> dict[str, pd.DataFrame]:
    """The tables `utslag` (L2), `spridning` (L1) and `forandring` (L4).

    Args:
        cells: the published cells (`cells.publish`).
        measures: the measures by id; shares of beslut, barn and the like are compared, offers not.
        districts: codes of the districts that are compared with each other.
        periods: `dim_period` (period, slag).

    Returns:
        Shares and limits as fractions of one; widths and τ in percentage points. Deterministic:
        the draws have a fixed seed.
    """
    compared = [id_ for id_, m in measures.items() if m.form == "andel" and m.intervall != "inget"]
    shares = cells[cells["matt"].isin(compared)]
    among = shares[shares["enhet"].isin(districts)]
    kinds = dict(periods[["period", "slag"]].itertuples(index=False, name=None))
    return {
        "utslag": pd.DataFrame(_verdicts(shares, among), columns=VERDICTS),
        "spridning": pd.DataFrame(_spreads(among), columns=SPREADS),
        "forandring": pd.DataFrame(_trends(among, kinds), columns=TRENDS),
    }


def _verdicts(shares: pd.DataFrame, among: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    cities = shares[(shares["enhet"] == CITY) & (shares["status"] == Status.VISAD)]
    whole = {
        tuple(key): (x, n)
        for *key, x, n in cities[[*_CHART, "taljare", "namnare"]].itertuples(index=False, name=None)
    }
    for key, chart in among.groupby(_CHART, sort=True):
        x, n = (chart[name].astype("float64").to_numpy() for name in ("taljare", "namnare"))
        city_x, city_n = whole.get(key, (np.nan, np.nan))
        known = np.isfinite(x) & np.isfinite(n) & np.isfinite(city_n)
        x, n = np.where(known, x, np.nan), np.where(known, n, np.nan)
        test = compare_shares(x, n, city_x, city_n)
        reason = np.where(np.isfinite(city_n), "", "staden_visas_inte")
        reasons = np.where(chart["status"] == Status.VISAD, reason, "")
        said = judge(test, n, chart["status"].to_numpy(), reasons)
        judged = np.isfinite(said.p_value)
        apart = difference_from_rest(x, n, city_x, city_n)
        lines = [
            limit
            for z in (Z95, Z998)
            for limit in share_limits(np.where(judged, n, np.nan), city_x, city_n, z)
        ]
        numbers = [np.where(judged, part, np.nan) for part in (said.p_value, *apart)]
        for place, unit in enumerate(chart["enhet"]):
            matt, dimension, value, period = map(str, key)
            yield (
                format_address(matt, unit, period, dimension, value),
                *(matt, unit, period, dimension, value, str(said.code[place])),
                int(said.direction[place]),
                str(said.reason[place]),
                *(float(part[place]) for part in (*numbers, *lines)),
            )


def _spreads(among: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    shown = among[(among["status"] == Status.VISAD) & (among["namnare"] >= COMPARE_FROM)]
    for key, chart in shown.groupby(_CHART, sort=True):
        if len(chart) < _LEAST:
            continue
        x, n = (chart[name].astype("float64").to_numpy() for name in ("taljare", "namnare"))
        found = spread(x, n, Kind.ANDEL)
        chance = null_reference(x, n, Kind.ANDEL)
        numbers = (found.width, found.tau, found.q, found.i2, found.p_value)
        beside = [
            part
            for name in ("width", "tau")
            for part in (
                *(chance[name].median, chance[name].lower, chance[name].upper),
                str(chance[name].verdict),
            )
        ]
        yield (*key, len(chart), *numbers, *beside)


def _trends(among: pd.DataFrame, kinds: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    shown = among[(among["status"] == Status.VISAD) & (among["namnare"] >= COMPARE_FROM)]
    series = shown.assign(periodslag=shown["period"].map(kinds))
    for (*key, kind), rows in series.groupby([*_SERIES, "periodslag"], sort=True):
        x, n = (
            rows.pivot_table(index="period", columns="enhet", values=name).sort_index()
            for name in ("taljare", "namnare")
        )
        if len(x) < _TWO:
            continue
        over = tau_over_time(x.to_numpy(dtype=float), n.to_numpy(dtype=float), Kind.ANDEL)
        change = (over.change, over.change_lower, over.change_upper, str(over.verdict))
        for place, period in enumerate(x.index):
            numbers = (over.tau, over.lower, over.upper, over.null_upper)
            parts = (float(part[place]) for part in numbers)
            yield (*key, period, kind, period in _BREAKS, *parts, *change)

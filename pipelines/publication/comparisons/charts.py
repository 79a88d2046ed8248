"""Control charts of the districts' quarters: is the latest more than the usual swing?

Limits rest on shown quarters, are locked on the first twelve, and move only at a break that the
measure itself declares. They are published with a version; given back, they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from pipelines.measures import Measure
from pipelines.publication.comparisons import breaks
from pipelines.publication.comparisons.clusters import Effects, effect_of
from pipelines.publication.comparisons.subjects import (
    CITY,
    SERIES,
    Subject,
    may_be_charted,
    subject,
)
from pipelines.publication.status import Status
from pipelines.statistics.arrays import Floats
from pipelines.statistics.control_charts import Chart, Kind, Locked, control_chart
from pipelines.statistics.false_alarms import FalseAlarms, false_alarms
from pipelines.statistics.small_numbers import COMPARE_FROM
from pipelines.statistics.small_numbers import Kind as Figure

QUARTER: Final = "kvartal"
_NAME: Final = ["matt", "enhet", "dimension", "dimension_varde"]
COLUMNS: Final = [
    *_NAME, "period", "slag", "varde", "undre", "nara_undre", "mitt", "nara_ovre", "ovre",
    "regel", "senaste", "signal", "riktning", "preliminar", "gransversion",
    "diagram", "falsklarm_vantade", "falsklarm_minst_ett",
]  # fmt: skip
LIMITS: Final = [*_NAME, "segment", "slag", "mitt", "rorlighet", "forsta", "sista", "punkter",
                 "gransversion"]  # fmt: skip
_KINDS: Final[dict[Figure, Kind]] = {Figure.ANDEL: "p", Figure.KVOT: "u", Figure.ANTAL: "xmr"}
Rows = list[tuple[object, ...]]


def control_charts(
    cells: pd.DataFrame, measures: Mapping[str, Measure], districts: Sequence[str],
    periods: pd.DataFrame, effects: Effects | None, limits: pd.DataFrame | None,
) -> tuple[Rows, Rows]:  # fmt: skip
    """The tables `styrdiagram` (a row a point) and `styrgranser` (a row a locked segment).

    Args:
        cells: the published cells.
        measures: the measures by id.
        districts: codes of the districts; the city has a chart beside theirs.
        periods: `dim_period`.
        effects: design effects, or None; a quarter whose effect is not known is left out.
        limits: `styrgranser` of an earlier night, or None.

    Returns:
        Shares as fractions of one, rates in their unit, counts as they are. A quarter that is not
        shown is a gap. `signal` is the rule that the latest quarter takes part in, told on its
        row; `falsklarm_*` are for the `diagram` charts of the measure together.
    """
    known = {id_: one for id_, m in measures.items() if (one := subject(m)) is not None}
    subjects = {id_: one for id_, one in known.items() if may_be_charted(one)}
    calendar = periods[periods["slag"] == QUARTER].sort_values("fran")
    mature = cells["status"] != Status.EJ_MOGEN
    wanted = cells["matt"].isin(subjects) & cells["enhet"].isin([CITY, *districts]) & mature
    quarters = cells[wanted & cells["period"].isin(calendar["period"])]
    kept = _stored(limits)
    points: Rows = []
    locked: Rows = []
    for (matt, dimension, value), series in quarters.groupby(SERIES, sort=True):
        one = subjects[str(matt)]
        new = breaks.first_periods(calendar, breaks.declared(measures[str(matt)]))
        drawn: dict[tuple[str, ...], Chart] = {}
        for unit, rows in series.groupby("enhet", sort=True):
            name: tuple[str, ...] = (str(matt), str(unit), str(dimension), str(value))
            if (chart := _chart(rows, one, new, effects, kept.get(name))) is not None:
                drawn[name] = chart
        alarms = false_alarms(_KINDS[one.kind], [_points(c, new) for c in drawn.values()])
        for name, chart in drawn.items():
            points += _rows(name, chart, one, new, len(drawn), alarms)
            locked += [(*name, segment, *_as_row(one_)) for segment, one_ in chart.locked.items()]
    return points, locked


def _chart(
    rows: pd.DataFrame, subject: Subject, new: set[str], effects: Effects | None,
    locked: Mapping[str, Locked] | None,
) -> Chart | None:  # fmt: skip
    """One unit's chart, from its first shown quarter; None where fewer than two are shown."""
    rows = rows.sort_values("period")
    x, n = (rows[name].astype("float64").to_numpy() for name in ("taljare", "namnare"))
    shown = (rows["status"] == Status.VISAD).to_numpy() & np.isfinite(x)
    if subject.kind is Figure.ANTAL:
        values: Floats = np.where(shown, x, np.nan)
        size = None
    else:
        matt = str(rows["matt"].iloc[0])
        wider = np.array([effect_of(effects, matt, str(p)) for p in rows["period"]])
        shown &= (n >= COMPARE_FROM) & np.isfinite(wider)
        values, size = np.where(shown, x / wider, np.nan), np.where(shown, n / wider, np.nan)
    if shown.sum() < 2:
        return None
    start = int(np.argmax(shown))
    return control_chart(
        _KINDS[subject.kind],
        values[start:],
        [str(p) for p in rows["period"]][start:],
        None if size is None else size[start:],
        sorted(new),
        locked,
    )


def _points(chart: Chart, new: set[str]) -> int:
    """Shown quarters since the last break."""
    since = max((p for p in new if p <= chart.periods[-1]), default="")
    return sum(
        bool(np.isfinite(v)) and p >= since
        for p, v in zip(chart.periods, chart.values, strict=True)
    )


def _rows(
    name: tuple[str, ...], chart: Chart, subject: Subject, new: set[str], charts: int,
    alarms: FalseAlarms,
) -> Iterator[tuple[object, ...]]:  # fmt: skip
    per = subject.per
    floor = 0.0  # neither a count, nor a share, nor a rate goes below nothing
    lines = [np.maximum(line * per, floor) for line in chart.lines]
    for place, period in enumerate(chart.periods):
        segment = max((p for p in new if p <= period), default="")
        limits = chart.locked.get(segment)
        last = place == len(chart.periods) - 1
        yield (
            *(*name, period, _KINDS[subject.kind], float(chart.values[place] * per)),
            *(float(line[place]) for line in lines),
            *(chart.rules[place], last, chart.signal if last else ""),
            chart.side if last and chart.signal else 0,
            limits is None,
            "" if limits is None else limits.version,
            *(charts, alarms.expected, alarms.any),
        )


def _as_row(limits: Locked) -> tuple[object, ...]:
    return (
        limits.kind, limits.centre, limits.spread, limits.first, limits.last, limits.points,
        limits.version,
    )  # fmt: skip


def _stored(limits: pd.DataFrame | None) -> dict[tuple[str, ...], dict[str, Locked]]:
    found: dict[tuple[str, ...], dict[str, Locked]] = {}
    if limits is not None:
        for *name, segment, kind, centre, spread, first, last, points, version in limits[
            LIMITS
        ].itertuples(index=False, name=None):
            one = Locked(kind, float(centre), float(spread), first, last, int(points), version)
            found.setdefault(tuple(map(str, name)), {})[str(segment)] = one
    return found

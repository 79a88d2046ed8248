"""From crude to standardised: how many times the city's, before and after age and sex."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from dashboards.figures.base import Row
from dashboards.figures.drawing import Drawing
from dashboards.figures.plot import UNCOMPARED, RowChart, district_label, reach
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.compared import Comparison, crude, mark_of, why_not

_LEAST: Final = 0.04  # of the axis; a shorter arrow would be hidden between ring and mark


def crude_to_standardised(found: Comparison, view: View) -> Drawing:
    """A ring and a mark a district: its crude ratio, and the standardised one with its interval.

    An arrow joins them where there is room for it.

    Args:
        found: what is published of the measure; needs rows of `standardiserad`.
        view: colours and width.
    """
    chart = RowChart(
        [district_label(one.unit, view) for one in found.districts], view, "Gånger stadens tal"
    )
    rows = [(one, found.standard.get(one.unit.kod)) for one in found.districts]
    known = [(one, row) for one, row in rows if row and not math.isnan(row["kvot"])]
    low, high = _ends(found)
    chart.absences(
        [Row(district_label(one.unit, view), one.figure) for one in found.hidden], low, high
    )
    for one, row in rows:
        if one.figure.varde is not None and not (row and not math.isnan(row["kvot"])):
            word = why_not(one, row or {}).partition(":")[0]
            chart.blank(district_label(one.unit, view), word, low, high)
    chart.line_at(1.0, "Som staden")
    for one, row in known:
        label, start = district_label(one.unit, view), crude(row)
        hover = f"{one.unit.name}<br>{formats.number(row['kvot'], 2)} gånger det väntade"
        if start is not None:
            place = chart.labels.index(label)
            chart.ring(place, start)
            if _is_long(start, row["kvot"], low, high):
                chart.arrow(place, start, row["kvot"])
        point = (row["kvot"], row["undre"], row["ovre"])
        chart.dot(label, point, standard_mark(row), hover)
    chart.value_column(
        (district_label(one.unit, view), formats.number(row["kvot"], 2)) for one, row in known
    )
    chart.axis(low, high)
    return chart.finish()


def has_arrow(found: Comparison) -> bool:
    """Whether some district's arrow is long enough to be drawn."""
    low, high = _ends(found)
    starts = [(crude(row), row["kvot"]) for row in _known(found)]
    return any(start is not None and _is_long(start, end, low, high) for start, end in starts)


def _known(found: Comparison) -> list[Mapping[str, Any]]:
    rows = (found.standard.get(one.unit.kod) for one in found.districts)
    return [row for row in rows if row and not math.isnan(row["kvot"])]


def _ends(found: Comparison) -> tuple[float, float]:
    rows = _known(found)
    return reach([1.0, *(end for row in rows for end in (row["undre"], row["ovre"], crude(row)))])


def _is_long(start: float, end: float, low: float, high: float) -> bool:
    return abs(end - start) >= _LEAST * (high - low)


def standard_mark(row: Mapping[str, Any]) -> str:
    """The mark of a row's own verdict, as of a district's."""
    return mark_of(row) or UNCOMPARED

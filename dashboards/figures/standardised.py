"""From crude to standardised: how many times the city's, before and after age and sex."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from dashboards.figures.base import Row
from dashboards.figures.drawing import Drawing
from dashboards.figures.plot import UNCOMPARED, RowChart, district_label, reach
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.compared import Comparison, mark_of, why_not


def crude(row: Mapping[str, Any]) -> float | None:
    """The district's rate as times the city's; None if it is hidden."""
    if math.isnan(row["ratal"]) or not row["stadens_ratal"] > 0:
        return None
    return float(row["ratal"] / row["stadens_ratal"])


def crude_to_standardised(found: Comparison, view: View) -> Drawing:
    """An arrow a district, from its crude ratio to its standardised one with its interval.

    Args:
        found: what is published of the measure; needs rows of `standardiserad`.
        view: colours and width.
    """
    chart = RowChart(
        [district_label(one.unit, view) for one in found.districts], view, "Gånger stadens tal"
    )
    rows = [(one, found.standard.get(one.unit.kod)) for one in found.districts]
    known = [(one, row) for one, row in rows if row and not math.isnan(row["kvot"])]
    ends = [end for _, row in known for end in (row["undre"], row["ovre"], crude(row))]
    low, high = reach([1.0, *ends])
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
            chart.arrow(chart.labels.index(label), start, row["kvot"])
        point = (row["kvot"], row["undre"], row["ovre"])
        chart.dot(label, point, standard_mark(row), hover)
    chart.value_column(
        (district_label(one.unit, view), formats.number(row["kvot"], 2)) for one, row in known
    )
    chart.axis(low, high)
    return chart.finish()


def standard_mark(row: Mapping[str, Any]) -> str:
    """The mark of a row's own verdict, as of a district's."""
    return mark_of(row) or UNCOMPARED

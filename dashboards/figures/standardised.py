"""From crude to standardised: how many times the city's, before and after age and sex."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from dashboards.figures.base import Row
from dashboards.figures.drawing import Drawing
from dashboards.figures.plot import RowChart, reach
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.compared import Comparison, District

_MARKS = {"skiljer_sig_upp": "higher", "skiljer_sig_ner": "lower"}


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
    chart = RowChart([_label(one, view) for one in found.districts], view, "Gånger stadens tal")
    rows = [(one, found.standard.get(one.unit.kod)) for one in found.districts]
    known = [(one, row) for one, row in rows if row and not math.isnan(row["kvot"])]
    ends = [end for _, row in known for end in (row["undre"], row["ovre"], crude(row))]
    low, high = reach([1.0, *ends])
    chart.absences([Row(_label(one, view), one.figure) for one in found.hidden], low, high)
    chart.line_at(1.0, "Som staden")
    for one, row in known:
        label, start = _label(one, view), crude(row)
        hover = f"{one.unit.name}<br>{formats.number(row['kvot'], 2)} gånger det väntade"
        if start is not None:
            chart.arrow(chart.labels.index(label), start, row["kvot"])
        point = (row["kvot"], row["undre"], row["ovre"])
        chart.dot(label, point, standard_mark(row), hover)
    chart.value_column((_label(one, view), formats.number(row["kvot"], 2)) for one, row in known)
    chart.axis(low, high)
    return chart.finish()


def standard_mark(row: Mapping[str, Any]) -> str:
    """The mark of a row's own verdict, as of a district's."""
    return _MARKS.get(str(row["utslag"]), "within")


def _label(one: District, view: View) -> str:
    return one.unit.kortnamn if view.narrow else one.unit.name

"""The middle half of something in each unit: a line between quartiles, a dot on the median."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards.figures.base import Row
from dashboards.figures.drawing import Drawing
from dashboards.figures.plot import RowChart, reach
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.publication.reader import Figure


@dataclass(frozen=True)
class Middle:
    """One unit's row.

    Attributes:
        label: the unit.
        median: its cell.
        low, high: the quartiles; None where they are not published.
    """

    label: str
    median: Figure
    low: float | None = None
    high: float | None = None


def quartile_dots(
    rows: Sequence[Middle], city: Figure | None, title: str, decimals: int, view: View
) -> Drawing:
    """Medians with their quartiles, the city as a line; states have their faces.

    Args:
        rows: from top to bottom.
        city: the city's median.
        title: the axis, with its unit.
        decimals: of the numbers.
        view: colours and width.
    """
    chart = RowChart([row.label for row in rows], view, title)
    ends = [end for row in rows for end in (row.low, row.median.varde, row.high)]
    low, high = reach([0.0, *ends, city.varde if city else None])
    chart.absences([Row(r.label, r.median) for r in rows if r.median.varde is None], low, high)
    if city is not None and city.varde is not None:
        chart.line_at(city.varde, f"Staden {formats.number(city.varde, decimals)}")
    shown = [(row, row.median.varde) for row in rows if row.median.varde is not None]
    for row, value in shown:
        text = formats.number(value, decimals)
        if row.low is not None and row.high is not None:
            low_high = (formats.number(row.low, decimals), formats.number(row.high, decimals))
            text += f" (hälften ligger mellan {low_high[0]} och {low_high[1]})"
        chart.dot(row.label, (value, row.low, row.high), "within", f"{row.label}<br>{text}")
    chart.value_column((row.label, formats.number(value, decimals)) for row, value in shown)
    chart.axis(low, high)
    return chart.finish()

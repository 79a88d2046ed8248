"""Dots with intervals: a share by unit, the city as a line."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from dashboards.figures.base import Chart, Row, interval_bars
from dashboards.figures.drawing import Drawing
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.figure_text import value_text
from pipelines.publication.reader import Figure


def share_dots(
    rows: Sequence[Row], city: Figure | None, measure: dict[str, str], view: View
) -> Drawing:
    """Shares as dots with their 95 % intervals.

    Args:
        rows: the units from top to bottom; those without a value get the face of their state.
        city: the city's cell, drawn as a line if it is shown.
        measure: the measure's definition, for the axis and the hover text.
        view: colours and width.
    """
    title = f"{measure['titel']}, procent av {measure['raknar']}"
    chart = Chart([row.label for row in rows], view, title)
    shown = [row for row in rows if row.figure.varde is not None]
    low, high = _range([*(row.figure for row in shown), *([city] if city else [])])
    chart.absences(rows, low, high)
    chart.traces.append(
        {
            "type": "scatter",
            "x": [row.figure.varde for row in shown],
            "y": [row.label for row in shown],
            "mode": "markers",
            "cliponaxis": False,
            "marker": {"color": chart.colours["accent"], "size": 10},
            "error_x": interval_bars(shown, chart.colours["within"], 3, 0),
            "text": [f"{row.label}<br>{value_text(row.figure, measure)}" for row in shown],
            "hovertemplate": "%{text}<extra></extra>",
        }
    )
    chart.city_line(city)
    chart.value_column((row.label, formats.share(row.figure.varde or 0)) for row in shown)
    chart.share_axis(low, high)
    return chart.finish()


def _range(figures: Sequence[Figure]) -> tuple[float, float]:
    """Whole tenths around everything that is shown; hidden cells have no say."""
    ends = [end for f in figures for end in (f.undre, f.varde, f.ovre) if end is not None]
    if not ends:
        return 0.0, 1.0
    low, high = floor(min(ends) * 10) / 10, ceil(max(ends) * 10) / 10
    return (low, high) if high > low else (max(low - 0.1, 0.0), min(high + 0.1, 1.0))

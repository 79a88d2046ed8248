"""Bars from zero: counts by unit, and shares with what is in and what is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboards.figures.base import BAR, Chart, Row, interval_bars
from dashboards.figures.drawing import Drawing
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.figure_text import value_text
from pipelines.publication.reader import Figure


def count_bars(
    rows: Sequence[Row],
    measure: dict[str, str],
    axis_title: str,
    view: View,
    *,
    marked: Mapping[str, str] | None = None,
    longest: int | None = None,
) -> Drawing:
    """Counts as bars with their numbers.

    Args:
        rows: from top to bottom; those without a value get the face of their state.
        measure: the measure's definition, for the hover text.
        axis_title: the horizontal axis, with its unit.
        view: colours and width.
        marked: label of a row -> a word after its number; such bars are also darker.
        longest: the longest bar that the axis has room for, so that two charts share a scale;
            the longest of these rows if None.
    """
    marked = marked or {}
    chart = Chart([row.label for row in rows], view, axis_title)
    shown = [row for row in rows if row.figure.taljare is not None]
    highest = longest or max((row.figure.taljare or 0 for row in shown), default=0) or 1
    fills = [chart.colours["accent" if row.label in marked else "within"] for row in shown]
    chart.absences(rows, 0, highest)
    chart.traces.append(
        {
            "type": "bar",
            "x": [row.figure.taljare for row in shown],
            "y": [row.label for row in shown],
            "orientation": "h",
            "width": BAR,
            "marker": {"color": fills},
            "text": [_number(row.figure.taljare or 0, marked.get(row.label)) for row in shown],
            "textposition": "outside",
            "textfont": {"color": chart.colours["text"]},
            "constraintext": "none",
            "cliponaxis": False,
            "hovertext": [f"{row.label}<br>{value_text(row.figure, measure)}" for row in shown],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    )
    chart.count_axis(highest)
    return chart.finish()


def _number(count: int, word: str | None) -> str:
    return f"{formats.number(count)} · <b>{word}</b>" if word else formats.number(count)


def share_bars(
    rows: Sequence[Row],
    city: Figure | None,
    measure: dict[str, str],
    axis_title: str,
    view: View,
) -> Drawing:
    """Shares as bars of one hundred per cent: what is in, with its interval, and the rest.

    Args:
        rows: from top to bottom; those without a value get the face of their state.
        city: the city's cell, drawn as a line if it is shown.
        measure: the measure's definition, for the hover text.
        axis_title: the horizontal axis, with its unit.
        view: colours and width.
    """
    chart = Chart([row.label for row in rows], view, axis_title)
    shown = [row for row in rows if row.figure.varde is not None]
    labels = [row.label for row in shown]
    values = [row.figure.varde for row in shown]
    bar = {"type": "bar", "orientation": "h", "width": BAR, "y": labels}
    chart.absences(rows, 0, 1)
    chart.traces += [
        {**bar, "x": [1.0] * len(shown), "marker": chart.outline(), "hoverinfo": "skip"},
        {
            **bar,
            "x": values,
            "marker": {"color": chart.colours["within"]},
            "hovertext": [f"{row.label}<br>{value_text(row.figure, measure)}" for row in shown],
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": values,
            "y": labels,
            "marker": {"color": chart.colours["text"], "size": 8},
            "error_x": interval_bars(shown, chart.colours["text"], 2, 4),
            "hoverinfo": "skip",
        },
    ]
    chart.city_line(city)
    chart.value_column((row.label, formats.share(row.figure.varde or 0)) for row in shown)
    chart.share_axis(0, 1)
    return chart.finish(barmode="overlay")

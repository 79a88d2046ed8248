"""Counts of a few kinds beside each other in every unit; they are never added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dashboards.figures.base import Chart, Row
from dashboards.figures.drawing import Drawing
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.sv import state_word

# Places among the series colours that are told apart beside each other.
COLOURS: Final = (1, 3, 5)


def grouped_bars(parts: Mapping[str, Sequence[Row]], axis_title: str, view: View) -> Drawing:
    """One bar a kind in each unit; units with something hidden say so at the right.

    Args:
        parts: name of a kind -> its cells, one a unit and in the same order for every kind; at
            most three.
        axis_title: the horizontal axis, with its unit.
        view: colours and width.
    """
    labels = [row.label for row in next(iter(parts.values()))]
    chart = Chart(labels, view, axis_title)
    highest = max((row.figure.taljare or 0 for rows in parts.values() for row in rows), default=0)
    for place, (name, rows) in zip(COLOURS, parts.items(), strict=False):
        shown = [row for row in rows if row.figure.taljare is not None]
        chart.traces.append(
            {
                "type": "bar", "orientation": "h",
                "x": [row.figure.taljare for row in shown], "y": [row.label for row in shown],
                "marker": {"color": chart.colours[f"series_{place}"]},
                "hovertext": [
                    f"{row.label}<br>{name}: {formats.number(row.figure.taljare or 0)}"
                    for row in shown
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )  # fmt: skip
    chart.value_column(
        {
            row.label: state_word(row.figure.status, row.figure.orsak)
            for rows in parts.values()
            for row in rows
            if row.figure.taljare is None
        }.items()
    )
    chart.count_axis(highest or 1)
    return chart.finish(barmode="group", bargap=0.24, bargroupgap=0.05)

"""Stacked bars of one hundred per cent: the parts of a whole by unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboards.figures.base import Chart, Row
from dashboards.figures.drawing import Drawing
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.figure_text import value_text
from pipelines.presentation.sv import STATUS
from pipelines.publication.reader import Figure

_ROOM_FOR_SHARE, _ROOM_FOR_WORD = 0.075, 0.15


def share_stack(parts: Mapping[str, Sequence[Row]], measure: dict[str, str], view: View) -> Drawing:
    """Each unit's parts side by side; protected parts share what the shown ones leave.

    Args:
        parts: name of a part -> its cells, one a unit and in the same order for every part; at
            most six parts, each with the series colour of its place.
        measure: the measure's definition, for the hover text.
        view: colours and width.
    """
    units = [row.label for row in next(iter(parts.values()))]
    chart = Chart(units, view, f"Procent av {measure['raknar']}")
    room = _ROOM_FOR_SHARE * (2.4 if view.narrow else 1)
    for place, (name, rows) in enumerate(parts.items(), start=1):
        shown = [row for row in rows if row.figure.varde is not None]
        chart.traces.append(
            {
                "type": "bar",
                "x": [row.figure.varde for row in shown],
                "y": [row.label for row in shown],
                "orientation": "h",
                "marker": {
                    "color": chart.colours[f"series_{place}"],
                    "line": {"color": chart.colours["background"], "width": 1},
                },
                "text": [_inside(row.figure.varde, room) for row in shown],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "constraintext": "none",
                "textfont": {"color": chart.colours[f"on_series_{place}"]},
                "hovertext": [
                    f"{row.label}: {name}<br>{value_text(row.figure, measure)}" for row in shown
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    _add_hidden(chart, parts)
    chart.share_axis(0, 1)
    return chart.finish(barmode="stack", bargap=0.3)


def _inside(value: float | None, room: float) -> str:
    return formats.share(value, 0) if value is not None and value >= room else ""


def _add_hidden(chart: Chart, parts: Mapping[str, Sequence[Row]]) -> None:
    by_unit: dict[str, list[Figure]] = {}
    for rows in parts.values():
        for row in rows:
            by_unit.setdefault(row.label, []).append(row.figure)
    for label, cells in by_unit.items():
        if all(cell.varde is None for cell in cells):
            chart.absences([Row(label, cells[0])], 0, 1)
        elif any(cell.varde is None for cell in cells):
            # What the shown parts leave of the whole; a reader can subtract it as well.
            left = 1 - sum(cell.varde or 0 for cell in cells)
            has_room = left >= _ROOM_FOR_WORD * (2.4 if chart.view.narrow else 1)
            chart.traces.append(
                {
                    "type": "bar", "orientation": "h", "x": [left], "y": [label],
                    "marker": chart.hatch(),
                    "text": [f"<b>{STATUS['skyddad']}</b>" if has_room else ""],
                    "textposition": "inside", "insidetextanchor": "middle", "textangle": 0,
                    "constraintext": "none", "textfont": {"color": chart.colours["text"]},
                    "hovertext": [f"{label}: delar som är skyddade"],
                    "hovertemplate": "%{hovertext}<extra></extra>",
                }
            )  # fmt: skip

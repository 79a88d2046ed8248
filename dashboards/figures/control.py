"""The control chart of one unit: its quarters, the middle and the limits."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboards.figures.drawing import Drawing
from dashboards.figures.plot import frame, marker, number_axis, reach
from dashboards.tokens import load_tokens
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.scale import Scale

_LINES: Final = {"mitt": "dash", "nara_undre": "dot", "nara_ovre": "dot", "undre": "solid",
                 "ovre": "solid"}  # fmt: skip
_EVERY: Final = 6  # quarters between labels in a narrow window


def control_chart(points: Sequence[Mapping[str, Any]], scale: Scale, view: View) -> Drawing:
    """Quarters in order; one that is not shown is a gap and a signal has the mark of its way.

    Args:
        points: the rows of `styrdiagram` of one unit, in order.
        scale: how the measure's numbers are written.
        view: colours and width.
    """
    colours = load_tokens().colours(view.scheme)
    places = list(range(len(points)))
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter", "mode": "lines", "x": places, "hoverinfo": "skip",
            "y": [_scaled(row[name], scale) for row in points],
            "line": {"color": colours["outline"], "width": 1.5, "dash": dash, "shape": "hvh"},
            "connectgaps": False,
        }
        for name, dash in _LINES.items()
    ]  # fmt: skip
    values = [_scaled(row["varde"], scale) for row in points]
    traces.append(
        {
            "type": "scatter", "mode": "lines+markers", "x": places, "y": values,
            "line": {"color": colours["within"], "width": 1.5}, "connectgaps": False,
            "marker": {"color": colours["text"], "size": 7}, "cliponaxis": False,
            "text": [
                f"{formats.when(row['period'])}<br>{scale.text(row['varde'])}" for row in points
            ],
            "hovertemplate": "%{text}<extra></extra>",
        }
    )  # fmt: skip
    for place, row in enumerate(points):
        if row["signal"] and values[place] is not None:
            mark = "higher" if row["riktning"] > 0 else "lower"
            traces.append(
                {"type": "scatter", "mode": "markers", "x": [place], "y": [values[place]],
                 "marker": marker(mark, colours, 14), "hoverinfo": "skip", "cliponaxis": False}
            )  # fmt: skip
    low, high = reach([*values, *(_scaled(r[name], scale) for r in points for name in _LINES)])
    step = _EVERY if view.narrow else 2
    named = [place for place in places if (places[-1] - place) % step == 0]
    return frame(
        traces, view, 360,
        xaxis={"range": [-0.6, len(points) - 0.4], "tickvals": named,
               "ticktext": [_short(points[place]["period"]) for place in named],
               "title": {"text": "Kvartal"}},
        yaxis={**number_axis(low, high, scale.unit.capitalize(), view), "showgrid": True},
    )  # fmt: skip


def _scaled(value: float | None, scale: Scale) -> float | None:
    return None if value is None or math.isnan(value) else scale.factor * value


def _short(period: str) -> str:
    return f"{period[:4]}:{period[5:]}"

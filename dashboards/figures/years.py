"""A few numbers year by year, each a line with its own mark and name; zero is on the axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboards.figures.drawing import Drawing
from dashboards.figures.plot import frame, number_axis, reach
from dashboards.tokens import load_tokens
from dashboards.view import View
from pipelines.presentation import formats

_FACES: Final = (
    ("circle", "solid"), ("square", "dash"), ("diamond", "dot"), ("triangle-up", "dashdot")
)  # fmt: skip
_AIR: Final = 16  # px between a line's end and its name
_HEIGHT, _BOTTOM, _LEGEND = 320, 48, 22  # px; the last of each name under a narrow chart


@dataclass(frozen=True)
class Series:
    """One number: its name, and (year, number) of the years that are shown."""

    name: str
    points: Sequence[tuple[str, float]]


def years_chart(lines: Sequence[Series], years: Sequence[str], title: str, view: View) -> Drawing:
    """The lines, named at their ends or, in a narrow window, under the chart.

    A year that is not shown is a gap.

    Args:
        lines: at most four.
        years: the axis, in order.
        title: the vertical axis, with its unit.
        view: colours and width.
    """
    colours = load_tokens().colours(view.scheme)
    traces = []
    for line, (symbol, dash) in zip(lines, _FACES, strict=False):
        there = dict(line.points)
        traces.append(
            {
                "type": "scatter", "mode": "lines+markers", "cliponaxis": False, "name": line.name,
                "x": list(range(len(years))), "y": [there.get(year) for year in years],
                "connectgaps": False,
                "line": {"color": colours["accent"], "width": 2, "dash": dash},
                "marker": {"color": colours["accent"], "size": 9, "symbol": symbol},
                "text": [
                    f"{year}<br>{line.name}: {formats.number(there[year])}" if year in there else ""
                    for year in years
                ],
                "hovertemplate": "%{text}<extra></extra>",
            }
        )  # fmt: skip
    high = reach([0.0, *(number for line in lines for _, number in line.points)])[1]
    below = _LEGEND * len(lines) if view.narrow else 0
    return frame(
        traces, view, _HEIGHT + below,
        xaxis={"range": [-0.3, len(years) - 0.7], "tickvals": list(range(len(years))),
               "ticktext": list(years), "title": {"text": "År"}},
        yaxis={**number_axis(0.0, high, title, view), "range": [0, high * 1.12],
               "showgrid": True},
        # Names on the lines would lie across them in a narrow window.
        annotations=[] if view.narrow else _names(lines, years),
        showlegend=view.narrow,
        legend={"x": 0, "y": 0, "yanchor": "bottom", "yref": "container", "itemclick": False,
                "itemdoubleclick": False},
        margin={"l": 0 if view.narrow else 8, "r": 16, "t": 24, "b": _BOTTOM + below},
    )  # fmt: skip


def _names(lines: Sequence[Series], years: Sequence[str]) -> list[dict[str, Any]]:
    """Each line's name at its last point, on the side where it has most room."""
    ended = sorted(
        (line for line in lines if line.points), key=lambda line: line.points[-1][1], reverse=True
    )
    heights = [line.points[-1][1] for line in ended]
    return [
        {
            "x": years.index(line.points[-1][0]), "y": line.points[-1][1],
            "xanchor": "right", "yshift": _AIR if _is_above(heights, place) else -_AIR,
            "text": line.name, "showarrow": False,
        }
        for place, line in enumerate(ended)
    ]  # fmt: skip


def _is_above(heights: Sequence[float], place: int) -> bool:
    """Whether a name stands above its line; the heights fall."""
    if place == 0:
        return True
    if place == len(heights) - 1:
        return False
    return heights[place - 1] - heights[place] > heights[place] - heights[place + 1]

"""What the comparisons' charts share: marks of a verdict, axes in Swedish, and the frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan
from typing import Any, Final

from dashboards.figures.base import Chart, between
from dashboards.figures.drawing import Drawing, draw
from dashboards.view import View
from pipelines.presentation.scale import ticks
from pipelines.presentation.units import Unit

UNCOMPARED: Final = "uncompared"
_SYMBOLS: Final = {"lower": "triangle-down", "higher": "triangle-up"}
_LABELLED: Final = 26  # px
_ABOVE: Final = 0.36  # rows
Point = tuple[float, float | None, float | None]


def faces(marks: Mapping[str, str]) -> dict[str, str]:
    """Unit -> the mark that is drawn: who is not compared is a ring beside those who are.

    Args:
        marks: unit -> the mark of its verdict, empty if it is not compared. With no verdict at
            all every unit is a plain dot.
    """
    rest = UNCOMPARED if any(marks.values()) else "within"
    return {unit: mark or rest for unit, mark in marks.items()}


def district_label(unit: Unit, view: View) -> str:
    """What a row or a dot calls a district."""
    return unit.kortnamn if view.narrow else unit.name


def marker(mark: str, colours: Mapping[str, str], size: int = 11) -> dict[str, Any]:
    """The face of a verdict: form as well as colour tells which; outlined is 95 %."""
    if mark == UNCOMPARED:
        return {
            "symbol": "circle", "size": size - 2, "color": colours["background"],
            "line": {"color": colours["text"], "width": 2},
        }  # fmt: skip
    way = mark.removeprefix("look_")
    is_filled = way == mark
    colour = colours.get(way, colours["within"])
    return {
        "symbol": _SYMBOLS.get(way, "circle"),
        "size": size if mark == "within" else size + 2,
        "color": colour if is_filled else colours["background"],
        "line": {"color": colour, "width": 2},
    }


@dataclass(frozen=True)
class Dot:
    """A point of a chart: where it is, its mark and what is told of it.

    Attributes:
        x, y: its place; a number or a row's label.
        mark: of its verdict.
        hover: what is told of it.
        low, high: its interval along the horizontal axis; None if it has none.
    """

    x: float | None
    y: float | str
    mark: str
    hover: str
    low: float | None = None
    high: float | None = None


def dots_trace(dots: Sequence[Dot], colours: Mapping[str, str], size: int = 11) -> dict[str, Any]:
    """All points of a chart as one trace: a trace each costs the server and the browser dearly.

    Args:
        dots: the points.
        colours: role -> colour.
        size: of a mark within what is expected, in px.
    """
    drawn = [marker(dot.mark, colours, size) for dot in dots]
    trace: dict[str, Any] = {
        "type": "scatter", "mode": "markers", "cliponaxis": False,
        "x": [dot.x for dot in dots], "y": [dot.y for dot in dots],
        "marker": {
            **{name: [face[name] for face in drawn] for name in ("symbol", "size", "color")},
            "line": {"color": [face["line"]["color"] for face in drawn], "width": 2},
            "opacity": 1,  # marks of several sizes would be made transparent
        },
        "text": [dot.hover for dot in dots], "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip
    if any(end is not None for dot in dots for end in (dot.low, dot.high)):
        trace["error_x"] = {
            "type": "data", "symmetric": False, "thickness": 3, "width": 0,
            "color": colours["within"],
            "array": [between(dot.x, dot.high) for dot in dots],
            "arrayminus": [between(dot.low, dot.x) for dot in dots],
        }  # fmt: skip
    return trace


def number_axis(
    low: float, high: float, title: str, view: View, *, wanted: int = 6, pad: float = 0.03
) -> dict[str, Any]:
    """An axis from `low` to `high` with a little air and Swedish labels."""
    places, texts = ticks(low, high, max(wanted // 2, 4) if view.narrow else wanted)
    air = (high - low) * pad
    return {
        "range": [low - air, high + air],
        "tickvals": places,
        "ticktext": texts,
        "title": {"text": title},
    }


def reach(values: Iterable[float | None]) -> tuple[float, float]:
    """The least and the greatest of some numbers, never the same; 0 and 1 if there are none."""
    known = [value for value in values if value is not None and not isnan(value)]
    if not known:
        return 0.0, 1.0
    low, high = min(known), max(known)
    return (low, high) if high > low else (low - 1, high + 1)


def frame(traces: Sequence[Mapping[str, Any]], view: View, height: int, **layout: Any) -> Drawing:
    """The drawing of a chart with two axes."""
    margin = {"l": 0 if view.narrow else 8, "r": 16, "t": 24, "b": 44}
    return draw(traces, view, height, **{"margin": margin, **layout})


@dataclass
class RowChart(Chart):
    """A chart with one row a unit, on any axis.

    Attributes:
        points: the rows' values so far.
    """

    points: list[Dot] = field(default_factory=list)

    def finish(self, **layout: Any) -> Drawing:
        """The drawing, with all points as one trace above everything else."""
        if self.points:
            self.traces.append(dots_trace(self.points, self.colours))
        return super().finish(**layout)

    def axis(self, low: float, high: float) -> None:
        """A horizontal axis."""
        self._axis = number_axis(low, high, self.axis_title, self.view)

    def line_at(self, x: float, text: str) -> None:
        """A dashed line across all rows, with its label on top."""
        self._top = _LABELLED
        self._shapes.append(
            {
                "type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper",
                "line": {"color": self.colours["text"], "width": 1.5, "dash": "dash"},
            }
        )  # fmt: skip
        self._annotations.append(
            {"x": x, "y": 1, "yref": "paper", "yanchor": "bottom", "text": text,
             "showarrow": False}
        )  # fmt: skip

    def band(self, low: float, high: float) -> None:
        """A grey band behind all rows."""
        self._shapes.append(band(low, high, self.colours))

    def dot(self, label: str, point: Point, mark: str, hover: str) -> None:
        """One row's value with its interval; all rows' become one trace."""
        value, low, high = point
        self.points.append(Dot(value, label, mark, hover, low, high))

    def arrow(self, row: int, start: float, end: float) -> None:
        """An arrow just above a row's own mark."""
        y, colour = row - _ABOVE, self.colours["text"]
        self._annotations.append(
            {
                "x": end, "ax": start, "y": y, "ay": y, "axref": "x", "ayref": "y",
                "text": "", "showarrow": True, "arrowhead": 2, "arrowsize": 0.8,
                "arrowwidth": 1.5, "arrowcolor": colour, "startstandoff": 4,
            }
        )  # fmt: skip

    def ring(self, row: int, at: float) -> None:
        """A ring just above a row's own mark: where it stood before."""
        self._annotations.append(
            {
                "x": at, "y": row - _ABOVE, "text": "○", "showarrow": False,
                "font": {"color": self.colours["text"], "size": 13},
            }
        )  # fmt: skip


def band(low: float, high: float, colours: Mapping[str, str]) -> dict[str, Any]:
    """A grey band from edge to edge, as a shape."""
    return {
        "type": "rect", "x0": low, "x1": high, "y0": 0, "y1": 1, "yref": "paper",
        "layer": "below", "line": {"width": 0}, "fillcolor": colours["within"], "opacity": 0.18,
    }  # fmt: skip

"""All measures of one district on a common axis: where each lies in what chance would give."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from dashboards.figures.all_measures_labels import (
    COLUMN,
    LABELS,
    Line,
    city_label,
    city_line,
    labels,
)
from dashboards.figures.base import Chart
from dashboards.figures.drawing import Drawing
from dashboards.figures.plot import Dot, dots_trace, frame
from dashboards.view import View
from pipelines.presentation.district import Portrait, Row
from pipelines.presentation.sentences.stadsdelen import absence

_LEAST: Final = 1.6  # limits of chance on each side of the city, at the least
_TOP, _BOTTOM = 26, 30  # px
_NARROW_ROW, _WIDE_ROW = 28, 18  # px


def all_measures(found: Portrait, view: View) -> Drawing:
    """One row a measure that districts are compared in.

    Args:
        found: the district.
        view: colours and width; a narrow figure has its labels over the rows.
    """
    lines = _lines(found.tested, view)
    chart = Chart([], view, "")
    thick = 0.4 if view.narrow else 0.72  # of a row
    shown = [(line.y, line.row) for line in lines if line.row is not None and line.row.one.mark]
    absent = [
        (line.y, line.row) for line in lines if line.row is not None and not line.row.one.mark
    ]
    reach = _reach([row for _, row in shown])
    traces = [
        _bands(shown, chart, thick),
        _inner_limits(shown, chart),
        *([_city_strokes(shown, chart)] if view.narrow else []),
        dots_trace([_dot(y, row) for y, row in shown], chart.colours, 10),
        *_absences(absent, chart, reach, thick),
    ]
    height = _TOP + _BOTTOM + len(lines) * (_NARROW_ROW if view.narrow else _WIDE_ROW)
    left, right = (0, 0) if view.narrow else (LABELS, 2 * COLUMN)
    return frame(
        traces, view, height,
        barmode="overlay",
        margin={"l": left, "r": right, "t": _TOP, "b": _BOTTOM, "autoexpand": False},
        xaxis={
            "range": [-reach, reach], "tickvals": [-reach, reach], "automargin": False,
            "showticklabels": False, "title": {"text": "← lägre än staden · högre än staden →"},
        },
        yaxis={"range": [len(lines) - 0.4, -0.6], "visible": False},
        annotations=[*labels(lines, chart), city_label()],
        shapes=[] if view.narrow else [city_line(chart)],
    )  # fmt: skip


def _lines(rows: Sequence[Row], view: View) -> list[Line]:
    lines: list[Line] = []
    for group, members in groupby(rows, key=lambda row: row.group):
        if not view.narrow:  # the labels over the rows take the headings' place
            lines.append(Line(len(lines), None, group))
        for row in members:
            lines.append(Line(len(lines), row))
    return lines


def _reach(rows: Sequence[Row]) -> float:
    places = [
        abs(place)
        for row in rows
        for value in (row.one.figure.undre, row.one.figure.varde, row.one.figure.ovre)
        if (place := row.place(value)) is not None
    ]
    return 1.06 * max([_LEAST, *places])


def _bands(shown: Sequence[tuple[float, Row]], chart: Chart, thick: float) -> dict[str, Any]:
    """What chance gives at 99,8 %: the same place in every row."""
    return {
        "type": "bar", "orientation": "h", "width": thick, "opacity": 0.18,
        "y": [y for y, _ in shown], "x": [2.0] * len(shown), "base": [-1.0] * len(shown),
        "marker": {"color": chart.colours["within"]}, "hoverinfo": "skip",
    }  # fmt: skip


def _inner_limits(shown: Sequence[tuple[float, Row]], chart: Chart) -> dict[str, Any]:
    """What it gives at 95 %: strokes, whose place is the measure's own."""
    ends = [
        (y, place)
        for y, row in shown
        for name in ("grans95_undre", "grans95_ovre")
        if (place := row.place(row.one.number(name))) is not None
    ]
    return _strokes(ends, chart.colours["outline"], 10, 1.5)


def _city_strokes(shown: Sequence[tuple[float, Row]], chart: Chart) -> dict[str, Any]:
    """The city in each row, where a line through all rows would cross their labels."""
    return _strokes([(y, 0.0) for y, _ in shown], chart.colours["text"], 13, 2)


def _strokes(
    points: Sequence[tuple[float, float]], colour: str, size: int, width: float
) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "hoverinfo": "skip",
        "x": [x for _, x in points], "y": [y for y, _ in points],
        "marker": {
            "symbol": "line-ns-open", "size": size, "color": colour, "line": {"width": width},
        },
    }  # fmt: skip


def _dot(y: float, row: Row) -> Dot:
    """The district's value with its interval, and the face of its verdict."""
    cell = row.one.figure
    low, value, high = (row.place(number) for number in (cell.undre, cell.varde, cell.ovre))
    return Dot(value, y, row.one.mark, _hover(row), low, high)


def _hover(row: Row) -> str:
    own = row.scale.told(row.one.figure, row.measure)
    city = row.scale.text(row.city.varde) if row.city is not None else "visas inte"
    return f"{row.title}<br>{row.one.unit.name} {own}<br>Staden {city}"


def _absences(
    absent: Sequence[tuple[float, Row]], chart: Chart, reach: float, thick: float
) -> list[dict[str, Any]]:
    """From edge to edge, with the face and the word of the state: its length tells nothing."""
    return [
        {
            "type": "bar", "orientation": "h", "width": thick, "y": [y], "x": [2 * reach],
            "base": [-reach], "hoverinfo": "skip",
            "marker": chart.hatch() if row.one.figure.status == "skyddad" else chart.outline(),
            "text": [f"<b>{absence(row)}</b>"], "textposition": "inside",
            "insidetextanchor": "start", "textangle": 0, "constraintext": "none",
            "textfont": {"color": chart.colours["text"], "size": 12},
        }
        for y, row in absent
    ]  # fmt: skip

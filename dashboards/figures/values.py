"""A measure by unit, whatever it is: shares, rates and days as dots on its own scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Final

from dashboards.figures.base import Row
from dashboards.figures.drawing import Drawing
from dashboards.figures.plot import RowChart, faces, reach
from dashboards.view import View
from pipelines.presentation.scale import Scale
from pipelines.publication.reader import Figure

_ROOM: Final = 7  # letters
_LINE: Final = 26  # letters of a row's label


def value_dots(
    rows: Sequence[Row],
    city: Figure | None,
    measure: Mapping[str, str],
    view: View,
    upper: Mapping[str, float] | None = None,
    marks: Mapping[str, str] | None = None,
) -> Drawing:
    """Dots with their intervals, the city as a line; states have their faces.

    Args:
        rows: the units from top to bottom.
        city: the city's cell.
        measure: the measure's definition.
        view: colours and width.
        upper: label -> where its line ends, in place of an interval.
        marks: unit -> the mark of its verdict; empty, or none, of a unit that is not compared.
    """
    scale = Scale.of_cells(measure, [row.figure for row in rows] + ([city] if city else []))
    ends = upper or {}
    title = f"{measure['titel']}, {scale.unit}"
    chart = RowChart([row.label for row in rows], view, title)
    shown = [row for row in rows if row.figure.varde is not None]
    figures = [row.figure for row in shown] + ([city] if city else [])
    low, high = reach(
        [
            *(scale.factor * end for f in figures for end in (f.undre, f.varde, f.ovre)
              if end is not None),
            *(scale.factor * end for end in ends.values()),
        ]
    )  # fmt: skip
    chart.absences([row for row in rows if row.figure.varde is None], low, high)
    if city is not None and city.varde is not None:
        chart.line_at(scale.factor * city.varde, f"Staden {scale.text(city.varde)}")
    drawn = faces({row.figure.enhet: (marks or {}).get(row.figure.enhet, "") for row in shown})
    for row in shown:
        one = row.figure
        point = (
            scale.factor * (one.varde or 0),
            None if one.undre is None else scale.factor * one.undre,
            None if one.ovre is None else scale.factor * one.ovre,
        )
        if row.label in ends:
            point = (point[0], None, scale.factor * ends[row.label])
        hover = f"{row.label}<br>{scale.told(one, measure)}"
        chart.dot(row.label, point, drawn[one.enhet], hover)
    chart.value_column((row.label, _beside(scale, row.figure.varde)) for row in shown)
    chart.axis(low, high)
    return chart.finish()


def row_label(text: str, view: View) -> str:
    """A row's label; in a narrow window at most two lines, the rest of it is in the table."""
    if not view.narrow or len(text) <= _LINE:
        return text
    return "<br>".join(wrap(text, _LINE, max_lines=2, placeholder=" …", break_on_hyphens=False))


def _beside(scale: Scale, value: float | None) -> str:
    """The value in the column, where there is room for a sign but not for a word."""
    text = scale.text(value)
    return text if len(text) <= _ROOM else scale.number(value)

"""The words of the figure of all measures: names, numbers and where the city is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboards.figures.base import Chart
from pipelines.presentation.district import Row

LABELS: Final = 244  # px, of the names to the left
COLUMN: Final = 74  # px, of a column of numbers to the right


@dataclass(frozen=True)
class Line:
    """One line of the figure.

    Attributes:
        y: its place from the top. row: the measure; None for the heading of a group.
        heading: the group's name, of a heading.
    """

    y: float
    row: Row | None
    heading: str = ""


def labels(lines: Sequence[Line], chart: Chart) -> list[dict[str, Any]]:
    """The measures' names, and their numbers in two columns to the right."""
    if chart.view.narrow:
        return [
            {
                **_note(0, line.y, _short(line.row), "left", 0),
                "yshift": 13, "font": {"size": 11},
                "bgcolor": chart.colours["background"], "borderpad": 0,
            }
            for line in lines
            if line.row is not None
        ]  # fmt: skip
    notes = [
        {
            **_note(1, 1, f"<b>{name}</b>", "right", COLUMN * column),
            "yref": "paper", "yanchor": "bottom",
        }
        for column, name in ((1, "Stadsdelen"), (2, "Staden"))
    ]  # fmt: skip
    for line in lines:
        notes.append(
            _note(
                0, line.y, f"<b>{line.heading}</b>" if line.row is None else line.row.title,
                "left", -LABELS + (0 if line.row is None else 10),
            )
        )  # fmt: skip
        if line.row is not None and line.row.one.figure.varde is not None:
            city = line.row.city.varde if line.row.city is not None else None
            for column, value in ((1, line.row.one.figure.varde), (2, city)):
                text = line.row.scale.text(value)
                notes.append(_note(1, line.y, text, "right", COLUMN * column))
    return notes


def _short(row: Row) -> str:
    value = row.one.figure.varde
    return row.title if value is None else f"{row.title}: {row.scale.text(value)}"


def _note(x: float, y: float, text: str, anchor: str, shift: float) -> dict[str, Any]:
    return {
        "x": x, "xref": "paper", "xanchor": anchor, "xshift": shift, "y": y,
        "yanchor": "middle", "text": text, "showarrow": False, "font": {"size": 12},
    }  # fmt: skip


def city_line(chart: Chart) -> dict[str, Any]:
    """A dashed line through all rows."""
    return {
        "type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper",
        "line": {"color": chart.colours["text"], "width": 1.5, "dash": "dash"},
    }  # fmt: skip


def city_label() -> dict[str, Any]:
    """Its name on top, where it is in every row."""
    return {
        "x": 0,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "text": "Staden",
        "showarrow": False,
    }

"""What all charts share: rows from top to bottom, room for labels, the faces of absence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor
from textwrap import wrap
from typing import Any

from dashboards.figures.drawing import Drawing, draw
from dashboards.tokens import load_tokens
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.sv import state_word
from pipelines.publication.reader import Figure

_ROW, _BOTTOM = 27, 44
_LINE_LABEL, _VALUE = 26, 62
_TITLE, _TITLE_LINE = 32, 17  # letters that a narrow window has room for, px of another line
BAR = 0.62


@dataclass(frozen=True)
class Row:
    """One row of a chart: a label and the cell that it shows."""

    label: str
    figure: Figure


@dataclass
class Chart:
    """A chart with one row a label, the first at the top, while it is put together.

    Attributes:
        labels: the rows.
        view: colours and width.
        axis_title: the horizontal axis, with its unit.
        traces: what is drawn, as Plotly reads it.
    """

    labels: Sequence[str]
    view: View
    axis_title: str
    traces: list[dict[str, Any]] = field(default_factory=list)
    _axis: dict[str, Any] = field(default_factory=dict)
    _annotations: list[dict[str, Any]] = field(default_factory=list)
    _shapes: list[dict[str, Any]] = field(default_factory=list)
    _top: int = 6
    _right: int = 12

    @property
    def colours(self) -> Mapping[str, str]:
        """Role -> colour."""
        return load_tokens().colours(self.view.scheme)

    def share_axis(self, low: float, high: float) -> None:
        """A horizontal axis of shares with Swedish labels, from `low` to `high` (0 to 1)."""
        wanted = 3 if self.view.narrow else 6
        steps = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5)
        step = next(s for s in steps if (high - low) / s <= wanted)
        ticks = [i * step for i in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]
        pad = (high - low) * 0.01
        self._axis = {
            "range": [low - (pad if low else 0), high + pad],
            "tickvals": ticks,
            "ticktext": [formats.share(tick, 0) for tick in ticks],
        }

    def count_axis(self, highest: float) -> None:
        """A horizontal axis of counts from zero, with room for a label after the longest bar."""
        wanted = 3 if self.view.narrow else 6
        steps = (m * 10**e for e in range(7) for m in (1, 2, 5))
        step = next(s for s in steps if highest / s <= wanted)
        ticks = [i * step for i in range(int(highest / step) + 1)]
        self._axis = {
            "range": [0, highest * (1.3 if self.view.narrow else 1.15)],
            "tickvals": ticks,
            "ticktext": [formats.number(tick) for tick in ticks],
        }

    def value_column(self, rows: Iterable[tuple[str, str]]) -> None:
        """Write (label, value) pairs in a column to the right of the chart."""
        self._right = _VALUE
        self._annotations += [
            {
                "x": 1, "xref": "paper", "xanchor": "left", "xshift": 8,
                "y": label, "yanchor": "middle", "text": text, "showarrow": False,
            }
            for label, text in rows
        ]  # fmt: skip

    def city_line(self, city: Figure | None) -> None:
        """A dashed line at the city's value with its label on top, if it is shown."""
        self._top = _LINE_LABEL
        if city is None or city.varde is None:
            return
        self._shapes.append(
            {
                "type": "line", "x0": city.varde, "x1": city.varde, "yref": "paper", "y0": 0,
                "y1": 1, "line": {"color": self.colours["text"], "width": 1.5, "dash": "dash"},
            }
        )  # fmt: skip
        self._annotations.append(
            {
                "x": city.varde, "y": 1, "yref": "paper", "yanchor": "bottom",
                "text": f"Staden {formats.share(city.varde)}", "showarrow": False,
            }
        )  # fmt: skip

    def absences(self, rows: Iterable[Row], start: float, end: float) -> None:
        """A bar for every row without a value, with its state's face and word.

        Protected rows are hatched, the others are an outline.
        """
        for row in rows:
            if row.figure.varde is None:
                face = self.hatch() if row.figure.status == "skyddad" else self.outline()
                word = state_word(row.figure.status, row.figure.orsak)
                self.blank(row.label, word, start, end, face)

    def blank(
        self, label: str, word: str, start: float, end: float, face: dict[str, Any] | None = None
    ) -> None:
        """A row without a place on the axis: a word in a bar, always from edge to edge."""
        self.traces.append(
            {
                "type": "bar", "orientation": "h", "width": BAR,
                "x": [end - start], "base": [start], "y": [label],
                "marker": face or self.outline(), "text": [f"<b>{word}</b>"],
                "textposition": "inside", "insidetextanchor": "middle", "textangle": 0,
                "textfont": {"color": self.colours["text"]}, "constraintext": "none",
                "hoverinfo": "skip",
            }
        )  # fmt: skip

    def hatch(self) -> dict[str, Any]:
        """The face of what is protected: a diagonal hatch."""
        return {
            "color": self.colours["background"],
            "pattern": {"shape": "/", "fgcolor": self.colours["outline"], "size": 7,
                        "solidity": 0.15},
            "line": {"color": self.colours["outline"], "width": 1},
        }  # fmt: skip

    def outline(self) -> dict[str, Any]:
        """The face of what is not due, not offered or too few: a light outline."""
        return {
            "color": self.colours["background"],
            "line": {"color": self.colours["outline"], "width": 1},
        }

    def finish(self, **layout: Any) -> Drawing:
        """The drawing; `layout` is added to its layout."""
        title = wrap(self.axis_title, _TITLE) if self.view.narrow else [self.axis_title]
        bottom = _BOTTOM + (len(title) - 1) * _TITLE_LINE
        height = self._top + bottom + len(self.labels) * _ROW
        return draw(
            self.traces, self.view, height,
            **{
                "margin": {"l": 0 if self.view.narrow else 8, "r": self._right, "t": self._top,
                           "b": bottom},
                "xaxis": {**self._axis, "title": {"text": "<br>".join(title)}, "showgrid": True},
                "yaxis": {
                    "categoryorder": "array", "categoryarray": list(self.labels),
                    "range": [len(self.labels) - 0.5, -0.5],
                    "ticklabelstandoff": 4,
                    "tickfont": {"size": 12 if self.view.narrow else 13},
                },
                "annotations": self._annotations,
                "shapes": self._shapes,
                **layout,
            },
        )  # fmt: skip


def interval_bars(rows: Sequence[Row], colour: str, thickness: int, width: int) -> dict[str, Any]:
    """The rows' intervals as horizontal error bars; none where a cell has no interval.

    Args:
        rows: rows that have a value.
        colour: of the bars.
        thickness: of the bars in px.
        width: of their ends in px.
    """
    return {
        "type": "data",
        "symmetric": False,
        "array": [between(row.figure.varde, row.figure.ovre) for row in rows],
        "arrayminus": [between(row.figure.undre, row.figure.varde) for row in rows],
        "color": colour,
        "thickness": thickness,
        "width": width,
    }


def between(low: float | None, high: float | None) -> float:
    """The length of half an error bar; 0 where there is none."""
    return 0.0 if low is None or high is None else high - low

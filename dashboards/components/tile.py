"""A key figure: its name, its value or the face of its state, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards import html
from dashboards.components.state import build_state
from pipelines.publication.reader import Figure


def build_tile(name: str, value: str, about: Sequence[str], figure: Figure | None) -> html.Div:
    """A tile.

    Args:
        name: what is counted.
        value: the number as text; used only if the figure is shown.
        about: interval, counts and period, a line each.
        figure: the cell behind it.
    """
    shown: Any = value
    if figure is None:
        shown = "publiceras inte"
    elif figure.varde is None:
        shown = build_state(figure)
    return html.Div(
        [
            html.H3(name),
            html.P(shown, className="value"),
            html.P([html.Span(line) for line in about], className="about"),
        ],
        className="tile",
    )

"""Gives drawings to Plotly's own checks: a misspelt property fails here, not in a browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import plotly.graph_objects as go


def checked(figure: Callable[..., dict[str, Any]]) -> Callable[..., go.Figure]:
    """The same figure, checked and with Plotly's attributes."""

    @wraps(figure)
    def draw(*given: Any, **named: Any) -> go.Figure:
        return go.Figure(figure(*given, **named))

    return draw

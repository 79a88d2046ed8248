"""A drawing: what plotly.js draws in the browser, as plain data.

`plotly.graph_objects` checks every property each time, which took longer than all else on a page.
Here nothing is checked at run time; the tests give every figure to it instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.theme import plotly_template
from dashboards.tokens import load_tokens
from dashboards.view import View

Drawing = dict[str, Any]


def draw(traces: Sequence[Mapping[str, Any]], view: View, height: int, **layout: Any) -> Drawing:
    """Traces and layout, with the look of the reader's colours and no higher than charts may be."""
    highest = load_tokens().size["chart"]
    return {
        "data": list(traces),
        "layout": {
            "template": plotly_template(view.scheme),
            "height": min(highest, height),
            **layout,
        },
    }

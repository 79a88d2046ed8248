"""Finding the parts of some kinds in a layout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import dcc
from dash.development.base_component import Component

from dashboards import html

Kind = type[html.Element | Component]
CHARTS: Final[tuple[Kind, ...]] = (dcc.Graph, html.Drawn)  # drawn by the browser, by the server


def within(content: Any, *kinds: Kind) -> Iterator[Any]:
    """The parts of some kinds, in reading order; nothing inside a table or a chart.

    So a table of a thousand cells costs no more than one of ten.
    """
    waiting = [content]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list | tuple):
            waiting.extend(reversed(part))
        elif isinstance(part, html.Element | Component):
            if isinstance(part, kinds):
                yield part
            if not isinstance(part, (html.Table, *CHARTS)):
                waiting.append(getattr(part, "children", None))

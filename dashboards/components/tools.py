"""The tools of a card: pictures, tables to take away, and a link to it.

The buttons are plain; assets/verktyg.js gives them life, with the page's address from `main`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import attributes

# What a tool is called in the script, and on the screen.
_CHART = (("png", "Bild (PNG)"), ("svg", "Bild (SVG)"))
_TABLE = (("csv", "CSV"), ("xlsx", "Excel"))
_LINK = ("lank", "Kopiera länk")


def tables_and_charts(content: Any) -> Iterator[html.Table | dcc.Graph]:
    """The tables and charts in some components, in reading order.

    Nothing inside a table or a chart is looked at, so a table of a thousand cells costs no more
    than one of ten.
    """
    waiting = [content]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list | tuple):
            waiting.extend(reversed(part))
        elif isinstance(part, html.Table | dcc.Graph):
            yield part
        elif isinstance(part, Component):
            waiting.append(getattr(part, "children", None))


def build_tools(question: str, content: Any) -> html.Div:
    """The toolbar of a card.

    Args:
        question: the card's heading, for those who meet the toolbar by itself.
        content: what the card holds; pictures are offered of charts, files of tables.
    """
    found = list(tables_and_charts(content))
    tools = [
        *(_CHART if any(isinstance(part, dcc.Graph) for part in found) else ()),
        *(_TABLE if any(isinstance(part, html.Table) for part in found) else ()),
        _LINK,
    ]
    return html.Div(
        [
            *(
                html.Button(name, type="button", className="tool", **attributes(data_verktyg=tool))
                for tool, name in tools
            ),
            html.P(role="status", className="tools-said"),
        ],
        className="tools",
        role="group",
        **attributes(aria_label=f"Ta med dig: {question}"),
    )

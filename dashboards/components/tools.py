"""The tools of a card: pictures, tables to take away, and a link to it.

The buttons are plain; assets/verktyg.js gives them life, with the page's address from `main`.
"""

from __future__ import annotations

from typing import Any

from dashboards import html
from dashboards.components.attributes import attributes
from dashboards.components.within import CHARTS, within

# What a tool is called in the script, and on the screen.
_CHART = (("png", "Bild (PNG)"), ("svg", "Bild (SVG)"))
_TABLE = (("csv", "CSV"), ("xlsx", "Excel"))
_LINK = ("lank", "Kopiera länk")


def build_tools(question: str, content: Any) -> html.Div:
    """The toolbar of a card.

    Args:
        question: the card's heading, for those who meet the toolbar by itself.
        content: what the card holds; pictures are offered of charts, files of tables.
    """
    found = list(within(content, html.Table, *CHARTS))
    tools = [
        *(_CHART if any(isinstance(part, CHARTS) for part in found) else ()),
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

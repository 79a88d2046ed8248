"""What a page has to take away: its cards, by id, with their tables and charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dash import dcc

from dashboards import html
from dashboards.components.within import CHARTS, within


@dataclass(frozen=True)
class Card:
    """A card of a page.

    Attributes:
        section: the card itself.
        tables, charts: what it holds, in reading order.
    """

    section: html.Section
    tables: list[html.Table] = field(default_factory=list)
    charts: list[dcc.Graph | html.Drawn] = field(default_factory=list)


def cards(content: Sequence[Any]) -> dict[str, Card]:
    """The cards of a page by id, in reading order; sections without an id are no cards."""
    found: dict[str, Card] = {}
    for section in within(content, html.Section):
        name = getattr(section, "id", None)
        if isinstance(name, str):
            parts = list(within(section.children, html.Table, *CHARTS))
            found.setdefault(
                name,
                Card(
                    section,
                    [part for part in parts if isinstance(part, html.Table)],
                    [part for part in parts if isinstance(part, CHARTS)],
                ),
            )
    return found

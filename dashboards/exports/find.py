"""What a page has to take away: its cards, by id, with their tables and charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.tools import tables_and_charts


@dataclass(frozen=True)
class Card:
    """A card of a page.

    Attributes:
        section: the card itself.
        tables, charts: what it holds, in reading order.
    """

    section: html.Section
    tables: list[html.Table] = field(default_factory=list)
    charts: list[dcc.Graph] = field(default_factory=list)


def cards(content: Sequence[Any]) -> dict[str, Card]:
    """The cards of a page by id, in reading order; sections without an id are no cards."""
    found: dict[str, Card] = {}
    for section in within(content, html.Section):
        name = getattr(section, "id", None)
        if isinstance(name, str):
            parts = list(tables_and_charts(section.children))
            found.setdefault(
                name,
                Card(
                    section,
                    [part for part in parts if isinstance(part, html.Table)],
                    [part for part in parts if isinstance(part, dcc.Graph)],
                ),
            )
    return found


def within(content: Any, *kinds: type[Component]) -> Iterator[Any]:
    """The components of some kinds, in reading order; nothing inside a table or a chart."""
    waiting = [content]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list | tuple):
            waiting.extend(reversed(part))
        elif isinstance(part, Component):
            if isinstance(part, kinds):
                yield part
            if not isinstance(part, html.Table | dcc.Graph):
                waiting.append(getattr(part, "children", None))

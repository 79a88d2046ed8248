"""Finding cards, sentences and rows in a page that is looked at without a browser."""

from __future__ import annotations

from typing import Any

from dash import dcc

from dashboards import html
from tests.unit.dashboards.conftest import parts_of


def card_ids(page: Any) -> list[str]:
    """The cards with a question, from top to bottom."""
    sections = (part for part in parts_of(page) if isinstance(part, html.Section))
    return [part.id for part in sections if hasattr(part, "id")]


def card_of(page: Any, card_id: str) -> html.Section:
    """The card with an id."""
    return next(p for p in parts_of(page) if isinstance(p, html.Section) and p.id == card_id)


def sentences_of(card: html.Section) -> list[str]:
    """A card's sentences, with ordinary spaces and the terms in them as text."""
    return [_text(part) for part in card.children if isinstance(part, html.P)]


def rows_of(card: html.Section) -> list[list[str]]:
    """The rows of a card's table, its head first."""
    return [
        [_text(cell) for cell in row.children] for row in parts_of(card) if isinstance(row, html.Tr)
    ]


def row_of(card: html.Section, name: str) -> str:
    """The first row of a card's table that begins with a name, as one text."""
    rows = (" ".join(filter(None, row)) for row in rows_of(card))
    return next(row for row in rows if row.startswith(name))


def chart_of(card: html.Section) -> dict[str, Any]:
    """What a card's chart draws."""
    figure: dict[str, Any] = next(p for p in parts_of(card) if isinstance(p, dcc.Graph)).figure
    return figure


def _text(part: Any) -> str:
    texts = (text for text in parts_of(part.children) if isinstance(text, str))
    return " ".join("".join(texts).replace("\N{NO-BREAK SPACE}", " ").split())

"""Lägesbild: the city in a few figures, and how fresh and whole the data behind them are."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboards.components.card import build_card
from dashboards.components.table import build_table
from dashboards.pages.parts import Query, page_head
from dashboards.pages.skydd import build_cost
from dashboards.pages.staden import build_city
from dashboards.query import Choice
from dashboards.view import View
from pipelines.presentation.freshness import Delivery, deliveries
from pipelines.presentation.quality import CLASSES, quality_rows, where_text
from pipelines.presentation.sentences import lagesbild as sentences
from pipelines.presentation.tables import records
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night


def choices(_: Night, __: Query) -> dict[str, Choice]:
    """The page has no parameters."""
    return {}


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The page; it has no parameters and no charts."""
    units = Units.of(night)
    parts = [
        *page_head(
            "Lägesbild",
            "Öppna insatser för barn och unga i Stockholms stadsdelsnämnder, i korthet.",
        ),
        build_city(night, units),
        _fresh(night),
        _quality(night, units),
        build_cost(night),
    ]
    return [part for part in parts if part is not None]


def _fresh(night: Night) -> html.Section:
    return build_card(
        "farskhet",
        "Hur färska är uppgifterna?",
        [
            "Varje nämnd levererar sitt eget uttag. Uttagsdatum är den dag som uppgifterna "
            "gäller till och med."
        ],
        [
            build_table(
                "Gällande leveranser",
                ["Nämnd", "Uttagsdatum", "Leverans", "Rader som inte kunde användas"],
                [(delivery.namn, _delivery(delivery)) for delivery in deliveries(night)],
                numeric=False,
            )
        ],
    )


def _delivery(delivery: Delivery) -> list[str | html.Td]:
    if delivery.uttagsdatum is None:
        return [html.Td("ej levererat", colSpan=3)]
    day = delivery.uttagsdatum.isoformat()
    if delivery.days_behind:
        day += f" ({delivery.days_behind} dagar äldre än det yngsta)"
    return [day, html.Td(delivery.leverans_id, className="id"), delivery.karantan]


def _quality(night: Night, units: Units) -> html.Section:
    titles = {row["id"]: row["titel"] for row in records(night, "matt")}
    count = len(units.districts)
    rows = [
        (
            [_capital(check.titel), " ", html.Span(f"({check.regel})", className="id")],
            [
                check.outcome,
                ", ".join(titles.get(matt, matt) for matt in check.measures) or "–",
                *(where_text(check.where.get(name, []), count) for name in CLASSES),
            ],
        )
        for check in quality_rows(night)
    ]
    classes = [row["klass"] for row in records(night, "kvalitet")]
    table = build_table(
        "Kontroller som har gett utslag i de gällande leveranserna",
        ["Kontroll", "Följd", "Påverkar", *(_capital(name) for name in CLASSES)],
        rows,
        numeric=False,
    )
    return build_card(
        "kvalitet",
        "Hur hela är uppgifterna?",
        [
            sentences.quality(classes),
            "Klasserna visar hur stor del av raderna i en leverans som en kontroll berör. Få är "
            "under 1 % eller under 20 rader; antalen visas inte, för att inte röja skyddade tal.",
        ],
        [table if rows else None],
    )


def _capital(text: str) -> str:
    """A capital first, unless the text begins with the name of a column."""
    return text if "_" in text.split(" ", maxsplit=1)[0] else text[:1].upper() + text[1:]

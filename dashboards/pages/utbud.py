"""Utbud: which types the districts offer, for whom, how alike, and what would be (U1, U3–U8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dashboards import html
from dashboards.components import coverage_card, likeness_cards, offer_cards, rare_cards
from dashboards.components.attributes import attributes
from dashboards.components.filters import (
    Filter,
    Search,
    build_filters,
    link_to,
    notes,
    period_filter,
)
from dashboards.components.page_parts import Query, nothing_yet, page_head
from dashboards.components.scenario_card import build_scenarios
from dashboards.components.support_card import build_support
from dashboards.components.what_if_card import WITHOUT, build_free
from dashboards.navigation import UTBUD
from dashboards.query import Choice, choose
from dashboards.several import choose_several
from dashboards.view import View
from pipelines.presentation.measure_search import cleaned
from pipelines.presentation.offer_groups import CATALOGUE, EVERY, ORDERS, SPREAD, grouped, sought
from pipelines.presentation.offers import Offers
from pipelines.presentation.tables import labels, records
from pipelines.presentation.units import Units
from pipelines.publication.reader import Figure, Night

# Card -> the few words that lead to it from the top of the page.
_ON_PAGE: Final = {
    "antal-typer": "Hur många",
    "var": "Vilka och var",
    "tackning": "För hur många barn",
    "spridning": "Spridning",
    "ensamma": "I bara en stadsdel",
    "grund": "På vilken grund",
    "likhet": "Hur lika",
    "grundkatalog": "Grundkatalogen",
    "over-tid": "Före och efter juli 2025",
    "kunskapsstod": "Kunskapsstödet",
    "om-analys": "Stadens frågor",
    "utan": "Om typer avvecklas",
}


def choices(night: Night, asked: Query) -> dict[str, Choice]:
    """The page's checked parameters; empty if there is nothing to show."""
    known = night.periods("U1")
    if not known:
        return {}
    types = sorted(
        records(night, "etiketter", dimension="insatstyp"), key=lambda row: int(row["ordning"])
    )
    used = {row["grupp"] for row in types}
    categories = [code for code in labels(night, "kategori") if code in used]
    words = cleaned(asked.get("sok"))
    return {
        "dag": choose(asked.get("dag"), known, known[0], "Dagen"),
        "kategori": choose(asked.get("kategori"), (EVERY, *categories), EVERY, "Kategorin"),
        "ordning": choose(asked.get("ordning"), tuple(ORDERS), CATALOGUE, "Ordningen"),
        "sok": Choice(words, (words,)),
        WITHOUT: choose_several(
            asked.get(WITHOUT), [row["kod"] for row in types], "insatstyperna"
        ),
    }  # fmt: skip


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The page for the day asked for, or the latest."""
    units, chosen = Units.of(night), choices(night, query)
    if not chosen:
        return nothing_yet(UTBUD.name)
    day, words = chosen["dag"].value, chosen["sok"].value
    offers = Offers.of(night, units, day)
    groups = grouped(
        offers, sought(offers, chosen["kategori"].value, words), chosen["ordning"].value
    )
    cells = {
        figure.dimension_varde: figure
        for figure in night.figures("U4", period=day, dimension="insatstyp")
    }
    # A column where no number may be shown would only repeat its state; the card on U4 says it.
    children: Mapping[str, Figure] = (
        cells if any(figure.varde is not None for figure in cells.values()) else {}
    )
    cards = [
        offer_cards.build_counts(night, units, offers, view),
        offer_cards.build_where(night, offers, groups, children, words, view),
        coverage_card.build_coverage(night, offers, groups, cells, view),
        offer_cards.build_spread(night, day, view),
        rare_cards.build_alone(night, offers, link_to(UTBUD, chosen, ordning=SPREAD) + "#var"),
        rare_cards.build_ground(night, units, day, view),
        likeness_cards.build_alike(night, units, day),
        likeness_cards.build_base(night, units, day, view),
        likeness_cards.build_gap(night, units),
        build_support(night, units, day, view),
        build_scenarios(night, units, day),
        build_free(night, offers, chosen, children, view),
    ]
    shown = [card for card in cards if card is not None]
    return [
        *page_head(
            UTBUD.name,
            "Vilka av katalogens insatstyper erbjuds, och var? Fler typer är inte bättre i sig, "
            "och centrala insatser räknas inte.",
            _controls(offers, chosen),
            notes(*chosen.values()),
        ),
        _on_page(shown),
        *shown,
    ]


def _controls(offers: Offers, chosen: Mapping[str, Choice]) -> html.Div:
    return build_filters(
        UTBUD,
        period_filter(chosen["dag"], "dag", "Dag"),
        Filter("kategori", "Kategori", chosen["kategori"], {EVERY: "alla", **offers.categories}),
        Filter("ordning", "Ordna matrisen efter", chosen["ordning"], ORDERS),
        Search("sok", "Sök insatstyp", chosen["sok"].value, "Ord ur namnet; tryck Enter"),
    )


def _on_page(cards: list[html.Section]) -> html.Nav:
    """The ways to the page's cards, which are many."""
    there = {str(getattr(card, "id", "")) for card in cards}
    return html.Nav(
        html.Ul(
            [
                html.Li(html.A(words, href=f"#{card}"))
                for card, words in _ON_PAGE.items()
                if card in there
            ]
        ),
        className="on-page",
        **attributes(aria_label="På den här sidan"),
    )

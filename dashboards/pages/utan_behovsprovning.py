"""Utan behovsprövning och personal: what is given without a decision, and by how many (S1–P2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dashboards import html
from dashboards.components.breakdown_card import build_breakdown_card
from dashboards.components.measure_pages import build_period_card, own_period
from dashboards.components.unit_pages import Chosen, UnitPage
from dashboards.components.years_card import Line, build_years_card
from dashboards.navigation import UTAN_BEHOVSPROVNING
from dashboards.view import View
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night

_LINES: Final = (
    Line("S1", "taljare", "Påbörjade insatser utan behovsprövning"),
    Line("A1", "namnare", "Aktualiseringar som bedömdes"),
    Line("A2", "namnare", "Avslutade utredningar"),
)
_AGGREGATE: Final = (
    "Talen kommer ur nämndernas månadsräkning: inga barn är registrerade, och samma familj kan ha "
    "räknats flera gånger."
)


def _cards(night: Night, units: Units, chosen: Chosen, view: View) -> list[html.Section | None]:
    period, year, unit, where = chosen.period, chosen.year, chosen.unit, chosen.where
    return [
        build_period_card(
            night, units, "S1", period, "Hur mycket ges utan behovsprövning?", view
        ),
        build_breakdown_card(
            night, "S1", "nuso_kategori", _kind_period(night, period), unit,
            f"Vilka slags insatser ges utan behovsprövning {where}?", view, [_AGGREGATE],
        ),
        build_breakdown_card(
            night, "S2", "resultat", year, unit, f"Vad ledde insatserna till {where}?", view,
            [_AGGREGATE],
        ),
        build_years_card(
            night, "ar-for-ar", unit, _LINES,
            f"Flyttar stöd utan behovsprövning trycket från aktualisering och utredning {where}?",
            [
                "Siffrorna står bredvid varandra, år för år. De säger inte att det ena orsakar "
                "det andra: också anmälningar och resurser ändras."
            ],
            view, "Antal",
        ),
        *(
            build_period_card(night, units, matt, year, question, view)
            for matt, question in _STAFF.items()
            if night.periods(matt)
        ),
    ]  # fmt: skip


_STAFF: Final[Mapping[str, str]] = {
    "P1": "Hur många arbetar med öppna insatser?",
    "P2": "Hur många insatser har varje årsarbetare?",
}


def _kind_period(night: Night, period: str) -> str:
    """The half-year of the kinds: the page's own, or the latest in its year."""
    halves: Sequence[str] = night.periods("S1", "nuso_kategori")
    return own_period(halves, period) or next((h for h in halves if h[:4] == period[:4]), period)


_PAGE: Final = UnitPage(
    UTAN_BEHOVSPROVNING,
    "Vad får familjer utan att först utredas, vad leder det till, och hur många arbetar "
    "med öppna insatser?",
    "S1", _cards,
)  # fmt: skip
choices, build_page = _PAGE.choices, _PAGE.build_page

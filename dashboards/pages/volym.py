"""Volym: how much is granted, to whom and where (V1, V2, V4, V5, V6)."""

from __future__ import annotations

from typing import Final

from dashboards import html
from dashboards.components.breakdown_card import build_breakdown_card
from dashboards.components.city_years import build_city_years
from dashboards.components.control_card import build_control_card
from dashboards.components.measure_card import build_measure_card
from dashboards.components.page_parts import source
from dashboards.components.rates_card import build_rates_card
from dashboards.components.stages_card import build_stages_card
from dashboards.components.unit_pages import Chosen, UnitPage
from dashboards.components.years_card import Line, build_years_card
from dashboards.navigation import VOLYM
from dashboards.query import latest_year
from dashboards.view import View
from pipelines.presentation import compared
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night

_CHILDREN: Final = (
    Line("V2", "taljare", "Någon dag under året"),
    Line("V2", "taljare", "Den 1 november", day="-11-01"),
)
_DIFFERENT: Final = (
    "Varje barn räknas en gång i varje tal. Talen får inte läggas ihop mellan år: samma barn kan "
    "ha en insats i flera."
)
_SEX: Final = "Barn vars kön är okänt räknas med pojkarna, så att inget tal skiljer ut dem."
_PLACED: Final = (
    "Bara placerade barn som har något beslut om öppen insats finns i uttagen, så andelen är "
    "högre än bland alla placerade barn."
)


def _cards(night: Night, units: Units, chosen: Chosen, view: View) -> list[html.Section | None]:
    period, year, unit, where = chosen.period, chosen.year, chosen.unit, chosen.where
    children = units.all[0].kod, units.all[0].name
    rates = night.periods("V4")
    return [
        build_measure_card(night, units, "V1", period, "Hur många insatser beviljas?", view),
        build_breakdown_card(
            night, "V1", "kategori", year, unit, f"Vilka slags insatser beviljas {where}?", view
        ),
        build_breakdown_card(
            night, "V1", "alder", year, unit, f"Hur gamla är barnen {where}?", view
        ),
        build_breakdown_card(
            night, "V1", "kon", year, children, "Hur många beslut gäller flickor och pojkar?", view
        ),
        _quarters(night, unit, view),
        build_stages_card(
            night, units, year, "Hur många insatser börjar, pågår och slutar?", view
        ),
        build_measure_card(
            night, units, "V4", year if year in rates else latest_year(rates),
            "Hur stor del av barnen har en insats?", view,
        )
        if rates
        else None,
        build_rates_card(
            night, "V4", "alder_kon", year if year in rates else latest_year(rates),
            "Hur stor del av flickor och pojkar i varje ålder har en insats?", _SEX, view,
        )
        if rates
        else None,
        build_years_card(
            night, "v2", children, _CHILDREN, "Hur många barn har en öppen insats?",
            [_DIFFERENT], view, "Antal barn",
        ),
        build_breakdown_card(
            night, "V2", "alder", year, children, "Hur gamla är barnen som har en insats?", view
        ),
        build_city_years(
            night, "V6", period,
            "Hur många barn i jour- och familjehem har också en öppen insats?", [_PLACED], view,
        ),
    ]  # fmt: skip


def _quarters(night: Night, unit: tuple[str, str], view: View) -> html.Section | None:
    points = compared.charts(night, "V1").get(unit[0])
    if not points:
        return None
    latest = night.figure(f"V1/{unit[0]}/{points[-1]['period']}")
    return build_control_card(
        points, unit[1], night.measure("V1"), source(night, "V1", latest), view
    )


_PAGE: Final = UnitPage(
    VOLYM,
    "Hur mycket beviljas, till vem och var? Ett barn kan ha flera beslut. Uppdelningar "
    "och barn redovisas för hela år.",
    "V1", _cards,
)  # fmt: skip
choices, build_page = _PAGE.choices, _PAGE.build_page

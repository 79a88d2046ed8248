"""Tid: how soon things happen (T1, T2, T4, T5, T3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dash import html

from dashboards.components.figure_card import build_figure_card
from dashboards.components.measure_pages import build_measure_page, period_choice
from dashboards.components.state import build_state
from dashboards.components.table import build_table
from dashboards.figures.values import value_dots
from dashboards.navigation import TID
from dashboards.pages.parts import Query, chart_rows, city_key, source
from dashboards.query import Choice
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.scale import Scale
from pipelines.presentation.sentences.shares import not_shown
from pipelines.presentation.tables import labels
from pipelines.presentation.units import Units, city_of, without_city
from pipelines.publication.reader import Figure, Night

_MEASURES: Final = {
    "T1": "Görs förhandsbedömningen inom 14 dagar?",
    "T2": "Avslutas utredningen inom fyra månader?",
    "T4": "Startar insatsen i tid efter beslutet?",
    "T5": "Upprättas genomförandeplanen i tid?",
}


def choices(night: Night, asked: Mapping[str, object]) -> dict[str, Choice]:
    """The page's only parameter, the period."""
    return period_choice(night, asked, _MEASURES)


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The page for the period asked for."""
    return build_measure_page(
        night, query, view, TID,
        "Hur snart får barn och familjer besked och hjälp? Ett mått räknar en sak i taget: "
        "anmälningar, utredningar, beslut eller insatser.",
        _MEASURES, _days,
    )  # fmt: skip


def _days(night: Night, units: Units, period: str, view: View) -> html.Section | None:
    """T3: the median and the 90th percentile by unit, for whole years."""
    year, measure, scale = period[:4], night.measure("T3"), Scale.of(night.measure("T3"))
    if year not in night.periods("T3", "statistik"):
        return None
    names, words = units.names, labels(night, "statistik")
    by_unit: dict[str, dict[str, Figure]] = {}
    for figure in night.figures("T3", period=year, dimension="statistik"):
        by_unit.setdefault(figure.enhet, {})[figure.dimension_varde] = figure
    there = [code for code in words if any(code in cells for cells in by_unit.values())]
    main = "median" if "median" in there else there[0]
    cells = units.sorted(own[main] for own in by_unit.values() if main in own)
    rows = chart_rows(units, without_city(cells), view)
    city = city_of(cells)
    ends = {
        row.label: late.varde
        for row in rows
        if (late := by_unit[row.figure.enhet].get("p90")) and late.varde is not None
    }
    table = build_table(
        f"{measure['titel']}, {formats.when(year)}",
        ["Enhet", *(words[code] for code in there)],
        [
            (names[cell.enhet], [_cell(by_unit[cell.enhet].get(code), scale) for code in there])
            for cell in cells
        ],
    )
    told = (
        not_shown("Stadens utredningstid", city)
        if city is None or city.varde is None
        else f"{formats.during(year)}, hela staden: hälften av utredningarna tog högst "
        f"{scale.text(city.varde)}."
    )
    key = [("mark-within", "median"), *city_key(city)]
    if ends:
        key.insert(1, ("whisker", "till 90:e percentilen"))
    return build_figure_card(
        "t3",
        "Hur många dagar tar en utredning?",
        [told, "Dagarna redovisas för hela år, och jämförs inte med slumpen."],
        value_dots(rows, city, measure, view, ends),
        table,
        source(night, "T3", None),
        key=key,
        cells=cells,
    )


def _cell(figure: Figure | None, scale: Scale) -> html.Td:
    if figure is None:
        return html.Td("–", className="num")
    shown = build_state(figure) if figure.varde is None else scale.text(figure.varde)
    return html.Td(shown, className="num")

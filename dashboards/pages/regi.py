"""Regi: who runs the services that are granted, and what is bought costs (R1, R2, R3)."""

from __future__ import annotations

from typing import Any, Final

from dashboards import html
from dashboards.components.city_parts import city_parts
from dashboards.components.figure_card import build_figure_card
from dashboards.components.filters import build_filters, notes, period_filter
from dashboards.components.measure_card import build_onward
from dashboards.components.page_parts import (
    Query,
    chart_rows,
    city_key,
    nothing_yet,
    page_head,
    period_choice,
    source,
)
from dashboards.components.regi_parts import build_regi_parts
from dashboards.components.table import AGAINST_REST, build_table, share_cells, verdict_cell
from dashboards.components.years_card import Line, build_years_card
from dashboards.figures.equiplot import marks_key
from dashboards.figures.values import value_dots
from dashboards.navigation import REGI
from dashboards.query import Choice
from dashboards.view import View
from pipelines.presentation import compared, comparisons, formats
from pipelines.presentation.control_charts import signal_sentence
from pipelines.presentation.sentences import regi as sentences
from pipelines.presentation.sentences.likstallighet import verdict_sentence
from pipelines.presentation.sentences.shares import hidden_sentence, range_sentence
from pipelines.presentation.units import Units, city_of, without_city
from pipelines.publication.reader import Night

_COST: Final = (
    Line("R3", "varde", "Per köpt insats", "kostnad=per_insats"),
    Line("R3", "varde", "Per barn med köpt insats", "kostnad=per_barn"),
)
_NOT_THE_COST: Final = (
    "Medelvärden för hela staden, avrundade till hundratal. Bara köpta insatser med känd "
    "månadskostnad räknas: en okänd kostnad är inte noll. Insatser i egen regi har ingen kostnad "
    "i uppgifterna, så detta är inte vad öppenvården kostar, och inte vad egen regi hade kostat."
)
_CATEGORIES: Final = city_parts(
    "R1", "kategori", "Vilka slags insatser ges i egen regi, och vilka köps?"
)


def choices(night: Night, asked: Query) -> dict[str, Choice]:
    """The page's only parameter; empty if there is nothing to show."""
    return period_choice(asked, night.periods("R1"))


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The page for the period asked for, or the latest whole year."""
    units, chosen = Units.of(night), choices(night, query)
    if not chosen:
        return nothing_yet("Regi")
    choice = chosen["period"]
    cards = [
        _own_share(night, units, choice.value, view),
        build_regi_parts(night, units, choice.value[:4], view),
        _CATEGORIES(night, units, choice.value, view),
        _cost(night, units, view),
    ]
    return [
        *page_head(
            "Regi",
            "Vem driver insatserna som beviljas: egen nämnd, en annan del av staden, eller en "
            "köpt utförare? Och vad kostar det som köps?",
            build_filters(REGI, period_filter(choice)),
            notes(choice),
        ),
        *(card for card in cards if card is not None),
    ]


def _cost(night: Night, units: Units, view: View) -> html.Section | None:
    """What a bought service costs a month, in the whole city and year by year."""
    city = units.all[0]
    return build_years_card(
        night, "r3", (city.kod, city.name), _COST, "Vad kostar köpta insatser?", [_NOT_THE_COST],
        view, "Kronor per månad",
    )  # fmt: skip


def _own_share(night: Night, units: Units, period: str, view: View) -> html.Section:
    measure = night.measure("R1")
    cells = units.sorted(night.figures("R1", period=period))
    city, others, names = city_of(cells), without_city(cells), units.names
    found = compared.comparison(night, "R1", period)
    against = comparisons.verdicts(night, "R1", period)
    told = [
        sentences.own_share(city),
        verdict_sentence(found) if against else "",
        range_sentence(units.of_districts(cells), names),
        comparisons.spread_sentence(night, "R1", period),
        comparisons.change_sentence(night, "R1", period),
        signal_sentence(night, "R1", names),
        # The verdicts name the districts that are hidden.
        hidden_sentence(found.others if against else others, names),
    ]
    chart = value_dots(
        chart_rows(units, others, view), city, measure, view, marks=found.marks if against else {}
    )
    table = build_table(
        f"Andel egen regi, {formats.when(period)}",
        ["Enhet", "Beslut", "I egen regi", "Andel", "Osäkerhetsintervall (95 %)", AGAINST_REST],
        [(names[cell.enhet], [*share_cells(cell), verdict_cell(cell, against)]) for cell in cells],
    )
    return build_figure_card(
        "egen-regi",
        "Hur stor andel av besluten gäller egen regi?",
        told,
        chart,
        table,
        source(night, "R1", city),
        key=[
            *(marks_key(found) if against else [("mark-within", "andel")]),
            ("whisker", "osäkerhetsintervall (95\N{NO-BREAK SPACE}%)"),
            *city_key(city),
        ],
        cells=cells,
        beside=build_onward("R1", period) if against else None,
    )

"""Regi: who runs the services that are granted, and what is bought costs (R1, R2, R3)."""

from __future__ import annotations

from typing import Any, Final

import dash_mantine_components as dmc
from dash import html

from dashboards.components.card import build_card
from dashboards.components.city_parts import city_parts
from dashboards.components.controls import build_control
from dashboards.components.figure_card import build_figure_card
from dashboards.components.measure_card import build_onward
from dashboards.components.state import build_state
from dashboards.components.table import AGAINST_REST, build_table, share_cells, verdict_cell
from dashboards.components.years_card import Line, build_years_card
from dashboards.figures.dots import share_dots
from dashboards.figures.stacked import share_stack
from dashboards.navigation import REGI, UTBUD
from dashboards.pages.parts import (
    Query,
    chart_rows,
    city_key,
    nothing_yet,
    page_head,
    period_choice,
    source,
)
from dashboards.query import Choice
from dashboards.view import View
from pipelines.presentation import comparisons, formats, tables
from pipelines.presentation.control_charts import signal_sentence
from pipelines.presentation.sentences import regi as sentences
from pipelines.presentation.sentences.shares import hidden_sentence, range_sentence
from pipelines.presentation.units import Units, city_of, without_city
from pipelines.publication.reader import Figure, Night
from pipelines.publication.status import Status

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
    return period_choice(night, asked, "R1")


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The page for the period asked for, or the latest whole year."""
    units, chosen = Units.of(night), choices(night, query)
    if not chosen:
        return nothing_yet("Regi")
    choice = chosen["period"]
    cards = [
        _own_share(night, units, choice.value, view),
        _five_values(night, units, choice.value[:4], view),
        _CATEGORIES(night, units, choice.value, view),
        _cost(night, units, view),
    ]
    return [
        *page_head(
            "Regi",
            "Vem driver insatserna som beviljas: egen nämnd, en annan del av staden, eller en "
            "köpt utförare? Och vad kostar det som köps?",
            build_control(REGI, "period", "Period", choice),
            choice.note,
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
    told = [
        sentences.own_share(city),
        range_sentence(units.of_districts(cells), names),
        comparisons.spread_sentence(night, "R1", period),
        comparisons.change_sentence(night, "R1", period),
        signal_sentence(night, "R1", names),
        hidden_sentence(others, names),
    ]
    against = comparisons.verdicts(night, "R1", period)
    chart = share_dots(chart_rows(units, others, view), city, measure, view)
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
        key=[("dot", "andel"), ("whisker", "osäkerhetsintervall"), *city_key(city)],
        cells=cells,
        beside=build_onward("R1", period) if against else None,
    )


def _five_values(night: Night, units: Units, year: str, view: View) -> html.Section:
    measure, names = night.measure("R2"), units.names
    labels = tables.labels(night, "regi")
    cells = night.figures("R2", period=year, dimension="regi")
    question = "Vem driver insatserna?"
    parts = {
        code: units.sorted([cell for cell in cells if cell.dimension_varde == code])
        for code in labels
    }
    city = [figure for figures in parts.values() for figure in figures if figure.enhet == "stad"]
    told = [sentences.five_values(city, labels)]
    sources = [source(night, "R2", city[0] if city else None)]
    if all(cell.status == Status.EJ_MOGEN for cell in cells):
        return build_card("fem-varden", question, told, [], sources)
    is_whole = all(cell.varde is not None for cell in cells)
    told.append(
        "Fördelningen publiceras för hela år."
        + (
            ""
            if is_whole
            else " Delar som inte visas är streckade; de upptar tillsammans det som blir kvar av "
            "stapeln."
        )
    )
    chart = share_stack(
        {labels[code]: chart_rows(units, figures, view) for code, figures in parts.items()},
        measure,
        view,
    )
    table = build_table(
        f"Beslut efter regi, {year}",
        ["Enhet", *labels.values()],
        [(names[unit], [_part(figure) for figure in row]) for unit, row in _by_unit(parts).items()],
    )
    key = [(f"series-{place}", name) for place, name in enumerate(labels.values(), start=1)]
    return build_figure_card(
        "fem-varden",
        question,
        told,
        chart,
        table,
        sources[0],
        key=[*key, *([] if is_whole else [("hatched", "skyddad")])],
        cells=cells,
        beside=_shared(),
    )


def _shared() -> html.P:
    """Where a reader who asks what could be shared instead of bought goes on."""
    return html.P(
        [
            "Det som köps, eller ges av en annan nämnd, är det som skulle kunna drivas själv eller "
            "delas. Vilka slags insatser det är publiceras inte. ",
            dmc.Anchor(
                "Se vilka insatstyper som finns i en eller ett fåtal stadsdelar",
                href=UTBUD.path,
                unstyled=True,
            ),
            ".",
        ]
    )


def _by_unit(parts: dict[str, list[Figure]]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figures in parts.values():
        for figure in figures:
            found.setdefault(figure.enhet, []).append(figure)
    return found


def _part(figure: Figure) -> html.Td:
    if figure.varde is None or figure.taljare is None:
        return html.Td(build_state(figure), className="num")
    return html.Td(
        [
            formats.share(figure.varde),
            html.Span(f" ({formats.number(figure.taljare)})", className="beside"),
        ],
        className="num",
    )

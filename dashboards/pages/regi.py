"""Regi: who runs the services that are granted (R1, R2)."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboards.components.card import build_card, build_table_details
from dashboards.components.controls import build_control
from dashboards.components.graph import build_graph, build_key
from dashboards.components.state import build_state, build_state_notes
from dashboards.components.table import AGAINST_REST, build_table, share_cells, verdict_cell
from dashboards.figures.dots import share_dots
from dashboards.figures.stacked import share_stack
from dashboards.navigation import REGI
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


def choices(night: Night, asked: Query) -> dict[str, Choice]:
    """The page's only parameter; empty if there is nothing to show."""
    return period_choice(night, asked, "R1")


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The page for the period asked for, or the latest whole year."""
    units, chosen = Units.of(night), choices(night, query)
    if not chosen:
        return nothing_yet("Regi")
    choice = chosen["period"]
    return [
        *page_head(
            "Regi",
            "Vem driver insatserna som beviljas: egen nämnd, en annan del av staden, eller en "
            "köpt utförare?",
            build_control(REGI, "period", "Period", choice),
            choice.note,
        ),
        _own_share(night, units, choice.value, view),
        _five_values(night, units, choice.value[:4], view),
    ]


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
    return build_card(
        "egen-regi",
        "Hur stor andel av besluten gäller egen regi?",
        told,
        [
            build_key([("dot", "andel"), ("whisker", "osäkerhetsintervall"), *city_key(city)]),
            build_graph("diagram-egen-regi", chart, " ".join(told[:2])),
            build_state_notes(cells),
            build_table_details(table),
        ],
        [source(night, "R1", city)],
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
    told.append(
        "Fördelningen publiceras för hela år. Delar som inte visas är streckade; de upptar "
        "tillsammans det som blir kvar av stapeln."
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
    return build_card(
        "fem-varden",
        question,
        told,
        [
            build_key([*key, ("hatched", "skyddad")]),
            build_graph("diagram-fem-varden", chart, told[0]),
            build_state_notes(cells),
            build_table_details(table),
        ],
        sources,
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

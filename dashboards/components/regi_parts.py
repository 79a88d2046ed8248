"""The card on who runs the services: the parts of the city, or of each unit (R2)."""

from __future__ import annotations

from dashboards import html
from dashboards.components.card import build_card
from dashboards.components.figure_card import build_figure_card
from dashboards.components.page_parts import chart_rows, source
from dashboards.components.state import build_state
from dashboards.components.table import build_table
from dashboards.figures.bars import share_bars
from dashboards.figures.base import Row
from dashboards.figures.stacked import share_stack
from dashboards.navigation import UTBUD
from dashboards.view import View
from pipelines.presentation import formats, tables
from pipelines.presentation.sentences import regi as sentences
from pipelines.presentation.units import Units
from pipelines.publication.reader import Figure, Night
from pipelines.publication.status import Status


def build_regi_parts(night: Night, units: Units, year: str, view: View) -> html.Section:
    """The card; without a figure while the year is not mature.

    Args:
        night: the published night.
        units: its units.
        year: of the cells.
        view: colours and width.
    """
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
    by_unit, is_city = _by_unit(parts), {cell.enhet for cell in cells} == {"stad"}
    if is_city:  # one long bar of small pieces could not be read
        rows = [Row(labels[cell.dimension_varde], cell) for cell in city]
        chart = share_bars(rows, None, measure, f"Procent av {measure['raknar']}", view)
    else:
        chart = share_stack(
            {labels[code]: chart_rows(units, figures, view) for code, figures in parts.items()},
            measure,
            view,
        )
    table = build_table(
        f"Beslut efter regi, {year}",
        ["Enhet", *labels.values()],
        [(names[unit], [_part(figure) for figure in row]) for unit, row in by_unit.items()],
    )
    series = [(f"series-{place}", name) for place, name in enumerate(labels.values(), start=1)]
    interval = "osäkerhetsintervall (95\N{NO-BREAK SPACE}%)"
    key = [("within", "andel"), ("whisker strong", interval)] if is_city else series
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
            html.A(
                "Se vilka insatstyper som finns i en eller ett fåtal stadsdelar",
                href=f"{UTBUD.path}#ensamma",
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

"""The card on how follow-ups stand at month end: late now (F3), and not due yet (F4)."""

from __future__ import annotations

from collections.abc import Mapping

from dashboards import html
from dashboards.components.figure_card import build_figure_card
from dashboards.components.page_parts import chart_rows, source
from dashboards.components.state import build_state
from dashboards.components.table import Cell, build_table, count_cell
from dashboards.figures.follow_up_bars import Part, Standing, standing_bars
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.sentences import uppfoljning as sentences
from pipelines.presentation.units import Units, city_of, without_city
from pipelines.publication.reader import Figure, Night

LATE, NOT_DUE = "försenad nu", "ännu inte förfallen"
KEY = [
    ("series-1", f"{LATE} (talet till vänster)"),
    ("outlined", f"{NOT_DUE}: inte sen (talet till höger)"),
]
_DAYS = "forsening"


def build_standing_card(night: Night, units: Units, view: View) -> html.Section | None:
    """One bar a unit, and the median of days late where it is published.

    Args:
        night: the published night.
        units: its units.
        view: colours and width.

    Returns:
        None if no month end is published.
    """
    day = next(iter(night.periods("F3")), "")
    late = {figure.enhet: figure for figure in night.figures("F3", period=day)}
    not_due = {figure.enhet: figure for figure in night.figures("F4", period=day)}
    cells = units.sorted(figure for unit, figure in late.items() if unit in not_due)
    if not cells:
        return None
    names, city = units.names, city_of(cells)
    other = not_due["stad"] if city else None
    days = {
        figure.enhet: figure
        for figure in night.figures("F3", period=day, dimension=_DAYS)
        if figure.dimension_varde == "median"
    }
    told = [
        sentences.now(city, other),
        sentences.where_late(units.of_districts(cells), names),
        sentences.how_late(days.get("stad")),
        sentences.STANDING,
    ]
    rows = [
        Standing(row.label, Part.of(row.figure), Part.of(not_due[row.figure.enhet]))
        for row in chart_rows(units, without_city(cells), view)
    ]
    chart = standing_bars(
        rows, (LATE.capitalize(), NOT_DUE.capitalize()), "Pågående insatser, antal", view
    )
    table = build_table(
        f"Pågående insatser efter nästa uppföljning, {formats.when(day)}",
        ["Enhet", "Försenade nu", "Ännu inte förfallna", *(["Dagar sen, median"] if days else [])],
        [
            (
                names[one.enhet],
                [
                    count_cell(one),
                    count_cell(not_due[one.enhet]),
                    *([_median(days, one.enhet)] if days else []),
                ],
            )
            for one in cells
        ],
    )
    return build_figure_card(
        "nu",
        "Hur många uppföljningar är försenade nu, och hur många har inte förfallit?",
        told,
        chart,
        table,
        [source(night, "F3", city), source(night, "F4", other)],
        key=KEY,
        cells=[*cells, *(not_due[one.enhet] for one in cells), *days.values()],
    )


def _median(days: Mapping[str, Figure], unit: str) -> Cell:
    figure = days.get(unit)
    if figure is None:
        return "–"
    if figure.varde is None:
        return html.Td(build_state(figure), className="num")
    return formats.number(figure.varde)

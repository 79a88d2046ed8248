"""The card on how many days investigations take (T3): the median, and the 90th percentile."""

from __future__ import annotations

from dashboards import html
from dashboards.components.figure_card import build_figure_card
from dashboards.components.page_parts import chart_rows, city_key, source
from dashboards.components.state import build_state
from dashboards.components.table import build_table
from dashboards.figures.values import value_dots
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.scale import Scale
from pipelines.presentation.sentences import tid as sentences
from pipelines.presentation.tables import labels
from pipelines.presentation.units import Units, city_of, without_city
from pipelines.publication.reader import Figure, Night

_STATISTIC = "statistik"


def build_days_card(night: Night, units: Units, period: str, view: View) -> html.Section | None:
    """The card for the year that a period lies in; None if nothing of it is published.

    Args:
        night: the published night.
        units: its units.
        period: the page's.
        view: colours and width.
    """
    year = period[:4]
    by_unit: dict[str, dict[str, Figure]] = {}
    for figure in night.figures("T3", period=year, dimension=_STATISTIC):
        by_unit.setdefault(figure.enhet, {})[figure.dimension_varde] = figure
    if year not in night.periods("T3", _STATISTIC):
        return None
    measure, names, words = night.measure("T3"), units.names, labels(night, _STATISTIC)
    scale = Scale.of(measure)
    there = [code for code in words if any(code in cells for cells in by_unit.values())]
    if not there:
        return None
    main = "median" if "median" in there else there[0]
    cells = units.sorted(own[main] for own in by_unit.values() if main in own)
    rows, city = chart_rows(units, without_city(cells), view), city_of(cells)
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
    long = ("whisker", "till 90:e percentilen: nio av tio utredningar är kortare")
    late = by_unit.get("stad", {}).get("p90")
    return build_figure_card(
        "t3",
        "Hur många dagar tar en utredning?",
        [
            sentences.days(city, late, year, scale),
            "Dagarna redovisas för hela år, och jämförs inte med slumpen. Utredningar som pågår "
            "ännu räknas inte här.",
        ],
        value_dots(rows, city, measure, view, ends),
        table,
        source(night, "T3", None),
        key=[("mark-within", "median"), *([long] if ends else []), *city_key(city)],
        cells=cells,
    )


def _cell(figure: Figure | None, scale: Scale) -> html.Td:
    if figure is None:
        return html.Td("–", className="num")
    shown = build_state(figure) if figure.varde is None else scale.text(figure.varde)
    return html.Td(shown, className="num")

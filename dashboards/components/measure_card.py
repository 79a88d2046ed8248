"""A card on any measure by unit: its sentence, its chart, its table and its footer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from dashboards import html
from dashboards.components.figure_card import build_figure_card
from dashboards.components.page_parts import chart_rows, city_key, source
from dashboards.components.state import build_state
from dashboards.components.table import AGAINST_REST, Cell, build_table, verdict_cell
from dashboards.figures.bars import count_bars
from dashboards.figures.equiplot import marks_key
from dashboards.figures.values import value_dots
from dashboards.navigation import LIKSTALLIGHET
from dashboards.view import View
from pipelines.presentation import compared, comparisons, formats
from pipelines.presentation.scale import NOTHING, Scale
from pipelines.presentation.sentences.likstallighet import verdict_sentence
from pipelines.presentation.sentences.shares import hidden_sentence, not_shown
from pipelines.presentation.units import Units, city_of, without_city
from pipelines.publication.reader import Figure, Night

# What the cells without a breakdown are, where the measure's title is about its breakdowns.
_WHOLE: Final = {
    "A3": "Utredningar som ledde till insats",
    "B1": "Familjebehandling som följer en manual",
    "B2": "Avslutade som planerat",
}


def build_measure_card(
    night: Night, units: Units, matt: str, period: str, question: str, view: View, note: str = ""
) -> html.Section:
    """A measure without a breakdown in one period.

    Args:
        night: the published night.
        units: its units.
        matt: the measure.
        period: one in which it shows something.
        question: the heading.
        view: colours and width.
        note: a last sentence, such as why the period is not the one that was asked for.
    """
    found = compared.comparison(night, matt, period)
    cells = units.sorted(night.figures(matt, period=period))
    measure = {**found.measure, "titel": _WHOLE.get(matt, found.measure["titel"])}
    city, others, scale = city_of(cells), without_city(cells), Scale.of_cells(found.measure, cells)
    rows, is_count = chart_rows(units, others, view), measure["form"] == "antal"
    # Without intervals there is nothing to test a district by.
    compares = [one for one in found.districts if one.said and _has_intervals(cells)]
    against = {one.unit.kod: comparisons.verdict(one.said) for one in compares}
    told = [
        value_sentence(city, measure),
        verdict_sentence(found) if against else hidden_sentence(others, units.names),
        note,
    ]
    unit = f"antal {scale.unit}" if is_count else scale.unit
    title = f"{measure['titel']}, {unit}"
    marks = {one.unit.kod: one.mark for one in found.districts}
    chart = (
        count_bars(rows, measure, title, view)
        if is_count
        else value_dots(rows, city, measure, view, marks=marks)
    )
    columns = _columns(measure, scale, cells)
    heads = ["Enhet", *columns, *([AGAINST_REST] if against else [])]
    table = build_table(
        f"{measure['titel']}, {formats.when(period)}",
        heads,
        [
            (
                units.names[cell.enhet],
                [
                    *_cells(cell, columns),
                    *([verdict_cell(cell, against)] if against else []),
                ],
            )
            for cell in cells
        ],
    )
    dots = marks_key(found) if against else [("mark-within", "enhetens tal")]
    if _has_intervals(cells):
        dots = [*dots, ("whisker", "osäkerhetsintervall (95\N{NO-BREAK SPACE}%)")]
    return build_figure_card(
        matt.casefold(),
        question,
        told,
        chart,
        table,
        source(night, matt, city),
        key=[] if is_count else [*dots, *city_key(city)],
        cells=cells,
        beside=build_onward(matt, period) if against else None,
    )


def build_onward(matt: str, period: str) -> html.P:
    """The way to the comparison of the same measure and period."""
    return html.P(
        html.A(
            "Jämför stadsdelarna i måttet",
            href=f"{LIKSTALLIGHET.path}?matt={matt}&period={period}",
        )
    )


def value_sentence(city: Figure | None, measure: dict[str, str]) -> str:
    """The city's value in the period."""
    if city is None or city.varde is None:
        return not_shown("Stadens tal", city)
    scale = Scale.of_cells(measure, [city])
    return f"{formats.during(city.period)}, hela staden: {scale.told(city, measure)}."


_Columns = Mapping[str, Callable[[Figure], str]]


def _columns(measure: Mapping[str, str], scale: Scale, cells: Sequence[Figure]) -> _Columns:
    """Head of a column -> what it says of a cell; only numbers that some cell shows."""
    if measure["form"] == "antal":
        return {f"Antal {measure['raknar']}": lambda cell: _count(cell.taljare)}
    over = "Barn i befolkningen" if measure["form"] == "per_1000" else "Av"
    shown = [cell for cell in cells if cell.varde is not None]
    columns: dict[str, Callable[[Figure], str]] = {}
    if any(cell.namnare is not None for cell in shown) or not shown:
        columns[over] = lambda cell: _count(cell.namnare)
    if any(cell.taljare is not None for cell in shown) or not shown:
        columns["Antal"] = lambda cell: _count(cell.taljare)
    columns[_capitalised(scale.unit)] = lambda cell: scale.text(cell.varde)
    if _has_intervals(shown) or not shown:
        columns["Osäkerhetsintervall (95 %)"] = lambda cell: scale.interval(cell.undre, cell.ovre)
    return columns


def _cells(cell: Figure, columns: _Columns) -> Sequence[Cell]:
    if cell.varde is None:
        return [html.Td(build_state(cell), colSpan=len(columns), className="num")]
    return [says(cell) for says in columns.values()]


def _has_intervals(cells: Sequence[Figure]) -> bool:
    return any(cell.undre is not None for cell in cells)


def _count(number: int | None) -> str:
    return NOTHING if number is None else formats.number(number)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]

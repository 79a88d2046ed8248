"""A card on any measure by unit: its sentence, its chart, its table and its footer."""

from __future__ import annotations

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import html

from dashboards.components.figure_card import build_figure_card
from dashboards.components.state import build_state
from dashboards.components.table import AGAINST_REST, Cell, build_table, count_cell, verdict_cell
from dashboards.figures.bars import count_bars
from dashboards.figures.equiplot import marks_key
from dashboards.figures.values import value_dots
from dashboards.navigation import LIKSTALLIGHET
from dashboards.pages.parts import chart_rows, city_key, source
from dashboards.view import View
from pipelines.presentation import compared, comparisons, formats
from pipelines.presentation.scale import Scale
from pipelines.presentation.sentences.likstallighet import verdict_sentence
from pipelines.presentation.sentences.shares import hidden_sentence, not_shown
from pipelines.presentation.units import Units, city_of, without_city
from pipelines.publication.reader import Figure, Night


def build_measure_card(
    night: Night, units: Units, matt: str, period: str, question: str, view: View
) -> html.Section:
    """A measure without a breakdown in one period.

    Args:
        night: the published night.
        units: its units.
        matt: the measure.
        period: one in which it shows something.
        question: the heading.
        view: colours and width.
    """
    measure, cells = night.measure(matt), units.sorted(night.figures(matt, period=period))
    city, others, scale = city_of(cells), without_city(cells), Scale.of(measure)
    rows, is_count = chart_rows(units, others, view), measure["form"] == "antal"
    against = comparisons.verdicts(night, matt, period)
    said = compared.comparison(night, matt, period) if against else None
    marks = {one.unit.kod: one.mark for one in said.districts} if said else {}
    told = [
        value_sentence(city, measure),
        verdict_sentence(said) if said else hidden_sentence(others, units.names),
    ]
    title = f"{measure['titel']}, {scale.unit if not is_count else 'antal ' + scale.unit}"
    chart = (
        count_bars(rows, measure, title, view)
        if is_count
        else value_dots(rows, city, measure, view, marks=marks)
    )
    heads = ["Enhet", *_heads(measure), *([AGAINST_REST] if against else [])]
    table = build_table(
        f"{measure['titel']}, {formats.when(period)}",
        heads,
        [
            (
                units.names[cell.enhet],
                [
                    *_cells(cell, scale, is_count),
                    *([verdict_cell(cell, against)] if against else []),
                ],
            )
            for cell in cells
        ],
    )
    dots = marks_key(said) if said else [("mark-within", "enhetens tal")]
    whiskers = [*dots, ("whisker", "osäkerhetsintervall (95 %)")]
    return build_figure_card(
        matt.casefold(),
        question,
        told,
        chart,
        table,
        source(night, matt, city),
        key=[] if is_count else [*whiskers, *city_key(city)],
        cells=cells,
        beside=build_onward(matt, period) if against else None,
    )


def build_onward(matt: str, period: str) -> html.P:
    """The way to the comparison of the same measure and period."""
    return html.P(
        dmc.Anchor(
            "Jämför stadsdelarna i måttet",
            href=f"{LIKSTALLIGHET.path}?matt={matt}&period={period}",
            unstyled=True,
        )
    )


def value_sentence(city: Figure | None, measure: dict[str, str]) -> str:
    """The city's value in the period."""
    if city is None or city.varde is None:
        return not_shown("Stadens tal", city)
    scale = Scale.of(measure)
    return f"{formats.during(city.period)}, hela staden: {scale.told(city, measure)}."


def _heads(measure: dict[str, str]) -> list[str]:
    if measure["form"] == "antal":
        return [f"Antal {measure['raknar']}"]
    over = "Barn i befolkningen" if measure["form"] == "per_1000" else "Av"
    return [over, "Antal", Scale.of(measure).unit.capitalize(), "Osäkerhetsintervall (95 %)"]


def _cells(cell: Figure, scale: Scale, is_count: bool) -> Sequence[Cell]:
    if is_count:
        return [count_cell(cell)]
    if cell.varde is None or cell.taljare is None or cell.namnare is None:
        return [html.Td(build_state(cell), colSpan=4, className="num")]
    return [
        formats.number(cell.namnare),
        formats.number(cell.taljare),
        scale.text(cell.varde),
        scale.interval(cell.undre, cell.ovre),
    ]

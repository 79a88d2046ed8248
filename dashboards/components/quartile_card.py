"""A card on how something is spread within each unit: its median and its quartiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboards import html
from dashboards.components.figure_card import build_figure_card
from dashboards.components.page_parts import chart_rows, city_key, source
from dashboards.components.state import build_state
from dashboards.components.table import Cell, build_table
from dashboards.figures.quartiles import Middle, quartile_dots
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.sentences.innehall import medians_sentence, middle_sentence
from pipelines.presentation.sentences.shares import hidden_sentence
from pipelines.presentation.tables import labels
from pipelines.presentation.units import Units, city_of, without_city
from pipelines.publication.reader import Figure, Night


@dataclass(frozen=True)
class Spread:
    """Which cells of a breakdown belong together.

    Attributes:
        card_id: id of the card.
        question: its heading.
        median: the breakdown's value with the median.
        quartiles: those with the lower and the upper quartile; empty if there are none.
        title: the axis, with its unit.
        unit: what follows a number in a sentence.
        decimals: of the numbers.
    """

    card_id: str
    question: str
    median: str
    quartiles: tuple[str, ...]
    title: str
    unit: str
    decimals: int = 0


def build_quartile_card(
    night: Night, units: Units, matt: str, dimension: str, period: str, spread: Spread, view: View,
    told: Sequence[str] = (),
) -> html.Section | None:  # fmt: skip
    """The card; None if nothing of the period is published.

    Args:
        night: the published night.
        units: its units.
        matt: the measure.
        dimension: the breakdown that holds the statistics.
        period: of the cells.
        spread: which of its values.
        view: colours and width.
        told: what must be said beside the numbers.
    """
    cells: dict[str, dict[str, Figure]] = {}
    for figure in night.figures(matt, period=period, dimension=dimension):
        cells.setdefault(figure.dimension_varde, {})[figure.enhet] = figure
    medians = units.sorted(cells.get(spread.median, {}).values())
    if not medians or period not in night.periods(matt, dimension):
        return None
    city, ends = city_of(medians), [cells.get(code, {}) for code in spread.quartiles]
    rows = [
        Middle(row.label, row.figure, *(_value(part, row.figure.enhet) for part in ends))
        for row in chart_rows(units, without_city(medians), view)
    ]
    codes = [*spread.quartiles[:1], spread.median, *spread.quartiles[1:]]
    words, names = labels(night, dimension), units.names
    table = build_table(
        f"{spread.title}, {formats.when(period)}",
        ["Enhet", *(words[code] for code in codes)],
        [
            (names[cell.enhet], [_cell(cells.get(code, {}), cell.enhet, spread) for code in codes])
            for cell in medians
        ],
    )
    line = [("whisker", "hälften av insatserna ligger på strecket (undre till övre kvartil)")]
    return build_figure_card(
        spread.card_id,
        spread.question,
        [
            middle_sentence(
                city, [_value(part, "stad") for part in ends], spread.unit, spread.decimals
            ),
            medians_sentence(units.of_districts(medians), names, spread.unit, spread.decimals),
            hidden_sentence(without_city(medians), names),
            *told,
        ],
        quartile_dots(rows, city, spread.title, spread.decimals, view),
        table,
        source(night, matt, None),
        key=[("mark-within", "median"), *(line if spread.quartiles else []), *city_key(city)],
        cells=medians,
    )


def _value(cells: Mapping[str, Figure], unit: str) -> float | None:
    return cells[unit].varde if unit in cells else None


def _cell(cells: Mapping[str, Figure], unit: str, spread: Spread) -> Cell:
    figure = cells.get(unit)
    if figure is None:
        return html.Td("–", className="num")
    if figure.varde is None:
        return html.Td(build_state(figure), className="num")
    return formats.number(figure.varde, spread.decimals)

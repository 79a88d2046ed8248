"""A card on the services that began, went on and ended in each unit (V5)."""

from __future__ import annotations

from dashboards import html
from dashboards.components.figure_card import build_figure_card
from dashboards.components.page_parts import chart_rows, source
from dashboards.components.table import build_table, count_cell
from dashboards.figures.grouped import COLOURS, grouped_bars
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.sentences.shares import hidden_sentence
from pipelines.presentation.sentences.volym import APART, stages_sentence
from pipelines.presentation.tables import labels
from pipelines.presentation.units import Units, without_city
from pipelines.publication.reader import Figure, Night

_MATT, _DIMENSION = "V5", "skede"


def build_stages_card(
    night: Night, units: Units, year: str, question: str, view: View
) -> html.Section | None:
    """The card; None if nothing of the year is published.

    Args:
        night: the published night.
        units: its units.
        year: of the cells.
        question: the heading.
        view: colours and width.
    """
    if year not in night.periods(_MATT, _DIMENSION):
        return None
    words, names = labels(night, _DIMENSION), units.names
    cells: dict[str, dict[str, Figure]] = {}
    for cell in night.figures(_MATT, period=year, dimension=_DIMENSION):
        cells.setdefault(cell.dimension_varde, {})[cell.enhet] = cell
    codes = [code for code in words if code in cells]
    city = [cells[code]["stad"] for code in codes if "stad" in cells[code]]
    others = {code: without_city(units.sorted(cells[code].values())) for code in codes}
    table = build_table(
        f"Insatser efter skede, {year}",
        ["Enhet", *(words[code] for code in codes)],
        [
            (
                names[unit.kod],
                [
                    count_cell(cells[code][unit.kod]) if unit.kod in cells[code] else "–"
                    for code in codes
                ],
            )
            for unit in units.all
            if any(unit.kod in cells[code] for code in codes)
        ],
    )
    hidden = [
        f"{words[code]}: {text[0].lower()}{text[1:]}"
        for code in codes
        if (text := hidden_sentence(others[code], names))
    ]
    return build_figure_card(
        f"{_MATT}-{_DIMENSION}".casefold(),
        question,
        [stages_sentence(city, words), *hidden, APART],
        grouped_bars(
            {words[code]: chart_rows(units, others[code], view) for code in codes},
            f"Insatser, {formats.when(year)}",
            view,
        ),
        table,
        source(night, _MATT, city[0] if city else None),
        key=[(f"series-{place}", words[code]) for place, code in zip(COLOURS, codes, strict=False)],
        cells=[cell for own in others.values() for cell in own],
    )

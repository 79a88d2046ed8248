"""A card on a share of the whole city, year by year: where no district can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dashboards import html
from dashboards.components.figure_card import build_figure_card
from dashboards.components.measure_card import value_sentence
from dashboards.components.measure_pages import own_period
from dashboards.components.page_parts import source
from dashboards.components.table import build_table, share_cells
from dashboards.figures.base import Row
from dashboards.figures.values import value_dots
from dashboards.view import View
from pipelines.presentation.sentences.shares import hidden_sentence
from pipelines.publication.reader import Figure, Night

_CITY, _YEAR = "stad", 4
_ONLY = "Måttet redovisas bara för hela staden och hela år."


def build_city_years(
    night: Night, matt: str, period: str, question: str, told: Sequence[str], view: View,
    beside: Any = None,
) -> html.Section | None:  # fmt: skip
    """The card; None if no year is published.

    Args:
        night: the published night.
        matt: a share.
        period: the page's; its year is the one of the sentence, or else the latest.
        question: the heading.
        told: how it is to be read.
        view: colours and width.
        beside: what stands under the chart, such as a way to another page.
    """
    years = [one for one in night.periods(matt) if len(one) == _YEAR]
    found = {one.period: one for one in night.figures(matt, enhet=_CITY)}
    cells = [found[year] for year in sorted(years) if year in found]
    if not cells:
        return None
    measure = night.measure(matt)
    chosen = found.get(own_period(years, period) or cells[-1].period)
    heads = ["År", "Av", "Antal", "Andel", "Osäkerhetsintervall (95 %)"]
    return build_figure_card(
        matt.casefold(),
        question,
        [value_sentence(chosen, measure), _hidden(cells), *told, _ONLY],
        value_dots([Row(f"År {cell.period}", cell) for cell in cells], None, measure, view),
        build_table(
            f"{measure['titel']}, hela staden",
            heads,
            [(cell.period, share_cells(cell)) for cell in cells],
        ),
        source(night, matt, chosen),
        key=[
            ("mark-within", "stadens tal"),
            ("whisker", "osäkerhetsintervall (95\N{NO-BREAK SPACE}%)"),
        ],
        cells=cells,
        beside=beside,
    )


def _hidden(cells: Sequence[Figure]) -> str:
    """`hidden_sentence` of years instead of units."""
    years = [replace(cell, enhet=cell.period) for cell in cells]
    return hidden_sentence(years, {cell.period: cell.period for cell in cells})

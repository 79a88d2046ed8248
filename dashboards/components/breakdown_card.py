"""A card with one unit's counts by a breakdown: category, age."""

from __future__ import annotations

from dash import html

from dashboards.components.figure_card import build_figure_card
from dashboards.components.table import build_table, count_cell
from dashboards.figures.bars import count_bars
from dashboards.figures.base import Row
from dashboards.pages.parts import source
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.measure_words import BREAKDOWNS
from pipelines.presentation.sentences.shares import hidden_sentence, not_shown
from pipelines.presentation.tables import labels
from pipelines.presentation.units import listed
from pipelines.publication.reader import Figure, Night


def build_breakdown_card(
    night: Night, matt: str, dimension: str, period: str, unit: tuple[str, str], question: str,
    view: View,
) -> html.Section | None:  # fmt: skip
    """Counts by the values of a dimension, in their own order; None if nothing is published.

    Args:
        night: the published night.
        matt: a measure that counts.
        dimension: the breakdown.
        period: of the cells.
        unit: code and name of the unit whose cells are shown.
        question: the heading.
        view: colours and width.
    """
    code, name = unit
    measure, words = night.measure(matt), labels(night, dimension)
    cells = {
        figure.dimension_varde: figure
        for figure in night.figures(matt, enhet=code, period=period, dimension=dimension)
    }
    rows = [Row(words[value], cells[value]) for value in words if value in cells]
    if not rows:
        return None
    figures = [row.figure for row in rows]
    names = {row.figure.dimension_varde: row.label for row in rows}
    title = f"{measure['titel']}, antal {measure['raknar']}"
    table = build_table(
        f"{measure['titel']} efter {BREAKDOWNS[dimension]}, {name}, {formats.when(period)}",
        [BREAKDOWNS[dimension].capitalize(), f"Antal {measure['raknar']}"],
        [(row.label, [count_cell(row.figure)]) for row in rows],
    )
    whole = night.figure(f"{matt}/{code}/{period}")
    return build_figure_card(
        f"{matt}-{dimension}".casefold(),
        question,
        [_most(figures, names, name, whole), _hidden(figures, names)],
        count_bars(rows, measure, title, view),
        table,
        source(night, matt, whole),
        cells=figures,
    )


def _most(figures: list[Figure], names: dict[str, str], unit: str, whole: Figure | None) -> str:
    counted = [figure for figure in figures if figure.taljare is not None]
    if not counted:
        return not_shown("Fördelningen", figures[0])
    highest = max(figure.taljare or 0 for figure in counted)
    which = [names[f.dimension_varde].lower() for f in counted if f.taljare == highest]
    total = ""
    if whole is not None and whole.taljare is not None:
        total = f" {formats.number(whole.taljare)} i allt;"
    among = "" if not _hidden(figures, names) else " av det som kan visas"
    return (
        f"{unit}, {formats.when(counted[0].period)}:{total} flest{among} i {listed(which)} "
        f"({formats.number(highest)})."
    )


def _hidden(figures: list[Figure], names: dict[str, str]) -> str:
    """`hidden_sentence` of parts instead of units."""
    return hidden_sentence(
        [_as_unit(figure) for figure in figures if figure.status != "strukturell_nolla"], names
    )


def _as_unit(figure: Figure) -> Figure:
    return Figure(**{**vars(figure), "enhet": figure.dimension_varde})

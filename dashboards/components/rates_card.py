"""A card on a rate of the whole city by age and sex: each group with its interval."""

from __future__ import annotations

from dashboards import html
from dashboards.components.figure_card import build_figure_card
from dashboards.components.page_parts import source
from dashboards.components.state import build_state
from dashboards.components.table import Cell, build_table
from dashboards.figures.base import Row
from dashboards.figures.values import row_label, value_dots
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.scale import Scale
from pipelines.presentation.sentences.shares import not_shown
from pipelines.presentation.tables import labels
from pipelines.publication.reader import Figure, Night

_CITY = "stad"


def build_rates_card(
    night: Night, matt: str, dimension: str, period: str, question: str, told: str, view: View
) -> html.Section | None:
    """The card; None if no group of the period is published.

    Args:
        night: the published night.
        matt: a rate per 1 000.
        dimension: the breakdown that groups the children.
        period: of the cells.
        question: the heading.
        told: how it is to be read.
        view: colours and width.
    """
    found = night.figures(matt, enhet=_CITY, period=period, dimension=dimension)
    cells = {figure.dimension_varde: figure for figure in found}
    words = {code: name for code, name in labels(night, dimension).items() if code in cells}
    if not words:
        return None
    measure, scale = night.measure(matt), Scale.of(night.measure(matt))
    table = build_table(
        f"{measure['titel']} efter ålder och kön, hela staden, {formats.when(period)}",
        ["Grupp", "Barn i befolkningen", "Barn med insats", scale.unit.capitalize(),
         "Osäkerhetsintervall (95 %)"],
        [(name, _cells(cells[code], scale)) for code, name in words.items()],
    )  # fmt: skip
    rows = [Row(row_label(name, view), cells[code]) for code, name in words.items()]
    return build_figure_card(
        f"{matt}-{dimension}".replace("_", "-").casefold(),
        question,
        [_ends(cells, words, scale), told],
        value_dots(rows, None, measure, view),
        table,
        source(night, matt, night.figure(f"{matt}/{_CITY}/{period}")),
        key=[
            ("mark-within", "gruppens tal"),
            ("whisker", "osäkerhetsintervall (95\N{NO-BREAK SPACE}%)"),
        ],
        cells=cells.values(),
    )


def _ends(cells: dict[str, Figure], words: dict[str, str], scale: Scale) -> str:
    """The two ends among the groups that can be shown."""
    shown = sorted((cell.varde, words[code]) for code, cell in cells.items()
                   if code in words and cell.varde is not None)  # fmt: skip
    if not shown:
        return not_shown("Fördelningen", next(iter(cells.values())))
    (low, first), (high, last) = shown[0], shown[-1]
    period = next(iter(cells.values())).period
    return (
        f"{formats.during(period)}, hela staden: från {scale.text(low)} {scale.unit} bland "
        f"{first[:1].lower()}{first[1:]} till {scale.text(high)} bland "
        f"{last[:1].lower()}{last[1:]}."
    )


def _cells(cell: Figure, scale: Scale) -> list[Cell]:
    if cell.varde is None or cell.namnare is None or cell.taljare is None:
        return [html.Td(build_state(cell), colSpan=4, className="num")]
    return [
        formats.number(cell.namnare), formats.number(cell.taljare), scale.text(cell.varde),
        scale.interval(cell.undre, cell.ovre),
    ]  # fmt: skip

"""A card with a few numbers of one unit year by year, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboards import html
from dashboards.components.figure_card import build_figure_card
from dashboards.components.page_parts import source
from dashboards.components.state import build_state
from dashboards.components.table import Cell, build_table
from dashboards.figures.years import Series, years_chart
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.publication.reader import Figure, Night

_YEAR = 4  # letters


@dataclass(frozen=True)
class Line:
    """One number over the years.

    Attributes:
        matt: the measure.
        number: which number of its cells: taljare, namnare or varde; whole numbers.
        name: what the reader sees.
        part: which cells, as an address ends: `kostnad=per_barn`; empty for the whole.
        day: which day of each year, as `-11-01`; empty for the year itself.
    """

    matt: str
    number: str
    name: str
    part: str = ""
    day: str = ""


def build_years_card(
    night: Night, card_id: str, unit: tuple[str, str], lines: Sequence[Line], question: str,
    told: Sequence[str], view: View, title: str = "Antal",
) -> html.Section | None:  # fmt: skip
    """The card; None if nothing of it is published for two years.

    Args:
        night: the published night.
        card_id: id of the card.
        unit: code and name of the unit.
        lines: what is counted; at most four.
        question: the heading.
        told: how it is to be read.
        view: colours and width.
        title: the axis, with its unit.
    """
    cells = {line: _years(night, line, unit[0]) for line in lines}
    years = sorted({year for own in cells.values() for year in own})
    shown = {line: [(y, n) for y in years if (n := _number(own.get(y), line)) is not None]
             for line, own in cells.items()}  # fmt: skip
    if not any(len(points) > 1 for points in shown.values()):
        return None
    table = build_table(
        f"{unit[1]}, år för år",
        ["År", *(line.name for line in lines)],
        [(year, [_cell(cells[line].get(year), line) for line in lines]) for year in years],
    )
    first = next(line for line in lines if shown[line])
    return build_figure_card(
        card_id,
        question,
        [_change(f"{unit[1]}, {title.lower()}", shown), *told],
        years_chart([Series(line.name, shown[line]) for line in lines], _reach(shown), title, view),
        table,
        source(night, first.matt, cells[first][shown[first][-1][0]]),
        cells=[figure for own in cells.values() for figure in own.values()],
    )


def _reach(shown: Mapping[Line, Sequence[tuple[str, float]]]) -> list[str]:
    """From the first year with a number to the last; the table has the years around them."""
    known = [int(year) for points in shown.values() for year, _ in points]
    return [str(year) for year in range(min(known), max(known) + 1)]


def _years(night: Night, line: Line, unit: str) -> Mapping[str, Figure]:
    dimension, _, value = line.part.partition("=")
    return {
        figure.period[:_YEAR]: figure
        for figure in night.figures(line.matt, enhet=unit, dimension=dimension)
        if figure.dimension_varde == value and figure.period == figure.period[:_YEAR] + line.day
    }


def _number(figure: Figure | None, line: Line) -> float | None:
    """The number, where it is shown; a share of too few is hidden but what it is of is not."""
    if figure is None:
        return None
    if line.number == "varde":
        return figure.varde
    return figure.namnare if line.number == "namnare" else figure.taljare


def _cell(figure: Figure | None, line: Line) -> Cell:
    number = _number(figure, line)
    if number is not None:
        return formats.number(number)
    return html.Td("–" if figure is None else build_state(figure), className="num")


def _change(what: str, shown: Mapping[Line, Sequence[tuple[str, float]]]) -> str:
    """From the first year that is shown to the last, for each number."""
    parts = [
        f"{line.name[:1].lower()}{line.name[1:]} från {formats.number(points[0][1])} "
        f"({points[0][0]}) till {formats.number(points[-1][1])} ({points[-1][0]})"
        for line, points in shown.items()
        if len(points) > 1
    ]
    return f"{what}: {'; '.join(parts)}."

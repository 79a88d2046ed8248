"""Plain HTML tables with a caption and scopes, and the same suppression as the chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards import html
from dashboards.components.attributes import attributes
from dashboards.components.state import build_state
from pipelines.presentation import formats
from pipelines.presentation.sv import NOT_COMPARED
from pipelines.publication.reader import Figure

Cell = str | html.Td
AGAINST_REST = "Mot övriga staden"


def build_table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, Sequence[Cell]]],
    numeric: bool = True,
) -> html.Div:
    """A table whose first column heads its rows; wide tables scroll inside their own region.

    Args:
        caption: what the table shows.
        columns: the heads, the row head's included.
        rows: (row head, cells); a cell is a text, or a `Td` of its own; a head may be components.
        numeric: whether cells are numbers, set to the right.
    """
    face = "num" if numeric else ""
    head: list[Any] = [html.Th(columns[0], scope="col")]
    head += [html.Th(name, scope="col", className=face) for name in columns[1:]]
    body = [
        html.Tr([html.Th(name, scope="row"), *(_cell(cell, face) for cell in cells)])
        for name, cells in rows
    ]
    return build_scroll(
        caption,
        html.Table(
            [html.Caption(caption), html.Thead(html.Tr(head)), html.Tbody(body)], className="table"
        ),
    )


def build_scroll(name: str, content: Any, extra: str = "") -> html.Div:
    """A region that scrolls sideways by itself and can be reached by keyboard."""
    return html.Div(
        content,
        className=f"scroll {extra}".strip(),
        role="region",
        tabIndex="0",
        **attributes(aria_label=name),
    )


def _cell(cell: Cell, face: str) -> html.Td:
    return cell if isinstance(cell, html.Td) else html.Td(cell, className=face)


def count_cell(figure: Figure) -> Cell:
    """A count, or the face of its state."""
    if figure.taljare is None:
        return html.Td(build_state(figure), className="num")
    return formats.number(figure.taljare)


def verdict_cell(figure: Figure, against: Mapping[str, str]) -> html.Td:
    """What may be said of a district against the rest of the city; other units are not compared."""
    return html.Td(against.get(figure.enhet, NOT_COMPARED), className="num")


def share_cells(figure: Figure) -> list[Cell]:
    """Denominator, numerator, share and interval; what is not shown is one state in their place."""
    if figure.varde is None or figure.taljare is None or figure.namnare is None:
        state = build_state(figure)
        if figure.namnare is None:
            return [html.Td(state, colSpan=4, className="num")]
        return [formats.number(figure.namnare), html.Td(state, colSpan=3, className="num")]
    interval = (
        formats.interval(figure.undre, figure.ovre)
        if figure.undre is not None and figure.ovre is not None
        else ""
    )
    return [
        formats.number(figure.namnare),
        formats.number(figure.taljare),
        formats.share(figure.varde),
        interval,
    ]

"""The matrix of types and districts, as one HTML table with a body for each group of types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboards import html
from dashboards.components.attributes import attributes
from dashboards.components.state import build_state
from dashboards.components.table import build_scroll
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.offer_groups import Group
from pipelines.presentation.offers import MISSING, WORDS, Offers
from pipelines.presentation.units import Unit
from pipelines.publication.reader import Figure

_SCREEN: Final = 15  # types


class _Cells:
    """The cells there are; each is made once and stands in many places, as making them is slow.

    The word of a mark is for those who listen; the stylesheet draws a mark in its place.
    """

    def __init__(self, offers: Offers, children: Mapping[str, Figure]) -> None:
        self.offers = offers
        self.children = children
        self.has_children = bool(children)
        self.empty = html.Td("")
        self._marks = {how: html.Td(word, className=f"offer {how}") for how, word in WORDS.items()}
        self._unknown = {
            unit: html.Td(word, className=f"offer {MISSING}")
            for unit, word in offers.missing.items()
        }
        self._texts: dict[str, html.Td] = {}

    def text(self, text: str) -> html.Td:
        """A number."""
        if text not in self._texts:
            self._texts[text] = html.Td(text, className="num")
        return self._texts[text]

    def mark(self, code: str, unit: Unit) -> html.Td:
        """How a district offers a type, or that it is not known."""
        return self._unknown.get(unit.kod) or self._marks[self.offers.how(code, unit)]

    def count(self, unit: Unit, types: Sequence[str]) -> html.Td:
        """How many of some types a district offers, or that it is not known."""
        there = sum((code, unit.kod) in self.offers.given for code in types)
        return self._unknown.get(unit.kod) or self.text(str(there))

    def share(self, code: str) -> html.Td:
        """The share of the city's children where a type is offered, or the face of its state."""
        figure = self.children.get(code)
        if figure is None:
            return self.empty
        if figure.varde is None:
            return html.Td(build_state(figure), className="num")
        return self.text(formats.share(figure.varde, 0))


def build_matrix(
    offers: Offers,
    groups: Sequence[Group],
    children: Mapping[str, Figure],
    caption: str,
    view: View,
) -> html.Div:
    """The matrix; groups can be folded, and many types are from the start in a narrow window.

    Args:
        offers: who offers what.
        groups: the types that are shown.
        children: type -> the share of the city's children where it is offered; the column is left
            out if there is none.
        caption: what the table shows.
        view: the window.
    """
    cells = _Cells(offers, children)
    is_folded = view.narrow and sum(len(group.types) for group in groups) > _SCREEN
    table = html.Table(
        [
            html.Caption(caption),
            html.Thead(_head(cells)),
            *(_group(cells, group, is_folded) for group in groups),
        ],
        className="matrix",
    )
    return build_scroll(caption, table, "matrix-scroll")


def _head(cells: _Cells) -> list[html.Tr]:
    offers, counts = cells.offers, cells.offers.counts()
    # Nobody knows who has the fewest while a district is missing.
    ends = {} if offers.missing else {min(counts.values()): "färst", max(counts.values()): "flest"}
    names: list[Any] = [html.Th("Insatstyp", scope="col", className="corner")]
    names += [html.Th(html.Span(unit.namn), scope="col", className="unit") for unit in offers.units]
    across = f"Antal av {len(counts)} stadsdelar" if offers.missing else "Antal stadsdelar"
    names.append(html.Th(html.Span(across), scope="col", className="unit"))
    row: list[Any] = [html.Th("Antal typer, hela katalogen", scope="row", className="corner")]
    row += [
        cells.count(unit, ())
        if unit.kod in offers.missing
        else html.Td(
            [counts[unit.kod], html.Small(ends.get(counts[unit.kod], ""))], className="num"
        )
        for unit in offers.units
    ]
    row.append(cells.empty)
    if cells.has_children:
        names.append(html.Th(html.Span("Andel av barnen"), scope="col", className="unit children"))
        row.append(cells.empty)
    return [html.Tr(names), html.Tr(row, className="totals")]


def _group(cells: _Cells, group: Group, is_folded: bool) -> html.Tbody:
    button = html.Button(
        [html.Span(className="fold-mark", **attributes(aria_hidden="true")), group.name],
        className="fold",
        type="button",
        **attributes(aria_expanded="false" if is_folded else "true"),
    )
    row: list[Any] = [html.Th(button, scope="row", className="corner")]
    row += [cells.count(unit, group.types) for unit in cells.offers.units]
    row.append(cells.text(f"av {len(group.types)}"))
    if cells.has_children:
        row.append(cells.empty)
    return html.Tbody(
        [html.Tr(row, className="category"), *(_type(cells, code) for code in group.types)],
        id=group.key,
        className="folded" if is_folded else "unfolded",
    )


def _type(cells: _Cells, code: str) -> html.Tr:
    offers = cells.offers
    row: list[Any] = [html.Th(offers.name(code), scope="row", className="corner")]
    row += [cells.mark(code, unit) for unit in offers.units]
    row.append(cells.text(str(len(offers.offering(code)))))
    if cells.has_children:
        row.append(cells.share(code))
    return html.Tr(row)

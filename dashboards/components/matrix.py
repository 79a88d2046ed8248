"""The matrix of types and districts, as one HTML table with a body for each category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from dash import html

from dashboards.components.attributes import attributes
from dashboards.components.table import build_scroll
from dashboards.view import View
from pipelines.presentation.sv import STATUS, state_word
from pipelines.presentation.tables import labels, records
from pipelines.presentation.units import Unit, Units
from pipelines.publication.reader import Night

NONE, MISSING = "inte", "saknas"
WORDS: Final[Mapping[str, str]] = {
    "med": "med behovsprövning",
    "utan": "utan behovsprövning",
    "bada": "båda",
    NONE: STATUS["strukturell_nolla"],
    MISSING: state_word("saknas", "ej_levererat"),
}
Marks = dict[str, html.Td]


@dataclass(frozen=True)
class Offers:
    """What is offered on a day.

    Attributes:
        units: the districts in order.
        categories: code -> name, in order.
        types: type code -> (name, category code), in order.
        given: (type, unit) -> med, utan or bada.
        missing: codes of the districts that have delivered nothing.
    """

    units: tuple[Unit, ...]
    categories: dict[str, str]
    types: dict[str, tuple[str, str]]
    given: dict[tuple[str, str], str]
    missing: frozenset[str] = frozenset()

    @classmethod
    def of(cls, night: Night, units: Units, day: str) -> Offers:
        """The offers of a night on a day."""
        types = records(night, "etiketter", dimension="insatstyp")
        types.sort(key=lambda row: int(row["ordning"]))
        used = {row["grupp"] for row in types}
        return cls(
            units.districts,
            {code: name for code, name in labels(night, "kategori").items() if code in used},
            {row["kod"]: (row["text"], row["grupp"]) for row in types},
            {
                (row["insatstyp_kod"], row["enhet_kod"]): row["behovsprovning"]
                for row in records(night, "utbud", period=day)
            },
            frozenset(
                row["enhet_kod"]
                for row in records(night, "enheter", slag="stadsdelsnamnd")
                if not row["har_levererat"]
            ),
        )

    def types_in(self, category: str) -> list[str]:
        """Codes of a category's types."""
        return [code for code, (_, group) in self.types.items() if group == category]

    def how(self, code: str, unit: Unit) -> str:
        """How a district offers a type: med, utan, bada, `NONE` or `MISSING`."""
        return MISSING if unit.kod in self.missing else self.given.get((code, unit.kod), NONE)

    def offering(self, code: str) -> list[Unit]:
        """The districts that offer a type."""
        return [unit for unit in self.units if (code, unit.kod) in self.given]

    def alone(self) -> dict[str, list[str]]:
        """District -> names of the types that it offers alone; only districts with such types."""
        found: dict[str, list[str]] = {unit.namn: [] for unit in self.units}
        for code, (name, _) in self.types.items():
            if len(where := self.offering(code)) == 1:
                found[where[0].namn].append(name)
        return {unit: names for unit, names in found.items() if names}


def build_matrix(offers: Offers, caption: str, view: View) -> html.Div:
    """The matrix; categories can be folded, and are so from the start in a narrow window."""
    totals = Counter(unit for _, unit in offers.given)
    marks = _marks()
    table = html.Table(
        [
            html.Caption(caption),
            html.Thead(_head(offers, totals, marks)),
            *(
                _category(offers, code, name, marks, view)
                for code, name in offers.categories.items()
            ),
        ],
        className="matrix",
    )
    return build_scroll(caption, table, "matrix-scroll")


def _head(offers: Offers, totals: Counter[str], marks: Marks) -> list[html.Tr]:
    delivered = [unit for unit in offers.units if unit.kod not in offers.missing]
    counts = [totals[unit.kod] for unit in delivered]
    # Nobody knows who has the fewest while a district is missing.
    ends = {} if offers.missing else {min(counts): "färst", max(counts): "flest"}
    names: list[Any] = [html.Th("Insatstyp", scope="col", className="corner")]
    names += [html.Th(html.Span(unit.namn), scope="col", className="unit") for unit in offers.units]
    across = f"Antal av {len(delivered)} stadsdelar" if offers.missing else "Antal stadsdelar"
    names.append(html.Th(html.Span(across), scope="col", className="unit"))
    row: list[Any] = [html.Th("Antal typer", scope="row", className="corner")]
    row += [
        marks[MISSING]
        if unit.kod in offers.missing
        else html.Td(
            [totals[unit.kod], html.Small(ends.get(totals[unit.kod], ""))], className="num"
        )
        for unit in offers.units
    ]
    return [html.Tr(names), html.Tr([*row, html.Td("")], className="totals")]


def _category(offers: Offers, code: str, name: str, marks: Marks, view: View) -> html.Tbody:
    types = offers.types_in(code)
    in_unit = Counter(unit.kod for kind in types for unit in offers.offering(kind))
    body = f"kategori-{code.casefold()}"
    button = html.Button(
        [html.Span(className="fold-mark", **attributes(aria_hidden="true")), name],
        className="fold",
        type="button",
        **attributes(aria_expanded="false" if view.narrow else "true"),
    )
    head = html.Tr(
        [
            html.Th(button, scope="row", className="corner"),
            *(
                marks[MISSING]
                if unit.kod in offers.missing
                else html.Td(in_unit[unit.kod], className="num")
                for unit in offers.units
            ),
            html.Td(f"av {len(types)}", className="num"),
        ],
        className="category",
    )
    return html.Tbody(
        [head, *(_type(offers, kind, marks) for kind in types)],
        id=body,
        className="folded" if view.narrow else "unfolded",
    )


def _type(offers: Offers, code: str, marks: Marks) -> html.Tr:
    return html.Tr(
        [
            html.Th(offers.types[code][0], scope="row", className="corner"),
            *(marks[offers.how(code, unit)] for unit in offers.units),
            html.Td(len(offers.offering(code)), className="num"),
        ]
    )


def _marks() -> Marks:
    """The cells there are; each is made once and stands in many places.

    The word is for those who listen; the stylesheet draws a mark in its place.
    """
    return {how: html.Td(word, className=f"offer {how}") for how, word in WORDS.items()}

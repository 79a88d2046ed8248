"""The card on what would be without the types that the reader ticks: supply, no children."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards import html
from dashboards.components.attributes import attributes
from dashboards.components.card import build_card, build_table_details
from dashboards.components.filters import Filter, build_adding, link_to
from dashboards.components.graph import build_graph, build_key
from dashboards.components.page_parts import source
from dashboards.components.table import Cell, build_table
from dashboards.figures.before_after import before_after
from dashboards.navigation import UTBUD
from dashboards.query import Choice
from dashboards.several import values_of
from dashboards.view import View
from pipelines.presentation import formats, what_if
from pipelines.presentation.offers import Offers
from pipelines.presentation.sentences import utbud as offer_sentences
from pipelines.presentation.sentences import utbud_fragor as sentences
from pipelines.presentation.units import listed
from pipelines.presentation.what_if import WhatIf
from pipelines.publication.reader import Figure, Night

WITHOUT = "utan"
_HERE = "#utan"  # a choice in the card leads back to it


def build_free(
    night: Night,
    offers: Offers,
    chosen: Mapping[str, Choice],
    children: Mapping[str, Figure],
    view: View,
) -> html.Section:
    """The spread without the types that the reader ticks, beside the present.

    Args:
        night: the published night.
        offers: the present.
        chosen: the page's parameters.
        children: type -> its cell of U4; empty if there are none.
        view: the window.
    """
    picked = values_of(chosen[WITHOUT])
    found = what_if.without(offers, picked)
    told = [
        sentences.what_if(offers, found),
        sentences.touched(offers, found),
        offer_sentences.missing(offers),
        sentences.NO_FORECAST if picked else "",
    ]
    content: list[Any] = [_control(offers, chosen)]
    if found.now and picked:
        content += [
            build_key([("ring", "nu"), ("dot", "utan de valda typerna")]),
            build_graph("diagram-utan", _chart(offers, found, view), told[0]),
            build_table_details(_by_district(offers, found)),
            html.Details(
                [
                    html.Summary("Visa var de valda typerna erbjuds"),
                    _by_type(offers, found, children),
                ],
                className="table-details",
            ),
        ]
    return build_card(
        "utan",
        "Hur blir spridningen om några typer avvecklas?",
        told,
        content,
        [source(night, "U1", night.figure(f"U1/stad/{offers.day}"))],
    )


def _control(offers: Offers, chosen: Mapping[str, Choice]) -> html.Div:
    groups = {
        name: tuple(code for code, (_, group) in offers.types.items() if group == category)
        for category, name in offers.categories.items()
    }
    names = {code: offers.name(code) for code in offers.types}
    ready = {} if offers.missing else {
        "Typer i en enda stadsdel": offers.found_in(1, 1),
        "Typer i två till fyra": offers.found_in(2, 4),
    }  # fmt: skip
    links: list[Any] = [
        html.A(
            f"{text} ({len(codes)})",
            href=link_to(UTBUD, chosen, **{WITHOUT: ",".join(codes)}) + _HERE,
        )
        for text, codes in ready.items()
        if codes
    ]
    return html.Div(
        [
            build_adding(
                Filter(WITHOUT, "Insatstyp som tas bort", chosen[WITHOUT], names, groups),
                "Välj en i taget",
                "Ta bort",
            ),
            html.P([html.Span("Välj på en gång:"), *links], className="ready"),
            _picked(chosen, names),
        ],
        className="what-if",
    )


def _picked(chosen: Mapping[str, Choice], names: Mapping[str, str]) -> html.Ul | None:
    """What is ticked, each with the way back; None if nothing is."""
    picked = values_of(chosen[WITHOUT])
    if not picked:
        return None
    back = [
        html.A(
            "Ångra",
            href=link_to(
                UTBUD, chosen, **{WITHOUT: ",".join(other for other in picked if other != code)}
            )
            + _HERE,
            **attributes(aria_label=f"Ångra att {names[code]} tas bort"),
        )
        for code in picked
    ]
    every = html.A("Ångra alla", href=link_to(UTBUD, chosen, **{WITHOUT: ""}) + _HERE)
    items = [html.Li([names[code], " ", way]) for code, way in zip(picked, back, strict=True)]
    return html.Ul([*items, html.Li(every)], className="picked")


def _chart(offers: Offers, found: WhatIf, view: View) -> Any:
    label = {unit.kod: unit.kortnamn if view.narrow else unit.namn for unit in offers.known}
    return before_after(
        {label[unit]: count for unit, count in found.now.items()},
        {label[unit]: count for unit, count in found.then.items()},
        view,
    )


def _by_district(offers: Offers, found: WhatIf) -> html.Div:
    rows: list[tuple[Any, Sequence[Cell]]] = [
        (unit.namn, _change(found.now[unit.kod], found.then[unit.kod]))
        if unit.kod in found.now
        else (unit.namn, [html.Td(offers.missing[unit.kod], colSpan=3, className="num")])
        for unit in offers.units
    ]
    rows.append(("Tillsammans", _change(found.union_now, found.union_then)))
    return build_table(
        f"Insatstyper per stadsdel, {formats.when(offers.day)} och utan de valda typerna",
        ["Stadsdel", "Nu", "Utan de valda", "Skillnad"],
        rows,
    )


def _change(now: int, then: int) -> list[Cell]:
    return [str(now), str(then), f"−{now - then}" if now > then else "0"]


def _by_type(offers: Offers, found: WhatIf, children: Mapping[str, Figure]) -> html.Div:
    return build_table(
        f"De valda typerna: var de erbjuds den {formats.when(offers.day)}",
        ["Insatstyp", "Antal stadsdelar", "Stadsdelar", "Andel av barnen som bor där"],
        [
            (
                loss.name,
                [
                    str(len(loss.units)),
                    listed([unit.namn for unit in loss.units]) or "ingen",
                    _share(children.get(loss.code)),
                ],
            )
            for loss in found.losses
        ],
        numeric=False,
    )


def _share(figure: Figure | None) -> str:
    return formats.share(figure.varde) if figure is not None and figure.varde is not None else "–"

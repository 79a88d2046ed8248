"""The card on the children who live where the types are offered (U4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboards import html
from dashboards.components.card import build_card
from dashboards.components.figure_card import build_figure_card
from dashboards.components.graph import build_key
from dashboards.components.page_parts import source
from dashboards.components.state import build_state, build_state_notes
from dashboards.components.table import Cell, build_table
from dashboards.figures.coverage import coverage_strip
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.offer_groups import Group
from pipelines.presentation.offers import Offers
from pipelines.presentation.sentences import utbud as sentences
from pipelines.publication.reader import Figure, Night

_QUESTION = "Hur stor andel av stadens barn bor där typen erbjuds?"


def build_coverage(
    night: Night,
    offers: Offers,
    groups: Sequence[Group],
    children: Mapping[str, Figure],
    view: View,
) -> html.Section | None:
    """The share of the children by type; None if nothing is published or nothing is sought.

    Args:
        night: the published night.
        offers: who offers what.
        groups: the types that the reader looks at.
        children: type -> its cell of U4.
        view: the window.
    """
    rows = [(code, children[code]) for group in groups for code in group.types if code in children]
    if not rows:
        return None
    figures = [figure for _, figure in rows]
    names = {code: offers.name(code) for code in offers.types}
    told = [
        sentences.coverage(figures, names, len(rows) == len(offers.types)),
        "Det är inte andelen barn som får insatsen.",
    ]
    sources = source(night, "U4", figures[0])
    if all(figure.varde is None for figure in figures):
        return build_card("tackning", _QUESTION, told, [build_state_notes(figures)], [sources])
    table = build_table(
        f"Barn 0–20 år som bor där typen erbjuds, {formats.when(offers.day)}",
        ["Insatstyp", "Stadsdelar", "Barn", "Andel av stadens barn"],
        [(names[code], _cells(offers, code, figure)) for code, figure in rows],
    )
    return build_figure_card(
        "tackning",
        _QUESTION,
        told,
        coverage_strip(_points(offers, dict(rows)), view),
        table,
        sources,
        cells=figures,
        beside=build_key([("dot", "en insatstyp; samma andel står ovanför varandra")]),
    )


def _points(offers: Offers, figures: Mapping[str, Figure]) -> dict[str, list[tuple[float, str]]]:
    """Category -> its types that are shown; categories without any are left out."""
    found: dict[str, list[tuple[float, str]]] = {}
    for category, name in offers.categories.items():
        for code, (title, group) in offers.types.items():
            figure = figures.get(code)
            if group == category and figure is not None and figure.varde is not None:
                where = len(offers.offering(code))
                text = f"{title}<br>{formats.share(figure.varde)} av barnen, {where} stadsdelar"
                found.setdefault(name, []).append((round(figure.varde, 3), text))
    return found


def _cells(offers: Offers, code: str, figure: Figure) -> list[Cell]:
    where = str(len(offers.offering(code)))
    if figure.varde is None or figure.taljare is None:
        return [where, html.Td(build_state(figure), colSpan=2, className="num")]
    return [where, formats.number(figure.taljare), formats.share(figure.varde)]

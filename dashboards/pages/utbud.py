"""Utbud: which types of services the districts offer (U1, U3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboards.components.card import build_card, build_table_details
from dashboards.components.controls import build_control
from dashboards.components.graph import build_graph, build_key
from dashboards.components.matrix import MISSING, WORDS, Offers, build_matrix
from dashboards.components.table import build_table, count_cell
from dashboards.figures.bars import count_bars
from dashboards.figures.base import Row
from dashboards.navigation import UTBUD
from dashboards.pages.parts import Query, chart_rows, nothing_yet, page_head, source
from dashboards.query import Choice, choose
from dashboards.view import View
from pipelines.presentation import formats, tables
from pipelines.presentation.sentences import utbud as sentences
from pipelines.presentation.units import Units, city_of, without_city
from pipelines.publication.reader import Figure, Night


def choices(night: Night, asked: Query) -> dict[str, Choice]:
    """The page's only parameter; empty if there is nothing to show."""
    known = night.periods("U1")
    return {"dag": choose(asked.get("dag"), known, known[0], "Dagen")} if known else {}


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The page for the day asked for, or the latest."""
    units, chosen = Units.of(night), choices(night, query)
    if not chosen:
        return nothing_yet("Utbud")
    choice = chosen["dag"]
    offers = Offers.of(night, units, choice.value)
    return [
        *page_head(
            "Utbud",
            "Vilka av katalogens insatstyper erbjuds, och var? Fler typer är inte bättre i sig, "
            "och centrala insatser räknas inte.",
            build_control(UTBUD, "dag", "Dag", choice),
            choice.note,
        ),
        _offered(night, units, choice.value, offers, view),
        _where(night, choice.value, offers, view),
        _spread(night, choice.value, view),
        _alone(night, choice.value, offers),
    ]


def _offered(night: Night, units: Units, day: str, offers: Offers, view: View) -> html.Section:
    measure, names = night.measure("U1"), units.names
    cells = units.sorted(night.figures("U1", period=day))
    city, others = city_of(cells), without_city(cells)
    told = [sentences.offered(others, city, names, len(offers.types))]
    rows = chart_rows(units, others, view)
    chart = count_bars(rows, measure, "Insatstyper, antal", view, marked=_ends(rows))
    table = build_table(
        f"Erbjudna insatstyper den {formats.when(day)}",
        ["Enhet", "Insatstyper"],
        [(names[cell.enhet], [count_cell(cell)]) for cell in cells],
    )
    return build_card(
        "antal-typer",
        "Hur många insatstyper erbjuder stadsdelarna?",
        told,
        [build_graph("diagram-antal-typer", chart, told[0]), build_table_details(table)],
        [source(night, "U1", city)],
    )


def _ends(rows: Sequence[Row]) -> dict[str, str]:
    counts = {row.label: row.figure.taljare for row in rows if row.figure.taljare is not None}
    if not counts or len(counts) < len(rows):
        return {}  # nobody knows who has the fewest while a district is missing
    fewest, most = min(counts.values()), max(counts.values())
    return {
        label: "färst" if count == fewest else "flest"
        for label, count in counts.items()
        if count in {fewest, most}
    }


def _where(night: Night, day: str, offers: Offers, view: View) -> html.Section:
    return build_card(
        "var",
        "Vilka insatstyper erbjuds var?",
        [
            f"Tabellen visar läget den {formats.when(day)}. Ett märke betyder att stadsdelen "
            "erbjuder typen; märkets form visar om den ges med eller utan behovsprövning. En tom "
            "ruta betyder att typen inte erbjuds.",
        ],
        [
            build_key(
                [
                    (f"offer-{how}", word)
                    for how, word in WORDS.items()
                    if how != MISSING or offers.missing
                ]
            ),
            build_matrix(offers, f"Insatstyper och stadsdelar den {formats.when(day)}", view),
        ],
        [source(night, "U1", night.figure(f"U1/stad/{day}"))],
    )


def _spread(night: Night, day: str, view: View) -> html.Section:
    labels = tables.labels(night, "spridning")
    by_class = {
        cell.dimension_varde: cell
        for cell in night.figures("U3", period=day, dimension="spridning")
    }
    cells = [by_class[code] for code in labels if code in by_class]
    told = [sentences.spread(cells)]
    rows = [Row(labels[cell.dimension_varde], cell) for cell in cells]
    chart = count_bars(rows, night.measure("U3"), "Insatstyper, antal", view)
    table = build_table(
        f"Insatstyper efter antal stadsdelar som erbjuder dem, {formats.when(day)}",
        ["Erbjuds i", "Insatstyper", "Andel av de erbjudna"],
        [(labels[cell.dimension_varde], [count_cell(cell), _share(cell)]) for cell in cells],
    )
    return build_card(
        "spridning",
        "Hur spridda är insatstyperna?",
        told,
        [build_graph("diagram-spridning", chart, told[0]), build_table_details(table)],
        [source(night, "U3", cells[0] if cells else None)],
    )


def _share(cell: Figure) -> str:
    return formats.share(cell.varde) if cell.varde is not None else ""


def _alone(night: Night, day: str, offers: Offers) -> html.Section:
    cells = night.figures("U3", period=day, dimension="spridning")
    one = next((cell for cell in cells if cell.dimension_varde == "1"), None)
    # Without every district's offers nobody knows that a type is found nowhere else.
    found = offers.alone() if one is not None and one.taljare is not None else {}
    content = html.Dl(
        [
            html.Div([html.Dt(unit), html.Dd(html.Ul([html.Li(name) for name in names]))])
            for unit, names in found.items()
        ],
        className="alone",
    )
    return build_card(
        "ensamma",
        "Vilka typer finns i bara en stadsdel?",
        [sentences.alone(one, len(found))],
        [content if found else None],
        [source(night, "U3", one)],
    )

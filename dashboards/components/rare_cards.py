"""Cards on types that one or a few districts offer: which, where, and on what ground (U3, U6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards import html
from dashboards.components.card import build_card
from dashboards.components.figure_card import build_figure_card
from dashboards.components.page_parts import source
from dashboards.components.state import build_state_notes
from dashboards.components.table import build_table
from dashboards.figures.base import Row
from dashboards.figures.stacked import share_stack
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.offers import Offers
from pipelines.presentation.sentences import utbud as sentences
from pipelines.presentation.sentences.shares import share_with_interval
from pipelines.presentation.tables import labels
from pipelines.presentation.units import Units, listed
from pipelines.publication.reader import Figure, Night

_FEW = 4  # districts


def build_alone(night: Night, offers: Offers, matrix: str) -> html.Section:
    """Which types a single district offers, and which a few do.

    Args:
        night: the published night.
        offers: who offers what.
        matrix: address of the matrix in order of spread.
    """
    cells = night.figures("U3", period=offers.day, dimension="spridning")
    one = next((cell for cell in cells if cell.dimension_varde == "1"), None)
    # Without every district's offers nobody knows that a type is found nowhere else.
    is_known = one is not None and one.taljare is not None and not offers.missing
    alone = offers.found_in(1, 1) if is_known else []
    words = labels(night, "beslutsgrund")
    by_unit: dict[str, list[str]] = {unit.namn: [] for unit in offers.units}
    for code in alone:
        by_unit[offers.offering(code)[0].namn].append(code)
    found = {unit: codes for unit, codes in by_unit.items() if codes}
    grounds = [offers.grounds[key] for key in _keys(offers, alone) if key in offers.grounds]
    told = [
        sentences.alone(one, len(found)) if is_known or not offers.missing else
        "Vilka typer som bara finns i en stadsdel går inte att säga.",
        sentences.alone_grounds(grounds, words),
        sentences.missing(offers),
    ]  # fmt: skip
    content = [
        _list(offers, found, words),
        _few(offers, words) if is_known else None,
        html.P(
            html.A("Visa matrisen ordnad efter spridning", href=matrix)
        ),
    ]  # fmt: skip
    return build_card(
        "ensamma",
        "Vilka typer finns i bara en stadsdel?",
        told,
        content,
        [source(night, "U3", one)],
    )


def _keys(offers: Offers, codes: list[str]) -> list[tuple[str, str]]:
    return [(code, unit.kod) for code in codes for unit in offers.offering(code)]


def _list(
    offers: Offers, found: Mapping[str, list[str]], words: Mapping[str, str]
) -> html.Dl | None:
    if not found:
        return None
    return html.Dl(
        [
            html.Div(
                [html.Dt(unit), html.Dd(html.Ul([_item(offers, code, words) for code in codes]))]
            )
            for unit, codes in found.items()
        ],
        className="alone",
    )


def _item(offers: Offers, code: str, words: Mapping[str, str]) -> html.Li:
    ground = _ground(offers, code, words)
    return html.Li([offers.name(code), html.Span(f" – {ground}") if ground else ""])


def _ground(offers: Offers, code: str, words: Mapping[str, str]) -> str:
    """The grounds of a type's offers, each once; empty if the night does not tell."""
    there = [offers.grounds[key] for key in _keys(offers, [code]) if key in offers.grounds]
    return listed([word.lower() for kind, word in words.items() if kind in there])


def _few(offers: Offers, words: Mapping[str, str]) -> Any:
    codes = offers.found_in(2, _FEW)
    if not codes:
        return None
    heads = ["Insatstyp", "Antal", "Stadsdelar", *(["Grund"] if offers.grounds else [])]
    return html.Details(
        [
            html.Summary(f"Visa de {len(codes)} typer som två till fyra stadsdelar erbjuder"),
            build_table(
                f"Insatstyper som två till fyra stadsdelar erbjuder, {formats.when(offers.day)}",
                heads,
                [(offers.name(code), _row(offers, code, words)) for code in codes],
                numeric=False,
            ),
        ],
        className="table-details",
    )


def _row(offers: Offers, code: str, words: Mapping[str, str]) -> list[str]:
    where = offers.offering(code)
    row = [str(len(where)), listed([unit.namn for unit in where])]
    return [*row, _ground(offers, code, words)] if offers.grounds else row


def build_ground(night: Night, units: Units, day: str, view: View) -> html.Section | None:
    """By decision or by tradition: rare offers beside all; None if nothing is published."""
    words = labels(night, "beslutsgrund")
    figures = night.figures("U6", period=day, dimension="beslutsgrund")
    found = _by_value(night.figures("U6", enhet="stad", period=day, dimension="ovanlig_grund"))
    rare = {code: found[code] for code in words if code in found}
    every = {code: [f for f in figures if f.dimension_varde == code] for code in words}
    if not rare and not figures:
        return None
    city = {code: f for code, cells in every.items() for f in cells if f.enhet == "stad"}
    rows = {"Typer i 1–4 stadsdelar": rare, "Alla typer": city}
    rows = {name: cells for name, cells in rows.items() if len(cells) == len(words)}
    question = "Vilar ovanliga typer på beslut eller på tradition?"
    told = [
        sentences.grounds("Typer som högst fyra stadsdelar erbjuder", rare, words) if rare else "",
        sentences.grounds("Alla typer i alla stadsdelar", city, words) if city else "",
    ]
    shown = [figure for cells in rows.values() for figure in cells.values()]
    sources = source(night, "U6", next(iter(shown), None))
    if not shown or all(figure.varde is None for figure in shown):
        return build_card("grund", question, told, [build_state_notes(shown)], [sources])
    parts = {
        word: [Row(name, cells[code]) for name, cells in rows.items()]
        for code, word in words.items()
    }
    table = build_table(
        f"Erbjudanden efter beslutsgrund, {formats.when(day)}",
        ["Erbjudanden", *words.values()],
        [
            *((f"Staden: {name.lower()}", [_cell(cells[code]) for code in words])
              for name, cells in rows.items()),
            *_of_districts(units, every),
        ],
    )  # fmt: skip
    return build_figure_card(
        "grund",
        question,
        told,
        share_stack(parts, night.measure("U6"), view),
        table,
        sources,
        key=[(f"series-{place}", word) for place, word in enumerate(words.values(), start=1)],
        cells=shown,
    )


def _of_districts(units: Units, every: Mapping[str, list[Figure]]) -> list[tuple[str, list[str]]]:
    """The districts' own offers by ground, all types."""
    cells = {(code, f.enhet): f for code, figures in every.items() for f in figures}
    return [
        (unit.namn, [_cell(cells[code, unit.kod]) for code in every])
        for unit in units.districts
        if all((code, unit.kod) in cells for code in every)
    ]


def _cell(figure: Figure) -> str:
    count = f" ({formats.number(figure.taljare)})" if figure.taljare is not None else ""
    return f"{share_with_interval(figure)}{count}"


def _by_value(figures: list[Figure]) -> dict[str, Figure]:
    return {figure.dimension_varde: figure for figure in figures}

"""Cards on how alike the districts' offers are (U5), on a day and over the days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards import html
from dashboards.components.card import build_card, build_table_details
from dashboards.components.figure_card import build_figure_card
from dashboards.components.page_parts import chart_rows, source
from dashboards.components.state import build_state, build_state_notes
from dashboards.components.table import Cell, build_scroll, build_table
from dashboards.figures.bars import count_bars
from dashboards.view import View
from pipelines.presentation import formats, likeness
from pipelines.presentation.likeness import Day, Pair, Range
from pipelines.presentation.sentences import utbud_fragor as sentences
from pipelines.presentation.units import Units, city_of
from pipelines.publication.reader import Figure, Night

_SHADES = 4
_UNKNOWN = "ofullständigt"


def build_alike(night: Night, units: Units, day: str) -> html.Section | None:
    """District by district; None if nothing is published."""
    there = likeness.pairs(night, units, day)
    if not there:
        return None
    figures = [pair.figure for pair in there]
    caption = f"Likhet i utbud den {formats.when(day)}: andel gemensamma typer"
    return build_card(
        "likhet",
        "Hur lika är stadsdelarnas utbud?",
        [
            sentences.alike(there, units.names),
            "Talet är antalet typer som båda erbjuder, delat med antalet typer som minst en av "
            "de två erbjuder. Lika utbud är inte detsamma som lika tillgång.",
        ],
        [_table(units, there, caption), build_state_notes(figures)],
        [source(night, "U5", figures[0])],
    )


def _table(units: Units, there: Sequence[Pair], caption: str) -> html.Div:
    cells = {(pair.first, pair.second): pair.figure for pair in there}
    cells |= {(second, first): figure for (first, second), figure in cells.items()}
    shown = [figure.varde for figure in cells.values() if figure.varde is not None]
    low, high = min(shown, default=0.0), max(shown, default=1.0)
    heads: list[Any] = [html.Th("Stadsdel", scope="col", className="corner")]
    heads += [
        html.Th(html.Span(unit.namn), scope="col", className="unit") for unit in units.districts
    ]
    body = []
    for unit in units.districts:
        row: list[Any] = [html.Th(unit.namn, scope="row", className="corner")]
        row += [
            _alike(cells.get((unit.kod, other.kod)), low, high, is_same=unit == other)
            for other in units.districts
        ]
        body.append(html.Tr(row))
    table = html.Table(
        [html.Caption(caption), html.Thead(html.Tr(heads)), html.Tbody(body)],
        className="matrix alike",
    )
    return build_scroll(caption, table, "matrix-scroll")


def _alike(figure: Figure | None, low: float, high: float, *, is_same: bool) -> html.Td:
    if is_same:
        return html.Td("–", className="same")
    if figure is None or figure.varde is None:
        return html.Td(build_state(figure) if figure else "", className="num")
    shade = min(int(_SHADES * (figure.varde - low) / ((high - low) or 1.0)), _SHADES - 1)
    return html.Td(formats.share(figure.varde, 0), className=f"num shade-{shade}")


def build_base(night: Night, units: Units, day: str, view: View) -> html.Section | None:
    """The base catalogue by district; None if nothing is published."""
    cells = units.sorted(night.figures("U5", period=day))
    others, city, names = units.of_districts(cells), city_of(cells), units.names
    if not others:
        return None
    measure = night.measure("U5")
    return build_figure_card(
        "grundkatalog",
        "Hur stor del av grundkatalogen erbjuds?",
        [sentences.base(city, others, names)],
        count_bars(
            chart_rows(units, others, view),
            measure,
            "Grundkatalogens typer som erbjuds, antal",
            view,
            longest=max((figure.namnare or 0 for figure in others), default=0),
        ),
        build_table(
            f"Grundkatalogens typer som erbjuds, {formats.when(day)}",
            ["Enhet", "Av", "Erbjuds", "Andel"],
            [(names[cell.enhet], _base(cell)) for cell in cells],
        ),
        source(night, "U5", city),
        cells=cells,
    )


def _base(figure: Figure) -> list[Cell]:
    if figure.varde is None or figure.taljare is None or figure.namnare is None:
        return [html.Td(build_state(figure), colSpan=3, className="num")]
    return [
        formats.number(figure.namnare),
        formats.number(figure.taljare),
        formats.share(figure.varde, 0),
    ]


def build_gap(night: Night, units: Units) -> html.Section | None:
    """Whether the districts come closer, day by day; None with a single day."""
    days = likeness.over_days(night, units)
    if len(days) < 2:
        return None
    has_pairs = any(day.alike for day in days)
    heads = ["Dag", "Färst–flest typer", "Skillnad", "Grundkatalogen, lägst–högst"]
    heads += ["Likhet, lägst–högst", "Likhet, mittersta paret"] if has_pairs else []
    rows: list[tuple[Any, Sequence[Cell]]] = []
    for place, day in enumerate(days):
        if day.is_after and (place == 0 or not days[place - 1].is_after):
            rows.append((_law(), [html.Td("", colSpan=len(heads) - 1)]))
        rows.append((formats.when(day.day), _day(day, has_pairs)))
    table = build_table("Stadsdelarnas utbud per dag", heads, rows)
    sources = [source(night, matt, None) for matt in ("U1", "U5")]
    return build_card(
        "over-tid",
        "Minskar skillnaden mellan stadsdelarna efter juli 2025?",
        [sentences.gap(days)],
        [table if len(days) < 10 else build_table_details(table)],
        sources,
    )


def _law() -> html.Span:
    return html.Span(f"Ny socialtjänstlag {formats.when(likeness.LAW)}", className="law")


def _day(day: Day, has_pairs: bool) -> list[Cell]:
    if day.types is None:
        counts = [_UNKNOWN, _UNKNOWN]
    else:
        low, high = round(day.types.low), round(day.types.high)
        counts = [f"{low}–{high}", str(high - low)]
    return [
        *counts,
        _span(day.base),
        *([_span(day.alike), _middle(day.alike)] if has_pairs else []),
    ]


def _span(found: Range | None) -> str:
    if found is None:
        return _UNKNOWN
    return f"{formats.number(100 * found.low)}–{formats.share(found.high, 0)}"


def _middle(found: Range | None) -> str:
    return _UNKNOWN if found is None else formats.share(found.middle, 0)

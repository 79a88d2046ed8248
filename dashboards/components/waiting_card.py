"""The card on decisions that wait to start (T4 on a day): more than three months, or not yet."""

from __future__ import annotations

from dashboards import html
from dashboards.components.figure_card import build_figure_card
from dashboards.components.page_parts import chart_rows, source
from dashboards.components.state import build_state
from dashboards.components.table import Cell, build_table
from dashboards.figures.follow_up_bars import Part, Standing, standing_bars
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.sentences import tid as sentences
from pipelines.presentation.sv import state_word
from pipelines.presentation.units import Units, city_of, without_city
from pipelines.publication.reader import Figure, Night

_LONG, _NOT_YET = "väntat mer än tre månader", "tre månader har inte gått"
_DAY = 10  # letters of a day's code


def build_waiting_card(night: Night, units: Units, view: View) -> html.Section | None:
    """The latest day's; the city alone if the districts are not published, None if nothing is.

    Args:
        night: the published night.
        units: its units.
        view: colours and width.
    """
    day = next((one for one in night.periods("T4") if len(one) == _DAY), "")
    cells = units.sorted(night.figures("T4", period=day)) if day else []
    if not cells:
        return None
    city, names = city_of(cells), units.names
    told = [sentences.waiting(city), f"{sentences.NOT_LATE} {sentences.NEVER_STARTED}"]
    rows = [
        Standing(row.label, *_parts(row.figure))
        for row in chart_rows(units, without_city(cells) or cells, view)
    ]
    chart = standing_bars(
        rows, (_LONG.capitalize(), _NOT_YET.capitalize()), "Beslut som väntar, antal", view
    )
    table = build_table(
        f"Beslut som varken startat eller avslutats, {formats.when(day)}",
        ["Enhet", "Väntar", "Mer än tre månader", "Tre månader har inte gått", "Andel över tre"],
        [(names[cell.enhet], _cells(cell)) for cell in cells],
    )
    return build_figure_card(
        "t4-vantar",
        "Hur många beslut väntar, och hur många har väntat mer än tre månader?",
        told,
        chart,
        table,
        source(night, "T4", city),
        key=[
            ("series-1", f"{_LONG} (talet till vänster)"),
            ("outlined", f"{_NOT_YET}: inte sena (talet till höger)"),
        ],
        cells=cells,
    )


def _parts(cell: Figure) -> tuple[Part, Part]:
    """What one cell says of both: those that waited longer, and the rest of its denominator."""
    if cell.varde is None or cell.taljare is None or cell.namnare is None:
        hidden = Part(None, cell.status, state_word(cell.status, cell.orsak))
        return hidden, hidden
    shown = Part(cell.taljare, cell.status, "")
    return shown, Part(cell.namnare - cell.taljare, cell.status, "")


def _cells(cell: Figure) -> list[Cell]:
    if cell.varde is None or cell.taljare is None or cell.namnare is None:
        return [html.Td(build_state(cell), colSpan=4, className="num")]
    return [
        formats.number(cell.namnare),
        formats.number(cell.taljare),
        formats.number(cell.namnare - cell.taljare),
        formats.share(cell.varde),
    ]

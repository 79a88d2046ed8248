"""The card on first follow-ups (F1): held in time, or late or never held."""

from __future__ import annotations

from dashboards import html
from dashboards.components.figure_card import build_figure_card
from dashboards.components.measure_card import build_onward
from dashboards.components.page_parts import chart_rows, city_key, source
from dashboards.components.state import build_state
from dashboards.components.table import AGAINST_REST, Cell, build_table, verdict_cell
from dashboards.figures.bars import share_bars
from dashboards.view import View
from pipelines.presentation import compared, comparisons, formats
from pipelines.presentation.control_charts import signal_sentence
from pipelines.presentation.sentences import uppfoljning as sentences
from pipelines.presentation.sentences.likstallighet import verdict_sentence
from pipelines.presentation.sentences.shares import hidden_sentence, range_sentence
from pipelines.presentation.units import Units, city_of, without_city
from pipelines.publication.reader import Figure, Night

_HEADS = [
    "Enhet", "Förföll", "I tid", "Sena eller uteblivna", "Andel i tid",
    "Osäkerhetsintervall (95 %)", AGAINST_REST,
]  # fmt: skip


def build_in_time_card(night: Night, units: Units, period: str, view: View) -> html.Section:
    """Shares by unit, what may be said of them, and how many were late in each.

    Args:
        night: the published night.
        units: its units.
        period: one in which F1 shows something.
        view: colours and width.
    """
    found, names = compared.comparison(night, "F1", period), units.names
    measure, cells = found.measure, units.sorted(night.figures("F1", period=period))
    city, others = city_of(cells), without_city(cells)
    against = {one.unit.kod: comparisons.verdict(one.said) for one in found.districts if one.said}
    told = [
        sentences.in_time(city),
        verdict_sentence(found) if against else hidden_sentence(others, names),
        sentences.policy(measure["status"]),
    ]
    closer = [
        range_sentence(units.of_districts(cells), names),
        comparisons.spread_sentence(night, "F1", period),
        comparisons.change_sentence(night, "F1", period),
        signal_sentence(night, "F1", names),
    ]
    chart = share_bars(
        chart_rows(units, others, view), city, measure, "Andel i tid, procent av insatser", view
    )
    table = build_table(
        f"Första uppföljningen i tid, {formats.when(period)}",
        _HEADS,
        [(names[cell.enhet], [*_cells(cell), verdict_cell(cell, against)]) for cell in cells],
    )
    key = [
        ("within", "i tid"),
        ("outlined", "sen eller utebliven"),
        ("whisker strong", "osäkerhetsintervall (95\N{NO-BREAK SPACE}%)"),
        *city_key(city),
    ]
    return build_figure_card(
        "i-tid",
        "Hölls den första uppföljningen i tid?",
        told,
        chart,
        table,
        source(night, measure["id"], city),
        key=key,
        cells=cells,
        beside=[
            html.Div([html.P(text) for text in closer if text], className="closer"),
            build_onward("F1", period) if against else None,
        ],
    )


def _cells(cell: Figure) -> list[Cell]:
    """What fell due, what was held, what was not, the share and its interval."""
    if cell.varde is None or cell.taljare is None or cell.namnare is None:
        state = build_state(cell)
        if cell.namnare is None:
            return [html.Td(state, colSpan=5, className="num")]
        return [formats.number(cell.namnare), html.Td(state, colSpan=4, className="num")]
    has_limits = cell.undre is not None and cell.ovre is not None
    return [
        formats.number(cell.namnare),
        formats.number(cell.taljare),
        formats.number(cell.namnare - cell.taljare),
        formats.share(cell.varde),
        formats.interval(cell.undre or 0, cell.ovre or 0) if has_limits else "–",
    ]

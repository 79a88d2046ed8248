"""Uppföljning: are follow-ups held when the policy says (F1), and how do things stand (F3, F4)?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboards.components.card import build_card, build_table_details
from dashboards.components.controls import build_control
from dashboards.components.graph import build_graph, build_key
from dashboards.components.state import build_state_notes
from dashboards.components.table import (
    AGAINST_REST,
    build_table,
    count_cell,
    share_cells,
    verdict_cell,
)
from dashboards.figures.bars import count_bars, share_bars
from dashboards.figures.base import Row
from dashboards.navigation import UPPFOLJNING
from dashboards.pages.parts import (
    Query,
    chart_rows,
    city_key,
    nothing_yet,
    page_head,
    period_choice,
    source,
)
from dashboards.query import Choice
from dashboards.view import View
from pipelines.presentation import comparisons, formats
from pipelines.presentation.control_charts import signal_sentence
from pipelines.presentation.sentences import uppfoljning as sentences
from pipelines.presentation.sentences.shares import hidden_sentence, range_sentence
from pipelines.presentation.tables import records
from pipelines.presentation.units import Units, city_of, without_city
from pipelines.publication.reader import Night


def choices(night: Night, asked: Query) -> dict[str, Choice]:
    """The page's only parameter; empty if there is nothing to show."""
    return period_choice(night, asked, "F1")


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The page for the period asked for, or the latest whole year."""
    units, chosen = Units.of(night), choices(night, query)
    if not chosen:
        return nothing_yet("Uppföljning")
    choice = chosen["period"]
    return [
        *page_head(
            "Uppföljning",
            "Följs insatserna upp när de ska? Här räknas insatser, inte barn.",
            build_control(UPPFOLJNING, "period", "Period", choice),
            choice.note,
        ),
        _in_time(night, units, choice.value, view),
        _now(night, units, view),
        _policy(night),
    ]


def _in_time(night: Night, units: Units, period: str, view: View) -> html.Section:
    measure, names = night.measure("F1"), units.names
    cells = units.sorted(night.figures("F1", period=period))
    city, others = city_of(cells), without_city(cells)
    told = [
        sentences.in_time(city),
        range_sentence(units.of_districts(cells), names),
        comparisons.spread_sentence(night, "F1", period),
        comparisons.change_sentence(night, "F1", period),
        signal_sentence(night, "F1", names),
        sentences.policy(measure["status"]),
        hidden_sentence(others, names),
    ]
    against = comparisons.verdicts(night, "F1", period)
    chart = share_bars(
        chart_rows(units, others, view), city, measure, "Andel i tid, procent av insatser", view
    )
    table = build_table(
        f"Första uppföljningen i tid, {formats.when(period)}",
        ["Enhet", "Förföll", "I tid", "Andel i tid", "Osäkerhetsintervall (95 %)", AGAINST_REST],
        [(names[cell.enhet], [*share_cells(cell), verdict_cell(cell, against)]) for cell in cells],
    )
    return build_card(
        "i-tid",
        "Hölls den första uppföljningen i tid?",
        told,
        [
            build_key(
                [
                    ("within", "i tid"),
                    ("outlined", "sen eller utebliven"),
                    ("whisker strong", "osäkerhetsintervall"),
                    *city_key(city),
                ]
            ),
            build_graph("diagram-i-tid", chart, " ".join(told[:2])),
            build_state_notes(cells),
            build_table_details(table),
        ],
        [source(night, "F1", city)],
    )


def _now(night: Night, units: Units, view: View) -> html.Section:
    names = units.names
    days = night.periods("F3")
    day = days[0] if days else None
    late = units.sorted(night.figures("F3", period=day))
    not_due = units.sorted(night.figures("F4", period=day))
    told = [sentences.now(city_of(late), city_of(not_due))]
    rows = [chart_rows(units, without_city(cells), view) for cells in (late, not_due)]
    table = build_table(
        f"Pågående insatser den {formats.when(day)}" if day else "Pågående insatser",
        ["Enhet", "Försenade nu", "Ännu inte förfallna"],
        [
            (names[one.enhet], [count_cell(one), count_cell(other)])
            for one, other in zip(late, not_due, strict=True)
        ],
    )
    return build_card(
        "nu",
        "Hur många uppföljningar är försenade nu?",
        told,
        [
            _side_by_side(night, units, rows, view, told[0]),
            build_state_notes([*late, *not_due]),
            build_table_details(table),
        ],
        [source(night, "F3", city_of(late)), source(night, "F4", city_of(not_due))],
    )


def _side_by_side(
    night: Night, units: Units, rows: Sequence[Sequence[Row]], view: View, description: str
) -> html.Div:
    """Late and not due in a chart each, on one scale."""
    counts = [row.figure.taljare or 0 for part in rows for row in part]
    charts = []
    for matt, part in zip(("F3", "F4"), rows, strict=True):
        measure = night.measure(matt)
        chart = count_bars(
            part,
            measure,
            "Pågående insatser, antal",
            view,
            longest=max(counts, default=1),
            is_outlined=matt == "F4",
        )
        charts.append(
            html.Div(
                [
                    html.H3(measure["titel"]),
                    build_graph(
                        f"diagram-{matt.casefold()}", chart, f"{measure['titel']}. {description}"
                    ),
                ]
            )
        )
    return html.Div(charts, className="pair")


def _policy(night: Night) -> html.Section:
    rows = records(night, "policy", parameter="uppföljningsintervall")
    table = build_table(
        "Uppföljningsintervall efter slag av insats",
        ["Gäller", "Intervall", "Källa", "Status"],
        [
            (
                _APPLIES.get(row["galler"], row["galler"]),
                [
                    f"{formats.number(row['varde'])}{_NBSP}{row['enhet']}",
                    row["kalla"],
                    row["status"].replace(" ", _NBSP),
                ],
            )
            for row in rows
        ],
        numeric=False,
    )
    return build_card(
        "policy",
        "Vad betyder ”i tid”?",
        [
            "En uppföljning är i tid om den hölls senast på förfallodagen: starten, eller den "
            "senaste uppföljningen, plus intervallet i kalendermånader.",
            "Intervallen är en policy med källa och status, inte lagkrav. Ändras policyn, ändras "
            "siffrorna.",
        ],
        [table],
    )


_NBSP = "\N{NO-BREAK SPACE}"
_APPLIES = {
    "behovsprovad": "Behovsprövade insatser",
    "kontakt": "Kontaktperson och kontaktfamilj",
    "lvu22": "Insatser enligt 22 § LVU",
}

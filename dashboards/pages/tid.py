"""Tid: how soon things happen (T1, T2, T3, T4, T5), and what waits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from dash import html

from dashboards.components.breakdown_card import build_breakdown_card
from dashboards.components.days_card import build_days_card
from dashboards.components.measure_pages import (
    Extra,
    build_measure_page,
    own_period,
    period_choice,
)
from dashboards.components.page_parts import Query
from dashboards.components.waiting_card import build_waiting_card
from dashboards.navigation import TID
from dashboards.query import Choice
from dashboards.view import View
from pipelines.presentation.sentences import tid as sentences
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night

_MEASURES: Final = {
    "T1": "Görs förhandsbedömningen inom 14 dagar?",
    "T2": "Avslutas utredningen inom fyra månader?",
    "T4": "Startar insatsen i tid efter beslutet?",
    "T5": "Upprättas genomförandeplanen i tid?",
}


def choices(night: Night, asked: Mapping[str, object]) -> dict[str, Choice]:
    """The page's only parameter, the period."""
    return period_choice(night, asked, _MEASURES)


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The page for the period asked for; each measure is followed by its parts in the city."""
    return build_measure_page(
        night, query, view, TID,
        "Hur snart får barn och familjer besked och hjälp? Ett mått räknar en sak i taget: "
        "anmälningar, utredningar, beslut eller insatser.",
        _MEASURES, after=_AFTER,
    )  # fmt: skip


def _parts(
    matt: str, dimension: str, question: str, note: str,
    night: Night, units: Units, period: str, view: View,
) -> html.Section | None:  # fmt: skip
    """The city's parts of a measure in the period, or in the year around it."""
    shown = own_period(night.periods(matt, dimension), period)
    if not shown:
        return None
    city = units.all[0]
    return build_breakdown_card(
        night, matt, dimension, shown, (city.kod, city.name), question, view, [note]
    )


def _after_t2(night: Night, units: Units, period: str, view: View) -> list[html.Section | None]:
    parts = _parts(
        "T2", "utredningstid", "Var de sena utredningarna förlängda?", sentences.EXTENDED,
        night, units, period, view,
    )  # fmt: skip
    return [parts, build_days_card(night, units, period, view)]


def _after_t4(night: Night, units: Units, period: str, view: View) -> list[html.Section | None]:
    parts = _parts(
        "T4", "verkstallighet", "Vad hände med besluten?", sentences.NEVER_STARTED,
        night, units, period, view,
    )  # fmt: skip
    return [parts, build_waiting_card(night, units, view)]


_AFTER: Final[Mapping[str, Extra]] = {
    "T1": partial(
        _parts, "T1", "bedomning", "Vad hände med förhandsbedömningarna?", sentences.REASONS
    ),
    "T2": _after_t2,
    "T4": _after_t4,
}

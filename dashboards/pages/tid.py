"""Tid: how soon things happen (T1, T2, T3, T4, T5), and what waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboards import html
from dashboards.components.city_parts import city_parts
from dashboards.components.days_card import build_days_card
from dashboards.components.measure_pages import Extra, MeasurePage
from dashboards.components.waiting_card import build_waiting_card
from dashboards.navigation import TID
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

_EXTENDED: Final = city_parts(
    "T2", "utredningstid", "Var de sena utredningarna förlängda?", sentences.EXTENDED
)
_STARTED: Final = city_parts(
    "T4", "verkstallighet", "Vad hände med besluten?", sentences.NEVER_STARTED
)


def _after_t2(night: Night, units: Units, period: str, view: View) -> list[html.Section | None]:
    return [_EXTENDED(night, units, period, view), build_days_card(night, units, period, view)]


def _after_t4(night: Night, units: Units, period: str, view: View) -> list[html.Section | None]:
    return [_STARTED(night, units, period, view), build_waiting_card(night, units, view)]


_AFTER: Final[Mapping[str, Extra]] = {
    "T1": city_parts("T1", "bedomning", "Vad hände med förhandsbedömningarna?", sentences.REASONS),
    "T2": _after_t2,
    "T4": _after_t4,
}
_PAGE: Final = MeasurePage(
    TID,
    "Hur snart får barn och familjer besked och hjälp? Ett mått räknar en sak i taget: "
    "anmälningar, utredningar, beslut eller insatser.",
    _MEASURES, after=_AFTER,
)  # fmt: skip
choices, build_page = _PAGE.choices, _PAGE.build_page

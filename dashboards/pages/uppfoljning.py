"""Uppföljning: first follow-ups in time, what is late now, how soon they come, and who was there.

F1, F3 with F4, the curves, F2, F6, F7 and F5, each with its own unit of counting.
"""

from __future__ import annotations

from typing import Any, Final

from dashboards import html
from dashboards.components.city_parts import city_parts
from dashboards.components.city_years import build_city_years
from dashboards.components.curve_card import build_curve_card
from dashboards.components.filters import Filter, build_filters, notes, period_filter
from dashboards.components.in_time_card import build_in_time_card
from dashboards.components.measure_pages import build_period_card, spans
from dashboards.components.page_parts import Query, nothing_yet, page_head, period_choice
from dashboards.components.policy_card import build_policy_card
from dashboards.components.standing_card import build_standing_card
from dashboards.navigation import UPPFOLJNING
from dashboards.query import Choice, choose
from dashboards.view import View
from pipelines.presentation import curves
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night

_INTRO: Final = (
    "Följs insatserna upp när de ska, och är barnet med? Ett mått räknar en sak i taget: insatser, "
    "uppföljningar eller barn."
)
_LATER: Final = {
    "F2": "Hålls uppföljningarna i tid också efter den första?",
    "F6": "Dokumenteras uppföljningarna i barnets journal?",
}
_TOOK_PART: Final = city_parts(
    "F7", "deltagare", "Vem deltar i uppföljningen?",
    "Andelen räknas av de uppföljningar där det är känt om personen deltog. Att delta är inte "
    "detsamma som att ha fått säga sitt, och små barn deltar på andra sätt.",
)  # fmt: skip


def choices(night: Night, asked: Query) -> dict[str, Choice]:
    """`period` of the measures; `enhet`, `startar` and `intervall` of the curve, if there is one.

    Empty if there is nothing to show.
    """
    chosen = period_choice(asked, spans(night.periods(curves.MATT)))
    if not chosen:
        return {}
    drawn, months = curves.cohorts(night), [str(one) for one in curves.intervals(night)]
    if drawn:
        years = [*curves.immature(night), *drawn]
        units = Units.of(night)
        codes = ["stad", *(unit.kod for unit in units.districts)]
        chosen["enhet"] = choose(asked.get("enhet"), codes, "stad", "Enheten")
        chosen["startar"] = choose(asked.get("startar"), years, drawn[0], "Startåret")
        chosen["intervall"] = choose(asked.get("intervall"), months, months[0], "Intervallet")
    return chosen


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The page for what is asked for, or the latest whole year and the city's latest curve."""
    units, chosen = Units.of(night), choices(night, query)
    if not chosen:
        return nothing_yet(UPPFOLJNING.name)
    period = chosen["period"].value
    cards = [
        build_in_time_card(night, units, period, view),
        build_standing_card(night, units, view),
        _curve(night, units, chosen, view),
        *(
            build_period_card(night, units, matt, period, question, view)
            for matt, question in _LATER.items()
            if night.periods(matt)
        ),
        _TOOK_PART(night, units, period, view),
        build_city_years(
            night, "F5", period, "Hur många barn har följts upp under ett år?", [], view
        ),
        build_policy_card(night),
    ]
    return [
        *page_head(
            UPPFOLJNING.name,
            _INTRO,
            build_filters(UPPFOLJNING, *_filters(night, units, chosen)),
            notes(*chosen.values()),
        ),
        *(card for card in cards if card is not None),
    ]


def _filters(night: Night, units: Units, chosen: dict[str, Choice]) -> list[Filter]:
    young = curves.immature(night)
    words = {
        "enhet": units.names,
        "startar": {one: f"{one} (ej mogen)" for one in young},
        "intervall": {str(one): f"{one} månader" for one in curves.intervals(night)},
    }
    labels = {
        "enhet": "Kurva för",
        "startar": "Kurvans startår",
        "intervall": "Kurvans intervall",
    }
    return [
        period_filter(chosen["period"]),
        *(Filter(name, label, chosen[name], words[name]) for name, label in labels.items()
          if name in chosen),
    ]  # fmt: skip


def _curve(
    night: Night, units: Units, chosen: dict[str, Choice], view: View
) -> html.Section | None:
    if "startar" not in chosen:  # no curve at all: no year is the one that is awaited
        return None
    code, months = chosen["enhet"].value, int(chosen["intervall"].value)
    unit = code, units.names[code]
    return build_curve_card(night, unit, chosen["startar"].value, months, view)

"""Flöde: from a report to an investigation to an insats, and whether the child comes back."""

from __future__ import annotations

from typing import Final

from dashboards import html
from dashboards.components.flow_card import Stage, build_flow_card
from dashboards.components.measure_card import build_measure_card
from dashboards.components.measure_pages import MeasurePage, own_period
from dashboards.navigation import FLODE
from dashboards.view import View
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night

_MEASURES: Final = {
    "A1": "Hur många aktualiseringar leder till utredning?",
    "A2": "Hur många utredningar leder till en öppen insats?",
    "E1": "Hur många barn är inte aktuella på nytt inom ett år?",
}
_FLOW: Final = (
    Stage("A1", "aktualisering", "Aktualiseringar som kom in"),
    Stage("A2", "utfall", "Utredningar som avslutades"),
)
_COHORT: Final = (
    Stage("A3", "utfall", "Utredningar som avslutades"),
    Stage("A3", "insatslage", "Beslut om insats i dem"),
)
_NOT_THE_SAME: Final = (
    "Stegen följer inte samma barn: en utredning som avslutas i år kan ha börjat i fjol, och "
    "ett barn kan ha flera aktualiseringar. Att samtycke saknas är inget fel: öppna insatser är i "
    "regel frivilliga."
)
_HALF_YEAR: Final = (
    "Kohorten är utredningar som avslutades 1 oktober 2023–31 mars 2024, ett halvår som inte är "
    "ett kalenderår (NUSO delstudie 1). Jämför den med andra kommuner i NUSO, inte med årstalen "
    "ovanför. En utredning kan ha flera beslut om insats, eller inget."
)


def _flow(night: Night, _units: Units, period: str, view: View) -> html.Section | None:
    """Both steps of a year, which is what their parts are published for."""
    year = own_period(night.periods("A2", "utfall"), period) or period[:4]
    return build_flow_card(
        night, "steg", "Vad leder aktualiseringar och utredningar till?", _FLOW, year,
        [_NOT_THE_SAME], view,
    )  # fmt: skip


def _cohort(night: Night, units: Units, _period: str, view: View) -> list[html.Section | None]:
    """The cohort, which is the same whatever period the page is about."""
    known = night.periods("A3")
    if not known:
        return []
    return [
        build_flow_card(
            night, "nuso-kohorten", "Hur gick det för dem i NUSO:s kohort?", _COHORT, known[0],
            [_HALF_YEAR], view,
        ),
        build_measure_card(
            night, units, "A3", known[0], "Hur många utredningar i kohorten ledde till en insats?",
            view, "Gäller 1 oktober 2023–31 mars 2024, oavsett vald period.",
        ),
    ]  # fmt: skip


_PAGE: Final = MeasurePage(
    FLODE,
    "Vad händer med en aktualisering: leder den till utredning, leder utredningen till en "
    "insats, och kommer barnet tillbaka? Att fler går vidare är varken bättre eller sämre.",
    _MEASURES, before=_flow, last=_cohort,
)  # fmt: skip
choices, build_page = _PAGE.choices, _PAGE.build_page

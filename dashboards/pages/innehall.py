"""Innehåll: what family treatment is made of, how services end, whom they reach (B1, B2, N1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboards import html
from dashboards.components.city_parts import city_parts
from dashboards.components.city_years import build_city_years
from dashboards.components.measure_pages import Extra, MeasurePage
from dashboards.components.quartile_card import Spread, build_quartile_card
from dashboards.navigation import INNEHALL, UTBUD
from dashboards.view import View
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night

_MEASURES: Final = {
    "B1": "Hur stor del av familjebehandlingen följer en manual?",
    "B2": "Hur många insatser slutar som planerat?",
}
_TREATMENT: Final = "familjebehandling"
_ROUNDED: Final = (
    "Talen gäller insatser som har slutat; de längsta pågår ännu. De är avrundade och prövas inte "
    "mot slumpen. Stor variation inom en stadsdel kan vara anpassning till barnen; stor variation "
    "mellan stadsdelar är en fråga att ställa."
)
_LENGTH: Final = Spread(
    "b1-langd", "Hur länge pågår familjebehandling?", "langd_median",
    ("langd_p25", "langd_p75"), "Familjebehandlingens längd, dagar", "dagar",
)  # fmt: skip
_INTENSITY: Final = Spread(
    "b1-intensitet", "Hur ofta är det tänkt att man träffas?", "intensitet_median",
    ("intensitet_p25", "intensitet_p75"), "Planerade tillfällen per månad",
    "tillfällen per månad", 1,
)  # fmt: skip
_PARTS: Final = Spread(
    "b1-komponenter", "Hur många olika delar har behandlingen?", "komponenter_median",
    (), "Antal olika komponenter, median", "komponenter", 1,
)  # fmt: skip
_REACHED: Final = (
    "Barnen är 6–17 år och bedömdes vid en utredning ha hög risk för normbrytande beteende; "
    "insatsen är av en typ som kunskapsstödet omfattar för åldern. Barn utan bedömd risk räknas "
    "inte, och en insats utanför kunskapsstödet är inte avrådd."
)


def _lengths(night: Night, units: Units, period: str, view: View) -> list[html.Section | None]:
    """How long and how often."""
    return [
        build_quartile_card(night, units, "B1", _TREATMENT, period[:4], spread, view, [_ROUNDED])
        for spread in (_LENGTH, _INTENSITY)
    ]


def _contents(night: Night, units: Units, period: str, view: View) -> list[html.Section | None]:
    """How many parts, and which in the city."""
    parts = build_quartile_card(night, units, "B1", _TREATMENT, period[:4], _PARTS, view)
    return [parts, _COMPONENTS(night, units, period, view)]


def _endings(night: Night, units: Units, period: str, view: View) -> list[html.Section | None]:
    """Why the services ended in the city, and whether their goal was reached."""
    return [part(night, units, period, view) for part in (_REASONS, _GOALS)]


def _reach(night: Night, units: Units, period: str, view: View) -> list[html.Section | None]:
    """Whether what is recommended reaches the children; the supply half of it is on Utbud."""
    supply = html.P(
        html.A(
            "Vilka rekommendationer täcker stadsdelarnas utbud?",
            href=f"{UTBUD.path}#kunskapsstod",
        )
    )
    return [
        build_city_years(
            night, "N1", period, "Når de rekommenderade insatserna barnen med hög risk?",
            [_REACHED], view, supply,
        ),
        _AGES(night, units, period, view),
    ]  # fmt: skip


_COMPONENTS: Final = city_parts(
    "B1", "komponent", "Vilka delar ingår i familjebehandlingen?",
    "En insats kan ha flera delar, så andelarna blir mer än hundra procent tillsammans. Bara "
    "insatser med kända delar räknas.",
)  # fmt: skip
_REASONS: Final = city_parts("B2", "slutorsak", "Varför slutade insatserna?")
_GOALS: Final = city_parts(
    "B2", "mal", "Nåddes målet?",
    "Bara insatser med en uppföljning vid avslutet räknas, och om målet nåddes är handläggarens "
    "bedömning. Läs det tillsammans med varför insatserna slutade.",
)  # fmt: skip
_AGES: Final = city_parts("N1", "malgrupp", "Når de båda åldersgrupperna?")
_AFTER: Final[Mapping[str, Extra]] = {"B1": _contents, "B2": _endings}
_PAGE: Final = MeasurePage(
    INNEHALL,
    "Vad består insatserna av, hur slutar de, och når de barnen som de är till för? "
    "Familjebehandling räknas här tillsammans med strukturerade öppenvårdsprogram.",
    _MEASURES, before=_lengths, after=_AFTER, last=_reach,
)  # fmt: skip
choices, build_page = _PAGE.choices, _PAGE.build_page

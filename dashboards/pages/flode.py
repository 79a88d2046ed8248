"""Flöde: from a report to an investigation to an insats, and whether the child comes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dashboards.components.measure_pages import build_measure_page, period_choice
from dashboards.navigation import FLODE
from dashboards.pages.parts import Query
from dashboards.query import Choice
from dashboards.view import View
from pipelines.publication.reader import Night

_MEASURES: Final = {
    "A1": "Hur många aktualiseringar leder till utredning?",
    "A2": "Hur många utredningar leder till en öppen insats?",
    "E1": "Hur många barn är inte aktuella på nytt inom ett år?",
}


def choices(night: Night, asked: Mapping[str, object]) -> dict[str, Choice]:
    """The page's only parameter, the period."""
    return period_choice(night, asked, _MEASURES)


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The page for the period asked for."""
    return build_measure_page(
        night, query, view, FLODE,
        "Vad händer med en aktualisering: leder den till utredning, leder utredningen till en "
        "insats, och kommer barnet tillbaka? Att fler går vidare är varken bättre eller sämre.",
        _MEASURES,
    )  # fmt: skip

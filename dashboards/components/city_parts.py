"""A card on how the whole city divides into parts, for a page of measures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dashboards import html
from dashboards.components.breakdown_card import build_breakdown_card
from dashboards.components.measure_pages import own_period
from dashboards.view import View
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night

Part = Callable[[Night, Units, str, View], html.Section | None]


def city_parts(matt: str, dimension: str, question: str, *told: str) -> Part:
    """What makes the card for a page's period; no card where nothing of it is published.

    Args:
        matt: the measure.
        dimension: its breakdown.
        question: the heading.
        told: what must be said beside the numbers.
    """
    return partial(_card, matt, dimension, question, told)


def _card(
    matt: str, dimension: str, question: str, told: tuple[str, ...],
    night: Night, units: Units, period: str, view: View,
) -> html.Section | None:  # fmt: skip
    shown = own_period(night.periods(matt, dimension), period)
    if not shown:
        return None
    city = units.all[0]
    return build_breakdown_card(
        night, matt, dimension, shown, (city.kod, city.name), question, view, told
    )

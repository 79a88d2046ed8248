"""Lägesbild: what differs and what changes between the districts, and the city in a few figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards.components.city_card import build_city
from dashboards.components.filters import Filter, build_filters, notes, period_filter
from dashboards.components.overview_changes import build_changes
from dashboards.components.overview_differences import build_differences
from dashboards.components.overview_freshness import build_strip
from dashboards.components.overview_matrix import build_matrix
from dashboards.components.page_parts import Query, page_head, source
from dashboards.navigation import LAGESBILD
from dashboards.query import Choice, choose, latest_year
from dashboards.view import View
from pipelines.presentation.measure_words import GROUPS
from pipelines.presentation.overview import Overview, overview
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night

_AGAINST, _OVER_TIME = "L2", "L4"  # the comparisons' own definitions
_ALL = "alla"


def choices(night: Night, asked: Mapping[str, object]) -> dict[str, Choice]:
    """The period, and the group of measures in the table; empty if nothing is compared."""
    found = overview(night)
    periods = found.periods
    if not periods:
        return {}
    period = choose(asked.get("period"), periods, latest_year(periods), "Perioden")
    groups = _groups(found, period.value)
    return {"period": period, "grupp": choose(asked.get("grupp"), groups, _ALL, "Gruppen")}


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The page for the period asked for, or the latest whole year."""
    units, found, chosen = Units.of(night), overview(night), choices(night, query)
    period = chosen["period"].value if chosen else ""
    group = chosen["grupp"].value if chosen else _ALL
    measures = found.by_period.get(period, ())
    against = source(night, _AGAINST, None)
    return [
        *page_head(
            LAGESBILD.name,
            "Öppna insatser för barn och unga i Stockholms stadsdelsnämnder, i korthet.",
            _filters(chosen) if chosen else None,
            notes(*chosen.values()),
        ),
        build_differences(measures, units, against),
        build_changes(found.stretches, source(night, _OVER_TIME, None), view),
        build_matrix([one for one in measures if group in {_ALL, one.group}], units, against),
        build_strip(night, units),
        build_city(night, units),
    ]


def _filters(chosen: Mapping[str, Choice]) -> Any:
    words = {**GROUPS, _ALL: "alla mått"}
    return build_filters(
        LAGESBILD,
        period_filter(chosen["period"]),
        Filter("grupp", "Mått i tabellen", chosen["grupp"], words),
    )


def _groups(found: Overview, period: str) -> list[str]:
    there = {one.group for one in found.by_period.get(period, ())}
    return [_ALL, *(code for code in GROUPS if code in there)]

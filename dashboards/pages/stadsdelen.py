"""Stadsdelen: one district on one page against the rest of the city, for its nämnd."""

from __future__ import annotations

from typing import Any

from dashboards.components.district_about import build_about
from dashboards.components.district_cards import build_all, build_differences
from dashboards.components.filters import Filter, build_filters, notes, period_filter
from dashboards.components.page_parts import Query, nothing_yet, page_head, source
from dashboards.navigation import STADSDELEN
from dashboards.query import Choice, choose
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.district import periods, portrait
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night


def choices(night: Night, asked: Query) -> dict[str, Choice]:
    """The district and the year; empty if nothing is published of any district."""
    years, units = periods(night), [unit.kod for unit in Units.of(night).districts]
    if not years or not units:
        return {}
    return {
        "enhet": choose(asked.get("enhet"), units, units[0], "Stadsdelen"),
        "period": choose(asked.get("period"), years, years[0], "Perioden"),
    }


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The page for the district and year asked for, or the first district's latest year."""
    chosen, units = choices(night, query), Units.of(night)
    if not chosen:
        return nothing_yet(STADSDELEN.name)
    unit = next(unit for unit in units.districts if unit.kod == chosen["enhet"].value)
    found = portrait(night, unit, chosen["period"].value)
    cards = [build_about(night, found)]
    if found.tested:
        cards += [
            build_differences(found),
            build_all(found, source(night, "L2", None), view),
        ]
    return [
        *page_head(
            f"{STADSDELEN.name}: {unit.name}, {formats.when(found.period)}",
            "En stadsdel mot resten av staden i alla mått. Att skilja sig är inte detsamma som "
            "att vara bättre eller sämre.",
            build_filters(
                STADSDELEN,
                Filter("enhet", "Stadsdel", chosen["enhet"], units.names),
                period_filter(chosen["period"]),
            ),
            notes(*chosen.values()),
        ),
        *cards,
    ]

"""Likställighet: do the districts differ more than chance, in any measure that is compared?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards import html
from dashboards.components.card import build_card
from dashboards.components.change_cards import build_over_time, build_standardised
from dashboards.components.comparison_cards import build_against, build_funnel, build_spread
from dashboards.components.control_card import build_control_card
from dashboards.components.filters import Filter, build_filters, notes, period_filter
from dashboards.components.page_parts import Query, nothing_yet, page_head, source
from dashboards.navigation import LIKSTALLIGHET
from dashboards.query import Choice, choose, latest_year
from dashboards.view import View
from pipelines.presentation import compared
from pipelines.presentation.measure_words import BREAKDOWNS
from pipelines.presentation.tables import labels
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night

_FIRST = "R1"


def choices(night: Night, asked: Mapping[str, object]) -> dict[str, Choice]:
    """The page's parameters, checked one after the other; empty if nothing is compared."""
    known = [matt for titles in compared.measures(night).values() for matt in titles]
    known = [matt for matt in known if compared.periods(night, matt, compared.WHOLE)]
    if not known:
        return {}
    first = _FIRST if _FIRST in known else known[0]
    matt = choose(asked.get("matt"), known, first, "Måttet")
    parts = compared.breakdowns(night, matt.value)
    part = choose(asked.get("uppdelning"), parts, parts[0], "Uppdelningen")
    periods = compared.periods(night, matt.value, part.value)
    period = choose(asked.get("period"), periods, latest_year(periods), "Perioden")
    units = list(compared.charts(night, matt.value))
    unit = choose(asked.get("enhet"), units, units[0] if units else "", "Stadsdelen")
    return {"matt": matt, "uppdelning": part, "period": period, "enhet": unit}


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The page for what is asked for, or own regi in the latest whole year."""
    chosen = choices(night, query)
    if not chosen:
        return nothing_yet(LIKSTALLIGHET.name)
    matt, period = chosen["matt"].value, chosen["period"].value
    found = compared.comparison(night, matt, period, chosen["uppdelning"].value)
    origin = source(night, matt, found.city)
    cards = [
        build_spread(found, origin, view),
        build_funnel(found, origin, view),
        build_against(found, origin, view),
        build_standardised(found, origin, view) if found.standard else None,
        build_over_time(night, found, origin, view),
        _quarters(night, matt, chosen["enhet"].value, view),
    ]
    return [
        *page_head(
            LIKSTALLIGHET.name,
            "Skiljer sig stadsdelarna åt mer än slumpen ger? Välj ett mått; ingen ordning mellan "
            "stadsdelar är bättre eller sämre än en annan.",
            _filters(night, chosen),
            notes(*chosen.values()),
        ),
        *(card for card in cards if card is not None),
    ]


def _filters(night: Night, chosen: Mapping[str, Choice]) -> html.Div:
    titles = compared.measures(night)
    words = {
        matt: f"{title} ({matt})" for names in titles.values() for matt, title in names.items()
    }
    groups = {
        name: tuple(matt for matt in names if matt in chosen["matt"].options)
        for name, names in titles.items()
    }
    return build_filters(
        LIKSTALLIGHET,
        Filter("matt", "Mått", chosen["matt"], words, {n: o for n, o in groups.items() if o}),
        Filter("uppdelning", "Uppdelning", chosen["uppdelning"], _parts(night, chosen)),
        period_filter(chosen["period"]),
        Filter("enhet", "Styrdiagram för", chosen["enhet"], Units.of(night).names),
    )


def _parts(night: Night, chosen: Mapping[str, Choice]) -> dict[str, str]:
    words = {compared.WHOLE: "hela måttet"}
    for code in chosen["uppdelning"].options:
        dimension, value = compared.split(code)
        if dimension:
            name = labels(night, dimension).get(value, value)
            words[code] = f"{BREAKDOWNS.get(dimension, dimension)}: {name}"
    return words


def _quarters(night: Night, matt: str, unit: str, view: View) -> html.Section:
    charts, measure = compared.charts(night, matt), night.measure(matt)
    points = charts.get(unit)
    if not points:
        return build_card(
            "styrdiagram",
            "Har det senaste kvartalet brutit mönstret?",
            [
                "För det här måttet finns inget styrdiagram: dess kvartal publiceras inte, för "
                "att inte röja små tal, eller hänger ihop så att ett diagram skulle vilseleda."
            ],
            [],
            [source(night, matt, None)],
        )
    latest = night.figure(f"{matt}/{unit}/{points[-1]['period']}")
    names = Units.of(night).names
    return build_control_card(points, names[unit], measure, source(night, matt, latest), view)

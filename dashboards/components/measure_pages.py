"""A page that is a few measures in one period: what Tid and Flöde have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dash import html

from dashboards.components.card import build_card
from dashboards.components.filters import Filter, build_filters, notes
from dashboards.components.measure_card import build_measure_card
from dashboards.navigation import PageInfo
from dashboards.pages.parts import Query, nothing_yet, page_head, source
from dashboards.query import Choice, choose, latest_year
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night

Extra = Callable[[Night, Units, str, View], html.Section | None]


def period_choice(
    night: Night, asked: Mapping[str, object], measures: Mapping[str, str]
) -> dict[str, Choice]:
    """The page's only parameter; empty if none of its measures shows anything."""
    known = {period for matt in measures for period in night.periods(matt)}
    periods = sorted((one for one in known if "Q" not in one), reverse=True)
    if not periods:
        return {}
    whole = [night.periods(matt) for matt in measures]
    first = next((one for one in periods if all(one in own for own in whole)), "")
    default = first or latest_year(periods)
    return {"period": choose(asked.get("period"), periods, default, "Perioden")}


def build_measure_page(
    night: Night, query: Query, view: View, page: PageInfo, intro: str,
    measures: Mapping[str, str], extra: Extra | None = None,
) -> list[Any]:  # fmt: skip
    """The page for the period asked for, or the latest that all its measures have.

    Args:
        night: the published night.
        query: the address bar's parameters.
        view: colours and width.
        page: which page it is.
        intro: what it is for.
        measures: id -> the question that its card answers, in order.
        extra: makes a last card, for a period.
    """
    chosen, units = period_choice(night, query, measures), Units.of(night)
    if not chosen:
        return nothing_yet(page.name)
    period = chosen["period"].value
    cards = [
        build_measure_card(night, units, matt, period, question, view)
        if period in night.periods(matt)
        else _none(night, matt, period, question)
        for matt, question in measures.items()
    ]
    return [
        *page_head(
            page.name,
            intro,
            build_filters(
                page,
                Filter(
                    "period", "Period", chosen["period"],
                    {one: formats.when(one) for one in chosen["period"].options},
                ),
            ),
            notes(*chosen.values()),
        ),
        *cards,
        *([card] if extra and (card := extra(night, units, period, view)) else []),
    ]  # fmt: skip


def _none(night: Night, matt: str, period: str, question: str) -> html.Section:
    """The card of a measure that shows nothing of a period, and which periods it has."""
    others = [formats.when(one) for one in night.periods(matt) if "Q" not in one]
    text = f"Måttet har inget att visa för {formats.when(period)}."
    if others:
        text += f" Det finns för {', '.join(others)}."
    return build_card(matt.casefold(), question, [text], [], [source(night, matt, None)])

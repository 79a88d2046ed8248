"""A page on one period, with breakdowns for one unit: what Volym and Utan behovsprövning share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards import html
from dashboards.components.filters import Filter, build_filters, notes, period_filter
from dashboards.components.measure_pages import spans
from dashboards.components.page_parts import Query, nothing_yet, page_head, period_choice
from dashboards.navigation import PageInfo
from dashboards.query import Choice, choose
from dashboards.view import View
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night


@dataclass(frozen=True)
class Chosen:
    """What the page is about.

    Attributes:
        period: a year or half-year.
        unit: code and name of the unit whose breakdowns are shown.
    """

    period: str
    unit: tuple[str, str]

    @property
    def year(self) -> str:
        """The period's."""
        return self.period[:4]

    @property
    def where(self) -> str:
        """`i staden` or `i Bromma`."""
        code, name = self.unit
        return "i staden" if code == "stad" else f"i {name}"


@dataclass(frozen=True)
class UnitPage:
    """Such a page; its methods are what a page's module has to offer.

    Attributes:
        info: which page it is.
        intro: what it is for.
        matt: the measure whose periods can be chosen.
        cards: makes the cards, from top to bottom; None stands for one that is left out.
    """

    info: PageInfo
    intro: str
    matt: str
    cards: Callable[[Night, Units, Chosen, View], Sequence[html.Section | None]]

    def choices(self, night: Night, asked: Query) -> dict[str, Choice]:
        """`period`, and `enhet`: the city or a district; empty if there is no period."""
        chosen = period_choice(asked, spans(night.periods(self.matt)))
        if not chosen:
            return {}
        units = [one.kod for one in Units.of(night).all if one.slag in {"stad", "stadsdelsnamnd"}]
        return {**chosen, "enhet": choose(asked.get("enhet"), units, units[0], "Enheten")}

    def build_page(self, night: Night, query: Query, view: View) -> list[Any]:
        """The page for the period and unit asked for, or the latest whole year in the city."""
        asked, units = self.choices(night, query), Units.of(night)
        if not asked:
            return nothing_yet(self.info.name)
        code = asked["enhet"].value
        chosen = Chosen(asked["period"].value, (code, units.names[code]))
        return [
            *page_head(
                self.info.name,
                self.intro,
                build_filters(
                    self.info,
                    period_filter(asked["period"]),
                    Filter("enhet", "Uppdelningar för", asked["enhet"], units.names),
                ),
                notes(*asked.values()),
            ),
            *(card for card in self.cards(night, units, chosen, view) if card is not None),
        ]

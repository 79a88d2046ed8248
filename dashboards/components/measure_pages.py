"""A page that is a few measures in one period: what Tid, Innehåll and Flöde have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from dashboards import html
from dashboards.components.card import build_card
from dashboards.components.filters import build_filters, notes, period_filter
from dashboards.components.measure_card import build_measure_card
from dashboards.components.page_parts import Query, nothing_yet, page_head, source
from dashboards.navigation import PageInfo
from dashboards.query import Choice, choose, latest_year
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night

Cards = html.Section | Sequence[html.Section | None] | None
Extra = Callable[[Night, Units, str, View], Cards]
_SPAN: Final = re.compile(r"\d{4}(H[12])?")


@dataclass(frozen=True)
class MeasurePage:
    """Such a page; its methods are what a page's module has to offer.

    Attributes:
        info: which page it is.
        intro: what it is for.
        measures: id -> the question that its card answers, in order.
        before: makes the first card or cards, for a period.
        after: id of a measure -> what makes the cards right after its own.
        last: makes the last card or cards.
    """

    info: PageInfo
    intro: str
    measures: Mapping[str, str]
    before: Extra | None = None
    after: Mapping[str, Extra] = field(default_factory=dict)
    last: Extra | None = None

    def choices(self, night: Night, asked: Query) -> dict[str, Choice]:
        """The page's only parameter, years and half-years; empty if no measure shows anything."""
        whole = [spans(night.periods(matt)) for matt in self.measures]
        periods = sorted({one for own in whole for one in own}, reverse=True)
        if not periods:
            return {}
        first = next((one for one in periods if all(one in own for own in whole)), "")
        default = first or latest_year(periods)
        return {"period": choose(asked.get("period"), periods, default, "Perioden")}

    def build_page(self, night: Night, query: Query, view: View) -> list[Any]:
        """The page for the period asked for, or the latest that all its measures have."""
        chosen, units = self.choices(night, query), Units.of(night)
        if not chosen:
            return nothing_yet(self.info.name)
        return [
            *page_head(
                self.info.name,
                self.intro,
                build_filters(self.info, period_filter(chosen["period"])),
                notes(*chosen.values()),
            ),
            *self._cards(night, units, chosen["period"].value, view),
        ]

    def _cards(self, night: Night, units: Units, period: str, view: View) -> Iterator[html.Section]:
        if self.before:
            yield from _given(self.before(night, units, period, view))
        for matt, question in self.measures.items():
            yield build_period_card(night, units, matt, period, question, view)
            if matt in self.after:
                yield from _given(self.after[matt](night, units, period, view))
        if self.last:
            yield from _given(self.last(night, units, period, view))


def build_period_card(
    night: Night, units: Units, matt: str, period: str, question: str, view: View
) -> html.Section:
    """A measure's card for a period, for the year around it, or one that says there is nothing.

    Args:
        night: the published night.
        units: its units.
        matt: the measure.
        period: the page's.
        question: the heading.
        view: colours and width.
    """
    own = night.periods(matt)
    shown = own_period(own, period)
    if shown:
        note = "" if shown == period else f"Måttet redovisas för hela år: här visas {shown}."
        return build_measure_card(night, units, matt, shown, question, view, note)
    others = [formats.when(one) for one in spans(own)]
    text = f"Måttet har inget att visa för {formats.when(period)}."
    if others:
        text += f" Det finns för {', '.join(others)}."
    return build_card(matt.casefold(), question, [text], [], [source(night, matt, None)])


def own_period(periods: Sequence[str], period: str) -> str:
    """The page's period if a measure has it, else the year around it if it has that, else empty."""
    return next((one for one in (period, period[:4]) if one in periods), "")


def spans(periods: Sequence[str]) -> list[str]:
    """Those that a page can be about: years and half-years; no quarter, single day or cohort."""
    return [one for one in periods if _SPAN.fullmatch(one)]


def _given(cards: Cards) -> Iterator[html.Section]:
    """The cards that there are."""
    several = cards if isinstance(cards, Sequence) else [cards]
    return (card for card in several if card is not None)

"""The first card of Lägesbild: what differs between districts more than chance, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards import html
from dashboards.components.card import Source, build_card
from dashboards.navigation import LIKSTALLIGHET
from pipelines.presentation.overview import Compared, strongest
from pipelines.presentation.sentences import lagesbild as sentences
from pipelines.presentation.units import Units


def build_differences(found: Sequence[Compared], units: Units, origin: Source) -> html.Section:
    """The card.

    Args:
        found: the measures that are compared in the period, in their fixed order.
        units: the night's units.
        origin: the comparison's own definition.
    """
    names = {unit.kod: unit.name for unit in units.districts}
    rest = sentences.more(found)
    items = [
        html.Li([build_link(one), ": ", sentences.difference(one, names)])
        for one in strongest(found)[: sentences.TOLD]
    ]
    return build_card(
        "skiljer",
        "Det här skiljer sig mer än slumpen",
        [sentences.differing(found)],
        [
            html.Ol(items, className="differs") if items else None,
            html.P(rest) if rest else None,
            html.P(sentences.by_chance(found), className="chance") if found else None,
        ],
        [origin],
    )


def build_link(one: Compared) -> html.A:
    """A measure's name, leading to its funnel in the same period."""
    return html.A(one.title, href=f"{LIKSTALLIGHET.path}?matt={one.matt}&period={one.period}")

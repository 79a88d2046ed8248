"""The strip of Lägesbild on the data: how fresh and how whole each unit's are."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards import html
from dashboards.components.card import build_card
from dashboards.navigation import KVALITET
from pipelines.presentation.freshness import Delivery, deliveries
from pipelines.presentation.quality import quality_rows, widest
from pipelines.presentation.sentences import kvalitet, lagesbild
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night


def build_strip(night: Night, units: Units) -> html.Section:
    """The card: one item a unit, in the fixed order, and the way to the whole account."""
    given, checks = deliveries(night), quality_rows(night)
    classes = [name for row in checks for name in row.units.values()]
    worst = widest(checks)
    return build_card(
        "farskhet",
        "Hur färska och hela är uppgifterna?",
        [kvalitet.arrived(given), lagesbild.quality(classes)],
        [
            html.Ul(
                [_item(one, units.names[one.kod], worst.get(one.kod, "")) for one in given],
                className="strip",
            ),
            html.P(
                html.A(
                    "Se leveranser, kontroller och skydd på sidan Kvalitet",
                    href=KVALITET.path,
                )
            ),
        ],
    )


def _item(one: Delivery, name: str, worst: str) -> html.Li:
    told: Sequence[str] = ["ej levererat"]
    if one.uttagsdatum is not None:
        day = f"uttag {one.uttagsdatum}"
        if one.days_behind:
            day += f", {kvalitet.days(one.days_behind)} äldre"
        told = [day, f"som mest {worst} av raderna" if "%" in worst else _few(worst)]
    is_odd = one.uttagsdatum is None or one.days_behind > 0 or "%" in worst
    return html.Li(
        [html.Strong(name), *(html.Span(text) for text in told)], className="odd" if is_odd else ""
    )


def _few(worst: str) -> str:
    return "utslag i få rader" if worst else "inga utslag"

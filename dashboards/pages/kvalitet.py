"""Kvalitet: did everything arrive, what was refused, and how much is hidden?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards.components.cost_card import build_cost
from dashboards.components.filters import Filter, build_filters, notes
from dashboards.components.page_parts import Query, page_head
from dashboards.components.quality_deliveries import build_deliveries
from dashboards.components.quality_findings import build_findings
from dashboards.components.quality_held import build_held
from dashboards.navigation import KVALITET
from dashboards.query import Choice, choose
from dashboards.view import View
from pipelines.presentation.freshness import deliveries
from pipelines.presentation.quality import EVERYWHERE, held, quality_rows
from pipelines.presentation.tables import records
from pipelines.presentation.units import Units
from pipelines.publication.reader import Night


def choices(night: Night, asked: Mapping[str, object]) -> dict[str, Choice]:
    """The page's only parameter: a unit that is to deliver, or all of them."""
    units = [one.kod for one in deliveries(night)]
    return {"enhet": choose(asked.get("enhet"), [EVERYWHERE, *units], EVERYWHERE, "Enheten")}


def build_page(night: Night, query: Query, view: View) -> list[Any]:
    """The page for the unit asked for, or for all."""
    choice, units = choices(night, query)["enhet"], Units.of(night)
    unit = "" if choice.value == EVERYWHERE else choice.value
    checks = [row for row in quality_rows(night) if not unit or unit in row.units]
    titles = {row["id"]: row["titel"] for row in records(night, "matt")}
    parts = [
        *page_head(
            KVALITET.name,
            "Kom alla uppgifter in, vad fick inte vara med, och hur mycket visas inte?",
            build_filters(
                KVALITET,
                Filter("enhet", "Enhet", choice, {EVERYWHERE: "alla enheter", **units.names}),
            ),
            notes(choice),
        ),
        build_deliveries([one for one in deliveries(night) if not unit or one.kod == unit]),
        *build_findings(
            checks, titles, len(units.districts), (unit, units.names[unit] if unit else "")
        ),
        build_cost(night),
        build_held(held(night).get(choice.value, {}), night.run),
    ]
    return [part for part in parts if part is not None]

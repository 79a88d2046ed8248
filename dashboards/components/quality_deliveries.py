"""The card of Kvalitet on the deliveries in force: did everything arrive?"""

from __future__ import annotations

from collections.abc import Sequence

from dashboards import html
from dashboards.components.card import build_card
from dashboards.components.table import Cell, build_table
from pipelines.presentation.freshness import Delivery
from pipelines.presentation.sentences import kvalitet as sentences


def build_deliveries(given: Sequence[Delivery]) -> html.Section:
    """The card, for the units asked for."""
    corrects = any(one.ersatter for one in given)
    heads = ["Nämnd", "Uttagsdatum", "Leverans", "Rader som inte kunde användas"]
    return build_card(
        "leveranser",
        "Kom allt?",
        [
            sentences.arrived(given),
            "Varje nämnd levererar sitt eget uttag. Uttagsdatum är den dag som uppgifterna gäller "
            "till och med. " + sentences.STOPPED,
        ],
        [
            build_table(
                "Gällande leveranser",
                [*heads, *(["Rättar"] if corrects else [])],
                [(one.namn, _cells(one, corrects=corrects)) for one in given],
                numeric=False,
            )
        ],
    )


def _cells(one: Delivery, *, corrects: bool) -> list[Cell]:
    if one.uttagsdatum is None:
        return [html.Td("ej levererat", colSpan=4 if corrects else 3)]
    day = str(one.uttagsdatum)
    if one.days_behind:
        day += f" ({sentences.days(one.days_behind)} äldre än det yngsta)"
    cells: list[Cell] = [day, html.Td(one.leverans_id, className="id"), one.karantan]
    return [*cells, html.Td(one.ersatter or "–", className="id")] if corrects else cells

"""The card with one unit's control chart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from dashboards import html
from dashboards.components.card import Source
from dashboards.components.figure_card import build_figure_card
from dashboards.components.table import build_table
from dashboards.figures.control import control_chart
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.scale import Scale
from pipelines.presentation.sentences.likstallighet import chart_sentence, rule_name

_READING = (
    "Varje punkt är ett kvartal. Den streckade linjen är mitten och de heldragna är gränserna; "
    "mellan dem ligger nästan alla kvartal så länge inget har ändrats. De prickade linjerna är "
    "två tredjedelar av vägen ut. Gränserna låses på de första tolv kvartalen. Bara det senaste "
    "kvartalet prövas, så ett utslag säger att något kan ha hänt, inte vad."
)


def build_control_card(
    points: Sequence[Mapping[str, Any]], name: str, measure: dict[str, str], origin: Source,
    view: View,
) -> html.Section:  # fmt: skip
    """The chart of one unit's quarters, its rule and the false alarms to expect.

    Args:
        points: the rows of `styrdiagram` of the unit, in order; at least one.
        name: what the unit is called.
        measure: the measure's definition.
        origin: what the card rests on.
        view: colours and width.
    """
    scale = Scale.of(measure)
    rows = [
        (
            formats.when(row["period"]),
            [
                "visas inte" if math.isnan(row["varde"]) else scale.text(row["varde"]),
                scale.text(row["mitt"]),
                scale.interval(row["undre"], row["ovre"]),
                rule_name(row["signal"]) if row["signal"] else "–",
            ],
        )
        for row in reversed(points)
    ]
    table = build_table(
        f"{measure['titel']} per kvartal, {name}",
        ["Kvartal", scale.unit.capitalize(), "Mitten", "Gränser", "Utslag"],
        rows,
    )
    return build_figure_card(
        "styrdiagram",
        "Har det senaste kvartalet brutit mönstret?",
        [chart_sentence(points, name)],
        control_chart(points, scale, view),
        table,
        origin,
        key=[("line-dash", "mitten"), ("line-solid", "gränser"), ("line-dot", "nära gränsen")],
        reading=_READING,
    )

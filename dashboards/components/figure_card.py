"""A card with one figure: question, sentences, chart, how to read it, table and footer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dashboards import html
from dashboards.components.card import Source, build_card, build_table_details
from dashboards.components.graph import build_drawn, build_graph, build_key
from dashboards.components.state import build_state, build_state_notes
from dashboards.figures.drawing import Drawing
from dashboards.figures.svg import Sketch
from pipelines.presentation.compared import District
from pipelines.publication.reader import Figure


def build_figure_card(
    card_id: str,
    question: str,
    told: Sequence[str],
    chart: Drawing | Sketch,
    table: Any,
    source: Source | Sequence[Source],
    *,
    key: Sequence[tuple[str, str]] = (),
    cells: Iterable[Figure] = (),
    beside: Any = None,
    reading: str = "",
) -> html.Section:
    """The card.

    Args:
        card_id: id of the card; the chart's is made of it.
        question: the heading.
        told: the generated sentences; the first is also the chart's text alternative.
        chart: the figure, to be drawn in the browser or drawn already.
        table: what the figure shows, as a table, with the same states.
        source: the measure behind it, or several.
        key: what the marks mean.
        cells: those of the figure, for what their states mean.
        beside: what stands right under the chart, such as who is not in it; may be several.
        reading: how the figure is read, for who asks.
    """
    name, description = f"diagram-{card_id}", next((text for text in told if text), "")
    return build_card(
        card_id,
        question,
        told,
        [
            build_key(key) if key else None,
            build_drawn(name, chart, description)
            if isinstance(chart, Sketch)
            else build_graph(name, chart, description),
            *(beside if isinstance(beside, list) else [beside]),
            build_state_notes(cells),
            build_reading(reading) if reading else None,
            build_table_details(table),
        ],
        [source] if isinstance(source, Source) else source,
    )


def build_reading(text: str) -> html.Details:
    """How a figure is read: unfolded by click, tap or key."""
    return html.Details(
        [html.Summary("Så läser du figuren"), html.P(text)], className="table-details reading"
    )


def build_absent(districts: Sequence[District]) -> html.Ul | None:
    """The districts that a chart has no place for, each with its state's face and word."""
    if not districts:
        return None
    return html.Ul(
        [html.Li([f"{one.unit.name}: ", build_state(one.figure)]) for one in districts],
        className="key absent",
    )

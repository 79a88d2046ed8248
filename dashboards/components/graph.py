"""The one factory of graphs: no upload, no toolbar, a text for those who do not see the chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from dash import dcc

from dashboards import html
from dashboards.components.attributes import attributes
from dashboards.figures.drawing import Drawing
from dashboards.figures.svg import Sketch


def graph_config() -> dict[str, Any]:
    """What every graph is configured with.

    plotly offers to upload a chart's data to a cloud service unless it is told not to. Its locale
    is not set: every word and number in a chart is written in Swedish before it gets here.
    """
    return {
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "displaylogo": False,
        "displayModeBar": False,
        "responsive": True,
        "doubleClick": False,
        "scrollZoom": False,
        "showTips": False,
    }


def build_graph(graph_id: str, figure: Drawing, description: str) -> html.Div:
    """A graph with its text alternative.

    Args:
        graph_id: id of the graph.
        figure: what to draw; its height reserves the place before it is drawn.
        description: the sentence that says what the chart shows.
    """
    layout = dict(figure["layout"])
    height = f"{layout.pop('height')}px"
    return html.Div(
        dcc.Graph(
            id=graph_id,
            figure=cast(Any, {**figure, "layout": {**layout, "autosize": True}}),
            config=cast(Any, graph_config()),
            responsive=True,
            style={"height": height},
        ),
        role="img",
        className="chart",
        style={"height": height},
        **attributes(aria_label=description),
    )


def build_drawn(chart_id: str, sketch: Sketch, description: str) -> html.Drawn:
    """A chart that is drawn already, with its text alternative.

    Args:
        chart_id: id of the chart.
        sketch: the picture.
        description: the sentence that says what the chart shows.
    """
    return html.Drawn(
        sketch.markup,
        sketch.paper,
        sketch.height,
        id=chart_id,
        role="img",
        className="chart",
        style={"height": f"{sketch.height}px"},
        **attributes(aria_label=description),
    )


def build_key(items: Sequence[tuple[str, str]]) -> html.Ul:
    """The key of a chart: (class of the mark, word)."""
    return html.Ul(
        [
            html.Li([html.Span(className=f"swatch {face}", **attributes(aria_hidden="true")), word])
            for face, word in items
        ],
        className="key",
    )

"""Pages as plain data are what Dash itself would send."""

from __future__ import annotations

import json

import dash_mantine_components as dmc
from dash import dcc
from plotly.io.json import to_json_plotly

from dashboards import html
from dashboards.plain import as_plain, plainly

PAGE = [
    html.Div(
        [html.P("ett", className="x"), None, "två", 3, True, (html.Br(), 0.5)],
        id={"type": "del", "name": "a"},
        **{"aria-label": "del", "data-namn": "värde"},
    ),
    dcc.Graph(id="g", figure={"data": [{"x": [1, 2], "type": "bar"}], "layout": {}}, config={}),
    dmc.Select(id="s", label=html.B("Period"), data=[{"value": "2025", "label": "2025"}]),
    html.P(),
    html.P(children=None, hidden=False, tabIndex=0),
]


def test_plain_data_is_what_dash_sends() -> None:
    assert json.loads(to_json_plotly(as_plain(PAGE))) == json.loads(to_json_plotly(PAGE))


def test_a_part_says_its_kind_and_what_it_was_given_and_no_more() -> None:
    assert as_plain(html.P("ett", className="x")) == {
        "props": {"children": "ett", "className": "x"},
        "type": "P",
        "namespace": "dash_html_components",
    }


def test_a_page_built_plainly_takes_the_same_parameters() -> None:
    page = plainly(lambda name, *, more: [html.P(name), more])
    assert page("a", more="b") == [as_plain(html.P("a")), "b"]

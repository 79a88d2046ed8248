"""What is sent of a page: HTML where nothing in it is Dash's, and never anything but text in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from dash import dcc
from dash import html as dash_html
from plotly.io.json import to_json_plotly

import dashboards
from dashboards import html
from dashboards.sent import as_sent, sends


def sent(tag: str, inner: str, **attributes: object) -> dict[str, object]:
    told = {"tag": tag, "attributes": attributes, "html": inner}
    return {"namespace": "insatskoll", "type": "Html", "props": told}


def test_an_element_is_sent_as_html():
    content = html.Div(
        [html.P(["ett ", html.B("två")], className="x"), None, 3, [html.Br(), 0.5], False],
        id="a", tabIndex="0", **{"aria-label": "del"},
    )  # fmt: skip
    inner = '<p class="x">ett <b>två</b></p>3<br/>0.5'
    assert as_sent(content) == [sent("div", inner, id="a", tabIndex="0", **{"aria-label": "del"})]


def test_what_holds_a_part_of_dashs_is_dashs_and_the_rest_of_it_html():
    graph = dcc.Graph(id="g", figure={"data": [], "layout": {}})
    content = html.Section([html.H2("Fråga"), html.Div(graph, role="img"), "text"], id="kort")
    assert json.loads(to_json_plotly(as_sent(content))) == [
        {
            "namespace": "dash_html_components",
            "type": "Section",
            "props": {
                "id": "kort",
                "children": [
                    sent("h2", "Fråga"),
                    {
                        "namespace": "dash_html_components",
                        "type": "Div",
                        "props": {
                            "role": "img",
                            "children": [json.loads(to_json_plotly(graph))],
                        },
                    },
                    "text",
                ],
            },
        }
    ]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a & b", '" onload="x', "' x='"])
def test_a_text_is_never_markup(text):
    inner = as_sent(html.Div(html.A(text, id=text, title=text)))[0]["props"]["html"]
    assert re.fullmatch(r'<a id="[^"<>]*" title="[^"<>]*">[^<>]*</a>', inner)
    assert "&lt;script" in inner or "<script" not in inner


def test_a_name_that_is_no_attributes_is_refused():
    with pytest.raises(ValueError, match="is no attribute"):
        as_sent(html.Div(html.P("x", **{'a="b" onclick': "x"})))


@pytest.mark.parametrize("address", ["javascript:alert(1)", " javascript:x", "data:text/html,x"])
def test_an_address_that_is_a_script_is_refused(address):
    for content in (html.A("x", href=address), html.Div(html.A("x", href=address))):
        with pytest.raises(ValueError, match="leads to no page"):
            as_sent(content)


def test_a_part_of_dashs_in_a_table_is_refused_and_never_written_as_text():
    table = html.Table(html.Tr(html.Td(dcc.Graph(id="g"))))
    with pytest.raises(ValueError, match="only HTML"):
        as_sent(html.Div(table))


def test_an_element_without_an_inside_is_sent_without_one():
    assert as_sent([html.Br()])[0]["props"] == {"tag": "br", "attributes": {}}


def test_attributes_are_written_as_browsers_have_them():
    cell = html.Td("1", className="num", colSpan=2, hidden=True, title=None, disabled=False)
    label = html.Label("Period", htmlFor="val", style={"maxWidth": "3rem", "color": "red"})
    assert as_sent(html.Tr([cell, label]))[0]["props"]["html"] == (
        '<td class="num" colSpan="2" hidden="">1</td>'
        '<label for="val" style="max-width:3rem;color:red">Period</label>'
    )


def test_a_drawing_is_sent_as_it_is_and_what_is_for_paper_is_not():
    drawn = html.Drawn("<svg><path/></svg>", "<svg>papper</svg>", 40, className="chart")
    assert as_sent(drawn) == [sent("div", "<svg><path/></svg>", className="chart")]
    assert as_sent(html.Div(drawn)) == [
        sent("div", '<div class="chart"><svg><path/></svg></div>')
    ]  # fmt: skip


def test_a_page_that_is_sent_takes_the_same_parameters():
    page = sends(lambda name, *, more: [html.P(name), more])
    assert page("a", more="b") == [sent("p", "a"), "b"]


def test_the_elements_are_those_that_react_knows():
    elements = set(html.Element.__subclasses__()) - {
        html.Drawn,
        html.Input,
    }  # Dash's own has a name elsewhere
    assert len(elements) > 30
    for element in elements:
        assert hasattr(dash_html, element.__name__)
        assert element.tag == element.__name__.lower()


def test_the_script_that_puts_html_in_its_place_bears_the_names_that_are_sent():
    script = Path(dashboards.__file__).with_name("assets") / "html.js"
    part = as_sent(html.P("x"))[0]
    assert f"window.{part['namespace']} = {{\n  {part['type']}:" in script.read_text()

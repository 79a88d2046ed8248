"""The tools under every card, and what is said above its figure of failed checks."""

from __future__ import annotations

from collections import Counter

import pytest
from dash import dcc
from dash.development.base_component import Component

from dashboards import html, routing
from dashboards.components.card import Source, build_card
from dashboards.components.checks import build_checks, checks_of
from dashboards.components.graph import build_drawn, build_graph
from dashboards.components.table import build_table
from dashboards.components.tools import build_tools
from dashboards.components.within import CHARTS, within
from dashboards.figures.svg import Sketch
from dashboards.navigation import PAGES
from dashboards.view import View
from pipelines.presentation.quality import QualityRow
from pipelines.publication.reader import Night

CHART = build_graph("d", {"data": [], "layout": {"height": 90}}, "Ett diagram")
DRAWN = build_drawn("s", Sketch("<svg></svg>", "<svg></svg>", 90), "Ett diagram")
TABLE = build_table("Tabell", ["Enhet", "Antal"], [("Farsta", ["7"])])


def tools_of(content) -> list[str]:
    toolbar = build_tools("Hur många?", content)
    return [part.children for part in toolbar.children if isinstance(part, html.Button)]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ([], ["Kopiera länk"]),
        ([CHART], ["Bild (PNG)", "Bild (SVG)", "Kopiera länk"]),
        ([html.Div(DRAWN)], ["Bild (PNG)", "Bild (SVG)", "Kopiera länk"]),
        ([html.Details([TABLE])], ["CSV", "Excel", "Kopiera länk"]),
        ([CHART, TABLE], ["Bild (PNG)", "Bild (SVG)", "CSV", "Excel", "Kopiera länk"]),
    ],
)
def test_only_tools_that_work_are_shown(content, names):
    assert tools_of(content) == names


def test_what_a_tool_has_done_is_announced():
    toolbar = build_tools("Hur många?", [])
    assert getattr(toolbar, "aria-label") == "Ta med dig: Hur många?"
    (said,) = [part for part in toolbar.children if isinstance(part, html.P)]
    assert (said.role, getattr(said, "children", None)) == ("status", None)


def test_nothing_inside_a_table_is_looked_at():
    inner = html.Table([html.Tr(html.Td(dcc.Graph(id="x")))])
    found = list(within([html.Div([inner, [CHART, DRAWN]])], html.Table, *CHARTS))
    assert found == [inner, CHART.children, DRAWN]


def test_every_card_ends_with_its_tools(night: Night):
    source = Source(night.measure("R1"), None, "2026-10-31")
    card = build_card("kort", "Hur många?", ["En mening."], [TABLE], [source])
    assert [type(part).__name__ for part in card.children] == ["H2", "P", "Div", "Footer", "Div"]
    assert card.children[-1].className == "tools"


@pytest.mark.parametrize("page", PAGES)
def test_ids_are_unique_on_a_page(night: Night, walk, page):
    parts = walk(routing.BUILDERS[page](night, {}, View()))
    ids = [
        str(part.id)
        for part in parts
        if isinstance(part, html.Element | Component) and hasattr(part, "id")
    ]
    assert [name for name, count in Counter(ids).items() if count > 1] == []


def check(regel: str, where: dict[str, list[str]], outcome: str = "") -> QualityRow:
    return QualityRow(regel, f"titel {regel}", outcome, ("V1",), where)


def note(text_of, *checks: QualityRow) -> tuple[str, str]:
    """(what stands in the open, what is told when it is unfolded)."""
    details = build_checks(checks)
    assert details is not None
    return text_of(details.children[0]), text_of(details.children[1])


def test_the_checks_of_a_measure_are_those_that_affect_it(night: Night):
    assert [one.regel for one in checks_of(night, "V1")] == ["INS-01", "INS-04"]
    assert [one.regel for one in checks_of(night, "F1")] == ["INS-01"]
    assert checks_of(night, "R1") == ()


def test_nothing_is_said_where_every_check_held():
    assert build_checks([]) is None


def test_a_check_that_touches_many_rows_is_told_in_the_open(night: Night, text_of):
    line, told = note(text_of, *checks_of(night, "V1"))
    assert line == (
        "Berörs av två kontroller: nämnden är känd – brister i över 5 % av raderna i Centralt; "
        "övriga bara i några få rader"
    )
    assert told == (
        "nämnden är känd: brister i över 5 % av raderna i Centralt "
        "(raderna räknas, med märkning). "
        "en insats slutar: brister i några få rader i Bromma (raderna räknas inte)."
    )


def test_checks_that_touch_a_few_rows_are_quiet(text_of):
    line, told = note(text_of, check("A", {"få": ["Bromma", "Farsta", "Järva", "Skärholmen"]}))
    assert line == "Några få rader berörs av en kontroll"
    assert told == "titel A: brister i några få rader i fyra enheter."
    details = build_checks([check("A", {"få": ["Bromma"]})])
    assert details is not None
    assert details.className == "checks"


def test_many_loud_checks_are_counted(text_of):
    loud = [check(name, {"1–5 %": ["Bromma"]}) for name in "ABC"]
    line, _ = note(text_of, *loud, check("D", {"få": ["Bromma"]}))
    assert line == "Berörs av fyra kontroller, tre av dem i mer än några få rader"


def test_the_widest_class_is_told_first_and_each_check_once(text_of):
    one = check("A", {"få": ["Bromma"], "över 5 %": ["Farsta"], "1–5 %": ["Järva"]})
    line, told = note(text_of, one, one)
    assert line == (
        "Berörs av en kontroll: titel A – brister i över 5 % av raderna i Farsta, "
        "i 1–5 % av raderna i Järva"
    )
    assert told.endswith("i 1–5 % av raderna i Järva, i några få rader i Bromma.")


def test_a_check_leads_to_its_rule(walk):
    links = [part for part in walk(build_checks([check("INS-01", {"få": ["Bromma"]})]))
             if isinstance(part, html.A)]  # fmt: skip
    assert [link.href for link in links] == ["/kvalitet#regel-ins-01"]


def test_a_card_has_its_checks_above_the_figure_and_none_without_one(night: Night):
    source = Source(night.measure("V1"), None, "2026-10-31", checks_of(night, "V1"))
    card = build_card("kort", "Hur många?", ["En mening."], [TABLE], [source, source])
    assert [type(part).__name__ for part in card.children[:4]] == ["H2", "P", "Details", "Div"]
    bare = build_card("kort", "Hur många?", ["Inget att visa."], [], [source])
    assert [type(part).__name__ for part in bare.children] == ["H2", "P", "Footer", "Div"]

"""Every page, without a browser: its figures, its order, its banners and its failures."""

from __future__ import annotations

import itertools
import re

import pytest
from dash import dcc

from dashboards import html
from dashboards.components.frame import build_frame
from dashboards.components.graph import graph_config
from dashboards.navigation import (
    KVALITET,
    LAGESBILD,
    METOD,
    PAGES,
    REGI,
    TILLGANGLIGHET,
    UPPFOLJNING,
    UTBUD,
)  # fmt: skip
from dashboards.routing import BUILDERS
from dashboards.view import View
from pipelines.presentation.sv import SYNTHETIC
from tests.unit.dashboards.nights import DISTRICTS, cell, publish, usual_cells

# They have tables and text only, and something to say before any measure is mature.
WITHOUT_GRAPHS = (LAGESBILD, KVALITET, METOD, TILLGANGLIGHET)
WITHOUT_TABLES = (METOD, TILLGANGLIGHET)
VIEWS = [View("light", False), View("dark", True)]
HEADINGS = (html.H1, html.H2, html.H3)


def page(night, info, query=None, view=VIEWS[0]):
    return build_frame(info, night, view, BUILDERS[info](night, query or {}, view))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("info", PAGES)
def test_every_graph_is_from_the_factory(night, walk, info, view):
    graphs = [part for part in walk(page(night, info, view=view)) if isinstance(part, dcc.Graph)]
    assert all(graph.config == graph_config() for graph in graphs)
    assert bool(graphs) == (info not in WITHOUT_GRAPHS)
    assert len({graph.id for graph in graphs}) == len(graphs)


def test_nothing_is_sent_to_a_cloud():
    config = graph_config()
    assert config["showSendToCloud"] is False
    assert config["plotlyServerURL"] == ""
    assert config["displaylogo"] is False


@pytest.mark.parametrize("info", PAGES)
def test_every_graph_has_its_sentence_as_text_alternative(night, walk, info):
    for part in walk(page(night, info)):
        if isinstance(getattr(part, "children", None), dcc.Graph):
            assert part.role == "img"
            assert len(vars(part)["aria-label"]) > 20


@pytest.mark.parametrize("info", PAGES)
def test_headings_stand_in_order_under_one_h1(night, walk, info):
    levels = [
        int(type(part).__name__[1])
        for part in walk(page(night, info))
        if isinstance(part, HEADINGS)
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


@pytest.mark.parametrize("info", PAGES)
def test_every_page_says_that_data_are_synthetic_and_how_fresh(night, text_of, info):
    text = text_of(page(night, info))
    assert SYNTHETIC in text
    assert "Uppgifter till och med 31 oktober 2026 · 11 av 11 stadsdelar" in text


@pytest.mark.parametrize("info", PAGES)
def test_the_menu_marks_the_page_and_shows_only_pages_that_exist(night, walk, info):
    links = [part for part in walk(page(night, info)) if getattr(part, "href", None)]
    current = [link.href for link in links if getattr(link, "aria-current", None) == "page"]
    assert current == [info.path]
    menu = [link.href for link in links if link.href in {p.path for p in PAGES}]
    assert {*menu} == {info.path for info in PAGES}


@pytest.mark.parametrize("info", PAGES)
def test_tables_have_captions_and_scopes(night, walk, info):
    tables = [part for part in walk(page(night, info)) if isinstance(part, html.Table)]
    assert bool(tables) == (info not in WITHOUT_TABLES)
    for table in tables:
        assert isinstance(table.children[0], html.Caption)
        heads = [part for part in walk(table) if isinstance(part, html.Th)]
        assert heads
        assert all(head.scope in {"col", "row", "rowgroup"} for head in heads)


def test_real_data_carry_no_synthetic_banner(tmp_path, text_of):
    real = publish(tmp_path, usual_cells(), synthetic=False)
    assert SYNTHETIC not in text_of(page(real, REGI))


def test_a_stale_district_is_named_with_its_age(tmp_path, text_of):
    days = dict.fromkeys((*DISTRICTS, "central"), "2026-10-31") | {"farsta": "2026-09-30"}
    text = text_of(page(publish(tmp_path, usual_cells(), extracts=days), REGI))
    assert "Farsta (uttag 2026-09-30, 31 dagar äldre än det yngsta)" in text


def test_a_missing_district_is_named_and_its_offers_are_not_taken_for_none(tmp_path, text_of, walk):
    days = {unit: "2026-10-31" for unit in (*DISTRICTS, "central") if unit != "kungsholmen"}
    content = page(publish(tmp_path, usual_cells(), extracts=days), UTBUD, {"dag": "2024-11-01"})
    text = text_of(content)
    assert "Ej levererat: Kungsholmen." in text
    assert "10 av 11 stadsdelar" in text
    marks = [getattr(p, "className", "") for p in walk(content) if isinstance(p, html.Td)]
    assert marks.count("offer saknas") >= 86
    assert "färst" not in text_of([p for p in walk(content) if isinstance(p, html.Small)])


def test_regi_shows_the_year_that_is_asked_for(night, text_of):
    text = text_of(page(night, REGI, {"period": "2023"}))
    assert "91,0 % av stadens beslut insatser i egen regi: 5 048 av 5 547" in text
    assert "Räknar beslut · 5 547 · 2023 · uttag 2026-10-31 · definition v1" in text
    assert "R1/stad/2023" in text


def test_regi_says_when_a_period_does_not_exist(night, text_of):
    text = text_of(page(night, REGI, {"period": "2099"}))
    assert "Perioden 2099 finns inte; visar 2025" in text
    assert "5 351 av 5 883" in text


def test_regi_gives_absence_its_words(night, text_of):
    text = text_of(page(night, REGI, {"period": "2025"}))
    for word in ("skyddad", "för få för en andel", "ej mogen", "erbjuds inte", "ej levererat"):
        assert word in text
    assert "Jämförs inte: Farsta (för få för en andel), Järva (skyddad)" in text


def test_a_year_that_is_not_over_is_told_without_a_chart(tmp_path, walk, text_of):
    young = [cell(f"R2/{unit}/2026/regi=kopt", status="ej_mogen") for unit in ("stad", "farsta")]
    half = [cell("R1/stad/2026H1", 90, 100), cell("R1/farsta/2026H1", 90, 100)]
    content = page(publish(tmp_path, [*usual_cells(), *young, *half]), REGI, {"period": "2026H1"})
    card = next(part for part in walk(content) if getattr(part, "id", None) == "fem-varden")
    assert "kan inte visas (ej mogen)" in text_of(card)
    assert not [part for part in walk(card) if isinstance(part, dcc.Graph)]
    assert "Under första halvåret 2026" in text_of(content)


def test_uppfoljning_says_policy_and_not_law(night, text_of):
    text = text_of(page(night, UPPFOLJNING))
    assert "73,3 % hölls i tid (3 837)" in text
    assert "policy, inte ett lagkrav" in text
    assert text.count("ej verifierad (policy, inte lagkrav)") >= 3
    assert "424 pågående insatser i staden försenade" in text
    assert "2 769 hade ännu inte förfallit" in text


def test_utbud_marks_fewest_and_most_and_the_union(night, text_of, walk):
    content = page(night, UTBUD, {"dag": "2024-11-01"})
    text = text_of(content)
    assert "mellan 14 (Kungsholmen) och 55 (Järva)" in text
    assert "86 av katalogens 86 typer" in text
    rows = [p for p in walk(content) if isinstance(p, html.Tr) and len(p.children) == 13]
    assert len(rows) == 86 + 13 + 2  # types, categories, and two rows of heads


def test_utbud_lists_types_that_one_district_offers_alone(night, text_of, walk):
    content = page(night, UTBUD, {"dag": "2024-11-01"})
    alone = next(p for p in walk(content) if getattr(p, "id", None) == "ensamma")
    assert "18 insatstyper erbjuds av en enda stadsdelsnämnd" in text_of(alone)
    assert "Järva Familjesamtal" in text_of(alone)


def test_the_latest_day_is_shown_first(night, text_of):
    assert "Den 31 oktober 2026 erbjuder" in text_of(page(night, UTBUD))


def test_districts_stand_in_swedish_order(night, walk):
    content = page(night, UTBUD)
    names = [
        p.children.children for p in walk(content)
        if isinstance(p, html.Th) and getattr(p, "className", "") == "unit"
    ]  # fmt: skip
    assert names[:-1] == [
        "Bromma", "Enskede-Årsta-Vantör", "Farsta", "Hägersten-Älvsjö", "Hässelby-Vällingby",
        "Järva", "Kungsholmen", "Norra innerstaden", "Skarpnäck", "Skärholmen", "Södermalm",
    ]  # fmt: skip


def test_lagesbild_tells_the_city_in_three_to_six_sentences(night, walk, text_of):
    content = page(night, LAGESBILD)
    told = next(p for p in walk(content) if getattr(p, "className", None) == "told")
    assert 3 <= len(told.children) <= 6
    text = text_of(content)
    for part in ("5 883", "6 008", "91,0 %", "73,3 %", "14\N{EN DASH}55", "över 5 %"):
        assert part in text


@pytest.mark.parametrize("info", PAGES)
def test_a_night_without_any_mature_period_is_told_plainly(tmp_path, text_of, info):
    young = publish(tmp_path, [cell("R1/stad/2026", status="ej_mogen")])
    text = text_of(page(young, info))
    if info == LAGESBILD:
        assert "publiceras inte" in text
    elif info == METOD:
        assert "mått finns." in text
    elif info == KVALITET:
        assert "Alla tolv nämnder har levererat." in text
    elif info == TILLGANGLIGHET:
        assert "WCAG 2.2" in text
    else:
        assert "ingen period är mogen" in text


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("info", PAGES)
def test_screens_are_swedish(night, text_of, info, view):
    text = text_of(page(night, info, view=view)).casefold()
    english = (
        r"\b(loading|error|funnel|confidence|suppressed|reset|period:|show|table|share|none)\b"
    )
    assert not re.findall(english, text)
    assert not re.findall(r"\d\.\d+ ?%", text)


def test_narrow_windows_use_short_names(night, walk):
    graph = next(p for p in walk(page(night, REGI, view=VIEWS[1])) if isinstance(p, dcc.Graph))
    assert "Ensk.-Årsta-Vant." in graph.figure["layout"]["yaxis"]["categoryarray"]

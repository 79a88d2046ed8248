"""Tid without a browser: each measure, its parts in the city, and what waits (syntetiska data)."""

from __future__ import annotations

import pytest
from dash import dcc

from dashboards import html
from dashboards.components.measure_pages import own_period, spans
from dashboards.figures.plot import Dot, dots_trace
from dashboards.pages import tid
from dashboards.tokens import load_tokens
from dashboards.view import View
from pipelines.publication.reader import Figure, Night
from tests.unit.dashboards.labelled import labelled_night, valued
from tests.unit.dashboards.nights import DISTRICTS, cell
from tests.unit.dashboards.pages_parts import card_of, row_of

DAY = "2026-09-30"
WORDS = {
    "bedomning": {"i_tid": "Inom 14 dagar", "sen_synnerliga_skal": "Senare, synnerliga skäl",
                  "sen": "Senare eller inte beslutad"},
    "statistik": {"median": "Median", "p90": "90:e percentil"},
}  # fmt: skip


def cells() -> list[Figure]:
    found = [
        cell("T1/stad/2025", 4400, 4840),
        cell("T1/stad/2026H1", 2200, 2420),
        cell("T1/stad/2025H1", 2100, 2420),
        cell("T2/stad/2025", 900, 1000),
        cell("T1/stad/2025/bedomning=i_tid", 4400, 4840),
        cell("T1/stad/2025/bedomning=sen", 390, 4840),
        cell("T1/stad/2025/bedomning=sen_synnerliga_skal", status="skyddad"),
        cell("T4/stad/2025", 800, 1000),
        cell(f"T4/stad/{DAY}", 61, 412),
        valued("T3/stad/2025/statistik=median", 98),
        valued("T3/stad/2025/statistik=p90", 164),
    ]
    for place, unit in enumerate(DISTRICTS):
        found += [
            cell(f"T1/{unit}/2025", 380 + place, 440),
            cell(f"T4/{unit}/{DAY}", status="skyddad")
            if unit == "jarva"
            else cell(f"T4/{unit}/{DAY}", 5 + place, 30 + place),
        ]
    return found


@pytest.fixture(scope="session")
def timed(tmp_path_factory: pytest.TempPathFactory) -> Night:
    """A night with some of Tid's tables; T5 is not among them."""
    return labelled_night(tmp_path_factory.mktemp("tid"), cells(), WORDS)


@pytest.mark.parametrize("view", [View("light", False), View("dark", True)])
def test_each_measure_is_followed_by_its_parts_and_what_waits(timed, walk, view):
    page = tid.build_page(timed, {}, view)
    there = [part.id for part in walk(page) if isinstance(part, html.Section)]
    assert there == ["t1", "t1-bedomning", "t2", "t3", "t4", "t4-vantar", "t5"]


def test_the_parts_are_told_in_their_order_and_a_hidden_one_has_its_word(timed, walk, text_of):
    found = card_of(tid.build_page(timed, {}, View()), "t1-bedomning")
    text = text_of(found)
    assert "Staden, 2025: inom 14 dagar 90,9 %; senare eller inte beslutad 8,1 %." in text
    assert "Visas inte: Senare, synnerliga skäl (skyddad)." in text
    assert "gör inte en sen bedömning till en i tid" in text
    assert row_of(found, "Inom 14").startswith("Inom 14 dagar 4 840 4 400 90,9 %")
    (graph,) = (part for part in walk(found) if isinstance(part, dcc.Graph))
    words = [text for trace in graph.figure["data"] for text in trace.get("text", [])]
    assert "<b>skyddad</b>" in words


def test_falla_21_a_decision_whose_three_months_have_not_passed_is_not_late(timed, text_of):
    found = card_of(tid.build_page(timed, {}, View()), "t4-vantar")
    text = text_of(found)
    assert "Den 30 september 2026 väntade 412 beslut i staden på att starta." in text
    assert "61 av dem (14,8 %) hade väntat mer än tre månader" in text
    assert "för 351 hade tre månader inte gått" in text
    assert "är inte sena" in text
    assert row_of(found, "Farsta") == "Farsta 32 7 25 21,9 %"
    assert row_of(found, "Järva") == "Järva skyddad"


def test_days_say_half_and_nine_of_ten(timed, text_of):
    text = text_of(card_of(tid.build_page(timed, {}, View()), "t3"))
    assert "hälften av utredningarna tog högst 98 dagar, och nio av tio högst 164 dagar" in text


def test_a_measure_of_whole_years_shows_the_year_around_a_half(timed, text_of):
    first = text_of(card_of(tid.build_page(timed, {"period": "2025H1"}, View()), "t4"))
    assert "Under 2025, hela staden: 80,0 %" in first
    assert "Måttet redovisas för hela år: här visas 2025." in first
    half = tid.build_page(timed, {"period": "2026H1"}, View())
    assert "Måttet har inget att visa för första halvåret 2026. Det finns för 2025." in text_of(
        card_of(half, "t4")
    )
    assert own_period(["2025", "2024"], "2025H2") == "2025"
    assert own_period(["2025", "2024"], "2026H1") == ""


def test_single_days_and_quarters_are_no_periods_of_the_page(timed):
    assert tid.choices(timed, {})["period"].options == ("2026H1", "2025H1", "2025")
    assert spans(["NUSO2023", "2026-09-30", "2025Q1", "2025H1", "2025"]) == ["2025H1", "2025"]


def test_a_measure_that_is_not_published_says_so(timed, text_of):
    text = text_of(card_of(tid.build_page(timed, {}, View()), "t5"))
    assert "Måttet har inget att visa för 2025." in text


def test_points_of_a_chart_are_one_trace_with_each_its_mark_and_interval():
    colours = load_tokens().colours("light")
    drawn = dots_trace(
        [Dot(3.0, "Bromma", "within", "a", 2.0, 5.0), Dot(7.0, "Järva", "higher", "b")], colours
    )
    assert (drawn["x"], drawn["y"], drawn["text"]) == ([3.0, 7.0], ["Bromma", "Järva"], ["a", "b"])
    assert drawn["marker"]["symbol"] == ["circle", "triangle-up"]
    assert drawn["marker"]["color"] == [colours["within"], colours["higher"]]
    assert drawn["error_x"]["array"] == [2.0, 0.0]
    assert drawn["error_x"]["arrayminus"] == [1.0, 0.0]


def test_a_chart_of_a_measure_has_few_traces(timed, walk):
    (graph,) = (
        part
        for part in walk(card_of(tid.build_page(timed, {}, View()), "t1"))
        if isinstance(part, dcc.Graph)
    )
    assert len(graph.figure["data"]) == 1
    assert len(graph.figure["data"][0]["x"]) == 11

"""Regi without a browser: own regi, who runs the rest, and what is bought (syntetiska data)."""

from __future__ import annotations

import pytest

from dashboards.pages import regi
from dashboards.view import View
from tests.unit.dashboards.conftest import parts_of
from tests.unit.dashboards.labelled import labelled_night, valued
from tests.unit.dashboards.nights import REGI, cell
from tests.unit.dashboards.pages_parts import card_ids, card_of, chart_of, rows_of, sentences_of

VIEWS = [View("light", False), View("dark", True)]
WORDS = {"kostnad": {"per_insats": "Per insats", "per_barn": "Per barn"}}
COSTS = {"2024": (22_000, 22_600), "2025": (22_700, 23_300)}


def city_only():
    """What is published: R2 and R3 for the whole city alone."""
    parts = dict(zip(REGI, (800, 60, 50, 10, 70, 10), strict=True))
    return [
        cell("R1/stad/2025", 910, 1000),
        *(cell(f"R2/stad/2025/regi={code}", count, 1000) for code, count in parts.items()),
        *(
            valued(f"R3/stad/{year}/kostnad={part}", value)
            for year, values in COSTS.items()
            for part, value in zip(WORDS["kostnad"], values, strict=True)
        ),
        cell("R3/stad/2026/kostnad=per_barn", status="saknas", orsak="kostnad_saknas"),
    ]


@pytest.fixture(scope="module")
def bought(tmp_path_factory):
    return labelled_night(tmp_path_factory.mktemp("regi"), city_only(), WORDS)


@pytest.fixture(scope="module")
def page(bought):
    return regi.build_page(bought, {}, VIEWS[0])


@pytest.mark.parametrize("view", VIEWS)
def test_the_cards_are_own_share_all_parts_and_cost(bought, view):
    assert card_ids(regi.build_page(bought, {}, view)) == ["egen-regi", "fem-varden", "r3"]


def test_every_card_with_a_figure_has_the_same_tools(page):
    for name in card_ids(page):
        tools = [p.children for p in parts_of(card_of(page, name)) if _is_tool(p)]
        assert tools == ["Bild (PNG)", "Bild (SVG)", "CSV", "Excel", "Kopiera länk"], name


def _is_tool(part):
    return getattr(part, "className", "") == "tool"


def test_the_parts_of_the_city_alone_are_a_bar_each(page):
    card = card_of(page, "fem-varden")
    bars = chart_of(card)["data"][1]
    assert bars["x"] == [0.8, 0.06, 0.05, 0.01, 0.07, 0.01]
    assert "köpt (enskild utförare) 7,0 %" in sentences_of(card)[0]
    assert sentences_of(card)[1] == "Fördelningen publiceras för hela år."
    links = [part.href for part in parts_of(card) if getattr(part, "href", None)]
    assert links == ["/utbud#ensamma"]


def test_the_parts_of_several_units_are_stacked(night):
    card = card_of(regi.build_page(night, {"period": "2025"}, VIEWS[0]), "fem-varden")
    assert chart_of(card)["layout"]["barmode"] == "stack"
    assert "Delar som inte visas är streckade" in sentences_of(card)[1]


def test_cost_is_whole_kronor_and_says_what_it_is_not(page):
    card = card_of(page, "r3")
    told = sentences_of(card)
    assert told[0] == (
        "Staden, kronor per månad: per köpt insats från 22 000 (2024) till 22 700 (2025); per barn "
        "med köpt insats från 22 600 (2024) till 23 300 (2025)."
    )
    assert "en okänd kostnad är inte noll" in told[1]
    assert chart_of(card)["layout"]["yaxis"]["title"]["text"] == "Kronor per månad"


def test_an_unknown_cost_is_a_word_in_the_table_and_never_zero(page):
    card = card_of(page, "r3")
    assert rows_of(card)[3] == ["2026", "–", "saknas"]
    assert chart_of(card)["data"][1]["y"] == [22_600, 23_300]


def test_own_share_says_the_verdicts_before_the_ends_and_marks_them(night):
    card = card_of(regi.build_page(night, {"period": "2025"}, VIEWS[0]), "egen-regi")
    told = sentences_of(card)
    assert told[1].startswith(("Ingen av ", "En av ", "Två av "))
    assert "från övriga staden mer än slumpen brukar ge" in told[1]
    assert told[2].startswith("Bland ")
    marks = [part.className for part in parts_of(card) if "swatch mark-" in _face(part)]
    assert marks
    assert not [part for part in parts_of(card) if _face(part) == "swatch dot"]


def _face(part):
    return str(getattr(part, "className", ""))

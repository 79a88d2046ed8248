"""Volym without a browser: what begins, goes on and ends, and the children (syntetiska data)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboards.figures.base import Row
from dashboards.figures.grouped import grouped_bars
from dashboards.pages import volym
from dashboards.view import View
from tests.unit.dashboards.drawn import checked
from tests.unit.dashboards.labelled import labelled_night
from tests.unit.dashboards.nights import cell
from tests.unit.dashboards.pages_parts import card_ids, card_of, chart_of, rows_of, sentences_of

VIEWS = [View("light", False), View("dark", True)]
WORDS = {
    "skede": {"paborjade": "Påbörjade", "pagaende": "Pågående", "avslutade": "Avslutade"},
    "alder": {"a00_03": "0–3 år", "a04_06": "4–6 år"},
}


def cells():
    stages = {
        "stad": (5310, 3375, 5172), "farsta": (440, 262, 429), "jarva": (1010, None, 990),
    }  # fmt: skip
    found = [
        cell("V1/stad/2025", 5883),
        cell("V2/stad/2024", 5800), cell("V2/stad/2025", 5982),
        cell("V2/stad/2024-11-01", 2650), cell("V2/stad/2025-11-01", 2790),
        cell("V2/stad/2025/alder=a00_03", 421),
        cell("V6/stad/2024", status="skyddad"),
        cell("V6/stad/2025", 180, 200),
    ]  # fmt: skip
    for unit, counts in stages.items():
        for code, count in zip(WORDS["skede"], counts, strict=True):
            status = "visad" if count is not None else "skyddad"
            found.append(cell(f"V5/{unit}/2025/skede={code}", count, status=status))
    return found


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    night = labelled_night(tmp_path_factory.mktemp("volym"), cells(), WORDS)
    return volym.build_page(night, {}, VIEWS[0])


def test_only_cards_on_what_is_published_are_there(page):
    assert card_ids(page) == ["v1", "v5-skede", "v2", "v2-alder", "v6"]


def test_falla_03_stages_are_told_apart_and_never_added_up(page):
    card = card_of(page, "v5-skede")
    told = sentences_of(card)
    assert told[0] == (
        "Under 2025, hela staden: påbörjade 5 310; pågående 3 375; avslutade 5 172 insatser."
    )
    assert told[1] == "Pågående: visas inte: Järva (skyddad)."
    assert told[2].startswith("De tre läggs aldrig ihop")
    numbers = {number for row in rows_of(card)[1:] for number in row[1:]}
    assert numbers == {"5 310", "3 375", "5 172", "440", "262", "429", "1 010", "skyddad", "990"}


@pytest.mark.parametrize("view", VIEWS)
def test_a_hidden_stage_says_its_word_beside_the_units_other_bars(view):
    parts = {
        "Påbörjade": [Row("Järva", cell("V5/jarva/2025/skede=paborjade", 1010))],
        "Pågående": [Row("Järva", cell("V5/jarva/2025/skede=pagaende", status="skyddad"))],
    }
    drawn = checked(grouped_bars)(parts, "Insatser", view)
    assert [bar.x for bar in drawn.data] == [(1010,), ()]
    assert drawn.layout.barmode == "group"
    assert [(note.y, note.text) for note in drawn.layout.annotations] == [("Järva", "skyddad")]


def test_children_on_one_day_stand_beside_children_of_the_year(page):
    card = card_of(page, "v2")
    told = sentences_of(card)
    assert told[0] == (
        "Staden, antal barn: någon dag under året från 5 800 (2024) till 5 982 (2025); den 1 "
        "november från 2 650 (2024) till 2 790 (2025)."
    )
    assert "får inte läggas ihop mellan år" in told[1]
    assert [line["y"] for line in chart_of(card)["data"]] == [[5800, 5982], [2650, 2790]]


def test_placed_children_are_told_with_who_is_missing(page):
    told = sentences_of(card_of(page, "v6"))
    assert told[0].startswith("Under 2025, hela staden: 90,0 % (")
    assert told[1] == "Visas inte: 2024 (skyddad)."
    assert "högre än bland alla placerade barn" in told[2]


def test_children_of_each_age_and_sex_stand_beside_their_population(tmp_path):
    words = {"alder_kon": {"a00_03_K": "Flickor 0–3 år", "a00_03_M": "Pojkar och okänt kön 0–3 år",
                           "a04_06_K": "Flickor 4–6 år"}}  # fmt: skip
    found = [
        cell("V1/stad/2025", 5883),
        replace(cell("V4/stad/2025", 5953, 218756), varde=27.2),
        replace(cell("V4/stad/2025/alder_kon=a00_03_K", 188, 21967), varde=8.56),
        replace(cell("V4/stad/2025/alder_kon=a00_03_M", 233, 23182), varde=10.06),
        cell("V4/stad/2025/alder_kon=a04_06_K", status="skyddad"),
    ]
    page = volym.build_page(labelled_night(tmp_path, found, words), {}, VIEWS[1])
    card = card_of(page, "v4-alder-kon")
    assert sentences_of(card) == [
        "Under 2025, hela staden: från 8,6 per 1 000 barn bland flickor 0–3 år till 10,1 bland "
        "pojkar och okänt kön 0–3 år.",
        "Barn vars kön är okänt räknas med pojkarna, så att inget tal skiljer ut dem.",
    ]
    assert rows_of(card)[3] == ["Flickor 4–6 år", "skyddad"]
    assert len(chart_of(card)["data"]) == 2

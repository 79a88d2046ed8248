"""Flöde without a browser: the steps, the NUSO cohort, what is hidden (syntetiska data)."""

from __future__ import annotations

import pytest

from dashboards.figures.flow import Step, flow_bars
from dashboards.pages import flode
from dashboards.view import View
from pipelines.presentation import formats
from pipelines.presentation.sentences.flode import step_sentence
from tests.unit.dashboards.drawn import checked
from tests.unit.dashboards.labelled import labelled_night
from tests.unit.dashboards.nights import DISTRICTS, cell
from tests.unit.dashboards.pages_parts import card_ids, card_of, chart_of, rows_of, sentences_of

VIEWS = [View("light", False), View("dark", True)]
WORDS = {
    "aktualisering": {"inleds": "Utredning inleds", "inleds_inte": "Utredning inleds inte",
                      "pafors": "Påförs pågående utredning", "ej_beslutad": "Inte beslutad"},
    "utfall": {"insats": "Insats", "hanvisad": "Hänvisad till annat stöd",
               "inget_samtycke": "Inget samtycke", "ingen_insats": "Ingen insats"},
    "insatslage": {"planerat": "Avslutad som planerat", "avbrutet": "Avbruten"},
}  # fmt: skip


def cells():
    """1 000 reports, 500 investigations, and a cohort of 200 with 110 decisions."""
    steps = {
        "A1/stad/2025/aktualisering": (1000, [600, 300, 100, 0]),
        "A2/stad/2025/utfall": (500, [250, 100, 50, 100]),
        "A3/stad/NUSO2023/utfall": (200, [100, 40, 20, 40]),
        "A3/stad/NUSO2023/insatslage": (110, [88, 22]),
    }
    found = [
        cell(f"{address}={code}", count, whole)
        for address, (whole, counts) in steps.items()
        for code, count in zip(WORDS[address.rsplit("/", 1)[1]], counts, strict=True)
    ]
    found += [
        cell("A1/stad/2025", 600, 900),
        cell("A2/stad/2025", 250, 500),
        cell("A3/stad/NUSO2023", 100, 200),
    ]
    found += [cell(f"A3/{unit}/NUSO2023", 9, 18) for unit in DISTRICTS]
    return found


@pytest.fixture(scope="module")
def flow(tmp_path_factory):
    return labelled_night(tmp_path_factory.mktemp("flode"), cells(), WORDS)


@pytest.mark.parametrize("view", VIEWS)
def test_the_steps_stand_first_and_the_cohort_by_itself_last(flow, view):
    page = flode.build_page(flow, {}, view)
    assert card_ids(page) == ["steg", "a1", "a2", "e1", "nuso-kohorten", "a3"]


def test_a_step_says_every_part_with_its_share_and_leaves_out_what_is_none(flow):
    told = sentences_of(card_of(flode.build_page(flow, {}, VIEWS[0]), "steg"))
    assert told[0] == (
        "Under 2025 delar sig stadens 1 000 aktualiseringar som kom in så: utredning inleds "
        "60,0 %; utredning inleds inte 30,0 %; påförs pågående utredning 10,0 %."
    )
    assert told[1] == (
        "Under 2025 delar sig stadens 500 utredningar som avslutades så: insats 50,0 %; hänvisad "
        "till annat stöd 20,0 %; inget samtycke 10,0 %; ingen insats 20,0 %."
    )
    assert "Stegen följer inte samma barn" in told[2]


def test_the_table_has_both_wholes_and_the_part_that_is_none(flow):
    rows = rows_of(card_of(flode.build_page(flow, {}, VIEWS[0]), "steg"))
    assert rows[1] == ["Aktualiseringar som kom in", "1 000", "", "", ""]
    assert rows[2][:4] == ["Utredning inleds", "1 000", "600", "60,0 %"]
    assert rows[5][:4] == ["Inte beslutad", "1 000", "0", "0,0 %"]
    assert rows[6] == ["Utredningar som avslutades", "500", "", "", ""]


def test_falla_32_the_cohort_is_a_half_year_of_its_own_whatever_period_is_chosen(flow):
    card = card_of(flode.build_page(flow, {"period": "2025"}, VIEWS[0]), "nuso-kohorten")
    told = sentences_of(card)
    assert told[0].startswith("I NUSO:s kohort 2023 delar sig stadens 200 utredningar")
    assert told[1] == (
        "I NUSO:s kohort 2023 delar sig stadens 110 beslut om insats i dem så: avslutad som "
        "planerat 80,0 %; avbruten 20,0 %."
    )
    assert "1 oktober 2023–31 mars 2024" in told[2]
    assert "NUSO2023" not in flode.choices(flow, {})["period"].options
    assert formats.when("NUSO2023") == "NUSO:s kohort 2023"


def test_the_wholes_are_drawn_to_the_same_scale_as_their_parts(flow):
    bars = chart_of(card_of(flode.build_page(flow, {}, VIEWS[0]), "steg"))["data"][-1]
    assert bars["x"] == [1000, 600, 300, 100, 0, 500, 250, 100, 50, 100]
    assert bars["text"][:2] == ["<b>1\N{NO-BREAK SPACE}000</b>", "600 · 60,0\N{NO-BREAK SPACE}%"]


@pytest.mark.parametrize("view", VIEWS)
def test_a_hidden_part_has_its_face_and_is_named(view):
    parts = [
        ("Insats", cell("A2/stad/2025/utfall=insats", 80, 100)),
        ("Ingen insats", cell("A2/stad/2025/utfall=ingen_insats", status="skyddad")),
    ]
    drawn = checked(flow_bars)([Step("Utredningar", parts)], "Antal", view)
    assert drawn.data[0].text == ("<b>skyddad</b>",)
    assert drawn.data[0].y == ("Ingen insats",)
    assert drawn.data[1].x == (100, 80)
    assert "så, av det som kan visas: insats 80,0" in step_sentence("Utredningar", parts)


def test_without_the_parts_the_measures_stand_alone(tmp_path):
    bare = labelled_night(tmp_path, [cell("A1/stad/2025", 600, 900)], WORDS)
    assert card_ids(flode.build_page(bare, {}, VIEWS[0])) == ["a1", "a2", "e1"]

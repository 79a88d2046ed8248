"""Utan behovsprövning och personal without a browser (syntetiska data)."""

from __future__ import annotations

import pytest

from dashboards.figures.values import row_label
from dashboards.figures.years import Series, years_chart
from dashboards.pages import utan_behovsprovning as sida
from dashboards.view import View
from tests.unit.dashboards.drawn import checked
from tests.unit.dashboards.labelled import labelled_night, valued
from tests.unit.dashboards.nights import DISTRICTS, cell
from tests.unit.dashboards.pages_parts import card_ids, card_of, chart_of, rows_of, sentences_of

VIEWS = [View("light", False), View("dark", True)]
WORDS = {
    "nuso_kategori": {"nuso1": "Stödsamtal", "nuso2": "Familjebehandling"},
    "resultat": {"avslutad": "Avslutad utan mer", "anmalan": "Anmälan"},
}


def cells():
    found = [
        cell("S1/stad/2024", 3000), cell("S1/stad/2025", 4000), cell("S1/stad/2025H2", 2100),
        cell("S1/stad/2026", status="ej_mogen"),
        cell("A1/stad/2024", 4000, 7000), cell("A1/stad/2025", 4800, 8000),
        cell("A2/stad/2024", 2000, 4500), cell("A2/stad/2025", 2600, 5000),
        cell("S1/stad/2025H2/nuso_kategori=nuso1", 1500),
        cell("S1/stad/2025H2/nuso_kategori=nuso2", 600),
        cell("S1/farsta/2025", 293), cell("S1/farsta/2024", 280),
        cell("S2/farsta/2025/resultat=avslutad", 150, 200),
        cell("S2/farsta/2025/resultat=anmalan", status="skyddad"),
        cell("S2/stad/2025/resultat=avslutad", 3000, 4000),
        cell("S2/stad/2025/resultat=anmalan", 1000, 4000),
        valued("P1/stad/2025", 1.0573, 218756), valued("P2/stad/2025", 14.5),
        cell("P2/central/2025", status="skyddad"),
    ]  # fmt: skip
    found += [valued(f"P1/{unit}/2025", 1.26 + n / 100, 14292) for n, unit in enumerate(DISTRICTS)]
    found += [valued(f"P2/{unit}/2025", 16.6) for unit in DISTRICTS]
    return found


@pytest.fixture(scope="module")
def aided(tmp_path_factory):
    return labelled_night(tmp_path_factory.mktemp("utan"), cells(), WORDS)


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_given_and_its_results_stand_before_the_staff(aided, view):
    assert card_ids(sida.build_page(aided, {"period": "2025"}, view)) == [
        "s1", "s1-nuso_kategori", "s2-resultat", "ar-for-ar", "p1", "p2",
    ]  # fmt: skip


def test_the_results_are_those_of_the_unit_in_the_address(aided):
    page = sida.build_page(aided, {"period": "2025", "enhet": "farsta"}, VIEWS[0])
    assert sentences_of(card_of(page, "s2-resultat"))[:2] == [
        "Farsta, 2025: avslutad utan mer 75,0 %.",
        "Visas inte: Anmälan (skyddad).",
    ]
    assert sida.choices(aided, {"enhet": "'; drop table"})["enhet"].value == "stad"


def test_the_trends_stand_side_by_side_and_claim_no_cause(aided):
    card = card_of(sida.build_page(aided, {"period": "2025"}, VIEWS[0]), "ar-for-ar")
    told = sentences_of(card)
    assert told[0] == (
        "Staden, antal: påbörjade insatser utan behovsprövning från 3 000 (2024) till 4 000 "
        "(2025); aktualiseringar som bedömdes från 7 000 (2024) till 8 000 (2025); avslutade "
        "utredningar från 4 500 (2024) till 5 000 (2025)."
    )
    assert "säger inte att det ena orsakar det andra" in told[1]
    assert rows_of(card)[3] == ["2026", "ej mogen", "–", "–"]
    assert [line["y"] for line in chart_of(card)["data"]] == [
        [3000, 4000], [7000, 8000], [4500, 5000],
    ]  # fmt: skip


def test_staff_is_told_with_what_it_is_counted_in_and_no_state_for_what_is_shown(aided):
    page = sida.build_page(aided, {"period": "2025"}, VIEWS[0])
    staff, load = card_of(page, "p1"), card_of(page, "p2")
    assert sentences_of(staff)[0] == "Under 2025, hela staden: 1,06 årsarbetare per 1 000 barn."
    assert rows_of(staff)[:2] == [
        ["Enhet", "Barn i befolkningen", "Årsarbetare per 1 000 barn"],
        ["Staden", "218 756", "1,06"],
    ]
    assert sentences_of(load)[:2] == [
        "Under 2025, hela staden: 14,5 insatser per årsarbetare.",
        "Visas inte: Centralt (skyddad).",
    ]
    rows = {row[0]: row[1:] for row in rows_of(load)}
    assert (rows["Farsta"], rows["Centralt"]) == (["16,6"], ["skyddad"])


@pytest.mark.parametrize("view", VIEWS)
def test_a_year_that_is_not_shown_is_a_gap_and_names_keep_apart(view):
    lines = [
        Series("Överst", [("2023", 80), ("2025", 90)]),
        Series("Mitten", [("2024", 40), ("2025", 50)]),
        Series("Nederst", [("2023", 44), ("2024", 42), ("2025", 45)]),
    ]
    drawn = checked(years_chart)(lines, ["2023", "2024", "2025"], "Antal", view)
    assert drawn.data[0].y == (80, None, 90)
    assert not drawn.data[0].connectgaps
    sides = {note.text: note.yshift > 0 for note in drawn.layout.annotations}
    assert sides == ({} if view.narrow else {"Överst": True, "Mitten": True, "Nederst": False})
    assert drawn.layout.showlegend is view.narrow
    assert [line.name for line in drawn.data] == ["Överst", "Mitten", "Nederst"]
    assert drawn.layout.yaxis.range[0] == 0


def test_a_long_name_is_two_lines_in_a_narrow_window_and_whole_in_a_wide_one():
    name = "Råd och stödsamtal, familjebehandling och individuellt föräldraskapsstöd"
    assert row_label(name, VIEWS[0]) == name
    assert row_label(name, VIEWS[1]) == "Råd och stödsamtal,<br>familjebehandling och …"
    assert row_label("Stödsamtal", VIEWS[1]) == "Stödsamtal"


def test_without_counts_there_is_no_page_yet(tmp_path):
    bare = labelled_night(tmp_path, [cell("V1/stad/2025", 5)], WORDS)
    assert sida.choices(bare, {}) == {}
    assert card_ids(sida.build_page(bare, {}, VIEWS[0])) == []

"""Kvalitet: did everything arrive, what was refused, how much is hidden? (syntetiska data)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboards import html
from dashboards.components.quality_deliveries import build_deliveries
from dashboards.pages.kvalitet import build_page, choices
from dashboards.view import View
from pipelines.presentation.freshness import deliveries
from pipelines.presentation.quality import fragment, held, quality_rows, widest
from pipelines.presentation.sentences import kvalitet as sentences
from tests.unit.dashboards.nights import DISTRICTS, publish, usual_cells
from tests.unit.dashboards.pages_parts import card_of

TONIGHT = "2026-10-31-provnatt"


@pytest.fixture(scope="session")
def uneven(tmp_path_factory):
    """Farsta is a month old, Kungsholmen has not delivered, and two cells hold from before."""
    days = dict.fromkeys((*DISTRICTS, "central"), "2026-10-31") | {"farsta": "2026-09-30"}
    del days["kungsholmen"]
    cells = [replace(one, galler_fran=TONIGHT) for one in usual_cells()]
    for place, one in enumerate(cells):
        if one.adress in {"R1/farsta/2023", "R1/jarva/2023"}:
            cells[place] = replace(one, galler_fran="2026-09-30-forra")
    return publish(tmp_path_factory.mktemp("ojamn"), cells, extracts=days)


def test_a_whole_city_has_arrived(night, text_of):
    text = text_of(card_of(build_page(night, {}, View()), "leveranser"))
    assert "Alla tolv nämnder har levererat." in text
    assert "Alla uppgifter gäller till och med 31 oktober 2026." in text
    assert "bromma-2026-10-31" in text


def test_what_is_missing_or_old_is_named(uneven, text_of):
    text = text_of(card_of(build_page(uneven, {}, View()), "leveranser"))
    assert "Elva av tolv nämnder har levererat. Ej levererat: Kungsholmen." in text
    assert "Farsta (31 dagar äldre)" in text
    assert "2026-09-30 (31 dagar äldre än det yngsta)" in text
    assert "Kungsholmen ej levererat" in text


def test_a_correction_says_what_it_corrects(night, walk, text_of):
    given = deliveries(night)[:2]
    given[1] = replace(given[1], leverans_id="farsta-2-rattelse", ersatter="farsta-2")
    rows = [text_of(part) for part in walk(build_deliveries(given)) if isinstance(part, html.Tr)]
    assert rows == [
        "Nämnd Uttagsdatum Leverans Rader som inte kunde användas Rättar",
        "Bromma 2026-10-31 bromma-2026-10-31 få –",
        "Enskede-Årsta-Vantör 2026-10-31 farsta-2-rattelse få farsta-2",
    ]


def test_when_nobody_has_delivered_it_is_said():
    assert sentences.arrived([]) == "Ingen nämnd har levererat."


def test_refused_rows_and_marked_rows_stand_apart(night, text_of):
    content = build_page(night, {}, View())
    refused, marked = (text_of(card_of(content, name)) for name in ("vagrat", "markt"))
    assert "En kontroll har hållit rader utanför siffrorna i de gällande leveranserna" in refused
    assert "En insats slutar (INS-01)" in refused
    assert "Få rader: Bromma Beviljade insatser; Första uppföljningen i tid" in refused
    assert "INS-04" not in refused
    assert "Nämnden är känd (INS-04) Över 5 %: Centralt Beviljade insatser" in marked
    assert "Raderna räknas ändå." in marked


def test_every_rule_has_a_place_that_other_pages_can_lead_to(night, walk):
    ids = [getattr(part, "id", None) for part in walk(build_page(night, {}, View()))]
    assert "regel-ins-01" in ids
    assert "regel-ins-04" in ids
    assert fragment("INS-dubblett") == "regel-ins-dubblett"


def test_one_unit_is_told_by_itself(night, walk, text_of):
    content = build_page(night, {"enhet": "bromma"}, View())
    text = text_of(content)
    assert "Bromma har levererat. Uppgifterna gäller till och med 31 oktober 2026." in text
    assert "En kontroll har hållit rader utanför siffrorna i leveransen från Bromma" in text
    assert "Ingen kontroll har märkt rader i leveransen från Bromma." in text
    rows = [text_of(part) for part in walk(content) if isinstance(part, html.Tr)]
    assert "En insats slutar (INS-01) få Beviljade insatser; Första uppföljningen i tid" in rows
    assert not [row for row in rows if row.startswith("Farsta")]


def test_a_unit_that_has_not_delivered_says_so(uneven, text_of):
    text = text_of(build_page(uneven, {"enhet": "kungsholmen"}, View()))
    assert "Kungsholmen har inte levererat." in text


@pytest.mark.parametrize("asked", ["stad", "okand", "1; drop table", 7, ["bromma"]])
def test_a_unit_that_does_not_deliver_cannot_be_asked_for(night, text_of, asked):
    choice = choices(night, {"enhet": asked})["enhet"]
    assert choice.value == "alla"
    assert choice.note.endswith("finns inte; visar alla")
    assert len(choice.options) == 13
    assert "finns inte; visar alla." in text_of(build_page(night, {"enhet": asked}, View()))


def test_numbers_that_hold_from_an_earlier_run_are_counted(uneven, text_of):
    counts = held(uneven)
    every = sum(counts["alla"].values())
    assert every == len(usual_cells())
    assert counts["alla"]["2026-09-30-forra"] == 2
    assert counts["farsta"]["2026-09-30-forra"] == 1
    text = text_of(card_of(build_page(uneven, {}, View()), "galler-fran"))
    assert f"2 av {every} adresser med skydd gäller från en tidigare körning" in text
    assert "2026-09-30-forra 2" in text


def test_open_numbers_hold_from_no_run(night, text_of):
    text = text_of(card_of(build_page(night, {}, View()), "galler-fran"))
    assert "Inga tal med skydd publiceras." in text
    assert sentences.holding({TONIGHT: 3}, TONIGHT) == (
        f"Alla 3 adresser med skydd gäller från den senaste körningen ({TONIGHT})."
    )


def test_a_unit_is_as_bad_as_its_worst_check(night):
    rows = quality_rows(night)
    assert widest(rows) == {"bromma": "få", "central": "över 5 %"}
    rows[0].units["central"] = "1–5 %"
    assert widest(rows)["central"] == "över 5 %"


def test_findings_are_told_in_classes_and_never_as_numbers_of_rows(night, walk, text_of):
    content = build_page(night, {}, View())
    for name in ("vagrat", "markt"):
        cells = [part for part in walk(card_of(content, name)) if isinstance(part, html.Td)]
        told = " ".join(text_of(cell) for cell in cells)
        assert {char for char in told if char.isdigit()} <= {"1", "5"}  # of 1–5 % and över 5 %

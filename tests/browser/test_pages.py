"""What a reader meets: the figures, the address bar, and a night that changes."""

from __future__ import annotations

import json
import shutil

import pytest

from pipelines.presentation.sv import SYNTHETIC
from pipelines.publication import serving
from tests.browser.conftest import Open, Server

# Written by hand from the sample's key; never computed here.
EXPECTED = {
    "/": ("Lägesbild", "Hur ser det ut i staden?"),
    "/regi?period=2023": ("Regi", "5 547", "91,0 %", "5 048"),
    "/utbud?dag=2024-11-01": ("Utbud", "mellan 14 (", "och 55 (", "86 av katalogens 86"),
    "/uppfoljning?period=2025": ("Uppföljning", "ej verifierad", "policy, inte ett lagkrav"),
}


def text(page) -> str:
    return page.inner_text("body").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("path", EXPECTED)
def test_pages_show_the_numbers_of_the_key(visit: Open, path):
    watched = visit()
    shown = text(watched.show(path))
    for expected in EXPECTED[path]:
        assert expected in shown
    assert SYNTHETIC in shown
    assert watched.page.locator("html").get_attribute("lang") == "sv"
    assert watched.page.title() == f"{EXPECTED[path][0]} – Insatskoll"
    assert watched.foreign == []
    assert watched.complaints == []


def test_a_choice_goes_to_the_address_and_back(visit: Open):
    watched = visit()
    page = watched.show("/regi")
    page.get_by_role("combobox", name="Period").select_option("2023")
    page.wait_for_url("**/regi?period=2023")
    page.get_by_text("5 048 av 5 547").first.wait_for()
    assert page.get_by_role("combobox", name="Period").input_value() == "2023"
    page.go_back()
    page.get_by_text("5 048 av 5 547").first.wait_for(state="detached")
    assert page.url.endswith("/regi")
    page.go_forward()
    page.get_by_text("5 048 av 5 547").first.wait_for()
    page.get_by_role("link", name="Återställ").click()
    page.wait_for_url("**/regi")
    assert watched.complaints == []


def test_a_choice_by_keyboard_keeps_its_place(visit: Open):
    page = visit().show("/regi")
    page.get_by_role("combobox", name="Period").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**/regi?period=*")
    inside = "() => document.activeElement.closest('.control') !== null"
    page.wait_for_function(inside)
    assert page.evaluate(inside)


def test_an_unknown_period_is_told(visit: Open):
    page = visit().show("/regi?period=2099")
    note = page.get_by_role("status").filter(has_text="Perioden 2099 finns inte; visar")
    note.wait_for()
    assert page.get_by_role("combobox", name="Period").input_value() != "2099"


def test_an_address_that_does_not_exist_has_a_page(visit: Open):
    page = visit().show("/finns-inte")
    assert page.inner_text("h1") == "Sidan finns inte"


def test_charts_have_tables_and_methods_beside_them(visit: Open):
    page = visit().show("/regi?period=2023")
    card = page.locator("#egen-regi")
    card.get_by_text("Visa som tabell").click()
    row = card.locator("tbody tr").first.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert row.split() == [
        *("Staden", "5", "547", "5", "048", "91,0", "%", "90,0–91,9", "%", "jämförs", "inte")
    ]
    lower = card.locator("tbody tr", has_text="Norra innerstaden").inner_text()
    assert lower.endswith("skiljer sig nedåt från övriga staden")
    assert card.get_by_text("R1/stad/2023").is_visible()
    card.get_by_text("Så räknas det").click()
    assert card.get_by_text("Okänd regi ingår i nämnaren").is_visible()


def test_categories_of_the_matrix_fold(visit: Open):
    page = visit().show("/utbud?dag=2024-11-01")
    assert page.locator(".matrix").first.locator("tbody tr:not(.category)").count() == 86
    fold = page.get_by_role("button", name="Familjebehandling")
    row = page.locator("#kategori-fam tr").nth(1)
    assert row.is_visible()
    fold.click()
    assert fold.get_attribute("aria-expanded") == "false"
    assert not row.is_visible()


def test_what_is_unfolded_stays_when_the_period_changes(visit: Open):
    watched = visit()
    page = watched.show("/regi")
    page.locator("#egen-regi").get_by_text("Visa som tabell").click()
    page.get_by_role("combobox", name="Period").select_option("2023")
    page.wait_for_url("**/regi?period=2023")
    count = page.locator("#egen-regi table").get_by_text("5 547")
    count.wait_for()
    assert count.is_visible()


@pytest.mark.parametrize("path", ["/", "/utbud"])
def test_paper_has_tables_and_no_navigation(visit: Open, path):
    page = visit().show(path)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert not page.locator("#meny").is_visible()
    assert page.locator("main").is_visible()
    assert page.locator(".table-details:not([open])").count() == 0
    assert SYNTHETIC in page.inner_text("main")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


def test_a_new_night_is_shown_without_a_restart(visit: Open, server: Server):
    old = json.loads((server.serve / "current.json").read_text())["run"]
    new = "2026-10-31-omtag"
    shutil.copytree(server.serve / old, server.serve / new)
    manifest = server.serve / new / "manifest.json"
    facts = {**json.loads(manifest.read_text()), "run": new, "uttagsdatum": "2026-11-30"}
    manifest.write_text(json.dumps(facts))
    watched = visit()
    assert "Uppgifter till och med 31 oktober 2026" in text(watched.show("/"))
    try:
        serving.point(server.serve, new)
        assert "Uppgifter till och med 30 november 2026" in text(watched.show("/"))
        assert "äldre än det yngsta" in text(watched.page)
        health = watched.page.request.get(f"{server.url}/halsa").json()
        assert health == {"run": new}
    finally:
        serving.point(server.serve, old)


def test_a_server_that_does_not_answer_is_told(visit: Open):
    watched = visit()
    page = watched.show("/regi")
    page.route("**/_dash-update-component*", lambda route: route.abort())
    page.get_by_role("link", name="Uppföljning").first.click()
    alert = page.get_by_role("alert").filter(has_text="servern svarar inte")
    alert.wait_for()
    assert alert.is_visible()

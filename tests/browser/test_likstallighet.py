"""Likställighet and Metod in a real browser: choices, address, back and keyboard."""

from __future__ import annotations

from tests.browser.conftest import Open


def test_a_measure_is_found_and_chosen_by_keyboard_and_back_returns(visit: Open):
    watched = visit()
    page = watched.show("/likstallighet?matt=R1&period=2024")
    measure = page.get_by_role("combobox", name="Mått")
    measure.focus()
    for _ in range(30):  # past others on the way, none of which is gone to
        page.keyboard.press("ArrowDown")
        if measure.input_value() == "F1":
            break
    page.wait_for_url("**matt=F1*")
    page.get_by_role("heading", name="Första uppföljningen i tid").wait_for()
    assert "period=2024" in page.url
    page.go_back()
    page.get_by_role("heading", name="Andel egen regi").wait_for()
    assert "matt=R1" in page.url
    assert watched.complaints == []


def test_an_address_that_does_not_exist_is_told_in_swedish(visit: Open):
    watched = visit()
    page = watched.show("/likstallighet?matt=X9&period=2099")
    assert "Måttet X9 finns inte; visar R1" in page.inner_text(".banner.note")
    assert watched.complaints == []


def test_metod_is_searched_and_the_search_stands_in_the_address(visit: Open):
    watched = visit()
    page = watched.show("/metod")
    page.get_by_role("searchbox", name="Sök bland måtten").fill("egen regi")
    page.keyboard.press("Enter")
    page.wait_for_url("**sok=egen*")
    page.get_by_text("innehåller ”egen regi”").wait_for()
    assert page.get_by_text("Andel egen regi (R1)").is_visible()
    assert watched.complaints == []

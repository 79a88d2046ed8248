"""Choices and links in a real browser, also when they come close together."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

from tests.browser.conftest import Open

LONG = 800  # ms, more than keys are waited for


def chosen(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def arrived(page: Page, part: str) -> None:
    """Wait until the page stands that has a part of an address."""
    page.wait_for_function(
        "part => document.querySelector('main').dataset.adress.includes(part)", arg=part
    )


def test_two_choices_close_together_are_both_kept(visit: Open):
    watched = visit()
    page = watched.show("/utbud")
    page.get_by_role("combobox", name="Kategori").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**ordning=spridning*")
    assert chosen(page)["kategori"] != "alla"
    assert watched.complaints == []


def test_a_choice_is_not_carried_out_on_the_next_page(visit: Open):
    page = visit().show("/regi")
    page.get_by_role("combobox", name="Period").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("link", name="Tid", exact=True).first.click()
    page.get_by_role("heading", level=1, name="Tid").wait_for()
    page.wait_for_timeout(LONG)
    assert urlsplit(page.url).path == "/tid"
    assert chosen(page) == {}
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_the_same_choice_can_be_made_again_after_back(visit: Open):
    page = visit().show("/regi")
    for _ in range(2):
        page.get_by_role("combobox", name="Period").select_option("2023")
        page.wait_for_url("**/regi?period=2023")
        page.get_by_text("5 048 av 5 547").first.wait_for()
        assert page.get_by_role("combobox", name="Period").input_value() == "2023"
        page.go_back()
        page.get_by_text("5 048 av 5 547").first.wait_for(state="detached")
        assert chosen(page) == {}


def test_words_that_are_not_sent_do_not_take_the_click_from_a_link(visit: Open):
    page = visit().show("/utbud")
    page.get_by_role("searchbox").fill("samtal")
    link = page.get_by_role("link", name="Tid", exact=True).first.bounding_box()
    page.mouse.move(link["x"] + 5, link["y"] + 5)
    page.mouse.down()
    time.sleep(0.3)
    page.mouse.up()
    page.get_by_role("heading", level=1, name="Tid").wait_for()
    assert urlsplit(page.url).path == "/tid"
    assert chosen(page) == {}


def test_words_are_searched_for_on_enter_and_the_caret_stays_after_them(visit: Open):
    page = visit().show("/utbud")
    field = page.get_by_role("searchbox")
    field.fill("samtal")
    field.press("Enter")
    page.wait_for_url("**sok=samtal*")
    arrived(page, "sok=samtal")
    assert page.evaluate("document.activeElement.selectionStart") == 6
    field.fill("")
    field.press("Enter")
    page.wait_for_function("() => !location.search.includes('sok=')")


def test_types_are_added_by_the_button_and_taken_back_by_links(visit: Open):
    page = visit().show("/utbud")
    types = page.get_by_role("combobox", name="Insatstyp som tas bort")
    types.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(LONG)
    assert "utan" not in chosen(page)
    page.get_by_role("button", name="Ta bort", exact=True).click()
    arrived(page, "utan=")
    first = chosen(page)["utan"]
    assert page.evaluate("document.activeElement.id") == "val-utan-knapp"
    assert types.input_value() == ""
    types.select_option("STF02")
    page.get_by_role("button", name="Ta bort", exact=True).click()
    arrived(page, "STF02")
    assert set(chosen(page)["utan"].split(",")) == {first, "STF02"}
    page.get_by_role("link", name="Ångra alla").click()
    page.wait_for_function("() => !location.search.includes('utan=')")


def test_focus_stays_on_a_link_that_is_there_after_a_choice_too(visit: Open):
    page = visit().show("/stadsdelen")
    before = page.locator("main").get_attribute("data-adress")
    page.get_by_role("combobox").first.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("link", name="Återställ").focus()
    page.wait_for_function(
        "before => document.querySelector('main').dataset.adress !== before", arg=before
    )
    assert page.evaluate("document.activeElement.id") == "aterstall"


def test_charts_that_cannot_be_fetched_are_told_and_come_when_they_can(visit: Open):
    watched = visit()
    watched.page.route("**/plotly-basic*", lambda route: route.abort())
    watched.page.goto(f"{watched.url}/regi")
    watched.page.get_by_role("alert").filter(has_text="servern svarar inte").wait_for()
    watched.page.unroute("**/plotly-basic*")
    watched.settle()
    assert watched.page.locator("#avbrott").count() == 0

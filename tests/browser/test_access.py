"""Everyone can use it: by keyboard, by ear, in a narrow window, in the dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.support import PATHS

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, rules: list[str]) -> list[tuple[str, list[str]]]:
    found = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": rules})
    return [
        (rule["id"], [node["html"][:160] for node in rule["nodes"]])
        for rule in found.response["violations"]
    ]


@pytest.mark.parametrize("narrow", [False, True], ids=["bred", "smal"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_in_either_theme(visit: Open, path, narrow):
    watched = visit(narrow=narrow)
    page = watched.show(path)
    assert page.evaluate("document.documentElement.scrollWidth") == (390 if narrow else 1280)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert violations(page, STANDARDS) == []
    try:
        page.get_by_role("button", name="Mörkt tema").click()
        page.get_by_role("button", name="Ljust tema").wait_for()
        watched.settle()
        # The page is the same in the dark but for its colours.
        assert violations(page, ["cat.color"]) == []
    finally:
        page.evaluate("localStorage.clear()")


def test_the_first_stop_of_the_keyboard_skips_to_the_content(visit: Open):
    page = visit().show("/regi")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Hoppa till innehållet")
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehall"


def test_everything_that_can_be_clicked_can_be_reached_and_seen_by_keyboard(visit: Open):
    page = visit().show("/regi")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "() => { const e = document.activeElement;"
            " return [e.textContent || e.id, getComputedStyle(e).outlineStyle +"
            " getComputedStyle(e).borderColor]; }"
        )
        assert outline
        reached.add(name.strip())
    for name in ("Insatskoll", "Mörkt tema", "Lägesbild", "Utbud", "Återställ", "Visa som tabell"):
        assert name in reached


def test_a_new_page_begins_at_its_heading(visit: Open):
    watched = visit()
    page = watched.show("/regi")
    page.get_by_role("link", name="Utbud").first.press("Enter")
    page.wait_for_url("**/utbud")
    page.wait_for_function("() => document.activeElement === document.querySelector('h1')")
    current = page.locator("#meny [aria-current=page]")
    assert current.inner_text() == "Utbud"


def test_the_menu_folds_in_a_narrow_window(visit: Open):
    page = visit(narrow=True).show("/regi")
    menu, button = page.locator("#meny"), page.get_by_role("button", name="Meny")
    assert not menu.is_visible()
    button.press("Enter")
    assert menu.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    button.click()
    page.get_by_role("link", name="Uppföljning").first.click()
    page.wait_for_url("**/uppfoljning")
    page.wait_for_function("() => document.querySelector('h1') === document.activeElement")
    assert not menu.is_visible()


def test_the_theme_is_changed_and_remembered(visit: Open):
    watched = visit()
    page = watched.show("/regi")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Mörkt tema").click()
    page.get_by_role("button", name="Ljust tema").wait_for()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    watched.settle()
    assert page.locator(".ytick text").first.evaluate("e => getComputedStyle(e).fill") == (
        "rgb(230, 234, 239)"
    )
    page.reload()
    watched.settle()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    page.get_by_role("button", name="Ljust tema").click()
    page.get_by_role("button", name="Mörkt tema").wait_for()
    page.evaluate("localStorage.clear()")
    assert watched.complaints == []


def test_a_dark_system_gets_the_dark_theme(visit: Open):
    page = visit(dark=True).show("/")
    assert page.get_by_role("button", name="Ljust tema").is_visible()
    assert page.locator("html").get_attribute("data-mantine-color-scheme") == "dark"


def test_a_window_made_narrow_gets_short_names(visit: Open):
    watched = visit()
    page = watched.show("/regi?period=2023")
    assert page.locator(".ytick text").filter(has_text="Enskede-Årsta-Vantör").count() > 0
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(".ytick text").filter(has_text="Ensk.-Årsta-Vant.").first.wait_for()

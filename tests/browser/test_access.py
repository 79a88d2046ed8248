"""Everyone can use it: by keyboard, by ear, in a narrow window, in the dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.conftest import Open, Server, Watched
from tests.browser.support import NARROW, PATHS, WIDE

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, rules: list[str]) -> list[tuple[str, list[str]]]:
    found = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": rules})
    return [
        (rule["id"], [node["html"][:160] for node in rule["nodes"]])
        for rule in found.response["violations"]
    ]


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_on_any_page(visit: Open, path):
    watched = visit()
    page = watched.show(path)
    unfold(page)
    assert violations(page, STANDARDS) == []
    assert "Felkod" not in page.inner_text("main")
    assert watched.complaints == []
    assert watched.foreign == []


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True], ids=["ljus", "mork"])
@pytest.mark.parametrize("narrow", [False, True], ids=["bred", "smal"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_in_any_window(visit: Open, path, narrow, dark):
    page = visit(narrow=narrow, dark=dark).show(path)
    unfold(page)
    assert violations(page, STANDARDS) == []


@pytest.mark.parametrize("path", PATHS)
def test_nothing_runs_out_of_a_narrow_page(visit: Open, path):
    page = visit(narrow=True).show(path)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def unfold(page: Page) -> None:
    """Open everything that is folded, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")


@pytest.fixture
def magnified(browser: Browser, server: Server) -> Iterator[Watched]:
    """A window of 1440 px at 200 %: half as wide, with twice the pixels."""
    half = ViewportSize(width=WIDE["width"] // 2, height=WIDE["height"] // 2)
    context = browser.new_context(viewport=half, device_scale_factor=2, locale="sv-SE")
    yield Watched(context.new_page(), server.url)
    context.close()


def test_nothing_runs_out_of_any_page_at_200_percent(magnified: Watched):
    for path in PATHS:
        page = magnified.show(path)
        unfold(page)
        assert page.evaluate("document.documentElement.scrollWidth") == WIDE["width"] // 2, path


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_at_200_percent(magnified: Watched, path):
    page = magnified.show(path)
    unfold(page)
    assert violations(page, STANDARDS) == []


_STOPS = """() => [...document.querySelectorAll(
    'a[href], button, select, input:not([type=hidden]), summary, [tabindex="0"]')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled)
    .map((e, place) => { e.dataset.hallplats = place; return place; })"""
_HERE = """() => {
    const e = document.activeElement, style = getComputedStyle(e);
    const ring = parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== 'none';
    const field = style.borderColor + style.boxShadow;
    return [Number(e.dataset.hallplats), ring || e.tagName === 'INPUT' && field !== ''];
}"""


@pytest.mark.parametrize("path", ["/regi", "/likstallighet", "/utbud", "/stadsdelen"])
def test_the_keyboard_goes_through_a_page_in_order_and_is_seen(visit: Open, path):
    page = visit().show(path)
    stops = page.evaluate(_STOPS)
    seen = []
    for _ in stops:
        page.keyboard.press("Tab")
        place, is_seen = page.evaluate(_HERE)
        assert is_seen, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        seen.append(place)
    assert seen == stops


def test_a_term_is_explained_on_focus_and_escape_takes_it_away(visit: Open):
    watched = visit(narrow=True)
    page = watched.show("/regi?period=2023")
    term = page.locator("#egen-regi .term").first
    term.focus()
    box = page.locator("#begrepp-ruta")
    box.wait_for()
    described = page.locator(f"#{term.get_attribute('aria-describedby')}")
    assert box.inner_text() == described.text_content()
    edges = box.bounding_box()
    assert edges["x"] >= 0 and edges["x"] + edges["width"] <= NARROW["width"]
    page.keyboard.press("Escape")
    assert box.count() == 0
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        box.wait_for()
        page.keyboard.press(key)
        assert box.count() == 0
    term.click()
    box.wait_for()
    page.get_by_role("heading", level=1).click()
    assert box.count() == 0
    assert watched.complaints == []


def test_the_first_stop_of_the_keyboard_skips_to_the_content(visit: Open):
    page = visit().show("/regi")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Hoppa till innehållet")
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehall"


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
    assert page.locator("html").get_attribute("data-scheme") == "dark"


def test_a_window_made_narrow_gets_short_names(visit: Open):
    watched = visit()
    page = watched.show("/regi?period=2023")
    assert page.locator(".ytick text").filter(has_text="Enskede-Årsta-Vantör").count() > 0
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(".ytick text").filter(has_text="Ensk.-Årsta-Vant.").first.wait_for()

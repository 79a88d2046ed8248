"""Make the screenshots anew: `python -m tests.browser.screenshots FOLDER [HOME]`.

Every page at 1280 and 390 px, light and dark, on a home where a night has run; without HOME a
night is run on the sample first. With `--readme` only docs/bilder/dashboard.png is made.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.support import NARROW, WIDE, launch, settle, start
from tests.support.night import SAMPLE, refresh

PAGES = {
    "lagesbild": "/",
    "likstallighet": "/likstallighet",
    "utbud": "/utbud?dag=2024-11-01",
    "volym": "/volym",
    "regi": "/regi?period=2023",
    "tid": "/tid",
    "uppfoljning": "/uppfoljning",
    "flode": "/flode",
    "metod": "/metod",
}
README_PICTURE = "dashboard"


def shoot(browser: Browser, url: str, folder: Path) -> None:
    """Every page in both widths and both themes."""
    for scheme in ("light", "dark"):
        for size in (WIDE, NARROW):
            context = browser.new_context(
                viewport=size, color_scheme=scheme, locale="sv-SE", reduced_motion="reduce"
            )
            page = context.new_page()
            for name, path in PAGES.items():
                page.goto(url + path)
                settle(page)
                page.screenshot(
                    path=folder / f"{name}-{size['width']}-{scheme}.png", full_page=True
                )
            context.close()


def shoot_for_readme(browser: Browser, url: str, folder: Path) -> None:
    """The first card of Regi in a window of 1280 px."""
    context = browser.new_context(viewport={"width": 1280, "height": 1090}, locale="sv-SE")
    page = context.new_page()
    page.goto(url + PAGES["regi"])
    settle(page)
    page.screenshot(path=folder / f"{README_PICTURE}.png")
    context.close()


def main() -> None:
    """Run the server on a published night and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("home", type=Path, nargs="?")
    parser.add_argument("--readme", action="store_true", help="only docs/bilder/dashboard.png")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        home = asked.home or Path(scratch)
        if asked.home is None:
            refresh(home, SAMPLE)
        process, url = start(home)
        try:
            with sync_playwright() as playwright:
                browser = launch(playwright)
                (shoot_for_readme if asked.readme else shoot)(browser, url, asked.folder)
                browser.close()
        finally:
            process.terminate()
            process.wait(timeout=10)


if __name__ == "__main__":
    main()

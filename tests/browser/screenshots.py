"""Make the screenshots anew: `python -m tests.browser.screenshots FOLDER [HOME]`.

Every page at 1440 and 390 px, light and dark, on a home where a night has run; without HOME a
night is run on the sample first. With `--readme` only docs/bilder/dashboard.png is made; with
`--approve` the small ones that test_pictures.py compares with, and no FOLDER is given.
"""

from __future__ import annotations

import argparse
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.support import NARROW, PATHS, WIDE, launch, settle, start
from tests.support.night import SAMPLE, refresh

# The states that the pictures are of; a page that is not here is opened as it is.
STATES = {"/utbud": "/utbud?dag=2024-11-01", "/regi": "/regi?period=2023"}
PAGES = {path.strip("/") or "lagesbild": STATES.get(path, path) for path in PATHS}
README_PICTURE = "dashboard"
APPROVED = Path(__file__).parent / "godkanda"
_SMALL = 0.3  # of a page's pixels: letters are gone, what stands where is not


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
    context = browser.new_context(viewport={"width": 1280, "height": 1484}, locale="sv-SE")
    page = context.new_page()
    page.goto(url + PAGES["regi"])
    settle(page)
    with Image.open(BytesIO(page.screenshot())) as whole:
        few = whole.convert("RGB").quantize(64, method=Image.Quantize.MAXCOVERAGE, kmeans=3,
                                            dither=Image.Dither.NONE)  # fmt: skip
        few.save(folder / f"{README_PICTURE}.png", optimize=True)
    context.close()


def small_picture(page: Page) -> Image.Image:
    """The whole page in grey, small enough to be kept."""
    with Image.open(BytesIO(page.screenshot(full_page=True))) as whole:
        size = (round(whole.width * _SMALL), round(whole.height * _SMALL))
        return whole.convert("L").resize(size, Image.Resampling.BOX)


def approve(browser: Browser, url: str, folder: Path) -> None:
    """Every page in both widths, light, as the tests will want to see it again."""
    for size, width in ((WIDE, "bred"), (NARROW, "smal")):
        context = browser.new_context(
            viewport=size, color_scheme="light", locale="sv-SE", reduced_motion="reduce"
        )
        page = context.new_page()
        for name, path in PAGES.items():
            page.goto(url + path)
            settle(page)
            small_picture(page).quantize(16).save(folder / f"{name}-{width}.png", optimize=True)
        context.close()


def main() -> None:
    """Run the server on a published night and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=APPROVED)
    parser.add_argument("home", type=Path, nargs="?")
    parser.add_argument("--approve", action="store_true", help="the pictures of the tests")
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
                make = approve if asked.approve else shoot_for_readme if asked.readme else shoot
                make(browser, url, asked.folder)
                browser.close()
        finally:
            process.terminate()
            process.wait(timeout=10)


if __name__ == "__main__":
    main()

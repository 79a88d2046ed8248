"""The first page in Debian's chromium: with an empty profile, and with the same profile again."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass

from playwright.sync_api import Page, Playwright, Response, sync_playwright

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_TIMES = 3
_USABLE = (
    "() => document.querySelector('main h1')"
    " && !document.querySelector('[data-dash-is-loading=true]')"
    " && [...document.querySelectorAll('.dash-graph')].every(g => g.querySelector('.main-svg'))"
)


@dataclass(frozen=True)
class FirstPage:
    """Seconds until the first page can be used, and what its scripts and styles weigh as sent."""

    cold: float
    warm: float
    mebibytes: float


def open_first_page(url: str) -> FirstPage:
    """The median of some openings, each cold and then warm.

    Raises:
        RuntimeError: there is no chromium.
    """
    with sync_playwright() as playwright:
        both = [_cold_and_warm(playwright, url) for _ in range(_TIMES)]
    return FirstPage(
        *(statistics.median(times) for times in zip(*((c, w) for c, w, _ in both), strict=True)),
        max(sent for *_, sent in both),
    )


def _cold_and_warm(playwright: Playwright, url: str) -> tuple[float, float, float]:
    with tempfile.TemporaryDirectory() as profile:
        cold, sent = _opened(playwright, profile, url)
        warm, _ = _opened(playwright, profile, url)
    return cold, warm, sent


def _opened(playwright: Playwright, profile: str, url: str) -> tuple[float, float]:
    """Seconds, and MiB of scripts and styles that came over the wire."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise RuntimeError("chromium is missing; run make browser")
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium, args=list(_FLAGS)
    )
    try:
        page: Page = context.pages[0]
        page.goto("about:blank")
        files: list[Response] = []

        def note(file: Response) -> None:
            files.append(file)

        page.on("response", note)
        started = time.perf_counter()
        page.goto(url, wait_until="commit")
        page.wait_for_function(_USABLE)
        seconds = time.perf_counter() - started
        sent = sum(
            file.request.sizes()["responseBodySize"]
            for file in files
            if file.request.resource_type in {"script", "stylesheet"} and file.status == 200
        )
    finally:
        context.close()
    return seconds, sent / 2**20

"""The real server on a night of the sample, and Debian's chromium."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.support import NARROW, WIDE, launch, settle, start


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Server:
    """A running server.

    Attributes:
        url: its own origin.
        serve: the folder of published nights that it reads; tests may publish to it.
    """

    url: str
    serve: Path


@pytest.fixture(scope="session")
def server(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("server")
    shutil.copytree(sample_home / "serve", home / "serve")
    process, url = start(home)
    yield Server(url, home / "serve")
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@dataclass
class Watched:
    """A page, and what happened behind it.

    Attributes:
        page: the page.
        foreign: addresses that were asked for outside the server's own origin.
        complaints: errors and policy violations from the console.
    """

    page: Page
    url: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def show(self, path: str) -> Page:
        """Open a page of the server and wait until its charts are drawn."""
        self.page.goto(self.url + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page stands and every chart in it is drawn."""
        settle(self.page)


Open = Callable[..., Watched]


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[Callable[[bool, bool], BrowserContext]]:
    """One window for each width and theme, so that scripts are fetched once."""
    contexts: dict[tuple[bool, bool], BrowserContext] = {}

    def window(narrow: bool, dark: bool) -> BrowserContext:
        if (narrow, dark) not in contexts:
            contexts[narrow, dark] = browser.new_context(
                viewport=NARROW if narrow else WIDE,
                color_scheme="dark" if dark else "light",
                locale="sv-SE",
                reduced_motion="reduce",
            )
        return contexts[narrow, dark]

    yield window
    for context in contexts.values():
        context.close()


@pytest.fixture
def visit(windows: Callable[[bool, bool], BrowserContext], server: Server) -> Iterator[Open]:
    """Open a page of the server: `visit()`, `visit(narrow=True)`, `visit(dark=True)`."""
    pages: list[Page] = []

    def _visit(*, narrow: bool = False, dark: bool = False) -> Watched:
        page = windows(narrow, dark).new_page()
        pages.append(page)
        watched = Watched(page, server.url)
        own = (server.url, "data:", "blob:")
        page.on(
            "request",
            lambda request: request.url.startswith(own) or watched.foreign.append(request.url),
        )
        page.on(
            "console",
            lambda message: (
                watched.complaints.append(message.text) if message.type == "error" else None
            ),
        )
        page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        return watched

    yield _visit
    for page in pages:
        page.close()

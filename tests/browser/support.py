"""Starting the real server and Debian's chromium, for the tests and for screenshots."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, ViewportSize

from dashboards.navigation import PAGES

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATHS = tuple(page.path for page in PAGES)
WIDE = ViewportSize(width=1440, height=900)
NARROW = ViewportSize(width=390, height=844)


def launch(playwright: Playwright) -> Browser:
    """Start chromium with an empty profile.

    Raises:
        RuntimeError: there is no chromium.
    """
    chromium = shutil.which("chromium")
    if chromium is None:
        raise RuntimeError("chromium saknas; kör make browser")
    return playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))


def start(home: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start gunicorn as `insatskoll serve` does, on a free port, and wait for it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1",
            "--threads", "4", "--log-level", "warning", "dashboards.server:create()",
        ],
        env={"INSATSKOLL_HOME": str(home), "PATH": "/usr/bin:/bin"},
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{url}/halsa", timeout=2).close()  # noqa: S310
            return process, url
        except OSError:
            time.sleep(0.25)
    process.terminate()
    raise RuntimeError("servern svarade inte inom 30 sekunder")


def settle(page: Page) -> None:
    """Wait until the page stands and every chart in it is drawn."""
    page.wait_for_selector("main h1")
    page.wait_for_function(
        "() => !document.querySelector('[data-dash-is-loading=true]') &&"
        " [...document.querySelectorAll('.dash-graph')]"
        ".every(graph => graph.querySelector('.main-svg')) &&"
        " document.fonts.status === 'loaded'"
    )

"""What the server needs to make a page's data: the call that the browser waits for."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

_PAGES = ("/", "/utbud", "/regi", "/uppfoljning")
_CALLS = 25


def median_milliseconds(home: Path) -> dict[str, float]:
    """Median time of the update call of each page, on one published night."""
    from dashboards.app import build_app
    from pipelines.publication.reader import Reader

    client = build_app(Reader(home / "serve")).server.test_client()
    client.get("/")  # pages are registered, and the night is loaded, at the first request
    found = {}
    for path in _PAGES:
        times = []
        for _ in range(_CALLS):
            started = time.perf_counter()
            answer = client.post("/_dash-update-component", json=_question(path))
            times.append(time.perf_counter() - started)
            if answer.status_code != 200:
                raise RuntimeError(f"{path} answered {answer.status_code}")
        found[path] = 1000 * statistics.median(times)
    return found


def _question(path: str) -> dict[str, object]:
    return {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": ""},
            {"id": "view", "property": "data", "value": None},
        ],
        "changedPropIds": ["_pages_location.pathname"],
    }

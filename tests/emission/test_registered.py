"""Everything that gives a reader something is in the register of surfaces (syntetiska data)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dash
import pytest
from typer.main import get_command

from dashboards.app import build_app
from dashboards.navigation import PAGES
from pipelines.cli import app as command_line
from pipelines.publication.reader import Reader
from tests.emission import surfaces, web
from tests.emission.canaries import RUN, publish, true_cells
from tests.emission.emissions import components
from tests.support.sent_pages import page_of

# Components that keep or hand out data by themselves, beside what a page shows.
KEEPERS = ("Store", "Download", "DataTable", "AgGrid", "Upload", "Interval")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("hem"), true_cells())


def commands(command: Any, name: tuple[str, ...] = ()) -> Iterator[str]:
    for sub, found in getattr(command, "commands", {}).items():
        yield from commands(found, (*name, sub))
    if not hasattr(command, "commands"):
        yield f"kommando {' '.join(name)}"


def existing(home: Path) -> set[str]:
    """What there is, from Dash, Flask, the command line and the served folder themselves."""
    app = build_app(Reader(home / "serve"))
    browser = app.server.test_client()
    browser.get("/")
    found = {f"sida {page['path']}" for page in dash.page_registry.values()}
    found |= {f"återanrop {output}" for output in app.callback_map}
    found |= {f"adress {rule.rule}" for rule in app.server.url_map.iter_rules()}
    found |= set(commands(get_command(command_line)))
    made = [browser.get("/_dash-layout").data]
    made += [web.ask(browser, page.path) for page in PAGES]
    for kind in KEEPERS:
        for content in made:
            for part in components(page_of(content), kind):
                found.add(f"komponent {kind} {part['props'].get('id')}")
    return found | files(home)


def files(home: Path) -> set[str]:
    """The files that a reader of the served folder can open."""
    run = json.loads((home / "serve" / "current.json").read_text())["run"]
    served = [*(home / "serve").glob("*"), *(home / "serve" / run).rglob("*")]
    return {f"fil {path.name}" for path in served if path.is_file()}


def registered() -> set[str]:
    return {name for surface in surfaces.SURFACES for name in surface.covers}


@pytest.fixture(scope="module")
def there(home: Path) -> set[str]:
    return existing(home)


def unregistered(there: set[str]) -> set[str]:
    return there - registered() - surfaces.OTHERS.keys()


def test_every_surface_is_registered(there):
    assert unregistered(there) == set()


def test_nothing_is_registered_that_does_not_exist(there):
    listed = {name for name in registered() | surfaces.OTHERS.keys() if name != "fel"}
    gone = {name for name in listed - there if not name.startswith("fil ")}
    assert gone == set()


def test_a_surface_is_either_scanned_or_excused():
    assert registered() & surfaces.OTHERS.keys() == set()


@pytest.mark.parametrize(
    "name",
    [
        "sida /regi", "återanrop adress.data", "adress /halsa", "kommando figure",
        "fil celler.parquet", "komponent Store _pages_store",
    ],
)  # fmt: skip
def test_a_surface_that_is_taken_out_of_the_register_is_missed(there, monkeypatch, name):
    left = tuple(
        surfaces.Surface(surface.covers - {name}, surface.emit) for surface in surfaces.SURFACES
    )
    monkeypatch.setattr(surfaces, "SURFACES", left)
    assert unregistered(there) == {name}


def test_a_new_file_in_the_served_folder_is_missed(tmp_path):
    home = publish(tmp_path, true_cells())
    (home / "serve" / RUN / "export.csv").write_text("a;b\n")
    assert files(home) - registered() == {"fil export.csv"}


def test_every_choice_of_every_control_is_visited(home):
    browser = web.client(home)
    visited = {page.path: list(web.states(browser, page.path)) for page in PAGES}
    assert visited["/tillganglighet"] == ["", web.NONSENSE]
    assert "?dag=2024-11-01" in visited["/utbud"]
    assert {"?period=2023", "?period=2025", "?period=2026H2"} <= {*visited["/regi"]}


def test_the_sample_serves_only_registered_files(sample_home):
    assert files(sample_home) - registered() == set()
    assert {f"fil {name}" for name in surfaces.FILES} == files(sample_home)

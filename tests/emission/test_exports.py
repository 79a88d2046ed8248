"""Files tell no more than pages do: leaks in them are found in every format (syntetiska data)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboards import html, routing
from dashboards.components.table import build_table
from dashboards.navigation import REGI
from pipelines.presentation import formats
from tests.emission import exports, web
from tests.emission.canaries import publish, true_cells
from tests.emission.emissions import Emission
from tests.emission.leaks import Scan, canaries
from tests.emission.secrets_of import secrets


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("hem"), true_cells())


def leaking_file(home: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> list[Emission]:
    """The first card of Regi as a file, with the number and the share of a hidden cell in it."""
    jarva = next(s for s in secrets(home) if s.adress == "R1/jarva/2025")
    whole = routing.BUILDERS[REGI]

    def leaking(*arguments: Any) -> list[Any]:
        content = whole(*arguments)
        card = next(one for one in content if isinstance(one, html.Section))
        count = formats.number(min(count for count in jarva.counts if count > 700_000))
        share = formats.share(min(value for value in jarva.values if 0.14 < value < 0.16))
        table = build_table("Ny", ["Enhet", "A", "B"], [("Järva", [count, share])])
        card.children = [*card.children, table]
        return content

    monkeypatch.setattr(routing, "BUILDERS", {REGI: leaking})
    answer = web.client(home).get(f"/hamta/regi/egen-regi.{kind}?period=2025")
    assert answer.status_code == 200
    return list(exports.opened("filen", kind, answer.data))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_hidden_number_in_a_file_is_found(home, monkeypatch, kind):
    given_out = leaking_file(home, monkeypatch, kind)
    assert "R1/jarva/2025" in {leak.what for leak in canaries(home, given_out)}
    assert "R1/jarva/2025" in {leak.what for leak in Scan(home).leaks(given_out)}


def test_every_tool_of_every_card_is_tried(home):
    names = {one.name for one in exports.exports(home)}
    for address in (
        "/hamta/regi/egen-regi.csv", "/hamta/regi/egen-regi.xlsx", "/hamta/regi/egen-regi.json",
        "/hamta/regi/egen-regi.csv?period=2023", "/hamta/utbud/antal-typer.csv",
    ):  # fmt: skip
        assert address in names
    assert "/hamta/regi/egen-regi.xlsx docProps/core.xml" in names


@pytest.mark.slow
def test_no_file_of_any_period_tells_a_hidden_cell(sample_home):
    assert list(Scan(sample_home).leaks(exports.exports(sample_home, every=True))) == []

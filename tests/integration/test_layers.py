"""The dbt project's layers, read from the manifest of the sample's build."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.settings import DBT_PROJECT

LAYERS = ("staging", "intermediate", "dimensional", "matt")
ALLOWED = {
    "staging": {"staging"},
    "intermediate": {"staging", "intermediate"},
    "dimensional": {"staging", "intermediate", "dimensional"},
    "matt": {"dimensional"},
}


@pytest.fixture(scope="module")
def manifest(sample_home: Path) -> dict[str, Any]:
    text = (sample_home / "build" / "dbt" / "manifest.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def models(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        unique_id: node
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] == "model"
    }


def layer(node: dict[str, Any]) -> str:
    return str(node["path"].split("/")[0])


def test_nothing_refers_upwards(manifest: dict[str, Any]) -> None:
    every = models(manifest)
    assert {layer(node) for node in every.values()} == set(LAYERS)
    upwards = [
        f"{node['name']} -> {every[other]['name']}"
        for node in every.values()
        for other in node["depends_on"]["nodes"]
        if other in every and layer(every[other]) not in ALLOWED[layer(node)]
    ]
    assert upwards == []


def test_every_model_says_its_grain_in_its_first_line(manifest: dict[str, Any]) -> None:
    without = [
        node["name"]
        for node in models(manifest).values()
        if layer(node) != "staging" and not node["raw_code"].startswith("-- Grain: en rad per ")
    ]
    assert without == []


def test_every_model_has_description_contract_and_tests(manifest: dict[str, Any]) -> None:
    tested = {
        parent
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test"
        for parent in node["depends_on"]["nodes"]
    }
    tested |= {
        parent for t in manifest["unit_tests"].values() for parent in t["depends_on"]["nodes"]
    }
    for unique_id, node in models(manifest).items():
        assert node["description"], node["name"]
        assert node["config"]["contract"]["enforced"], node["name"]
        assert unique_id in tested, node["name"]


def test_every_column_is_documented(manifest: dict[str, Any], sample_home: Path) -> None:
    build = sample_home / "build"
    with duckdb.connect(str(build / "natt.duckdb"), read_only=True) as con:
        con.execute(f"set file_search_path = '{build}'")  # the staging views name files in it
        for node in models(manifest).values():
            built = [row[0] for row in con.sql(f"describe {node['name']}").fetchall()]
            described = {name for name, c in node["columns"].items() if c["description"]}
            assert set(built) == described, node["name"]


def test_no_model_asks_the_clock() -> None:
    clocks = ("current_date", "current_timestamp", "now()", "today()", "get_current")
    for path in DBT_PROJECT.rglob("*.sql"):
        text = path.read_text(encoding="utf-8").lower()
        assert not [clock for clock in clocks if clock in text], path.name

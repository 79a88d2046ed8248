"""dbt's own unit tests: each measure on a few hand-made rows (syntetiska data)."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipelines.settings import Home, Settings
from pipelines.warehouse import dbt


@pytest.fixture(scope="module")
def results(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Name -> result of every unit test, run beside the sample's own build."""
    home = Home(tmp_path_factory.mktemp("dbt") / "hem")
    shutil.copytree(sample_home / "build", home.build)
    done = dbt.run(home, Settings(), "test", "--select", "test_type:unit")
    path = home.build / "dbt" / "run_results.json"
    assert path.exists(), done.stdout[-2000:]
    found = json.loads(path.read_text(encoding="utf-8"))["results"]
    return {result["unique_id"].split(".")[-1]: result for result in found}


def test_every_unit_test_of_a_model_passes(results: dict[str, Any]) -> None:
    failed = {name: r["message"] for name, r in results.items() if r["status"] != "pass"}
    assert failed == {}


def test_every_measure_has_a_unit_test(results: dict[str, Any], sample_home: Path) -> None:
    manifest = json.loads((sample_home / "build/dbt/manifest.json").read_text(encoding="utf-8"))
    tested = {test["model"] for test in manifest["unit_tests"].values() if test["name"] in results}
    measures = {
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and "id" in node["config"].get("meta", {})
    }
    assert len(measures) >= 9
    assert measures - tested == set()

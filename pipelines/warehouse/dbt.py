"""dbt as a subprocess: one `dbt build` a night, on a new DuckDB file.

In-process dbt would keep the file locked. What dbt prints is thrown away: a database error can
quote a value from a row. What is kept is which model or test failed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.errors import CheckFailed
from pipelines.provenance.code import code_digest
from pipelines.settings import DBT_PROJECT, Home, Settings

_BAD = {"error", "fail", "runtime error"}
_TIMEOUT = 3 * 3600  # seconds


@dataclass(frozen=True)
class Built:
    """A finished build.

    Attributes:
        database: the DuckDB file with every model.
        nodes: how many models, seeds and tests ran.
    """

    database: Path
    nodes: int


def build(home: Home, settings: Settings) -> Built:
    """Run `dbt build` on what `inputs.prepare` laid out.

    Raises:
        CheckFailed: a model or a test failed, with their names; nothing is published.
    """
    database = home.build / "natt.duckdb"
    for old in (database, database.with_suffix(".duckdb.wal")):
        old.unlink(missing_ok=True)
    target = home.build / "dbt"
    results = target / "run_results.json"
    results.unlink(missing_ok=True)
    _forget_other_code(target)
    run(home, settings, "build", "--exclude-resource-type", "unit_test")
    outcome = _load(results)
    if outcome is None:
        raise CheckFailed("dbt kunde inte läsa projektet; inget publiceras")
    failed = sorted(
        ".".join(result["unique_id"].split(".")[2:3])
        for result in outcome["results"]
        if result["status"] in _BAD
    )
    results.unlink()  # its messages may quote rows
    if failed:
        raise CheckFailed(
            f"{len(failed)} modeller eller tester i dbt gick fel: {', '.join(failed[:10])}"
        )
    return Built(database, len(outcome["results"]))


def _forget_other_code(target: Path) -> None:
    """Remove what dbt remembers of the project if the code is another: it can remember wrongly."""
    target.mkdir(parents=True, exist_ok=True)
    digest, written = code_digest(), target / "kod.sha256"
    if not written.exists() or written.read_text(encoding="ascii") != digest:
        (target / "partial_parse.msgpack").unlink(missing_ok=True)
        written.write_text(digest, encoding="ascii")


def run(home: Home, settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run dbt with the project's own profile, and everything it writes under the home folder."""
    environment = {
        **os.environ,
        "DO_NOT_TRACK": "1",
        "INSATSKOLL_MEMORY_LIMIT": settings.memory_limit,
    }
    command = [
        *(
            sys.executable,
            "-c",
            "from dbt.cli.main import cli; cli()",
            "--no-use-colors",
            "--log-level-file",
            "none",
        ),
        *arguments,
        *("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)),
        *("--target-path", str((home.build / "dbt").resolve())),
        *("--log-path", str((home.build / "dbt").resolve())),
    ]
    return subprocess.run(
        command,
        cwd=home.build,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=_TIMEOUT,
    )


def _load(path: Path) -> dict[str, Any] | None:
    try:
        loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return loaded

"""The command line as a user meets it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.command import run
from tests.support.night import insatskoll

HEAVY = (
    "duckdb", "great_expectations", "dash", "plotly", "pandas", "numpy",
    "highspy", "dbt", "sqlalchemy", "babel", "python_calamine", "xlsxwriter", "yaml",
)  # fmt: skip
COMMANDS = (
    "accept", "check", "contract", "figure", "pseudonymise", "quarantine", "refresh", "sample",
    "serve", "status",
)  # fmt: skip


@pytest.mark.parametrize("command", ["", "refresh", "check", "contract", "quarantine"])
def test_help_imports_no_heavy_library(command: str) -> None:
    """What would make `--help` slow, whatever the machine. (Typer needs pydantic itself.)"""
    words = [*command.split(), "--help"]
    code = (
        "import sys\n"
        "from pipelines.cli import app\n"
        f"try:\n    app({words!r})\n"
        "except SystemExit as end:\n    assert end.code == 0\n"
        f"print('TUNGA', sorted(set(sys.modules) & set({HEAVY!r})))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "TUNGA []"


def test_help_lists_every_command() -> None:
    text = insatskoll("--help").stdout
    assert [name for name in COMMANDS if f"  {name}" not in text] == []


def test_the_difference_between_two_contracts_has_three_headings() -> None:
    lines = run("contract", "diff", "v1", "v1.1").output.splitlines()
    places = [lines.index(heading) for heading in ("Lagt till", "Ändrat", "Borttaget")]
    assert places == sorted(places)
    added, altered, removed = (
        "\n".join(lines[start + 1 : end])
        for start, end in zip(places, [*places[1:], len(lines)], strict=True)
    )
    assert "uppfoljningar.form" in added
    assert "insatser.intensitet" in altered
    assert "lvu22" in removed


def test_a_version_that_does_not_exist_is_told_with_those_that_do() -> None:
    done = insatskoll("contract", "diff", "v1", "v7")
    assert done.returncode == 1
    assert "kända versioner: 1, 1.1" in done.stderr

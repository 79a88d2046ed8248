"""The command line within the test's own process: quicker than `night.insatskoll`."""

from __future__ import annotations

from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from pipelines.cli import app


def run(*arguments: object) -> Result:
    """Run a command; an error with a known cause is the result's `exception`."""
    return CliRunner().invoke(app, [*map(str, arguments)])


def refresh(home: Path, inbox: Path) -> Result:
    """Run a night."""
    return run("refresh", "--inbox", inbox, "--home", home)

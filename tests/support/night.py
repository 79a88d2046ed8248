"""Running the real command line on a home folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"


def insatskoll(
    *arguments: object, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess:
    """Run the installed command, as a user does."""
    command = Path(sys.executable).with_name("insatskoll")
    clean = {key: value for key, value in os.environ.items() if not key.startswith("INSATSKOLL_")}
    return subprocess.run(
        [str(command), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**clean, **(env or {})},
    )


def refresh(home: Path, inbox: Path) -> subprocess.CompletedProcess:
    """Run a night."""
    return insatskoll("refresh", "--inbox", inbox, "--home", home)


def figure(home: Path, address: str) -> dict[str, Any]:
    """One figure, as the machine-readable command gives it."""
    done = insatskoll("figure", address, "--json", "--home", home)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def served_bytes(home: Path) -> dict[str, bytes]:
    """Every byte that is published: the pointer and the night that it names."""
    run = json.loads((home / "serve" / "current.json").read_text())["run"]
    files = [home / "serve" / "current.json", *sorted((home / "serve" / run).iterdir())]
    return {file.name: file.read_bytes() for file in files}

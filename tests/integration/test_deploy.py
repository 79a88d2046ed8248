from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.night import ROOT

UNITS = ("insatskoll-natt.service", "insatskoll-natt.timer", "insatskoll-webb.service")


@pytest.fixture
def units(tmp_path: Path) -> list[Path]:
    """The units as they stand, but for the program's place, which must exist to be verified."""
    program = str(Path(sys.executable).with_name("insatskoll"))
    copies = []
    for name in UNITS:
        text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("/opt/insatskoll/.venv/bin/insatskoll", program))
        copies.append(tmp_path / name)
    return copies


def test_systemd_accepts_the_units(units: list[Path]) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, units)],
        capture_output=True,
        text=True,
        check=False,
    )
    mine = [line for line in done.stderr.splitlines() if "insatskoll" in line]
    assert (done.returncode, mine) == (0, []), done.stderr


def test_the_services_are_little_exposed(units: list[Path]) -> None:
    for unit in units:
        if unit.suffix == ".service":
            done = subprocess.run(
                ["systemd-analyze", "security", "--offline=true", "--threshold=30", str(unit)],
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout[-300:]


def test_the_web_account_is_kept_from_rows_about_children() -> None:
    text = (ROOT / "deploy/insatskoll-webb.service").read_text(encoding="utf-8")
    for folder in ("landing", "quarantine", "build"):
        assert f"-/var/lib/insatskoll/{folder}" in text

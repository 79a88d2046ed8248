from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from pipelines.publication import serving
from pipelines.settings import Home
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


def test_the_web_account_is_kept_from_all_of_a_home_but_what_is_served(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.make()
    home.type_key()
    places = {home.inbox, home.register, home.ledger, home.lock, *tmp_path.iterdir()}
    text = (ROOT / "deploy/insatskoll-webb.service").read_text(encoding="utf-8")
    closed = {
        path.removeprefix("-/var/lib/insatskoll/")
        for line in text.splitlines()
        if line.startswith("InaccessiblePaths=")
        for path in line.partition("=")[2].split()
    }
    assert {path.name for path in places} - closed == {home.serve.name} == {"serve"}
    assert {"publiceringar", "accepterade", "okanda_typer.nyckel", "ledger.jsonl"} <= closed
    assert "-/srv/insatskoll" in closed


def test_what_a_night_serves_can_be_read_by_others_and_no_more_whatever_the_umask(
    tmp_path: Path,
) -> None:
    before = os.umask(0o027)  # the night's own, in its unit
    try:
        home = Home(tmp_path / "hem")
        home.make()
        serving.write(home.serve, "natt-1", {"celler": pd.DataFrame({"a": [1]})}, {})
        serving.point(home.serve, "natt-1")
        home.ledger.write_text("")
    finally:
        os.umask(before)
    modes = {
        str(path.relative_to(home.root)): stat.S_IMODE(path.stat().st_mode)
        for path in (home.serve, *home.serve.rglob("*"), home.build, home.ledger)
    }
    assert modes == {
        "serve": 0o755, "serve/current.json": 0o644, "serve/natt-1": 0o755,
        "serve/natt-1/celler.parquet": 0o644, "serve/natt-1/manifest.json": 0o644,
        "build": 0o700, "ledger.jsonl": 0o640,
    }  # fmt: skip

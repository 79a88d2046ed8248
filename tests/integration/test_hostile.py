"""Hostile deliveries through the sender's check: a sentence, no value, and nothing left behind.

Syntetiska data.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from typer.testing import CliRunner

from pipelines.cli import app
from tests.support.deliveries import beslut, erbjudande, write_delivery
from tests.unit.intake.fuzz.test_fuzz_readers import FAST, adds_up, anything, damaged, table

MARK = "zzmark"


def snapshot(place: Path) -> dict[str, bytes]:
    """Every plain file below a place."""
    return {str(p): p.read_bytes() for p in place.rglob("*") if p.is_file()}


def test_an_inbox_of_hostile_files_is_refused_file_by_file_and_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, inbox = tmp_path / "skrivbord", tmp_path / "inkorg"
    desk.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(desk))
    monkeypatch.chdir(desk)
    write_delivery(inbox / "a", "farsta", files={"a.csv": ("insatser", bytes(80 << 20), 0)})
    write_delivery(inbox / "b", "bromma", files={"a.csv": ("insatser", b"\x00" * 99, 0)})
    write_delivery(inbox / "c", "jarva", files={"a.csv": ("insatser", b"k;" * 999_999, 0)})
    (inbox / "d.zip").write_bytes(b"PK\x03\x04" + MARK.encode())
    os.mkfifo(inbox / "e.zip")
    before = snapshot(inbox)
    done = CliRunner().invoke(app, ["check", str(inbox)])
    assert done.exit_code == 3
    assert "Traceback" not in done.output
    assert MARK not in done.output
    for name in ("farsta-2026-10-31", "bromma-2026-10-31", "jarva-2026-10-31", "d.zip", "e.zip"):
        assert name in done.output
    assert snapshot(inbox) == before
    assert snapshot(desk) == {}


def test_formulas_in_cells_reach_no_report(tmp_path: Path) -> None:
    """They fit no code, so the rows are wrong; what stood in them is told nowhere."""
    formula = f'=HYPERLINK("http://{MARK}")'
    path = write_delivery(
        tmp_path / "in",
        tables={
            "insatser": [beslut(regi=formula, startdatum="@SUM(1)", kon="+1"), beslut()],
            "insatsutbud": [erbjudande()],
        },
    )
    reports = {kind: tmp_path / f"rapport.{kind}" for kind in ("html", "json", "xlsx")}
    options = [f"--{kind}={target}" for kind, target in reports.items()]
    done = CliRunner().invoke(app, ["check", str(path), *options])
    assert done.exit_code in {2, 3}, done.output
    written = [done.output.encode(), *(target.read_bytes() for target in reports.values())]
    assert all(text for text in written)
    for text in written:
        assert MARK.encode() not in text
        assert b"HYPERLINK" not in text
        assert b"@SUM" not in text


@pytest.mark.slow
@settings(FAST, max_examples=1_000)
@given(anything() | damaged() | table())
def test_thousands_of_damaged_files_are_read_whole_or_refused(content: bytes) -> None:
    assert adds_up(content)

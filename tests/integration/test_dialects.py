"""One delivery whose files come in three kinds and four dialects, through the sender's check.

Syntetiska data.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from tests.support.deliveries import beslut, csv_bytes, write_delivery
from tests.unit.intake.reader_file import FARSTA, UTBUD, lines
from tests.unit.intake.test_dialect_workbook import OFFER, parquet, workbook

MARK = "zzmark"


@pytest.mark.parametrize("kind", ["xlsx", "parquet", "csv"])
def test_a_zip_of_csv_xlsx_and_parquet_is_read_whole(tmp_path: Path, kind: str) -> None:
    """Decisions as Windows-1252 with TAB and a footer; offers in each kind of file."""
    decisions = csv_bytes("insatser", [beslut(), beslut(beslutande_enhet="Årsta")], "\t")
    offer = {
        "xlsx": lambda: workbook(
            tmp_path / "bok", [["Utbud"], UTBUD.split(";"), FARSTA.split(";")]
        ).read_bytes(),
        "parquet": lambda: parquet(tmp_path, OFFER).read_bytes(),
        "csv": lambda: lines("Utbud", UTBUD, FARSTA, encoding="utf-16"),
    }[kind]()
    empty = {
        name: (name.removesuffix(".csv"), data, 0)
        for name, data in _files(write_delivery(tmp_path / "tom")).items()
        if name not in {"insatser.csv", "insatsutbud.csv", "manifest.json"}
    }
    path = write_delivery(
        tmp_path / "in",
        files={
            **empty,
            "insatser.csv": (
                "insatser", decisions.decode().encode("cp1252") + b"Summa\t2\r\n", 2,
            ),
            f"utbud.{kind}": ("insatsutbud", offer, 1),
        },
    )  # fmt: skip
    report = tmp_path / "rapport.json"
    done = CliRunner().invoke(app, ["check", str(path), f"--json={report}"])
    (delivery,) = json.loads(report.read_text(encoding="utf-8"))["leveranser"]
    assert delivery["vagran"] is None, done.output
    read = {f["fil"]: (f["lasta"], f["overhoppade"]) for f in delivery["filer"] if f["lasta"]}
    assert read == {"insatser.csv": (2, 1), f"utbud.{kind}": (1, 0)}


def _files(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}

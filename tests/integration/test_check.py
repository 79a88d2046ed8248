"""`insatskoll check` with the real rules: exit codes and reports (syntetiska data).

The rows carry markers; everything that the check writes is searched for them.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.contract import load_contract
from tests.support.deliveries import beslut, erbjudande, write_delivery

MARKER = "zzmark"
NAMES = ("rapport.html", "rapport.json", "rapport.xlsx")


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "skrivbord"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.chdir(folder)
    return folder


def deliver(inbox: Path, *rows: dict[str, Any]) -> Path:
    return write_delivery(inbox, tables={"insatser": list(rows), "insatsutbud": [erbjudande()]})


def with_insatser(path: Path, content: bytes, rows: int) -> Path:
    """The same delivery with other bytes in the file of decisions."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files["manifest.json"])
    (entry,) = (file for file in manifest["filer"] if file["fil"] == "insatser.csv")
    entry |= {"sha256": hashlib.sha256(content).hexdigest(), "rader": rows}
    files |= {"manifest.json": json.dumps(manifest).encode(), "insatser.csv": content}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def check(place: Path, out: Path) -> Result:
    out.mkdir()
    options = [f"--{name.rpartition('.')[2]}={out / name}" for name in NAMES]
    return CliRunner().invoke(app, ["check", str(place), *options])


def texts(out: Path) -> dict[str, str]:
    """Every report as text; the workbook part by part."""
    found = {}
    for name in NAMES:
        path = out / name
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                found |= {part: archive.read(part).decode() for part in archive.namelist()}
        else:
            found[name] = path.read_text(encoding="utf-8")
    return found


def facts(out: Path) -> dict[str, Any]:
    (delivery,) = json.loads((out / "rapport.json").read_text(encoding="utf-8"))["leveranser"]
    return dict(delivery)


def test_a_good_delivery_ends_with_nothing_to_do(tmp_path: Path, desk: Path) -> None:
    done = check(deliver(tmp_path / "in", beslut(), beslut()), tmp_path / "ut")
    assert done.exit_code in {0, 1}, done.output  # a small delivery may draw a warning
    delivery = facts(tmp_path / "ut")
    assert delivery["vagran"] is None
    assert [(f["lasta"], f["godkanda"]) for f in delivery["filer"] if f["lasta"]] == [
        (2, 2),
        (1, 1),
    ]
    assert "rader" in delivery["omdome"]
    assert list(desk.iterdir()) == []
    assert not (tmp_path / "var").exists()


def test_wrong_rows_are_told_by_number_and_never_by_value(tmp_path: Path, desk: Path) -> None:
    path = deliver(
        tmp_path / "in",
        beslut(),
        beslut(barn_id=f"{MARKER}1", startdatum=f"{MARKER}2", regi=f"{MARKER}3"),
        beslut(beslut_id=f"{MARKER}4", beslutsdatum=f"{MARKER}5", lagrum=f"{MARKER}6"),
    )
    done = check(path, tmp_path / "ut")
    assert done.exit_code == 2, done.output
    (file,) = (f for f in facts(tmp_path / "ut")["filer"] if f["fil"] == "insatser.csv")
    assert (file["lasta"], file["godkanda"], file["karantan"]) == (3, 1, 2)
    found = facts(tmp_path / "ut")["fynd"]
    forms = {f["regel"].split("-")[1]: f["forsta_rader"] for f in found if "-form" in f["regel"]}
    assert forms == {
        "barn_id": [3], "startdatum": [3], "regi": [3],
        "beslut_id": [4], "beslutsdatum": [4], "lagrum": [4],
    }  # fmt: skip
    assert all(f["titel"] and f["rad"] for f in found)
    written = texts(tmp_path / "ut") | {"terminal": done.output}
    assert len(written) > len(NAMES)
    for name, text in written.items():
        assert MARKER not in text.lower(), name
    assert list(desk.iterdir()) == []


def test_an_undeclared_column_is_refused_without_its_name_or_its_values(tmp_path: Path) -> None:
    columns = list(load_contract("1").tabeller["insatser"].kolumner)
    content = f"{';'.join(columns)};{MARKER}rubrik\n{';' * (len(columns) - 1)};{MARKER}\n".encode()
    path = with_insatser(deliver(tmp_path / "in"), content, 1)
    done = check(path, tmp_path / "ut")
    assert done.exit_code == 3
    delivery = facts(tmp_path / "ut")
    assert delivery["vagran"]["var"].endswith("/insatser.csv")
    assert delivery["omdome"].startswith("Leveransen kan inte tas emot som den är")
    for name, text in (texts(tmp_path / "ut") | {"terminal": done.output}).items():
        assert MARKER not in text.lower(), name


def test_a_stopping_rule_stops_the_delivery(tmp_path: Path) -> None:
    done = check(deliver(tmp_path / "in", beslut(behovsprovning="utan")), tmp_path / "ut")
    assert done.exit_code == 3, done.output
    assert facts(tmp_path / "ut")["vagran"] is not None


def test_a_place_without_a_delivery_is_not_checked(tmp_path: Path, desk: Path) -> None:
    done = CliRunner().invoke(app, ["check", str(desk)])
    assert done.exit_code == 3
    assert "finns ingen leverans" in done.output
    done = CliRunner().invoke(app, ["check", str(desk), "--html", str(tmp_path / "x" / "y.html")])
    assert done.exit_code == 3
    assert "skapa den" in done.output

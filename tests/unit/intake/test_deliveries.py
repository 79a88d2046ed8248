from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from pipelines.errors import DeliveryRefused
from pipelines.intake.deliveries import find, open_delivery, shown
from tests.support.deliveries import beslut, write_delivery


def refusal(path: Path) -> DeliveryRefused:
    with pytest.raises(DeliveryRefused) as caught:
        delivery = open_delivery(path)
        for file in delivery.manifest.filer:
            delivery.extract(file, path.parent / "uppackad")
    return caught.value


def rewrite_manifest(path: Path, **changes: object) -> None:
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(content["manifest.json"]) | changes
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, json.dumps(manifest) if name == "manifest.json" else data)


def test_a_whole_delivery_opens_and_its_files_can_be_taken_out(tmp_path: Path) -> None:
    path = write_delivery(tmp_path, tables={"insatser": [beslut()]})
    delivery = open_delivery(path)
    delivery.extract(delivery.manifest.filer[0], tmp_path / "ut")
    assert delivery.id == "farsta-2026-10-31"
    assert (tmp_path / "ut").read_text().startswith("beslut_id;barn_id;")


def test_every_corrupted_byte_of_the_data_is_noticed(tmp_path: Path) -> None:
    """One byte changed anywhere in the packed files or manifest: refused, naming the delivery.

    Only the mark that ends a packed file may change unseen: all of the file is out by then.
    """
    path = write_delivery(tmp_path, tables={"insatser": [beslut() for _ in range(30)]})
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        spans = [
            (info.header_offset + 30 + len(info.filename), info.compress_size)
            for info in archive.infolist()
        ]
    tried, unseen = 0, []
    for start, size in spans:
        for at in range(start, start + size, max(1, size // 12)):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
            tried += 1
            try:
                open_delivery(path).verify()
            except DeliveryRefused as refused:
                assert refused.where.startswith("farsta-2026-10-31.zip"), at
            else:
                unseen.append(start + size - at)
    assert tried >= 40
    assert len(unseen) <= 2
    assert set(unseen) <= {1, 2}  # an end mark is 7 bits: at most the last two bytes


def test_a_file_that_is_too_large_unpacked_is_refused_while_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A zip bomb: 20 MB of zeros in some kB (syntetiska data)."""
    monkeypatch.setattr("pipelines.intake.deliveries._MAX_FILE", 3_000_000)
    bomb = {"insatser.csv": ("insatser", bytes(20_000_000), 0)}
    found = refusal(write_delivery(tmp_path, files=bomb))
    assert (found.rule, found.where) == ("LEV-13", "farsta-2026-10-31.zip/insatser.csv")
    assert (tmp_path / "uppackad").stat().st_size <= 3_000_000


def test_a_broken_lzma_stream_is_a_damaged_delivery(tmp_path: Path) -> None:
    path = write_delivery(tmp_path, tables={"insatser": [beslut() for _ in range(30)]})
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
        at = archive.getinfo("insatser.csv").header_offset + 300
    broken = bytearray(path.read_bytes())
    broken[at : at + 40] = bytes(40)
    path.write_bytes(broken)
    assert refusal(path).rule == "LEV-03"


def test_falla_43_a_file_name_is_shown_without_personnummer_and_control_signs() -> None:
    assert shown("Karin 19800101-9876.zip") == "Karin ….zip"
    assert shown("a\x1b[2Jb\nFEL.zip\udce5") == "a?[2Jb?FEL.zip?"
    assert shown("bromma-2026-10-31.zip") == "bromma-2026-10-31.zip"


def test_a_changed_file_with_a_whole_zip_is_refused_by_its_checksum(tmp_path: Path) -> None:
    path = write_delivery(tmp_path, tables={"insatser": [beslut()]})
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    content["insatser.csv"] = content["insatser.csv"].replace(b"2014", b"2013")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    found = refusal(path)
    assert found.rule == "LEV-04"
    assert found.where == "farsta-2026-10-31.zip/insatser.csv"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("inte-en-zip.zip", b"hej"),
        ("tom.zip", b""),
        ("avklippt.zip", b"PK\x03\x04" + b"\x00" * 40),
    ],
)
def test_what_cannot_be_opened_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path).rule == "LEV-01"


def test_a_zip_without_a_manifest_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("insatser.csv", "a")
    assert refusal(path).rule == "LEV-01"


@pytest.mark.parametrize(
    "changes",
    [
        {"uttagsdatum": "31/10/2026"},
        {"uttagsdatum": 20261031},
        {"typ": "allt"},
        {"leverans_id": "../../ut"},
        {"nytt": 1},
        {"sekretessmarkerade_barn": -1},
        {"ersatter": "farsta-2026-10-31"},
        {"filer": []},
        {"filer": [{"fil": "../x.csv", "tabell": "insatser", "sha256": "0" * 64, "rader": 1}]},
    ],
)
def test_a_manifest_that_breaks_the_contract_is_refused(tmp_path: Path, changes: dict) -> None:
    path = write_delivery(tmp_path)
    rewrite_manifest(path, **changes)
    assert refusal(path).rule == "LEV-02"


def test_a_manifest_error_names_the_field_and_not_what_stood_there(tmp_path: Path) -> None:
    path = write_delivery(tmp_path)
    rewrite_manifest(path, typ="Karin Karlsson", **{"Karin Karlsson": 1})
    message = str(refusal(path))
    assert "typ" in message
    assert "Karin" not in message


def test_files_beside_the_manifest_are_refused(tmp_path: Path) -> None:
    path = write_delivery(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("anteckningar.txt", "x")
    assert refusal(path).rule == "LEV-03"


def test_a_folder_is_a_delivery_too_but_not_through_a_link(tmp_path: Path) -> None:
    with zipfile.ZipFile(write_delivery(tmp_path / "zip")) as archive:
        archive.extractall(tmp_path / "inkorg" / "farsta")
    folder = tmp_path / "inkorg" / "farsta"
    (tmp_path / "inkorg" / "lank.zip").symlink_to(tmp_path / "zip" / "farsta-2026-10-31.zip")
    (tmp_path / "inkorg" / "läsmig.txt").write_text("x")
    assert find(tmp_path / "inkorg") == ([folder], 2)
    assert open_delivery(folder).id == "farsta-2026-10-31"
    (folder / "insatser.csv").rename(tmp_path / "annan.csv")
    (folder / "insatser.csv").symlink_to(tmp_path / "annan.csv")
    assert refusal(folder).rule == "LEV-03"

"""Files and deliveries that mean harm (syntetiska data): a clear refusal, and nothing else.

Memory and size are bounded by limits on a process of its own where they could grow; no test
looks at the clock.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import struct
import subprocess
import sys
import textwrap
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipelines.errors import DeliveryRefused
from pipelines.intake.deliveries import Delivery, find, open_delivery
from pipelines.intake.manifest import parse_manifest
from tests.support.deliveries import csv_bytes, erbjudande, write_delivery
from tests.unit.intake.reader_file import FARSTA, UTBUD, lines, read, refusal, utbud
from tests.unit.intake.test_dialect_workbook import HEAD, OFFER, parquet, workbook

MARK = "zzmark"
ROWS = [erbjudande()]


def opened(path: Path) -> DeliveryRefused:
    """Why a delivery is refused when its manifest and then its files are read."""
    with pytest.raises(DeliveryRefused) as caught:
        delivery = open_delivery(path)
        for file in delivery.manifest.filer:
            delivery.extract(file, path.parent / "uppackad")
    assert MARK not in str(caught.value)
    return caught.value


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(path: Path, content: Iterable[tuple[str | zipfile.ZipInfo, bytes]], how: int = 8) -> Path:
    with zipfile.ZipFile(path, "w", how) as archive:
        for name, data in content:
            archive.writestr(name, data)
    return path


def folder(tmp_path: Path) -> Path:
    """A delivery that lies in a folder."""
    place = tmp_path / "inkorg" / "farsta"
    place.mkdir(parents=True)
    for name, data in members(write_delivery(tmp_path / "zip")).items():
        (place / name).write_bytes(data)
    return place


# --- The delivery ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../ut.csv", "/var/ut.csv", "..\\ut.csv", "C:\\ut.csv", "C:ut.csv", "a/../../ut.csv",
        "//server/ut.csv", "ut.csv\x1b[2J", ".dold", "manifest.json/x", "ut.csv\n",
    ],
)  # fmt: skip
def test_a_path_in_a_members_name_is_refused_and_nothing_is_written(
    tmp_path: Path, name: str
) -> None:
    """Both as a stray member, and as one that the manifest lists."""
    path = write_delivery(tmp_path / "in" / "djupt")
    content = members(path)
    pack(path, [*content.items(), (name, b"x")])
    assert opened(path).rule == "LEV-03"
    manifest = json.loads(content["manifest.json"])
    manifest["filer"][0] |= {"fil": name, "sha256": hashlib.sha256(b"x").hexdigest()}
    pack(path, [("manifest.json", json.dumps(manifest).encode()), (name, b"x")])
    assert opened(path).rule == "LEV-02"
    left = {p.name for p in tmp_path.rglob("*") if p.is_file()}
    assert left == {path.name}


@pytest.mark.parametrize("twice", ["manifest.json", "insatser.csv"])
def test_two_members_of_one_name_are_refused_because_nobody_knows_which(
    tmp_path: Path, twice: str
) -> None:
    path = write_delivery(tmp_path)
    content = members(path)
    with pytest.warns(UserWarning, match="Duplicate name"):
        pack(path, [*content.items(), (twice, content[twice])])
    assert opened(path).rule == "LEV-01"


def test_a_member_that_is_a_link_is_read_as_the_text_it_is_and_never_followed(
    tmp_path: Path,
) -> None:
    path = write_delivery(tmp_path)
    content = members(path)
    secret = tmp_path / "hemligt"
    secret.write_text(MARK)
    link = zipfile.ZipInfo("insatser.csv")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    del content["insatser.csv"]
    pack(path, [*content.items(), (link, str(secret).encode())])
    assert opened(path).rule == "LEV-04"
    assert MARK not in (tmp_path / "uppackad").read_text()


@pytest.mark.parametrize("what", ["link", "pipe", "folder", "gone", "device"])
def test_a_listed_file_of_a_folder_that_is_no_plain_file_is_refused_at_once(
    tmp_path: Path, what: str
) -> None:
    place = folder(tmp_path)
    file = place / "insatser.csv"
    file.rename(tmp_path / "annan.csv")
    match what:
        case "link":
            file.symlink_to(tmp_path / "annan.csv")
        case "device":
            file.symlink_to("/dev/zero")
        case "pipe":
            os.mkfifo(file)
        case "folder":
            file.mkdir()
    assert opened(place).rule == "LEV-03"


@pytest.mark.parametrize("name", ["farsta.zip", "farsta.ZIP"])
def test_a_pipe_with_the_name_of_a_zip_does_not_hold_up_the_night(
    tmp_path: Path, name: str
) -> None:
    os.mkfifo(tmp_path / name)
    (path,), _ = find(tmp_path)
    assert opened(path).rule == "LEV-01"


def test_a_manifest_that_is_a_pipe_or_a_link_is_not_waited_for(tmp_path: Path) -> None:
    place = folder(tmp_path)
    (place / "manifest.json").unlink()
    os.mkfifo(place / "manifest.json")
    assert find(tmp_path / "inkorg")[0] == []
    assert opened(place).rule == "LEV-01"
    (place / "manifest.json").unlink()
    (place / "manifest.json").symlink_to(tmp_path / "zip")
    assert opened(place).rule == "LEV-01"


def test_a_link_to_a_folder_of_deliveries_is_not_followed(tmp_path: Path) -> None:
    write_delivery(tmp_path / "utanfor")
    (tmp_path / "inkorg").mkdir()
    (tmp_path / "inkorg" / "lank").symlink_to(tmp_path / "utanfor")
    (tmp_path / "inkorg" / "runt").symlink_to(tmp_path / "inkorg")
    assert find(tmp_path / "inkorg") == ([], 2)


def test_a_file_that_is_mostly_air_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    """A bomb of 80 MB in 80 kB; its declared size is enough to refuse it."""
    path = write_delivery(tmp_path, files={"a.csv": ("insatser", bytes(80 << 20), 0)})
    assert path.stat().st_size < 200_000
    assert opened(path).rule == "LEV-13"
    assert not (tmp_path / "uppackad").exists() or not (tmp_path / "uppackad").stat().st_size


def test_a_bomb_within_a_bomb_is_only_a_file_that_is_no_table(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(1 << 20))
    assert refusal(inner.getvalue(), name="a.csv").rule == "FIL-01"
    assert refusal(inner.getvalue(), name="a.xlsx").rule == "FIL-04"
    assert refusal(inner.getvalue(), name="a.parquet").rule == "FIL-10"


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_can_burst_in_memory_is_refused_unread(tmp_path: Path, how: int) -> None:
    """Forty-five bytes of bzip2 can be forty-five megabytes, in one step."""
    path = write_delivery(tmp_path)
    pack(path, members(path).items(), how)
    found = opened(path)
    assert found.rule == "LEV-03"
    assert "vanlig zip utan lösenord" in found.what


def test_an_encrypted_zip_is_refused_and_says_why(tmp_path: Path) -> None:
    path = write_delivery(tmp_path)
    content = bytearray(path.read_bytes())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(sign)
        while place >= 0:
            content[place + at] |= 1
            place = content.find(sign, place + 4)
    path.write_bytes(content)
    assert "utan lösenord" in opened(path).what


def test_a_size_that_lies_in_the_zips_list_is_noticed(tmp_path: Path) -> None:
    path = write_delivery(tmp_path, tables={"insatsutbud": ROWS})
    content = bytearray(path.read_bytes())
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<I", content, place + 24, 10)
        place = content.find(b"PK\x01\x02", place + 4)
    path.write_bytes(content)
    assert opened(path).rule in {"LEV-01", "LEV-02"}


def manifest(tmp_path: Path) -> str:
    return members(write_delivery(tmp_path))["manifest.json"].decode()


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda text: "[" * 200_000, id="djup"),
        pytest.param(lambda text: '{"a":' * 200_000, id="djup i objekt"),
        pytest.param(lambda text: text.replace('"rader": 0', '"rader": NaN'), id="NaN"),
        pytest.param(lambda text: text.replace('"rader": 0', '"rader": 1e400'), id="oändligt"),
        pytest.param(lambda text: text.replace('"rader": 0', '"rader": -1'), id="negativt"),
        pytest.param(lambda text: text.replace('"rader": 0', f'"rader": {"9" * 5000}'), id="stort"),
        pytest.param(lambda text: text.replace('"rader": 0', f'"{MARK}": 0'), id="okänt fält"),
        pytest.param(lambda text: "\ufeff" * 3 + text, id="BOM"),
        pytest.param(lambda text: text[:-1], id="avklippt"),
        pytest.param(lambda text: text + text, id="två"),
        pytest.param(lambda text: "\x00" + text, id="NUL"),
        pytest.param(lambda text: "null", id="null"),
    ],
)
def test_a_manifest_that_is_no_manifest_is_refused(tmp_path: Path, make: object) -> None:
    assert callable(make)
    with pytest.raises(DeliveryRefused) as caught:
        parse_manifest(make(manifest(tmp_path)).encode(), "x.zip/manifest.json")
    assert caught.value.rule == "LEV-02"
    assert MARK not in str(caught.value)
    assert len(str(caught.value)) < 2_000


def test_a_manifest_with_a_key_twice_is_refused_because_nobody_knows_which(tmp_path: Path) -> None:
    text = manifest(tmp_path).replace('"typ": "snapshot"', '"typ": "delta", "typ": "snapshot"')
    with pytest.raises(DeliveryRefused) as caught:
        parse_manifest(text.encode(), "x")
    assert caught.value.rule == "LEV-02"


def test_a_manifest_of_megabytes_is_not_parsed(tmp_path: Path) -> None:
    path = write_delivery(tmp_path)
    pack(path, [("manifest.json", b" " * 2_000_000)])
    assert opened(path).rule == "LEV-02"


def test_a_file_that_changes_while_it_is_read_is_read_as_it_was_summed(tmp_path: Path) -> None:
    """What is read is our own copy, whose checksum was taken while it was made."""
    place = folder(tmp_path)
    delivery: Delivery = open_delivery(place)
    file = next(f for f in delivery.manifest.filer if f.tabell == "insatsutbud")
    copy = tmp_path / "kopia"
    delivery.extract(file, copy)
    (place / file.fil).write_bytes(csv_bytes("insatsutbud", ROWS))
    assert read(copy).reading.rows == 0
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == file.sha256
    with pytest.raises(DeliveryRefused) as caught:
        delivery.extract(file, copy)
    assert caught.value.rule == "LEV-04"


# --- Text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        pytest.param(";".join(["k"] * 1_000_000).encode(), "FIL-09", id="miljon rubriker"),
        pytest.param(lines(UTBUD + ";" * 7_000, FARSTA), "FIL-03", id="tomma rubriker"),
        pytest.param(";".join(["k"] * 3_900).encode(), "FIL-03", id="rubriker på en rad"),
        pytest.param(utbud(FARSTA + ";x" * 100_000), "FIL-09", id="hundratusen celler"),
        pytest.param(utbud("x" * 5_000_000 + FARSTA), "FIL-09", id="jättecell"),
        pytest.param(utbud('"' + ("x" * 7_000 + "\n") * 200 + '"' + FARSTA), "FIL-05", id="citat"),
        pytest.param(utbud('"' * 6_999 + FARSTA), "FIL-05", id="udda citattecken"),
        pytest.param(utbud('"' * 7_001 + "\n" + '"' * 6_999), "FIL-05", id="citat över rader"),
        pytest.param(b"\x00" * 5_000_000, "FIL-09", id="bara NUL"),
        pytest.param(b"\n" * 500_000, "FIL-03", id="bara radbrytningar"),
        pytest.param(b'"' * 500_000, "FIL-09", id="bara citattecken"),
        pytest.param(b"\xff\xfe" + b"\xd8" * 99, "FIL-01", id="halva tecken"),
    ],
)
def test_text_that_is_out_of_all_bounds(content: bytes, rule: str) -> None:
    assert refusal(content).rule == rule


def test_an_even_number_of_quotes_is_only_a_strange_cell() -> None:
    found = read(utbud('"' * 7_000 + ";FAM01;med;lokalt;nej;nej;2020-01-01;", FARSTA))
    assert found.values("enhet") == ["okand", "farsta"]


FORMULAS = (f'=HYPERLINK("http://{MARK}")', "+1+1", "@SUM(A1)", "-1-1", "=cmd|' /C calc'!A0")


def test_formulas_are_texts_that_fit_no_code(tmp_path: Path) -> None:
    rows = [[f"{text}"] * 7 + [""] for text in FORMULAS]
    quoted = [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    for found in (
        read(utbud(*quoted)),
        read(workbook(tmp_path / "bok", [HEAD, *rows]), name="bok.xlsx"),
    ):
        assert list(found.rows) == [2, 3, 4, 5, 6]
        assert set(found.values("enhet")) == {"okand"}
        assert all(value.startswith("OKAND-") for value in found.values("insatstyp"))
        other = HEAD[2:7]
        assert found.unread == dict.fromkeys(range(2, 7), other)
        assert set(found.values(*other)) == {(None,) * 5}
        assert MARK not in repr(found)


# --- Workbooks and Parquet ------------------------------------------------------------------------


def rebuilt(path: Path, change: dict[str, bytes]) -> Path:
    """A workbook with other bytes in some of its parts."""
    return pack(path, (members(path) | change).items())


def sheet(rows: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns='
        '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{rows}</sheetData></worksheet>"
    ).encode()


ENTITIES = "<!DOCTYPE x [<!ENTITY a 'zzmark'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("xl/worksheets/sheet1.xml", sheet('<row><c r="ZZZZZZZ99999999999999"><v>1</v></c></row>')),
        ("xl/worksheets/sheet1.xml", sheet('<row><c r=""><v>1</v></c></row>')),
        ("xl/worksheets/sheet1.xml", sheet('<row r="1"><c r="A1" t="s"><v>999999</v></c></row>')),
        ("xl/worksheets/sheet1.xml", sheet("<row><c><v>1")),
        ("xl/worksheets/sheet1.xml", b""),
        ("xl/worksheets/sheet1.xml", b"\x00" * 1000),
        ("xl/sharedStrings.xml", b"<sst><si><t>" * 10_000),
        ("xl/workbook.xml", b"<workbook/>"),
        (
            "xl/worksheets/sheet1.xml",
            (ENTITIES + "]>").encode()
            + sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row>'),
        ),
    ],
)
def test_a_workbook_that_harms_its_reader_is_refused(
    tmp_path: Path, part: str, data: bytes
) -> None:
    path = rebuilt(workbook(tmp_path / "bok", [HEAD, ["Farsta"]]), {part: data})
    found = refusal(path, name="bok.xlsx")
    assert found.rule in {"FIL-03", "FIL-04"}
    assert MARK not in str(found)


def test_a_workbook_with_one_cell_in_the_last_corner_does_not_fill_the_memory(
    tmp_path: Path,
) -> None:
    """Seventeen thousand million cells between two; the process that reads it has a limit."""
    path = workbook(tmp_path / "bok", [HEAD])
    rows = "".join(f'<row><c r="{cell}"><v>1</v></c></row>' for cell in ("A1", "XFD1048576"))
    found = refusal(rebuilt(path, {"xl/worksheets/sheet1.xml": sheet(rows)}), name="bok.xlsx")
    assert found.rule == "FIL-04"


def test_a_long_text_in_many_cells_of_a_workbook_is_not_written_out(tmp_path: Path) -> None:
    """One shared text of 30 000 letters in every cell: gigabytes of CSV out of some kilobytes."""
    path = workbook(tmp_path / "bok", [HEAD, *[["x" * 30_000] * 8] * 500])
    assert path.stat().st_size < 200_000
    assert refusal(path, name="bok.xlsx").rule == "FIL-09"


@pytest.mark.parametrize("keep", [0, 4, 8, 100, -1, -4, -8])
def test_a_clipped_parquet_file_is_refused(tmp_path: Path, keep: int) -> None:
    path = parquet(tmp_path, OFFER)
    path.write_bytes(path.read_bytes()[:keep])
    assert refusal(path, name="u.parquet").rule == "FIL-10"


@pytest.mark.parametrize("length", [0, 1, 7, 0x7FFFFFFF, 0xFFFFFFFF])
def test_a_parquet_footer_that_lies_about_its_length_is_refused(
    tmp_path: Path, length: int
) -> None:
    path = parquet(tmp_path, OFFER)
    path.write_bytes(path.read_bytes()[:-8] + struct.pack("<I", length) + b"PAR1")
    assert refusal(path, name="u.parquet").rule == "FIL-10"


def test_a_parquet_file_with_one_byte_changed_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    path = parquet(tmp_path, OFFER)
    whole = path.read_bytes()
    outcomes = set()
    for at in range(4, len(whole), 9):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            outcomes.add(read(path, name="u.parquet").reading.encoding)
        except DeliveryRefused as refused:
            outcomes.add(refused.rule)
    assert "FIL-10" in outcomes
    assert outcomes <= {"Parquet", "FIL-01", "FIL-02", "FIL-03", "FIL-09", "FIL-10", "DAT-01"}


def test_a_few_bytes_of_parquet_cannot_become_a_thousand_million_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = parquet(tmp_path, f"select * exclude range from ({OFFER}), range(10)")
    assert read(path, name="u.parquet").reading.rows == 10
    monkeypatch.setattr("pipelines.intake.readers.parquet._MAX_ROWS", 9)
    assert refusal(path, name="u.parquet").rule == "FIL-09"


# --- Bounded memory -------------------------------------------------------------------------------

READER = textwrap.dedent(
    """
    import resource, sys
    from pathlib import Path
    from pipelines.intake.readers.text import to_utf8
    from pipelines.errors import DeliveryRefused
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        to_utf8(Path(sys.argv[1]), Path(sys.argv[1] + ".ut"), "x.csv")
    except DeliveryRefused as refused:
        print(refused.rule, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
    """
)


def test_fifty_megabytes_on_one_line_are_never_in_memory_at_once(tmp_path: Path) -> None:
    path = tmp_path / "stor"
    path.write_bytes(utbud() + b'"' + b"x" * 50_000_000 + b'"')
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)], capture_output=True, text=True, check=True
    )
    rule, megabytes = done.stdout.split()
    assert rule == "FIL-09"
    assert int(megabytes) < 25


def test_a_checksum_of_zlib_that_is_wrong_is_a_damaged_delivery(tmp_path: Path) -> None:
    path = write_delivery(tmp_path, tables={"insatsutbud": ROWS})
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("insatsutbud.csv")
    at = content.find(struct.pack("<I", zlib.crc32(csv_bytes("insatsutbud", ROWS))))
    assert at == info.header_offset + 14
    at = content.find(content[at : at + 4], at + 4)
    content[at] ^= 1
    path.write_bytes(content)
    assert opened(path).rule == "LEV-03"
